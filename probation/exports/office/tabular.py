"""A table of an exhibit as rows of text."""

import re

import pandas as pd

from probation.exports.office.words import legible, one_line

Rows = list[list[str]]

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
