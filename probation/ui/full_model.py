"""The model of all candidates beside the one selected, and how often each variable is selected."""

from typing import TYPE_CHECKING

import streamlit as st

from probation.disclosure.estimates import model_tables
from probation.domain.address import Params
from probation.errors import ReaderError
from probation.exhibits import regression as exhibits
from probation.exhibits.registry import explicit
from probation.store.serving.workers import WORKERS
from probation.ui import cache, components
from probation.ui.tables import plain_table

if TYPE_CHECKING:
    from probation.stepwise.bootstrap import Frequencies
    from probation.stepwise.regression import Regression

#: Bootstrap samples: enough for a share to be known to within 7 points.
_SAMPLES = 200
# Session keys: the frequencies drawn last and of which regression; whether to draw.
_FREQUENCIES, _DRAW = "selection_frequencies", "draw_samples"


def show(found: "Regression", params: Params) -> None:
    """The table of the full model, with the button that draws bootstrap samples."""
    generation = cache.store().generation.name
    frequencies = _frequencies(found, (generation, repr(explicit("full_model", params))))
    frame = model_tables.in_full(found, frequencies)
    exhibit = exhibits.full_model(cache.store(), params, found, frame)
    st.markdown(exhibit.notes[0].text)
    plain_table(exhibit.table, "The model of all candidates")
    components.note(*exhibit.notes[1:])
    components.files(exhibit, params)


def _frequencies(found: "Regression", key: object) -> "Frequencies | None":
    """How often each variable is selected in bootstrap samples, so far as they have been drawn."""
    from probation.stepwise.bootstrap import selected, selection_frequencies

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
        try:
            for so_far in selection_frequencies(
                found.patterns,
                found.criteria,
                samples=_SAMPLES,
                draw=lambda *given: WORKERS.do(cache.until(), selected, *given),
            ):
                st.session_state[_FREQUENCIES] = (key, so_far)
                bar.progress(so_far.samples / _SAMPLES, f"{so_far.samples} of {_SAMPLES} samples")
        except ReaderError as over:  # the time of this run; what was drawn until then is kept
            if not so_far:
                st.error(str(over))
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
