"""Charts of named rows as Plotly figures for a page."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from probation.charts import page_joined, printed
from probation.charts.medium import rows_height
from probation.charts.spec import Axis, OfMarks, Rows, Series
from probation.charts.theme import (
    Figure,
    Theme,
    axis_title,
    coloured,
    column,
    column_width,
    layout,
    line,
    name_axis,
    value_axis,
    words_font,
)
from probation.domain.text import for_plotly

#: Ticks of a logarithmic axis are drawn at those of these that it spans.
_TICKS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100)
#: Of a row, what series side by side take; of that of one, the bar.
_PARTED, _BAR = 0.86, 0.78
#: Width of the ring round a mark whose number the bulletin prints.
_RING = 2
#: The shapes of marks as signs among words.
_SIGNS = {"circle": "●", "diamond": "◆", "diamond-open": "◇"}
#: Between the parts of a line of words.
_WIDE = "\N{EM SPACE}"


def rows(chart: Rows, theme: Theme) -> Figure:
    """The marks of each series, and their words in a column at the right."""
    count = max(_places(chart), default=-1) + 1
    medium = theme.medium.fitted(count, _lines(chart) or 1)
    theme = replace(theme, medium=medium)
    data: list[Figure] = [page_joined.between(chart, theme)] if chart.joined else []
    if chart.axis.log:
        data.append(_middle(chart, theme))
    for place, series in enumerate(chart.series):
        y = _heights(chart, place)
        data += (
            _bars(chart, series, y, theme) if chart.in_bars else [_marks(series, y, chart, theme)]
        )
    names = name_axis(theme, _places(chart), chart.names, chart.name_width)
    own = max((name.count("<br>") + 1 for name in names["ticktext"]), default=1)
    axis = _axis(chart.axis, theme)
    figure = layout(
        theme,
        rows_height(count, _lines(chart) or own),
        _key(chart, theme),
        column_width(theme, (words for *_, words in _words(chart, theme))),
        foot=medium.foot + medium.line * axis["title"]["text"].count("<br>"),
        xaxis=axis,
        yaxis=names,
        barmode="overlay",
    )
    return {"data": [*data, *_columns(chart, theme)], "layout": figure}


def _places(chart: Rows) -> Sequence[float]:
    return chart.at or range(len(chart.names))


def _heights(chart: Rows, place: int) -> list[float]:
    """Where the marks of a series stand."""
    series, rows = chart.series[place], _places(chart)
    parted = (place - (len(chart.series) - 1) / 2) * _step(chart) if chart.parted else 0
    offsets = series.offsets or [parted] * len(series.rows)
    return [rows[row] + off for row, off in zip(series.rows, offsets, strict=True)]


def _step(chart: Rows) -> float:
    return _PARTED / len(chart.series)


def _lines(chart: Rows) -> int | None:
    """For how many lines of words a row has room; None for those of its name."""
    return len(chart.series) if chart.parted else chart.lines


def _key(chart: Rows, theme: Theme) -> str:
    """What the marks mean, above the figure."""
    told = zip(chart.key, chart.series, strict=False)
    said = [f"{_sign(series, theme)} {words}" for words, series in told if words]
    if any(any(series.printed) for series in chart.series):
        said.append(printed.SHORT_KEY if said else printed.KEY)
    return _WIDE.join(said)


def _sign(series: Series, theme: Theme) -> str:
    """A mark among words; an outline is in the ink of the words."""
    sign = _SIGNS[str(series.shapes)]
    return sign if series.outline else coloured(sign, theme.colour(str(series.colours)))


def _columns(chart: Rows, theme: Theme) -> Iterator[Figure]:
    """The words of the rows at the right edge, row by row; quiet ones apart."""
    for quiet in (False, True):
        told = [words for words in _words(chart, theme) if words[0] == quiet]
        if told or not quiet:
            y, words = [y for *_, y, _ in told], [said for *_, said in told]
            said = column(theme, chart.axis.high, y, words)
            yield said | ({"textfont": words_font(theme, "quiet")} if quiet else {})


def _words(chart: Rows, theme: Theme) -> list[tuple[bool, int, float, str]]:
    """Whether they are quiet, of which row, at what height; each with its sign where a key says."""
    named = [place for place, series in enumerate(chart.series) if series.labels]
    found = [
        (chart.series[place].quiet, row, y, words)
        for place in named
        for row, y, words in zip(
            chart.series[place].rows,
            _heights(chart, place),
            chart.series[place].labels,
            strict=True,
        )
    ]
    if chart.key and len(named) > 1:
        return [
            (False, row, float(row), _WIDE.join(_signed(chart, named, row, theme)))
            for row in range(len(chart.names))
        ]
    return sorted(found, key=lambda words: words[1])


def _signed(chart: Rows, named: list[int], row: int, theme: Theme) -> Iterator[str]:
    for place in named:
        series = chart.series[place]
        for at, words in zip(series.rows, series.labels, strict=True):
            if at == row:
                yield f"{_sign(series, theme)} {words}"


def _marks(series: Series, y: list[float], chart: Rows, theme: Theme) -> Figure:
    colours = _painted(series.colours, theme)
    inside = colours
    if series.hollow:
        each = [colours] * len(y) if isinstance(colours, str) else colours
        inside = [
            theme.background if hollow else colour
            for hollow, colour in zip(series.hollow, each, strict=True)
        ]
    marker: Figure = {"color": inside, "size": series.size, "symbol": _listed(series.shapes)}
    if series.outline:
        marker["line"] = {"width": series.outline, "color": colours}
    elif any(series.printed):
        marker["line"] = _ringed(series, theme)
    if series.opacity < 1:
        marker["opacity"] = series.opacity
    x = [_within(value, chart.axis) for value in series.values]
    marks = {
        "type": "scatter",
        "mode": "markers",
        "x": x,
        "y": y,
        "marker": marker,
        "cliponaxis": False,
    }
    if series.low:
        marks["error_x"] = _whiskers(x, series, chart.axis, theme)
    return (
        marks | _told(series) | (page_joined.words(series, chart, theme) if series.beside else {})
    )


def _bars(chart: Rows, series: Series, y: list[float], theme: Theme) -> list[Figure]:
    """Each value as the solid part of its base; its whisker on a halo, to show on any colour."""
    colours = _painted(series.colours, theme)
    bar = {"type": "bar", "orientation": "h", "y": y, "width": _BAR * _step(chart)}
    outline = {"color": theme.background, "line": {"color": colours, "width": 1.2}}
    whole = bar | {"x": list(series.bases), "marker": outline, "hoverinfo": "skip"}
    solid = {"color": colours} | ({"line": _ringed(series, theme)} if any(series.printed) else {})
    part = bar | {"x": list(series.values), "marker": solid} | _told(series)
    return [whole, part, *_haloed(series, y, theme)]


def _ringed(series: Series, theme: Theme) -> Figure:
    """A ring round what the bulletin prints."""
    return {"width": [_RING if ringed else 0 for ringed in series.printed], "color": theme.ink}


def _haloed(series: Series, y: list[float], theme: Theme) -> list[Figure]:
    """Whiskers on bars, dark on a light halo so that they show on any; none without limits."""
    ends = zip(series.values, y, series.low, series.high, strict=bool(series.low))
    known = [end for end in ends if end[0] == end[0]]
    if not known:
        return []
    values, y, low, high = map(list, zip(*known, strict=True))
    spans = _spans(values, low, high)
    halo = {"color": theme.background, "thickness": 4, "width": 6}
    stroke = {"color": theme.ink, "thickness": 1.6, "width": 5}
    place = {
        "type": "scatter",
        "mode": "markers",
        "x": values,
        "y": y,
        "marker": {"size": 1, "opacity": 0},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }
    return [place | {"error_x": spans | look} for look in (halo, stroke)]


def _whiskers(x: list[float], series: Series, axis: Axis, theme: Theme) -> Figure:
    """Intervals, cut at the ends of a logarithmic axis; their figures stand beside them in full."""
    low, high = ([_within(end, axis) for end in ends] for ends in (series.low, series.high))
    colour = theme.quiet if series.quiet else theme.ink
    return _spans(x, low, high) | {"color": colour, "thickness": 1.6, "width": 5}


def _spans(values: Sequence[float], low: Sequence[float], high: Sequence[float]) -> Figure:
    return {
        "type": "data",
        "symmetric": False,
        "array": [end - value for value, end in zip(values, high, strict=True)],
        "arrayminus": [value - end for value, end in zip(values, low, strict=True)],
    }


def _within(value: float, axis: Axis) -> float:
    return min(max(value, axis.low), axis.high) if axis.log else value


def _told(series: Series) -> Figure:
    """What a pointer is told, and where a tap leads."""
    told: Figure = {"hoverinfo": "skip"}
    if series.hovers:
        told = {"hoverinfo": "text", "hovertext": list(series.hovers)}
    return told | ({"customdata": list(series.codes)} if series.codes else {})


def _painted(colours: OfMarks, theme: Theme) -> Any:
    if isinstance(colours, str):
        return theme.colour(colours)
    return [theme.colour(name) for name in colours]


def _listed(values: OfMarks) -> Any:
    return values if isinstance(values, str) else list(values)


def _middle(chart: Rows, theme: Theme) -> Figure:
    """The line at which a ratio says that there is no difference."""
    ends = [-0.5, len(chart.names) - 0.5]
    return line([chart.axis.middle] * 2, ends, color=theme.quiet, width=1.5, dash="dash")


def _axis(axis: Axis, theme: Theme) -> Figure:
    parted = " " if theme.medium.width else "<br>"
    words = for_plotly(axis.title).replace("\n", parted) + axis.signs
    title = axis_title(theme, words)
    if not axis.log:
        ends = [axis.low, axis.high]
        return value_axis(theme, axis.high, axis.unit, range=ends, nticks=axis.ticks, title=title)
    ticks = [tick for tick in _TICKS if axis.low <= tick <= axis.high]
    return {
        "type": "log",
        "range": [math.log10(axis.low), math.log10(axis.high)],
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": [f"{tick:g}" for tick in ticks],
        "gridcolor": theme.grid,
        "zeroline": False,
        "fixedrange": True,
        "tickfont": words_font(theme, "quiet"),
        "title": title,
    }
