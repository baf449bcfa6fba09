"""Where do interventions fall short, and where do NPS and CRC cases differ most?"""

import streamlit as st

from probation.questions import QUESTIONS
from probation.ui import ask, filters, overview, panels

view = filters.view(QUESTIONS["availability"])
panels.opening("What inspectors judged in probation cases", view.scope, resolved=False)
filters.switch("95% intervals", "intervals")

story, gaps = ask.story(view.scope), ask.provider_gaps(view.scope)
picture, beside = st.columns([3, 2], gap="large")
with picture:
    overview.show_story(story, view)
with beside:
    overview.show_gaps(gaps, view)
overview.story_figures(story, view)
overview.gaps_figures(gaps, view)
panels.closing()
