"""The parts of a page: its opening, an exhibit with its files, and its sources."""

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from probation.charts.theme import DARK, LIGHT, Theme, alt
from probation.domain import address, glossary
from probation.domain.address import Params
from probation.domain.note import Note, NoteKind
from probation.domain.questions import QUESTIONS
from probation.domain.scope import Scope
from probation.domain.vocabulary import ALL_FACTORS
from probation.domain.wording import counted, lower_first
from probation.exhibits import file_names
from probation.exhibits.exhibit import Exhibit, source, stored
from probation.exhibits.rates import TABLES
from probation.exhibits.registry import questions_of
from probation.exports.tables import csv
from probation.ui import briefing_session, cache, examples, filters, links, redrawn, state
from probation.ui.names import shown
from probation.ui.tables import plain_table

#: Columns of a table that stands beside its figure; a wider one stands under it.
_BESIDE = 3
#: A figure and what stands beside it: at least 640 pixels of a laptop's screen.
WIDTHS = (66, 39)


def opening(title: str, scope: Scope, *view: str, resolved: bool = True) -> None:
    """Title, the resolved question as a sentence, and the filters in force.

    view: the parameters that the page's View menu switches. resolved: says the question too, not
    the filters alone: for a page about one question.
    """
    heading(title, *view)
    asked = scope.sentence(cache.codes()) if resolved else scope.who(cache.codes())
    sentence(" ".join(filter(None, (asked, case_count(scope), filters.switched_on(*view)))))


def plain_opening(title: str, *view: str) -> None:
    """Title of a page about the whole case set, which no filter changes."""
    heading(title, *view)
    kept = " Those below are kept for the other pages." if state.filters_in_force() else ""
    sentence(f"This page is about the whole case set; filters do not apply to it.{kept}")


def heading(words: str, *view: str) -> None:
    """The title of a page, the way to copy its link, and its View menu."""
    with _titled(words):
        _link_and_view(*view)


def _titled(words: str) -> DeltaGenerator:
    """The title of a page; where its link and its View menu stand."""
    with st.container(
        key="title",
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        gap="small",
    ):
        st.title(words, width="content")
        return st.container(horizontal=True, width="content", gap="xsmall")


def _link_and_view(*view: str) -> None:
    links.copy()
    filters.view(*view)


def sentence(words: str) -> None:
    """What a page is of, in words, and the filters in force."""
    with st.container(key="asked", horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(shown(words), width="content")
        filters.chips()


def factor_page(title: str, question: str) -> None:
    """Figure 1, 2, 3 or 4, with the controls that divide and draw it; practice under it.

    Under these what else is asked on this page: of each factor, then once a case.
    """
    asked = filters.asked(question)
    # The store is asked before anything is sent: what comes at once the browser draws at once.
    cache.exhibit("rates", asked, theme())
    cache.facets(asked)
    scope = cache.scope(asked)
    menu = _titled(title)
    sentence(f"{scope.sentence(cache.codes())} {case_count(scope)}")
    filters.controls(QUESTIONS[question])
    redrawn.with_view(partial(_answers, question, menu))


def _answers(question: str, menu: DeltaGenerator) -> None:
    """All of a page about questions that its View menu changes."""
    with menu:
        _link_and_view(*redrawn.VIEW)
    _with_examples(state.about(question))
    others = [QUESTIONS[key] for key in questions_of(state.page()) if key != question]
    for other in others:
        if other.per_factor:
            st.markdown(f"**{shown(other.topic)}**")
            _with_examples(state.about(other.key))
    once = [other.key for other in others if not other.per_factor]
    for key in once:
        _with_examples(state.about(key))
    if tabled := [key for key in once if key in TABLES]:
        _bulletin_table(state.about(tabled[0]))


def _bulletin_table(asked: Params) -> None:
    """Table 1 or 2 in the bulletin's shape: two questions asked once a case, side by side."""
    exhibit = cache.exhibit("bulletin_table", asked, theme())
    title = f"{QUESTIONS[address.one(asked, 'question')].figure} in the bulletin's shape"
    st.header(title)
    plain_table(exhibit.table, title)
    for said in exhibit.notes:
        st.caption(said.text)
    files(exhibit, asked)


def _with_examples(asked: Params) -> None:
    show("rates", asked)
    examples.under(cache.scope(asked))


def show(key: str, params: Params) -> None:
    """An exhibit: headline, the figure with its table beside it, how it was made, its files."""
    exhibit = cache.exhibit(key, params, theme())
    st.header(shown(exhibit.headline))
    small_group(exhibit)
    if exhibit.empty:
        st.markdown(shown(exhibit.subtitle))
        st.info(shown(exhibit.empty))
        return
    picture, beside = places(exhibit)
    with picture:
        chart(exhibit)
        note(exhibit.subtitle, *exhibit.notes_but(NoteKind.SMALL_BASE))
    with beside:
        table(exhibit)
        files(exhibit, params)


def note(*sentences: str | Note) -> None:
    """How a figure was made and is read, under it; its terms are explained at a sign beside it."""
    words = " ".join(map(str, sentences))
    st.caption(shown(words), help=glossary.explained(words) or None)


def small_group(exhibit: Exhibit) -> None:
    """Where groups are too small to say anything: all factors together, and the way to more cases.

    Each filter that stands in the way is a button that takes it away.
    """
    if exhibit.pooled:
        named = f"{exhibit.topic}: {lower_first(ALL_FACTORS)} together"
        plain_table(exhibit.pooled.table, named)
    if exhibit.widen:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown("More cases:", width="content")
            for wider in exhibit.widen:
                st.button(
                    shown(wider.label),
                    icon=":material/open_in_full:",
                    key=f"widen_{exhibit.file}_{wider.dimension}",
                    on_click=state.widen,
                    args=(wider.dimension,),
                )


def places(exhibit: Exhibit) -> tuple[AbstractContextManager[Any], AbstractContextManager[Any]]:
    """Where the figure of an exhibit stands and where its table: beside it, or under it if wide."""
    if len(exhibit.table.columns) > _BESIDE:
        return nullcontext(), nullcontext()
    picture, beside = st.columns(WIDTHS)
    return picture, beside


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


def sources(*sentences: str, publication: str = "") -> None:
    """Where the figures of a page come from, at its foot; publication: whatever is loaded."""
    named = publication or source(cache.store())
    st.caption(" ".join([f"---\nSource: {named}.", stored(cache.store()), *sentences]))


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


def tapped(exhibit: Exhibit, place: str = "") -> list[dict[str, Any]]:
    """A chart whose marks lead on, and the marks that have just been tapped.

    place: tells two charts of one exhibit apart.
    """
    # A new key after each tap: the chart must not remember the tap when the reader comes back.
    taps = st.session_state.setdefault("taps", 0)
    key = f"{exhibit.file}_{place}_{taps}"
    chosen = chart(exhibit, key, on_select="rerun", selection_mode="points")
    points: list[dict[str, Any]] = chosen.selection.points
    if points:
        st.session_state["taps"] += 1
    return points


def table(exhibit: Exhibit) -> None:
    """The table of an exhibit, and what [u] in it means."""
    plain_table(exhibit.table, f"{exhibit.topic}: the figures drawn")
    low_reliability(exhibit)


def low_reliability(exhibit: Exhibit) -> None:
    """What [u] means, where it stands in an exhibit."""
    for small in exhibit.notes_on(NoteKind.SMALL_BASE):
        st.caption(small.text)


def files(exhibit: Exhibit, params: Params) -> None:
    """What becomes of an exhibit: its file, and its place in the briefing."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        table_file(exhibit.frame, exhibit.said, exhibit.file, exhibit.file_label)
        briefing_session.button(exhibit, params)


def table_file(
    frame: pd.DataFrame,
    asked: Mapping[str, str],
    name: str,
    label: str,
) -> None:
    """The file of a table.

    asked: what every row says of itself, beside its provenance or in place of a part of it.
    """
    said = {**asked, **file_names.provenance(cache.store()), **asked}
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


def case_count(scope: Scope) -> str:
    """How many cases the filters leave, in bold."""
    count = cache.case_count(scope)
    return f"**{counted(count, 'case')}.**"
