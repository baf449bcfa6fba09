"""One truth for filters and view: parameters, as codes, in the URL and in the session.

Streamlit can bind a widget to the URL itself, but writes the widget's labels there, drops what it
does not know without a word, and forgets a widget that a page does not show. Here a widget that
is changed writes its codes into the parameters; the URL follows them; and a URL that comes from
outside (a link, the back button) replaces them. Nothing in a URL is trusted: see ``accepted``.
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from probation.analysis.order import ORDERS
from probation.errors import ReaderError
from probation.questions import QUESTIONS
from probation.ui import ask
from probation.vocabulary import BREAKDOWNS, REPORTED_FACTORS, Dimension, known

Params = dict[str, list[str]]

SCALES = {"cases": "Cases", "percent": "Percentages"}
INTERVALS = {"on": "Shown", "off": "Hidden"}
PICTURES = {"png": "PNG", "svg": "SVG"}
PARTS = {"figures": "Figures", "statements": "Statements", "audit": "Audit"}
#: Of a regression; see analysis.stepwise and regression.fitting.
REMOVALS = {"lr": "Likelihood ratio", "wald": "Wald", "cond": "Conditional"}
MISSINGS = {"listwise": "Its cases are left out", "category": "A level of its own"}
CODES = {"r": "R", "python": "Python", "spss": "SPSS"}
SWITCH = {"off": "Off", "on": "On"}
#: Of the pages of gaps, areas and practice.
UNITS = {"area": "Areas", "crc_owner": "CRC owners", "division": "NPS divisions"}
EXAMPLES = {"all": "All", "good": "Good", "poor": "Poor"}
#: How a page is shown: each parameter's codes and labels. The first is the default, which the URL
#: leaves out.
VIEW = {
    "order": ORDERS,
    "intervals": INTERVALS,
    "scale": SCALES,
    "picture": PICTURES,
    "part": PARTS,
    "removal": REMOVALS,
    "missing": MISSINGS,
    "run": SWITCH,
    "full": SWITCH,
    "code": CODES,
    "bh": SWITCH,
    "ratio": SWITCH,
    "unit": UNITS,
    "adjusted": SWITCH,
    "example": EXAMPLES,
}
#: All questions at once, for a screen of regressions.
EVERY_QUESTION = "all"
#: Values of p, with what they are where the URL leaves them out.
NUMBERS = {"enter": 0.05, "remove": 0.1}
SMALLEST_P = 0.0001
#: What may change without the results of a regression being those of another one.
_DRAWING = (
    "order", "intervals", "scale", "picture", "part", "run", "full", "code", "bh", "ratio", "unit",
    "adjusted", "example", "place",
)  # fmt: skip

# Session keys: the parameters in force, the URL last written and on which page, whether a widget
# was changed since, and what had to be left out of the last URL.
_PARAMS, _WRITTEN, _PAGE = "view_params", "view_written", "view_page"
_TOUCHED, _PROBLEMS = "view_touched", "view_problems"


def enter(page: str) -> None:
    """Takes in the URL of this run and writes it back in full. Once a run, before any widget.

    ``page`` tells the back button, which may lead to a bare URL on the same page and then clears
    the filters, from the menu, which leads to a bare URL on another page and keeps them.
    """
    session = st.session_state
    incoming = {name: st.query_params.get_all(name) for name in st.query_params}
    touched = session.pop(_TOUCHED, False)
    if not incoming and _PARAMS in session and page != session[_PAGE]:
        session[_PROBLEMS] = []
    elif _PARAMS not in session or not (touched or incoming == session[_WRITTEN]):
        session[_PARAMS], session[_PROBLEMS] = accepted(incoming)
    if incoming != session[_PARAMS]:
        st.query_params.from_dict(session[_PARAMS])
    session[_WRITTEN], session[_PAGE] = session[_PARAMS], page


def entered() -> bool:
    """Whether app.py has run in this session."""
    return _PARAMS in st.session_state


def current() -> Params:
    """The parameters in force. Only codes of the vocabulary and the store are among them."""
    return st.session_state[_PARAMS]


def problems() -> list[str]:
    """What the last URL asked for that could not be had: a sentence each, for the first few."""
    return st.session_state[_PROBLEMS]


def link(**own: str) -> Params:
    """URL parameters for a link to another page: those in force, with ``own`` in their place.

    An empty value takes the parameter away.
    """
    return _without_defaults(current() | {name: [value] for name, value in own.items()})


def one(name: str) -> str:
    """The code in force of a parameter of VIEW."""
    return current().get(name, [default(name)])[0]


def several(name: str) -> list[str]:
    """The codes in force of a parameter that may have several."""
    return current().get(name, _DEFAULTS.get(name, []))


def number(name: str) -> float:
    """The value in force of a parameter of NUMBERS."""
    return float(current().get(name, [str(NUMBERS[name])])[0])


def default(name: str) -> str:
    """The code of a view parameter that the URL leaves out."""
    return next(iter(VIEW[name]))


def clear_filters() -> None:
    """Drops every filter and keeps the view; for a button."""
    left_out = {*Dimension, "run"}
    _put({k: v for k, v in current().items() if k not in left_out})


def run() -> None:
    """Asks for the regression that the settings describe; for a button."""
    _put(link(run="on"))


def bound(name: str, value: Any, place: str = "") -> dict[str, Any]:
    """The arguments that tie a widget to the parameter ``name``, whose value is ``value``.

    ``place`` tells two widgets of one parameter apart.
    """
    key = f"widget_{name}_{place}"
    st.session_state[key] = value
    return {"key": key, "on_change": _take, "args": (name, key)}


def _take(name: str, key: str) -> None:
    value = st.session_state[key]
    values = (
        value if isinstance(value, list) else [f"{value:g}" if name in NUMBERS else value or ""]
    )
    # a regression is run by its button: one of other settings waits for it again
    kept = current() if name in _DRAWING else {k: v for k, v in current().items() if k != "run"}
    _put(_without_defaults(kept | {name: values}))


def _put(params: Params) -> None:
    st.session_state.update({_PARAMS: params, _PROBLEMS: [], _TOUCHED: True})


def accepted(incoming: Mapping[str, list[str]]) -> tuple[Params, list[str]]:
    """What can be used of parameters from outside, and a sentence for each value left out.

    Names that mean nothing here are passed over: links collect such things on their way.
    """
    valid = {dim.value: list(labels) for dim, labels in ask.codes().items()}
    valid |= {"candidates": list(Dimension)}
    single = {name: list(labels) for name, labels in VIEW.items()}
    single |= {"factor": [f.value for f in REPORTED_FACTORS], "by": [d.value for d in BREAKDOWNS]}
    single |= {"question": [*QUESTIONS, EVERY_QUESTION]}
    single |= {"place": list(ask.codes()[Dimension.AREA])}  # the area whose profile is shown
    params: Params = {}
    left_out = []
    for name, codes in (valid | single).items():
        for value in dict.fromkeys(incoming.get(name, ())):
            try:
                params.setdefault(name, []).append(known(value, codes, _NAMES.get(name, name)))
            except ReaderError as error:
                left_out.append(str(error))
        if name in single and len(params.get(name, ())) > 1:
            params[name] = params[name][:1]
            left_out.append(f"One {_NAMES.get(name, name)} at a time: {params[name][0]} is shown.")
    for name in NUMBERS:
        for text in incoming.get(name, ())[:1]:
            try:
                params[name] = [_share(name, text)]
            except ReaderError as error:
                left_out.append(str(error))
    if len(left_out) > _NAMED:  # a long address must not fill the page
        left_out[_NAMED:] = [f"{len(left_out) - _NAMED} more of its values are not known here."]
    return _without_defaults(params), left_out


def _share(name: str, text: str) -> str:
    """A p, as it is written in the URL."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not SMALLEST_P <= value <= 1:
        raise ReaderError(f"The p to {name} must be a number from {SMALLEST_P:g} to 1.")
    return f"{value:g}"


_NAMED = 5
_NAMES = {dim.value: dim.phrase for dim in Dimension}
_NAMES |= {"by": "breakdown", "candidates": "candidate"}


#: What the URL leaves out.
_DEFAULTS: Params = {
    **{name: [default(name)] for name in VIEW},
    **{name: [f"{value:g}"] for name, value in NUMBERS.items()},
    "candidates": [breakdown.value for breakdown in BREAKDOWNS],
}


def _without_defaults(params: Params) -> Params:
    """``params`` without what goes without saying, and candidates in the vocabulary's order."""
    chosen = params.get("candidates", ())
    in_order = params | {"candidates": [d.value for d in Dimension if d in chosen]}
    return {k: v for k, v in in_order.items() if v not in ([], [""], _DEFAULTS.get(k))}
