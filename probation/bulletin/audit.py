"""The published figures, checked by arithmetic: by rule, never by a written list.

``possibility`` is what the synthetic case set and the published page go by: which figures can be
met. ``audit`` says in sentences what is impossible or odd, and what it may have been.
"""

from probation.bulletin import arithmetic, consistency
from probation.bulletin.audit_issue import Bulletin, Finding
from probation.bulletin.possibility import possibility

__all__ = ["Bulletin", "Finding", "audit", "possibility"]


def audit(bulletin: Bulletin) -> list[Finding]:
    """Every finding of every rule: what is impossible first, then remarks, each by rule."""
    rules = (*arithmetic.RULES, *consistency.RULES)
    found = [finding for rule in rules for finding in rule(bulletin)]
    return sorted(found, key=lambda finding: finding.level != "impossible")
