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
from probation.ui import ask, filters, menu, panels, state
from probation.vocabulary import Dimension

_TAP = "Tap a mark, or a tile of the map, for an area's profile."


def scope(asked: Params) -> Scope:
    """The question, its factor and the filters: nothing divides a funnel."""
    return exhibits.undivided(ask.store(), asked)


def controls(asked: Params) -> None:
    """The question, what is compared, and whether it is adjusted."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        labels = {key: question.topic for key, question in QUESTIONS.items()}
        filters.choose("Question", "question", labels, next(iter(QUESTIONS)), width=420)
        if asked_of.question(asked).per_factor:
            filters.choose("Factor", "factor", {"": "All ten factors"} | asked_of.factors())
        filters.switch("Compare", "unit")
        filters.switch("Adjusted for case mix", "adjusted")


def compared(asked: Params) -> None:
    """The funnel with its table; beside it the map, and who is chosen there."""
    exhibit = ask.exhibit("funnel", asked, panels.theme())
    st.header(exhibit.headline)
    if exhibit.empty:
        st.info(exhibit.empty)
        _, beside = st.columns([3, 2], gap="large")
    else:
        # first, for the head of the page names the place that is set aside here
        first = [note for note in exhibit.notes if note == PLACES_SET_ASIDE]
        st.markdown(" ".join([*first, exhibit.subtitle]))
        notes = [n for n in exhibit.notes if n not in (PLACES_SET_ASIDE, LOW_RELIABILITY)]
        st.markdown("\n".join(f"- {note}" for note in notes))
        picture, beside = st.columns([3, 2], gap="large")
        with picture:
            _funnel(exhibit, asked)
    with beside:
        _map(asked)


def _funnel(exhibit: Exhibit, asked: Params) -> None:
    """The picture, its marks to tap, the table and their files."""
    of_areas = exhibits.unit(asked) == Dimension.AREA
    if exhibit.figure is not None:
        if of_areas:
            st.markdown(_TAP)
        for point in panels.tapped(exhibit):
            if point["curve_number"] == MARKS and of_areas:
                open_profile(point["customdata"])
    panels.table(exhibit)
    panels.files(exhibit, asked)
    filters.picture_format(exhibit.file)


def _map(asked: Params) -> None:
    """Where the areas inspected lie, and the choice of one by keyboard."""
    areas = ask.codes()[Dimension.AREA]
    exhibit = ask.exhibit("area_map", asked, panels.theme())
    st.subheader("Areas inspected")
    st.markdown(exhibit.subtitle)
    for point in panels.tapped(exhibit):
        if point["customdata"] in areas:
            open_profile(point["customdata"])
    for note in exhibit.notes:
        st.caption(note)
    filters.choose("Area whose profile is shown", "place", {"": "None chosen", **areas}, width=300)
    panels.files(exhibit, asked, "Download the list of areas (CSV)")


def open_profile(area: str) -> None:
    """Shows an area's profile on this page."""
    st.switch_page(menu.file("areas"), query_params=state.link(place=area))


def place(asked: Params) -> str:
    """The code of the area whose profile is shown, or ''."""
    return one(asked, "place")
