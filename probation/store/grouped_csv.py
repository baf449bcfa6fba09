"""Any CSV file counted by its distinct rows, so that a million cases are a few patterns."""

from pathlib import Path
from typing import Any

import duckdb

from probation.errors import ReaderError
from probation.vocabulary import known

#: One row: nothing; the names of the file's columns.
_HEADER = """
    SELECT * FROM read_csv($path, header = true, all_varchar = true, delim = ',', quote = '"',
                           escape = '"', null_padding = false)
    LIMIT 0
"""

#: One row: one combination of values of the columns asked for, as text, and how many rows have it.
_GROUPED = """
    SELECT COLUMNS(lambda name: list_contains($columns, name)), count(*)::BIGINT AS "$rows"
    FROM read_csv($path, header = true, all_varchar = true, delim = ',', quote = '"',
                  escape = '"', null_padding = false)
    GROUP BY ALL
"""

#: The name of the count among the columns of ``grouped``.
ROWS = "$rows"


def header(path: Path) -> list[str]:
    """The names of a CSV file's columns. Raises ReaderError where it cannot be read."""
    return _read(path, _HEADER, {})[0]


def grouped(path: Path, columns: list[str]) -> dict[str, list[Any]]:
    """The distinct combinations of some columns: lists of text by column, and ROWS, their count.

    An empty cell is None. Raises ReaderError with one sentence where the file cannot be read, or
    has no such column.
    """
    names = header(path)
    for column in columns:
        known(column, names, "column")
    names, found = _read(path, _GROUPED, {"columns": columns})
    return dict(zip(names, found, strict=True))


def _read(path: Path, sql: str, parameters: dict[str, Any]) -> tuple[list[str], list[list[Any]]]:
    if not path.is_file():
        raise ReaderError(f"There is no file {path}.")
    with duckdb.connect() as connection:
        try:
            cursor = connection.execute(sql, {"path": str(path), **parameters})
            names = [column[0] for column in cursor.description or []]
            arrays = cursor.fetchnumpy()
        except duckdb.Error as error:
            reason = str(error).splitlines()[0]
            raise ReaderError(f"{path} cannot be read as CSV with a header: {reason}") from error
    # a masked array's list has None where DuckDB has NULL
    return names, [arrays[name].tolist() for name in names]
