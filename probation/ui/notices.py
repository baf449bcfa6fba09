"""What stands on every page before anything else: what the cases are, and what went wrong."""

import streamlit as st

from probation.disclosure import estimates
from probation.domain.text import for_markdown
from probation.domain.wording import day
from probation.store.serving.served import SERVED
from probation.store.source import SHIPPED_LABEL
from probation.ui import briefing_session, cache, links, menu, session_cases, state
from probation.ui.names import shown

#: Pixels of the column of filters.
FILTERS_WIDE = 250
#: The sentence of estimates.case_set, so short that it fits one line.
_SYNTHETIC = (
    "**Synthetic cases**, made to agree with Bulletin 2019/01; they describe no person. Area"
    " results are invented."
)

_ALONE = "Shown in this session alone. Closing or reloading this page deletes them from the server."


def show() -> None:
    """One line on the cases; below it, where there is anything to say, notices."""
    _status()
    if said := session_cases.said():
        st.toast(said)
    links.notice()
    if wrong := briefing_session.wrong():
        st.warning(wrong)
    if not session_cases.used() and (notice := SERVED.notice()):
        st.error(for_markdown(notice))
    if state.problems():
        st.warning(f"Part of this page's address was left out. {shown(' '.join(state.problems()))}")


def _status() -> None:
    """What the cases are, in one line, and the way to more about them."""
    generation = cache.store().generation
    with st.container(key="status", horizontal=True, gap="xsmall", vertical_alignment="center"):
        if generation.label == SHIPPED_LABEL and not session_cases.used():
            st.markdown(_SYNTHETIC, width="content")
        else:
            named = for_markdown(estimates.case_set(generation))
            said = f"**{named}** Taken in on {day(generation.built_at)}."
            # the browser asks before it leaves a page that holds this key (browser/page.js)
            with st.container(key="own_cases" if session_cases.used() else None, width="content"):
                st.markdown(f"{said} {_ALONE}" if session_cases.used() else said, width="content")
        st.page_link(menu.file("data"), label="About the cases", query_params=state.pin())
