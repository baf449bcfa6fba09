"""The cached doors: what a page may ask of the store, and the store itself."""

import threading
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from probation import answers
from probation.queries import coverage
from probation.queries import margins as margin_queries
from probation.queries.rates import case_count as count_cases
from probation.scope import Scope
from probation.store.connection import Store
from probation.store.current import changed, ready
from probation.store.folders import data_folder, stores_folder
from probation.vocabulary import Codebook

#: Answers kept per kind. A frame is a few kilobytes.
_KEPT = 2000


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
    """Opens the store, building it on first start. Raises ProbationError where that fails."""
    _served().store(progress)


def store() -> Store:
    """The store of this run."""
    return _served().store(lambda share, doing: None)


def notice() -> str | None:
    """A sentence for every page where the stored case set had been damaged."""
    return _served().notice


def codes() -> Codebook:
    """Every dimension's codes and labels in the store of this run."""
    return store().codes


# The generation's name is part of every key: another generation is another question. Arguments
# with a leading underscore are not part of the key; the scope's parameters are it in full.


@st.cache_data(max_entries=_KEPT, show_spinner=False)
def _answer(kind: str, generation: str, params: dict, _store: Store, _scope: Scope) -> pd.DataFrame:
    return _KINDS[kind](_store, _scope)


_KINDS: dict[str, Callable[[Store, Scope], pd.DataFrame]] = {
    "rates": answers.rates,
    "levels": answers.levels,
    "story": answers.story,
    "provider_gaps": answers.provider_gaps,
}


def _ask(kind: str, scope: Scope) -> pd.DataFrame:
    now = store()
    return _answer(kind, now.generation.name, scope.to_params(), now, scope)


def rates(scope: Scope) -> pd.DataFrame:
    """See answers.rates."""
    return _ask("rates", scope)


def levels(scope: Scope) -> pd.DataFrame:
    """See answers.levels."""
    return _ask("levels", scope)


def story(scope: Scope) -> pd.DataFrame:
    """See answers.story."""
    return _ask("story", scope)


def provider_gaps(scope: Scope) -> pd.DataFrame:
    """See answers.provider_gaps."""
    return _ask("provider_gaps", scope)


@st.cache_data(max_entries=_KEPT, show_spinner=False)
def _case_count(generation: str, params: dict, _store: Store, _scope: Scope) -> int:
    return count_cases(_store, _scope)


def case_count(scope: Scope) -> int:
    """How many inspected cases the scope's filters let through."""
    now = store()
    return _case_count(now.generation.name, scope.to_params(), now, scope)


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
