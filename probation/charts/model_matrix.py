"""Many regressions at a glance: which candidate entered which, and by how many points."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from probation.charts.gaps import signed
from probation.charts.lengths import Headline, told
from probation.charts.spec import Cell, Matrix
from probation.charts.theme import rounded
from probation.domain.wording import counted, lower_first, p_value, plural
from probation.stepwise.cautions import AMBER
from probation.stepwise.selection_result import SIGNIFICANCE

#: The trace whose marks lead on.
CELLS = 0


def matrix(cells: pd.DataFrame, headings: Mapping[str, str]) -> Matrix:
    """A square for each candidate that entered, with its adjusted gap; a dot for each other one.

    ``cells``: disclosure.estimates.model_tables.screened with a column row (what the model is of,
    in words), in the order drawn. headings: each candidate's code and its words, in the order of
    the columns.
    """
    names, columns = list(cells["row"].unique()), list(headings)
    return Matrix(
        tuple(names),
        tuple(headings.values()),
        tuple(
            Cell(
                names.index(cell.row),
                columns.index(cell.variable),
                mark(cell),
                2.5 if cell.entered else 0,
                "one",
                _hover(cell, headings),
                (cell.question, cell.factor or ""),
                "square" if cell.entered else "circle",
            )
            for cell in cells.itertuples()
        ),
    )


def headline(cells: pd.DataFrame) -> Headline:
    """What outlasts all tests, and in how many models one enters; too few events told first.

    ``cells``: of disclosure.estimates.model_tables.screened.
    """
    models = cells.drop_duplicates(["question", "factor"])
    number = counted(len(models), "model")
    with_one = len(cells.loc[cells["entered"], ["question", "factor"]].drop_duplicates())
    tests, left = len(cells), int((cells["p_adjusted"] < SIGNIFICANCE).sum())
    of = f"{left or 'None'} of {tests} differences" if tests > 1 else f"{left or 'No'} difference"
    remain = f"{of} {plural(max(left, 1), 'remains', 'remain')}"
    enter = f"candidates enter {with_one or 'none'}"
    chance = f"(chance alone: {rounded(models['by_chance'].sum(), 1)})"
    if few := int((models["events_per_parameter"] < AMBER).sum()):
        first = f"Too few events in {few} of {number}; {lower_first(remain)}"
        return told(f"{first}, {enter} {chance}", first)
    enter = f"{enter} of {number} {chance}"
    return told(f"{remain} after allowing for all tests; {enter}", f"{remain}; {enter}")


def mark(cell: Any) -> str:
    """'+22*', '↕14' for more than two levels, '•' or '•*' for what did not enter.

    ``cell``: one row of disclosure.estimates.model_tables.screened, as itertuples gives it.
    """
    star = "*" if cell.p_adjusted < 0.05 else ""
    if not cell.entered:
        return f"•{star}"
    return f"{gap(cell)}{star}"


def gap(cell: Any) -> str:
    """The adjusted gap in points: signed for two levels, from lowest to highest for more.

    '?' where it cannot be sized.
    """
    if cell.points != cell.points:
        return "?"
    return signed(cell.points) if cell.levels == 2 else f"↕{rounded(cell.points)}"


def _hover(cell: Any, headings: Mapping[str, str]) -> str:
    said = f"{gap(cell)} percentage points" if cell.entered else "did not enter"
    together = f"{p_value(cell.p_adjusted)} with all tests judged together"
    return f"<b>{cell.row}</b><br>{headings[cell.variable]}: {said}<br>on its own: {together}"
