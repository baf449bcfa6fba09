"""A forest plot: the odds ratios of a model on a logarithmic axis, with their intervals."""

import math
from typing import Any

import pandas as pd

from probation.charts.rates import spaced
from probation.charts.theme import Figure, Theme, axis_title, layout, name_axis, words_at

_ROW = 52
#: Ticks are drawn at those of these that the axis spans.
TICKS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100)
#: The axis never ends nearer to 1 than this factor, nor further off than that.
_NEAREST, _FURTHEST = 2.5, 120.0


def forest(rows: pd.DataFrame, theme: Theme, note: str) -> Figure:
    """A square at each odds ratio with its 95% interval; a diamond where it is Firth's estimate.

    ``rows``: name (the level and its reference in words), odds_ratio, ci_low, ci_high, firth (bool:
    the row is Firth's estimate), in the order drawn. A row without an odds ratio says so in words.
    """
    y = list(range(len(rows)))
    reach = fold_reach(rows)
    at = [within(value, reach) for value in rows["odds_ratio"]]
    data = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [1, 1],
            "y": [-0.6, len(rows) - 0.4],
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
                "size": 13,
                "symbol": ["diamond" if firth else "square" for firth in rows["firth"]],
            },
            "error_x": _whiskers(rows, at, reach, theme),
            "cliponaxis": False,
            "hoverinfo": "text",
            "hovertext": [f"<b>{r.name}</b><br>{said(r)}" for r in rows.itertuples()],
        },
        words_at(theme, [reach] * len(rows), y, [spaced(label(r)) for r in rows.itertuples()]),
    ]
    figure = layout(
        theme,
        _ROW * len(rows) + 70,
        note,
        xaxis=_axis(reach, theme),
        yaxis=name_axis(theme, y, list(rows["name"]), width=24),
    )
    figure["margin"]["r"] = 104
    return {"data": data, "layout": figure}


def said(row: Any) -> str:
    """'odds ratio 2.71 (95% interval 1.59 to 4.63)'."""
    if row.odds_ratio != row.odds_ratio:
        return "no odds ratio: the cases do not give one"
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


def label(row: Any) -> str:
    if row.odds_ratio != row.odds_ratio:
        return "none"
    return f"<b>{ratio(row.odds_ratio)}</b><br>{ratio(row.ci_low)} to {ratio(row.ci_high)}"


def fold_reach(rows: pd.DataFrame) -> float:
    """How far the axis goes on either side of 1, as a factor; 1 stands in the middle."""
    shown = rows[["odds_ratio", "ci_low", "ci_high"]].to_numpy(float).ravel()
    folds = [max(v, 1 / v) for v in shown if v > 0 and math.isfinite(v)]
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
        "tickfont": {"size": 13, "color": theme.quiet},
        "title": axis_title(theme, "Odds ratio (1: no difference)"),
    }
