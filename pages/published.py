"""published"""

import streamlit as st

st.title("published")
