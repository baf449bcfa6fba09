"""The cached doors: what a page may ask of the store, and the store itself."""

import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from probation.answers import areas as all_areas
from probation.answers import gaps as all_gaps
from probation.bulletin.finding import Finding
from probation.charts.theme import Theme
from probation.exhibits import rates as exhibits
from probation.exhibits.rates import Exhibit, View
from probation.findings import KeyFinding
from probation.findings import key_findings as told
from probation.queries import coverage, rates
from probation.queries import margins as all_margins
from probation.questions import Question
from probation.scope import Scope
from probation.store import current
from probation.store.connection import Store
from probation.store.current import changed, ready
from probation.store.folders import data_folder, stores_folder
from probation.store.source import by_column, fixed_codes
from probation.ui import own
from probation.vocabulary import Codebook, Dimension

if TYPE_CHECKING:
    from probation.analysis.regression import Regression
    from probation.analysis.screen import Screen
    from probation.regression.fitting import Options

#: Answers kept per kind. A frame is a few kilobytes.
_KEPT = 1000
#: Regressions kept, of some hundred kilobytes each, and seconds that one may take.
_FITTED, _TIME_LIMIT = 50, 20
_STORE = "store_of_this_run"


class _Served:
    """The store all sessions share, following the pointer from one generation to the next."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._store: Store | None = None
        self.notice: str | None = None

    def store(self, progress: Callable[[float, str], None]) -> Store:
        with self._lock:
            if self._store is None or changed(self._store, stores_folder()):
                # The generation left behind stays open until its last query has ended; Python
                # closes it when nothing refers to it any more.
                self._store, self.notice = ready(data_folder(), stores_folder(), progress)
            return self._store


@st.cache_resource
def _served() -> _Served:
    return _Served()


def prepare(progress: Callable[[float, str], None]) -> None:
    """Opens the store, building it on first start, and keeps to it for this run.

    Raises ProbationError where that fails.
    """
    served = _served().store(progress)
    st.session_state[_STORE] = own.store() or served


def store() -> Store:
    """The store of this run: one generation, whatever is imported meanwhile."""
    return st.session_state[_STORE]


def notice() -> str | None:
    """A sentence for every page where another case set than the one that counts is shown."""
    return None if own.used() else current.notice(stores_folder()) or _served().notice


def codes() -> Codebook:
    """Every dimension's codes and labels in the store of this run."""
    return store().codes


def coded_columns() -> dict[str, list[str]]:
    """The valid codes of each column of an extract that has any, places as in this run's store."""
    dimensions = {dimension.value: list(labels) for dimension, labels in codes().items()}
    return {**by_column(fixed_codes()), **dimensions}


# The generation's name is part of every key: another generation is another question. What is asked
# is in the key as text, since Streamlit would take long to hash the objects; arguments with a
# leading underscore are not in the key.


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _shared(kind: str, generation: str, asked: str, _make: Callable[[], Any]) -> Any:
    return _make()


@st.cache_data(max_entries=_KEPT, show_spinner=False)
def _copied(kind: str, generation: str, asked: str, _make: Callable[[], Any]) -> Any:
    return _make()


def _hold_against(now: Store) -> Mapping[str, list[dict[str, Any]]]:
    # loaded here and not above: no other page needs the bulletin's figures
    from probation.published import published as hold_against

    return hold_against(now)


@st.cache_data(max_entries=4, show_spinner="Holding the bulletin against the loaded cases ...")
def _published(generation: str, _store: Store) -> Mapping[str, list[dict[str, Any]]]:
    return _hold_against(_store)


@st.cache_resource(max_entries=_FITTED, show_spinner=False)
def _fitted(kind: str, generation: str, asked: str, _make: Callable[[], Any]) -> Any:
    return _make()


# the engine is loaded where it is first used, since no other page needs it


def _regressed(store: Store, scope: Scope, options: "Options") -> "Regression":
    from probation.regression.fitting import regress, time_limit

    return regress(store, scope, options, time_limit(_TIME_LIMIT))


def _screened(
    store: Store, where: Scope, options: "Options", questions: tuple[Question, ...]
) -> "Screen":
    from probation.regression.fitting import screened, time_limit

    return screened(store, where, options, questions, time_limit(_TIME_LIMIT))


def _answer(make: Callable[..., Any], *asked: object, keep: Callable[..., Any] = _copied) -> Any:
    """``make`` of the store of this run and what is asked, made once for each generation.

    What is asked of a session's own cases is forgotten: it must not outlive the session.
    """
    now = store()
    if own.used():
        return make(now, *asked)
    kind = f"{make.__module__}.{make.__qualname__}"
    return keep(kind, now.generation.name, repr(asked), lambda: make(now, *asked))


def exhibit(view: View, theme: Theme) -> Exhibit:
    """See exhibits.exhibit. One object for all sessions, which nobody may change."""
    return _answer(exhibits.exhibit, view, theme, keep=_shared)


def bulletin_table(pair: tuple[Question, Question], where: Scope) -> pd.DataFrame:
    """See exhibits.bulletin_table."""
    return _answer(exhibits.bulletin_table, pair, where)


def key_findings(where: Scope) -> list[KeyFinding]:
    """See findings.key_findings. One list for all sessions, which nobody may change."""
    return _answer(told, where, keep=_shared)


def gaps(scope: Scope) -> pd.DataFrame:
    """See answers.gaps.gaps."""
    return _answer(all_gaps.gaps, scope)


def every_gap(where: Scope, breakdown: Dimension) -> pd.DataFrame:
    """See answers.gaps.every_gap."""
    return _answer(all_gaps.every_gap, where, breakdown)


def contracted_and_partners(where: Scope) -> pd.DataFrame:
    """See answers.gaps.contracted_and_partners."""
    return _answer(all_gaps.contracted_and_partners, where)


def funnel(scope: Scope, unit: Dimension, case_mix: bool) -> all_areas.Funnel:
    """See answers.areas.funnel."""
    return _answer(all_areas.funnel, scope, unit, case_mix)


def area_profile(where: Scope, area: str, question: Question | None) -> pd.DataFrame:
    """See answers.areas.profile."""
    return _answer(all_areas.profile, where, area, question)


def area_cases(where: Scope, area: str) -> pd.DataFrame:
    """See answers.areas.cases_of."""
    return _answer(all_areas.cases_of, where, area)


def case_count(where: Scope) -> int:
    """How many inspected cases the scope's filters let through."""
    return _answer(rates.case_count, where)


def margins() -> pd.DataFrame:
    """See queries.margins.margins; of the whole case set, whatever the filters."""
    return _answer(all_margins.margins)


def inspections() -> pd.DataFrame:
    """See queries.coverage.inspections; of the whole case set, whatever the filters."""
    return _answer(coverage.inspections)


def regression(scope: Scope, options: "Options") -> "Regression":
    """See regression.fitting.regress. One object for all sessions, which nobody may change."""
    return _answer(_regressed, scope, options, keep=_fitted)


def screen(where: Scope, options: "Options", questions: tuple[Question, ...]) -> "Screen":
    """See regression.fitting.screened. One object for all sessions, which nobody may change."""
    return _answer(_screened, where, options, questions, keep=_fitted)


def findings() -> list[Finding]:
    """See published.findings; of the bulletin, whatever is loaded."""
    from probation.published import findings as found

    return found()


def published() -> Mapping[str, list[dict[str, Any]]]:
    """See published.published; of the whole case set, whatever the filters."""
    now = store()
    return _hold_against(now) if own.used() else _published(now.generation.name, now)
