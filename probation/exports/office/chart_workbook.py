"""The sheet behind a chart: the chart's numbers, so that it can be edited, and nothing else."""

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from probation.exports.office.markup import element, said, value
from probation.exports.office.words import AUTHOR

SHEET = "Chart"
#: A day for a property that would be the time of day: the same chart is the same file.
_MADE = datetime(2000, 1, 1)


@dataclass(frozen=True)
class Column:
    """A column of the sheet, ``place`` from the left: a head, then its cells.

    Cells are words or numbers; a number that is not finite is an empty cell.
    """

    place: int
    head: str
    cells: tuple[str | float, ...]

    def as_name(self) -> str:
        """The head as the name of a series."""
        points = element("c:pt", element("c:v", said(self.head)), idx=0)
        cache = element("c:strCache", value("c:ptCount", 1), points)
        return element("c:tx", element("c:strRef", element("c:f", self._at(1, 1)), cache))

    def as_words(self) -> str:
        """The cells as the names of categories."""
        return self._reference("c:strRef", "c:strCache", "", [said(str(c)) for c in self.cells])

    def as_numbers(self) -> str:
        """The cells as values; an empty cell has no point."""
        form = element("c:formatCode", "General")
        numbers = [_written(c) if isinstance(c, float) else "" for c in self.cells]
        return self._reference("c:numRef", "c:numCache", form, numbers)

    def _reference(self, kind: str, cache: str, form: str, texts: Sequence[str]) -> str:
        points = (
            element("c:pt", element("c:v", text), idx=place)
            for place, text in enumerate(texts)
            if text
        )
        kept = element(cache, form, value("c:ptCount", len(texts)), *points)
        return element(kind, element("c:f", self._at(2, len(texts) + 1)), kept)

    def _at(self, first: int, last: int) -> str:
        letters, rest = "", self.place + 1
        while rest:
            rest, letter = divmod(rest - 1, 26)
            letters = chr(ord("A") + letter) + letters
        start = f"{SHEET}!${letters}${first}"
        return start if first == last else f"{start}:${letters}${last}"


class Behind:
    """The sheet as it is filled, column by column."""

    def __init__(self) -> None:
        self.columns: list[Column] = []

    def add(self, head: str, cells: Sequence[str | float]) -> Column:
        """A new column at the right."""
        kept = tuple(c if isinstance(c, str) else float(c) for c in cells)
        column = Column(len(self.columns), head, kept)
        self.columns.append(column)
        return column

    def distances(
        self, name: str, values: Sequence[float], low: Sequence[float], high: Sequence[float]
    ) -> tuple[Column, Column]:
        """How far it is from each value to its limits: what error bars are drawn by."""
        down = [v - end for v, end in zip(values, low, strict=True)]
        up = [end - v for v, end in zip(values, high, strict=True)]
        return (
            self.add(f"{name}: down to lower limit", down),
            self.add(f"{name}: up to upper limit", up),
        )

    def workbook(self) -> bytes:
        """The sheet as a workbook (.xlsx)."""
        import xlsxwriter

        file = io.BytesIO()
        with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
            said = {"title": "Numbers of the chart", "author": AUTHOR, "created": _MADE}
            book.set_properties(said)
            sheet = book.add_worksheet(SHEET)
            for column in self.columns:
                sheet.set_column(column.place, column.place, 24)
                sheet.write_string(0, column.place, column.head)
                for row, cell in enumerate(column.cells, 1):
                    if isinstance(cell, str):
                        sheet.write_string(row, column.place, cell)
                    elif math.isfinite(cell):
                        sheet.write_number(row, column.place, cell)
        return file.getvalue()


def _written(number: float) -> str:
    """A number as xlsxwriter writes it, so that chart and sheet agree to the last digit."""
    return f"{number:.16G}" if math.isfinite(number) else ""
