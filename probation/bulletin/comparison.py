"""The bulletin held against an open store: what the published page and the command line show."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import pandas as pd

from probation.bulletin import figures
from probation.bulletin.audit import audit
from probation.bulletin.audit_issue import Bulletin, Finding
from probation.bulletin.evidence import Evidence, NoEvidenceError
from probation.bulletin.report import report
from probation.disclosure.estimates.models import regress
from probation.disclosure.gate import policy_of, publish
from probation.domain.questions import QUESTIONS
from probation.domain.scope import Scope
from probation.domain.vocabulary import Factor
from probation.errors import ReaderError
from probation.stepwise.selection_result import SelectionResult, selection_results
from probation.store.connection import Store
from probation.store.queries.margins import margins, priority_counts, risk_cross


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
    def selection_result(question: str, factor: str | None) -> Mapping[str, SelectionResult]:
        scope = Scope(QUESTIONS[question], Factor(factor) if factor else None)
        try:
            return selection_results(regress(store, scope).path)
        except ReaderError as reason:
            raise NoEvidenceError(str(reason)) from None

    policy = policy_of(store)
    return Evidence(
        publish(margins(store), policy),
        selection_result,
        publish(risk_cross(store), policy),
        publish(priority_counts(store), policy),
        areas,
        store.codes,
    )
