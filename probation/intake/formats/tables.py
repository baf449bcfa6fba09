"""Putting text into DuckDB: rows as they are read, or columns cast by DuckDB itself."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

import duckdb
from duckdb import ColumnExpression, ConstantExpression, FunctionExpression

#: A row as the spreadsheet shows it, and its cells.
Row = tuple[int, Sequence[str | None]]
Item = TypeVar("Item")

_BATCH_CELLS = 500_000
_MOMENTS = ("timestamp with time zone", "timestamptz_ns")


def batches(rows: Iterable[Item], width: int) -> Iterator[list[Item]]:
    """``rows`` in lists of about half a million cells."""
    some = iter(rows)
    size = max(1, _BATCH_CELLS // max(1, width))
    while batch := list(islice(some, size)):
        yield batch


def load(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    fields: Sequence[str],
    rows: Iterable[Row],
) -> int:
    """Makes ``table`` of the ``rows``, each as wide as ``fields``; gives how many there are."""
    import pyarrow as pa

    schema = pa.schema([("row", pa.int64()), *((name, pa.string()) for name in fields)])
    connection.from_arrow(schema.empty_table()).create(table)
    loaded = 0
    for batch in batches(rows, len(fields)):
        numbers, cells = zip(*batch, strict=True)
        columns = [pa.array(numbers), *map(pa.array, zip(*cells, strict=True))]
        columns = [column.cast(kind) for column, kind in zip(columns, schema.types, strict=True)]
        connection.from_arrow(pa.table(columns, schema=schema)).insert_into(table)
        loaded += len(batch)
    return loaded


#: What is cut from the text of a type's values, and what stays of it.
_POINT, _MIDNIGHT = r"\.0*$|(\.\d*[1-9])0+$", r" 00:00:00Z?$"
_CUT = {"float": _POINT, "double": _POINT, "decimal": _POINT}


def text(name: str, kind: str, cut: bool = True) -> duckdb.Expression:
    """The column ``name`` of DuckDB's type ``kind`` as text: dates ISO, numbers without .0.

    A moment, which is given in UTC, ends in Z except at midnight. NULL where the text is empty.
    cut: False for moments of another zone than UTC, in which that midnight need not be one.
    """
    column = ColumnExpression(name)
    if kind == "blob":  # text without the mark that it is, as Impala and old Spark write it
        column = FunctionExpression("decode", column)
    if kind in _MOMENTS:
        moment = column.cast("TIMESTAMP WITH TIME ZONE")
        column = FunctionExpression("timezone", ConstantExpression("UTC"), moment)
    cell = column.cast("VARCHAR")
    if kind in _MOMENTS:
        cell = FunctionExpression("concat", cell, ConstantExpression("Z"))
    end = _CUT.get(kind, _MIDNIGHT if cut and kind.startswith("timestamp") else None)
    if end:
        kept = ConstantExpression(r"\1" if end == _POINT else "")
        cell = FunctionExpression("regexp_replace", cell, ConstantExpression(end), kept)
    return FunctionExpression("nullif", cell, ConstantExpression(""))
