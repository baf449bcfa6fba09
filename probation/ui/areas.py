"""The areas page: what is asked of it, the funnel with its table, and the map of areas."""

import streamlit as st

from probation.address import Params, one
from probation.answers.areas import PLACES_SET_ASIDE
from probation.charts.funnel import MARKS
from probation.exhibits import areas as exhibits
from probation.exhibits import asked as asked_of
from probation.exhibits.exhibit import LOW_RELIABILITY, Exhibit
from probation.questions import QUESTIONS
from probation.scope import Scope
from probation.ui import ask, filters, panels, profile, ways
from probation.ui.names import shown
from probation.vocabulary import Dimension

_TAP = "Select a mark, or a tile of the map, for an area's profile."


def asked(params: Params) -> Params:
    """The parameters in force, with the area whose profile is shown: the only one filtered to."""
    return asked_of.in_view(params)


def scope(asked: Params) -> Scope:
    """The question, its factor and the filters: nothing divides a funnel."""
    return exhibits.undivided(ask.store(), asked)


def controls(asked: Params) -> None:
    """The area, the question and its factor."""
    with st.container(key="controls", horizontal=True, vertical_alignment="center", gap="small"):
        every = {"": "All areas", **ask.areas()}
        filters.choose("Area", "area", every, width=210, chosen=one(asked, "place"))
        labels = {key: question.topic for key, question in QUESTIONS.items()}
        filters.choose("Question", "question", labels, next(iter(QUESTIONS)), width=330)
        if asked_of.question(asked).per_factor:
            factors = {"": "All ten factors"} | asked_of.factors()
            filters.choose("Factor", "factor", factors, width=230)


def show(asked: Params) -> None:
    """The profile of the area chosen, if one is; then the funnel with the map beside it."""
    if one(asked, "place"):
        profile.show(asked, one(asked, "place"))
    _compared(asked)


def _compared(asked: Params) -> None:
    """The funnel; beside it the map; under them the funnel's table."""
    exhibit = ask.exhibit("funnel", asked, panels.theme())
    st.header(shown(exhibit.headline))
    picture, beside = st.columns(panels.WIDTHS)
    with picture:
        if exhibit.empty:
            st.info(shown(exhibit.empty))
        else:
            _funnel(exhibit, asked)
    with beside:
        _map(asked)
    if not exhibit.empty:
        # first, for the head of the page names the place that is set aside here
        notes = [note for note in exhibit.notes if note != LOW_RELIABILITY]
        first = [note for note in notes if note == PLACES_SET_ASIDE]
        others = [note for note in notes if note != PLACES_SET_ASIDE]
        panels.note(*first, exhibit.subtitle, *others)
        panels.table(exhibit)
        panels.files(exhibit, asked)


def _funnel(exhibit: Exhibit, asked: Params) -> None:
    """The picture, and where its marks lead."""
    if exhibit.figure is None:
        return
    for point in panels.tapped(exhibit):
        if point["curve_number"] == MARKS and exhibits.unit(asked) == Dimension.AREA:
            _choose(point["customdata"])


def _map(asked: Params) -> None:
    """Where the areas inspected lie, each the way to its profile."""
    exhibit = ask.exhibit("area_map", asked, panels.theme())
    for point in panels.tapped(exhibit):
        if point["customdata"] in ask.codes()[Dimension.AREA]:
            _choose(point["customdata"])
    panels.note(_TAP, *exhibit.notes)
    panels.files(exhibit, asked)


def _choose(area: str) -> None:
    """Filters to an area, on this page as on all others."""
    ways.lead("areas", area=area)
