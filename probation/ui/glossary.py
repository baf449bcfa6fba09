"""The glossary page: every term with its meaning, found by the browser's own search."""

import streamlit as st

from probation.domain import glossary
from probation.domain.text import for_markdown
from probation.ui import components


def show() -> None:
    """Each term under a heading of its own, to which an address can lead."""
    components.sentence(
        "Terms of this dashboard in plain words, in alphabetical order. Your browser finds one on"
        " this page (Ctrl and F)."
    )
    for entry in glossary.ENTRIES.values():
        st.subheader(for_markdown(entry.term), anchor=anchor(entry.term))
        also = f" Also: {', '.join(entry.also)}." if entry.also else ""
        st.markdown(for_markdown(f"{entry.meaning}{also}"))
        st.caption(for_markdown(f"Source: {entry.source}."))


def anchor(term: str) -> str:
    """The part of the page's address that leads to a term: 'risk-of-serious-harm'."""
    words = "".join(letter if letter.isalnum() else " " for letter in term.lower())
    return "-".join(words.split())
