"""Streamlit's smallest app with a Plotly chart: one bar."""

import streamlit as st

st.plotly_chart({"data": [{"type": "bar", "x": ["a"], "y": [1]}]})
