"""What is loaded, whom does it cover, and what does each column mean?"""

import streamlit as st

from probation.ui import ask, bring, data, panels

panels.plain_opening("Data")
st.header("What is loaded")
st.table(data.loaded(ask.store().generation), alt="What is loaded")
bring.show()
st.header("Inspections")
st.markdown("Where an area was inspected again, its latest inspection alone counts.")
st.table(data.inspections(ask.inspections()), border="horizontal", alt="Inspections loaded")
st.header("Coverage")
data.coverage(ask.margins())
st.header("Data dictionary")
st.table(data.dictionary(), border="horizontal", alt="Data dictionary")
panels.sources()
