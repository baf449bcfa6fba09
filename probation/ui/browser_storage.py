"""Keeps a text in the reader's browser, over page hops, reloads and tabs.

A session of Streamlit ends with its page: whatever the reader has put together in it would be lost
by a reload. An invisible component writes the text to the browser's own storage, gives it to every
new session there, and tells the other tabs when one of them changes it.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from probation.ui.browser import source

#: Characters of the longest text that is kept, or taken from the browser.
LONGEST = 500_000

#: Its style sheet names this key.
_KEY = "kept_in_browser"
_component = st.components.v2.component(
    "probation_keep",
    css=source("keep.css"),
    js=source("mounting.js", "keep.js"),
    isolate_styles=False,
)


@dataclass
class _Session:
    """What one session has told its browser.

    text: the text as last told. change: how often the reader has changed it here; a text that came
    from the browser is no such change, or two tabs would send each other theirs for ever.
    """

    name: str = field(default_factory=lambda: secrets.token_hex(8))
    text: str = ""
    change: int = 0
    blocked: bool = False


def keep(current: str, take: Callable[[str], str], polite: bool = False) -> None:
    """Has the browser keep ``current``; to be called on every page, as the last thing of a run.

    current: the session's text, or '' while there is none; '' after another text has the browser
    forget it. take: is called before a run, with the text of an earlier session or of another tab
    ('' where that has none any more). It holds whatever a browser may send, of at most LONGEST
    characters, so ``take`` checks it; it returns the text the session has then, and raises nothing.

    polite: a text that the browser keeps already is handed over, and not replaced by ``current``.

    Of two tabs that change the text at once the later keeps it. A first visit, with nothing kept,
    costs no run of its own; a text handed over costs one, once the page has been drawn.
    """
    session = _session()
    if current != session.text:
        session.text = current
        session.change += 1
    _component(
        key=_KEY,
        data={
            "session": session.name,
            "change": session.change,
            "text": session.text,
            "longest": LONGEST,
            "polite": polite,
        },
        on_text_change=lambda: _taken(session, take),
        on_blocked_change=lambda: _told(session),
    )


def blocked() -> bool:
    """Whether the browser did not keep the last text: it keeps nothing, is full, or it is too long.

    Known from the run after the one that gave it the text, which the browser asks for itself.
    """
    return _session().blocked


def _session() -> _Session:
    session: _Session = st.session_state.setdefault("browser_session", _Session())
    return session


def _taken(session: _Session, take: Callable[[str], str]) -> None:
    match _sent("text"):
        case {"text": str(text), "change": session.change} if len(text) <= LONGEST:
            session.text = take(text)


def _told(session: _Session) -> None:
    session.blocked = _sent("blocked") is True


def _sent(name: str) -> Any:
    return st.session_state[_KEY].get(name)
