"""The overview's own parts: the picture whose marks lead on, the list of gaps, the table."""

from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from probation.charts import headlines
from probation.charts.gaps import names, signed
from probation.charts.theme import Figure, alt
from probation.exhibits import marked, unbroken
from probation.questions import QUESTIONS
from probation.ui import panels, state
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

#: The traces of the dumbbell that can be tapped.
_ENDS = {1: "delivery", 3: "availability"}
#: How many gaps are drawn.
GAPS = 8


def dumbbell_chart(figure: Figure, story: pd.DataFrame) -> None:
    """The dumbbell; a tap on a mark opens its page at its factor, with the filters as they are."""
    description = f"{headlines.story(story)}. Dumbbell chart; the same figures are below."
    for point in _tapped(figure, "overview", description):
        if point["curve_number"] in _ENDS:
            _open(_ENDS[point["curve_number"]], factor=point["customdata"])


def gaps_chart(figure: Figure) -> None:
    """The widest gaps; a tap on a mark opens its page by provider, with the filters as they are."""
    description = "Widest differences between NPS and CRC cases; the same figures are below."
    for point in _tapped(figure, "gaps", description):
        _open(point["customdata"], by="provider")


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


def story_table(story: pd.DataFrame) -> pd.DataFrame:
    """The frame of the dumbbell as a reader sees it, each percentage a link to its page."""
    return pd.DataFrame(
        {
            "Cases with it as a priority": [f"{n:,}" for n in story["n"]],
            "Interventions available": [
                _link(marked(r.available, r.flag_available), "availability", factor=r.factor)
                for r in story.itertuples()
            ],
            "Enough delivered": [
                _link(marked(r.delivered, r.flag_delivered), "delivery", factor=r.factor)
                for r in story.itertuples()
            ],
        },
        index=pd.Index([Factor(f).label for f in story["factor"]], name="Factor"),
    )


def gaps_table(gaps: pd.DataFrame) -> pd.DataFrame:
    """The frame of the gaps as a reader sees it, each a link to its page by provider."""
    return pd.DataFrame(
        {
            "CRC": [unbroken(f"{r.yes_crc:,} of {r.n_crc:,}") for r in gaps.itertuples()],
            "NPS": [unbroken(f"{r.yes_nps:,} of {r.n_nps:,}") for r in gaps.itertuples()],
            "NPS minus CRC": [
                _link(signed(r.difference), r.question, by="provider") for r in gaps.itertuples()
            ],
            "95% interval": [
                unbroken(f"{signed(r.ci_low)} to {signed(r.ci_high)}") for r in gaps.itertuples()
            ],
        },
        index=pd.Index(names(gaps), name="Judgement"),
    )


def _link(words: str, question: str, **own: str) -> str:
    page = PAGE_OF[question].removeprefix("pages/").removesuffix(".py")
    return f"[{words}]({page}?{urlencode(state.link(**own), doseq=True)})" if words else ""
