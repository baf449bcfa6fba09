"""The bulletin held against a case set: what `python -m probation published` and its page show."""

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from probation.bulletin.audit import Bulletin, audit, possibility
from probation.bulletin.claims import check, rounds_within
from probation.bulletin.evidence import Evidence, NoEvidenceError
from probation.bulletin.figures import exact
from probation.bulletin.possibility import half_unit, whole_numbers
from probation.disclosure.gate import SMALLEST_BASE
from probation.domain.vocabulary import REPORTED_FACTORS

#: One row of ``figures.published`` as a named tuple.
Figure = Any


def report(bulletin: Bulletin, evidence: Evidence) -> Mapping[str, list[dict[str, Any]]]:
    """Figures, statements and the audit's findings, ready for JSON; what is missing is None.

    figures: id, where, printed, computed (rounded as printed; None where the figure is not about
        the case set, it has no such cases, or a percentage would be of under 10), possible (can it
        be true at all), matches (None where computed is), reason (why it is impossible or nothing
        is computed, or None).
    statements: id, text, holds (None where nothing can decide it), how.
    audit: rule, where, finding, may_have_been (or None).
    """
    possible = possibility(bulletin.published).set_index("id")
    found = []
    for figure in bulletin.published.itertuples(index=False):
        value = computed(figure, evidence)
        found.append(
            {
                "id": figure.id,
                "where": figure.where,
                "printed": figure.printed,
                "computed": value,
                "possible": bool(possible.at[figure.id, "possible"]),
                "matches": None if value is None else value == float(exact(figure.printed)),
                "reason": possible.at[figure.id, "reason"] or _uncounted(figure, value, evidence),
            }
        )
    findings = [
        {
            "rule": finding.rule,
            "where": finding.where,
            "finding": finding.finding,
            "may_have_been": finding.may_have_been or None,
        }
        for finding in audit(bulletin)
    ]
    claims = check(bulletin.statements, evidence)
    return {"figures": found, "statements": claims.to_dict("records"), "audit": findings}


def _uncounted(figure: Figure, value: float | None, evidence: Evidence) -> str | None:
    if value is not None:
        return None
    count = evidence.count(figure.question, figure.factor, figure.breakdown, figure.level)
    if figure.statistic == "percent" and count.n and not count.shown:
        return f"No percentage is shown on a base under {SMALLEST_BASE}."
    return f"Nothing to count in the cases: {figure.note or 'there is no such case'}."


def computed(figure: Figure, evidence: Evidence) -> int | float | None:
    """What a figure is in the case set, rounded as printed.

    An exact tie is rounded to what is printed, up otherwise. None where the figure is not about
    the case set, where there is no such case, and for a percentage of fewer than 10.
    """
    value = _value(figure, evidence)
    if value is None:
        return None
    return int(value) if figure.decimals == 0 else float(value)


def _value(figure: Figure, evidence: Evidence) -> Fraction | None:
    if figure.statistic == "count":
        return _count(figure, evidence)
    if figure.question == "" or figure.statistic not in ("n", "percent"):
        return None
    count = evidence.count(figure.question, figure.factor, figure.breakdown, figure.level)
    if figure.statistic == "n":
        return Fraction(count.yes if figure.question == "cases" else count.n)
    if not count.shown:
        return None
    if count.yes in whole_numbers(count.n, figure.printed):
        return exact(figure.printed)
    unit = 2 * half_unit(figure.printed)
    return math.floor(count.percent / unit + Fraction(1, 2)) * unit


def _count(figure: Figure, evidence: Evidence) -> Fraction | None:
    """What the bulletin counts other than cases: areas, factors, priorities of a case."""
    key = (figure.question, figure.breakdown, figure.level)
    of_areas = _areas_with_cases(evidence).get(key[1:])
    if of_areas is not None:
        return Fraction(of_areas)
    try:
        match key:
            case (_, "factor", "reported"):
                return Fraction(len(REPORTED_FACTORS))
            case (question, "factor", "above_80"):
                shares = evidence.by_factor(question).values()
                return Fraction(sum(count.percent > 80 for count in shares))
            case (question, "factor", "47_to_49"):
                shares = evidence.by_factor(question).values()
                return Fraction(sum(rounds_within(count, 47, 49) for count in shares))
            case ("cases", "priorities", "most"):
                return Fraction(evidence.most_priorities())
    except NoEvidenceError:
        return None
    return None


def _areas_with_cases(evidence: Evidence) -> dict[tuple[str, str], int]:
    """What the cases bear out of ``consistency.counts_of_areas``; nothing where there are none."""
    areas, loaded = evidence.areas, set(evidence.by_level("area"))
    if not loaded:
        return {}
    with_cases = areas["area"].isin(loaded)
    counted = {
        ("area", "inspected"): len(loaded),
        ("area", "reinspected"): int(areas.loc[with_cases, "reports"].str.contains(";").sum()),
        ("division", "all"): len(evidence.by_level("division")),
        ("crc_owner", "all"): len(evidence.by_level("crc_owner")),
        ("contract_package_area", "not_inspected"): int((~with_cases).sum()),
    }
    if loaded == set(areas["area"]) - {""}:  # cases of other areas tell nothing of all CRCs
        counted["contract_package_area", "all"] = len(areas)
    return counted
