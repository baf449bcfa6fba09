"""The bulletin held against an open store: what the published page and the command line show."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import pandas as pd

from probation.analysis.standing import Standing, standings
from probation.bulletin import figures
from probation.bulletin.audit import audit
from probation.bulletin.evidence import Evidence, NoEvidenceError
from probation.bulletin.finding import Bulletin, Finding
from probation.bulletin.report import report
from probation.errors import ReaderError
from probation.queries.margins import margins, priority_counts, risk_cross
from probation.questions import QUESTIONS
from probation.regression.fitting import regress
from probation.scope import Scope
from probation.store.connection import Store
from probation.vocabulary import Factor


def published(store: Store) -> Mapping[str, list[dict[str, Any]]]:
    """Every printed figure and statement beside what the store gives; see bulletin.report."""
    bulletin = _bulletin()
    return report(bulletin, evidence(store, bulletin.areas))


@cache
def findings() -> list[Finding]:
    """What the audit finds in the published figures themselves, whatever the store."""
    return audit(_bulletin())


def _bulletin() -> Bulletin:
    return Bulletin(figures.published(), figures.statements(), figures.areas())


def evidence(store: Store, areas: pd.DataFrame) -> Evidence:
    """The store's case set in the frames that statements are held against."""

    @cache
    def standing(question: str, factor: str | None) -> Mapping[str, Standing]:
        scope = Scope(QUESTIONS[question], Factor(factor) if factor else None)
        try:
            return standings(regress(store, scope).path)
        except ReaderError as reason:
            raise NoEvidenceError(str(reason)) from None

    return Evidence(
        margins(store), standing, risk_cross(store), priority_counts(store), areas, store.codes
    )
