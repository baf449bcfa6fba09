"""Figures 1 to 4: how often the judgement was yes, for each priority factor.

Both shapes take the frame of answers.rates as it is and draw it in the order of its rows. A
percentage that is not shown (base under 10) leaves a full bar without a segment, or no dot.
"""

from typing import Any

import pandas as pd

from probation.charts.theme import (
    Figure,
    Theme,
    axis_title,
    layout,
    name_axis,
    percent,
    short,
    value_axis,
    words_at,
)
from probation.questions import Question
from probation.vocabulary import Factor

#: Height of one bar with its two-line label, and of the gap between factors, in pixels.
_BAR, _GAP = 34, 14
#: A second level's dot differs in shape too, so that nobody need tell the colours apart.
SHAPES = ("circle", "diamond", "square", "triangle-up")


def cases(
    rates: pd.DataFrame, question: Question, theme: Theme, intervals: bool, note: str
) -> Figure:
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
            _labels(part, list(part["n"]), theme),
        ]
    top = float(rates["n"].max()) if len(rates) else 1.0
    return {
        "data": data,
        "layout": layout(
            theme,
            _height(rows),
            note,
            barmode="overlay",
            xaxis=value_axis(theme, max(top, 1.0), title=axis_title(theme, "Number of cases")),
            yaxis=_factor_axis(rows, theme),
        )
        | {"margin": _margin(rates, note, theme)},
    }


def percentages(
    rates: pd.DataFrame, question: Question, theme: Theme, intervals: bool, note: str
) -> Figure:
    """Dots on an axis from 0% to 100%, with the 95% interval as a whisker."""
    rows = _placed(rates)
    levels = list(rates["level"].unique())
    colours = theme.colours(_breakdown(rates), levels)
    data: list[Figure] = []
    for level, part in rows.groupby("level", sort=False):
        marker = {"color": colours[level], "size": 13, "symbol": SHAPES[levels.index(level)]}
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
            _labels(part, [100] * len(part), theme),
        ]
    return {
        "data": data,
        "layout": layout(
            theme,
            _height(rows),
            note,
            xaxis=value_axis(theme, 100, "%", title=axis_title(theme, "Percentage of cases")),
            yaxis=_factor_axis(rows, theme),
        )
        | {"margin": _margin(rates, note, theme)},
    }


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


def _height(rows: pd.DataFrame) -> int:
    return max(120, _BAR * len(rows) + _GAP * rows["factor"].nunique() + 50)


def _factor_axis(rows: pd.DataFrame, theme: Theme) -> Figure:
    names = [Factor(f).label for f in rows["factor"].unique()]
    return name_axis(theme, range(len(names)), names)


def _margin(rates: pd.DataFrame, note: str, theme: Theme) -> Figure:
    """Room on the right for the labels, in pixels: they must not shrink with the screen."""
    base = layout(theme, 0, note)["margin"]
    longest = max((len(short(r.breakdown, r.level)) for r in rates.itertuples()), default=0)
    return base | {"r": 84 + 7 * longest}


def _labels(part: pd.DataFrame, x: list[float], theme: Theme) -> Figure:
    return words_at(theme, x, part["y"], [spaced(label(r)) for r in part.itertuples()])


def label(row: Any) -> str:
    """Two lines beside a mark: '<level> 74%' over '215 of 290'; [u] marks a small base.

    ``row`` is one row of the frame of answers.rates, as itertuples gives it.
    """
    name = short(row.breakdown, row.level)
    if row.n == 0:
        return f"{name} no cases".strip()
    if row.percent != row.percent:
        return f"<b>{name}</b> [u]<br>base of {row.n}".replace("<b></b> ", "")
    flag = " [u]" if row.flag == "u" else ""
    return f"<b>{f'{name} {percent(row.percent)}'.strip()}</b>{flag}<br>{row.yes:,} of {row.n:,}"


def spaced(text: str) -> str:
    """``text`` a little way off the mark it stands beside."""
    return "<br>".join(f"\N{NO-BREAK SPACE}{line}" for line in text.split("<br>"))


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
