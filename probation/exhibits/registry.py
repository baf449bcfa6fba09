"""Every figure and table of the dashboard by name, and how each is made of an address.

A page shows exhibits, an item of a briefing names one, a link leads to its page: all three are
the same few parameters, and all are made here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from probation.charts import projector
from probation.domain.address import DEFAULTS, EVERY_QUESTION, TOPICS, Params, defaults, one
from probation.domain.codes import known
from probation.domain.questions import QUESTIONS
from probation.domain.vocabulary import Dimension
from probation.exhibits import (
    areas,
    bulletin,
    coverage,
    dictionary,
    gaps,
    model_matrix,
    overview,
    practice,
    printed,
    profile,
    rates,
    regression,
)
from probation.exhibits.exhibit import Exhibit
from probation.exhibits.key_findings import CODES
from probation.store.connection import Store

Make = Callable[[Store, Params], Exhibit]


def _set(*names: str, **own: str) -> dict[str, str]:
    """Parameters with their defaults: the address's, or ``own``."""
    return {name: DEFAULTS.get(name, [""])[0] for name in names} | own


@dataclass(frozen=True)
class ExhibitSpec:
    """One kind of figure or table.

    label: what it is, for a list. page: where it stands; of several questions each on its own page
    where ``pages`` says so. make: makes it. settings: the parameters beside the filters on which
    it depends, with what they are where an address leaves them out. filtered: whether filters
    change it. shown_by: parameters that its page needs to show it. questions: the codes of
    those it can be about. invented: whether the bulletin prints none of its numbers.
    """

    label: str
    page: str
    make: Make
    settings: Mapping[str, str] = field(default_factory=dict)
    filtered: bool = True
    shown_by: Mapping[str, str] = field(default_factory=dict)
    questions: tuple[str, ...] = tuple(QUESTIONS)
    invented: bool = False

    def __post_init__(self) -> None:
        if self.filtered:
            object.__setattr__(self, "settings", {**self.settings, **_set("printed")})


_FIRST = next(iter(QUESTIONS))
_GAPS = _set("intervals", "bh")
_MODEL = _set("factor", "enter", "remove", "removal", "missing", question=_FIRST, candidates="")


def _modelled(make: Callable[..., Exhibit]) -> Make:
    """An exhibit of one regression, fitted for it."""
    return lambda store, params: make(store, params, regression.fitted(store, params))


def _screened(store: Store, params: Params) -> Exhibit:
    return model_matrix.all_of(store, params, model_matrix.screen(store, params))


def _held(part: str, make: Callable[..., Exhibit]) -> Make:
    """A table of the bulletin held against the store."""
    return lambda store, params: make(store, bulletin.published(store)[part])


def _audited(store: Store, params: Params) -> Exhibit:
    return bulletin.audit(store, bulletin.findings())


#: Where each question's own figure stands.
PAGE_OF: Mapping[str, str] = {key: question.page for key, question in QUESTIONS.items()}

EXHIBITS: Mapping[str, ExhibitSpec] = {
    **{
        f"finding_{code}": ExhibitSpec(
            f"Key finding: {code}", "overview", overview.exhibit(code), _set("intervals")
        )
        for code in CODES
    },
    "rates": ExhibitSpec(
        "Percentages of one question",
        "availability",
        rates.rates,
        _set("factor", "by", "order", "scale", "intervals", question=_FIRST),
    ),
    "bulletin_table": ExhibitSpec(
        "Table 1 or 2 in the bulletin's shape",
        "contracted_providers",
        rates.bulletin_table,
        _set(question=next(iter(rates.TABLES))),
        questions=tuple(rates.TABLES),
    ),
    "gaps": ExhibitSpec(
        "Gaps of one question",
        "gaps",
        gaps.one_question,
        _GAPS
        | _set("order", "full_model", "adjusted", "ratio", "bounds", question=_FIRST)
        | _set(by=Dimension.PROVIDER.value),
    ),
    "gap_matrix": ExhibitSpec(
        "Gaps of all questions",
        "gaps",
        gaps.every_question,
        _set("bh", "bounds", by=Dimension.PROVIDER.value),
    ),
    "contributors": ExhibitSpec(
        "Contracted providers beside partners", "gaps", gaps.contributors, _GAPS | _set("ratio")
    ),
    "funnel": ExhibitSpec(
        "Areas compared",
        "areas",
        areas.funnel,
        _set("factor", "unit", "case_mix", "adjusted", "place", question=_FIRST),
        invented=True,
    ),
    "area_map": ExhibitSpec("Areas inspected", "areas", areas.area_map, _set("place")),
    "profile": ExhibitSpec(
        "An area beside the others", "areas", profile.profile, _set("place"), invented=True
    ),
    "profile_by_factor": ExhibitSpec(
        "An area beside the others, by factor",
        "areas",
        profile.profile_by_factor,
        _set("place", question=_FIRST),
        invented=True,
    ),
    "people": ExhibitSpec(
        "Who an area's cases are", "areas", profile.people, _set("place"), invented=True
    ),
    **{
        key: ExhibitSpec(
            label,
            "regression",
            _modelled(make),
            _MODEL | more,
            shown_by={"run": "on"},
            invented=True,
        )
        for key, (label, make, more) in {
            "adjusted": ("Adjusted percentages", regression.adjusted, _set("intervals")),
            "odds_ratios": ("Odds ratios", regression.odds_ratios, {}),
            "steps": ("Steps of the selection", regression.steps, {}),
            "fit": ("Fit of the model", regression.fit, {}),
        }.items()
    },
    "full_model": ExhibitSpec(
        "The model of all candidates",
        "regression",
        _modelled(regression.full_model),
        _MODEL,
        shown_by={"run": "on", "full": "on"},
        invented=True,
    ),
    "screen": ExhibitSpec(
        "Which candidates enter",
        "regression",
        _screened,
        _MODEL,
        shown_by={"run": "on"},
        questions=(*QUESTIONS, EVERY_QUESTION),
        invented=True,
    ),
    "practice": ExhibitSpec(
        "Practice examples",
        "practice",
        practice.exhibit,
        _set("factor", "example", question=EVERY_QUESTION),
        questions=(*QUESTIONS, EVERY_QUESTION),
    ),
    **{
        f"published_{part}": ExhibitSpec(label, "published", make, {}, False, {"part": part})
        for part, (label, make) in {
            "figures": ("Printed figures", _held("figures", bulletin.figures)),
            "statements": ("Statements", _held("statements", bulletin.statements)),
            "audit": ("The audit of the bulletin", _audited),
        }.items()
    },
    "loaded": ExhibitSpec("What is loaded", "data", coverage.loaded, {}, False),
    "inspections": ExhibitSpec("Inspections", "data", coverage.inspections, {}, False),
    "coverage": ExhibitSpec("Coverage", "data", coverage.coverage, {}, False),
    "dictionary": ExhibitSpec("Data dictionary", "data", dictionary.dictionary, {}, False),
}


def explicit(key: str, params: Params) -> Params:
    """What a figure depends on, in full: its settings, defaults too, and the filters in force."""
    figure = EXHIBITS[key]
    names = dict(figure.settings)
    found: Params = {}
    for name, otherwise in names.items():
        values = params.get(name) or defaults(params).get(name) or [otherwise]
        if values not in ([], [""]):
            found[name] = list(values)
    if figure.filtered:
        found |= {d.value: list(params[d.value]) for d in Dimension if params.get(d.value)}
    return found


def shown(key: str, params: Params) -> Params:
    """``explicit``, with what the page of a figure needs to show it."""
    return explicit(key, params) | {n: [v] for n, v in EXHIBITS[key].shown_by.items()}


def page_of(key: str, params: Params) -> str:
    """The name of the page that shows a figure; that of the overview is 'overview'."""
    if key in ("rates", "bulletin_table"):
        return PAGE_OF.get(one(params, "question", _FIRST), PAGE_OF[_FIRST])
    return EXHIBITS[key].page


def questions_of(page: str) -> list[str]:
    """The questions that a page is about, whatever its address says; none where that says."""
    return [question for question, own in PAGE_OF.items() if own == page]


def settings_of(page: str) -> dict[str, str]:
    """The parameters on which the figures of a page depend beside the filters, with defaults."""
    own = questions_of(page)
    found: dict[str, str] = {}
    for key, figure in EXHIBITS.items():
        if figure.page == page or (key == "rates" and own):
            found |= figure.settings
            found |= {name: DEFAULTS[name][0] for name in figure.shown_by}
    return found | ({"question": own[0]} if own else {})


def made(key: str, store: Store, params: Params) -> Exhibit:
    """One figure of a store.

    params: accepted ones (see address.accepted); what the figure does not depend on is passed
    over. Raises ReaderError where the store cannot give it.
    """
    asked, figure = explicit(key, params), EXHIBITS[key]
    for question in asked.get("question", ()):
        known(question, figure.questions, f"question for '{figure.label}'", TOPICS)
    try:
        if figure.invented and printed.alone(store, asked):
            raise printed.NonePrintedError
        return figure.make(store, asked)
    except printed.NonePrintedError:
        return printed.none(store, key, figure.label)


def projected(store: Store, key: str, params: Params) -> Exhibit:
    """An exhibit as it is presented: drawn for a room, or its table alone."""
    return made(key, store, params).drawn(projector.draw)
