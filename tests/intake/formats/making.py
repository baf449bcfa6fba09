"""Files of the four kinds for tests, each of the same small table of text."""

import csv
import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat

from probation.intake.fault import Fault
from probation.intake.formats import Source, read

COLUMNS = ("case_id", "age", "inspected_on", "rationale")
ROWS = (
    ("S0001", "34", "2017-03-01", 'No places; a waiting list, 5" of paper'),
    ("S0002", None, "2016-12-31", "Élan, £3 and 日本"),
    ("S0003", "102", None, "two\nlines"),
)

Table = Sequence[Sequence[object]]


def write_csv(path: Path, rows: Table = ROWS, columns: Sequence[str] = COLUMNS) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns, *rows])
    return path


def write_xlsx(path: Path, rows: Table = ROWS, columns: Sequence[str] = COLUMNS) -> Path:
    """A workbook with a true number and a true date in each cell that looks like one."""
    book = workbook({"cases": [columns, *([typed(cell) for cell in row] for row in rows)]})
    book.save(path)
    return path


def workbook(sheets: dict[str, Iterable[Sequence[object]]]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return book


def write_parquet(path: Path, rows: Table = ROWS, columns: Sequence[str] = COLUMNS) -> Path:
    cells = [[typed(cell) for cell in column] for column in zip(*rows, strict=True)]
    pq.write_table(pa.table(dict(zip(columns, cells, strict=True))), path)
    return path


def write_sav(path: Path, rows: Table = ROWS, columns: Sequence[str] = COLUMNS) -> Path:
    cells = [[typed(cell) for cell in column] for column in zip(*rows, strict=True)]
    frame = pd.DataFrame(dict(zip(columns, cells, strict=True)))
    pyreadstat.write_sav(frame, path)
    return path


WRITERS = {".csv": write_csv, ".xlsx": write_xlsx, ".parquet": write_parquet, ".sav": write_sav}


def typed(cell: object) -> object:
    """A number or a date for text that looks like one."""
    if isinstance(cell, str) and cell.isdigit():
        return int(cell)
    try:
        return dt.date.fromisoformat(cell) if isinstance(cell, str) else cell
    except ValueError:
        return cell


class Reading:
    """What ``read`` makes of files: sources, faults and the rows of each source."""

    def __init__(self, *files: Path, names: dict[Path, str] | None = None) -> None:
        self.connection = duckdb.connect(config={"threads": 1})  # quicker to start
        self.sources: list[Source]
        self.faults: list[Fault]
        self.sources, self.faults = read(self.connection, files, names)

    @property
    def tables(self) -> dict[str, list[tuple[object, ...]]]:
        """The rows of each source, by sheet or file."""
        return {
            source.sheet or source.file: self.connection.table(source.table).fetchall()
            for source in self.sources
        }

    @property
    def rows(self) -> list[tuple[object, ...]]:
        """The rows of the one source, each with its number first."""
        [rows] = self.tables.values()
        return rows

    @property
    def where(self) -> list[tuple[str, int | None, str | None]]:
        """Rule, row and column of every fault."""
        return [(fault.rule, fault.row, fault.column) for fault in self.faults]


def numbered(rows: Table = ROWS) -> list[tuple[object, ...]]:
    """``rows`` as a source holds them: the first is row 2."""
    return [(number, *row) for number, row in enumerate(rows, start=2)]
