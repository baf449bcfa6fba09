"""A table of an exhibit as rows of text, and how wide its columns are."""

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from probation.exports.office.measure import width
from probation.exports.office.words import legible, one_line

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

Rows = list[list[str]]
Numbers = npt.NDArray[np.float64]

#: Beginnings of a number, an interval, a p, a share, or a mark in place of one.
_NUMBER = re.compile(r"(?:[<>~]\s?)?[+\N{MINUS SIGN}-]?\d|\[\w+\]|\N{INFINITY}")
#: A base or an interval after its number.
_BRACKETS = re.compile(r"\([^()]{1,16}\)")


def cells(table: pd.DataFrame) -> Rows:
    """The rows of ``table`` as text, its head first; the index is the first column."""
    if not len(table.columns) and not len(table):
        return []
    head = [table.index.name or "", *table.columns]
    values = table.itertuples(index=False, name=None)
    rows = [(name, *row) for name, row in zip(table.index, values, strict=True)]
    return [list(map(_text, row)) for row in [head, *rows]]


def _text(cell: object) -> str:
    """A cell as text. What a page keeps on one line may be broken here, but for '(93 of 172)'."""
    if cell is None or cell != cell:
        return ""
    text = one_line(legible(str(cell))).replace("\N{NO-BREAK SPACE}", " ")
    return _BRACKETS.sub(lambda found: found[0].replace(" ", "\N{NO-BREAK SPACE}"), text)


def numeric(rows: Rows) -> list[bool]:
    """For each column whether it looks like numbers, so that it stands to the right."""
    found = []
    for column in zip(*rows[1:], strict=True):
        known = [cell for cell in column if cell]
        found.append(bool(known) and all(_NUMBER.match(cell) for cell in known))
    return found or [False] * len(rows[0])


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
        if _length(body, widths) <= shortest:
            shortest, found = _length(body, widths), widths
    for step in _STEPS:
        found = _traded(body, found, least, step)
    return found


def _traded(body: Numbers, widths: Numbers, least: Numbers, step: float) -> Numbers:
    """``widths`` after every ``step`` from one column to another that makes the table shorter."""
    columns = range(len(widths))
    moves = [
        step * (np.eye(len(widths))[a] - np.eye(len(widths))[b]) for a in columns for b in columns
    ]
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
    return widths + (room - widths.sum()) * (short / short.sum() if short.any() else 1 / len(needs))


def _widest(texts: Sequence[str], size: float) -> float:
    head, *rest = texts  # the head is bold
    return max([width(head, size, bold=True), *(width(text, size) for text in rest)])


def _words(column: Sequence[str]) -> list[str]:
    return [max(cell.split(" "), key=lambda word: width(word, 1)) for cell in column]
