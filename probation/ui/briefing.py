"""The briefing page: what a briefing is, and what is done with the whole of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

import streamlit as st

from probation.briefing import file, making
from probation.briefing.items import LONGEST_TITLE, Briefing, Item
from probation.briefing.paper import Paper, Sheet
from probation.errors import ReaderError, told
from probation.ui import ask, basket, downloads, keep, links, menu, own, panels


@dataclass(frozen=True)
class Made:
    """An item of the briefing with what is made of it; without a sheet, the reason."""

    item: Item
    sheet: Sheet | None
    problem: str = ""


def opening() -> None:
    """Title, what a briefing is, and what went wrong with one."""
    st.title("Briefing")
    panels.sentence(
        "Figures and tables you have chosen, to present, print and take away. **Add to briefing**"
        " stands under every figure and table of the other pages. A briefing holds settings and"
        " your words, no numbers: the figures are made from the cases loaded each time."
    )
    if keep.blocked():
        st.warning(
            "Your browser does not keep the briefing, so a reload would lose it. Save it as a file."
        )


def choice() -> None:
    """Between a briefing that came by a link and the reader's own."""
    mine = basket.set_aside()
    if mine is None:
        return
    st.info(
        f"This briefing came by a link. Your own, of {basket.counted(mine)}, is kept until you"
        " choose."
    )
    with st.container(horizontal=True, gap="small"):
        st.button("Keep this one", on_click=basket.choose, args=(False,))
        st.button("Back to mine", on_click=basket.choose, args=(True,))
        st.button("Add its items to mine", on_click=basket.choose_both)


def made() -> list[Made]:
    """Every item of the briefing, made of the cases of this run, as it is presented."""
    return [_made(item) for item in basket.held().items]


def controls(items: Sequence[Made]) -> None:
    """Title, presenting and printing, files, link, undo, and a file to open."""
    held = basket.held()
    st.text_input(
        "Title of the briefing",
        placeholder=making.UNTITLED,
        width=600,
        key=basket.tied("briefing_title", held.title),
        on_change=_retitle,
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if paper := paper_of([made.sheet for made in items if made.sheet]):
            downloads.present(paper, [made.item for made in items if made.sheet])
            downloads.files(paper, "whole", "Download")
            _link()
        nothing = not basket.can_undo()
        st.button("Undo", icon=":material/undo:", on_click=basket.undo, disabled=nothing)
        if held.items:
            none = Briefing()
            st.button("Remove all", icon=":material/delete:", on_click=basket.put, args=(none,))
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
            on_click=basket.add_findings,
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
    panels.sources()


def paper_of(sheets: Sequence[Sheet]) -> Paper | None:
    """Sheets under the title of the briefing, for files; None for none."""
    return making.paper(ask.store(), basket.held().title, sheets) if sheets else None


def _made(item: Item) -> Made:
    # a link to cases of one session would lead others to other cases
    base = "" if own.used() else links.base()
    try:
        return Made(item, making.sheet(item, ask.store(), base, ask.projected))
    except ReaderError as error:
        return Made(item, None, str(error))
    except Exception as error:  # ours, in one item, must not take the others from the reader
        error.add_note(f"The item '{item.figure}' cannot be made.")
        return Made(item, None, f"{told(error)} The other items are not affected.")


def _retitle() -> None:
    title = st.session_state["briefing_title"]
    basket.put(basket.held().titled(title), basket.cut(title, LONGEST_TITLE, "title"))


def _link() -> None:
    """The briefing as an address, where it is short enough for one."""
    if own.used():
        links.refuse(links.ALONE)
        return
    value = quote(file.to_address(basket.held()))
    link = f"{links.base()}/briefing?{basket.PARAMETER}={value}"
    if len(link) > file.LONGEST_ADDRESS:
        links.refuse(
            f"This briefing is too long for a link: {len(link):,} characters, and some programs"
            f" take no more than {file.LONGEST_ADDRESS:,}. Save it as a file instead."
        )
    else:
        links.button(link, "The link opens the whole briefing, your notes included")


def _save() -> None:
    if basket.held().items:
        st.download_button(
            "Save the briefing (JSON)",
            data=file.to_json(basket.held()).encode("utf-8"),
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
    st.markdown(f"The file holds {basket.counted(found)}.")
    with st.container(horizontal=True, gap="small"):
        st.button("Open it", on_click=basket.put, args=(found,))
        if basket.held().items:
            st.button("Add its items to mine", on_click=basket.join, args=(found,))
