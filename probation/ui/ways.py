"""From one page to another by something else than the menu: a mark, a square, an area chosen."""

import time

import streamlit as st

from probation.ui import menu, state

#: How long the page left may be asked for once more by its own marks as they go.
_SECONDS = 1.0
# Session key: the page left, the one led to with its parameters, and when.
_WAY = "way"


def lead(page: str, **own: str) -> None:
    """Leads to ``page`` with the parameters in force, and ``own`` in their place."""
    address = state.link(**own)
    st.session_state[_WAY] = (state.page(), page, address, time.monotonic())
    st.switch_page(menu.file(page), query_params=address)


def follow(page: str) -> None:
    """Leads on where the page left is asked for before the other has begun; first thing in a run.

    Its figure may report once more while it goes, and that run would take the other's place.
    """
    left, led_to, address, at = st.session_state.get(_WAY, (None, None, None, 0.0))
    soon = time.monotonic() - at < _SECONDS
    if page == left != led_to and soon and not state.by_hand():
        st.switch_page(menu.file(led_to), query_params=address)
    st.session_state.pop(_WAY, None)
