"""Rows of two marks with a line between them: the line, and the words at its ends."""

from probation.charts.spec import Rows, Series
from probation.charts.theme import Figure, Theme, line, words_font

#: Words beside a mark nearer to nought than so many points a letter would run over a phone's axis:
#: they stand above it.
_LETTER = 8
#: Between a mark and the words beside it.
_OFF = "\N{NO-BREAK SPACE}"


def between(chart: Rows, theme: Theme) -> Figure:
    """A line from the first to the second mark of each row, broken between rows."""
    first, second = chart.series
    x = [x for ends in zip(first.values, second.values, strict=True) for x in (*ends, None)]
    y = [y for row in first.rows for y in (row, row, None)]
    return line(x, y, color=theme.quiet, width=3)


def words(series: Series, chart: Rows, theme: Theme) -> Figure:
    """Words at each of two joined marks, on the side that the line leaves free."""
    first, second = chart.series
    is_second = series is second
    others = first.values if is_second else second.values
    places = [
        _side(value, value < other if is_second else not value > other, said)
        for value, other, said in zip(series.values, others, series.beside, strict=True)
    ]
    told = [
        said + _OFF if "left" in at else _OFF + said
        for said, at in zip(series.beside, places, strict=True)
    ]
    return {
        "mode": "markers+text",
        "text": told,
        "textposition": places,
        "textfont": words_font(theme),
    }


def _side(value: float, left: bool, said: str) -> str:
    """Where the words of a mark stand: beside it, or above it where that is too narrow."""
    room = value if left else 140 - value  # beyond 100% the column at the right keeps some free
    height = "top" if room < _LETTER * len(said) else "middle"
    inwards = height == "top"
    return f"{height} {'left' if left != inwards else 'right'}"
