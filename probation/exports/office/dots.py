"""Rows of marks with whiskers, the first at the top, the words of each above it."""

import math

from probation.charts.native import Dots
from probation.charts.theme import LIGHT
from probation.exports.office.axes import (
    ACROSS,
    UPWARDS,
    Scale,
    linear,
    logarithmic,
    row_axis,
    value_axis,
)
from probation.exports.office.behind import Behind
from probation.exports.office.drawing import (
    Drawing,
    Frame,
    Label,
    Plot,
    label_width,
    labels,
    shape,
    whiskers,
)
from probation.exports.office.markup import NO_LINE, element, value
from probation.exports.office.measure import line_height

_SIZE = 8
_SIDE = 0.25


def least_height(native: Dots, size: float) -> float:
    """The least height in inches at which a row's words clear the whisker of the row above."""
    return 0.25 + 2 * line_height(size) + len(native.dots) * 1.85 * line_height(size)


def dots(native: Dots, frame: Frame, behind: Behind) -> Drawing:
    """The chart; its numbers go into ``behind``."""
    scale = _scale(native)
    plot = Plot(frame, _SIDE, 0.05, _SIDE, 0.25 + 2 * line_height(frame.size))
    behind.add("Row", [dot.name for dot in native.dots])
    series = [_marks(native, scale, plot, behind)]
    if any(dot.words and not math.isfinite(dot.value) for dot in native.dots):
        series.append(_words_alone(native, scale, plot, behind))
    chart = element(
        "c:scatterChart",
        value("c:scatterStyle", "lineMarker"),
        value("c:varyColors", False),
        *series,
        value("c:axId", ACROSS),
        value("c:axId", UPWARDS),
    )
    across = value_axis(scale, ACROSS, frame.size, native.axis, crosses="max")
    return Drawing(plot, (chart,), (across, row_axis(len(native.dots), native.middle, frame.size)))


def _scale(native: Dots) -> Scale:
    if native.log:
        return logarithmic(native.low, native.high)
    return linear(native.low, native.high, signed=native.low < 0)


def _marks(native: Dots, scale: Scale, plot: Plot, behind: Behind) -> str:
    """The series of the marks. A row without a value has no position: a mark lacks both."""
    values = [dot.value for dot in native.dots]
    known = [at for at, found in enumerate(values) if math.isfinite(found)]
    places = [at + 1.0 if at in known else math.nan for at in range(len(values))]
    of_values = behind.add(native.value, values)
    of_places = behind.add("Position, 1 at the top", places)
    drawn = ""
    if any(math.isfinite(end) for dot in native.dots for end in (dot.low, dot.high)):
        low, high = [dot.low for dot in native.dots], [dot.high for dot in native.dots]
        drawn = whiskers(*behind.distances(native.value, values, low, high), direction="x")
    points = (
        element(
            "c:dPt",
            value("c:idx", at),
            shape(dot.shape, _SIZE + (dot.shape == "diamond"), dot.colour, dot.hollow),
            value("c:bubble3D", False),
        )
        for at, dot in enumerate(native.dots)
        if at in known
    )
    words = [_label(native, at, values[at], scale, plot) for at in known if native.dots[at].words]
    return element(
        "c:ser",
        value("c:idx", 0),
        value("c:order", 0),
        of_values.as_name(),
        element("c:spPr", NO_LINE),
        shape("circle", _SIZE, LIGHT.one),
        *points,
        labels(words, plot.frame.size),
        drawn,
        element("c:xVal", of_values.as_numbers()),
        element("c:yVal", of_places.as_numbers()),
        value("c:smooth", False),
    )


def _words_alone(native: Dots, scale: Scale, plot: Plot, behind: Behind) -> str:
    """A series without marks: rows without a value say so at the line in the middle."""
    without = [
        at for at, dot in enumerate(native.dots) if dot.words and not math.isfinite(dot.value)
    ]
    rows = range(len(native.dots))
    x = behind.add(
        "No mark: where its words stand",
        [native.middle if r in without else math.nan for r in rows],
    )
    y = behind.add("No mark: position", [r + 1.0 if r in without else math.nan for r in rows])
    words = [_label(native, at, native.middle, scale, plot) for at in without]
    return element(
        "c:ser",
        value("c:idx", 1),
        value("c:order", 1),
        x.as_name(),
        element("c:spPr", NO_LINE),
        element("c:marker", value("c:symbol", "none")),
        labels(words, plot.frame.size),
        element("c:xVal", x.as_numbers()),
        element("c:yVal", y.as_numbers()),
        value("c:smooth", False),
    )


def _label(native: Dots, at: int, stands: float, scale: Scale, plot: Plot) -> Label:
    """The words above a mark, moved so far that they do not leave the frame."""
    words, frame = native.dots[at].words, plot.frame
    middle = plot.left + scale.share(stands) * plot.width
    half = label_width(words, frame.size) / 2
    kept = max(half, min(middle, frame.width - half))
    return Label(at, words, "t", (kept - middle) / frame.width, covering=True)
