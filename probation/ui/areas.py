"""The areas page: what is asked of it, the funnel with its table, and the map of areas."""

import streamlit as st

from probation.charts.page_funnel import MARKS
from probation.domain.address import Params, one
from probation.domain.note import NoteKind
from probation.domain.questions import QUESTIONS
from probation.domain.scope import Scope
from probation.domain.vocabulary import ALL_FACTORS, Dimension
from probation.exhibits import areas as exhibits
from probation.exhibits import requested as asked_of
from probation.exhibits.exhibit import Exhibit
from probation.ui import cache, components, filters, profile, ways
from probation.ui.names import shown

_TAP = "Select a mark, or a tile of the map, for an area's profile."


def asked(params: Params) -> Params:
    """The parameters in force, with the area whose profile is shown: the only one filtered to."""
    return asked_of.in_view(params)


def scope(params: Params) -> Scope:
    """The question, its factor and the filters: nothing divides a funnel."""
    return exhibits.undivided(cache.store(), params)


def controls(params: Params) -> None:
    """The area, the question and its factor."""
    with st.container(key="controls", horizontal=True, vertical_alignment="center", gap="small"):
        every = {"": "All areas", **cache.areas()}
        filters.choose("Area", "area", every, width=210, chosen=one(params, "place"))
        labels = {key: question.topic for key, question in QUESTIONS.items()}
        filters.choose("Question", "question", labels, next(iter(QUESTIONS)), width=330)
        if asked_of.question(params).per_factor:
            factors = {"": ALL_FACTORS} | asked_of.factors()
            filters.choose("Factor", "factor", factors, width=230)


def show(params: Params) -> None:
    """The profile of the area chosen, if one is; then the funnel with the map beside it."""
    if one(params, "place"):
        profile.show(params, one(params, "place"))
    _compared(params)


def _compared(params: Params) -> None:
    """The funnel; beside it the map; under them the funnel's table."""
    exhibit = cache.exhibit("funnel", params, components.theme())
    st.header(shown(exhibit.headline))
    picture, beside = st.columns(components.WIDTHS)
    with picture:
        if exhibit.empty:
            st.info(shown(exhibit.empty))
        else:
            _funnel(exhibit, params)
    with beside:
        _map(params)
    if not exhibit.empty:
        # first, for the head of the page names the place that is set aside here
        first = exhibit.notes_on(NoteKind.FILTERS)
        others = exhibit.notes_but(NoteKind.FILTERS, NoteKind.SMALL_BASE)
        components.note(*first, exhibit.subtitle, *others)
        components.table(exhibit)
        components.files(exhibit, params)


def _funnel(exhibit: Exhibit, params: Params) -> None:
    """The picture, and where its marks lead."""
    if exhibit.figure is None:
        return
    for point in components.tapped(exhibit):
        if point["curve_number"] == MARKS and exhibits.unit(params) == Dimension.AREA:
            _choose(point["customdata"])


def _map(params: Params) -> None:
    """Where the areas inspected lie, each the way to its profile."""
    exhibit = cache.exhibit("area_map", params, components.theme())
    for point in components.tapped(exhibit):
        if point["customdata"] in cache.codes()[Dimension.AREA]:
            _choose(point["customdata"])
    components.note(_TAP, *exhibit.notes)
    components.files(exhibit, params)


def _choose(area: str) -> None:
    """Filters to an area, on this page as on all others."""
    ways.lead("areas", area=area)
