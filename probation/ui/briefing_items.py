"""The items of a briefing on its page: each as it will look, with the reader's words."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from probation.briefing.assembled import AssembledItem
from probation.briefing.items import (
    LONGEST_NOTE,
    LONGEST_SPEAKER_NOTES,
    LONGEST_TITLE,
    MOST_ITEMS,
    Item,
)
from probation.domain.address import without_defaults
from probation.domain.text import for_markdown
from probation.exhibits.registry import EXHIBITS, page_of, shown
from probation.store.past import same_data
from probation.ui import briefing_session, cache, components, downloads, menu, session_cases, state
from probation.ui.briefing import Made, paper_of
from probation.ui.tables import plain_table

#: The reader's words of an item: how long each may be, and what it is called.
_LONGEST = {
    "title": (LONGEST_TITLE, "headline"),
    "note": (LONGEST_NOTE, "text"),
    "speaker_notes": (LONGEST_SPEAKER_NOTES, "text of the speaker notes"),
}
#: Rows of the table of an item that has no chart, as its preview shows them.
_PREVIEWED = 15
#: Shows the charts of the items, which are drawn at one size, as wide as their places.
_PREVIEWS = Path(__file__).parent / "browser" / "previews.css"


def show(items: Sequence[Made]) -> None:
    """Every item in its order."""
    st.html(_PREVIEWS)
    for place, made in enumerate(items):
        with st.container(border=True):
            preview, words = st.columns([3, 2], gap="large")
            with words:
                _words(place, made)
                _place(place, made.item, last=place == len(items) - 1)
                if made.sheet:
                    _onward(place, made.item, made.sheet)
            with preview:
                if made.sheet:
                    _preview(made.item, made.sheet)
                else:
                    st.warning(f"This item cannot be made of the cases loaded. {made.problem}")
    if len(items) == MOST_ITEMS:
        st.info(f"A briefing has at most {MOST_ITEMS} items; this one is full.")


def _words(place: int, made: Made) -> None:
    """The reader's headline, the text for the slide, and what is said to it."""
    name = briefing_session.name(made.item)
    st.markdown(f"**Item {place + 1}.** {EXHIBITS[made.item.figure].label}")
    st.text_input(
        f"Headline of item {place + 1}",
        placeholder=made.sheet.exhibit.slide_title if made.sheet else "",
        help="Left empty, it is the headline of the figure itself.",
        key=briefing_session.tied(f"title_{name}", made.item.title),
        on_change=_reword,
        args=(made.item,),
    )
    st.text_area(
        f"Text on the slide of item {place + 1}",
        height=100,
        key=briefing_session.tied(f"note_{name}", made.item.note),
        on_change=_reword,
        args=(made.item,),
    )
    st.text_area(
        f"Speaker notes of item {place + 1} (not on the slide)",
        height=100,
        help="They go into PowerPoint's notes under the slide, and into no other file or print.",
        key=briefing_session.tied(f"speaker_notes_{name}", made.item.speaker_notes),
        on_change=_reword,
        args=(made.item,),
    )


def _place(place: int, item: Item, last: bool) -> None:
    """Up, down, out."""
    name = briefing_session.name(item)
    with st.container(horizontal=True, gap="small"):
        for label, icon, by, off in (
            ("up", ":material/arrow_upward:", -1, place == 0),
            ("down", ":material/arrow_downward:", 1, last),
        ):
            st.button(
                f"Item {place + 1} {label}",
                icon=icon,
                on_click=briefing_session.move,
                args=(item, by),
                disabled=off,
                key=f"{label}_{name}",
            )
        st.button(
            f"Remove item {place + 1}",
            icon=":material/playlist_remove:",
            on_click=briefing_session.remove,
            args=(item,),
            key=f"remove_{name}",
        )


def _onward(place: int, item: Item, sheet: AssembledItem) -> None:
    """Its files, its page, and the case set it was chosen from."""
    query = shown(item.figure, item.asked) | state.pin()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if paper := paper_of([sheet]):
            downloads.files(paper, briefing_session.name(item), f"Download item {place + 1}")
        st.page_link(
            menu.file(page_of(item.figure, item.asked)),
            label=f"Open the page of item {place + 1}",
            icon=":material/arrow_forward:",
            query_params=without_defaults(query),
        )
    now = cache.store().generation.name
    if item.store and not same_data(item.store, now) and not session_cases.used():
        st.caption("Chosen from an earlier case set; made here of the cases loaded now.")


def _preview(item: Item, sheet: AssembledItem) -> None:
    """An item as it will look: headline, what it is of, its figure or table, its notes."""
    exhibit = sheet.exhibit
    st.header(for_markdown(sheet.title), anchor=False)
    st.markdown(for_markdown(f"{exhibit.subtitle} {exhibit.who}"))
    if sheet.note:
        st.markdown("\n\n".join(map(for_markdown, sheet.note.splitlines())))
    if exhibit.empty:
        st.info(for_markdown(exhibit.empty))
    elif exhibit.figure is not None:
        with st.container(key=briefing_session.container(item)):
            components.chart(exhibit, f"preview_{briefing_session.name(item)}", width="content")
    else:
        plain_table(exhibit.table.iloc[:_PREVIEWED], exhibit.topic)
        if len(exhibit.table) > _PREVIEWED:
            st.caption(f"The first {_PREVIEWED} of {len(exhibit.table):,} rows; files hold more.")
    st.caption(for_markdown(exhibit.all_notes))


def _reword(item: Item) -> None:
    place = briefing_session.held().place(item)
    if place is not None:
        name = briefing_session.name(item)
        own = [st.session_state[f"{what}_{name}"] for what in _LONGEST]
        said = [
            briefing_session.cut(text, *limit)
            for text, limit in zip(own, _LONGEST.values(), strict=True)
        ]
        briefing_session.put(
            briefing_session.held().worded(place, *own), " ".join(filter(None, said))
        )
