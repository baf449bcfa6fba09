"""Horizontal bars, the first category at the top."""

import math

from probation.charts.office_spec import Bars, BarSeries
from probation.charts.theme import LIGHT
from probation.exports.office.axes import ACROSS, UPWARDS, Scale, linear, name_axis, value_axis
from probation.exports.office.chart_workbook import Behind, Column
from probation.exports.office.drawing import (
    Drawing,
    Frame,
    Label,
    Plot,
    bar_look,
    label_width,
    labels,
    legend,
    points,
    whiskers,
)
from probation.exports.office.markup import NO_FILL, element, line, value
from probation.exports.office.text_metrics import line_height, rows_apart, width

#: Names beside the bars take at most this share of the frame, bars at least that.
_NAMES, _BARS = 0.45, 0.3
#: The least distance between two rows, and between two bars of one row, in lines.
_PITCH, _BAR = 0.92, 0.79
#: Between two rows, in hundredths of a bar: of one bar a row, and of several.
_GAPS = (45, 20)
#: Between the end of a whisker and its label, in inches.
_OFF = 0.12


def least_height(native: Bars, size: float, wide: float) -> float:
    """The least height in inches at which names and labels do not run into one another."""
    of_bars = 1 if native.overlaid else len(native.series)
    apart = max(of_bars * _BAR, _PITCH * rows_apart(native.categories, size, _NAMES * wide))
    rows = len(native.categories) * apart * line_height(size)
    return _above(native, size) + _below(native, size) + rows


def bars(native: Bars, frame: Frame, behind: Behind) -> Drawing:
    """The chart; its numbers go into ``behind``."""
    scale = linear(0, native.top, native.unit)
    longest = max(width(name, frame.size) for name in native.categories)
    left = min(longest + 0.15, _NAMES * frame.width)
    right = _right(native, frame, left, scale)
    plot = Plot(frame, left, _above(native, frame.size), right, _below(native, frame.size))
    of_names = behind.add("Category", native.categories)
    series = [
        _series(native, place, behind, of_names, plot, scale) for place in range(len(native.series))
    ]
    chart = element(
        "c:barChart",
        value("c:barDir", "bar"),
        value("c:grouping", "clustered"),
        value("c:varyColors", False),
        *series,
        value("c:gapWidth", _GAPS[len(native.series) > 1 and not native.overlaid]),
        value("c:overlap", 100 if native.overlaid else 0),
        value("c:axId", UPWARDS),
        value("c:axId", ACROSS),
    )
    across = value_axis(scale, ACROSS, frame.size, _title(native), "max", "between")
    above = legend(frame.size) if _keyed(native) else ""
    return Drawing(plot, (chart,), (name_axis(frame.size), across), above)


def _above(native: Bars, size: float) -> float:
    return 0.1 + (1.9 * line_height(size) if _keyed(native) else 0)


def _keyed(native: Bars) -> bool:
    """Whether a legend must tell the series apart: words at the bars do it better."""
    return len(native.series) > 1 and not any(series.labels for series in native.series)


def _title(native: Bars) -> str:
    """The title of the axis, unless each of its numbers has a unit."""
    return "" if native.unit else native.axis


def _below(native: Bars, size: float) -> float:
    return 0.15 + (2 if _title(native) else 1) * line_height(size)


def _labels(native: Bars, place: int, scale: Scale, plot: Plot | None) -> list[Label]:
    """The labels of one series: beyond the end of whatever is drawn in its row.

    Without words of its own anywhere in the chart, the values are shown: of bars on one another,
    those of the foremost.
    """
    series = native.series[place]
    told = any(other.labels for other in native.series)
    foremost = place == len(native.series) - 1 or not native.overlaid
    if told != bool(series.labels) or not (told or foremost):
        return []
    found = []
    for at, length in enumerate(series.values):
        words = series.labels[at] if told else None
        if words == "" or not math.isfinite(length):
            continue
        moved = 0.0
        if plot:
            beyond = scale.share(_reach(native, series, at)) - scale.share(length)
            off = _OFF if beyond or series.high else 0.0
            moved = (beyond * plot.width + off) / plot.frame.width
        found.append(Label(at, words, "outEnd", moved, scale.form))
    return found


def _reach(native: Bars, series: BarSeries, at: int) -> float:
    """How far the row ``at`` is drawn, whiskers included, but not beyond the axis."""
    drawn = native.series if native.overlaid else (series,)
    ends = [end for each in drawn for end in (each.values[at], *each.high[at : at + 1])]
    return min(max(end for end in ends if math.isfinite(end)), native.top)


def _right(native: Bars, frame: Frame, left: float, scale: Scale) -> float:
    """The room to the right of the plot in which the longest labels end."""
    room = frame.width - left
    plot_width = room - 0.3
    for place, series in enumerate(native.series):
        for label in _labels(native, place, scale, None):
            reach = scale.share(_reach(native, series, label.at))
            told = label.words if label.words is not None else f"{series.values[label.at]:.0f}%"
            if reach > 0:
                plot_width = min(plot_width, (room - _OFF - label_width(told, frame.size)) / reach)
    return room - max(plot_width, _BARS * frame.width)


def _series(
    native: Bars, place: int, behind: Behind, of_names: Column, plot: Plot, scale: Scale
) -> str:
    series = native.series[place]
    values = behind.add(series.name, series.values)
    drawn = ""
    if series.low:
        drawn = whiskers(*behind.distances(series.name, series.values, series.low, series.high))
    alike = len(set(series.colours)) == 1
    colour = series.colours[0] if alike else LIGHT.quiet  # of the legend
    printed = series.printed or (False,) * len(series.colours)
    each = [_look(*look, series) for look in zip(series.colours, printed, strict=True)]
    looks = () if alike and not any(printed) else each
    return element(
        "c:ser",
        value("c:idx", place),
        value("c:order", place),
        values.as_name(),
        _look(colour, False, series),
        value("c:invertIfNegative", False),
        *points(looks),
        labels(_labels(native, place, scale, plot), plot.frame.size),
        drawn,
        element("c:cat", of_names.as_words()),
        element("c:val", values.as_numbers()),
    )


def _look(colour: str, printed: bool, series: BarSeries) -> str:
    if series.hollow:
        return element("c:spPr", NO_FILL, line(colour, 1.25))
    return bar_look(colour, crossed=bool(series.low or series.printed), printed=printed)
