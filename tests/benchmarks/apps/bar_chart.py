"""Streamlit's smallest app with its own kind of chart: one bar."""

import streamlit as st

st.bar_chart([1])
