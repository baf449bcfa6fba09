"""A funnel plot: each area by its number of judgements, within limits that narrow as it grows."""

from typing import Any

import pandas as pd

from probation.charts.theme import Figure, Theme, axis_title, layout, percent, value_axis, words_at
from probation.vocabulary import join_or

#: Shape of a mark by how far out it lies: told without colour too. Hollow on a small base.
SHAPES = {"within": "circle", "95": "diamond", "99.8": "square"}
_DASHES = {"95": "solid", "998": "dot"}
_HEIGHT = 430
#: The trace whose marks lead to an area.
MARKS = 0


def funnel(
    rows: pd.DataFrame,
    limits: pd.DataFrame,
    pooled: float,
    theme: Theme,
    note: str,
    chosen: str = "",
    value: str = "Per cent yes",
    own_limits: bool = False,
    small: bool = False,
) -> Figure:
    """Marks at number of judgements and per cent, lines at the limits and at all units together.

    ``rows``: as of answers.areas.funnel with columns code and name. Units whose percentage is not
    shown are not drawn. limits, pooled: as of its Funnel; there may be no limits. chosen: the code
    of one unit to name and outline. Those outside the limits are named. own_limits: units of one
    size have limits of their own, so that no line can join them: each limit is a dash at its unit.
    small: all units together have under 30 judgements.
    """
    drawn = rows[rows["percent"].notna()]
    low, high = reach(drawn, pooled)
    widest = float(rows["n"].max())
    draw = _dashes if own_limits else _line
    drawn_at = limits.columns.drop("n") if len(limits) else []
    room = "\N{NO-BREAK SPACE}" * (3 if own_limits else 1)
    data = [
        _marks(drawn, theme, chosen, widest),
        *(draw(limits, name, theme) for name in drawn_at),
        _across(pooled, widest, theme),
        words_at(
            theme,
            [0, *[widest] * len(drawn_at)],
            [pooled, *(limits[name].iloc[-1] for name in drawn_at)],
            [
                f" All cases: {percent(pooled, 1)}{' [u]' if small else ''}",
                *(f"{room}{_said(name)}" for name in drawn_at),
            ],
            ["top right", *["middle right"] * len(drawn_at)],
        )
        | {"textfont": {"size": 13, "color": theme.quiet}},
    ]
    across = value_axis(theme, 1.02 * widest, title=axis_title(theme, "Number of judgements"))
    up = value_axis(theme, high, "%", title=axis_title(theme, value))
    up |= {"range": [low, high], "zeroline": False, "automargin": True}
    figure = layout(theme, _HEIGHT, note, xaxis=across, yaxis=up, hovermode="closest")
    figure["margin"] |= {"r": 56, "t": 12}
    return {"data": data, "layout": figure}


def headline(rows: pd.DataFrame, units: str) -> str:
    """'12 of 14 areas lie within the 95% limits'; ``units`` is their plural."""
    judged = rows[rows["position"].notna()]
    within = int((judged["position"] == "within").sum())
    if len(judged) == 1:
        return f"One of the {units} alone has judgements"
    if within == len(judged):
        every = "Both" if within == 2 else f"All {within}"
        return f"{every} {units} lie within the 95% limits"
    return f"{within} of {len(judged)} {units} lie within the 95% limits"


def outside(rows: pd.DataFrame) -> str:
    """Who lies outside: 'Kent lies above the upper 95% limit.'; '' for nobody."""
    said = []
    for level in ("99.8", "95"):
        for side in ("above the upper", "below the lower"):
            position = f"{side.split()[0]} {level}"
            names = list(rows.loc[rows["position"] == position, "name"])
            if names:
                lies = "lies" if len(names) == 1 else "lie"
                said.append(f"{join_or(names, 'and')} {lies} {side} {level}% limit")
    return f"{'; '.join(said)}." if said else ""


def _marks(frame: pd.DataFrame, theme: Theme, chosen: str, widest: float) -> Figure:
    rows = list(frame.itertuples())
    far = [_far(row.position) for row in rows]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": list(frame["n"]),
        "y": list(frame["percent"]),
        "text": [_name(row, chosen) for row in rows],
        # a name near the right edge would run over the labels of the lines
        "textposition": [
            f"{'bottom' if row.position.startswith('below') else 'top'}"
            f" {'left' if row.n > 0.75 * widest else 'center'}"
            for row in rows
        ],
        "textfont": {"size": 14, "color": theme.ink},
        "marker": {
            "symbol": [
                SHAPES[f] + ("-open" if row.flag == "u" else "")
                for f, row in zip(far, rows, strict=True)
            ],
            "opacity": 1,
            "size": [12 if f == "within" else 14 for f in far],
            "color": [theme.one if f == "within" else theme.pair[1] for f in far],
            "line": {
                "color": theme.ink,
                "width": [
                    4 if row.code == chosen else 2 if row.flag == "u" else 0.5 for row in rows
                ],
            },
        },
        "customdata": list(frame["code"]),
        "hoverinfo": "text",
        "hovertext": [_hover(row) for row in rows],
        "cliponaxis": False,
    }


def _name(row: Any, chosen: str) -> str:
    """The name of the chosen one and of those outside the limits."""
    if row.code == chosen:
        return f"<b>{row.name}</b>"
    return "" if row.position == "within" else row.name


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
    flag = " [u]" if row.flag == "u" else ""
    place = "within the limits" if row.position == "within" else f"{row.position}%"
    return (
        f"<b>{row.name}</b><br>{percent(row.percent, 1)}{flag}: {row.yes:,} of {row.n:,} yes<br>"
        f"95% limits {percent(row.lower95, 1)} to {percent(row.upper95, 1)}<br>{place}"
    )
