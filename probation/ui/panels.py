"""The parts of a page: its opening, an exhibit with its files, and its sources."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import streamlit as st

from probation import answers
from probation.analysis.disclosure import SMALL_BASE, SMALLEST_BASE
from probation.charts.theme import DARK, LIGHT, Theme
from probation.exhibits import Exhibit, View
from probation.exports.tables import csv
from probation.questions import Question
from probation.scope import Scope
from probation.ui import ask, entry, filters, state

BULLETIN = (
    "HM Inspectorate of Probation, Research & Analysis Bulletin 2019/01, *The availability and"
    " delivery of interventions (probation services)*"
)


#: A constant script, no data in it: makes wide tables reachable by keyboard.
_REACHABLE_TABLES = Path(__file__).with_name("reachable_tables.html")


def banner() -> None:
    """What the loaded cases are, and whether the store was damaged: at the top of every page."""
    generation = ask.store().generation
    if generation.synthetic:
        st.warning(f"**Synthetic data.** {answers.case_set(generation)}", icon=":material/science:")
    else:
        st.info(answers.case_set(generation))
    if ask.notice():
        st.error(ask.notice())
    st.html(_REACHABLE_TABLES, unsafe_allow_javascript=True)


def opening(title: str, scope: Scope, resolved: bool = True) -> None:
    """Title, the resolved question as a sentence, the filters, what was wrong in the address.

    ``resolved`` says the question too, not the filters alone: for a page about one question.
    """
    st.title(title)
    asked = scope.sentence(ask.codes()) if resolved else scope.who(ask.codes())
    st.markdown(f"{asked} {_case_count(scope)}")
    if state.problems():
        st.warning(f"Part of this page's address was left out. {' '.join(state.problems())}")
    filters.sidebar()


def plain_opening(title: str) -> None:
    """Title of a page about the whole case set, which no filter changes."""
    entry.through_app()
    st.title(title)
    st.markdown("This page is about the whole case set; filters do not apply to it.")


def factor_figure(view: View) -> None:
    """Figure 1, 2, 3 or 4, with the controls that divide and draw it."""
    filters.controls(view.scope.question)
    show(ask.exhibit(view, theme()))


def asked_once(pair: tuple[Question, Question], view: View, title: str) -> None:
    """Table 1 or 2: a figure for each of its two questions, then both in the bulletin's shape."""
    for question in pair:
        once = replace(view, scope=Scope(question, where=view.scope.where))
        show(ask.exhibit(once, theme()))
    st.header(title)
    st.table(ask.bulletin_table(pair, view.scope), alt=title)


def show(exhibit: Exhibit) -> None:
    """An exhibit: headline, subtitle, the figure with its table beside it, its files."""
    st.header(exhibit.headline)
    st.markdown(exhibit.subtitle)
    if exhibit.figure is None:
        st.info("No judgement matches these filters. Take one away, or clear them all.")
        return
    name = _file_name(exhibit.view.scope)
    picture, beside = st.columns([3, 2], gap="large")
    with picture:
        chart(exhibit.figure, name, exhibit.description, f"chart_{name}")
        if exhibit.left_out:
            st.caption(exhibit.left_out)
    with beside:
        topic = exhibit.view.scope.question.topic
        st.table(exhibit.table, border="horizontal", alt=f"{topic}: the figures drawn")
        if (exhibit.rates["flag"] == "u").any():
            st.caption(
                f"[u] Low reliability: a base under {SMALL_BASE} cases. No percentage is shown on"
                f" a base under {SMALLEST_BASE}."
            )
        _downloads(exhibit, name)


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


def _downloads(exhibit: Exhibit, name: str) -> None:
    scope = exhibit.view.scope
    asked = {"question_asked": scope.question.title, "filters": scope.who(ask.codes())}
    said = asked | provenance()  # now: the file is made on the click, outside any session
    st.download_button(
        "Download this table (CSV)",
        data=lambda: csv(exhibit.rates, said),
        file_name=f"{name}.csv",
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
        key=f"csv_{name}",
    )
    filters.picture_format(scope.question.key)


def _case_count(scope: Scope) -> str:
    count = ask.case_count(scope)
    return f"**{count:,} {'case' if count == 1 else 'cases'}.**"


def _file_name(scope: Scope) -> str:
    codes = [code for values in scope.to_params().values() for code in values]
    asked = "-".join(re.sub(r"[^A-Za-z0-9]+", "_", code) for code in codes)
    return f"{asked[:80]}-{case_set_code()}"
