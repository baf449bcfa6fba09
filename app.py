"""The dashboard as a server, for ``streamlit run app.py``; its script is ui/shell.py."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from streamlit import runtime

from probation.domain.address import PAGES
from probation.errors import told
from probation.http import server
from probation.http.log import without_session_ids
from probation.http.page import versioned
from probation.ui.browser import page_files


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Loads what every page needs, for the first reader would wait for it; ends what sessions hold.

    What the server writes is for its own user alone, from the first byte.
    """
    from probation.store.serving.workers import WORKERS
    from probation.ui import session_cases, sessions

    os.umask(0o077)
    without_session_ids()
    session_cases.sweep()
    async with sessions.ended(runtime.get_instance()):
        try:
            yield
        finally:
            WORKERS.end()


def failed(error: Exception) -> bool:
    """What stands on a page that broke off: a sentence, and no words of the error."""
    st.error(told(error))
    return True


files = versioned(page_files())
script = Path(__file__).with_name("probation") / "ui" / "shell.py"
app = st.App(
    script,
    lifespan=lifespan,
    on_script_error=failed,
    routes=server.routes(files, first="overview"),
    middleware=server.middleware(files, PAGES, script.name),
)
