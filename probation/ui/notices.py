"""What stands on every page before anything else: what the cases are, and what went wrong."""

import streamlit as st

from probation import answers
from probation.store.source import SHIPPED_LABEL
from probation.ui import ask, basket, links, menu, own, state
from probation.ui.names import escaped, shown
from probation.vocabulary import day

#: Pixels of the column of filters.
FILTERS_WIDE = 250
#: The sentence of answers.case_set, so short that it fits one line.
_SYNTHETIC = (
    "**Synthetic cases**, made to agree with Bulletin 2019/01; they describe no person. Area"
    " results are invented."
)

_ALONE = "Shown in this session alone. Closing or reloading this page deletes them from the server."


def show() -> None:
    """One line on the cases; below it, where there is anything to say, notices."""
    _status()
    if said := own.said():
        st.toast(said)
    links.notice()
    if wrong := basket.wrong():
        st.warning(wrong)
    if notice := ask.notice():
        st.error(escaped(notice))
    if state.problems():
        st.warning(f"Part of this page's address was left out. {shown(' '.join(state.problems()))}")


def _status() -> None:
    """What the cases are, in one line, and the way to more about them."""
    generation = ask.store().generation
    with st.container(key="status", horizontal=True, gap="xsmall", vertical_alignment="center"):
        if generation.label == SHIPPED_LABEL and not own.used():
            st.markdown(_SYNTHETIC, width="content")
        else:
            named = escaped(answers.case_set(generation))
            said = f"**{named}** Taken in on {day(generation.built_at)}."
            # the browser asks before it leaves a page that holds this key (browser/page.js)
            with st.container(key="own_cases" if own.used() else None, width="content"):
                st.markdown(f"{said} {_ALONE}" if own.used() else said, width="content")
        st.page_link(menu.file("data"), label="About the cases", query_params=state.pin())
