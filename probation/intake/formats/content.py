"""What is looked for in every table that was read, whatever it was read from."""

import duckdb
from duckdb import ColumnExpression, ConstantExpression, FunctionExpression

from probation.intake.fault import Fault
from probation.intake.formats import limits
from probation.intake.formats.place import (
    HIDDEN,
    Listed,
    Place,
    character_name,
    hidden_in,
    shown,
)
from probation.intake.formats.source import Source

_SAMPLE = 100_000
_RETYPE = "Delete the character, or type the cell anew."
_EXPECTED = "characters that can be seen, tabs and line breaks"


def check_content(
    connection: duckdb.DuckDBPyConnection, source: Source, spreadsheet: bool, whole: bool
) -> list[Fault]:
    """The faults of a table: no rows, as many as a spreadsheet holds, characters not to be seen.

    spreadsheet: whether a spreadsheet may have cut the rows off. whole: whether all its rows could
    be read, so that none means none.
    """
    place = Place(source.file, source.sheet)
    [(last,)] = connection.table(source.table).aggregate("max(row)").fetchall()
    faults = []
    if last is None and whole:
        message = f"{place.words()} has a header and no rows."
        fix = "Export it again, and look whether it holds any rows."
        faults.append(place.fault("F01", message, fix, "a header and rows", "a header"))
    if spreadsheet and last in limits.SHEET_ENDS:
        faults.append(_full(place, last))
    few = last is None or last < _SAMPLE
    if few and _is_clean(connection, source):
        return [*faults, *_check_header(source)]
    return [*faults, *_check_header(source), *_check_cells(connection, source)]


def _full(place: Place, last: int) -> Fault:
    message = (
        f"{place.words()} ends at row {last:,}, where a spreadsheet has no more rows;"
        " what came after may have been cut off."
    )
    fix = "Export the data as .parquet or .sav, or split them by area."
    return place.fault("F06", message, fix, f"fewer than {last:,} rows", f"{last:,} rows")


def _check_header(source: Source) -> list[Fault]:
    found = Listed()
    for column in source.columns:
        if hidden_in(column):
            found.add(_hidden(source, 1, column, column))
    return found.faults()


def _is_clean(connection: duckdb.DuckDBPyConnection, source: Source) -> bool:
    """Whether no cell of a table of few rows has a fault, asked of all columns at once."""
    cells = [ColumnExpression(field) for field in source.fields]
    whole = FunctionExpression("concat_ws", ConstantExpression(" "), *cells)
    bad = FunctionExpression("regexp_matches", whole, ConstantExpression(HIDDEN))
    return not connection.table(source.table).filter(bad).limit(1).fetchall()


def _check_cells(connection: duckdb.DuckDBPyConnection, source: Source) -> list[Fault]:
    """Faults of single cells, looked for in SQL a column at a time."""
    found = Listed()
    table = connection.table(source.table)
    for column, field in zip(source.columns, source.fields, strict=True):
        cell = ColumnExpression(field)
        bad = FunctionExpression("regexp_matches", cell, ConstantExpression(HIDDEN))
        values = table.select(cell)
        # where values repeat, to look at each of them once costs a tenth
        values = values.distinct() if _repeats(values) else values
        if not values.filter(bad).limit(1).fetchall():
            continue
        cells = table.filter(bad).select(ColumnExpression("row"), cell)
        [(count,)] = cells.aggregate("count(*)").fetchall()
        first = cells.order("row").limit(limits.LISTED).fetchall()
        bad_values = table.filter(bad).select(cell).distinct().limit(limits.LISTED).fetchall()
        source.told.setdefault(column, set()).update(value for (value,) in bad_values)
        for row, value in first:
            found.add(_hidden(source, row, column, value))
        if count > len(first):
            found.count(_hidden(source, first[0][0], column, first[0][1]), count - len(first))
    return found.faults()


def _repeats(values: duckdb.DuckDBPyRelation) -> bool:
    """Whether the first values of a column are mostly the same few."""
    some = values.limit(_SAMPLE)
    [(rows,)] = some.aggregate("count(*)").fetchall()
    [(different,)] = some.distinct().aggregate("count(*)").fetchall()
    return bool(rows == _SAMPLE and different < rows // 2)


def _hidden(source: Source, row: int, column: str, text: str) -> Fault:
    place = Place(source.file, source.sheet, row, shown(column))
    name = character_name(hidden_in(text) or "")
    message = f"{place.words()}: the cell holds {name}, which cannot be seen."
    return place.fault("F09", message, _RETYPE, _EXPECTED, name)
