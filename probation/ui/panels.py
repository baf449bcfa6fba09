"""The parts of a page: its opening, an exhibit with its files, and its sources."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from probation import answers
from probation.charts.theme import DARK, LIGHT, Theme, alt
from probation.exhibits import naming
from probation.exhibits.exhibit import BULLETIN, LOW_RELIABILITY, Exhibit
from probation.exports.tables import csv
from probation.questions import QUESTIONS
from probation.scope import Scope
from probation.ui import ask, basket, examples, filters, links, own, state
from probation.ui.browser import source

#: Constant, no data in it: wide tables reachable by keyboard, one step back a page, a narrow menu.
_IN_THE_BROWSER = Path(__file__).with_name("browser.html")
#: Constant too: what the charts' cameras save.
_PICTURES = f"<script>(() => {{{source('elements.js', 'charts.js', 'picture.js')}}})();</script>"


def banner() -> None:
    """On top of every page: what the cases are, and what went wrong with store or address."""
    generation = ask.store().generation
    if generation.synthetic:
        st.warning(f"**{answers.case_set(generation)}**", icon=":material/science:")
    else:
        built = f"{generation.built_at.day} {generation.built_at:%B %Y}"
        alone = " Shown in this session alone." if own.used() else ""
        st.info(f"**{answers.case_set(generation)}** Taken in on {built}.{alone}")
    if said := own.said():
        st.toast(said)
    links.notice()
    if wrong := basket.wrong():
        st.warning(wrong)
    if ask.notice():
        st.error(ask.notice())
    if state.problems():
        st.warning(f"Part of this page's address was left out. {' '.join(state.problems())}")
    st.html(_IN_THE_BROWSER, unsafe_allow_javascript=True)


def opening(title: str, scope: Scope, resolved: bool = True) -> None:
    """Title and the resolved question as a sentence.

    ``resolved`` says the question too, not the filters alone: for a page about one question.
    """
    st.title(title)
    asked = scope.sentence(ask.codes()) if resolved else scope.who(ask.codes())
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"{asked} {_case_count(scope)}", width="content")
        links.copy()


def plain_opening(title: str) -> None:
    """Title of a page about the whole case set, which no filter changes."""
    st.title(title)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(
            "This page is about the whole case set; filters do not apply to it.", width="content"
        )
        links.copy()


def factor_figure(question: str) -> None:
    """Figure 1, 2, 3 or 4, with the controls that divide and draw it; practice under it."""
    filters.controls(QUESTIONS[question])
    asked = state.about(question)
    show("rates", asked)
    examples.under(ask.scope(asked))


def asked_once(questions: Sequence[str], title: str) -> None:
    """Table 1 or 2: a figure for each of its two questions, then both in the bulletin's shape."""
    for question in questions:
        asked = state.about(question)
        show("rates", asked)
        examples.under(ask.scope(asked))
    asked = state.about(questions[0])
    exhibit = ask.exhibit("bulletin_table", asked, theme())
    st.header(title)
    st.table(exhibit.table, alt=title)
    for sentence in exhibit.notes:
        st.caption(sentence)
    files(exhibit, asked)


def show(key: str, asked: state.Params) -> None:
    """An exhibit: headline, subtitle, the figure with its table beside it, its files."""
    exhibit = ask.exhibit(key, asked, theme())
    st.header(exhibit.headline)
    st.markdown(exhibit.subtitle)
    if exhibit.empty:
        st.info(exhibit.empty)
        return
    # a table of two levels has five columns, which do not fit beside the chart
    wide = len(exhibit.table.columns) > 3
    picture, beside = (st.container(), st.container()) if wide else st.columns([3, 2], gap="large")
    with picture:
        chart(exhibit)
        notes = [note for note in exhibit.notes if note != LOW_RELIABILITY]
        if notes:
            st.caption(" ".join(notes))
    with beside:
        table(exhibit)
        files(exhibit, asked)
        filters.picture_format(exhibit.file)


def quick_table(table: pd.DataFrame) -> None:
    """A small table of plain words and links as one piece of Markdown.

    st.table runs a Markdown renderer for each cell, which held up the overview's first figure.
    """
    head = [str(table.index.name), *table.columns]
    rows = [[name, *cells] for name, cells in zip(table.index, table.to_numpy(), strict=True)]
    lines = [head, ["---"] * len(head), *rows]
    st.markdown("\n".join(f"| {' | '.join(line)} |" for line in lines))


def closing(*sentences: str) -> None:
    """The filters, which wait for the figures, and at the foot where those come from."""
    filters.sidebar()
    sources(*sentences)


def sources(*sentences: str) -> None:
    """Where the figures of a page come from, at its foot; and the script of their pictures."""
    st.divider()
    st.caption(
        " ".join([f"Source: {BULLETIN}.", answers.case_set(ask.store().generation), *sentences])
    )
    st.html(_PICTURES, unsafe_allow_javascript=True)  # last: the first figure need not wait for it


def theme() -> Theme:
    """The chart colours of the reader's page theme."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def chart(exhibit: Exhibit, key: str = "", **more: Any) -> Any:
    """A figure with one button: save it as a picture, in the format the reader chose."""
    config: dict[str, Any] = {
        "displaylogo": False,
        "displayModeBar": True,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {
            "format": state.one("picture"),
            "scale": 3,
            "filename": exhibit.file,
        },
    }
    return st.plotly_chart(
        exhibit.figure,
        theme=None,
        config=config,
        alt=alt(f"{exhibit.description.removesuffix('.')}; the table has the same figures."),
        key=key or f"chart_{exhibit.file}",
        **more,
    )


def tapped(exhibit: Exhibit) -> list[dict[str, Any]]:
    """A chart whose marks lead on, and the marks that have just been tapped."""
    # A new key after each tap: the chart must not remember the tap when the reader comes back.
    taps = st.session_state.setdefault("taps", 0)
    key = f"{exhibit.file}_{taps}"
    chosen = chart(exhibit, key, on_select="rerun", selection_mode="points")
    points = chosen.selection.points
    if points:
        st.session_state["taps"] += 1
    return points


def table(exhibit: Exhibit) -> None:
    """The table of an exhibit, and what [u] in it means."""
    st.table(exhibit.table, border="horizontal", alt=f"{exhibit.topic}: the figures drawn")
    low_reliability(exhibit)


def escaped(text: str) -> str:
    """``text`` as Markdown that shows it as it is: it may be a reader's own, or a file's.

    Addresses become links even where every mark is held back; a joiner that nobody sees parts them.
    """
    unlinked = (
        text.replace("://", ":\u2060//").replace("www.", "www\u2060.").replace("@", "\u2060@")
    )
    return re.sub(r"([\\`*_{}\[\]()#+.!|<>&$~:-])", r"\\\1", unlinked)


def low_reliability(exhibit: Exhibit) -> None:
    """What [u] means, where it stands in an exhibit."""
    if LOW_RELIABILITY in exhibit.notes:
        st.caption(LOW_RELIABILITY)


def files(exhibit: Exhibit, asked: state.Params, label: str = "Download this table (CSV)") -> None:
    """What becomes of an exhibit: its file, and its place in the briefing."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        table_file(exhibit.frame, exhibit.said, exhibit.file, label)
        basket.button(exhibit, asked)


def table_file(
    frame: pd.DataFrame,
    asked: Mapping[str, str],
    name: str,
    label: str = "Download this table (CSV)",
) -> None:
    """The file of a table.

    asked: what every row says of itself, beside its provenance or in place of a part of it.
    """
    said = {**asked, **naming.provenance(ask.store()), **asked}
    st.download_button(
        label,
        # made on the click, outside any session: what it says of itself is read before
        data=lambda: csv(frame, said),
        file_name=f"{name}.csv",
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
        key=f"csv_{name}",
    )


def _case_count(scope: Scope) -> str:
    count = ask.case_count(scope)
    return f"**{count:,} {'case' if count == 1 else 'cases'}.**"
