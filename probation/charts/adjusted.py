"""Adjusted percentages beside those observed: what a model says for each level, all else alike."""

from typing import Any

import pandas as pd

from probation.charts.rates import spaced, whiskers
from probation.charts.theme import (
    Figure,
    Theme,
    coloured,
    layout,
    name_axis,
    percent,
    value_axis,
    words_at,
)

_ROW, _GAP = 46, 0.4
#: The words for the two kinds of dots stand in a row of their own above the first.
_WORDS_ROW = -0.7

_ADJUSTED = " Adjusted\N{EM SPACE}"


def adjusted(rows: pd.DataFrame, theme: Theme, intervals: bool, note: str) -> Figure:
    """Dots from 0% to 100%: filled where adjusted, with the 95% interval; open where observed.

    ``rows``: regression.tables.adjusted with a column name (the level in words), in the order
    drawn; a gap parts the variables.
    """
    placed = rows.assign(y=_positions(rows), percent=rows["adjusted"])
    filled = _dots(placed, "adjusted", {"color": theme.one, "size": 14, "symbol": "circle"})
    open_ = {"color": theme.ink, "size": 12, "symbol": "diamond-open", "line": {"width": 2}}
    data = [
        *(whiskers(placed, pd.Series(1.0, index=placed.index), theme) if intervals else ()),
        filled,
        # a little lower: the two often lie on one another
        _dots(placed.assign(y=placed["y"] + 0.24), "raw", open_),
        words_at(theme, [100] * len(placed), placed["y"], _labels(placed)),
        words_at(theme, [50], [_WORDS_ROW], [coloured("●", theme.one) + _ADJUSTED], "middle left"),
        words_at(theme, [50], [_WORDS_ROW], ["\N{EM SPACE}◇ As observed"]),
    ]
    axis = name_axis(theme, list(placed["y"]), list(rows["name"]))
    axis["range"] = [placed["y"].max() + 0.6, _WORDS_ROW - 0.4]
    height = int(_ROW * (placed["y"].max() + 2)) + 30
    figure = layout(theme, height, note, xaxis=value_axis(theme, 100, "%"), yaxis=axis)
    figure["margin"]["r"] = 104
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
    observed = f"as observed {percent(row.raw, 1)} of {row.n:,} cases"
    return (
        f"<b>{row.name}</b><br>adjusted {percent(row.adjusted, 1)}"
        f" (95% interval {percent(row.ci_low, 1)} to {percent(row.ci_high, 1)})<br>"
        f"{observed if row.raw == row.raw else f'observed in {row.n:,} cases: too few to show'}"
    )


def _labels(rows: pd.DataFrame) -> list[str]:
    """'<adjusted>' over 'observed 54% [u]'."""
    return [
        # further off than a dot at 100% reaches
        # twice: a dot at 100% reaches over one space
        spaced(
            spaced(
                f"<b>{percent(r.adjusted)}</b><br>observed {percent(r.raw)}"
                f"{' [u]' if r.flag == 'u' else ''}".replace("  ", " ")
            )
        )
        for r in rows.itertuples()
    ]
