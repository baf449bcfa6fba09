"""What is loaded, whom does it cover, and what does each column mean?"""

import streamlit as st

from probation.ui import ask, bring, data, panels, state

panels.plain_opening("Data")
st.header("What is loaded")
st.table(data.loaded(ask.store().generation), alt="What is loaded")
bring.show()
st.header("Inspections")
data.inspections(state.current())
st.header("Coverage")
data.coverage(state.current())
st.header("Data dictionary")
st.table(data.dictionary(), border="horizontal", alt="Data dictionary")
panels.sources()
