"""Where two factors stand among all others, question by question."""

from collections.abc import Collection

import pandas as pd

from probation.charts.theme import (
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
from probation.domain.questions import QUESTIONS
from probation.domain.vocabulary import Factor

#: Of the two named: the shape of the mark, and its sign among words (no colour alone).
_MARKS = (("circle", "●"), ("diamond", "◆"))


def lowest(rates: pd.DataFrame, named: Collection[str], theme: Theme) -> Figure:
    """A dot for each factor on one line a question, those ``named`` (two) large and in words.

    ``rates``: rows of answers.rates of several questions without a breakdown.
    """
    rows = list(rates["question"].unique())
    others = rates[~rates["factor"].isin(list(named))]
    data = [_dots(others, rows) | {"marker": {"color": theme.quiet, "size": 8, "opacity": 0.6}}]
    key: list[str] = []
    words: dict[str, list[str]] = {question: [] for question in rows}
    for factor, (shape, sign), colour in zip(named, _MARKS, theme.pair[::-1], strict=True):
        own = rates[rates["factor"] == factor]
        data.append(_dots(own, rows) | {"marker": {"color": colour, "size": 13, "symbol": shape}})
        key.append(f"{coloured(sign, colour)} {Factor(factor).label}")
        for question, value in zip(own["question"], own["percent"], strict=True):
            words[question].append(f"{coloured(sign, colour)} {percent(value)}")
    beside = ["\N{EM SPACE}".join(said) for said in words.values()]
    figure = layout(
        theme,
        rows_height(len(rows)),
        "\N{EM SPACE}".join(key),
        column_width(beside),
        xaxis=value_axis(theme, 100, "%", title=axis_title(theme, "Percentage of cases")),
        yaxis=name_axis(theme, range(len(rows)), [QUESTIONS[key].short for key in rows]),
    )
    return {"data": [*data, column(theme, 100, range(len(rows)), beside)], "layout": figure}


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
