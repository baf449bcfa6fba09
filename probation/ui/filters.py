"""The filters beside every figure, and the controls above it: widgets over ui.state."""

from collections.abc import Iterable, Mapping

import streamlit as st

from probation import address
from probation.address import single
from probation.questions import Question
from probation.ui import ask, state
from probation.vocabulary import BREAKDOWNS, REPORTED_FACTORS, Dimension

#: Provider and place; the person; sentence and risk.
_GROUPS = (
    (Dimension.PROVIDER, Dimension.DIVISION, Dimension.CRC_OWNER, Dimension.AREA),
    (Dimension.GENDER, Dimension.AGE_GROUP, Dimension.ETHNIC_GROUP),
    (Dimension.SUPERVISION_TYPE, Dimension.OGRS_BAND, Dimension.ROSH_LEVEL, Dimension.MAPPA),
)


def asked(question: str = "") -> state.Params:
    """The parameters in force, of ``question`` where one is given. The first thing a page does."""
    return state.about(question) if question else state.current()


def asked_one() -> state.Params:
    """The same for a page about one question at a time: the first one where all are asked."""
    return single(asked())


def sidebar(groups: Iterable[Iterable[Dimension]] = _GROUPS) -> None:
    """The filters, in the sidebar; ``groups`` where fewer of them apply."""
    params = state.current()
    with st.sidebar:
        st.header("Filters")
        for dimensions in groups:
            with st.container(border=True, gap="small"):
                for dimension in dimensions:
                    _filter(dimension, params)
        filtered = any(dimension.value in params for dimension in Dimension)
        st.button("Clear all filters", on_click=state.clear_filters, disabled=not filtered)


def controls(question: Question) -> None:
    """What divides and draws the figure, above it."""
    params = state.current()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        if question.per_factor:
            labels = {f.value: f.label for f in REPORTED_FACTORS}
            choose("Factor", "factor", {"": "All ten factors"} | labels)
            if "factor" not in params:
                divisions = {d.value: d.label for d in BREAKDOWNS}
                choose("Break down by", "by", {"": "None"} | divisions)
                switch("Order by", "order")
                switch("Scale", "scale")
        switch("95% intervals", "intervals")


def picture_format(figure: str) -> None:
    """What the camera button of the chart saves. ``figure`` tells the switches of a page apart."""
    switch("The camera above the chart saves a picture as", "picture", figure)


def _filter(dimension: Dimension, params: state.Params) -> None:
    # buttons for long lists too: white on a multiselect's tags fails contrast on the dark theme
    labels = ask.codes()[dimension]
    st.pills(
        dimension.label,
        list(labels),
        selection_mode="multi",
        format_func=labels.__getitem__,
        **state.bound(dimension.value, params.get(dimension.value, [])),
    )


def choose(
    label: str, name: str, labels: Mapping[str, str], default: str = "", width: int = 225
) -> None:
    """A choice of one code of a list, for a parameter that is no part of address.VIEW."""
    st.selectbox(
        label,
        list(labels),
        format_func=labels.__getitem__,
        width=width,
        **state.bound(name, state.current().get(name, [default])[0]),
    )


def switch(label: str, name: str, place: str = "") -> None:
    """A choice of one parameter of address.VIEW."""
    labels = address.VIEW[name]
    st.segmented_control(
        label,
        list(labels),
        format_func=labels.__getitem__,
        required=True,
        **state.bound(name, state.one(name), place),
    )
