"""Rows of differences or ratios: bars from the line in the middle, with whiskers, first at the top.

Bars, since office programs put names beside bars alone; and LibreOffice loses whiskers of custom
length that lie across in any other kind of chart.
"""

import math

from probation.charts.office_spec import Dot, Dots
from probation.exports.office.axes import (
    ACROSS,
    UPWARDS,
    Scale,
    linear,
    logarithmic,
    name_axis,
    value_axis,
)
from probation.exports.office.chart_workbook import Behind
from probation.exports.office.drawing import (
    Drawing,
    Frame,
    Label,
    Plot,
    bar_look,
    label_width,
    labels,
    points,
    whiskers,
)
from probation.exports.office.markup import element, value
from probation.exports.office.text_metrics import line_height, rows_apart, width

#: Names beside the bars take at most this share of the frame, bars at least that.
_NAMES, _BARS = 0.45, 0.3
#: The least distance between two rows, in lines; between a whisker and its label, in inches.
_PITCH, _OFF = 1.0, 0.12


def least_height(native: Dots, size: float, wide: float) -> float:
    """The least height in inches at which names and labels do not run into one another."""
    apart = rows_apart([name(dot) for dot in native.dots], size, _NAMES * wide)
    return 0.25 + (2 + len(native.dots) * _PITCH * apart) * line_height(size)


def dots(native: Dots, frame: Frame, behind: Behind) -> Drawing:
    """The chart; its numbers go into ``behind``."""
    scale = _scale(native)
    longest = max(width(name(dot), frame.size) for dot in native.dots)
    left = min(longest + 0.15, _NAMES * frame.width)
    right = _right(native, frame, left, scale)
    plot = Plot(frame, left, 0.05, right, 0.25 + 2 * line_height(frame.size))
    chart = element(
        "c:barChart",
        value("c:barDir", "bar"),
        value("c:grouping", "clustered"),
        value("c:varyColors", False),
        _series(native, behind, plot, scale),
        value("c:gapWidth", 110),
        value("c:axId", UPWARDS),
        value("c:axId", ACROSS),
    )
    across = value_axis(scale, ACROSS, frame.size, native.axis, "max", "between")
    return Drawing(plot, (chart,), (name_axis(frame.size, native.middle), across))


def name(dot: Dot) -> str:
    """What stands beside a row; where there is no bar, its words too: a label needs one."""
    known = math.isfinite(dot.value)
    return dot.name if known or not dot.said else f"{dot.name}: {dot.said}"


def _scale(native: Dots) -> Scale:
    if native.log:
        return logarithmic(native.low, native.high)
    return linear(native.low, native.high, signed=native.low < 0)


def _series(native: Dots, behind: Behind, plot: Plot, scale: Scale) -> str:
    values = [dot.value for dot in native.dots]
    of_names = behind.add("Row", [name(dot) for dot in native.dots])
    of_values = behind.add(native.value, values)
    drawn = ""
    crossed = any(math.isfinite(end) for dot in native.dots for end in (dot.low, dot.high))
    if crossed:
        low, high = [dot.low for dot in native.dots], [dot.high for dot in native.dots]
        drawn = whiskers(*behind.distances(native.value, values, low, high))
    looks = (bar_look(dot.colour, dot.hollow, crossed, dot.printed) for dot in native.dots)
    return element(
        "c:ser",
        value("c:idx", 0),
        value("c:order", 0),
        of_values.as_name(),
        value("c:invertIfNegative", False),
        *points(looks),
        labels(_labels(native, plot, scale), plot.frame.size),
        drawn,
        element("c:cat", of_names.as_words()),
        element("c:val", of_values.as_numbers()),
    )


def _labels(native: Dots, plot: Plot, scale: Scale) -> list[Label]:
    """The words of each bar, to the right of all that its row draws.

    Placed from the middle of the bar: on which side of its end a label stands programs decide
    each in its own way where bars begin at 1.
    """
    found = []
    for at, dot in enumerate(native.dots):
        if dot.said and math.isfinite(dot.value):
            middle = (scale.share(dot.value) + scale.share(native.middle)) / 2
            beyond = (scale.share(_reach(native, dot)) - middle) * plot.width
            moved = beyond + _OFF + label_width(dot.said, plot.frame.size) / 2
            found.append(Label(at, dot.said, "ctr", moved / plot.frame.width))
    return found


def _reach(native: Dots, dot: Dot) -> float:
    """How far to the right a row is drawn."""
    ends = (dot.value, dot.high, native.middle)
    return max(end for end in ends if math.isfinite(end))


def _right(native: Dots, frame: Frame, left: float, scale: Scale) -> float:
    """The room to the right of the plot in which the longest labels end."""
    room = frame.width - left
    plot_width = room - 0.3
    for dot in native.dots:
        if dot.said and math.isfinite(dot.value):
            needed = _OFF + label_width(dot.said, frame.size)
            plot_width = min(plot_width, (room - needed) / scale.share(_reach(native, dot)))
    return room - max(plot_width, _BARS * frame.width)
