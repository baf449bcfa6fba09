"""The tables of the data page: what is loaded, whom it covers, what the codes mean."""

from collections.abc import Mapping

import streamlit as st

from probation.address import Params
from probation.exhibits.coverage import covered, levels_table
from probation.ui import about, ask, panels
from probation.ui.names import escaped
from probation.ui.tables import plain_table
from probation.vocabulary import Dimension, counted


def described() -> Mapping[str, str]:
    """The sections of the page on method and status, of the cases loaded."""
    store = ask.store()
    cases = counted(store.generation.rows["cases"], "case")
    named = escaped(f"{store.generation.label}, {cases}. {covered(store)}")
    return about.sections(store.generation.synthetic, named)


def table(key: str, asked: Params) -> None:
    """A table of the whole case set, with its files."""
    exhibit = ask.exhibit(key, asked, panels.theme())
    st.markdown(exhibit.subtitle)
    plain_table(exhibit.table, exhibit.description)
    panels.files(exhibit, asked)


def coverage(asked: Params) -> None:
    """A table of cases for each dimension."""
    exhibit = ask.exhibit("coverage", asked, panels.theme())
    columns = st.columns(2, gap="large")
    for i, dimension in enumerate(d for d in Dimension if d != Dimension.AREA):
        levels = levels_table(exhibit.frame, dimension, ask.codes())
        with columns[i % 2]:
            plain_table(levels, f"Cases by {dimension.phrase}")
    st.caption(" ".join(exhibit.notes))
    panels.files(exhibit, asked)
