"""Adjusted percentages beside those observed: what a model says for each level, all else alike."""

from typing import Any

import pandas as pd

from probation.charts.rates import whiskers
from probation.charts.theme import (
    Figure,
    Theme,
    axis_title,
    coloured,
    column,
    column_width,
    layout,
    literal,
    name_axis,
    percent,
    rows_height,
    value_axis,
)
from probation.disclosure.gate import suffix
from probation.domain.vocabulary import counted

#: Between two variables, and how far an observed percentage lies below the adjusted: in rows.
_GAP, _BELOW = 0.3, 0.3


def adjusted(rows: pd.DataFrame, theme: Theme, intervals: bool) -> Figure:
    """Dots from 0% to 100%: filled where adjusted, with the 95% interval; open where observed.

    ``rows``: disclosure.estimates.model_tables.adjusted with a column name (the level in words), in
    the order drawn; a gap parts the variables.
    """
    placed = rows.assign(y=_positions(rows), percent=rows["adjusted"])
    filled = _dots(placed, "adjusted", {"color": theme.one, "size": 12, "symbol": "circle"})
    open_ = {"color": theme.ink, "size": 9, "symbol": "diamond-open", "line": {"width": 2}}
    words = _labels(placed)
    data = [
        *(whiskers(placed, pd.Series(1.0, index=placed.index), theme) if intervals else ()),
        filled,
        # a little lower: the two often lie on one another
        _dots(placed.assign(y=placed["y"] + _BELOW), "raw", open_),
        column(theme, 100, list(placed["y"]), words),
    ]
    figure = layout(
        theme,
        rows_height(placed["y"].max() + 1),
        f"{coloured('●', theme.one)} Adjusted\N{EM SPACE}◇ As observed",
        column_width(words),
        xaxis=value_axis(theme, 100, "%", title=axis_title(theme, "Percentage of cases")),
        yaxis=name_axis(theme, list(placed["y"]), list(rows["name"]), width=24),
    )
    return {"data": data, "layout": figure}


def _positions(rows: pd.DataFrame) -> pd.Series:
    new = rows["variable"].ne(rows["variable"].shift())
    return pd.Series(range(len(rows)), index=rows.index) + _GAP * (new.cumsum() - 1)


def _dots(rows: pd.DataFrame, column: str, marker: Figure) -> Figure:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": list(rows[column]),
        "y": list(rows["y"]),
        "marker": marker,
        "cliponaxis": False,
        "hoverinfo": "text",
        "hovertext": [_hover(row) for row in rows.itertuples()],
    }


def _hover(row: Any) -> str:
    observed = f"as observed {percent(row.raw, 1)} of {counted(row.n, 'case')}"
    few = counted(row.n, "case")
    return (
        f"<b>{literal(row.name)}</b><br>adjusted {percent(row.adjusted, 1)}"
        f" (95% interval {percent(row.ci_low, 1)} to {percent(row.ci_high, 1)})<br>"
        f"{observed if row.raw == row.raw else f'observed in {few}: too few to show'}"
    )


def _labels(rows: pd.DataFrame) -> list[str]:
    """'74%, observed 54% [u]' beside each row."""
    return [
        f"<b>{percent(r.adjusted)}</b>, observed {percent(r.raw)}{suffix(r.flag)}".replace(
            "  ", " "
        )
        for r in rows.itertuples()
    ]
