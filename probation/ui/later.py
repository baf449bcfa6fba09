"""The part of a page that waits until its first figure is drawn."""

from collections.abc import Callable

import streamlit as st

from probation.ui.browser import source

#: The browser tests wait until the element with this key has gone.
_KEY = "later"
_component = st.components.v2.component("probation_later", js=source("later.js"))

# Session keys: the browser has just said that the figure stands; the rest is drawn with the page.
_STANDS, DRAWN = "later_figure_stands", "later_drawn"


def after_the_figure(draw: Callable[[], None]) -> None:
    """Calls ``draw`` once a figure of this session has been drawn; from then on at once."""
    if st.session_state.get(DRAWN):
        draw()
    else:
        _wait(draw)


@st.fragment
def _wait(draw: Callable[[], None]) -> None:
    """Runs by itself when the browser asks for the rest, and draws it."""
    if st.session_state.pop(_STANDS, False):
        st.session_state[DRAWN] = True
        draw()
    elif st.session_state.get(DRAWN):
        st.rerun()  # a tap within the rest: the whole page answers it
    else:
        st.caption("The rest of the page follows in a moment.")
        _component(key=_KEY, on_drawn_change=_stands)


def _stands() -> None:
    st.session_state[_STANDS] = True
