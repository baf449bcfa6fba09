"""Charts for a screen in a room: what a slide draws, by Plotly, in few pixels and so in large type.

A page's own figure is as high as its rows need at the type of a page; enlarged to fill a screen it
would shrink its words. These have one height for all, one line of words a mark, and are made of the
same numbers as the slide of the deck (see charts.spec).
"""

import math
import textwrap
from typing import Any

from probation.charts import office
from probation.charts.page_rows import TICKS, haloed
from probation.charts.page_squares import square
from probation.charts.spec import (
    Axis,
    Bars,
    BarSeries,
    Chart,
    Dot,
    Dots,
    Native,
    Points,
    Scatter,
    Tiles,
)
from probation.charts.theme import (
    LIGHT,
    Figure,
    axis_title,
    layout,
    name_axis,
    value_axis,
    words_at,
)
from probation.domain.text import for_plotly

#: Of every chart in pixels, the height beside its margins.
WIDTH, HEIGHT = 900, 420
_ABOVE, _BELOW = 8, 70
_TYPE, _SMALL = 18, 15
#: More rows than this have smaller type.
_MANY = 12
#: Height of a line of type; how many letters a line of a name may have, the fewest first.
_LINE, _WIDTHS = 1.25, (30, 36, 42, 48, 60)
_ENDS = ("low", "high")
#: Half the edge of a tile, in tiles.
_EDGE = 0.46
_SYMBOLS = {"dash": "line-ew"}


def draw(chart: Chart) -> Figure | None:
    """The figure of a chart, in light colours; None where a table says it."""
    native = office.draw(chart)
    return None if native is None else projected(native)


def projected(native: Native) -> Figure:
    """The Plotly figure of a chart for office programs, in light colours."""
    match native:
        case Bars():
            return _bars(native)
        case Dots():
            return _dots(native)
        case Scatter():
            return _scatter(native)
        case Tiles():
            return _tiles(native)


def _bars(chart: Bars) -> Figure:
    several = len(chart.series) > 1 and not chart.overlaid
    share = 0.8 / len(chart.series) if several else 0.8
    data: list[Figure] = []
    for number, series in enumerate(chart.series):
        offset = (number - (len(chart.series) - 1) / 2) * share if several else 0.0
        y = [place + offset for place in range(len(chart.categories))]
        data.append(_bar(series, y, share))
        data += haloed(series.values, y, series.low, series.high, LIGHT)
        data += _bar_words(series, y, chart, several)
    rows = len(chart.categories) * (len(chart.series) if several else 1)
    type_ = _SMALL if rows > _MANY else _TYPE
    figure = _layout(
        xaxis=value_axis(LIGHT, chart.top, chart.unit, title=axis_title(LIGHT, chart.axis, _SMALL)),
        yaxis=_names(_heads(chart), type_),
        barmode="overlay",
    )
    figure["margin"]["r"] = 175 if chart.overlaid or several else 80
    return {"data": data, "layout": figure}


def _bar(series: BarSeries, y: list[float], width: float) -> Figure:
    line = {"color": list(series.colours), "width": 1.2}
    fill = LIGHT.background if series.hollow else list(series.colours)
    return {
        "type": "bar",
        "orientation": "h",
        "x": _known(series.values),
        "y": y,
        "width": width * 0.92,
        "marker": {"color": fill, "line": line},
        "hoverinfo": "skip",
    }


def _bar_words(series: BarSeries, y: list[float], chart: Bars, several: bool) -> list[Figure]:
    """The words of each bar: at its end where it is the base, else in a column at the right."""
    if not any(series.labels):
        return []
    words = [f"{series.name} {said}" if several and said else said for said in series.labels]
    at = list(series.values) if chart.overlaid else [chart.top] * len(y)
    return [words_at(LIGHT, at, y, [f"\N{NO-BREAK SPACE}{said}" for said in words], size=_SMALL)]


def _heads(chart: Bars) -> list[str]:
    """Names of the rows; the first of a group has the group's name before its own."""
    if not chart.groups:
        return list(map(for_plotly, chart.categories))
    before = [None, *chart.groups]
    return [
        f"<b>{for_plotly(group)}</b>  {for_plotly(name)}"
        if group and group != last
        else for_plotly(name)
        for group, last, name in zip(chart.groups, before, chart.categories, strict=False)
    ]


def _dots(chart: Dots) -> Figure:
    y = list(range(len(chart.dots)))
    small = len(y) > _MANY
    values = [dot.value for dot in chart.dots]
    marks = {
        "type": "scatter",
        "mode": "markers",
        "x": _known(values),
        "y": y,
        "cliponaxis": False,
        "marker": {
            "symbol": [dot.shape for dot in chart.dots],
            "size": 9 if small else 12,
            "color": [LIGHT.background if dot.hollow else dot.colour for dot in chart.dots],
            "line": {"width": 2, "color": [dot.colour for dot in chart.dots]},
        },
        "error_x": _whiskers(values, *([getattr(d, end) for d in chart.dots] for end in _ENDS)),
        "hoverinfo": "skip",
    }
    line = _line([chart.middle] * 2, [-1, len(y)], "dot")
    reach = [_reach(d, chart) for d in chart.dots]
    said = [
        f"\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}{dot.said}" if dot.said else "" for dot in chart.dots
    ]
    words = words_at(LIGHT, reach, y, said, size=_SMALL)
    ends = [math.log10(end) if chart.log else end for end in (chart.low, chart.high)]
    axis = value_axis(
        LIGHT, ends[1], range=ends, zeroline=False, title=axis_title(LIGHT, chart.axis, _SMALL)
    )
    if chart.log:
        ticks = [tick for tick in TICKS if chart.low <= tick <= chart.high]
        axis |= {"type": "log", "tickvals": ticks, "ticktext": [f"{tick:g}" for tick in ticks]}
    names = _names([for_plotly(dot.name) for dot in chart.dots], _SMALL if small else _TYPE)
    figure = _layout(xaxis=axis, yaxis=names)
    figure["margin"]["r"] = 190  # the words of a whisker that ends near the axis reach beyond it
    return {"data": [line, marks, words], "layout": figure}


def _reach(dot: Dot, chart: Dots) -> float:
    """How far to the right a row is drawn."""
    ends = (dot.value, dot.high, chart.middle)
    return min(max(end for end in ends if end == end), chart.high)


def _scatter(chart: Scatter) -> Figure:
    data = [_points(points) for points in reversed(chart.series)]
    notes = [note for points in chart.series if not points.line for note in _beside_marks(points)]
    figure = _layout(xaxis=_axis(chart.x), yaxis=_axis(chart.y), annotations=notes)
    figure["margin"] |= {"r": 70, "l": 70 if chart.y.shown else 20, "t": 20}
    return {"data": data, "layout": figure}


def _points(points: Points) -> Figure:
    dash = points.line or "solid"
    symbol = _SYMBOLS.get(points.shape, points.shape)
    words = points.line and any(points.labels)
    return {
        "type": "scatter",
        "mode": ("lines" if points.line else "markers") + ("+text" if words else ""),
        "x": _known(points.x),
        "y": _known(points.y),
        "text": list(map(for_plotly, points.labels)) if words else None,
        "textposition": "top right",
        "textfont": {"size": _SMALL, "color": LIGHT.ink},
        "line": {"color": points.colour, "width": 1.6, "dash": dash},
        "marker": {
            "symbol": symbol,
            "size": points.size,
            "color": LIGHT.background if points.hollow else points.colour,
            "line": {"width": 2, "color": points.colour},
        },
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _beside_marks(points: Points) -> list[Figure]:
    """The words of marks, on a ground through which a line is seen but does not cross them out."""
    off = (points.size / 2 + _SMALL) * (-1 if points.below else 1)
    return [
        {
            "x": x,
            "y": y,
            "text": for_plotly(said),
            "showarrow": False,
            "yshift": off,
            "bgcolor": "rgba(255, 255, 255, 0.8)",
            "font": {"size": _SMALL, "color": LIGHT.ink},
        }
        for x, y, said in zip(points.x, points.y, points.labels, strict=False)
        if said and x == x and y == y
    ]


def _tiles(chart: Tiles) -> Figure:
    columns, rows = (max(getattr(t, at) for t in chart.tiles) + 1 for at in ("column", "row"))
    shapes = [square(tile, _EDGE, LIGHT) for tile in chart.tiles]
    x, y = ([getattr(tile, at) for tile in chart.tiles] for at in ("column", "row"))
    told = [("<br>".join(tile.lines), tile.filled) for tile in chart.tiles]
    names = [f"<b>{name}</b>" if filled else name for name, filled in told]
    words = words_at(LIGHT, x, y, names, "middle center", 12)
    axis = {"visible": False, "fixedrange": True}
    figure = _layout(
        xaxis=axis | {"range": [-0.5, columns - 0.5]},
        yaxis=axis | {"range": [rows - 0.5, -0.5]},
        shapes=shapes,
    )
    return {"data": [words], "layout": figure}


def _layout(**more: Any) -> Figure:
    return layout(LIGHT, HEIGHT - _ABOVE, head=_ABOVE, foot=_BELOW, width=WIDTH, **more)


def _names(names: list[str], size: int) -> Figure:
    """A vertical axis of names, the first at the top, on no more lines than a row has room for.

    names: as Plotly is to draw them, see domain.text.for_plotly.
    """
    lines = max(1, int(HEIGHT / max(len(names), 1) / (_LINE * size)))
    axis = name_axis(LIGHT, range(len(names)), []) | {"tickfont": {"size": size}}
    told = ["<br>".join(_wrapped(name, lines)) for name in names]
    return axis | {"ticktext": told, "range": [max(len(names), 1) - 0.4, -0.6]}


def _wrapped(name: str, most: int) -> list[str]:
    """A name on short lines, longer ones where it would take more than ``most``."""
    fits = (textwrap.wrap(name, width) for width in _WIDTHS)
    return next((lines for lines in fits if len(lines) <= most), [name])


def _axis(axis: Axis) -> Figure:
    found = value_axis(LIGHT, axis.high, axis.unit, range=[axis.low, axis.high], zeroline=False)
    if not axis.shown:
        return found | {"visible": False}
    return found | {"title": axis_title(LIGHT, axis.title, _SMALL), "automargin": True}


def _line(x: list[float], y: list[float], dash: str) -> Figure:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "line": {"color": LIGHT.quiet, "width": 1.4, "dash": dash},
        "hoverinfo": "skip",
    }


def _whiskers(values: Any, low: Any, high: Any) -> Figure:
    return {
        "type": "data",
        "symmetric": False,
        "array": _known(end - v for v, end in zip(values, high, strict=True)),
        "arrayminus": _known(v - end for v, end in zip(values, low, strict=True)),
        "color": LIGHT.ink,
        "thickness": 1.6,
        "width": 4,
    }


def _known(values: Any) -> list[float | None]:
    return [value if value == value else None for value in values]
