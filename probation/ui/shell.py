"""What every run of the dashboard does: the store made ready, the menu, the page asked for."""

import streamlit as st

from probation.errors import ProbationError
from probation.ui import ask, basket, menu, panels, state

page = menu.chosen()
st.set_page_config(f"{page.title}: probation interventions", "📊", layout="wide")
try:
    slot = st.empty()
    made_on, then = state.pinned(page.url_path)
    ask.prepare(slot.progress, made_on if then else "")
    slot.empty()
    basket.enter(page.url_path)
    state.enter(page.url_path)
    panels.banner()
    page.run()
except ProbationError as error:
    st.error(str(error))
basket.kept()
