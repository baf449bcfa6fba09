"""Where do interventions fall short, and where do NPS and CRC cases differ most?"""

import streamlit as st

from probation import exhibits
from probation.charts import headlines
from probation.charts.gaps import provider_gaps
from probation.charts.story import dumbbell
from probation.questions import QUESTIONS
from probation.ui import ask, filters, overview, panels

view = filters.view(QUESTIONS["availability"])
panels.opening("What inspectors judged in probation cases", view.scope, resolved=False)

story = ask.story(view.scope)
every_gap = ask.provider_gaps(view.scope)
gaps = every_gap.head(overview.GAPS)
note = exhibits.note(ask.store(), view.scope)

picture, beside = st.columns([3, 2], gap="large")
with picture:
    st.header(headlines.story(story))
    st.markdown(
        "Percentages are of the cases in which the factor was a priority. Tap a mark to see the"
        " cases behind it."
    )
    overview.dumbbell_chart(dumbbell(story, panels.theme(), note), story)
with beside:
    st.header("Where NPS and CRC cases differ most")
    st.markdown(f"The {len(gaps)} widest of {len(every_gap)} gaps with 30 judgements a side.")
    if gaps.empty:
        st.info("No judgement has 30 cases on both sides under these filters.")
    else:
        overview.gaps_chart(provider_gaps(gaps, panels.theme(), note))
        st.caption("The widest of many gaps is wide partly by chance.")

left, right = st.columns([3, 2], gap="large")
with left:
    st.table(overview.story_table(story), border="horizontal", alt="Figures of the first chart")
with right:
    st.table(overview.gaps_table(gaps), border="horizontal", alt="Figures of the second chart")
panels.sources()
