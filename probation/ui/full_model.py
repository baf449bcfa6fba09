"""The model of all candidates beside the one selected, and how often each variable is selected."""

from time import monotonic
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from probation.charts.forest import ratio
from probation.charts.gaps import signed
from probation.charts.theme import percent
from probation.exhibits.exhibit import unbroken
from probation.regression import tables, words
from probation.scope import Scope
from probation.ui import ask, panels, regression

if TYPE_CHECKING:
    from probation.analysis.bootstrap import Frequencies
    from probation.analysis.regression import Regression
    from probation.regression.fitting import Options

#: Bootstrap samples: enough for a share to be known to within 7 points.
_SAMPLES = 200
#: Drawing ends after so long, with the samples drawn until then.
_SECONDS = 20
# Session keys: the frequencies drawn last and of which regression; whether to draw.
_FREQUENCIES, _DRAW = "selection_frequencies", "draw_samples"


def show(found: "Regression", scope: Scope, options: "Options") -> None:
    """The table of the full model, with the button that draws bootstrap samples."""
    st.markdown(
        "All candidates at once, whether significant or not, so that none was chosen for being"
        " significant. Points are average percentage points against the reference; 'by area'"
        " allows for cases of one area being alike. What is empty cannot be estimated: a level of"
        " cases predicted without error, one that other variables determine, or errors by area"
        " where the model holds a place."
    )
    key = (ask.store().generation.name, repr(scope), repr(options))
    frequencies = _frequencies(found, key)
    frame = tables.in_full(found, frequencies)
    st.table(_table(frame), border="horizontal", alt="The model of all candidates")
    asked = regression.said(scope, f"{scope.question.title} The model of all candidates.")
    panels.table_file(frame, asked, f"regression-full-{panels.file_name(scope)}")


def _frequencies(found: "Regression", key: object) -> "Frequencies | None":
    """How often each variable is selected in bootstrap samples, so far as they have been drawn."""
    from probation.analysis.bootstrap import selection_frequencies

    held = st.session_state.get(_FREQUENCIES)
    so_far: Frequencies | None = held[1] if held and held[0] == key else None
    with st.container(horizontal=True, vertical_alignment="center"):
        label = f"Select again in {_SAMPLES} bootstrap samples"
        st.button(label, icon=":material/casino:", on_click=_ask_to_draw)
        slot = st.empty()
    if st.session_state.pop(_DRAW, False):
        # Stop starts the run anew, which ends this loop; what was drawn so far is kept
        slot.button("Stop", icon=":material/stop:")
        bar = st.progress(0.0, "Drawing samples ...")
        ends = monotonic() + _SECONDS
        for so_far in selection_frequencies(found.patterns, found.criteria, samples=_SAMPLES):
            st.session_state[_FREQUENCIES] = (key, so_far)
            if monotonic() > ends:
                break
            bar.progress(so_far.samples / _SAMPLES, f"{so_far.samples} of {_SAMPLES} samples")
        bar.empty()
        slot.empty()
    if so_far:
        st.markdown(
            f"'Selected in' is the share of {so_far.samples} bootstrap samples of the cases in"
            " which the same selection chose the variable: near 100%, the choice is steady."
        )
    return so_far


def _ask_to_draw() -> None:
    st.session_state[_DRAW] = True


def _table(frame: pd.DataFrame) -> pd.DataFrame:
    codes = ask.codes()
    rows = list(frame.itertuples())
    columns = {
        "Points": [unbroken(_points(r.points, r.ci_low, r.ci_high)) for r in rows],
        "Odds ratio": [unbroken(_ratio(r.odds_ratio, r.or_low, r.or_high)) for r in rows],
        "p if removed": [unbroken(words.bare(r.p)) for r in rows],
        "Points in the model selected": [
            unbroken(_points(r.selected, r.selected_low, r.selected_high)) for r in rows
        ],
        "By area": [_interval(r.clustered_low, r.clustered_high) for r in rows],
    }
    if frame["share"].notna().any():
        columns["Selected in"] = [percent(100 * r.share) for r in rows]
    names = [words.against(r.variable, r.level, r.reference, codes) for r in rows]
    return pd.DataFrame(columns, index=pd.Index(names, name="Level"))


def _points(points: float, low: float, high: float) -> str:
    return f"{signed(points)} ({signed(low)} to {signed(high)})" if points == points else ""


def _interval(low: float, high: float) -> str:
    return unbroken(f"{signed(low)} to {signed(high)}") if low == low else ""


def _ratio(value: float, low: float, high: float) -> str:
    return f"{ratio(value)} ({ratio(low)} to {ratio(high)})" if value == value else ""
