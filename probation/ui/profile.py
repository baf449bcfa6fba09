"""An area's profile: what was inspected, who its cases are, each judgement beside the others'."""

import streamlit as st

from probation.address import Params
from probation.exhibits import asked as asked_of
from probation.exhibits.coverage import months
from probation.ui import ask, panels
from probation.ui.names import shown
from probation.ui.tables import plain_table
from probation.vocabulary import Dimension, counted


def show(asked: Params, area: str) -> None:
    """An area's profile: beside the others, where and when, who its cases are."""
    name = ask.codes()[Dimension.AREA][area]
    people = ask.exhibit("people", asked, panels.theme())
    st.header(shown(f"{name}: {people.count}"))
    if people.empty:
        st.info(shown(people.empty))
        inspections(area, name)
        return
    beside_others, facts = st.columns(panels.WIDTHS)
    with beside_others:
        judgements("profile", asked)
    with facts:
        st.subheader("Where and when")
        inspections(area, name)
        st.markdown(shown(f"The filter on {name} now applies on every page."))
        with st.expander("Who its cases are"):
            panels.table(people)
            panels.files(people, asked)
    question = asked_of.question(asked)
    if question.per_factor:
        judgements("profile_by_factor", asked)


def inspections(area: str, name: str) -> None:
    """Division, CRC owner, when it was inspected and reported on, and what no longer counts."""
    every = ask.inspections()
    own = every[every["area"] == area]
    if own.empty:
        st.markdown(shown(f"No inspection of {name} is loaded."))
        return
    codes, first = ask.codes(), own.iloc[0]
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


def judgements(key: str, asked: Params) -> None:
    """Each question, or each factor of one, in the area against the rest of the areas."""
    exhibit = ask.exhibit(key, asked, panels.theme())
    st.subheader(shown(exhibit.headline))
    if exhibit.empty:
        st.info(shown(exhibit.empty))
        return
    panels.chart(exhibit)
    panels.note(*exhibit.notes)
    plain_table(exhibit.table, exhibit.topic)
    panels.files(exhibit, asked)
