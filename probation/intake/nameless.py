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
    """A fault for each column without a name, and a note for those that are passed over.

    aside: columns that have a place among ours, or that the mapping ignores.
    """
    found: list[Fault] = []
    empty: list[int] = []
    columns = enumerate(zip(source.columns, source.fields, strict=True), start=1)
    for place, (column, field) in columns:
        if not is_nameless(column) or column in aside:
            continue
        named = f" (it is called '{shown(column)}')" if column.strip() else ""
        which = f"Column {place:,} has no name{named}"
        match _held(connection, source, field):
            case "nothing":
                empty.append(place)
            case "a running number":
                found.append(_noted(source, place, f"{which} and holds a running number; it is"))
            case _:
                found.append(_fault(source, place, f"{which}.", column.strip()))
    if len(empty) == 1:
        found.append(
            _noted(source, empty[0], f"Column {empty[0]:,} has no name and is empty; it is")
        )
    elif empty:
        which = f"{len(empty):,} columns, the first of them column {empty[0]:,},"
        found.append(_noted(source, empty[0], f"{which} have no name and are empty; they are"))
    return found


def _noted(source: Source, place: int, what: str) -> Fault:
    at = (source.file, source.sheet, 1, None, f"column {place:,}", None, "a name")
    return Note("F11", *at, f"{what} passed over.", "Nothing need be done.")


def _fault(source: Source, place: int, message: str, made_up: str) -> Fault:
    at = (source.file, source.sheet, 1, None, f"column {place:,}", None, "a name")
    return Fault("F11", *at, message, f'{_NAME} as "{shown(made_up)}".')


def _held(connection: duckdb.DuckDBPyConnection, source: Source, field: str) -> str:
    """What a column holds: 'nothing', 'a running number' or 'more'."""
    cells = connection.table(source.table).select(
        ColumnExpression("row"), ColumnExpression(field).alias("cell")
    )
    held = cells.query("cells", _HELD)
    assert held is not None  # it is a SELECT
    [(filled, counting)] = held.fetchall()
    if not filled:
        return "nothing"
    return "a running number" if counting else "more"
