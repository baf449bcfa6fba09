"""What every run of the dashboard does: the store made ready, the menu, the page asked for."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from probation.errors import ProbationError, told
from probation.ui import briefing_session, cache, menu, notices, sessions, state, ways


def building(share: float, words: str) -> None:
    """How far the store is built, on the first start."""
    if not slots:
        slots.append(st.empty())
    slots[0].progress(share, words)


slots: list[DeltaGenerator] = []
sessions.enter()
page = menu.chosen()
ways.follow(page.url_path)
st.set_page_config(f"{page.title}: probation interventions", "📊", "wide", notices.FILTERS_WIDE)
try:
    made_on, then = state.pinned(page.url_path)
    cache.prepare(building, made_on if then else "")
    for slot in slots:
        slot.empty()
    briefing_session.enter(page.url_path)
    state.enter(page.url_path)
    menu.mark(page.url_path)
    notices.show()
    page.run()
except ProbationError as error:
    st.error(told(error))
briefing_session.kept()
