"""CSV files: UTF-8, commas, one header row, every cell as it stands.

The row of a cell is the number of its record, as a spreadsheet shows it: a line break inside
quotes does not begin a new row.
"""

import csv
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from glob import escape
from pathlib import Path

import duckdb

from probation.domain.wording import counted
from probation.intake.fault import Fault
from probation.intake.formats import csv_top, framing, tables
from probation.intake.formats.place import Listed, Place
from probation.intake.formats.source import Source

_BLOCK_BYTES = 8_000_000
_TAIL_BYTES = 100_000

# DuckDB reads three irregular things without a word: a blank line (skipped), an empty cell too
# many at the end of a row (dropped), and blanks around quotes (dropped). So it gets the files in
# which none of these can be; the csv module reads the others, many times slower.
_READ = """
    SELECT row_number() OVER () + 1 AS row, *
    FROM read_csv(
        $path, columns = $columns, auto_detect = false, header = false, skip = $skip, delim = ',',
        quote = '"', escape = '"', strict_mode = true, ignore_errors = false,
        null_padding = false, hive_partitioning = false, compression = 'none'
    )
"""


@dataclass
class _Survey:
    """What one pass over the bytes shows."""

    lines: int = 0
    commas: int = 0
    regular: bool = True


def read_csv(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    place: Place,
    table: str,
    known: Collection[str] = (),
) -> tuple[list[Source], list[Fault]]:
    """The file as ``table``; no source where there is no telling what its rows are.

    known: names that its header may hold, as ``framing.plain`` gives them.
    """
    survey = _Survey()
    unreadable = _check_encoding(path, place, survey)
    if unreadable:
        return [], [unreadable]
    try:
        first = csv_top.top(path)
    except csv.Error as error:
        return [], [_not_csv(place, 1, error)]
    header = framing.header_at(first.rows, known)
    wrong = csv_top.check_top(first, header, place, known)
    if wrong or header is None:
        return [], [wrong] if wrong else []
    faults = [csv_top.contradicted(place, first.mark)] if first.mark not in ("", ",") else []
    faults += framing.above(place, list(enumerate(first.rows[: header + 1], start=1)))
    columns = csv_top.columns(first.rows[header], first.rows[header + 1 :])
    source = Source(table, place.file, None, columns)
    if not (
        _is_plain(path, first, header, len(columns), survey)
        and _read_regular(connection, path, source, 1 + bool(first.separator))
    ):
        rows = _Rows(path, place, len(columns), header + 1)
        tables.load(connection, table, source.fields, rows)
        faults += rows.faults()
    return [source], faults


def _is_plain(path: Path, first: csv_top.Top, header: int, width: int, survey: _Survey) -> bool:
    """Whether each line is a row of ``width`` cells and a case, the first but for a separator."""
    if not survey.regular or header > 0:
        return False
    commas = survey.commas - first.separator.count(",") - (len(first.rows[0]) - 1)
    lines = survey.lines - bool(first.separator) - 1
    return commas == lines * (width - 1) and _ends_in_case(path, width)


def _ends_in_case(path: Path, width: int) -> bool:
    """Whether the last line, of a file in which nothing is quoted, is no note and not blank."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL_BYTES))
        _, _, last = file.read().rstrip(b"\r\n").rpartition(b"\n")
    cells = last.decode("utf-8", "replace").split(",")
    return len(cells) != width or framing.kind_below(cells, width) is None


def encoding_fault(path: Path, place: Place) -> Fault | None:
    """A fault where the file is not UTF-8."""
    return _check_encoding(path, place, _Survey())


def _check_encoding(path: Path, place: Place, survey: _Survey) -> Fault | None:
    """A fault where the file is not UTF-8; fills in the ``survey`` on the way."""
    offset = 0
    with path.open("rb") as file:
        # blocks end where lines do, so that no character and no line break is cut in two
        while block := file.read(_BLOCK_BYTES) + file.readline():
            if offset == 0 and (wide := _utf16(block, place)):
                return wide
            try:
                block.decode("utf-8")
            except UnicodeDecodeError as error:
                line = survey.lines + block.count(b"\n", 0, error.start) + 1
                return _not_utf8(place, offset + error.start, line, block[error.start])
            survey.commas += block.count(b",")
            survey.lines += block.count(b"\n") + (not block.endswith(b"\n"))
            survey.regular &= _is_regular(block)
            offset += len(block)
    return None


def _is_regular(block: bytes) -> bool:
    """Whether lines are records, none of them blank: no quotes, no carriage return by itself."""
    return not (
        b'"' in block
        or b"\n\n" in block
        or b"\n\r\n" in block
        or block.startswith((b"\n", b"\r\n"))
        or block.count(b"\r") != block.count(b"\r\n")
    )


def _utf16(block: bytes, place: Place) -> Fault | None:
    start = block[:1000]
    if not start.startswith((b"\xff\xfe", b"\xfe\xff")) and start.count(0) * 4 < len(start):
        return None
    message = f"{place.file} is UTF-16 text, not UTF-8, from its first byte on."
    return place.fault("F08", message, csv_top.SAVE, "UTF-8", "UTF-16")


def _not_utf8(place: Place, offset: int, line: int, byte: int) -> Fault:
    message = (
        f"{place.file} is not UTF-8 text: byte {offset:,} (counted from 0), in line {line:,},"
        f" is 0x{byte:02X}, which begins no character there."
    )
    return place.fault("F08", message, csv_top.SAVE, "UTF-8", f"byte 0x{byte:02X}")


def _read_regular(
    connection: duckdb.DuckDBPyConnection, path: Path, source: Source, skip: int
) -> bool:
    """Makes the table with DuckDB's reader; False where that reader finds fault with the file.

    skip: so many lines at the top are no rows of it.
    """
    parameters = {
        "path": escape(str(path.absolute())),
        "columns": dict.fromkeys(source.fields, "VARCHAR"),
        "skip": skip,
    }
    try:
        connection.sql(_READ, params=parameters).create(source.table)
    except duckdb.InvalidInputException:
        return False
    return True


class _Rows:
    """The rows of an irregular file, in the width of its header; notes the ragged ones.

    header: the number of the header's row.
    """

    def __init__(self, path: Path, place: Place, width: int, header: int) -> None:
        self._path, self._place, self._width, self._header = path, place, width, header
        self._framed = framing.Framed(place, width)
        self._ragged = Listed()
        self._broken: list[Fault] = []

    def __iter__(self) -> Iterator[tables.Row]:
        """Rows with as many cells as the header; what is too much is left out.

        Blank rows inside the file count and are given; those at its end are not rows.
        """
        for number, cells in self._framed.cases(self._records()):
            if cells and len(cells) != self._width:
                self._note(number, len(cells))
            row = [cell or None for cell in cells[: self._width]]
            yield number, row + [None] * (self._width - len(row))

    def _records(self) -> Iterator[tuple[int, list[str]]]:
        number = self._header
        with self._path.open(encoding="utf-8-sig", newline="") as file:
            csv_top.skip_separator(file)
            reader = csv.reader(file, strict=True)
            try:
                for number, cells in enumerate(reader, start=1):
                    if number > self._header:
                        yield number, cells
            except csv.Error as error:
                self._broken.append(_not_csv(self._place, number + 1, error))

    def _note(self, number: int, found: int) -> None:
        place = Place(self._place.file, row=number)
        expected, there = counted(self._width, "cell"), counted(found, "cell")
        message = f"{place.words()}: the row has {there}, the header {expected}."
        fix = "Put cells that hold a comma, a quote or a line break in double quotes."
        if found < self._width:
            fix = "Write every cell of the row, also the empty ones; look for a line broken in two."
        self._ragged.add(place.fault("F10", message, fix, expected, there))

    def faults(self) -> list[Fault]:
        """The faults met; call it after the last row."""
        return [*self._ragged.faults(), *self._framed.faults(), *self._broken]


def _not_csv(place: Place, row: int, error: csv.Error) -> Fault:
    """A record that has no end, or that goes on after a closing quote."""
    here = Place(place.file, row=row)
    reason = str(error)
    if "end of data" in reason or "field limit" in reason:
        what = "a double quote opens a cell and nothing closes it"
    elif "expected after" in reason:
        what = "text follows a closing double quote"
    else:
        what = "the cells cannot be told apart"
    message = f"{here.words()}: {what}; the rows from there on cannot be read."
    fix = "Write a double quote inside a quoted cell twice, and close every cell that opens one."
    return here.fault("F10", message, fix, "cells in matching double quotes", "an open quote")
