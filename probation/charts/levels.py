"""Tables 1 and 2 as a figure: one question, all cases and each level of the six breakdowns."""

from itertools import cycle, islice
from typing import Any

import pandas as pd

from probation.charts.rates import SHAPES, label, whiskers
from probation.charts.theme import (
    Figure,
    Theme,
    axis_title,
    column,
    column_width,
    layout,
    name_axis,
    percent,
    rows_height,
    value_axis,
)
from probation.domain.questions import Question
from probation.domain.vocabulary import TERMS, Dimension

#: Between two breakdowns, in rows.
_GAP = 0.3


def levels(rates: pd.DataFrame, question: Question, theme: Theme, intervals: bool) -> Figure:
    """Dots from 0% to 100%: the first row all cases, then the levels, a gap between breakdowns."""
    rows = rates.assign(y=_positions(rates))
    data: list[Figure] = []
    for breakdown, part in rows.groupby(rows["breakdown"].fillna(""), sort=False):
        codes = list(part["level"])
        colours = theme.colours(breakdown, codes) if breakdown else {"all": theme.quiet}
        marker = {
            "size": 11,
            "color": [colours[c] for c in codes],
            "symbol": list(islice(cycle(SHAPES), len(codes))),
        }
        dots = {
            "type": "scatter",
            "mode": "markers",
            "x": list(part["percent"]),
            "y": list(part["y"]),
            "marker": marker,
            "cliponaxis": False,
            "hoverinfo": "text",
            "hovertext": [_hover(r, question) for r in part.itertuples()],
        }
        if intervals:
            data += whiskers(part, pd.Series(1.0, index=part.index), theme)
        data.append(dots)
    words = [label(r) for r in rows.assign(breakdown=None).itertuples()]
    data.append(column(theme, 100, list(rows["y"]), words))
    names = [name(r.breakdown, r.level) for r in rows.itertuples()]
    frame = layout(
        theme,
        rows_height(rows["y"].max() + 1 if len(rows) else 0),
        right=column_width(words),
        xaxis=value_axis(theme, 100, "%", title=axis_title(theme, "Percentage of cases")),
        yaxis=name_axis(theme, list(rows["y"]), names, width=24),
    )
    return {"data": data, "layout": frame}


def name(breakdown: str | None, level: str) -> str:
    """A level's label where levels of several breakdowns stand together; 'All cases' for none."""
    if not breakdown:
        return "All cases"
    dimension = Dimension(breakdown)
    label = TERMS[dimension](level).label
    return f"{dimension.short} {label.lower()}" if dimension.entry.scale else label


def _positions(rates: pd.DataFrame) -> pd.Series:
    new = rates["breakdown"].fillna("").ne(rates["breakdown"].fillna("").shift())
    return pd.Series(range(len(rates)), index=rates.index) + _GAP * (new.cumsum() - 1)


def _hover(r: Any, question: Question) -> str:
    return (
        f"<b>{name(r.breakdown, r.level)}</b><br>"
        f"{percent(r.percent, 1)}: {r.yes:,} of {r.n:,} {question.base}<br>"
        f"95% interval {percent(r.ci_low, 1)} to {percent(r.ci_high, 1)}"
    )
