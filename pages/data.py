"""What is loaded, whom does it cover, and what does each column mean?"""

import streamlit as st

from probation.ui import components, data, state, upload

components.plain_opening("Data")
st.markdown("Have cases of your own? [Bring your own cases](#bring-your-own-cases)")
st.header("What is loaded")
data.table("loaded", state.current())
upload.show()
st.header("Inspections")
data.table("inspections", state.current())
st.header("Coverage")
data.coverage(state.current())
st.header("Data dictionary")
data.table("dictionary", state.current())
components.sources()
