"""The part of a page that its View menu changes: what is chosen there draws it anew, alone.

It holds whatever depends on how figures are drawn, so that nothing of another view is left on the
page: words, tables and files, the link to copy and links to other pages too. Whatever else the
reader does in it, the whole page answers.
"""

from collections.abc import Callable
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from probation.errors import ProbationError, told
from probation.ui import briefing_session, cache, state

#: What the View menu of such a page switches.
VIEW = ("order", "scale", "intervals", "picture")


def with_view(draw: Callable[[], None]) -> None:
    """Calls ``draw``, which draws the View menu too; again, alone, when that is changed."""
    _drawn(draw, _around())


@st.fragment
def _drawn(draw: Callable[[], None], around: object) -> None:
    """around: what the page around it was drawn of; once that is other, all of it is drawn."""
    try:
        run = get_script_run_ctx()
        if run is not None and run.fragment_ids_this_run:
            _begin()
            if _around() != around:
                st.rerun()
        draw()
    except ProbationError as error:
        st.error(told(error))


def _begin() -> None:
    """As a run of the whole page begins: its store, its time and its address."""
    made_on, then = state.pinned(state.page())
    cache.prepare(then=made_on if then else "")
    state.enter(state.page())


def _around() -> tuple[Any, ...]:
    others = {name: codes for name, codes in state.current().items() if name not in VIEW}
    return cache.store(), briefing_session.held(), others, state.problems(), state.can_undo()
