"""One truth for filters and view: parameters, as codes, in the URL and in the session.

Streamlit can bind a widget to the URL itself, but writes the widget's labels there, drops what it
does not know without a word, and forgets a widget that a page does not show. Here a widget that
is changed writes its codes into the parameters; the URL follows them; and a URL that comes from
outside (a link, the back button) replaces them. Nothing in a URL is trusted: see
``address.accepted``.
"""

from collections import Counter
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from probation.domain import address
from probation.domain.address import NUMBERS, Params, accepted, named, without_defaults
from probation.domain.vocabulary import Dimension
from probation.exhibits.registry import questions_of
from probation.store.past import same_data
from probation.ui import cache

#: What may change without the results of a regression being those of another one.
_DRAWING = (
    "order", "intervals", "scale", "picture", "part", "run", "full", "code", "bh", "ratio", "unit",
    "adjusted", "full_model", "bounds", "case_mix", "example", "place", "printed",
)  # fmt: skip

# Session keys: what was asked, as it came; what of it the store knows, which is in force; the URL
# last written and on which page; whether a widget was changed since; what had to be left out.
_ASKED, _PARAMS, _WRITTEN, _PAGE = "view_asked", "view_params", "view_written", "view_page"
# The filters before a button last changed them, for as long as that can be undone.
_TOUCHED, _PROBLEMS, _BEFORE = "view_touched", "view_problems", "view_before"
# The addresses that the browser may still tell, for it has not heard of the one last written.
_OLDER, _MOST_OLDER = "view_older", 10
# How often each parameter was changed elsewhere: a widget of another name stands there since.
_CHANGES = "view_changes"
#: What no widget has for a value: one that nothing is chosen in has None.
_NOTHING = object()


def enter(page: str) -> None:
    """Takes in the URL of this run and writes it back in full. Once a run, before any widget."""
    session, came = st.session_state, incoming()
    # what was asked is held against the store of each run: another one may know other codes
    session[_ASKED] = _asked(page)
    params, session[_PROBLEMS] = accepted(session[_ASKED], cache.codes())
    session[_PARAMS] = _placed(_without_store(params), page)
    session.pop(_TOUCHED, None)
    older = session.get(_OLDER, []) if _behind(page) else []
    written = session.get(_WRITTEN, came)
    # a browser that is behind has yet to hear of what was written, which may be no more what is so
    if came != session[_PARAMS] or (older and written != session[_PARAMS]):
        st.query_params.from_dict(session[_PARAMS])
        older = [*older, came, written][-_MOST_OLDER:]
    session[_WRITTEN], session[_PAGE], session[_OLDER] = session[_PARAMS], page, older


def _asked(page: str) -> Params:
    """What this run is asked: by its URL, or by the session where that has not been left.

    ``page`` tells the back button, which may lead to a bare URL on the same page and then clears
    the filters, from the menu, which leads to a bare URL on another page and keeps them.
    """
    session, came = st.session_state, incoming()
    asked: Params = session.get(_ASKED, {})
    if _PARAMS not in session:
        return came
    if not came and page != session[_PAGE]:
        return _carried(session[_PARAMS], session[_PAGE])
    if not came and not by_hand():  # asked for while the browser was between two addresses
        return asked
    if session.get(_TOUCHED) or came == session[_WRITTEN] or _behind(page):
        return asked
    session.pop(_BEFORE, None)  # an address from outside: there is nothing of it to undo
    return came


def _behind(page: str) -> bool:
    """Whether the browser still tells an older address, for it has not heard of the last one.

    The back button leads to an older one too, and says that it does.
    """
    session = st.session_state
    same = page == session.get(_PAGE) and incoming() != session[_WRITTEN]
    return same and not by_hand() and incoming() in session[_OLDER]


def by_hand() -> bool:
    """Whether the back button, or the one that leads forward, led to this run's address."""
    run = get_script_run_ctx()
    return run is not None and run.is_history_navigation


def _carried(params: Params, page_before: str) -> Params:
    """``params`` as another page gets them: with the question that the page before was about.

    ``adjusted`` stays behind: it is another thing on each page that has it.
    """
    own = questions_of(page_before)
    params = {name: values for name, values in params.items() if name != "adjusted"}
    if not own or params.get("question", [""])[0] in own:
        return params
    return params | {"question": own[:1]}


def _placed(params: Params, page: str) -> Params:
    """``params`` as a page has them: one with questions of its own is not told its first one, nor
    another page's.

    An area chosen by an older link is what it is now: the filter on areas.
    """
    chosen = params.get("place") if page == "areas" else None
    own = questions_of(page)
    silent = own and params.get("question", own)[0] not in own[1:]
    strange = ("place", "question") if silent else ("place",)
    others = {name: values for name, values in params.items() if name not in strange}
    return others | ({Dimension.AREA.value: chosen} if chosen else {})


def incoming() -> Params:
    """What the address of this run says, by our names of parameters."""
    return named({name: st.query_params.get_all(name) for name in st.query_params})


def _without_store(params: Params) -> Params:
    """``params`` without the generation that a link was made on, where that is the one shown."""
    then = address.one(params, "shown") == "then"
    if then or not same_data(address.one(params, "store"), cache.store().generation.name):
        return params
    return {name: values for name, values in params.items() if name != "store"}


def pinned(page: str) -> tuple[str, bool]:
    """The generation that a link was made on, or '', and whether it is to be shown as it was then.

    Read before ``enter``, which needs the codes of the store that is shown.
    """
    asked = _asked(page)
    made_on, shown = (next(iter(asked.get(name, [])), "") for name in ("store", "shown"))
    return (made_on, shown == "then") if address.is_generation(made_on) else ("", False)


def current() -> Params:
    """The parameters in force. Only codes of the vocabulary and the store are among them."""
    params: Params = st.session_state[_PARAMS]
    return params


def page() -> str:
    """The page of this run, as its address has it: '' for the overview."""
    shown: str = st.session_state[_PAGE]
    return shown


def about(question: str) -> Params:
    """The parameters in force, of one question: for a page that has questions of its own."""
    return current() | {"question": [question]}


def problems() -> list[str]:
    """What the last URL asked for that could not be had: a sentence each, for the first few."""
    sentences: list[str] = st.session_state[_PROBLEMS]
    return sentences


def link(**own: str) -> Params:
    """URL parameters for a link to another page: those in force, with ``own`` in their place.

    An empty value takes the parameter away.
    """
    return without_defaults(current() | {name: [value] for name, value in own.items()})


def one(name: str) -> str:
    """The code in force of a parameter of address.VIEW."""
    return address.one(current(), name)


def several(name: str) -> list[str]:
    """The codes in force of a parameter that may have several."""
    return address.several(current(), name)


def number(name: str) -> float:
    """The value in force of a parameter of address.NUMBERS."""
    return address.number(current(), name)


def clear_filters() -> None:
    """Drops every filter and keeps the view; for a button."""
    _refilter({})


def drop(dimension: Dimension, code: str) -> None:
    """Takes one level out of a filter; for a button."""
    kept = filters_in_force()
    kept[dimension] = [other for other in kept[dimension] if other != code]
    _refilter(kept)


def widen(dimension: Dimension) -> None:
    """Takes the filter on one dimension away; for a button."""
    _refilter({name: codes for name, codes in filters_in_force().items() if name != dimension})


def undo() -> None:
    """Takes back the last change of filters; for a button."""
    before = st.session_state.pop(_BEFORE, None)
    if before is not None:
        _refilter(before)
        del st.session_state[_BEFORE]


def can_undo() -> bool:
    """Whether a button has taken filters away that can be had back."""
    return _BEFORE in st.session_state


def filters_in_force() -> Params:
    """The codes of each dimension that is filtered."""
    return {dim.value: list(current()[dim]) for dim in Dimension if dim in current()}


def _refilter(filters: Params) -> None:
    """Other filters, with those before them kept to undo."""
    before = filters_in_force()
    for name in {*before, *filters}:
        if before.get(name) != filters.get(name):
            change(name, filters.get(name, []))
    st.session_state[_BEFORE] = before


def change(name: str, codes: list[str]) -> None:
    """Other codes of a parameter, chosen elsewhere than in a widget of its own."""
    _changes()[name] += 1
    _set(name, codes)


def unpin() -> None:
    """Forgets the generation that a link was made on; for a button."""
    asked = st.session_state[_ASKED]
    _put({name: values for name, values in asked.items() if name not in ("store", "shown")})


def show_then() -> None:
    """Shows the generation that the link was made on; for a button."""
    _put(st.session_state[_ASKED] | {"shown": ["then"]})


def pin() -> Params:
    """The generation that a link was made on, as parameters for links to other pages."""
    return {name: values for name, values in current().items() if name in ("store", "shown")}


def run() -> None:
    """Asks for the regression that the settings describe; for a button."""
    _put(link(run="on"))


def bound(name: str, value: Any) -> dict[str, Any]:
    """The arguments that tie a widget to the parameter ``name``, whose value is ``value``."""
    changes = _changes()[name]
    key = f"widget_{name}_{changes}"
    # a value that the widget has is not sent again: on its way it would undo the next tap
    if st.session_state.get(key, _NOTHING) != value:
        st.session_state[key] = value
    return {"key": key, "on_change": _take, "args": (name, key, changes)}


def _changes() -> Counter[str]:
    changes: Counter[str] = st.session_state.setdefault(_CHANGES, Counter())
    return changes


def _take(name: str, key: str, changes: int) -> None:
    if changes != _changes()[name]:
        return  # the page has not heard yet that a button changed this since: nobody tapped it
    value = st.session_state[key]
    values = (
        value if isinstance(value, list) else [f"{value:g}" if name in NUMBERS else value or ""]
    )
    _set(name, values)


def _set(name: str, values: list[str]) -> None:
    # a regression is run by its button: one of other settings waits for it again
    kept = current() if name in _DRAWING else {k: v for k, v in current().items() if k != "run"}
    _put(without_defaults(kept | {name: values}))


def _put(params: Params) -> None:
    st.session_state.pop(_BEFORE, None)
    st.session_state.update({_ASKED: params, _PARAMS: params, _TOUCHED: True})
