"""The pages of the dashboard: their files, and what the menu calls them."""

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

_FOLDER = Path(__file__).resolve().parents[2] / "pages"
_TITLES = {
    "overview": "Overview",
    "availability": "Availability",
    "delivery": "Delivery",
    "contracted_providers": "Contracted",
    "partners": "Partners",
    "gaps": "Gaps",
    "areas": "Areas",
    "regression": "Regression",
    "practice": "Practice",
    "briefing": "Briefing",
    "published": "Published",
    "data": "Data",
    "about": "About",
}


def file(page: str) -> str:
    """The path of a page's script, as links and switches between pages want it."""
    return str(_FOLDER / f"{page}.py")


def chosen() -> StreamlitPage:
    """Draws the menu; the page that the reader asked for, to be run."""
    pages = [
        st.Page(file(name), title=title, default=name == "overview")
        for name, title in _TITLES.items()
    ]
    return st.navigation(pages, position="top")
