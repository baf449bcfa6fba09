"""The dashboard as a server, for ``streamlit run app.py``; its script is ui/shell.py."""

from pathlib import Path

import streamlit as st

app = st.App(Path(__file__).with_name("probation") / "ui" / "shell.py")
