"""The overview's picture: how far availability and delivery lie apart for each factor."""

import pandas as pd

from probation.charts.theme import Figure, Theme, coloured, layout, name_axis, percent, value_axis
from probation.vocabulary import Factor

_ROW = 52
#: The traces whose marks are the two ends.
DELIVERED, AVAILABLE = 1, 2
#: Where the words for the two ends stand: a row of their own above the first.
_WORDS_ROW = -0.75


def dumbbell(story: pd.DataFrame, theme: Theme, note: str) -> Figure:
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
        _end(rows, "delivered", "◆ Enough delivered", "diamond", theme.pair[0], "left", theme),
        _end(rows, "available", "● Available", "circle", theme.pair[1], "right", theme),
    ]
    axis = name_axis(theme, y, [Factor(f).label for f in rows["factor"]])
    axis["ticktext"] = [
        f"{name}<br><span style='font-size:12px'>{n:,} cases</span>"
        for name, n in zip(axis["ticktext"], rows["n"], strict=True)
    ]
    axis["range"] = [len(rows) - 0.4, _WORDS_ROW - 0.4]
    figure = layout(
        theme, _ROW * (len(rows) + 1) + 40, note, xaxis=value_axis(theme, 100, "%"), yaxis=axis
    )
    figure["margin"]["r"] = 40
    data = [line, *(marks for marks, _ in ends), *(heading for _, heading in ends)]
    return {"data": data, "layout": figure}


def _end(
    rows: pd.DataFrame, column: str, words: str, symbol: str, colour: str, side: str, theme: Theme
) -> tuple[Figure, Figure]:
    """The marks of one end, and the words for it above the first row that has a mark."""
    text = {"textposition": f"middle {side}", "cliponaxis": False}
    marks = text | {
        "type": "scatter",
        "mode": "markers+text",
        "x": list(rows[column]),
        "y": list(rows.index),
        "text": [
            f"{percent(value)}{' [u]' if flag == 'u' and value == value else ''}"
            for value, flag in zip(rows[column], rows[f"flag_{column}"], strict=True)
        ],
        "textfont": {"size": 14, "color": theme.ink},
        "marker": {"color": colour, "size": 15, "symbol": symbol},
        "customdata": list(rows["factor"]),
        "hoverinfo": "text",
        "hovertext": [
            f"<b>{Factor(r.factor).label}</b><br>{words[2:]}: {percent(getattr(r, column), 1)},"
            f" {getattr(r, f'yes_{column}'):,} of {getattr(r, f'n_{column}'):,} cases"
            for r in rows.itertuples()
        ],
    }
    first = rows[column].dropna()
    heading = text | {
        "type": "scatter",
        "mode": "text",
        "x": list(first.iloc[:1]),
        "y": [_WORDS_ROW] * len(first.iloc[:1]),
        "text": [coloured(words[0], colour) + words[1:]],
        "textfont": {"size": 14, "color": theme.ink},
        "hoverinfo": "skip",
    }
    return marks, heading
