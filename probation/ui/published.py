"""The bulletin beside the loaded cases: figures, statements, and the audit of the bulletin."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import pandas as pd
import streamlit as st

from probation.bulletin.figures import published
from probation.bulletin.finding import Finding
from probation.questions import QUESTIONS
from probation.ui import panels
from probation.vocabulary import TERMS, Dimension, Factor, join_or

Rows = list[dict[str, Any]]

_STATISTICS = {"n": "cases", "percent": "%", "count": "number", "bound": "limit of a statement"}
_MATCHES = {True: "Yes", False: "No", None: "Not about cases"}
_HOLDS = {True: "Holds", False: "Does not hold", None: "Cannot be told"}


def summary(report: Mapping[str, Rows]) -> None:
    """The counts a reader wants first, in one sentence each."""
    held = [f for f in report["figures"] if f["matches"] is not None]
    possible = [f for f in held if f["possible"]]
    agreed = sum(f["matches"] for f in possible)
    impossible = sum(not f["possible"] for f in report["figures"])
    told = [s for s in report["statements"] if s["holds"] is not None]
    for column, label, value, of in zip(
        st.columns(3),
        ("Possible figures that agree", "Statements that hold", "Figures that cannot be true"),
        (agreed, sum(s["holds"] for s in told), impossible),
        (len(possible), len(told), len(report["figures"])),
        strict=True,
    ):
        column.metric(label, f"{value:,} of {of:,}", border=True)


def figures(rows: Rows) -> None:
    """Each printed figure beside what the store gives."""
    st.header("Printed figures beside the loaded cases")
    st.markdown(
        "A percentage is possible where some whole number of its cases, rounded, gives it; an"
        " exact tie may have been rounded either way. A breakdown is possible where its rows can"
        " be parts of all cases."
    )
    frame = pd.DataFrame(rows)
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
        return
    table = pd.DataFrame(
        {
            "Where": shown["where"],
            "Printed": shown["printed"],
            "Loaded cases": [
                _number(v, _published().loc[f, "decimals"])
                for f, v in zip(shown["id"], shown["computed"], strict=True)
            ],
            "Agrees": [_MATCHES[_truth(v)] for v in shown["matches"]],
            "Can be true": ["Yes" if p else "No" for p in shown["possible"]],
            "Why not": shown["reason"].fillna(""),
        }
    ).set_index(pd.Index([_words(f) for f in shown["id"]], name="Figure"))
    st.table(table, border="horizontal", alt="Printed figures beside the loaded cases")
    _file(frame, "printed figures")


def statements(rows: Rows) -> None:
    """Each statement of the bulletin, whether it holds of the loaded cases, and how we know."""
    st.header("Statements of the bulletin")
    st.markdown(
        "'Significant' is tested as the bulletin did: by forward stepwise logistic regression on"
        " the six breakdowns (p < .05 to enter, p > .1 to leave). A difference is significant"
        " where it is in the model selected, with p < .05 there."
    )
    frame = pd.DataFrame(rows)
    table = pd.DataFrame(
        {"": [_HOLDS[_truth(v)] for v in frame["holds"]], "How it is known": frame["how"]}
    ).rename(columns={"": "Verdict"})
    named = table.set_index(pd.Index(frame["text"], name="Statement"))
    st.table(named, border="horizontal", alt="Statements of the bulletin")
    _file(frame, "statements")


def findings(found: list[Finding]) -> None:
    """What the audit found in the bulletin's own figures."""
    st.header("The audit of the bulletin's own figures")
    st.markdown(
        "Found by rules of arithmetic and consistency, not from a list. What a figure may have"
        " been is a guess: the single slips that would explain it."
    )
    for title, level in (("Impossible", "impossible"), ("Remarks", "remark")):
        part = [finding for finding in found if finding.level == level]
        table = pd.DataFrame(
            {
                "Where": [finding.where for finding in part],
                "Finding": [finding.finding for finding in part],
                "May have been": [finding.may_have_been for finding in part],
            },
            index=pd.Index([f.rule[0].upper() + f.rule[1:] for f in part], name="Rule"),
        )
        st.subheader(title)
        st.table(table, border="horizontal", alt=f"The audit: {title.lower()}")
    _file(
        pd.DataFrame([vars(finding) | {"ids": " ".join(finding.ids)} for finding in found]), "audit"
    )


def _file(frame: pd.DataFrame, name: str) -> None:
    file = f"published-{name.replace(' ', '-')}-{panels.case_set_code()}"
    panels.table_file(frame, {}, file, f"Download the {name} (CSV)")


@cache
def _published() -> pd.DataFrame:
    return published().set_index("id")


def _words(figure: str) -> str:
    """What a printed figure is of, in words: 'Delivery, accommodation, NPS: percentage'."""
    row = _published().loc[figure]
    if row.note and row.statistic in ("count", "bound"):
        return str(row.note)
    question = QUESTIONS[row.question].short if row.question in QUESTIONS else "Cases"
    factor = Factor(row.factor).phrase if row.factor else ""
    level = _level(row.breakdown, row.level)
    return f"{', '.join(filter(None, (question, factor, level)))}: {_STATISTICS[row.statistic]}"


def _level(breakdown: str, level: str) -> str:
    """The label of a level; what is no level of a dimension is put in plain words."""
    if breakdown in TERMS:
        terms = TERMS[Dimension(breakdown)]
        return join_or((terms(code).label for code in level.split(";")), last="and")
    return f"{breakdown} {'' if level == 'all' else level}".replace("_", " ").strip()


def _truth(value: Any) -> bool | None:
    return None if pd.isna(value) else bool(value)


def _number(value: float, decimals: int) -> str:
    return "" if pd.isna(value) else f"{value:,.{decimals}f}"
