"""Columns without a name: passed over where nothing is lost by it, else a fault."""

from collections.abc import Collection

import duckdb
from duckdb import ColumnExpression

from probation.intake.fault import Fault, Note
from probation.intake.formats.place import shown
from probation.intake.formats.source import Source, is_nameless

# One row: how many cells of a column hold anything; whether they count the rows.
_HELD = """
    SELECT count(*) FILTER (filled),
        count(*) FILTER (filled AND step IS NULL) = 0 AND min(step) = max(step)
    FROM (SELECT trim(cell) <> '' AS filled, try_cast(cell AS BIGINT) - row AS step FROM cells)
"""
_NAME = "Give the column a name, or delete it; a mapping file may also list it under ignore"


def nameless(
    connection: duckdb.DuckDBPyConnection, source: Source, aside: Collection[str]
) -> list[Fault]:
    """A note or a fault for each column without a name.

    aside: columns that have a place among ours, or that the mapping ignores.
    """
    columns = enumerate(zip(source.columns, source.fields, strict=True), start=1)
    return [
        _judged(connection, source, place, column, field)
        for place, (column, field) in columns
        if is_nameless(column) and column not in aside
    ]


def _judged(
    connection: duckdb.DuckDBPyConnection, source: Source, place: int, column: str, field: str
) -> Fault:
    what = _held(connection, source, field)
    named = f" (it is called '{shown(column)}')" if column.strip() else ""
    which = f"Column {place:,} has no name{named}"
    here = (source.file, source.sheet, 1, None, f"column {place:,}", None, "a name")
    if what is None:
        fix = f'{_NAME} as "{shown(column.strip())}".'
        return Fault("F11", *here, f"{which}.", fix)
    return Note("F11", *here, f"{which} and {what}; it is passed over.", "Nothing need be done.")


def _held(connection: duckdb.DuckDBPyConnection, source: Source, field: str) -> str | None:
    """'is empty', 'holds a running number', or None for anything else."""
    cells = connection.table(source.table).select(
        ColumnExpression("row"), ColumnExpression(field).alias("cell")
    )
    held = cells.query("cells", _HELD)
    assert held is not None  # it is a SELECT
    [(filled, counting)] = held.fetchall()
    if not filled:
        return "is empty"
    return "holds a running number" if counting else None
