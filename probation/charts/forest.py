"""A forest plot: the odds ratios of a model on a logarithmic axis, with their intervals."""

import math
from typing import Any

import pandas as pd

from probation.charts.theme import (
    SMALL,
    Figure,
    Theme,
    axis_title,
    column,
    column_width,
    layout,
    literal,
    name_axis,
    rows_height,
)

#: Ticks are drawn at those of these that the axis spans.
TICKS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100)
#: The axis never ends nearer to 1 than this factor, nor further off than that.
_NEAREST, _FURTHEST = 2.5, 120.0


def forest(rows: pd.DataFrame, theme: Theme) -> Figure:
    """A square at each odds ratio with its 95% interval; a diamond where it is Firth's estimate.

    ``rows``: name (the level and its reference in words), odds_ratio, ci_low, ci_high, firth (bool:
    the row is Firth's estimate), withheld (why there is no odds ratio, or None), in the order
    drawn. A row without an odds ratio says so in words.
    """
    y = list(range(len(rows)))
    reach = fold_reach(rows)
    beside = [label(r) for r in rows.itertuples()]
    at = [within(value, reach) for value in rows["odds_ratio"]]
    data = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [1, 1],
            "y": [-0.5, len(rows) - 0.5],
            "line": {"color": theme.quiet, "width": 1.5, "dash": "dash"},
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "mode": "markers",
            "x": at,
            "y": y,
            "marker": {
                "color": theme.one,
                "size": 11,
                "symbol": ["diamond" if firth else "square" for firth in rows["firth"]],
            },
            "error_x": _whiskers(rows, at, reach, theme),
            "cliponaxis": False,
            "hoverinfo": "text",
            "hovertext": [f"<b>{literal(r.name)}</b><br>{said(r)}" for r in rows.itertuples()],
        },
        column(theme, reach, y, beside),
    ]
    names = name_axis(theme, y, list(rows["name"]), width=24)
    lines = max((text.count("<br>") + 1 for text in names["ticktext"]), default=1)
    figure = layout(
        theme,
        rows_height(len(rows), lines),
        right=column_width(beside),
        xaxis=_axis(reach, theme),
        yaxis=names,
    )
    return {"data": data, "layout": figure}


def said(row: Any) -> str:
    """'odds ratio 2.71 (95% interval 1.59 to 4.63)'."""
    if row.odds_ratio != row.odds_ratio:
        return f"no odds ratio: {row.withheld or 'the cases do not give one'}"
    whose = "Firth's odds ratio" if row.firth else "odds ratio"
    limits = f"95% interval {ratio(row.ci_low)} to {ratio(row.ci_high)}"
    return f"{whose} {ratio(row.odds_ratio)} ({limits})"


def ratio(value: float) -> str:
    """An odds ratio with two decimals, or three figures of a small or large one."""
    if value != value:
        return ""
    if math.isinf(value):
        return "\N{INFINITY}"
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.2f}" if value >= 0.1 else f"{value:.2g}"


def words(row: Any) -> tuple[str, str]:
    """The odds ratio and its limits: '2.71', '1.59 to 4.63'; where there is none that, and ''."""
    if row.odds_ratio != row.odds_ratio:
        return f"{row.withheld} [u]" if row.withheld else "none", ""
    return ratio(row.odds_ratio), f"{ratio(row.ci_low)} to {ratio(row.ci_high)}"


def label(row: Any) -> str:
    """Beside a mark: '2.71 (1.59 to 4.63)'."""
    value, limits = words(row)
    return f"<b>{value}</b> ({limits})" if limits else value


def fold_reach(rows: pd.DataFrame) -> float:
    """How far the axis goes on either side of 1, as a factor; 1 stands in the middle."""
    shown = rows[["odds_ratio", "ci_low", "ci_high"]].to_numpy(float).ravel()
    folds: list[float] = [max(v, 1 / v) for v in shown if v > 0 and math.isfinite(v)]
    return min(max([_NEAREST, *(1.1 * fold for fold in folds)]), _FURTHEST)


def within(value: float, reach: float) -> float:
    return min(max(value, 1 / reach), reach)


def _whiskers(rows: pd.DataFrame, at: list[float], reach: float, theme: Theme) -> Figure:
    """Intervals cut at the ends of the axis; their figures stand beside them in full."""
    return {
        "type": "data",
        "symmetric": False,
        "array": [within(high, reach) - x for high, x in zip(rows["ci_high"], at, strict=True)],
        "arrayminus": [x - within(low, reach) for low, x in zip(rows["ci_low"], at, strict=True)],
        "color": theme.ink,
        "thickness": 1.6,
        "width": 5,
    }


def _axis(reach: float, theme: Theme) -> Figure:
    ticks = [tick for tick in TICKS if 1 / reach <= tick <= reach]
    return {
        "type": "log",
        "range": [-math.log10(reach), math.log10(reach)],
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": [f"{tick:g}" for tick in ticks],
        "gridcolor": theme.grid,
        "zeroline": False,
        "fixedrange": True,
        "tickfont": {"size": SMALL, "color": theme.quiet},
        "title": axis_title(theme, "Odds ratio (1: no difference)"),
    }
