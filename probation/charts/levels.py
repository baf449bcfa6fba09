"""Tables 1 and 2 as a figure: one question, all cases and each level of the breakdowns."""

import pandas as pd

from probation.charts import printed
from probation.charts.rates import (
    PERCENTAGE,
    SHAPES,
    label,
    limits,
    missing,
    numbers,
    share,
    told,
)
from probation.charts.spec import Rows, Series
from probation.charts.theme import colours
from probation.domain.questions import Question
from probation.domain.vocabulary import TERMS, Dimension

#: Between two breakdowns, in rows.
_GAP = 0.3


def levels(rates: pd.DataFrame, question: Question, intervals: bool) -> Rows:
    """Dots from 0% to 100%: the first row all cases, then the levels, a gap between breakdowns."""
    rows = list(rates.assign(breakdown=None).itertuples())  # a row's name says its level
    painted: list[str] = []
    shapes: list[str] = []
    for breakdown, part in rates.groupby(rates["breakdown"].fillna(""), sort=False):
        own = colours(str(breakdown), list(part["level"])) if breakdown else {"all": "quiet"}
        painted += [own[code] for code in part["level"]]
        shapes += [SHAPES[place % len(SHAPES)] for place in range(len(part))]
    names = [name(r.breakdown, r.level) for r in rates.itertuples()]
    marks = Series(
        "Yes",
        tuple(range(len(rows))),
        numbers(rates["percent"]),
        tuple(painted),
        tuple(shapes),
        *limits(rates["ci_low"], rates["ci_high"], intervals),
        labels=tuple(map(label, rows)),
        shorts=tuple(map(share, rows)),
        missing=tuple(map(missing, rows)),
        hovers=tuple(
            f"<b>{name}</b><br>{told(row, question)}" for name, row in zip(names, rows, strict=True)
        ),
        printed=tuple(map(printed.is_printed, rows)),
    )
    return Rows(
        tuple(names),
        (marks,),
        PERCENTAGE,
        tuple(spaced(rates["breakdown"].fillna(""))),
        name_width=24,
    )


def name(breakdown: str | None, level: str) -> str:
    """A level's label where levels of several breakdowns stand together; 'All cases' for none."""
    if not breakdown:
        return "All cases"
    dimension = Dimension(breakdown)
    label = TERMS[dimension](level).label
    return f"{dimension.short} {label.lower()}" if dimension.entry.scale else label


def spaced(parts: pd.Series) -> list[float]:
    """Where rows stand with a gap wherever a new part begins, in rows."""
    new = parts.ne(parts.shift()).cumsum() - 1
    return [place + _GAP * gap for place, gap in enumerate(new)]
