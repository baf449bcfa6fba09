"""A case set of one session: opened, used by its pages, forgotten with it."""

import tempfile
from pathlib import Path

import streamlit as st

from probation.store.atomic_files import Folder, remove_left
from probation.store.connection import Store, open_store
from probation.store.record import Generation
from probation.ui import sessions

# Session keys: the store of this session alone with the folder that holds it, and what to say.
_OWN, _SAID = "own_store", "own_said"
#: Of the names of folders in which extracts are read.
_PREFIX = "extract-"


def folder() -> Folder:
    """A folder for one extract, removed once nothing refers to it: at the latest with its session.

    See ``sweep`` for one whose server was killed.
    """
    return sessions.keep(Folder(Path(tempfile.gettempdir()), _PREFIX))


def sweep() -> None:
    """Removes the folders that killed servers have left; for the start of this one."""
    remove_left(Path(tempfile.gettempdir()), _PREFIX)


def used() -> bool:
    """Whether this session looks at cases of its own."""
    return _OWN in st.session_state


def store() -> Store | None:
    """The session's own store."""
    held = st.session_state.get(_OWN)
    return held[0] if held else None


def use(generation: Generation, folder: Folder) -> None:
    """Makes a generation the case set of this session. folder: kept as long as it is used.

    Raises StoreError where it cannot be opened; then the session looks at what it did before.
    """
    opened = sessions.keep_open(open_store(generation.path, generation))
    stop()
    st.session_state[_OWN] = (opened, folder)


def stop() -> None:
    """Back to the case set of everybody."""
    held = st.session_state.pop(_OWN, None)
    if held:
        held[0].close()


def say(sentence: str) -> None:
    """A sentence for the next page."""
    st.session_state[_SAID] = sentence


def said() -> str | None:
    """What is to be said, once."""
    sentence: str | None = st.session_state.pop(_SAID, None)
    return sentence
