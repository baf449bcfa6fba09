"""The parts of a page: its opening, an exhibit with its files, and its sources."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from probation import answers
from probation.analysis.disclosure import SMALL_BASE, SMALLEST_BASE
from probation.charts.theme import DARK, LIGHT, Theme, alt
from probation.exhibits.rates import Exhibit, View
from probation.exports.tables import csv
from probation.questions import Question
from probation.scope import Scope
from probation.ui import ask, entry, examples, filters, own, state

BULLETIN = (
    "HM Inspectorate of Probation, Research & Analysis Bulletin 2019/01, *The availability and"
    " delivery of interventions (probation services)*"
)


LOW_RELIABILITY = (
    f"[u] Low reliability: a base under {SMALL_BASE} cases. No percentage is shown on a base under"
    f" {SMALLEST_BASE}."
)

#: A constant script, no data in it: wide tables reachable by keyboard, one step back a page.
_IN_THE_BROWSER = Path(__file__).with_name("browser.html")


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
    st.markdown(f"{asked} {_case_count(scope)}")


def plain_opening(title: str) -> None:
    """Title of a page about the whole case set, which no filter changes."""
    entry.through_app()
    st.title(title)
    st.markdown("This page is about the whole case set; filters do not apply to it.")


def factor_figure(view: View) -> None:
    """Figure 1, 2, 3 or 4, with the controls that divide and draw it; practice under it."""
    filters.controls(view.scope.question)
    show(ask.exhibit(view, theme()))
    examples.under(view.scope)


def asked_once(pair: tuple[Question, Question], view: View, title: str) -> None:
    """Table 1 or 2: a figure for each of its two questions, then both in the bulletin's shape."""
    for question in pair:
        once = replace(view, scope=Scope(question, where=view.scope.where))
        show(ask.exhibit(once, theme()))
        examples.under(once.scope)
    st.header(title)
    st.table(ask.bulletin_table(pair, view.scope), alt=title)
    st.caption("An exact tie is rounded up here; the bulletin rounds one down (see its audit).")


def show(exhibit: Exhibit) -> None:
    """An exhibit: headline, subtitle, the figure with its table beside it, its files."""
    st.header(exhibit.headline)
    st.markdown(exhibit.subtitle)
    if exhibit.figure is None:
        st.info("No judgement matches these filters. Take one away, or clear them all.")
        return
    name = file_name(exhibit.view.scope)
    # a table of two levels has five columns, which do not fit beside the chart
    divided = exhibit.view.scope.breakdown is not None
    picture, beside = (
        (st.container(), st.container()) if divided else st.columns([3, 2], gap="large")
    )
    with picture:
        chart(exhibit.figure, name, exhibit.description, f"chart_{name}")
        if exhibit.left_out:
            st.caption(exhibit.left_out)
    with beside:
        topic = exhibit.view.scope.question.topic
        st.table(exhibit.table, border="horizontal", alt=f"{topic}: the figures drawn")
        if (exhibit.rates["flag"] == "u").any():
            st.caption(LOW_RELIABILITY)
        scope = exhibit.view.scope
        files(exhibit.rates, scope.question.title, scope, name)


def quick_table(table: pd.DataFrame) -> None:
    """A small table of plain words and links as one piece of Markdown.

    st.table runs a Markdown renderer for each cell, which held up the overview's first figure.
    """
    head = [str(table.index.name), *table.columns]
    rows = [[name, *cells] for name, cells in zip(table.index, table.to_numpy(), strict=True)]
    lines = [head, ["---"] * len(head), *rows]
    st.markdown("\n".join(f"| {' | '.join(line)} |" for line in lines))


def with_limits(
    value: float, low: float, high: float, write: Callable[[float], str], flag: str | None
) -> str:
    """'+20 [u] (+8 to +30)', each number as ``write`` has it; '[u]' or '' where there is none."""
    if value != value:
        return "[u]" if flag == "u" else ""
    mark = " [u]" if flag == "u" else ""
    return write(value) + mark + (f" ({write(low)} to {write(high)})" if low == low else "")


def closing(*sentences: str) -> None:
    """The filters, which wait for the figures, and at the foot where those come from."""
    filters.sidebar()
    sources(*sentences)


def sources(*sentences: str) -> None:
    """Where the figures of a page come from, at its foot."""
    st.divider()
    st.caption(
        " ".join([f"Source: {BULLETIN}.", answers.case_set(ask.store().generation), *sentences])
    )


def provenance() -> dict[str, str]:
    """What every file says of itself: the case set, the generation of the store, the date."""
    generation = ask.store().generation
    return {
        "case_set": answers.case_set(generation),
        "generation": generation.name,
        "downloaded_on": date.today().isoformat(),
    }


def case_set_code() -> str:
    """What the name of every file ends in."""
    generation = ask.store().generation
    return "synthetic" if generation.synthetic else re.sub(r"\W+", "-", generation.label)


def theme() -> Theme:
    """The chart colours of the reader's page theme."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def chart(figure: Any, name: str, description: str, key: str, **more: Any) -> Any:
    """A Plotly figure with one button: save it as a picture, in the format the reader chose."""
    config: dict[str, Any] = {
        "displaylogo": False,
        "displayModeBar": True,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"format": state.one("picture"), "scale": 3, "filename": name},
    }
    return st.plotly_chart(figure, theme=None, config=config, alt=description, key=key, **more)


def tapped(figure: Any, name: str, description: str) -> list[dict[str, Any]]:
    """A chart whose marks lead on, and the marks that have just been tapped."""
    # A new key after each tap: the chart must not remember the tap when the reader comes back.
    taps = st.session_state.setdefault("taps", 0)
    key, described = f"{name}_{taps}", alt(description)
    chosen = chart(figure, name, described, key, on_select="rerun", selection_mode="points")
    points = chosen.selection.points
    if points:
        st.session_state["taps"] += 1
    return points


def files(frame: pd.DataFrame, question: str, scope: Scope, name: str) -> None:
    """The file of a figure's frame, and the format its camera button saves."""
    table_file(frame, {"question_asked": question, "filters": scope.who(ask.codes())}, name)
    filters.picture_format(name)


def table_file(
    frame: pd.DataFrame,
    asked: Mapping[str, str],
    name: str,
    label: str = "Download this table (CSV)",
) -> None:
    """The file of a table.

    asked: what every row says of itself, beside its provenance or in place of a part of it.
    """
    said = {**asked, **provenance(), **asked}
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


def file_name(scope: Scope) -> str:
    """The name of a scope's files: its codes, and what the case set is."""
    codes = [code for values in scope.to_params().values() for code in values]
    asked = "-".join(re.sub(r"[^A-Za-z0-9]+", "_", code) for code in codes)
    return f"{asked[:80]}-{case_set_code()}"
