"""The least an app can do: what a page costs is compared with this."""

import streamlit as st

st.title("A title")
