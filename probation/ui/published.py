"""The bulletin beside the loaded cases: figures, statements, and the audit of the bulletin."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from probation.domain.address import Params
from probation.exhibits import bulletin as exhibits
from probation.ui import cache, components
from probation.ui.tables import plain_table

Rows = list[dict[str, Any]]


def summary(report: Mapping[str, Rows]) -> None:
    """The counts a reader wants first, in one sentence each."""
    agreed, possible = exhibits.agreement(report["figures"])
    impossible = sum(not f["possible"] for f in report["figures"])
    told = [s for s in report["statements"] if s["holds"] is not None]
    for column, label, value, of in zip(
        st.columns(3),
        ("Possible figures that agree", "Statements that hold", "Figures that cannot be true"),
        (agreed, sum(s["holds"] for s in told), impossible),
        (possible, len(told), len(report["figures"])),
        strict=True,
    ):
        column.metric(label, f"{value:,} of {of:,}", border=True)


def figures(report: Mapping[str, Rows], params: Params) -> None:
    """Each printed figure beside what the store gives."""
    exhibit = exhibits.figures(cache.store(), report["figures"])
    st.header(exhibit.topic)
    st.markdown(exhibit.all_notes)
    frame = exhibit.frame
    places = list(dict.fromkeys(frame["where"]))
    kinds = {
        "All figures": frame["id"].notna(),
        "Figures that cannot be true": ~frame["possible"].astype(bool),
        "Figures that differ": frame["matches"].eq(False),
    }
    with st.container(horizontal=True):
        place = st.selectbox("Where it stands", ["Everywhere", *places], width=300)
        kind = st.selectbox("Which figures", list(kinds), width=300)
    shown = frame[kinds[kind] & ((frame["where"] == place) | (place == "Everywhere"))]
    if shown.empty:
        st.info("No figure is of that kind in that place.")
    else:
        plain_table(exhibits.figures_table(shown), exhibit.topic)
    components.files(exhibit, params)


def statements(report: Mapping[str, Rows], params: Params) -> None:
    """Each statement of the bulletin, whether it holds of the loaded cases, and how we know."""
    exhibit = exhibits.statements(cache.store(), report["statements"])
    st.header(exhibit.topic)
    st.markdown(exhibit.all_notes)
    plain_table(exhibit.table, exhibit.topic)
    components.files(exhibit, params)


def findings(params: Params) -> None:
    """What the audit found in the bulletin's own figures."""
    found = exhibits.findings()
    exhibit = exhibits.audit(cache.store(), found)
    st.header(exhibit.topic)
    st.markdown(exhibit.all_notes)
    for title, level in (("Impossible", "impossible"), ("Remarks", "remark")):
        part = [finding for finding in found if finding.level == level]
        st.subheader(title)
        plain_table(exhibits.audit_table(part), f"The audit: {title.lower()}")
    components.files(exhibit, params)
