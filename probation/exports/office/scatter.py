"""Marks and lines on two axes of numbers, named beside them."""

import math
from collections.abc import Sequence
from dataclasses import replace

from probation.charts.office_spec import Points, Scatter
from probation.exports.office.axes import ACROSS, UPWARDS, linear, value_axis
from probation.exports.office.chart_workbook import Behind
from probation.exports.office.drawing import (
    Drawing,
    Frame,
    Label,
    Plot,
    label_width,
    labels,
    legend,
    shape,
)
from probation.exports.office.label_placement import named
from probation.exports.office.markup import NO_LINE, element, line, value
from probation.exports.office.text_metrics import line_height, width

_DASHES = {"solid": "", "dot": "sysDot"}
#: Room for the highest number of an axis upwards.
_NUMBER = "1,000%"


def least_height(native: Scatter, size: float) -> float:
    """The least height in inches at which rows of marks with their names stay apart."""
    rows = 0.0 if native.y.shown else native.y.high - native.y.low
    return max(3.0, 0.6 + rows * 3.2 * line_height(size))


def scatter(native: Scatter, frame: Frame, behind: Behind) -> Drawing:
    """The chart; its numbers go into ``behind``."""
    x, y = (linear(axis.low, axis.high, axis.unit) for axis in (native.x, native.y))
    if not native.y.shown:  # rows: no gridline need be met
        y = replace(y, low=native.y.low)
    above = _legend(native, frame.size)
    plot = _plot(native, frame, bool(above))
    known = [_whole(points) for points in native.series]
    names = named(known, x, y, plot, rows=not native.y.shown)
    order = _order(known)
    series = [
        _series(points, order.index(place), native.x.title, names[place], frame.size, behind)
        for place, points in enumerate(known)
    ]
    chart = element(
        "c:scatterChart",
        value("c:scatterStyle", "lineMarker"),
        value("c:varyColors", False),
        *(series[place] for place in order),
        value("c:axId", ACROSS),
        value("c:axId", UPWARDS),
    )
    axes = tuple(
        value_axis(scale, of, frame.size, axis.title, shown=axis.shown)
        for scale, of, axis in ((x, ACROSS, native.x), (y, UPWARDS, native.y))
    )
    return Drawing(plot, (chart,), axes, above)


def _order(series: Sequence[Points]) -> list[int]:
    """The places of the series as they are drawn: the last one lies on top.

    Long lines come first: LibreOffice leaves out a shorter series before a longer one.
    """
    places = reversed(range(len(series)))
    return sorted(places, key=lambda at: -len(series[at].x) if series[at].line else 0)


def _whole(points: Points) -> Points:
    """``points`` without halves: a mark lacks both numbers or neither."""
    both = [math.isfinite(x) and math.isfinite(y) for x, y in zip(points.x, points.y, strict=True)]
    x, y = (
        tuple(number if known else math.nan for number, known in zip(numbers, both, strict=True))
        for numbers in (points.x, points.y)
    )
    return replace(points, x=x, y=y)


def _plot(native: Scatter, frame: Frame, legend_above: bool) -> Plot:
    high = line_height(frame.size)
    left = 0.15
    if native.y.shown:
        left += width(_NUMBER, frame.size) + (1.5 * high if native.y.title else 0)
    ends = [
        label_width(points.labels[-1], frame.size)
        for points in native.series
        if points.line and points.labels and points.labels[-1]
    ]
    top = 0.15 + (2.2 * high if legend_above else 0)
    return Plot(frame, left, top, max([0.25, *ends]), 0.25 + 2 * high)


def _legend(native: Scatter, size: float) -> str:
    """A legend of the kinds of mark and of lines without words, where one of them needs it.

    Dashes are in none: the note on how the chart is read says what they are.
    """
    marks = [points for points in native.series if not points.line and points.shape != "dash"]
    kinds = len(marks) > 1 and not all(points.labels and all(points.labels) for points in marks)
    told = [
        points.shape == "dash" or (points.line and any(points.labels)) for points in native.series
    ]
    if not kinds and all(told[at] or not points.line for at, points in enumerate(native.series)):
        return ""
    drawn = enumerate(_order(native.series))
    return legend(size, tuple(at for at, place in drawn if told[place]))


def _series(
    points: Points, order: int, of_x: str, names: list[Label], size: float, behind: Behind
) -> str:
    if points.names:
        behind.add(f"Which ({points.name})", points.names)
    x = behind.add(f"{of_x or 'Across'} ({points.name})", points.x)
    y = behind.add(points.name, points.y)
    if points.line:
        drawn = line(points.colour, 1.5, _DASHES[points.line])
        mark = element("c:marker", value("c:symbol", "none"))
    else:
        drawn, mark = NO_LINE, _mark(points)
    return element(
        "c:ser",
        value("c:idx", order),
        value("c:order", order),
        y.as_name(),
        element("c:spPr", drawn),
        mark,
        *(
            element("c:dPt", value("c:idx", at), _mark(points, True), value("c:bubble3D", False))
            for at, printed in enumerate(points.printed)
            if printed
        ),
        labels(names, size),
        element("c:xVal", x.as_numbers()),
        element("c:yVal", y.as_numbers()),
        value("c:smooth", False),
    )


def _mark(points: Points, printed: bool = False) -> str:
    return shape(points.shape, points.size, points.colour, points.hollow, printed)
