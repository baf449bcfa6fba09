"""What a run of a page asks: of which store, in what time. See store.serving for the rest."""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from probation.charts import page
from probation.charts.theme import Theme
from probation.disclosure.estimates import cases
from probation.domain.address import Params
from probation.domain.codes import Codebook
from probation.domain.scope import Scope
from probation.domain.vocabulary import Dimension
from probation.exhibits import bulletin, model_matrix, registry
from probation.exhibits import regression as regressions
from probation.exhibits import requested as asked_of
from probation.exhibits.exhibit import Exhibit
from probation.store.build import silent
from probation.store.connection import Store
from probation.store.past import same_data
from probation.store.serving import workers
from probation.store.serving.memory import COPIED, FITTED, PUBLISHED, SHARED, answer, apart
from probation.store.serving.served import SERVED
from probation.ui import session_cases

if TYPE_CHECKING:
    from probation.statistics.model_matrix import Screen
    from probation.stepwise.regression import Regression

# Session keys: the store of a run, whether that is an earlier one, and when its time is over.
_STORE, _EARLIER, _UNTIL = "store_of_this_run", "shows_an_earlier_store", "run_until"


def prepare(progress: Callable[[float, str], None] = silent, then: str = "") -> None:
    """Opens the store, building it on first start, and keeps to it for this run.

    then: an earlier generation to show instead, where it is still kept. Raises ProbationError where
    the store cannot be opened.
    """
    now = SERVED.current(progress)
    st.session_state[_UNTIL] = time.monotonic() + workers.SECONDS
    asked_for = then and not same_data(then, now.generation.name)
    earlier = SERVED.earlier(then) if asked_for and not session_cases.used() else None
    st.session_state[_STORE] = session_cases.store() or earlier or now
    st.session_state[_EARLIER] = earlier is not None


def store() -> Store:
    """The store of this run: one generation, whatever is imported meanwhile."""
    opened: Store = st.session_state[_STORE]
    return opened


def shows_earlier() -> bool:
    """Whether the store of this run is an earlier one, which a link asked for."""
    return bool(st.session_state[_EARLIER])


def until() -> float:
    """When the time of this run is over; see Workers.do."""
    return float(st.session_state.get(_UNTIL, 0.0))


def codes() -> Codebook:
    """Every dimension's codes and labels in the store of this run."""
    return store().codes


def areas() -> Mapping[str, str]:
    """Code and name of each area, in the order of the alphabet."""
    return dict(sorted(codes()[Dimension.AREA].items(), key=lambda area: area[1]))


def scope(params: Params) -> Scope:
    """The question, factor, breakdown and filters of parameters."""
    return asked_of.scope(store(), params)


def exhibit(key: str, params: Params, theme: Theme) -> Exhibit:
    """See exhibits.registry.made. One object for all sessions, which nobody may change."""
    return answer(SHARED, _drawn, store(), key, registry.explicit(key, params), theme)


def _drawn(store: Store, key: str, params: Params, theme: Theme) -> Exhibit:
    return _checked(registry.made(key, store, params).drawn(page.draw, theme))


def _checked(made: Exhibit) -> Exhibit:
    """With a figure that Plotly has checked: a plain dictionary it checks anew at each showing."""
    return made if made.figure is None else replace(made, figure=go.Figure(made.figure))


def card(key: str, params: Params, theme: Theme) -> Exhibit:
    """An exhibit with its figure as small as a card has room for."""
    return answer(SHARED, _carded, store(), key, registry.explicit(key, params), theme)


def _carded(store: Store, key: str, params: Params, theme: Theme) -> Exhibit:
    return _checked(registry.made(key, store, params).drawn(page.card, theme))


def projected(key: str, params: Params) -> Exhibit:
    """An exhibit as it is presented: drawn for a room, or its table alone."""
    return answer(SHARED, _projected, store(), key, registry.explicit(key, params))


def _projected(store: Store, key: str, params: Params) -> Exhibit:
    return _checked(apart(until(), registry.projected, store, key, params))


def case_count(where: Scope) -> int:
    """How many inspected cases the scope's filters let through."""
    return answer(COPIED, cases.case_count, store(), where)


def facets(params: Params) -> cases.Facets:
    """See estimates.cases.facets; of the filters in force."""
    return answer(COPIED, cases.facets, store(), asked_of.everyone(store(), params))


def inspections() -> pd.DataFrame:
    """See estimates.cases.inspections; of the whole case set, whatever the filters."""
    return answer(COPIED, cases.inspections, store())


def regression(params: Params) -> "Regression":
    """See exhibits.regression.fitted. One object for all sessions, which nobody may change."""
    return answer(FITTED, regressions.fitted, store(), registry.explicit("steps", params))


def screen(params: Params) -> "Screen":
    """See exhibits.model_matrix.screen. One object for all sessions, which nobody may change."""
    asked = registry.explicit("screen", params)
    return answer(FITTED, model_matrix.screen, store(), asked, until=until())


def published() -> Mapping[str, list[dict[str, Any]]]:
    """See comparison.published; of the whole case set, whatever the filters."""
    with st.spinner("Comparing the bulletin with the loaded cases ..."):
        return answer(PUBLISHED, bulletin.published, store(), until=until())
