"""A chart as office programs draw it, in the colours of a white slide.

Marks become bars, since office programs put names beside bars alone: of percentages from nought,
of differences from nought to either side, of odds ratios from 1.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from probation.charts.office_spec import Bars, BarSeries, Dot, Dots, Native, Points, Scatter
from probation.charts.spec import (
    Axis,
    Chart,
    Funnel,
    Limit,
    Mark,
    OfMarks,
    Rows,
    Series,
    Tile,
    Tiles,
)
from probation.charts.theme import LIGHT

T = TypeVar("T")
_NOTHING = float("nan")


def draw(chart: Chart | Native) -> Native | None:
    """The chart for office programs; None where a table says it: bars that are all withheld."""
    match chart:
        case Rows():
            return _rows(chart)
        case Funnel():
            return _funnel(chart)
        case Tiles():
            return Tiles(tuple(_ticked(tile) if tile.filled else tile for tile in chart.tiles))
        case _:
            return chart


def _ticked(tile: Tile) -> Tile:
    *others, last = tile.lines
    return replace(tile, lines=(*others, f"{last} ✓"))


def _rows(chart: Rows) -> Bars | Dots | Scatter | None:
    if any(len(set(series.rows)) < len(series.rows) for series in chart.series):
        return _scatter(chart)
    if chart.axis.middle is not None:
        return _dots(chart)
    if chart.in_bars and len(chart.series) == 1:
        return _on_bases(chart)
    return _bars(chart) if any(v == v for s in chart.series for v in s.values) else None


def _bars(chart: Rows) -> Bars:
    """A bar for each mark, the series side by side; what has none is said beside its row.

    Each bar is told by the words at its end: the order of a key is not the same in all programs.
    """
    ordered = chart.series[::-1] if chart.joined else chart.series
    if len(ordered) > 1:
        ordered = tuple(map(_naming, ordered))
    names = []
    for row, name in enumerate(chart.names):
        told = [why for one in ordered for why in _on_rows(one, one.missing, [row], "") if why]
        names.append(f"{name} ({'; '.join(told)})" if told else name)
    series = tuple(_series(one, len(names)) for one in ordered)
    return Bars(tuple(names), series, chart.axis.title, chart.axis.unit, chart.axis.high)


def _naming(series: Series) -> Series:
    """With its name before the words of each mark."""
    return replace(series, shorts=tuple(w and f"{series.name} {w}" for w in series.shorts))


def _series(series: Series, rows: int) -> BarSeries:
    values, low, high = (
        _on_rows(series, given, range(rows), _NOTHING)
        for given in (series.values, series.low, series.high)
    )
    colours = _colours(series.bar or series.colours, len(series.rows))
    return BarSeries(
        series.name,
        values,
        _on_rows(series, colours, range(rows), LIGHT.quiet),
        low,
        high,
        _on_rows(series, series.shorts, range(rows), ""),
        printed=_on_rows(series, series.printed, range(rows), False),
    )


def _on_rows(series: Series, given: Sequence[T], rows: Iterable[int], none: T) -> tuple[T, ...]:
    """What is given of the marks, row by row; () where nothing is given."""
    found = dict(zip(series.rows, given, strict=False))
    return tuple(found.get(row, none) for row in rows) if given else ()


def _on_bases(chart: Rows) -> Bars:
    """The bases as outlines, the values within them."""
    (series,) = chart.series
    colours = _colours(series.colours, len(series.rows))
    whole = BarSeries("Cases", series.bases, colours, labels=series.shorts, hollow=True)
    part = BarSeries("Yes", series.values, colours, series.low, series.high, printed=series.printed)
    axis = chart.axis
    return Bars(chart.names, (whole, part), axis.title, axis.unit, axis.high, overlaid=True)


def _dots(chart: Rows) -> Dots:
    """Each mark on a row of its own; of a second series those alone that there are."""
    dots = []
    for row in range(len(chart.names)):
        for place, series in enumerate(chart.series):
            at = series.rows.index(row)
            if not place or series.values[at] == series.values[at]:
                dots.append(_dot(chart, place, at))
    axis = chart.axis
    assert axis.middle is not None
    low, high = (axis.low, axis.high) if axis.log else _ends(dots)
    title = axis.title.replace("\n", " ")
    return Dots(tuple(dots), axis.measure, title, low, high, axis.middle, axis.log)


def _dot(chart: Rows, place: int, at: int) -> Dot:
    series = chart.series[place]
    name, open_ = chart.names[at], _each(series.shapes, len(series.rows))[at].endswith("-open")
    ends = (series.low[at], series.high[at]) if series.low else (_NOTHING, _NOTHING)
    value, low, high = (_drawn(end, chart.axis) for end in (series.values[at], *ends))
    return Dot(
        f"{name}, {series.name}" if place else name,
        series.shorts[at],
        value,
        low,
        high,
        _colours(series.colours, len(series.rows))[at],
        open_ or (bool(series.hollow) and series.hollow[at]),
        bool(series.printed) and series.printed[at],
    )


def _drawn(end: float, axis: Axis) -> float:
    """An infinite limit cannot be drawn; what lies beyond the axis is cut by it, not here."""
    return end if math.isfinite(end) and (end > 0 or not axis.log) else _NOTHING


def _ends(dots: list[Dot]) -> tuple[float, float]:
    """An axis that spans nought and all whiskers."""
    ends = [end for dot in dots for end in (dot.value, dot.low, dot.high)]
    known = [0.0, *(end for end in ends if end == end)]
    low, high = min(known), max(known)
    room = 0.06 * (high - low) + 3
    return low - room, high + room


def _scatter(chart: Rows) -> Scatter:
    """Many marks a row. No axis of numbers names rows: the words of the first mark in each do."""
    points: list[Points] = []
    named: set[int] = set()
    for series in sorted(chart.series, key=lambda series: not series.shorts):
        marks = [at for at, value in enumerate(series.values) if value == value]
        words = []
        for at in marks:
            row = series.rows[at]
            said = [*([] if row in named else [chart.names[row]]), *series.shorts[at : at + 1]]
            words.append(": ".join(said))
            named.update([row])
        points.append(
            Points(
                series.name,
                tuple(series.values[at] for at in marks),
                tuple(float(len(chart.names) - series.rows[at]) for at in marks),
                _colours(series.colours, 1)[0],
                tuple(words),
                shape=str(series.shapes),
                size=series.size,
                below=bool(points and series.shorts),
                printed=tuple(series.printed[at] for at in marks) if series.printed else (),
            )
        )
    heights = Axis("", 0.4, len(chart.names) + 0.6, shown=False)
    return Scatter(tuple(points), chart.axis, heights)


def _funnel(chart: Funnel) -> Scatter:
    """A series of each kind of mark, a line of each limit, and the level line.

    The first kind lies lowest: it is drawn first, so that it is the first in a legend too.
    """
    kinds = [[mark for mark in chart.marks if mark.kind == kind] for kind in chart.kinds[::-1]]
    ends, level = (0.0, chart.x.high), (chart.level,) * 2
    whole = Points(chart.level_name, ends, level, LIGHT.ink, (chart.level_name, ""), "solid")
    limits = (_limit(limit, chart.own_limits) for limit in chart.limits)
    series = (*(_of_a_kind(marks) for marks in kinds if marks), *limits, whole)
    return Scatter(series, replace(chart.x, high=1.08 * chart.x.high), chart.y)


def _of_a_kind(marks: list[Mark]) -> Points:
    kind = marks[0].kind
    return Points(
        kind.name,
        tuple(float(mark.x) for mark in marks),
        tuple(mark.y for mark in marks),
        LIGHT.colour(kind.colour),
        tuple(mark.name if mark.named else "" for mark in marks),
        shape=kind.shape,
        hollow=kind.hollow,
        names=tuple(mark.name for mark in marks),
    )


def _limit(limit: Limit, dashes: bool) -> Points:
    line = Points(limit.name, tuple(map(float, limit.x)), limit.y, LIGHT.quiet)
    if dashes:
        return replace(line, shape="dash", size=9 if limit.line == "solid" else 5)
    return replace(line, labels=("",) * (len(line.x) - 1) + (limit.words,), line=limit.line)


def _colours(names: OfMarks, marks: int) -> tuple[str, ...]:
    return tuple(LIGHT.colour(name) for name in _each(names, marks))


def _each(of: OfMarks, marks: int) -> tuple[str, ...]:
    return (of,) * marks if isinstance(of, str) else of
