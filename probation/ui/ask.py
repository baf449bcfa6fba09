"""The cached doors: what a page may ask of the store, and the store itself."""

import threading
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from probation import answers, exhibits
from probation.charts.theme import Theme
from probation.exhibits import Exhibit, View
from probation.queries import coverage
from probation.queries import margins as margin_queries
from probation.queries.rates import case_count as count_cases
from probation.questions import Question
from probation.scope import Scope
from probation.store.connection import Store
from probation.store.current import changed, ready
from probation.store.folders import data_folder, stores_folder
from probation.vocabulary import Codebook

#: Answers kept per kind. A frame is a few kilobytes.
_KEPT = 1000
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
    st.session_state[_STORE] = _served().store(progress)


def store() -> Store:
    """The store of this run: one generation, whatever is imported meanwhile."""
    return st.session_state[_STORE]


def notice() -> str | None:
    """A sentence for every page where the stored case set had been damaged."""
    return _served().notice


def codes() -> Codebook:
    """Every dimension's codes and labels in the store of this run."""
    return store().codes


# The generation's name is part of every key: another generation is another question. Arguments
# with a leading underscore are not part of the key; the text beside them says them in full.


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _exhibit(generation: str, asked: str, _store: Store, _view: View, _theme: Theme) -> Exhibit:
    return exhibits.exhibit(_store, _view, _theme)


def exhibit(view: View, theme: Theme) -> Exhibit:
    """See exhibits.exhibit. Shared by all sessions: nobody may change it."""
    now = store()
    return _exhibit(now.generation.name, repr((view, theme)), now, view, theme)


@st.cache_data(max_entries=_KEPT, show_spinner=False)
def _bulletin_table(
    generation: str, asked: str, _store: Store, _pair: tuple[Question, Question], _where: Scope
) -> pd.DataFrame:
    return exhibits.bulletin_table(_store, _pair, _where)


def bulletin_table(pair: tuple[Question, Question], where: Scope) -> pd.DataFrame:
    """See exhibits.bulletin_table."""
    now = store()
    return _bulletin_table(now.generation.name, repr((pair, where)), now, pair, where)


@st.cache_data(max_entries=_KEPT, show_spinner=False)
def _story(generation: str, asked: str, _store: Store, _where: Scope) -> pd.DataFrame:
    return answers.story(_store, _where)


def story(where: Scope) -> pd.DataFrame:
    """See answers.story."""
    now = store()
    return _story(now.generation.name, repr(where), now, where)


@st.cache_data(max_entries=_KEPT, show_spinner=False)
def _provider_gaps(generation: str, asked: str, _store: Store, _where: Scope) -> pd.DataFrame:
    return answers.provider_gaps(_store, _where)


def provider_gaps(where: Scope) -> pd.DataFrame:
    """See answers.provider_gaps."""
    now = store()
    return _provider_gaps(now.generation.name, repr(where), now, where)


@st.cache_data(max_entries=_KEPT, show_spinner=False)
def _case_count(generation: str, asked: str, _store: Store, _where: Scope) -> int:
    return count_cases(_store, _where)


def case_count(scope: Scope) -> int:
    """How many inspected cases the scope's filters let through."""
    now = store()
    return _case_count(now.generation.name, repr(scope), now, scope)


# These cover the whole case set, whatever the filters: one answer for each generation.


@st.cache_data(max_entries=4, show_spinner=False)
def _margins(generation: str, _store: Store) -> pd.DataFrame:
    return margin_queries.margins(_store)


def margins() -> pd.DataFrame:
    """See queries.margins.margins."""
    now = store()
    return _margins(now.generation.name, now)


@st.cache_data(max_entries=4, show_spinner=False)
def _inspections(generation: str, _store: Store) -> pd.DataFrame:
    return coverage.inspections(_store)


def inspections() -> pd.DataFrame:
    """See queries.coverage.inspections."""
    now = store()
    return _inspections(now.generation.name, now)


@st.cache_data(max_entries=4, show_spinner="Holding the bulletin against the loaded cases ...")
def _published(generation: str, _store: Store) -> Mapping[str, list[dict[str, Any]]]:
    # loaded here and not above: the models need statsmodels, which no other page does
    from probation.published import published as hold_against

    return hold_against(_store)


def published() -> Mapping[str, list[dict[str, Any]]]:
    """See published.published."""
    now = store()
    return _published(now.generation.name, now)
