"""Figures 1 to 4: how often the judgement was yes, for each priority factor.

Both shapes take the frame of answers.rates as it is and draw it in the order of its rows. A
percentage that is not shown (base under 10) leaves a full bar without a segment, or no dot.
"""

from itertools import cycle
from typing import Any

import pandas as pd

from probation.charts.theme import (
    Figure,
    Theme,
    axis_title,
    column,
    column_width,
    layout,
    name_axis,
    percent,
    rows_height,
    short,
    value_axis,
)
from probation.disclosure.gate import suffix
from probation.domain.questions import Question
from probation.domain.vocabulary import Factor

#: A second level's dot differs in shape too, so that nobody need tell the colours apart. One more
#: than there are colours: where both begin again no two levels are alike.
SHAPES = ("circle", "diamond", "square", "triangle-up", "x")


def cases(rates: pd.DataFrame, question: Question, theme: Theme, intervals: bool) -> Figure:
    """Bars in cases: the full bar is the base, the solid segment the cases with a yes.

    ``intervals`` puts a whisker at the end of the segment: the 95% interval of the percentage,
    in cases of the base.
    """
    rows = _placed(rates)
    colours = theme.colours(_breakdown(rates), rates["level"].unique())
    data: list[Figure] = []
    for level, part in rows.groupby("level", sort=False):
        bar = {
            "type": "bar",
            "orientation": "h",
            "y": list(part["y"]),
            "width": part["width"].iloc[0],
        }
        outline = {"color": theme.background, "line": {"color": colours[level], "width": 1.2}}
        yes = part["yes"].where(part["percent"].notna())
        data += [
            bar | {"x": list(part["n"]), "marker": outline, "hoverinfo": "skip"},
            bar | {"x": list(yes), "marker": {"color": colours[level]}} | _hover(part, question),
            *(whiskers(part, part["n"] / 100, theme) if intervals else ()),
        ]
    top = max(float(rates["n"].max()), 1.0) if len(rates) else 1.0
    axis = value_axis(theme, top, title=axis_title(theme, "Number of cases"))
    return _figure(rows, data, axis, theme, barmode="overlay")


def percentages(rates: pd.DataFrame, question: Question, theme: Theme, intervals: bool) -> Figure:
    """Dots on an axis from 0% to 100%, with the 95% interval as a whisker."""
    rows = _placed(rates)
    levels = list(rates["level"].unique())
    colours = theme.colours(_breakdown(rates), levels)
    shapes = dict(zip(levels, cycle(SHAPES), strict=False))
    data: list[Figure] = []
    for level, part in rows.groupby("level", sort=False):
        marker = {
            "color": colours[level],
            "size": 11,
            "symbol": shapes[level],
        }
        dots = {
            "type": "scatter",
            "mode": "markers",
            "x": list(part["percent"]),
            "y": list(part["y"]),
            "marker": marker,
            "cliponaxis": False,
        }
        data += [
            *(whiskers(part, pd.Series(1.0, index=part.index), theme) if intervals else ()),
            dots | _hover(part, question),
        ]
    axis = value_axis(theme, 100, "%", title=axis_title(theme, "Percentage of cases"))
    return _figure(rows, data, axis, theme)


def _breakdown(rates: pd.DataFrame) -> str | None:
    return rates["breakdown"].iloc[0] if len(rates) else None


def _placed(rates: pd.DataFrame) -> pd.DataFrame:
    """``rates`` with y (one unit a factor, levels side by side within it) and the bar width."""
    factors = list(rates["factor"].unique())
    levels = list(rates["level"].unique())
    step = 0.86 / max(len(levels), 1)
    offset = {level: (i - (len(levels) - 1) / 2) * step for i, level in enumerate(levels)}
    y = rates["factor"].map(factors.index).astype(float) + rates["level"].map(offset)
    return rates.assign(y=y, width=0.78 * step)


def _figure(
    rows: pd.DataFrame, marks: list[Figure], axis: Figure, theme: Theme, **more: Any
) -> Figure:
    """The figure of ``marks``, with a row for each factor and the words in a column beside them."""
    names = [Factor(f).label for f in rows["factor"].unique()]
    words = [label(r) for r in rows.itertuples()]
    beside = column(theme, axis["range"][1], list(rows["y"]), words)
    frame = layout(
        theme,
        rows_height(len(names), rows["level"].nunique()),
        right=column_width(words),
        xaxis=axis,
        yaxis=name_axis(theme, range(len(names)), names),
        **more,
    )
    return {"data": [*marks, beside], "layout": frame}


def label(row: Any, then: str = ", ") -> str:
    """Beside a mark: '74%, 215 of 290', 'NPS 74% of 290' of a level; [u] marks a small base.

    ``row`` is one row of the frame of answers.rates, as itertuples gives it. then: what parts the
    percentage from its counts where no level is named.
    """
    name = short(row.breakdown, row.level)
    if row.n == 0:
        return f"{name} no cases".strip()
    if row.percent != row.percent:
        return f"{name} [u]{then}base of {row.n}".strip()
    said = f"<b>{percent(row.percent)}</b>{suffix(row.flag)}"
    return f"{name} {said} of {row.n:,}" if name else f"{said}{then}{row.yes:,} of {row.n:,}"


def _hover(part: pd.DataFrame, question: Question) -> Figure:
    text = [
        f"<b>{Factor(r.factor).label}</b><br>{short(r.breakdown, r.level)}<br>"
        f"{percent(r.percent, 1)}: {r.yes:,} of {r.n:,} {question.base}<br>"
        f"95% interval {percent(r.ci_low, 1)} to {percent(r.ci_high, 1)}".replace(
            "<br><br>", "<br>"
        )
        for r in part.itertuples()
    ]
    return {"hovertext": text, "hoverinfo": "text", "customdata": list(part["factor"])}


def whiskers(part: pd.DataFrame, scale: pd.Series, theme: Theme) -> list[Figure]:
    """95% intervals as whiskers along x, dark on a light halo so that they show on any bar.

    ``part``: rows with y, percent, ci_low, ci_high; ``scale`` turns points into axis units.
    """
    spans = {
        "type": "data",
        "symmetric": False,
        "array": list((part["ci_high"] - part["percent"]) * scale),
        "arrayminus": list((part["percent"] - part["ci_low"]) * scale),
    }
    halo = spans | {"color": theme.background, "thickness": 4, "width": 6}
    line = spans | {"color": theme.ink, "thickness": 1.6, "width": 5}
    place = {
        "type": "scatter",
        "mode": "markers",
        "x": list(part["percent"] * scale),
        "y": list(part["y"]),
        "marker": {"size": 1, "opacity": 0},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }
    return [place | {"error_x": bars} for bars in (halo, line)]
