"""The cached doors: what a page may ask of the store, and the store itself."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from probation.briefing.assembled import AssembledBriefing
from probation.bulletin.audit_issue import Finding
from probation.charts import page
from probation.charts.theme import Theme
from probation.disclosure.estimates import cases
from probation.domain.address import Params
from probation.domain.scope import Scope
from probation.domain.vocabulary import Codebook, Dimension
from probation.errors import ReaderError, StoreError
from probation.exhibits import apart, registry
from probation.exhibits import regression as regressions
from probation.exhibits import requested as asked_of
from probation.exhibits.exhibit import Exhibit
from probation.store import current, past
from probation.store.connection import Store, open_store
from probation.store.current import changed, ready
from probation.store.folders import data_folder, stores_folder
from probation.store.generation import Generation, examined, kept
from probation.store.past import HISTORY, same_data
from probation.store.serving.workers import Workers
from probation.store.source import by_column, fixed_codes, place_codes, read_areas
from probation.store.watch import Watch, marks
from probation.ui import session_cases

if TYPE_CHECKING:
    from probation.statistics.model_matrix import Screen
    from probation.stepwise.patterns import Patterns
    from probation.stepwise.regression import Regression
    from probation.stepwise.selection import Criteria

P = ParamSpec("P")
T = TypeVar("T")

#: Answers kept per kind. A frame is a few kilobytes.
_KEPT = 1000
#: Regressions kept, of some hundred kilobytes each.
_FITTED = 50
#: The most that a run may take of the processes for long work, or a file; and how many these are:
#: not among what Streamlit remembers, which can be emptied.
RUN_SECONDS = 20.0
_WORKERS = Workers(2)
_TOO_LONG = (
    f"This took longer than {RUN_SECONDS:g} seconds and was stopped; choose fewer figures, filters"
    " or candidates, or try again later."
)
# Session keys: the store of a run, whether that is an earlier one, and when its time is over.
_STORE, _EARLIER, _UNTIL = "store_of_this_run", "shows_an_earlier_store", "run_until"


class _Served:
    """The store all sessions share, following the pointer from one generation to the next."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: _Held | None = None
        self._history = marks(stores_folder() / HISTORY)
        self.notice: str | None = None

    def store(self, progress: Callable[[float, str], None]) -> Store:
        stores = stores_folder()
        with self._lock:
            history = marks(stores / HISTORY)
            if history != self._history:  # something may have been withdrawn
                _forget()
            self._history = history
            held = self._held
            if held and not changed(held.store, stores) and not held.disturbed():
                return held.store
            # The generation left behind stays open until its last query has ended; Python closes it
            # when nothing refers to it any more.
            self._held = None
            try:
                store, self.notice = ready(data_folder(), stores, progress)
            except ReaderError as error:  # of the data folder: no reader of a page mends that
                raise StoreError(str(error)) from error
            self._held = _Held(store, partial(examined, stores, store.generation.name))
            return store


class _Held:
    """An open store, given up as soon as its files are no longer those that were checked."""

    def __init__(self, store: Store, find: Callable[[], Generation | None]) -> None:
        self.store = store
        self._watch = Watch(store.generation, find)

    def disturbed(self) -> bool:
        """See store.watch. What is disturbed is closed: it must answer nobody any more."""
        if disturbed := self._watch.disturbed():
            self.store.close()
        return disturbed


@st.cache_resource
def _served() -> _Served:
    return _Served()


def prepare(progress: Callable[[float, str], None], then: str = "") -> None:
    """Opens the store, building it on first start, and keeps to it for this run.

    then: an earlier generation to show instead, where it is still kept. Raises ProbationError where
    the store cannot be opened.
    """
    served = _served().store(progress)
    st.session_state[_UNTIL] = time.monotonic() + RUN_SECONDS
    asked_for = then and not same_data(then, served.generation.name)
    earlier = _earlier(then) if asked_for and not session_cases.used() else None
    st.session_state[_STORE] = session_cases.store() or (earlier and earlier.store) or served
    st.session_state[_EARLIER] = earlier is not None


@st.cache_resource(
    max_entries=2, show_spinner=False, validate=lambda held: held and not held.disturbed()
)
def _earlier(name: str) -> _Held | None:
    """An earlier generation, open; None where it is not kept, not whole, or of another version."""
    find = partial(kept, stores_folder(), name)
    found = find()
    return _Held(open_store(found.path, found), find) if found else None


def earlier(name: str) -> Generation | None:
    """A generation that can be shown as it was; None where it is not kept, or not whole."""
    found = _earlier(name)
    return found.store.generation if found else None


def withdrawn_on(name: str) -> str | None:
    """The day on which a case set was withdrawn; None where it was not."""
    return past.withdrawn_on(stores_folder(), name)


def store() -> Store:
    """The store of this run: one generation, whatever is imported meanwhile."""
    opened: Store = st.session_state[_STORE]
    return opened


def shows_earlier() -> bool:
    """Whether the store of this run is an earlier one, which a link asked for."""
    return bool(st.session_state[_EARLIER])


def notice() -> str | None:
    """A sentence for every page where another case set than the one that counts is shown."""
    return None if session_cases.used() else current.notice(stores_folder()) or _served().notice


def codes() -> Codebook:
    """Every dimension's codes and labels in the store of this run."""
    return store().codes


def coded_columns() -> dict[str, list[str]]:
    """The valid codes of each column of an extract that has any, places as in the areas file."""
    areas = read_areas(data_folder() / "areas.csv")
    return by_column((*fixed_codes(), *place_codes(areas)))


# The generation's name is part of every key: another generation is another question. What is asked
# is in the key as text, since Streamlit would take long to hash the objects; arguments with a
# leading underscore are not in the key.


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _shared(kind: str, generation: str, asked: str, _make: Callable[[], Any]) -> Any:
    return _make()


@st.cache_data(max_entries=_KEPT, show_spinner=False)
def _copied(kind: str, generation: str, asked: str, _make: Callable[[], Any]) -> Any:
    return _make()


@st.cache_data(max_entries=4, show_spinner="Comparing the bulletin with the loaded cases ...")
def _published(generation: str, _store: Store) -> Mapping[str, list[dict[str, Any]]]:
    return _apart(apart.published, _store.generation)


@st.cache_resource(max_entries=_FITTED, show_spinner=False)
def _fitted(kind: str, generation: str, asked: str, _make: Callable[[], Any]) -> Any:
    return _make()


def _forget() -> None:
    """Nothing that was made of any case set is remembered any more."""
    for remembered in (_earlier, _shared, _copied, _published, _fitted):
        remembered.clear()


def _answer(make: Callable[..., T], *asked: object, keep: Callable[..., Any] = _copied) -> T:
    """``make`` of the store of this run and what is asked, made once for each generation.

    What is asked of a session's own cases is forgotten: it must not outlive the session.
    """
    now = store()
    if session_cases.used():
        return make(now, *asked)
    kind = f"{make.__module__}.{make.__qualname__}"
    of = f"{now.generation.name} {now.generation.caution}"  # which stands in what is made
    answer: T = keep(kind, of, repr(asked), lambda: make(now, *asked))
    return answer


def _apart(work: Callable[P, T], *given: P.args, **more: P.kwargs) -> T:
    """``work`` done in another process in what is left of this run's time. See Workers.do."""
    left = st.session_state.get(_UNTIL, time.monotonic()) - time.monotonic()
    return _within(left, work, *given, **more)


def _within(seconds: float, work: Callable[P, T], *given: P.args, **more: P.kwargs) -> T:
    try:
        return _WORKERS.do(seconds, work, *given, **more)
    except TimeoutError:
        raise ReaderError(_TOO_LONG) from None


def end_long_work() -> None:
    """Stops what is done in other processes: the server stops."""
    _WORKERS.end()


def written(write: Callable[[AssembledBriefing], bytes], paper: AssembledBriefing) -> bytes:
    """A file of a paper; outside any run. Raises ReaderError where it takes too long."""
    sheets = (replace(s, exhibit=replace(s.exhibit, figure=None)) for s in paper.sheets)
    return _within(RUN_SECONDS, write, replace(paper, sheets=tuple(sheets)))


def exhibit(key: str, params: Params, theme: Theme) -> Exhibit:
    """See exhibits.registry.made. One object for all sessions, which nobody may change."""
    return _answer(_drawn, key, registry.explicit(key, params), theme, keep=_shared)


def _drawn(store: Store, key: str, params: Params, theme: Theme) -> Exhibit:
    return _checked(registry.made(key, store, params).drawn(page.draw, theme))


def _checked(made: Exhibit) -> Exhibit:
    """With a figure that Plotly has checked: a plain dictionary it checks anew at each showing."""
    return made if made.figure is None else replace(made, figure=go.Figure(made.figure))


def card(key: str, params: Params, theme: Theme) -> Exhibit:
    """An exhibit with its figure as small as a card has room for."""
    return _answer(_carded, key, registry.explicit(key, params), theme, keep=_shared)


def _carded(store: Store, key: str, params: Params, theme: Theme) -> Exhibit:
    return _checked(registry.made(key, store, params).drawn(page.card, theme))


def projected(key: str, params: Params) -> Exhibit:
    """An exhibit as it is presented: its figure that of a slide, or None where that has a table."""
    return _answer(_projected, key, registry.explicit(key, params), keep=_shared)


def _projected(store: Store, key: str, params: Params) -> Exhibit:
    return _checked(_apart(apart.projected, store.generation, key, params))


def areas() -> Mapping[str, str]:
    """Code and name of each area, in the order of the alphabet."""
    return dict(sorted(codes()[Dimension.AREA].items(), key=lambda area: area[1]))


def scope(params: Params) -> Scope:
    """The question, factor, breakdown and filters of parameters."""
    return asked_of.scope(store(), params)


def case_count(where: Scope) -> int:
    """How many inspected cases the scope's filters let through."""
    return _answer(cases.case_count, where)


def facets(params: Params) -> cases.Facets:
    """See estimates.cases.facets; of the filters in force."""
    return _answer(cases.facets, asked_of.everyone(store(), params))


def inspections() -> pd.DataFrame:
    """See estimates.cases.inspections; of the whole case set, whatever the filters."""
    return _answer(cases.inspections)


def regression(params: Params) -> "Regression":
    """See exhibits.regression.fitted. One object for all sessions, which nobody may change."""
    return _answer(regressions.fitted, registry.explicit("steps", params), keep=_fitted)


def screen(params: Params) -> "Screen":
    """See exhibits.model_matrix.screen. One object for all sessions, which nobody may change."""
    return _answer(_screen, registry.explicit("screen", params), keep=_fitted)


def _screen(store: Store, params: Params) -> "Screen":
    return _apart(apart.screen, store.generation, params)


def selected_again(
    patterns: "Patterns", criteria: "Criteria", samples: range, seed: int
) -> list[tuple[str, ...]]:
    """See stepwise.bootstrap.selected."""
    from probation.stepwise.bootstrap import selected

    return _apart(selected, patterns, criteria, samples, seed)


def findings() -> list[Finding]:
    """See published.findings; of the bulletin, whatever is loaded."""
    from probation.bulletin.comparison import findings as found

    return found()


def published() -> Mapping[str, list[dict[str, Any]]]:
    """See published.published; of the whole case set, whatever the filters."""
    now = store()
    if session_cases.used():
        return _apart(apart.published, now.generation)
    return _published(now.generation.name, now)
