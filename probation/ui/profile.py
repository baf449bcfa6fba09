"""An area's profile: what was inspected, who its cases are, each judgement beside the others'."""

import streamlit as st

from probation.address import Params
from probation.exhibits import asked as asked_of
from probation.exhibits.coverage import months
from probation.ui import areas, ask, menu, panels, state
from probation.vocabulary import Dimension

#: The other pages that filters apply to.
ONWARD = {
    "overview": "Overview",
    "availability": "Availability",
    "delivery": "Delivery",
    "contracted_providers": "Contracted providers",
    "partners": "Partners",
    "gaps": "Gaps",
    "regression": "Regression",
}


def show(asked: Params) -> None:
    """The profile of the area chosen, or how to choose one."""
    area = areas.place(asked)
    if not area:
        st.header("An area's profile")
        st.markdown("Tap an area on the map or in the funnel, or choose it in the list.")
        return
    name = ask.codes()[Dimension.AREA][area]
    people = ask.exhibit("people", asked, panels.theme())
    st.header(f"{name}: {people.count}")
    onward(area, name)
    if people.empty:
        st.info(people.empty)
        inspections(area, name)
        return
    beside_others, facts = st.columns([3, 2], gap="large")
    with beside_others:
        st.subheader(f"{name} beside the other areas")
        judgements("profile", asked)
    with facts:
        st.subheader("Where and when")
        inspections(area, name)
        st.subheader("Who its cases are")
        panels.table(people)
        panels.files(people, asked)
    question = asked_of.question(asked)
    if question.per_factor:
        st.subheader(f"{question.topic} in {name}, factor by factor")
        judgements("profile_by_factor", asked)


def onward(area: str, name: str) -> None:
    """Every other page with this area as its filter of place, and the other filters as they are."""
    st.markdown(f"Show {name} alone on:")
    set_aside = ("division", "crc_owner", "place", "unit", "adjusted", "run")
    params = state.link(**dict.fromkeys(set_aside, ""), area=area)
    with st.container(horizontal=True, gap="small"):
        for page, title in ONWARD.items():
            st.page_link(
                menu.file(page),
                label=f"{title} in {name}",
                icon=":material/arrow_forward:",
                query_params=params,
            )


def inspections(area: str, name: str) -> None:
    """Division, CRC owner, when it was inspected and reported on, and what no longer counts."""
    every = ask.inspections()
    own = every[every["area"] == area]
    if own.empty:
        st.markdown(f"No inspection of {name} is loaded.")
        return
    codes, first = ask.codes(), own.iloc[0]
    lines = [
        f"NPS division: {codes[Dimension.DIVISION][first['division']]}",
        f"CRC owner: {codes[Dimension.CRC_OWNER][first['crc_owner']]}",
        f"Inspection reports: {months(first['reports']) or 'none named'}",
    ]
    for row in own.itertuples():
        counts = "counted" if row.latest else "not counted: inspected again later"
        cases = f"{row.cases:,} {'case' if row.cases == 1 else 'cases'}"
        lines.append(f"Inspected from {row.inspected_on:%B %Y}: {cases}, {counts}")
    if own["latest"].all():
        lines.append("No other inspection of it is in this case set")
    st.markdown("\n".join(f"- {line}" for line in lines))


def judgements(key: str, asked: Params) -> None:
    """Each question, or each factor of one, in the area against the rest of the areas."""
    exhibit = ask.exhibit(key, asked, panels.theme())
    if exhibit.empty:
        st.info(exhibit.empty)
        return
    panels.chart(exhibit)
    st.table(exhibit.table, border="horizontal", alt=exhibit.topic)
    st.caption(" ".join(exhibit.notes))
    panels.files(exhibit, asked)
