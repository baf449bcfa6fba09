"""The dashboard: the store made ready, the pages, and what stands on each of them."""

import streamlit as st

from probation.errors import ProbationError
from probation.ui import ask, basket, panels, state

PAGES = [
    st.Page("pages/overview.py", title="Overview", default=True),
    st.Page("pages/availability.py", title="Availability"),
    st.Page("pages/delivery.py", title="Delivery"),
    st.Page("pages/contracted_providers.py", title="Contracted"),
    st.Page("pages/partners.py", title="Partners"),
    st.Page("pages/gaps.py", title="Gaps"),
    st.Page("pages/areas.py", title="Areas"),
    st.Page("pages/regression.py", title="Regression"),
    st.Page("pages/practice.py", title="Practice"),
    st.Page("pages/briefing.py", title="Briefing"),
    st.Page("pages/published.py", title="Published"),
    st.Page("pages/data.py", title="Data"),
    st.Page("pages/about.py", title="About"),
]

page = st.navigation(PAGES, position="top")
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
