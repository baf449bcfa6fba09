"""A screen of regressions on its page: a matrix of what entered, each cell the way to its model."""

from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from probation.charts import page
from probation.charts.model_matrix import CELLS
from probation.domain.address import Params
from probation.exhibits import model_matrix as exhibits
from probation.exhibits import regression as regressions
from probation.exhibits.exhibit import Exhibit
from probation.ui import cache, components, session_cases, state, ways
from probation.ui.names import shown
from probation.ui.tables import plain_table


def show(params: Params) -> None:
    """A regression of each factor of a question, or of every question and factor."""
    with st.spinner("Fitting the models ...", show_time=True):
        found = cache.screen(params)
    whole = exhibits.all_of(cache.store(), params, found)
    if whole.empty:
        st.info(whole.empty)
        return
    st.header(shown(whole.headline))
    parts = exhibits.of(cache.store(), params, found)
    for part in parts:
        if len(parts) > 1:
            st.subheader(part.topic)
        if part.spec is not None:
            _matrix(part.drawn(page.draw, components.theme()))
        name = f"{part.topic}: what entered"
        if session_cases.used():
            plain_table(part.table, name)
        else:
            st.table(_linked(part), border="horizontal", alt=name)
    if session_cases.used():
        _open_model(whole)
    if len(regressions.options(params).candidates) > exhibits.MOST_COLUMNS:
        most = exhibits.MOST_COLUMNS
        st.caption(f"With more than {most} candidates there is a table and no picture.")
    _key(whole)
    components.files(whole, params)
    st.header("Please note")
    notes = [
        *map(str, whole.notes),
        *(
            f"{exhibits.title(q)}, {exhibits.row_name(q, f)}: no model. {why}"
            for (q, f), why in found.skipped.items()
        ),
    ]
    st.markdown("\n".join(f"- {shown(sentence)}" for sentence in notes))


def _key(whole: Exhibit) -> None:
    """What a cell says, and where it leads."""
    way = "choose it above" if session_cases.used() else "follow its link in the table"
    st.markdown(
        f"Each row is a model of its own; select a cell, or {way}, to open it.\n"
        "- **Square**: the candidate entered, with the percentage points by which a yes is more or"
        " less frequent, with the other variables of the model held"
        f" equal{shown(exhibits.directions(whole.frame, cache.codes()))}\n"
        "- **Dot**: it did not enter.\n"
        "- **Star**: taken alone, with no other variable accounted for, the difference is"
        " significant (p < 0.05) even with all tests here judged together (Benjamini-Hochberg)."
    )


def _matrix(exhibit: Exhibit) -> None:
    for point in components.tapped(exhibit):
        if point["curve_number"] == CELLS:
            question, factor = point["customdata"]
            ways.lead("regression", question=question, factor=factor)


def _open_model(whole: Exhibit) -> None:
    """The way to each model for a session with cases of its own.

    A link in a table loads the page afresh, and with it a new session without those cases.
    """
    models = whole.frame[["question", "factor"]].drop_duplicates()
    ways_to = {
        f"{exhibits.title(row.question)}, {exhibits.row_name(row.question, row.factor)}": row
        for row in models.itertuples()
    }
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        name = st.selectbox("Model to open", list(ways_to), width=500)
        if st.button("Open the model", icon=":material/arrow_forward:"):
            row = ways_to[name]
            ways.lead("regression", question=row.question, factor=row.factor or "")


def _linked(exhibit: Exhibit) -> pd.DataFrame:
    """The table of an exhibit, each row the way to its model; a star is a star in Markdown."""
    models = exhibit.frame[["question", "factor"]].drop_duplicates()
    links = [
        f"[{name}](regression?{_address(row.question, row.factor)})"
        for name, row in zip(exhibit.table.index, models.itertuples(), strict=True)
    ]
    table = exhibit.table.map(lambda cell: cell.replace("*", "\\*"))
    return table.set_index(pd.Index(links, name=exhibit.table.index.name))


def _address(question: str, factor: str | None) -> str:
    return urlencode(state.link(question=question, factor=factor or ""), doseq=True)
