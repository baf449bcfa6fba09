"""A funnel as a Plotly figure for a page."""

import textwrap
from collections.abc import Sequence

from probation.charts.funnel_names import Ground, placed
from probation.charts.medium import Medium
from probation.charts.spec import Funnel, Limit
from probation.charts.theme import (
    Figure,
    Theme,
    axis_title,
    column,
    column_width,
    layout,
    line,
    value_axis,
    words_font,
)
from probation.domain.text import for_plotly

#: Letters of a line of a name.
_WIDE = 18
#: The trace whose marks lead to an area.
MARKS = 0


def funnel(chart: Funnel, theme: Theme) -> Figure:
    """The marks, the limits with their words at the right, and the names clear of both."""
    right, low, high = 1.02 * chart.x.high, chart.y.low, chart.y.high
    levels = [chart.level, *(limit.y[-1] for limit in chart.limits)]
    words = [chart.level_words, *(limit.words for limit in chart.limits)]
    quiet = {"textfont": words_font(theme, "quiet")}
    least = (high - low) * theme.medium.line / theme.medium.plot
    draw = _dashes if chart.own_limits else _limit
    data = [
        _marks(chart, theme),
        *(draw(limit, theme) for limit in chart.limits),
        line([0, right], [chart.level] * 2, color=theme.ink, width=1.2),
        column(theme, right, _apart(levels, least), words) | quiet,
    ]
    figure = layout(
        theme,
        theme.medium.plot,
        right=column_width(theme, words),
        xaxis=value_axis(theme, right, title=axis_title(theme, chart.x.title)),
        yaxis=value_axis(theme, high, chart.y.unit, title=axis_title(theme, chart.y.title))
        | {"range": [low, high], "zeroline": False, "automargin": True},
        hovermode="closest",
        annotations=_names(chart, _ground(chart, right, theme.medium), theme),
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


def _ground(chart: Funnel, right: float, medium: Medium) -> Ground:
    lines = [(limit.x, limit.y) for limit in chart.limits]
    marks = [(mark.x, mark.y) for mark in chart.marks]
    if chart.own_limits:
        marks += [at for x, y in lines for at in zip(x, y, strict=True)]
        lines = []
    lines.append(((0, right), (chart.level,) * 2))
    return Ground(lines, marks, right, chart.y.low, chart.y.high, medium)


def _names(chart: Funnel, ground: Ground, theme: Theme) -> list[Figure]:
    """The names of marks, each with a line to its mark."""
    named = [mark for mark in chart.marks if mark.named]
    names = ["<br>".join(map(for_plotly, textwrap.wrap(mark.name, _WIDE))) for mark in named]
    marks = [(mark.x, mark.y, name) for mark, name in zip(named, names, strict=True)]
    return [
        {
            "x": mark.x,
            "y": mark.y,
            "text": f"<b>{name}</b>" if mark.chosen else name,
            "ax": right,
            "ay": down,
            "arrowhead": 0,
            "arrowwidth": 1,
            "arrowcolor": theme.quiet,
            "standoff": 9,
            "borderpad": 0,
            "font": words_font(theme),
        }
        for mark, name, (right, down) in zip(named, names, placed(marks, ground), strict=True)
    ]


def _marks(chart: Funnel, theme: Theme) -> Figure:
    marks, kinds = chart.marks, [mark.kind for mark in chart.marks]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [mark.x for mark in marks],
        "y": [mark.y for mark in marks],
        "marker": {
            "symbol": [kind.shape + ("-open" if kind.hollow else "") for kind in kinds],
            "opacity": 1,
            "size": [kind.size for kind in kinds],
            "color": [theme.colour(kind.colour) for kind in kinds],
            "line": {
                "color": theme.ink,
                "width": [4 if m.chosen else 2 if m.kind.hollow else 0.5 for m in marks],
            },
        },
        "customdata": [mark.code for mark in marks],
        "hoverinfo": "text",
        "hovertext": [mark.hover for mark in marks],
        "cliponaxis": False,
    }


def _limit(limit: Limit, theme: Theme) -> Figure:
    return line(limit.x, limit.y, color=theme.quiet, width=1.6, dash=limit.line)


def _dashes(limit: Limit, theme: Theme) -> Figure:
    size, width = (9, 2.5) if limit.line == "solid" else (4, 1.6)
    return {
        "type": "scatter",
        "mode": "markers",
        "x": list(limit.x),
        "y": list(limit.y),
        "marker": {
            "symbol": "line-ew",
            "size": size,
            "line": {"color": theme.quiet, "width": width},
        },
        "hoverinfo": "skip",
        "cliponaxis": False,
    }
