"""The tables of the data page: what is loaded, whom it covers, what the codes mean."""

import textwrap

import pandas as pd
import streamlit as st

from probation.charts.theme import percent
from probation.questions import QUESTIONS
from probation.store.generation import Generation
from probation.ui import ask
from probation.vocabulary import Dimension, Factor

_MEANING = {
    Dimension.PROVIDER: "Who supervises the case: the private Community Rehabilitation Companies"
    " or the public National Probation Service",
    Dimension.DIVISION: "NPS division the inspected area lies in",
    Dimension.CRC_OWNER: "Owner of the CRC of the inspected area, for NPS cases too",
    Dimension.AREA: "Police and Crime Commissioner area inspected",
    Dimension.GENDER: "As recorded by the probation provider",
    Dimension.AGE_GROUP: "Age at the start of supervision",
    Dimension.ETHNIC_GROUP: "White, or BAME: the bulletin's term for Black, Asian and minority"
    " ethnic",
    Dimension.SUPERVISION_TYPE: "A community order or suspended sentence order, or licence after"
    " custody",
    Dimension.OGRS_BAND: "Likelihood of reoffending within two years (OGRS3): below 75%, or 75%"
    " and over",
    Dimension.ROSH_LEVEL: "Assessed risk of serious harm to others",
    Dimension.MAPPA: "Eligible for Multi-Agency Public Protection Arrangements",
}


_OTHER_COLUMNS = {
    "case_id": "Name of a case within its case set",
    "inspected_on": "Month in which the inspection of the area began",
    "age": "Whole years at the start of supervision",
    "sentence_type": "Community order, suspended sentence order or licence",
    "ogrs_score": "Two-year OGRS3 score, per cent",
    "ogrs_level": "OGRS in four bands: 0 to 49, 50 to 74, 75 to 89, 90 and over",
    "judgement": "What the inspector judged: yes or no",
    "rationale": "The inspector's reason; empty in the synthetic set",
    "n": "In downloads: judgements the percentage is of",
    "yes": "In downloads: of them, yes",
    "percent": "In downloads: 100 times yes over n, unrounded; empty on a base under 10",
    "ci_low, ci_high": "In downloads: limits of the 95% interval, Wilson's for a percentage",
    "flag": "In downloads: u for low reliability, a base under 30",
}


def loaded(generation: Generation) -> pd.DataFrame:
    """What the store says of itself."""
    rows = {
        "Case set": generation.label,
        "Synthetic": "Yes" if generation.synthetic else "No",
        "Generation": generation.name,
        "Built": f"{generation.built_at.day} {generation.built_at:%B %Y, %H:%M} UTC",
        "Cases": f"{generation.rows['cases']:,}",
        "Priority factors": f"{generation.rows['priorities']:,}",
        "Judgements": f"{generation.rows['judgements']:,}",
        "Checksum (SHA-256)": " ".join(textwrap.wrap(generation.sha256, 8)),
    }
    return pd.DataFrame({"Value": rows.values()}, index=pd.Index(rows, name="What"))


def inspections(frame: pd.DataFrame) -> pd.DataFrame:
    """One row an inspection, as a reader sees it."""
    codes = ask.codes()
    table = pd.DataFrame(
        {
            "NPS division": frame["division"].map(codes[Dimension.DIVISION]),
            "CRC owner": frame["crc_owner"].map(codes[Dimension.CRC_OWNER]),
            "Inspected from": [f"{month:%B %Y}" for month in frame["inspected_on"]],
            "Reports": [
                ", ".join(f"{pd.Timestamp(m):%B %Y}" for m in reports.split(";"))
                for reports in frame["reports"].fillna("").replace("", "NaT")
            ],
            "Cases": [f"{n:,}" for n in frame["cases"]],
            "Counts": ["Yes" if latest else "No: inspected again" for latest in frame["latest"]],
        }
    )
    return table.set_index(pd.Index(frame["area"].map(codes[Dimension.AREA]), name="Area"))


def coverage(margins: pd.DataFrame) -> None:
    """A table of cases for each dimension."""
    cases = margins[(margins["question"] == "cases") & margins["factor"].isna()]
    total = int(cases.loc[cases["breakdown"].isna(), "n"].iloc[0])
    columns = st.columns(2, gap="large")
    for i, dimension in enumerate(d for d in Dimension if d != Dimension.AREA):
        counts = cases[cases["breakdown"] == dimension].set_index("level")["n"]
        labels = ask.codes()[dimension]
        shown = [counts.get(code, 0) for code in labels]
        table = pd.DataFrame(
            {
                "Cases": [f"{n:,}" for n in shown],
                "Share": [percent(100 * n / total, 1) for n in shown],
            },
            index=pd.Index(list(labels.values()), name=dimension.label),
        )
        columns[i % 2].table(table, border="horizontal", alt=f"Cases by {dimension.phrase}")


def dictionary() -> pd.DataFrame:
    """One row a column: what it means, and its codes with their labels."""
    columns = {
        "question": ("What inspectors judged", {q.key: q.title for q in QUESTIONS.values()}),
        "factor": ("Priority factor of the case", {f.value: f.label for f in Factor}),
    } | {dim.value: (_MEANING[dim], labels) for dim, labels in ask.codes().items()}
    columns |= {name: (meaning, {}) for name, meaning in _OTHER_COLUMNS.items()}
    levels = [
        "; ".join(f"`{code}` {label}" for code, label in labels.items())
        for _, labels in columns.values()
    ]
    return pd.DataFrame(
        {"Meaning": [meaning for meaning, _ in columns.values()], "Codes": levels},
        index=pd.Index(list(columns), name="Column"),
    )
