"""Links that keep their word: everything is in them, and what the data were when they were made."""

from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from probation.domain.address import Params, defaults, single
from probation.domain.text import for_markdown
from probation.domain.vocabulary import Dimension
from probation.domain.wording import day
from probation.exhibits.registry import questions_of, settings_of
from probation.store.folders import stores_folder
from probation.store.past import same_data, withdrawn_on
from probation.store.record import Generation
from probation.store.serving.served import SERVED
from probation.ui import cache, session_cases, state
from probation.ui.browser import source

_component = st.components.v2.component(
    "probation_copy_link",
    html=source("copy.html"),
    css=source("buttons.css", "copy.css"),
    js=source("mounting.js", "waiting.js", "copy.js"),
)
#: Said in place of a link to cases of one session.
ALONE = (
    "These cases are open in this session alone: a link would show others the stored case set. Take"
    " files away instead."
)


def base() -> str:
    """The address of the dashboard as this reader's browser has it, behind whatever proxy.

    It is the page's address without the page, which may or may not end in a slash.
    """
    parts = urlsplit(st.context.url or "")
    path = parts.path.rstrip("/").removesuffix(f"/{state.page()}").rstrip("/")
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def copy() -> None:
    """The address of this view in full, to copy: defaults too, and the generation of the store."""
    if session_cases.used():
        refuse(ALONE)
        return
    page = state.page()
    query = explicit(page) | {"store": [cache.store().generation.name]}
    button(
        f"{base()}/{page}?{urlencode(query, doseq=True)}",
        "The link brings the view back, with every setting and the case set named",
    )


def button(link: str, help_text: str) -> None:
    """A button that puts ``link`` into the reader's clipboard; one a page."""
    _component(key="copy_link", data={"link": link, "help": help_text}, width="content")


def refuse(why: str) -> None:
    """The same button where there is no link to give: it says why."""
    with st.popover("Copy link", icon=":material/link:"):
        st.markdown(why)


def explicit(page: str) -> Params:
    """Every parameter on which the figures of a page depend, defaults too."""
    current = state.current()
    if page != "regression" and page != "practice":
        current = single(current)
    if own_questions := questions_of(page):
        current = current | {"question": own_questions[:1]}
    settings = {
        name: current.get(name) or defaults(current).get(name) or [otherwise]
        for name, otherwise in settings_of(page or "overview").items()
    }
    filters = {d.value: current[d.value] for d in Dimension if d.value in current}
    return {name: values for name, values in (settings | filters).items() if values != [""]}


def notice() -> None:
    """What a reader must know who came by a link made on another generation of the store."""
    made_on, then = state.pinned(state.page())
    now = cache.store().generation
    if not made_on or session_cases.used():
        return
    if then and cache.shows_earlier():
        st.info(
            f"**You see what the link showed then**: {_named(now)}. The data have changed since.",
            icon=":material/history:",
        )
        if now.caution:
            st.warning(now.caution)
        st.button("Show the data as they are now", on_click=state.unpin)
        return
    if same_data(made_on, now.name):
        return
    kept = SERVED.earlier(made_on)
    which = _named(kept.generation) if kept else f"the case set {made_on}"
    gone = "" if kept else " What it showed then cannot be shown here any more."
    if on := withdrawn_on(stores_folder(), made_on):
        gone = f" What it showed then was withdrawn on {on} and is not shown any more."
    elif kept and kept.generation.caution:
        gone = f" {kept.generation.caution}"
    st.info(
        f"This link was made on {which}. **The data have changed since**; you see {_named(now)}."
        f"{gone}",
        icon=":material/history:",
    )
    with st.container(horizontal=True, gap="small"):
        if kept:
            st.button("Show what the link showed then", on_click=state.show_then)
        st.button("Keep to the data as they are now", on_click=state.unpin)


def _named(generation: Generation) -> str:
    named = f"'{for_markdown(generation.label)}' ({generation.name})"
    return f"{named}, stored on {day(generation.built_at)}"
