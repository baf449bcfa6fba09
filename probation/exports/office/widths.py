"""How wide the columns of a table are on a sheet: as makes it shortest."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from probation.exports.office.tabular import Rows
from probation.exports.office.text_metrics import width

#: What a line needs beside its text, in inches.
_SLACK = 0.03
#: Broken lines end before the margin: a text takes so much more than its width on one line.
_RAGGED = 1.1
#: Inches that columns give to each other, in turn.
_STEPS = (0.5, 0.2, 0.08)
#: Inches that a column has for text at the least.
_NARROWEST = 0.05
#: The needs of columns within this ratio are alike.
_ALIKE = 1.1

Numbers = npt.NDArray[np.float64]


def column_widths(rows: Rows, size: float, room: float, margin: float) -> list[float]:
    """The width of each column in inches, together at most ``room``.

    Every column holds its longest word; what is left goes where it makes the table shortest.
    margin: on both sides of a cell together.
    """
    margin += _SLACK
    head, *rest = rows
    heads = np.array([width(text, size, bold=True) for text in head])
    body = np.array([[width(text, size) for text in row] for row in rest or [[""] * len(head)]])
    natural = np.maximum(heads, body.max(axis=0))
    left = max(room - margin * len(head), _NARROWEST * len(head))
    if natural.sum() <= left:
        return list(natural + margin)
    words = [_words(column) for column in zip(*rows, strict=True)]
    least = np.array([_widest(own, size) for own in words])
    least = np.minimum(least, left / 2).clip(_NARROWEST)  # no word may leave others nothing
    if least.sum() >= left:
        return list(least * left / least.sum() + margin)
    needs = np.maximum(heads * _RAGGED / 2, body.max(axis=0))  # a head may take two lines
    return list(_shortest(body, np.maximum(needs, least), least, left) + margin)


def _shortest(body: Numbers, needs: Numbers, least: Numbers, room: float) -> Numbers:
    """The widths, together ``room``, at which a table is shortest.

    body: the width of each cell's text on one line. needs, least: of each column whole, and broken
    at every word. Shorter columns are whole, or not, those of about one need alike; from the best
    of these, columns give to each other as long as that makes the table shorter.
    """
    shortest, found = np.inf, least
    for need in [0.0, *sorted(needs)]:
        whole = needs <= _ALIKE * need
        if np.where(whole, needs, least).sum() > room:
            break
        widths = _evenly(needs, np.where(whole, needs, least), room)
        length = _length(body, widths)
        if length <= shortest:
            shortest, found = length, widths
    for step in _STEPS:
        found = _traded(body, found, least, step)
    return found


def _traded(body: Numbers, widths: Numbers, least: Numbers, step: float) -> Numbers:
    """``widths`` after every ``step`` from one column to another that makes the table shorter."""
    each = step * np.eye(len(widths))
    moves = [gain - loss for gain in each for loss in each]
    while True:
        tried = [w for move in moves if ((w := widths + move) >= least).all()]
        best = min(tried, key=lambda w: _length(body, w), default=widths)
        if _length(body, best) >= _length(body, widths):
            return widths
        widths = best


def _length(body: Numbers, widths: Numbers) -> float:
    """How many lines a table takes, about: each row as many as its longest cell."""
    lines = np.where(body <= widths, 1.0, np.ceil(body * _RAGGED / widths))
    return float(lines.max(axis=1).sum())


def _evenly(needs: Numbers, least: Numbers, room: float) -> Numbers:
    """Widths, together ``room``, at which each column takes about the same number of lines."""
    lines, widths = 1, needs
    while widths.sum() > room:
        lines += 1
        widths = np.clip(needs * _RAGGED / lines, least, needs)
    short = needs - widths
    share = short / short.sum() if short.any() else np.full(len(needs), 1 / len(needs))
    evenly: Numbers = widths + (room - widths.sum()) * share
    return evenly


def _widest(texts: Sequence[str], size: float) -> float:
    head, *rest = texts  # the head is bold
    return max([width(head, size, bold=True), *(width(text, size) for text in rest)])


def _words(column: Sequence[str]) -> list[str]:
    return [max(cell.split(" "), key=lambda word: width(word, 1)) for cell in column]
