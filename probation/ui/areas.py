"""The areas page: what is asked of it, the funnel with its table, and the map of areas."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from probation.analysis.disclosure import SMALL_BASE, SMALLEST_BASE
from probation.answers.areas import ADJUSTED_FOR, PLACES_SET_ASIDE, Funnel, everywhere
from probation.charts.funnel import MARKS, funnel, headline, outside
from probation.charts.theme import percent, rounded
from probation.charts.tiles import TILES, tiles
from probation.exhibits import exhibit as exhibits
from probation.exhibits.exhibit import marked, unbroken
from probation.questions import QUESTIONS
from probation.scope import Scope
from probation.ui import ask, entry, filters, panels, state
from probation.vocabulary import REPORTED_FACTORS, Dimension, join_or


@dataclass(frozen=True)
class Asked:
    """scope: the question, its factor, the filters. unit: what is compared. adjusted: for case mix.
    place: the code of the area whose profile is shown, or ''.
    """

    scope: Scope
    unit: Dimension
    adjusted: bool
    place: str

    @property
    def units(self) -> str:
        """What is compared, in the middle of a sentence: 'areas', 'CRC owners'."""
        label = state.UNITS[self.unit.value]
        return label.lower() if self.unit == Dimension.AREA else label


def asked() -> Asked:
    """What the parameters in force ask. The first thing the page does."""
    entry.through_app()
    params = state.current()
    question = QUESTIONS.get(params.get("question", [""])[0], next(iter(QUESTIONS.values())))
    scope = filters.view(question).scope
    return Asked(
        Scope(question, scope.factor, None, scope.where),
        Dimension(state.one("unit")),
        state.one("adjusted") == "on",
        params.get("place", [""])[0],
    )


def controls(asked: Asked) -> None:
    """The question, what is compared, and whether it is adjusted."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        labels = {key: question.topic for key, question in QUESTIONS.items()}
        filters.choose("Question", "question", labels, next(iter(QUESTIONS)), width=420)
        if asked.scope.question.per_factor:
            factors = {"": "All ten factors"} | {f.value: f.label for f in REPORTED_FACTORS}
            filters.choose("Factor", "factor", factors)
        filters.switch("Compare", "unit")
        filters.switch("Adjusted for case mix", "adjusted")


def compared(asked: Asked) -> None:
    """The funnel with its table; beside it the map, and who is chosen there."""
    found = ask.funnel(asked.scope, asked.unit, asked.adjusted)
    names = ask.codes()[asked.unit]
    rows = found.rows.assign(
        code=found.rows[asked.unit.value], name=found.rows[asked.unit.value].map(names)
    )
    question = asked.scope.question
    if rows["n"].sum() == 0:
        st.header(question.topic)
        st.info("No judgement matches these filters. Take one away, or clear them all.")
        _, beside = st.columns([3, 2], gap="large")
        with beside:
            _map(asked)
        return
    st.header(found.too_few or headline(rows, asked.units))
    # first, for the head of the page names the place that is set aside here
    first = [note for note in found.notes if note == PLACES_SET_ASIDE]
    st.markdown(" ".join([*first, _sentence(rows, found, asked)]))
    if notes := [note for note in found.notes if note not in first]:
        st.markdown("\n".join(f"- {note}" for note in notes))
    picture, beside = st.columns([3, 2], gap="large")
    with picture:
        _funnel(rows, found, asked)
    with beside:
        _map(asked)


def _sentence(rows: pd.DataFrame, found: Funnel, asked: Asked) -> str:
    """What the funnel shows, and what chance alone would."""
    question, n = asked.scope.question, rows["n"].sum()
    if found.too_few:
        return (
            f"{question.title} On fewer than {SMALLEST_BASE} judgements there is no percentage, and"
            " there are no limits."
        )
    yes = marked(found.percent, "u" if n < SMALL_BASE else None)
    sentences = [
        f"{question.title} Yes in {yes} of {n:,} judgements, on {question.base}.",
        outside(rows),
        f"If all {asked.units} were alike, about 1 in 20 would still lie outside the 95% limits and"
        " 1 in 500 outside the 99.8% limits, at every question and factor one looks at: a place"
        " outside is a reason to look closer, not a verdict.",
    ]
    if asked.unit == Dimension.CRC_OWNER:
        sentences.append("A CRC owner's cases are all those of its areas, NPS cases too.")
    if found.adjusted:
        sentences.append(
            "The adjusted percentage is that of all cases times the yes observed over those that a"
            " logistic regression expects of such cases; it can exceed 100%."
        )
    return " ".join(filter(None, sentences))


def _funnel(rows: pd.DataFrame, found: Funnel, asked: Asked) -> None:
    """The picture, the table and their files."""
    if not found.too_few:
        _picture(rows, found, asked)
    st.table(
        _table(rows, found.adjusted, asked),
        border="horizontal",
        alt=f"{asked.scope.question.topic}: {asked.units} and their limits, in the order of"
        " Table A1",
    )
    if (rows["flag"] == "u").any():
        st.caption(f"{panels.LOW_RELIABILITY} Those without one are not drawn.")
    file = found.rows.assign(adjusted_for=ADJUSTED_FOR if found.adjusted else "")
    where = everywhere(asked.scope)
    panels.files(file, asked.scope.question.title, where, f"funnel-{_file(found, asked)}")


def _picture(rows: pd.DataFrame, found: Funnel, asked: Asked) -> None:
    """The funnel plot, its marks to tap."""
    figure = funnel(
        rows,
        found.limits,
        found.percent,
        panels.theme(),
        _funnel_note(found, asked),
        asked.place,
        "Adjusted per cent yes" if found.adjusted else "Per cent yes",
        own_limits=found.adjusted,
        small=bool(rows["n"].sum() < SMALL_BASE),
    )
    described = f"{headline(rows, asked.units)}. Funnel plot; the table has the same figures."
    st.markdown(_key(found, asked))
    for point in panels.tapped(figure, f"funnel-{_file(found, asked)}", described):
        if point["curve_number"] == MARKS and asked.unit == Dimension.AREA:
            open_profile(point["customdata"])


def _key(found: Funnel, asked: Asked) -> str:
    """What the marks and lines mean."""
    lines = "Dashes: the limits of each one's own case mix" if found.adjusted else "Lines: limits"
    key = (
        f"{lines}. Circle: within the 95% limits; diamond: outside them; square:"
        f" outside the 99.8% limits; hollow: fewer than {SMALL_BASE} judgements."
    )
    if asked.unit == Dimension.AREA:
        key += " Tap a mark, or a tile of the map, for an area's profile."
    return key


def _table(rows: pd.DataFrame, adjusted: bool, asked: Asked) -> pd.DataFrame:
    """The rows of the funnel as a reader sees them, in the order of Table A1."""
    columns = {"Yes": [f"{r.yes:,} of {r.n:,}" for r in rows.itertuples()]}
    share = "Adjusted % yes" if adjusted else "% yes"
    columns[share] = [marked(r.percent, r.flag) for r in rows.itertuples()]
    if adjusted:
        columns["Expected"] = [percent(r.expected, 1) for r in rows.itertuples()]
    columns["95% limits"] = [_span(r.lower95, r.upper95) for r in rows.itertuples()]
    columns["99.8% limits"] = [_span(r.lower998, r.upper998) for r in rows.itertuples()]
    columns["Position"] = [_position(r.position) for r in rows.itertuples()]
    index = pd.Index(rows["name"], name=asked.unit.label)
    return pd.DataFrame(columns, index=index).map(unbroken)


def _span(low: float, high: float) -> str:
    return f"{rounded(low, 1)} to {rounded(high, 1)}" if low == low else ""


def _position(position: Any) -> str:
    if not isinstance(position, str):
        return ""
    return "Within" if position == "within" else f"{position.capitalize()}%"


def _map(asked: Asked) -> None:
    """Where the areas inspected lie, and the choice of one by keyboard."""
    areas = ask.codes()[Dimension.AREA]
    st.subheader("Areas inspected")
    st.markdown(
        "Police force areas, each where it lies roughly; grey with a tick: inspected. Size and"
        " borders are not to scale."
    )
    note = f"{everywhere(asked.scope).who(ask.codes())} {exhibits.provenance(ask.store())}"
    figure = tiles(areas, panels.theme(), note, asked.place)
    described = f"Tile map of the police force areas: {len(areas)} inspected, which the list names."
    for point in panels.tapped(figure, f"map-{panels.case_set_code()}", described):
        if point["customdata"] in areas:
            open_profile(point["customdata"])
    unmapped = [label for code, label in areas.items() if code not in TILES]
    if unmapped:
        st.caption(f"Inspected and not on this map: {join_or(unmapped, 'and')}.")
    filters.choose("Area whose profile is shown", "place", {"": "None chosen", **areas}, width=300)


def _funnel_note(found: Funnel, asked: Asked) -> str:
    who = everywhere(asked.scope).sentence(ask.codes())
    adjusted = f" {ADJUSTED_FOR}" if found.adjusted else ""
    return f"{who} Limits at 95% and 99.8%.{adjusted} {exhibits.provenance(ask.store())}"


def _file(found: Funnel, asked: Asked) -> str:
    adjusted = "adjusted-" if found.adjusted else ""
    return f"{asked.unit}-{adjusted}{panels.file_name(everywhere(asked.scope))}"


def open_profile(area: str) -> None:
    """Shows an area's profile on this page."""
    st.switch_page("pages/areas.py", query_params=state.link(place=area))
