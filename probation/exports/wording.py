"""A frame of codes as a frame of words: the columns of a table as a reader sees them."""

import math
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from probation.disclosure.gate import LOW, symbol
from probation.domain.codes import Codebook
from probation.domain.questions import QUESTIONS
from probation.domain.vocabulary import TERMS, Dimension, Factor
from probation.domain.wording import month_name, upper_first
from probation.exports.column_registry import column, unknown
from probation.exports.columns import (
    LOW_RELIABILITY,
    NOT_AVAILABLE,
    NUMBER,
    WORDS,
    Column,
    Form,
)
from probation.stepwise.selection import (
    ALL_IN,
    ENTRY_REPEATS,
    NO_CANDIDATE,
    PERFECT_FIT,
    REMOVAL_REPEATS,
)

Cell = str | int | float
#: A row of a frame: the values by the names of the columns.
Row = Mapping[Hashable, Any]


#: Columns that a small base leaves empty, and those that are empty where no model gives a value.
_WITHHELD = ("percent", "ci_low", "ci_high", "percent_a", "percent_b", "percent_all", "difference")
_OF_MODELS = (
    *("adjusted", "adjusted_low", "adjusted_high"),
    *("full_model", "full_model_low", "full_model_high"),
)


@dataclass(frozen=True)
class Shown:
    """One column of a table. cells: none of them empty; numbers as in the frame, unrounded."""

    heading: str
    form: Form
    meaning: str
    cells: tuple[Cell, ...]


def worded(frame: pd.DataFrame, codes: Codebook | None = None) -> tuple[Shown, ...]:
    """The columns of ``frame`` that say something, with readers' headings and words for codes.

    codes: for the names of places; without it they are the codes in plain words. A column without
    a value is left out; so are the one question of all rows, which stands above the table, and the
    two groups that every row compares, which stand in the headings. A missing value is a symbol:
    [u] in a row marked low reliability, else that of its column.
    """
    frame = _counted(frame)
    rows = frame.to_dict("records")
    names = [name for name in frame.columns if _says_something(name, rows)]
    pair = _pair(rows, codes or {}) if {"level_a", "level_b"} <= set(names) else None
    told = [name for name in names if not _told_elsewhere(name, names, rows, pair is not None)]
    found: list[Shown] = []
    for name in told:
        known = column(str(name), frame.columns) or _unregistered(name, frame[name])
        heading = known.headed(*pair) if pair else known.headed()
        taken = {other.heading.lower() for other in found}
        cells = tuple(_cell(name, row, known, codes or {}) for row in rows)
        found.append(Shown(_unlike(heading, taken), known.form, known.meaning, cells))
    return tuple(found)


def _says_something(name: Hashable, rows: list[dict[Hashable, Any]]) -> bool:
    """Whether a column has a value, or is one whose values are withheld or not to be had."""
    if any(not _missing(row[name]) for row in rows):
        return True
    known = column(str(name), [*map(str, rows[0])]) if rows and str(name) in _WITHHELD else None
    withheld = known is not None and any(symbol(row.get(known.flag)) for row in rows)
    return withheld or _of_model(name, rows[0] if rows else {})


def _of_model(name: Hashable, row: Row) -> bool:
    """Whether a value is that of a model beside a difference, which no small base withholds."""
    return str(name) in _OF_MODELS and "difference" in row


def _counted(frame: pd.DataFrame) -> pd.DataFrame:
    """``frame``; of numbers of cases, where n = yes (see queries.margins), without the question."""
    if "question" in frame and len(frame) and (frame["question"] == "cases").all():
        return frame.drop(columns=["question", "yes"]).rename(columns={"n": "cases"})
    return frame


def _missing(value: Any) -> bool:
    return (
        value is None
        or value == ""
        or (isinstance(value, float) and math.isnan(value))
        or (value is pd.NaT or value is pd.NA)
    )


def _pair(rows: list[dict[Hashable, Any]], codes: Codebook) -> tuple[str, str] | None:
    """The names of the two groups compared, where every row compares the same two."""
    pairs = {(row["level_a"], row["level_b"]) for row in rows}
    if len(pairs) != 1:
        return None
    return _words("level_a", rows[0], codes), _words("level_b", rows[0], codes)


def _told_elsewhere(
    name: Hashable, names: list[Hashable], rows: list[dict[Hashable, Any]], paired: bool
) -> bool:
    """Whether a column says no more than the lines above the table, or than a heading."""
    if name == "question":
        return "factor" in names and len({row["question"] for row in rows}) == 1
    if name == "level":
        return all(row["level"] == "all" for row in rows)
    if name == "design_effect":  # of one judgement a case
        return all(row[name] == 1 for row in rows)
    if name == "cases" and "n" in names:
        return all(row["cases"] == row["n"] for row in rows)
    if name == "cases_rest":
        return all(row["cases_rest"] == row["n_rest"] for row in rows)
    if name == "adjusted_for":  # the notes have the same sentence
        return len({row["adjusted_for"] for row in rows}) == 1
    return paired and name in ("level_a", "level_b", "breakdown")


def _unlike(heading: str, taken: set[str]) -> str:
    """``heading``, with a number where another column has the same: spreadsheets forbid that."""
    number, tried = 2, heading
    while tried.lower() in taken:
        number, tried = number + 1, f"{heading} ({number})"
    return tried


def _unregistered(name: Hashable, values: pd.Series) -> Column:
    found = unknown(str(name))
    whole = pd.api.types.is_integer_dtype(values.dtype)
    return Column(found.heading, NUMBER if whole else WORDS, found.meaning)


def _cell(name: Hashable, row: Row, known: Column, codes: Codebook) -> Cell:
    value = row[name]
    marked = symbol(row.get(known.flag)) and not _of_model(name, row)
    if name == "significant" and marked:
        return LOW_RELIABILITY
    if _missing(value):
        return _in_place(str(name), row) or (LOW_RELIABILITY if marked else known.missing)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else NOT_AVAILABLE
    return _words(str(name), row, codes)


def _in_place(name: str, row: Row) -> str:
    """What stands in the place of no code, or '' for a symbol."""
    if name == "factor" and "question" in row:
        question = QUESTIONS.get(row["question"])
        return "All factors" if question is None or question.per_factor else "Asked once a case"
    if name == "factors":
        return "Any factor"
    if name == "breakdown":
        return "All cases"
    return "No" if name.startswith("flag") else ""


def _words(name: str, row: Row, codes: Codebook) -> str:
    """The words for the code that stands in the column ``name`` of a row."""
    value = row[name]
    if isinstance(value, pd.Timestamp):
        return f"{value:%B %Y}"
    if isinstance(value, (list, tuple)):
        return " ".join(map(str, value))
    text = str(value)
    match name:
        case "question":
            return QUESTIONS[text].topic if text in QUESTIONS else _plain(text)
        case "questions":
            return "; ".join(QUESTIONS[q].topic if q in QUESTIONS else q for q in text.split(";"))
        case "factor" | "factors":
            return "; ".join(_factor(code) for code in text.split(";"))
        case "breakdown" | "dimension" | "variable":
            return Dimension(text).label if text in set(Dimension) else _VALUES.get(text, text)
        case "level" | "level_a" | "level_b" | "reference":
            return _level(text, row, codes)
        case "reports":
            return "; ".join(month_name(part) for part in text.split(";"))
    if name in set(Dimension):
        return _label(Dimension(name), text, codes)
    return _VALUES.get(text, upper_first(text)) if name in _CODED else text


def _factor(code: str) -> str:
    return Factor(code).label if code in set(Factor) else _plain(code)


def _level(code: str, row: Row, codes: Codebook) -> str:
    """The label of a level, of the dimension that the row names."""
    of = next((row[key] for key in ("breakdown", "dimension", "variable") if row.get(key)), None)
    if isinstance(of, str) and of in set(Dimension):
        return _label(Dimension(of), code, codes)
    return _VALUES.get(code, upper_first(code))


def _label(dimension: Dimension, code: str, codes: Codebook) -> str:
    """The label of a code of ``dimension``; a code unknown here in plain words."""
    if code in codes.get(dimension, {}):
        return codes[dimension][code]
    if dimension in TERMS and code in set(TERMS[dimension]):
        return TERMS[dimension](code).label
    return _VALUES.get(code, _plain(code))


def _plain(code: str) -> str:
    return upper_first(code.replace("_", " "))


#: Columns of codes that are none of the vocabulary's.
_CODED = {
    "flag", "flag_all", "flag_available", "flag_delivered", "position", "action", "place",
    "stat_name", "statistic", "kind", "quality", "rule", "stop_reason",
}  # fmt: skip
#: Words for such codes; others begin with a capital.
_VALUES = {
    "all": "All cases",
    "contracted": "Contracted providers",
    "partners": "Partners",
    "(Intercept)": "Intercept",
    LOW: LOW_RELIABILITY,
    "above 95": "Above the 95% limit",
    "below 95": "Below the 95% limit",
    "above 99.8": "Above the 99.8% limit",
    "below 99.8": "Below the 99.8% limit",
    "enter": "Entered",
    "remove": "Removed",
    "lr": "Likelihood ratio",
    "cond": "Conditional likelihood ratio",
    NO_CANDIDATE: "No candidate outside has a p below that to enter",
    ALL_IN: "All candidates are in the model",
    PERFECT_FIT: "The model predicts every case without error",
    ENTRY_REPEATS: "Another entry would repeat an earlier model",
    REMOVAL_REPEATS: "Another removal would repeat an earlier model",
    "rows": "Judgements in all",
    "used": "Judgements used",
    "events": "Yes answers among those used",
    "minus2LL": "Minus 2 log-likelihood",
    "cox_snell": "Cox and Snell's R square",
    "nagelkerke": "Nagelkerke's R square",
    "auc": "Area under the ROC curve",
    "hosmer_lemeshow": "Hosmer-Lemeshow chi-square",
    "hosmer_lemeshow_df": "Hosmer-Lemeshow degrees of freedom",
    "hosmer_lemeshow_p": "Hosmer-Lemeshow p",
    "events_per_parameter": "Cases of the rarer answer for each parameter",
}
