"""Excel workbooks: every visible sheet with cells is a table, its header in row 1."""

import re
import warnings
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import duckdb

from probation.domain.wording import counted, plural
from probation.intake.fault import Fault
from probation.intake.formats import framing, limits, package, tables
from probation.intake.formats.place import Listed, Place, cleaned, shown
from probation.intake.formats.source import Source, fields
from probation.intake.formats.workbook import check_workbook, damaged
from probation.intake.formats.xlsx_cells import EXACT, is_inexact, parser, text

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

_LAST_ROW = limits.SHEET_ENDS[-1]
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s")
_HIDDEN = "In Excel unhide the sheet, or delete it."
_UNMERGE = "Unmerge the cells and write the value into each of them."
_CALCULATE = "Open the workbook in Excel so that it is calculated, and save it again."
_OR = ", or delete those that are no cases."
_FILTERED = f"Show all rows (in Excel: Data, Clear){_OR}"
_UNHIDE = "select all; Home, Format, Unhide Rows, and Row Height 15 where none shows"
_BY_HAND = f"Show all rows (in Excel: {_UNHIDE}){_OR}"
_EITHER = f"Show all rows (in Excel: Data, Clear; or {_UNHIDE}){_OR}"
#: What stands for a formula without its value, as Excel has it.
_NO_VALUE = "#CALC!"
_CORRECT = "Correct the formula, or write the value that belongs there."

#: Our columns, from their number in the sheet, counted from 1, to the text there.
Cells = Mapping[int, str]


def read_xlsx(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    place: Place,
    names: Iterator[str],
    known: Collection[str] = (),
) -> tuple[list[Source], list[Fault]]:
    """Each visible sheet with cells as a table; ``names`` gives the next table's name.

    known: names that a header may hold, as ``framing.plain`` gives them.
    """
    faults = check_workbook(path, place)
    if faults:
        return [], faults
    sources: list[Source] = []
    try:
        with package.opened(path) as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and dates it does not know
            for sheet in _sheets(file):
                reading = _Sheet(sheet, replace(place, sheet=cleaned(sheet.title)), known)
                if sheet.sheet_state != "visible":
                    faults += reading.hidden()
                    continue
                source = reading.load(connection, names)
                faults += reading.faults()
                sources += [source] if source else []
    except (MemoryError, duckdb.Error):
        raise
    except Exception:  # openpyxl lets through what comes: KeyError, TypeError, BadZipFile ...
        return [], [damaged(place)]
    if not sources and not faults:
        message = f"{place.file} is empty: no sheet has a cell."
        faults = [place.fault("F01", message, "Export it again.", "a header and rows", "nothing")]
    return sources, faults


def _sheets(file: IO[bytes]) -> list["ReadOnlyWorksheet"]:
    """The worksheets of a book, to be read while its ``file`` is open."""
    from openpyxl import load_workbook

    book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    with zipfile.ZipFile(file) as archive:
        listed = len(_SHEET.findall(archive.read(package.main_part(archive))))
    if listed != len(book.sheetnames):  # a sheet whose part is gone is left out without a word
        raise ValueError
    return list(book.worksheets)


class _Sheet:
    """One sheet being read, with the faults met on the way.

    openpyxl's own rows of a read-only sheet leave out rows and cells that are not in order, and
    show a formula without value as an empty cell. The parser below them (requirements.txt pins
    the version) tells.
    """

    def __init__(self, sheet: "ReadOnlyWorksheet", place: Place, known: Collection[str]) -> None:
        self._sheet, self._place, self._known = sheet, place, known
        self._parser = parser(sheet)
        self._header = 1
        self._columns: tuple[str, ...] = ()
        self._unseen: list[int] = []
        self._early: list[tuple[str, int, int, str]] = []  # met before the header was known
        self._errors: dict[int, set[str]] = {}  # by column
        self._inexact: set[int] = set()
        self._listed: dict[str, Listed] = {}
        self._other: list[Fault] = []

    def load(self, connection: duckdb.DuckDBPyConnection, names: Iterator[str]) -> Source | None:
        """Makes a table of the sheet; None where it has no cell, or no header."""
        rows = self._rows()
        first = list(islice(rows, framing.LOOKED_AT))
        listed = [(number, list(cells.values())) for number, cells in first]
        at = framing.header_at([cells for _, cells in listed], self._known)
        if at is None:
            return None
        self._header, header = first[at]
        self._columns = tuple(header.get(n, "") for n in range(1, max(header) + 1))
        self._other += framing.above(self._place, listed[: at + 1])
        for cell in self._early:
            self._note_cell(*cell)
        if len(self._columns) > limits.COLUMNS:
            self._other.append(self._too_wide())
            return None
        source = Source(next(names), self._place.file, self._place.sheet, self._columns)
        framed = framing.Framed(self._place, len(self._columns))
        below = framed.cases(self._wide(chain(first[at + 1 :], rows)))
        table = ((number, self._padded(cells)) for number, cells in below)
        tables.load(connection, source.table, fields(self._columns), table)
        for column, name in enumerate(self._columns, start=1):
            if column in self._errors:
                source.told.setdefault(name, set()).update(self._errors[column])
            if column in self._inexact:
                source.exact[name] = EXACT
        self._other += [*framed.faults(), *self._filtered()]
        for merged in self._parser.merged_cells.mergeCell if self._parser.merged_cells else ():
            if self._header <= merged.max_row and merged.min_row <= max(framed.last, self._header):
                self._note_merged(str(merged.ref), merged.min_row, merged.min_col)
        return source

    def hidden(self) -> list[Fault]:
        """A fault for a hidden sheet that holds anything."""
        if next(self._rows(), None) is None:
            return []
        message = f"{self._place.words()}: the sheet is hidden and holds cells."
        return [self._place.fault("F06", message, _HIDDEN, "visible sheets", "a hidden sheet")]

    def faults(self) -> list[Fault]:
        """The faults met; call it after ``load``."""
        return [*self._other, *(f for some in self._listed.values() for f in some.faults())]

    def _rows(self) -> Iterator[tuple[int, Cells]]:
        """The rows that hold anything: number and cells."""
        last = 0
        with self._sheet._get_source() as self._parser.source:
            for number, parsed in self._parser.parse():
                if not last < number <= _LAST_ROW:
                    raise ValueError
                last = number
                cells = self._texts(number, parsed)
                # openpyxl keeps what it knows of every row, for nothing
                about = self._parser.row_dimensions.pop(str(number), {})
                if cells:
                    if about.get("hidden") in ("1", "true") or float(about.get("ht", 1)) == 0:
                        self._unseen.append(number)
                    yield number, cells

    def _texts(self, number: int, parsed: list[dict[str, Any]]) -> dict[int, str]:
        cells: dict[int, str] = {}
        last = 0
        for cell in parsed:
            column = cell["column"]
            if column <= last or cell["row"] != number:
                raise ValueError
            last = column
            shows = text(cell["value"], cell.get("shown_as", "General"))
            shows = _NO_VALUE if cell.get("uncalculated") else shows
            if shows:
                cells[column] = shows
            if is_inexact(cell["value"]):
                self._inexact.add(column)
            if cell["data_type"] == "e" or shows == _NO_VALUE:
                self._errors.setdefault(column, set()).add(shows or "")
            if cell["data_type"] == "e":
                self._note_cell("error", number, column, f"shows the error {shown(shows or '')}")
            elif cell.get("uncalculated"):
                self._note_cell("formula", number, column, "holds a formula without its value")
        return cells

    def _wide(self, rows: Iterator[tuple[int, Cells]]) -> Iterator[framing.Numbered]:
        """Rows in the width of the header, blank rows between them too, which have no cells."""
        width = len(self._columns)
        last = self._header
        for number, cells in rows:
            yield from ((skipped, ()) for skipped in range(last + 1, number))
            last = number
            yield number, [cells.get(n, "") for n in range(1, width + 1)]
            beyond = [n for n, text in cells.items() if n > width and not text.isspace()]
            if beyond:
                self._note_ragged(number, max(beyond))

    def _padded(self, cells: Sequence[str]) -> Sequence[str | None]:
        return [cell or None for cell in cells] or [None] * len(self._columns)

    def _filtered(self) -> list[Fault]:
        """A fault for rows that a filter, or a person, has hidden."""
        rows = [number for number in self._unseen if number > self._header]
        if not rows:
            return []
        filters = getattr(self._parser, "auto_filter", None)
        about = getattr(self._parser, "sheet_properties", None)
        filtered = (filters and filters.filterColumn) or (about and about.filterMode)
        by = " by a filter" if filtered else ""
        fix = _FILTERED if filtered else _BY_HAND
        if self._parser.tables.tablePart and not filtered:  # their filters are in other parts
            fix = _EITHER
        hidden = f"{counted(len(rows), 'row')} {plural(len(rows), 'is', 'are')} hidden{by}"
        ask = plural(len(rows), "is it a case", "are they cases")
        message = f"{self._place.words()}: {hidden}; {ask}, too?"
        here = replace(self._place, row=rows[0])
        return [here.fault("F06", message, fix, "no hidden rows", counted(len(rows), "row"))]

    def _at(self, row: int, column: int) -> Place:
        named = 0 < column <= len(self._columns) and row > self._header
        name = shown(self._columns[column - 1]) if named else ""
        return replace(self._place, row=row, column=name or _letters(column))

    def _note_cell(self, kind: str, row: int, column: int, what: str) -> None:
        if not self._columns:
            self._early.append((kind, row, column, what))
            return
        if row > self._header and column > len(self._columns):
            return  # nobody reads it; that it stands there is told
        here = self._at(row, column)
        message = f"{self._place.words()}: cell {_letters(column)}{row} {what}."
        fix = _CORRECT if kind == "error" else _CALCULATE
        found = "an error" if kind == "error" else "a formula"
        self._list(kind, here.fault("F06", message, fix, "a value", found))

    def _note_merged(self, ref: str, row: int, column: int) -> None:
        message = f"{self._place.words()}: cells {shown(ref)} are merged into one."
        fault = self._at(row, column).fault("F06", message, _UNMERGE, "single cells", shown(ref))
        self._list("merged", fault)

    def _note_ragged(self, row: int, column: int) -> None:
        cell = f"{_letters(column)}{row}"
        message = f"{self._place.words()}: cell {cell} stands where the header has no name."
        fix = "Clear the cell, or give its column a name."
        expected = f"cells in the {len(self._columns):,} columns of the header"
        self._list("ragged", self._at(row, column).fault("F10", message, fix, expected, cell))

    def _list(self, kind: str, fault: Fault) -> None:
        self._listed.setdefault(kind, Listed()).add(fault)

    def _too_wide(self) -> Fault:
        found = f"{len(self._columns):,} columns"
        message = f"{self._place.words()} has {found}; {limits.COLUMNS:,} is the most taken."
        fix = "Keep only the columns that are needed."
        return self._place.fault("F01", message, fix, f"at most {limits.COLUMNS:,} columns", found)


def _letters(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(column)) if column <= 18_278 else str(column)
