"""The tables of the data page: what is loaded, whom it covers, what the codes mean."""

import textwrap

import pandas as pd
import streamlit as st

from probation.address import Params
from probation.exhibits.coverage import levels_table
from probation.intake.columns import MEANING
from probation.questions import QUESTIONS
from probation.store.generation import Generation
from probation.ui import ask, panels
from probation.vocabulary import Dimension, Factor

_PLACES: dict[str, str] = {
    Dimension.DIVISION: "NPS division the inspected area lies in",
    Dimension.CRC_OWNER: "Owner of the CRC of the inspected area, for NPS cases too",
}
_DOWNLOADS = {
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


def inspections(asked: Params) -> None:
    """The inspections loaded, and which of two counts."""
    exhibit = ask.exhibit("inspections", asked, panels.theme())
    st.markdown(exhibit.subtitle)
    st.table(exhibit.table, border="horizontal", alt=exhibit.description)
    panels.files(exhibit, asked)


def coverage(asked: Params) -> None:
    """A table of cases for each dimension."""
    exhibit = ask.exhibit("coverage", asked, panels.theme())
    columns = st.columns(2, gap="large")
    for i, dimension in enumerate(d for d in Dimension if d != Dimension.AREA):
        table = levels_table(exhibit.frame, dimension, ask.codes())
        columns[i % 2].table(table, border="horizontal", alt=f"Cases by {dimension.phrase}")
    panels.files(exhibit, asked)


def dictionary() -> pd.DataFrame:
    """One row a column: what it means, and its codes with their labels."""
    labels = {dim.value: own for dim, own in ask.codes().items()}
    labels |= {
        "question": {q.key: q.title for q in QUESTIONS.values()},
        "factor": {f.value: f.label for f in Factor},
    }
    meanings: dict[str, str] = {**_PLACES, **MEANING, **_DOWNLOADS}
    order = dict.fromkeys(["question", "factor", *Dimension, *meanings])
    levels = [
        "; ".join(f"`{code}` {label}" for code, label in labels.get(name, {}).items())
        for name in order
    ]
    return pd.DataFrame(
        {"Meaning": [meanings[name] for name in order], "Codes": levels},
        index=pd.Index([str(name) for name in order], name="Column"),
    )
