"""The way in: every page is run by app.py."""

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from probation.ui import state


def through_app() -> None:
    """Starts the run again where Streamlit ran a page by itself; the first thing a page does.

    Streamlit sees the pages/ folder and, until st.navigation has been called once in a process,
    takes it for the older kind of app whose pages run without app.py. The first visitors who come
    by a deep link would meet that.
    """
    if PagesManager.uses_pages_directory or not state.entered():
        PagesManager.uses_pages_directory = False
        st.rerun()
