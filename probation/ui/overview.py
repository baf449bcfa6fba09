"""The overview's own parts: two pictures whose marks lead on, with their tables and files."""

from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from probation import exhibits
from probation.charts import headlines
from probation.charts.gaps import names, provider_gaps, signed
from probation.charts.story import AVAILABLE, DELIVERED, dumbbell
from probation.charts.theme import Figure, alt, rounded
from probation.exhibits import View, marked
from probation.questions import QUESTIONS
from probation.ui import ask, panels, state
from probation.vocabulary import Factor

#: The page that shows each question.
PAGE_OF = {
    key: f"pages/{page}.py"
    for page, keys in {
        "availability": ["availability"],
        "delivery": ["delivery"],
        "contracted_providers": [k for k in QUESTIONS if k.startswith("contracted")],
        "partners": [k for k in QUESTIONS if k.startswith("partner")],
    }.items()
    for key in keys
}

#: How many gaps are drawn.
_GAPS = 8


def show_story(story: pd.DataFrame, view: View) -> None:
    """How far availability and delivery lie apart.

    A tap on a mark opens its page at its factor, with the filters as they are.
    """
    headline = headlines.story(story)
    st.header(headline)
    st.markdown(
        "Percentages are of the cases in which the factor was a priority. Tap a mark to see the"
        " cases behind it."
    )
    figure = dumbbell(story, panels.theme(), _note(view))
    described = f"{headline}. Dumbbell chart; the same figures are in the table."
    for point in _tapped(figure, "overview", described):
        if point["curve_number"] in (AVAILABLE, DELIVERED):
            question = "availability" if point["curve_number"] == AVAILABLE else "delivery"
            _open(question, factor=point["customdata"])


def story_figures(story: pd.DataFrame, view: View) -> None:
    """The table and the file of the dumbbell."""
    panels.quick_table(_story_table(story))
    question = "Were interventions available, and was enough delivered?"
    panels.files(story, question, view.scope, f"overview-{panels.case_set_code()}")


def show_gaps(every: pd.DataFrame, view: View) -> None:
    """The widest NPS and CRC gaps; a tap opens the figure by provider."""
    st.header("Where NPS and CRC cases differ most")
    if every.empty:
        st.info("No judgement has 30 NPS cases and 30 CRC cases under these filters.")
        return
    gaps = every.head(_GAPS)
    st.markdown(
        f"NPS minus CRC in percentage points, with 95% intervals: the widest of {len(every)} with"
        " 30 judgements or more a side. The widest of many gaps is wide partly by chance."
    )
    figure = provider_gaps(gaps, panels.theme(), view.intervals, _note(view))
    described = "Widest differences between NPS and CRC cases; the table has the same figures."
    for point in _tapped(figure, "gaps", described):
        _open(point["customdata"], by="provider", factor="")


def gaps_figures(every: pd.DataFrame, view: View) -> None:
    """The table of the gaps drawn, and the file of them all."""
    if every.empty:
        return
    panels.quick_table(_gaps_table(every.head(_GAPS)))
    question = "Where do NPS and CRC cases differ most?"
    panels.files(every, question, view.scope, f"gaps-{panels.case_set_code()}")


def _note(view: View) -> str:
    return f"{view.scope.who(ask.codes())} {exhibits.provenance(ask.store())}"


def _tapped(figure: Figure, name: str, description: str) -> list[dict]:
    # A new key after each tap: the chart must not remember the tap when the reader comes back.
    taps = st.session_state.setdefault("overview_taps", 0)
    chosen = panels.chart(
        figure,
        name,
        alt(description),
        key=f"{name}_{taps}",
        on_select="rerun",
        selection_mode="points",
    )
    return chosen.selection.points


def _open(question: str, **own: str) -> None:
    st.session_state["overview_taps"] += 1
    st.switch_page(PAGE_OF[question], query_params=state.link(**own))


def _story_table(story: pd.DataFrame) -> pd.DataFrame:
    """The frame of the dumbbell as a reader sees it, each percentage a link to its page."""
    rows = list(story.itertuples())
    return pd.DataFrame(
        {
            "Available": [_share(r, "available", "availability") for r in rows],
            "Delivered": [_share(r, "delivered", "delivery") for r in rows],
        },
        index=pd.Index([Factor(r.factor).label for r in rows], name="Factor"),
    )


def _share(row: Any, end: str, question: str) -> str:
    """One end of the dumbbell: '73.8%, 214 of 290 (68.5 to 78.6)', the percentage a link."""
    of = {name: getattr(row, f"{name}_{end}") for name in ("n", "yes", "ci_low", "ci_high", "flag")}
    value = getattr(row, end)
    share = _link(marked(value, of["flag"]), question, factor=row.factor)
    if value != value:
        return share
    limits = f"({rounded(of['ci_low'], 1)} to {rounded(of['ci_high'], 1)})"
    counts = f"{of['yes']:,} of {of['n']:,}"
    return f"{share}, {counts} {limits}"


def _gaps_table(gaps: pd.DataFrame) -> pd.DataFrame:
    """The frame of the gaps as a reader sees it, each a link to its page by provider."""
    rows = list(gaps.itertuples())
    return pd.DataFrame(
        {
            "CRC": [f"{r.yes_crc:,} of {r.n_crc:,}" for r in rows],
            "NPS": [f"{r.yes_nps:,} of {r.n_nps:,}" for r in rows],
            "Gap": [
                _link(signed(r.difference), r.question, by="provider", factor="")
                + f" ({signed(r.ci_low)} to {signed(r.ci_high)})"
                for r in rows
            ],
        },
        index=pd.Index(names(gaps), name="Judgement"),
    )


def _link(words: str, question: str, **own: str) -> str:
    page = PAGE_OF[question].removeprefix("pages/").removesuffix(".py")
    return f"[{words}]({page}?{urlencode(state.link(**own), doseq=True)})" if words else ""
