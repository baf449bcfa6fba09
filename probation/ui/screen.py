"""A screen of regressions on its page: a matrix of what entered, each cell the way to its model."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from probation.analysis.cautions import several_tests
from probation.charts.gaps import signed
from probation.charts.screen import CELLS, gap, matrix
from probation.exhibits import exhibit as exhibits
from probation.questions import QUESTIONS, Question
from probation.regression import tables, words
from probation.scope import Scope
from probation.ui import ask, filters, panels, regression, state
from probation.vocabulary import Dimension, Factor

if TYPE_CHECKING:
    from probation.regression.fitting import Options

#: What stands above the models of questions asked once a case.
_ONCE = "Asked once a case"
#: More columns than this lie on one another on a phone.
_MOST_COLUMNS = 7

#: The columns' headings, short enough to stand side by side on a phone.
_SHORT = {
    Dimension.DIVISION: "Division",
    Dimension.AREA: "Area",
    Dimension.AGE_GROUP: "Age",
    Dimension.ETHNIC_GROUP: "Ethnicity",
    Dimension.SUPERVISION_TYPE: "Supervision",
    Dimension.OGRS_BAND: "OGRS",
    Dimension.ROSH_LEVEL: "Harm",
}


def show(where: Scope, questions: tuple[Question, ...], options: "Options") -> None:
    """A regression of each factor of a question, or of every question and factor."""
    with st.spinner("Fitting the models ...", show_time=True):
        found = ask.screen(where, options, questions)
    frame = tables.screened(found)
    if frame.empty:
        st.info("No model can be fitted to these cases. Take a filter away, or clear them all.")
        return
    frame = frame.assign(row=[_name(r.question, r.factor) for r in frame.itertuples()])
    st.header(words.screened(frame))
    st.markdown(
        "Each row is a model of its own; tap a cell, or follow its link in the table, to open it.\n"
        "- **Square**: the candidate entered, with the percentage points by which a yes is more or"
        f" less frequent, the other variables of the model alike{_directions(frame)}.\n"
        "- **Dot**: it did not enter.\n"
        "- **Star**: taken alone, with no other variable accounted for, the difference is"
        " significant (p < .05) even with all tests here judged together (Benjamini-Hochberg)."
    )
    wide = len(options.candidates) > _MOST_COLUMNS
    if wide:
        st.caption(f"With more than {_MOST_COLUMNS} candidates there is a table and no picture.")
    titles = sorted(frame["question"].map(_title).unique(), key=_ONCE.__eq__)
    for title in titles:
        part = frame[frame["question"].map(_title) == title]
        st.subheader(title)
        if not wide:
            _matrix(part, where, options)
        st.table(_table(part, options), border="horizontal", alt=f"{title}: what entered")
    asked = regression.said(where, "Which candidates enter the models?")
    name = f"regression-screen-{panels.file_name(where)}"
    panels.table_file(frame.drop(columns="row"), asked, name)
    filters.picture_format("screen")
    st.header("Please note")
    notes = [several_tests(len(frame))]
    skipped = found.skipped.items()
    notes += [f"{_title(q)}, {_name(q, f)}: no model. {why}" for (q, f), why in skipped]
    st.markdown("\n".join(f"- {sentence}" for sentence in notes))


def _matrix(frame: pd.DataFrame, where: Scope, options: "Options") -> None:
    headings = {d.value: _SHORT.get(d, d.label) for d in options.candidates}
    note = (
        f"{where.who(ask.codes())} Forward stepwise logistic regressions,"
        f" {regression.criteria_in_words()}. Adjusted gaps in percentage points. * alone p < .05 by"
        f" Benjamini and Hochberg. {exhibits.provenance(ask.store())}"
    )
    figure = matrix(frame, headings, panels.theme(), note)
    name = f"regression-screen-{frame['question'].iloc[0]}-{panels.file_name(where)}"
    described = "Matrix of the candidates that entered each model; the table has the same figures."
    for point in panels.tapped(figure, name, described):
        if point["curve_number"] == CELLS:
            question, factor = point["customdata"]
            st.switch_page(
                "pages/regression.py", query_params=state.link(question=question, factor=factor)
            )


def _table(frame: pd.DataFrame, options: "Options") -> pd.DataFrame:
    """One row a model, a link to it; one column a candidate."""
    by_row = {name: part.set_index("variable") for name, part in frame.groupby("row", sort=False)}
    columns = {
        d.label: [_cell(part, d.value) for part in by_row.values()] for d in options.candidates
    }
    links = [_link(name, part.iloc[0]) for name, part in by_row.items()]
    return pd.DataFrame(columns, index=pd.Index(links, name="Model"))


def _cell(part: pd.DataFrame, variable: str) -> str:
    if variable not in part.index:
        return "took no part"
    cell: Any = part.loc[variable]
    star = "\\*" if cell.p_adjusted < 0.05 else ""
    if not cell.entered:
        return f"– {star}".strip()
    limits = (
        f" ({signed(cell.ci_low)} to {signed(cell.ci_high)})" if cell.ci_low == cell.ci_low else ""
    )
    return f"{gap(cell)}{star}{limits}"


def _link(name: str, row: Any) -> str:
    params = state.link(question=row.question, factor=row.factor or "")
    return f"[{name}](regression?{urlencode(params, doseq=True)})"


def _name(question: str, factor: str | None) -> str:
    return Factor(factor).label if factor else QUESTIONS[question].short


def _title(question: str) -> str:
    """What stands above the models of a question; those asked once a case stand together."""
    return QUESTIONS[question].topic if QUESTIONS[question].per_factor else _ONCE


def _directions(frame: pd.DataFrame) -> str:
    """What each gap is of: ': NPS minus CRC; female minus male; ↕ from lowest level to highest'."""
    codes = ask.codes()
    pairs = frame[["variable", "level", "reference"]].dropna().drop_duplicates()
    said = [
        f"{codes[Dimension(r.variable)][r.level]} minus {codes[Dimension(r.variable)][r.reference]}"
        for r in pairs.itertuples()
    ]
    if (frame["entered"] & (frame["levels"] > 2)).any():
        said.append("↕ from the lowest of several levels to the highest")
    return f": {'; '.join(said)}" if said else ""
