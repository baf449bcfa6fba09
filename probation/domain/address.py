"""What an address of the dashboard says: parameters and their codes, checked.

The same parameters are a page's URL, an item of a briefing and what `export --from-url` reads.
Nothing in them is trusted: see ``accepted``.
"""

import re
from collections.abc import Iterable, Mapping

from probation.domain.codes import Codebook, known, spelt
from probation.domain.questions import QUESTIONS
from probation.domain.vocabulary import BREAKDOWNS, CANDIDATES, REPORTED_FACTORS, Dimension, labels
from probation.errors import ReaderError

Params = dict[str, list[str]]

#: Every page by the last part of its address, with its title in the menu.
PAGES: Mapping[str, str] = {
    "overview": "Overview",
    "gaps": "Compare groups",
    "areas": "Areas",
    "regression": "Regression",
    "briefing": "Briefing",
    "availability": "Availability",
    "delivery": "Delivery",
    "contracted_providers": "Contracted providers",
    "partners": "Partners",
    "practice": "Practice examples",
    "published": "Published figures",
    "data": "Data and your own cases",
    "glossary": "Glossary",
    "about": "About",
}
#: The order of the rows of a figure and its table; see exhibits.row_order.
ORDERS = {"bulletin": "Bulletin", "value": "Percentage", "gap": "Gap", "size": "Cases"}
SCALES = {"cases": "Cases", "percent": "Percentages"}
INTERVALS = {"on": "Shown", "off": "Hidden"}
PICTURES = {"png": "PNG", "svg": "SVG"}
PARTS = {"figures": "Figures", "statements": "Statements", "audit": "Audit"}
#: Of a regression; see stepwise.selection and disclosure.estimates.models.
REMOVALS = {"lr": "Likelihood ratio", "wald": "Wald", "cond": "Conditional"}
MISSINGS = {"listwise": "Its cases are left out", "category": "A level of its own"}
CODES = {"r": "R", "python": "Python", "spss": "SPSS"}
SWITCH = {"off": "Off", "on": "On"}
#: Of the pages of gaps, areas and practice.
UNITS = {"area": "Areas", "crc_owner": "CRC owners", "division": "NPS divisions"}
EXAMPLES = {"all": "All", "good": "Good", "poor": "Poor"}
#: Of a link made on another generation of the store than the one that counts.
SHOWN = {"now": "As the data are now", "then": "As it was then"}
#: How a page is shown: each parameter's codes and labels. The first is the default, which the URL
#: leaves out.
VIEW: Mapping[str, Mapping[str, str]] = {
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
    "full_model": SWITCH,
    "bounds": SWITCH,
    "case_mix": SWITCH,
    "example": EXAMPLES,
    "printed": SWITCH,
    "shown": SHOWN,
}
#: All questions at once, for a screen of regressions.
EVERY_QUESTION = "all"
#: Values of p, with what they are where the URL leaves them out.
NUMBERS = {"enter": 0.05, "remove": 0.1}
SMALLEST_P = 0.0001

#: What each question is of, as a reader may write it.
TOPICS: Mapping[str, str] = {key: question.topic for key, question in QUESTIONS.items()}

#: How a generation of the store is called: that on which a link was made.
_GENERATION = re.compile(r"gen-[1-9][0-9]{0,8}-[0-9a-f]{8}")
#: So many faults of an address are told one by one.
_NAMED = 5
#: What each parameter is, in the middle of a sentence.
NAMES: Mapping[str, str] = {
    **{dim.value: dim.phrase for dim in Dimension},
    "question": "question",
    "factor": "factor",
    "by": "breakdown",
    "place": "area inspected",
    "candidates": "candidate",
    "order": "order",
    "intervals": "choice of intervals",
    "scale": "scale",
    "picture": "picture format",
    "part": "part of the published figures",
    "removal": "removal statistic",
    "missing": "way with missing values",
    "run": "choice of whether to run",
    "full": "choice of the full model",
    "code": "language of code",
    "bh": "allowance for many tests",
    "ratio": "choice of ratios",
    "unit": "unit compared",
    "adjusted": "adjustment",
    "full_model": "adjustment for the other variables",
    "bounds": "choice of bounds",
    "case_mix": "adjustment for case mix",
    "example": "kind of example",
    "printed": "choice of what the bulletin prints",
    "shown": "time of the data shown",
    "enter": "p to enter",
    "remove": "p to remove",
    "store": "case set",
    "page": "page",
    "briefing": "briefing",
}
#: What readers call a setting whose name and words are far from that.
_ALSO_CALLED = {"generation": "store"}
#: What links collect on their way, and what is Streamlit's: passed over in silence.
_ON_THE_WAY = re.compile(r"utm_.*|mc_.*|.*clid|_ga|_gl|ref|embed.*|")
#: What a mail or a page makes of the & before a parameter.
_ESCAPED = "amp;"


def default(name: str) -> str:
    """The code of a parameter of VIEW that the URL leaves out."""
    return next(iter(VIEW[name]))


#: What the URL leaves out.
DEFAULTS: Params = {
    **{name: [default(name)] for name in VIEW},
    **{name: [f"{value:g}"] for name, value in NUMBERS.items()},
    "candidates": [candidate.value for candidate in CANDIDATES],
}


def single(params: Params) -> Params:
    """``params`` without a question where all are asked: for a page about one at a time."""
    if params.get("question") != [EVERY_QUESTION]:
        return params
    return {name: values for name, values in params.items() if name != "question"}


def defaults(params: Params) -> Params:
    """What the URL leaves out beside ``params``.

    A divided figure is drawn in percentages: bars of cases made 74% of few look smaller than 54%
    of many.
    """
    return DEFAULTS | {"scale": ["percent"]} if params.get("by") else DEFAULTS


def one(params: Params, name: str, otherwise: str = "") -> str:
    """The code of a parameter that has one; where there is none its default, else ``otherwise``."""
    return next(iter(params.get(name) or defaults(params).get(name) or [otherwise]))


def several(params: Params, name: str) -> list[str]:
    """The codes of a parameter that may have several."""
    return params.get(name, DEFAULTS.get(name, []))


def number(params: Params, name: str) -> float:
    """The value of a parameter of NUMBERS."""
    return float(one(params, name))


def is_generation(name: str) -> bool:
    """Whether a name can be that of a generation of the store."""
    return bool(_GENERATION.fullmatch(name))


def named(incoming: Mapping[str, Iterable[str]]) -> Params:
    """Parameters from outside by their names as we write them, in whatever case they came."""
    found: Params = {}
    for name, values in incoming.items():
        ours = name.lower()
        while ours.startswith(_ESCAPED):
            ours = ours.removeprefix(_ESCAPED)
        found.setdefault(ours, []).extend(values)
    return found


def _single(codes: Codebook) -> dict[str, Mapping[str, str]]:
    """The parameters that have one value: their codes, each with its words."""
    return {
        **VIEW,
        "factor": labels(REPORTED_FACTORS),
        "by": {d.value: d.phrase for d in BREAKDOWNS},
        "question": {**TOPICS, EVERY_QUESTION: "all questions"},
        "place": codes[Dimension.AREA],  # the area whose profile is shown
    }


def accepted(
    incoming: Mapping[str, Iterable[str]], codes: Codebook, typed: bool = False
) -> tuple[Params, list[str]]:
    """What can be used of parameters from outside, and a sentence for each value left out.

    A sentence says in words what cannot be had, but for what links collect on their way. typed:
    whether the reader types codes, which sentences then name beside the words.
    """
    incoming = named(incoming)
    single = _single(codes)
    valid = {dim.value: labels for dim, labels in codes.items()}
    valid |= {"candidates": {d.value: d.phrase for d in Dimension}}
    params: Params = {}
    left_out = _unknown(incoming, typed)
    for name, words in (valid | single).items():
        for value in dict.fromkeys(spelt(text, words) for text in incoming.get(name, ())):
            try:
                params.setdefault(name, []).append(known(value, words, NAMES[name], words, typed))
            except ReaderError as error:
                left_out.append(str(error))
        if name in single and len(params.get(name, ())) > 1:
            params[name] = params[name][:1]
            left_out.append(f"One {NAMES[name]} at a time: {words[params[name][0]]} is shown.")
    for text in list(incoming.get("store", ()))[:1]:
        if is_generation(text):
            params["store"] = [text]
        else:
            left_out.append("The link names a case set that this dashboard does not have.")
    for name in NUMBERS:
        for text in list(incoming.get(name, ()))[:1]:
            try:
                params[name] = [_share(name, text)]
            except ReaderError as error:
                left_out.append(str(error))
    if len(left_out) > _NAMED:  # a long address must not fill the page
        left_out[_NAMED:] = [f"{len(left_out) - _NAMED} more of its values are not known here."]
    return without_defaults(params), left_out


def _unknown(incoming: Params, typed: bool) -> list[str]:
    """A sentence for each name that is none of ours, and for a page that there is none of."""
    found = []
    for text in incoming.get("page", ())[:1]:  # an address that led to no page: see http.pages
        try:
            known(spelt(text, PAGES), PAGES, "page", PAGES, typed)
        except ReaderError as error:
            found.append(str(error))
    for name in incoming:
        if meant := _ALSO_CALLED.get(name):
            code = f" ({meant})" if typed else ""
            found.append(f"There is no setting '{name}'; did you mean {NAMES[meant]}{code}?")
        elif name not in NAMES and not _ON_THE_WAY.fullmatch(name):
            try:
                known(name, NAMES, "setting", NAMES, typed, listed=False)  # they fill a page
            except ReaderError as error:
                found.append(str(error))
    return found


def without_defaults(params: Params) -> Params:
    """``params`` without what goes without saying, and candidates in the vocabulary's order."""
    chosen = params.get("candidates", ())
    in_order = params | {"candidates": [d.value for d in Dimension if d in chosen]}
    silent = defaults(params)
    return {k: v for k, v in in_order.items() if v not in ([], [""], silent.get(k))}


def _share(name: str, text: str) -> str:
    """A p, as it is written in the URL."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not SMALLEST_P <= value <= 1:
        raise ReaderError(f"The p to {name} must be a number from {SMALLEST_P:g} to 1.")
    return f"{value:g}"
