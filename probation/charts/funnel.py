"""A funnel plot: each area by its number of judgements, within limits that narrow as it grows."""

import textwrap
from collections.abc import Collection, Sequence
from typing import Any

import pandas as pd

from probation.charts.funnel_names import Ground, placed
from probation.charts.lengths import Headline, told
from probation.charts.theme import (
    FOOT,
    FULL,
    HEAD,
    LINE,
    SMALL,
    Figure,
    Theme,
    axis_title,
    column,
    column_width,
    layout,
    percent,
    value_axis,
)
from probation.disclosure.gate import SMALL_BASE, SMALLEST_BASE, reliable, suffix, symbol
from probation.domain.text import for_plotly
from probation.domain.wording import join_or, plural
from probation.stepwise.selection_result import SIGNIFICANCE

#: Shape of a mark by how far out it lies: told without colour too. Hollow on a small base.
SHAPES = {"within": "circle", "95": "diamond", "99.8": "square"}
_DASHES = {"95": "solid", "998": "dot"}
#: Of the plot, in pixels.
_HEIGHT = FULL - HEAD - FOOT
#: Letters of a line of a name.
_WIDE = 18
#: The trace whose marks lead to an area.
MARKS = 0


def funnel(
    rows: pd.DataFrame,
    limits: pd.DataFrame,
    pooled: float,
    theme: Theme,
    chosen: Collection[str] = (),
    value: str = "Per cent yes",
    own_limits: bool = False,
    small: bool = False,
) -> Figure:
    """Marks at number of judgements and per cent, lines at the limits and at all units together.

    ``rows``: as of disclosure.estimates.areas.funnel with columns code and name. Units whose
    percentage is not shown are not drawn. limits, pooled: as of its Funnel; there may be no limits.
    chosen: the codes of units to name and outline. Those outside the limits are named. own_limits:
    units of one size have limits of their own, so that no line can join them: each limit is a dash
    at its unit. small: all units together have under 30 cases.
    """
    drawn = rows[rows["percent"].notna()]
    low, high = reach(drawn, pooled)
    right = 1.02 * float(rows["n"].max())
    draw = _dashes if own_limits else _line
    drawn_at = list(limits.columns.drop("n")) if len(limits) else []
    levels = [pooled, *(float(limits[name].iloc[-1]) for name in drawn_at)]
    words = [f"All {percent(pooled, 1)}{' [u]' if small else ''}", *map(_said, drawn_at)]
    quiet = {"textfont": {"size": SMALL, "color": theme.quiet}}
    data = [
        _marks(drawn, theme, chosen),
        *(draw(limits, name, theme) for name in drawn_at),
        _across(pooled, right, theme),
        column(theme, right, _apart(levels, (high - low) * LINE / _HEIGHT), words) | quiet,
    ]
    lines = [] if own_limits else [(list(limits["n"]), list(limits[name])) for name in drawn_at]
    dashes = [(x, y) for name in drawn_at for x, y in zip(limits["n"], limits[name], strict=True)]
    marks = [*zip(drawn["n"], drawn["percent"], strict=True), *(dashes if own_limits else ())]
    ground = Ground([*lines, ([0, right], [pooled, pooled])], marks, right, low, high, _HEIGHT)
    across = value_axis(theme, right, title=axis_title(theme, "Number of judgements"))
    up = value_axis(theme, high, "%", title=axis_title(theme, value))
    up |= {"range": [low, high], "zeroline": False, "automargin": True}
    figure = layout(
        theme,
        _HEIGHT,
        right=column_width(words),
        xaxis=across,
        yaxis=up,
        hovermode="closest",
        annotations=_names(drawn, chosen, ground, theme),
    )
    return {"data": data, "layout": figure}


def _apart(levels: Sequence[float], least: float) -> list[float]:
    """``levels`` moved so far from the first that no two are nearer than ``least``."""
    found = list(levels)
    for side in (1, -1):
        last = levels[0]
        beyond = [at for at in range(1, len(levels)) if (levels[at] > levels[0]) == (side > 0)]
        for at in sorted(beyond, key=lambda at: side * levels[at]):
            last = side * max(side * levels[at], side * last + least)
            found[at] = last
    return found


def _names(
    drawn: pd.DataFrame, chosen: Collection[str], ground: Ground, theme: Theme
) -> list[Figure]:
    """The names of those chosen and of those outside the limits, each with a line to its mark."""
    named = drawn[(drawn["position"] != "within") | drawn["code"].isin(chosen)]
    names = ["<br>".join(map(for_plotly, textwrap.wrap(name, _WIDE))) for name in named["name"]]
    marks = list(zip(named["n"], named["percent"], names, strict=True))
    return [
        {
            "x": x,
            "y": y,
            "text": f"<b>{name}</b>" if code in chosen else name,
            "ax": right,
            "ay": down,
            "arrowhead": 0,
            "arrowwidth": 1,
            "arrowcolor": theme.quiet,
            "standoff": 9,
            "borderpad": 0,
            "font": {"size": SMALL, "color": theme.ink},
        }
        for (x, y, name), code, (right, down) in zip(
            marks, named["code"], placed(marks, ground), strict=True
        )
    ]


def headline(rows: pd.DataFrame, units: str) -> Headline:
    """Who differs once all are judged together, and how many lie outside the 95% limits.

    It is of those with 10 cases or more, and says so where some have fewer.

    rows: as of disclosure.estimates.areas.funnel with a column name; those without a percentage
    play no part, and a base marked [u] is never named. units: their plural, such as 'areas'.
    """
    judged, found = _judged(rows)
    if len(rows) < 2:
        return told(f"One {units.removesuffix('s')} alone: there is none to compare it with")
    if len(judged) < 2:
        return told(f"Too few {units} with {SMALLEST_BASE} cases or more to compare")
    outside = int((judged["position"] != "within").sum())
    names, base, large = list(found["name"]), _base(rows, judged), _large(judged)
    count = f"{outside or 'none'} of {len(judged)}"
    limits, chance = "outside 95% limits", "by more than chance would give"
    if found.empty:
        none = f"No {units.removesuffix('s')}{large or base} can be told from the others"
        return told(f"{none}: {count}{base if large else ''} {limits}", none)
    compared = f"{len(judged)} {units}{base}"
    named = f"Differing {chance}, allowing for {compared}: {join_or(names, 'and')}"
    differ = f"{len(found)} of {compared} {plural(len(found), 'differs', 'differ')}"
    return told(
        f"{named}; {outside} {limits}",
        named,
        f"{differ} {chance}; {count} {limits}",
        f"{differ} {chance}",
        f"{differ} beyond chance",
    )


def how_tested(rows: pd.DataFrame, units: str) -> str:
    """How many lie outside the 95% limits, and who still does once all are judged together."""
    judged, found = _judged(rows)
    if len(judged) < 2:
        return ""
    outside = int((judged["position"] != "within").sum())
    sides = [f"{row.name} ({row.position.split()[0]})" for row in found.itertuples(index=False)]
    return (
        f"Outside the 95% limits: {outside or 'none'} of {len(judged)} {units}"
        f"{_base(rows, judged)}. Below 0.05 once all are judged together (Benjamini-Hochberg):"
        f" {join_or(sides, 'and') or 'none'}{_large(judged) if found.empty else ''}."
    )


def _judged(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows that are compared; of them those that differ once all are judged together."""
    judged = rows[rows["p_bh"].notna() & rows["percent"].notna()]
    return judged, judged[(judged["p_bh"] < SIGNIFICANCE) & reliable(judged["flag"])]


def _base(rows: pd.DataFrame, judged: pd.DataFrame) -> str:
    """Of which bases a count is, where some units have too few cases to be compared."""
    return f" with {SMALLEST_BASE} cases or more" if len(judged) < len(rows) else ""


def _large(judged: pd.DataFrame) -> str:
    """Of which bases it is said that none differs, where a smaller one does."""
    small = (judged["p_bh"] < SIGNIFICANCE) & ~reliable(judged["flag"])
    return f" with {SMALL_BASE} cases or more" if small.any() else ""


def _marks(frame: pd.DataFrame, theme: Theme, chosen: Collection[str]) -> Figure:
    rows = list(frame.itertuples())
    far = [_far(row.position) for row in rows]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": list(frame["n"]),
        "y": list(frame["percent"]),
        "marker": {
            "symbol": [
                SHAPES[f] + ("-open" if symbol(row.flag) else "")
                for f, row in zip(far, rows, strict=True)
            ],
            "opacity": 1,
            "size": [12 if f == "within" else 14 for f in far],
            "color": [theme.one if f == "within" else theme.pair[1] for f in far],
            "line": {
                "color": theme.ink,
                "width": [
                    4 if row.code in chosen else 2 if symbol(row.flag) else 0.5 for row in rows
                ],
            },
        },
        "customdata": list(frame["code"]),
        "hoverinfo": "text",
        "hovertext": [_hover(row) for row in rows],
        "cliponaxis": False,
    }


def _far(position: str) -> str:
    return position.split()[-1]


def _line(limits: pd.DataFrame, name: str, theme: Theme) -> Figure:
    level = name.removeprefix("lower").removeprefix("upper")
    return {
        "type": "scatter",
        "mode": "lines",
        "x": list(limits["n"]),
        "y": list(limits[name]),
        "line": {"color": theme.quiet, "width": 1.6, "dash": _DASHES[level]},
        "hoverinfo": "skip",
    }


def _dashes(limits: pd.DataFrame, name: str, theme: Theme) -> Figure:
    wide = name.endswith("95")
    return {
        "type": "scatter",
        "mode": "markers",
        "x": list(limits["n"]),
        "y": list(limits[name]),
        "marker": {
            "symbol": "line-ew",
            "size": 9 if wide else 4,
            "line": {"color": theme.quiet, "width": 2.5 if wide else 1.6},
        },
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _across(pooled: float, widest: float, theme: Theme) -> Figure:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [0, widest],
        "y": [pooled, pooled],
        "line": {"color": theme.ink, "width": 1.2},
        "hoverinfo": "skip",
    }


def _said(name: str) -> str:
    return "95%" if name.endswith("95") else "99.8%"


def reach(rows: pd.DataFrame, pooled: float) -> tuple[float, float]:
    """What the axis of per cent spans: every mark and its limits, in whole tens."""
    ends = pd.concat([rows["percent"], rows["lower998"], rows["upper998"]])
    low = min(ends.min(), pooled) if len(rows) else pooled
    high = max(ends.max(), pooled) if len(rows) else pooled
    return max(0.0, low // 10 * 10 - 5), max(min(105.0, high // 10 * 10 + 15), high + 2)


def _hover(row: Any) -> str:
    flag = suffix(row.flag)
    place = "within the limits" if row.position == "within" else f"{row.position}%"
    return (
        f"<b>{for_plotly(row.name)}</b><br>"
        f"{percent(row.percent, 1)}{flag}: {row.yes:,} of {row.n:,} yes<br>"
        f"95% limits {percent(row.lower95, 1)} to {percent(row.upper95, 1)}<br>{place}"
    )
