"""The pages of the dashboard: their files, and the menu that leads to them."""

from collections.abc import Mapping
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from probation.ui import basket

_FOLDER = Path(__file__).resolve().parents[2] / "pages"
#: What the menu calls each page; the pages of a section with a name open from it.
_SECTIONS: Mapping[str, Mapping[str, str]] = {
    "": {
        "overview": "Overview",
        "gaps": "Compare groups",
        "areas": "Areas",
        "regression": "Regression",
        "briefing": "Briefing",
    },
    "Questions": {
        "availability": "Availability",
        "delivery": "Delivery",
        "contracted_providers": "Contracted providers",
        "partners": "Partners",
    },
    "More": {
        "practice": "Practice examples",
        "published": "Published figures",
        "data": "Data and your own cases",
        "glossary": "Glossary",
        "about": "About",
    },
}
#: Of the entry at a place of the menu, in any theme.
_MARK = (
    '[data-testid="stTopNav"] > :nth-child({}) button'
    " {{ border-bottom: 3px solid currentColor; font-weight: 700; }}"
)
#: The title of each page in the menu.
TITLES = {page: title for section in _SECTIONS.values() for page, title in section.items()}


def file(page: str) -> str:
    """The path of a page's script, as links and switches between pages want it."""
    return str(_FOLDER / f"{page}.py")


def chosen() -> StreamlitPage:
    """Draws the menu; the page that the reader asked for, to be run."""
    pages = {
        section: [_page(page, title) for page, title in entries.items()]
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
    items = len(basket.held().items) if page == "briefing" else 0
    return st.Page(
        file(page), title=f"{title} ({items})" if items else title, default=page == "overview"
    )
