"""A page that keeps a list of words in the browser, for test_keep.py."""

import streamlit as st

from probation.ui import browser_storage


def take(text: str) -> str:
    """Only words of letters are taken, as a parser would."""
    st.session_state.words = [word for word in text.split() if word.isalpha()]
    return " ".join(st.session_state.words)


def home() -> None:
    st.session_state.runs = st.session_state.get("runs", 0) + 1
    words = st.session_state.setdefault("words", [])
    added = st.text_input("Word")
    if st.button("Add"):
        words.append(added)
    if st.button("Long"):
        words.append("x" * (browser_storage.LONGEST + 1))
    if st.button("Clear"):
        words.clear()
    if st.button("Lose"):  # what a server does that is started anew
        st.session_state.clear()
        st.rerun()
    st.markdown(f"Run {st.session_state.runs}: {' '.join(words)[:200] or 'nothing'}.")
    if browser_storage.blocked():
        st.warning("This browser keeps nothing.")


def other() -> None:
    st.session_state.runs += 1
    st.title("Other")
    st.divider()
    st.markdown(f"Run {st.session_state.runs}: {' '.join(st.session_state.words)}.")


page = st.navigation([st.Page(home, default=True), st.Page(other)], position="top")
page.run()
browser_storage.keep(" ".join(st.session_state.words), take)
