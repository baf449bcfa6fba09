"""Where two factors stand among all others, question by question."""

from collections.abc import Collection

import pandas as pd

from probation.charts.theme import Figure, Theme, layout, name_axis, percent, value_axis
from probation.questions import QUESTIONS
from probation.vocabulary import Factor

_ROW = 92
#: Above and below the row of its question, and the two shapes: no colour alone.
_PLACES = (("top center", "circle"), ("bottom center", "diamond"))


def lowest(rates: pd.DataFrame, named: Collection[str], theme: Theme, note: str) -> Figure:
    """A dot for each factor on one line a question, those ``named`` (two) large and in words.

    ``rates``: rows of answers.rates of several questions without a breakdown.
    """
    rows = list(rates["question"].unique())
    others = rates[~rates["factor"].isin(list(named))]
    data = [_dots(others, rows) | {"marker": {"color": theme.quiet, "size": 8, "opacity": 0.6}}]
    for factor, (place, shape), colour in zip(named, _PLACES, theme.pair[::-1], strict=True):
        own = rates[rates["factor"] == factor]
        name = Factor(factor).label
        words = {
            "mode": "markers+text",
            "text": [f"{name} {percent(value)}" for value in own["percent"]],
            "textposition": place,
            "textfont": {"size": 13, "color": theme.ink},
            "marker": {"color": colour, "size": 14, "symbol": shape},
        }
        data.append(_dots(own, rows) | words)
    names = [QUESTIONS[key].short for key in rows]
    axis = value_axis(theme, 100, "%")
    return {
        "data": data,
        "layout": layout(
            theme,
            _ROW * len(rows) + 40,
            note,
            xaxis=axis,
            yaxis=name_axis(theme, range(len(rows)), names),
        ),
    }


def _dots(rates: pd.DataFrame, rows: list[str]) -> Figure:
    said = [
        f"<b>{Factor(r.factor).label}</b><br>{percent(r.percent, 1)}: {r.yes:,} of {r.n:,}"
        for r in rates.itertuples()
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": list(rates["percent"]),
        "y": [rows.index(key) for key in rates["question"]],
        "cliponaxis": False,
        "hoverinfo": "text",
        "hovertext": said,
        "customdata": [[r.question, r.factor] for r in rates.itertuples()],
    }
