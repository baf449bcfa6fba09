"""A table of an exhibit as rows of text, and how wide its columns are."""

import re
from collections.abc import Sequence

import pandas as pd

from probation.exports.office.measure import width
from probation.exports.office.words import legible, one_line

#: What a line needs beside its text, in inches.
_SLACK = 0.03

Rows = list[list[str]]

#: Beginnings of a number, an interval, a p, a share, or a mark in place of one.
_NUMBER = re.compile(r"(?:[<>~]\s?)?[+\N{MINUS SIGN}-]?\d|\[\w+\]|\N{INFINITY}")


def cells(table: pd.DataFrame) -> Rows:
    """The rows of ``table`` as text, its head first; the index is the first column."""
    if not len(table.columns) and not len(table):
        return []
    head = [table.index.name or "", *table.columns]
    values = table.itertuples(index=False, name=None)
    rows = [(name, *row) for name, row in zip(table.index, values, strict=True)]
    return [list(map(_text, row)) for row in [head, *rows]]


def _text(cell: object) -> str:
    """A cell as text. What a page keeps on one line may be broken here: a sheet is narrow."""
    if cell is None or cell != cell:
        return ""
    return one_line(legible(str(cell))).replace("\N{NO-BREAK SPACE}", " ")


def numeric(rows: Rows) -> list[bool]:
    """For each column whether it looks like numbers, so that it stands to the right."""
    found = []
    for column in zip(*rows[1:], strict=True):
        known = [cell for cell in column if cell]
        found.append(bool(known) and all(_NUMBER.match(cell) for cell in known))
    return found or [False] * len(rows[0])


def column_widths(rows: Rows, size: float, room: float, margin: float) -> list[float]:
    """The width of each column in inches, together at most ``room``.

    Every column holds its longest word; what is left goes to those with longer cells.
    margin: on both sides of a cell together.
    """
    margin += _SLACK
    columns = list(zip(*rows, strict=True))
    natural = [_widest(column, size) + margin for column in columns]
    if sum(natural) <= room:
        return natural
    least = [_widest(_words(column), size) + margin for column in columns]
    if sum(least) >= room:
        return [wide * room / sum(least) for wide in least]
    share = (room - sum(least)) / (sum(natural) - sum(least))
    return [word + share * (cell - word) for word, cell in zip(least, natural, strict=True)]


def _widest(texts: Sequence[str], size: float) -> float:
    head, *rest = texts  # the head is bold
    return max([width(head, size, bold=True), *(width(text, size) for text in rest)])


def _words(column: Sequence[str]) -> list[str]:
    return [max(cell.split(" "), key=lambda word: width(word, 1)) for cell in column]
