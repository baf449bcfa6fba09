"""The pages of the dashboard: their files, and the menu that leads to them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from probation.domain.address import PAGES
from probation.ui import briefing_session

_FOLDER = Path(__file__).resolve().parents[2] / "pages"
#: The pages in the order of the menu; those of a section with a name open from it.
_SECTIONS: Mapping[str, Sequence[str]] = {
    "": ("overview", "gaps", "areas", "regression", "briefing"),
    "Questions": ("availability", "delivery", "contracted_providers", "partners"),
    "More": ("practice", "published", "data", "glossary", "about"),
}
#: Of the entry at a place of the menu, in any theme.
_MARK = (
    '[data-testid="stTopNav"] > :nth-child({}) button'
    " {{ border-bottom: 3px solid currentColor; font-weight: 700; }}"
)


def file(page: str) -> str:
    """The path of a page's script, as links and switches between pages want it."""
    return str(_FOLDER / f"{page}.py")


def chosen() -> StreamlitPage:
    """Draws the menu; the page that the reader asked for, to be run."""
    pages = {
        section: [_page(page, PAGES[page]) for page in entries]
        for section, entries in _SECTIONS.items()
    }
    return st.navigation(pages, position="top")


def mark(page: str) -> None:
    """Marks the entry under which a page stands: Streamlit marks pages of their own alone."""
    single, *others = _SECTIONS.values()
    for place, section in enumerate(others, start=len(single) + 1):
        if page in section:
            st.html(f"<style>{_MARK.format(place)}</style>")


def _page(page: str, title: str) -> StreamlitPage:
    items = len(briefing_session.held().items) if page == "briefing" else 0
    return st.Page(
        file(page), title=f"{title} ({items})" if items else title, default=page == "overview"
    )
