"""Many choices in one component, where a widget each would cost every run a message and its time.

The browser keeps the taps that the server has not heard of, each with a number, and draws them over
what the server said last; here each is taken once, in order. So a page that is behind its reader
loses no tap and undoes none, whatever else changes the same parameters.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Literal

import streamlit as st

from probation.domain import address
from probation.ui import cache, state

#: Its script is a file of every page (browser/choices.js), which a browser keeps.
_component = st.components.v2.component(
    "probation_choices",
    html='<div class="choices"></div>',
    js="export default (component) => window.dashboard.choices(component);",
    isolate_styles=False,
)
# Session key: the number of the last tap taken, of each component.
_HEARD = "choices_heard"


def show(
    key: str,
    groups: Mapping[str, Sequence[Mapping[str, Any]]],
    width: Literal["stretch", "content"] = "stretch",
    **told: Any,
) -> None:
    """The parameters of ``groups``, which fold but for one without a name.

    told: the codes ``chosen`` of each; for filters, which have several, ``counts`` of the cases of
    each level and the groups ``unfolded``. Without counts it is the View menu: one code each.
    """
    heard = st.session_state.setdefault(_HEARD, {}).get(key, 0)
    _component(
        key=key,
        data={"groups": list(groups.items()), "heard": heard, **told},
        width=width,
        on_taps_change=partial(_tapped, key),
    )


def _tapped(key: str) -> None:
    """Takes the taps that were not taken yet.

    A tap is its number, the parameter, the code, and whether that was chosen; without a parameter
    it clears all filters. Whatever else a browser may send is passed over.
    """
    heard, taps = st.session_state[_HEARD], st.session_state[key].get("taps")
    for tap in taps if isinstance(taps, list) else ():
        match tap:
            case [int(number), str(name), str(code), bool(on)] if number > heard.get(key, 0):
                heard[key] = number
                _take(name, code, on)


def _take(name: str, code: str, on: bool) -> None:
    levels = {dimension.value: labels for dimension, labels in cache.codes().items()}
    if not name:
        state.clear_filters()
    elif code in address.VIEW.get(name, ()):
        state.change(name, [code])
    elif code in levels.get(name, ()):
        others = [other for other in state.several(name) if other != code]
        state.change(name, [*others, code] if on else others)
