"""The briefing page: what a briefing is, and what is done with the whole of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

import streamlit as st

from probation.briefing import assemble, file
from probation.briefing.assembled import AssembledBriefing, AssembledItem
from probation.briefing.items import LONGEST_TITLE, Briefing, Item
from probation.errors import ReaderError, told
from probation.ui import (
    briefing_session,
    browser_storage,
    cache,
    components,
    downloads,
    links,
    menu,
    session_cases,
)


@dataclass(frozen=True)
class Made:
    """An item of the briefing with what is made of it; without a sheet, the reason."""

    item: Item
    sheet: AssembledItem | None
    problem: str = ""


def opening() -> None:
    """Title, what a briefing is, and what went wrong with one."""
    st.title("Briefing")
    components.sentence(
        "Figures and tables you have chosen, to present, print and take away. **Add to briefing**"
        " stands under every figure and table of the other pages. A briefing holds settings and"
        " your words, no numbers: the figures are made from the cases loaded each time."
    )
    if browser_storage.blocked():
        st.warning(
            "Your browser does not keep the briefing, so a reload would lose it. Save it as a file."
        )


def choice() -> None:
    """Between a briefing that came by a link and the reader's own."""
    mine = briefing_session.set_aside()
    if mine is None:
        return
    st.info(
        "This briefing came by a link."
        f" Your own, of {briefing_session.counted(mine)}, is kept until you"
        " choose."
    )
    with st.container(horizontal=True, gap="small"):
        st.button("Keep this one", on_click=briefing_session.choose, args=(False,))
        st.button("Back to mine", on_click=briefing_session.choose, args=(True,))
        st.button("Add its items to mine", on_click=briefing_session.choose_both)


def made() -> list[Made]:
    """Every item of the briefing, made of the cases of this run, as it is presented."""
    return [_made(item) for item in briefing_session.held().items]


def controls(items: Sequence[Made]) -> None:
    """Title, presenting and printing, files, link, undo, and a file to open."""
    held = briefing_session.held()
    st.text_input(
        "Title of the briefing",
        placeholder=assemble.UNTITLED,
        width=600,
        key=briefing_session.tied("briefing_title", held.title),
        on_change=_retitle,
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if paper := paper_of([made.sheet for made in items if made.sheet]):
            downloads.present(paper, [made.item for made in items if made.sheet])
            downloads.files(paper, "whole", "Download")
            _link()
        nothing = not briefing_session.can_undo()
        st.button("Undo", icon=":material/undo:", on_click=briefing_session.undo, disabled=nothing)
        if held.items:
            none = Briefing()
            st.button(
                "Remove all", icon=":material/delete:", on_click=briefing_session.put, args=(none,)
            )
    left_out = [str(n) for n, made in enumerate(items, start=1) if made.sheet is None]
    if left_out:
        st.caption(f"Files and presentation leave out what cannot be made: {', '.join(left_out)}.")
    with st.expander("Save the briefing as a file, or open one"):
        _save()
        _open()


def start() -> None:
    """What to do with an empty briefing."""
    st.info(
        "Nothing is in the briefing yet. Press **Add to briefing** under a figure or table of any"
        " page, or begin with the bulletin's five key findings."
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            "Begin with the five key findings",
            icon=":material/playlist_add:",
            on_click=briefing_session.add_findings,
            args=({},),
        )
        for page, label in (
            ("gaps", "Compare groups"),
            ("areas", "Areas"),
            ("delivery", "Delivery"),
        ):
            st.page_link(menu.file(page), label=label, icon=":material/arrow_forward:")


def closing() -> None:
    """Where the figures come from."""
    components.sources()


def paper_of(sheets: Sequence[AssembledItem]) -> AssembledBriefing | None:
    """Sheets under the title of the briefing, for files; None for none."""
    return assemble.paper(cache.store(), briefing_session.held().title, sheets) if sheets else None


def _made(item: Item) -> Made:
    # a link to cases of one session would lead others to other cases
    base = "" if session_cases.used() else links.base()
    try:
        return Made(item, assemble.sheet(item, cache.store(), base, cache.projected))
    except ReaderError as error:
        return Made(item, None, str(error))
    except Exception as error:  # ours, in one item, must not take the others from the reader
        error.add_note(f"The item '{item.figure}' cannot be made.")
        return Made(item, None, f"{told(error)} The other items are not affected.")


def _retitle() -> None:
    title = st.session_state["briefing_title"]
    briefing_session.put(
        briefing_session.held().titled(title), briefing_session.cut(title, LONGEST_TITLE, "title")
    )


def _link() -> None:
    """The briefing as an address, where it is short enough for one."""
    if session_cases.used():
        links.refuse(links.ALONE)
        return
    value = quote(file.to_address(briefing_session.held()))
    link = f"{links.base()}/briefing?{briefing_session.PARAMETER}={value}"
    if len(link) > file.LONGEST_ADDRESS:
        links.refuse(
            f"This briefing is too long for a link: {len(link):,} characters, and some programs"
            f" take no more than {file.LONGEST_ADDRESS:,}. Save it as a file instead."
        )
    else:
        links.button(link, "The link opens the whole briefing, your notes included")


def _save() -> None:
    if briefing_session.held().items:
        st.download_button(
            "Save the briefing (JSON)",
            data=file.to_json(briefing_session.held()).encode("utf-8"),
            file_name="briefing.json",
            mime="application/json",
            on_click="ignore",
            icon=":material/save:",
        )


def _open() -> None:
    """A briefing from a file: opened in place of what is there, or added to it."""
    opened = st.file_uploader("Open a briefing (JSON)", type="json", max_upload_size=1)
    if opened is None:
        return
    try:
        found = file.from_json(opened.getvalue())
    except ReaderError as error:
        st.error(str(error))
        return
    st.markdown(f"The file holds {briefing_session.counted(found)}.")
    with st.container(horizontal=True, gap="small"):
        st.button("Open it", on_click=briefing_session.put, args=(found,))
        if briefing_session.held().items:
            st.button("Add its items to mine", on_click=briefing_session.join, args=(found,))
