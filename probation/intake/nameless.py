"""Columns without a name: passed over where nothing is lost by it, else a fault."""

from collections.abc import Collection, Sequence

import duckdb
from duckdb import ColumnExpression, FunctionExpression

from probation.domain.wording import counted, plural
from probation.intake.fault import Fault, Note
from probation.intake.formats.place import shown
from probation.intake.formats.source import Source, is_nameless

# One row: whether the cells of a column that are filled count the rows.
_COUNTING = """
    SELECT count(*) FILTER (step IS NULL) = 0 AND min(step) = max(step)
    FROM (SELECT try_cast(cell AS BIGINT) - row AS step FROM cells WHERE trim(cell) <> '')
"""
#: So many columns are looked at one by one: a table may have two thousand.
_JUDGED = 5
_NAME = "Give the column a name, or delete it; a mapping file may also list it under ignore"


def nameless(
    connection: duckdb.DuckDBPyConnection, source: Source, aside: Collection[str]
) -> list[Fault]:
    """A fault for each column without a name, and a note for those that are passed over.

    aside: columns that have a place among ours, or that the mapping ignores.
    """
    found: list[Fault] = []
    empty: list[int] = []
    others: list[tuple[int, str]] = []
    places = [
        (place, column, field)
        for place, (column, field) in enumerate(zip(source.columns, source.fields, strict=True), 1)
        if is_nameless(column) and column not in aside
    ]
    largest = _largest(connection, source, [field for _, _, field in places])
    for (place, column, field), value in zip(places, largest, strict=True):
        named = f" (it is called '{shown(column)}')" if column.strip() else ""
        which = f"Column {place:,} has no name{named}"
        if not value:
            empty.append(place)
        elif len(others) < _JUDGED and _counts_rows(connection, source, field):
            found.append(_noted(source, place, f"{which} and holds a running number; it is"))
        else:
            others.append((place, which))
    if others:
        place, which = others[0]
        more = len(others) - 1
        has = plural(more, "has", "have")
        also = f", and {counted(more, 'further column')} {has} none" if more else ""
        found.append(_fault(source, place, f"{which}{also}.", source.columns[place - 1].strip()))
    if len(empty) == 1:
        found.append(
            _noted(source, empty[0], f"Column {empty[0]:,} has no name and is empty; it is")
        )
    elif empty:
        which = f"{len(empty):,} columns, the first of them column {empty[0]:,},"
        found.append(_noted(source, empty[0], f"{which} have no name and are empty; they are"))
    return found


def _largest(
    connection: duckdb.DuckDBPyConnection, source: Source, fields: Sequence[str]
) -> Sequence[str | None]:
    """Of each field the last of its texts in order, without blanks: none where all are blank."""
    if not fields:
        return ()
    ends = [
        FunctionExpression("max", FunctionExpression("trim", ColumnExpression(field))).alias(
            f"v{n}"
        )
        for n, field in enumerate(fields)
    ]
    [row] = connection.table(source.table).aggregate(ends).fetchall()
    return tuple(row)


def _noted(source: Source, place: int, what: str) -> Fault:
    at = (source.file, source.sheet, 1, None, f"column {place:,}", None, "a name")
    return Note("F11", *at, f"{what} passed over.", "Nothing need be done.")


def _fault(source: Source, place: int, message: str, made_up: str) -> Fault:
    at = (source.file, source.sheet, 1, None, f"column {place:,}", None, "a name")
    return Fault("F11", *at, message, f'{_NAME} as "{shown(made_up)}".')


def _counts_rows(connection: duckdb.DuckDBPyConnection, source: Source, field: str) -> bool:
    """Whether the cells of a column count its rows one by one."""
    cells = connection.table(source.table).select(
        ColumnExpression("row"), ColumnExpression(field).alias("cell")
    )
    counting = cells.query("cells", _COUNTING)
    assert counting is not None  # it is a SELECT
    return bool(counting.fetchall()[0][0])
