"""A forest plot: the odds ratios of a model on a logarithmic axis, with their intervals."""

import math
from typing import Any

import pandas as pd

from probation.charts.rates import limits, numbers
from probation.charts.spec import Axis, Rows, Series
from probation.domain.text import for_plotly

_MEASURE = "Odds ratio"
#: The axis never ends nearer to 1 than this factor, nor further off than that.
_NEAREST, _FURTHEST = 2.5, 120.0


def forest(rows: pd.DataFrame) -> Rows:
    """A square at each odds ratio with its 95% interval; a diamond where it is Firth's estimate.

    ``rows``: name (the level and its reference in words), odds_ratio, ci_low, ci_high, firth (bool:
    the row is Firth's estimate), withheld (why there is no odds ratio, or None), in the order
    drawn. A row without an odds ratio says so in words.
    """
    reach = fold_reach(rows)
    told = list(rows.itertuples())
    marks = Series(
        _MEASURE,
        tuple(range(len(rows))),
        numbers(rows["odds_ratio"]),
        "one",
        tuple("diamond" if firth else "square" for firth in rows["firth"]),
        *limits(rows["ci_low"], rows["ci_high"], True),
        labels=tuple(map(label, told)),
        shorts=tuple(": ".join(filter(None, words(row))) for row in told),
        hovers=tuple(f"<b>{for_plotly(row.name)}</b><br>{said(row)}" for row in told),
    )
    axis = Axis(
        "Odds ratio (1: no difference)", 1 / reach, reach, measure=_MEASURE, middle=1, log=True
    )
    return Rows(tuple(rows["name"]), (marks,), axis, name_width=24, lines=None)


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
