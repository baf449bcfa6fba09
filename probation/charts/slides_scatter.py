"""The funnel as a chart for slides and papers."""

from collections.abc import Collection
from dataclasses import replace

import pandas as pd

from probation.charts import funnel as funnel_chart
from probation.charts.rates import numbers
from probation.charts.spec import Axis, Points, Scatter
from probation.charts.theme import LIGHT, percent
from probation.disclosure.gate import LOW, reliable, suffix

#: How a mark of the funnel is named in the chart's own sheet.
_FAR = {
    "within": "Within the 95% limits",
    "95": "Outside the 95% limits",
    "99.8": "Outside the 99.8% limits",
}


def funnel(
    rows: pd.DataFrame,
    limits: pd.DataFrame,
    pooled: float,
    value: str,
    own_limits: bool,
    chosen: Collection[str] = (),
    small: bool = False,
) -> Scatter:
    """charts.funnel.funnel: units within limits that narrow as they grow. chosen: named too."""
    drawn = rows[rows["percent"].notna()]
    far = drawn["position"].map(lambda position: position.split()[-1])
    series = []
    for code, words in _FAR.items():
        for is_small in (False, True):
            part = drawn[(far == code) & (reliable(drawn["flag"]) != is_small)]
            if len(part):
                head = f"{words}, fewer than 30 cases" if is_small else words
                series.append(_units(head, part, code, chosen, is_small))
    columns = limits.columns.drop("n") if len(limits) else []
    series += [_limit(limits, column, own_limits) for column in columns]
    widest = float(rows["n"].max())
    said = f"All cases: {percent(pooled, 1)}{suffix(LOW if small else None)}"
    series.append(Points(said, (0.0, widest), (pooled, pooled), LIGHT.ink, (said, ""), "solid"))
    low, high = funnel_chart.reach(drawn, pooled)
    across = Axis("Number of judgements", 0, 1.08 * widest)
    return Scatter(tuple(series), across, Axis(value, low, high, "%"))


def _units(
    head: str, part: pd.DataFrame, far: str, chosen: Collection[str], is_small: bool
) -> Points:
    """Units at one distance from the rest; those outside the limits and those chosen labelled."""
    names = tuple(part["name"])
    known = zip(names, part["code"], strict=True)
    labels = tuple(name if far != "within" or code in chosen else "" for name, code in known)
    colour = LIGHT.one if far == "within" else LIGHT.pair[1]
    x, y = numbers(part["n"]), numbers(part["percent"])
    shape = funnel_chart.SHAPES[far]
    return Points(head, x, y, colour, labels, shape=shape, hollow=is_small, names=names)


def _limit(limits: pd.DataFrame, column: str, own_limits: bool) -> Points:
    level = "95%" if column.endswith("95") else "99.8%"
    side = "Lower" if column.startswith("lower") else "Upper"
    x, y = numbers(limits["n"]), numbers(limits[column])
    line = Points(f"{side} {level} limit", x, y, LIGHT.quiet)
    if own_limits:  # units of one size have limits of their own: no line joins them
        return replace(line, shape="dash", size=9 if level == "95%" else 5)
    words = ("",) * (len(line.x) - 1) + (level,)
    return replace(line, labels=words, line="solid" if level == "95%" else "dot")
