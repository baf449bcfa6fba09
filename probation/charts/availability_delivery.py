"""The overview's picture: how far availability and delivery lie apart for each factor."""

from typing import Any

import pandas as pd

from probation.charts.theme import (
    SMALL,
    Figure,
    Theme,
    axis_title,
    coloured,
    column,
    column_width,
    layout,
    name_axis,
    percent,
    rows_height,
    value_axis,
)
from probation.disclosure.gate import suffix
from probation.domain.vocabulary import Factor, counted

#: The traces whose marks are the two ends.
DELIVERED, AVAILABLE = 1, 2
#: Words beside a mark nearer to nought than so many points a letter would run over a phone's axis:
#: they stand above it.
_LETTER = 8
#: Between a mark and the percentage beside it.
_OFF = "\N{NO-BREAK SPACE}"
#: What the column of counts keeps free for the percentages beside the marks.
_FREE = "\N{EM SPACE}\N{EM SPACE}"


def dumbbell(story: pd.DataFrame, theme: Theme) -> Figure:
    """For each factor a line from the share delivered to the share available.

    ``story``: rows of answers.story, in the order drawn. Whiskers on the line would hide it: the
    intervals stand in the table.
    """
    rows = story.reset_index(drop=True)
    y = list(rows.index)
    line = {
        "type": "scatter",
        "mode": "lines",
        "x": [v for r in rows.itertuples() for v in (r.delivered, r.available, None)],
        "y": [v for i in y for v in (i, i, None)],
        "line": {"color": theme.quiet, "width": 3},
        "hoverinfo": "skip",
    }
    ends = [
        _end(rows, "delivered", "Enough delivered", "diamond", theme.pair[0], theme),
        _end(rows, "available", "Available", "circle", theme.pair[1], theme),
    ]
    counts = [f"{_FREE}{counted(r.n, 'case')}{_small(r)}" for r in rows.itertuples()]
    figure = layout(
        theme,
        rows_height(len(rows)),
        f"{coloured('◆', theme.pair[0])} Enough delivered\N{EM SPACE}"
        f"{coloured('●', theme.pair[1])} Available",
        column_width(counts),
        xaxis=value_axis(theme, 100, "%", title=axis_title(theme, "Percentage of cases")),
        yaxis=name_axis(theme, y, [Factor(f).label for f in rows["factor"]]),
    )
    return {"data": [line, *ends, column(theme, 100, y, counts)], "layout": figure}


def _end(
    rows: pd.DataFrame, column: str, words: str, symbol: str, colour: str, theme: Theme
) -> Figure:
    """The marks of one end, each with its percentage on the side that the line leaves free."""
    other = rows["available" if column == "delivered" else "delivered"]
    left = rows[column] < other if column == "available" else ~(rows[column] > other)
    said = list(map(percent, rows[column]))
    places = [_side(*end) for end in zip(rows[column], left, said, strict=True)]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": list(rows[column]),
        "y": list(rows.index),
        "text": [
            text + _OFF if "left" in at else _OFF + text
            for text, at in zip(said, places, strict=True)
        ],
        "textposition": places,
        "textfont": {"size": SMALL, "color": theme.ink},
        "cliponaxis": False,
        "marker": {"color": colour, "size": 13, "symbol": symbol},
        "customdata": list(rows["factor"]),
        "hoverinfo": "text",
        "hovertext": [
            f"<b>{Factor(r.factor).label}</b><br>{words}: {percent(getattr(r, column), 1)},"
            f" {getattr(r, f'yes_{column}'):,} of {getattr(r, f'n_{column}'):,} cases"
            for r in rows.itertuples()
        ],
    }


def _small(row: Any) -> str:
    """[u] stands with the base that it is of: beside the marks it would run over the next one."""
    return suffix(row.flag_available) or suffix(row.flag_delivered)


def _side(value: float, left: bool, said: str) -> str:
    """Where the percentage of a mark stands: beside it, or above it where that is too narrow."""
    room = value if left else 140 - value  # beyond 100% the column of counts keeps some free
    height = "top" if room < _LETTER * len(said) else "middle"
    inwards = height == "top"
    return f"{height} {'left' if left != inwards else 'right'}"
