"""The tables of the data page: what is loaded, whom it covers, what the codes mean."""

from collections.abc import Mapping

import streamlit as st

from probation.domain.address import Params
from probation.domain.text import for_markdown
from probation.domain.vocabulary import Dimension
from probation.domain.wording import counted
from probation.exhibits.coverage import covered, levels_table
from probation.ui import about, cache, components
from probation.ui.tables import plain_table


def described() -> Mapping[str, str]:
    """The sections of the page on method and status, of the cases loaded."""
    store = cache.store()
    cases = counted(store.generation.rows["cases"], "case")
    named = for_markdown(f"{store.generation.label}, {cases}. {covered(store)}")
    return about.sections(store.generation.synthetic, named)


def table(key: str, params: Params) -> None:
    """A table of the whole case set, with its files."""
    exhibit = cache.exhibit(key, params, components.theme())
    st.markdown(exhibit.subtitle)
    plain_table(exhibit.table, exhibit.description)
    components.files(exhibit, params)


def coverage(params: Params) -> None:
    """A table of cases for each dimension."""
    exhibit = cache.exhibit("coverage", params, components.theme())
    columns = st.columns(2, gap="large")
    for i, dimension in enumerate(d for d in Dimension if d != Dimension.AREA):
        levels = levels_table(exhibit.frame, dimension, cache.codes())
        with columns[i % 2]:
            plain_table(levels, f"Cases by {dimension.phrase}")
    st.caption(exhibit.all_notes)
    components.files(exhibit, params)
