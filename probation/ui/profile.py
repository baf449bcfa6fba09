"""An area's profile: what was inspected, who its cases are, each judgement beside the others'."""

import streamlit as st

from probation.domain.address import Params
from probation.domain.vocabulary import Dimension
from probation.domain.wording import counted
from probation.exhibits import requested as asked_of
from probation.exhibits.coverage import months
from probation.exhibits.printed import SYNTHETIC
from probation.ui import cache, components
from probation.ui.names import shown
from probation.ui.tables import plain_table


def show(params: Params, area: str) -> None:
    """An area's profile: beside the others, where and when, who its cases are."""
    name = cache.codes()[Dimension.AREA][area]
    people = cache.exhibit("people", params, components.theme())
    synthetic = SYNTHETIC if cache.store().generation.synthetic else ""
    st.header(shown(f"{synthetic}{name}: {people.count}" if people.count else name))
    if people.empty:
        st.info(shown(people.empty))
        inspections(area, name)
        return
    beside_others, facts = st.columns(components.WIDTHS)
    with beside_others:
        judgements("profile", params)
    with facts:
        st.subheader("Where and when")
        inspections(area, name)
        st.markdown(shown(f"The filter on {name} now applies on every page."))
        with st.expander("Who its cases are"):
            components.table(people)
            components.files(people, params)
    question = asked_of.question(params)
    if question.per_factor:
        judgements("profile_by_factor", params)


def inspections(area: str, name: str) -> None:
    """Division, CRC owner, when it was inspected and reported on, and what no longer counts."""
    every = cache.inspections()
    own = every[every["area"] == area]
    if own.empty:
        st.markdown(shown(f"No inspection of {name} is loaded."))
        return
    codes, first = cache.codes(), own.iloc[0]
    reports = ", ".join(filter(None, map(months, own["reports"])))
    lines = [
        f"NPS division: {codes[Dimension.DIVISION][first['division']]}",
        f"CRC owner: {codes[Dimension.CRC_OWNER][first['crc_owner']]}",
        f"Inspection reports: {reports or 'none named'}",
    ]
    for row in own.itertuples():
        counts = "counted" if row.latest else "not counted: inspected again later"
        cases = counted(row.cases, "case")
        lines.append(f"Inspected from {row.inspected_on:%B %Y}: {cases}, {counts}")
    if own["latest"].all():
        lines.append("No other inspection of it is in this case set")
    st.markdown("\n".join(f"- {shown(line)}" for line in lines))


def judgements(key: str, params: Params) -> None:
    """Each question, or each factor of one, in the area against the rest of the areas."""
    exhibit = cache.exhibit(key, params, components.theme())
    st.subheader(shown(exhibit.headline))
    if exhibit.empty:
        st.info(shown(exhibit.empty))
        return
    components.chart(exhibit)
    components.note(*exhibit.notes)
    plain_table(exhibit.table, exhibit.topic)
    components.files(exhibit, params)
