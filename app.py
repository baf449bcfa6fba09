"""The dashboard as a server, for ``streamlit run app.py``; its script is ui/shell.py."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st

from probation.http import server
from probation.http.page import versioned
from probation.ui.browser import page_files


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Loads what every page needs: the first reader would wait for it."""
    from probation.ui import menu, panels  # noqa: F401

    yield


files = versioned(page_files())
app = st.App(
    Path(__file__).with_name("probation") / "ui" / "shell.py",
    lifespan=lifespan,
    routes=server.routes(files, first="overview"),
    middleware=server.middleware(files),
)
