"""Any CSV file counted by its distinct rows, so that a million cases are a few patterns."""

import csv
from collections.abc import Collection
from pathlib import Path
from typing import Any

import duckdb

from probation.domain.codes import known
from probation.errors import ReaderError

#: One row: nothing; the names of the file's columns.
_HEADER = """
    SELECT * FROM read_csv($path, header = true, skip = 0, all_varchar = true, delim = ',',
                           quote = '"', escape = '"')
    LIMIT 0
"""

#: One row: one distinct line below the header, whole, and how often it stands in the file. No
#: line holds the delimiter. Dividing lines into cells only after counting them saves two thirds.
_LINES = """
    SELECT line, count(*)::BIGINT AS "$rows"
    FROM read_csv($path, header = false, skip = 1, columns = {'line': 'VARCHAR'}, delim = '\x01',
                  quote = '', escape = '', auto_detect = false)
    WHERE line IS NOT NULL
    GROUP BY line
"""

#: One row: one combination of values of the columns asked for, as text, and how many rows have it.
_GROUPED = """
    SELECT COLUMNS(lambda name: list_contains($columns, name)), count(*)::BIGINT AS "$rows"
    FROM read_csv($path, header = true, skip = 0, all_varchar = true, delim = ',',
                  quote = '"', escape = '"')
    GROUP BY ALL
"""

#: The name of the count among the columns of ``grouped``.
ROWS = "$rows"

#: With more distinct lines than this, a column that nobody asked for tells them apart.
_FEW = 20_000


def header(path: Path) -> list[str]:
    """The names of a CSV file's columns. Raises ReaderError where it cannot be read."""
    with duckdb.connect() as connection:
        return _header(connection, path)


def grouped(path: Path, columns: list[str]) -> dict[str, list[Any]]:
    """Combinations of some columns: lists of text by column, and ROWS, how many rows have each.

    A combination may come more than once. An empty cell is None or ''. Raises ReaderError with
    one sentence where the file cannot be read, or has no such column.
    """
    with duckdb.connect() as connection:
        names = _header(connection, path)
        for column in columns:
            known(column, names, "column")
        lines = _lines(connection, path, names, columns)
        if lines is not None:
            return lines
        names, found = _read(connection, path, _GROUPED, {"columns": columns})
    return dict(zip(names, found, strict=True))


def first_of(path: Path, column: str, cells: Collection[str]) -> tuple[int, str]:
    """The first row, counting the header as 1, whose cell in ``column`` is of ``cells``, and it."""
    wanted = set(cells)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file)
        place = next(rows).index(column)
        own = ((n, row[place].rstrip()) for n, row in enumerate(rows, start=2) if row)
        return next((n, cell) for n, cell in own if cell in wanted)


def _fault(path: Path) -> str:
    """The first thing wrong with a file, and what to do; "" where nothing of the kind is found."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return f"line {line:,} holds letters that are not UTF-8; save the file as CSV UTF-8."
    rows = csv.reader(text.splitlines(keepends=True), strict=True)
    try:
        names = next(rows)
        for row in rows:
            if row and len(row) != len(names):
                return (
                    f"line {rows.line_num:,} has {len(row)} cell{'s' * (len(row) != 1)}, the header"
                    f" {len(names)}; mend it, or put text that holds commas between quotes."
                )
    except csv.Error:
        return f"the quotes at line {rows.line_num:,} do not close; mend them."
    return ""


def _header(connection: duckdb.DuckDBPyConnection, path: Path) -> list[str]:
    if not path.is_file():
        raise ReaderError(f"There is no file {path}.")
    return _read(connection, path, _HEADER, {})[0]


def _lines(
    connection: duckdb.DuckDBPyConnection, path: Path, names: list[str], columns: list[str]
) -> dict[str, list[Any]] | None:
    """The same by counting whole lines; None where they are many, quoted or of another length."""
    try:
        found = connection.execute(_LINES, {"path": str(path)}).fetchmany(_FEW + 1)
    except duckdb.Error:
        return None  # reading the cells gives the better message
    if len(found) > _FEW or any('"' in line for line, _ in found):
        return None
    rows = list(csv.reader(line for line, _ in found))
    if any(len(row) != len(names) for row in rows):
        return None
    places = {name: names.index(name) for name in columns}
    cells = {name: [row[place] for row in rows] for name, place in places.items()}
    return {**cells, ROWS: [count for _, count in found]}


def _read(
    connection: duckdb.DuckDBPyConnection, path: Path, sql: str, parameters: dict[str, Any]
) -> tuple[list[str], list[list[Any]]]:
    try:
        cursor = connection.execute(sql, {"path": str(path), **parameters})
        names = [column[0] for column in cursor.description or []]
        arrays = cursor.fetchnumpy()
    except duckdb.Error as error:
        reason = _fault(path) or str(error).splitlines()[0]
        raise ReaderError(f"{path} cannot be read as CSV with a header: {reason}") from error
    # a masked array's list has None where DuckDB has NULL
    return names, [arrays[name].tolist() for name in names]
