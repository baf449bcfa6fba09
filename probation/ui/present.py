"""A briefing on the whole screen and on paper, made in the browser of what its page shows."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import streamlit as st

from probation.ui.browser import constant, source


@dataclass(frozen=True)
class Slide:
    """One item of a briefing as it is presented and printed.

    title: its headline. subtitle: the question. note: the reader's own, or ''. notes: what must be
    known of it, a sentence each. foot: source, case set, filters and store in one text.
    chart: the key of the container on the page that holds its Plotly chart, or '' for none; the
    chart should be drawn in light colours. description: the chart's alternative text.
    head, rows: the heads of the columns and the cells of its table. It is shown where there is no
    chart, and printed beside one where it is short. empty: the sentence where there is neither.
    """

    title: str
    subtitle: str = ""
    note: str = ""
    notes: tuple[str, ...] = ()
    foot: str = ""
    chart: str = ""
    description: str = ""
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    empty: str = ""


_component = st.components.v2.component(
    "probation_present",
    html=source("present.html"),
    css=source("buttons.css"),
    js=constant("SLIDES_CSS", source("slides.css", "screen.css", "paper.css"))
    + source(
        "elements.js",
        "charts.js",
        "slides.js",
        "mounting.js",
        "waiting.js",
        "show.js",
        "paper.js",
        "present.js",
    ),
)


def present(
    title: str, about: Sequence[str], slides: Sequence[Slide], focus: tuple[int, str] = (0, "")
) -> None:
    """The buttons Present and Print; once a page, which then prints as the briefing by any means.

    focus: a count, and the key of a button on the page that has the keyboard once it has grown.
    about: lines under the title on the first slide and sheet: the case set, the store, the date.
    Both are made in the browser at the click, of the charts as they are drawn on the page then:
    the server may be gone. A chart that is not drawn gives way to its table.
    """
    _component(
        key="present_briefing",
        data={
            "title": title,
            "about": list(about),
            "slides": [asdict(slide) for slide in slides],
            "focus": {"count": focus[0], "key": focus[1]},
        },
        width="content",
    )
