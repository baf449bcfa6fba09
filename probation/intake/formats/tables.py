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


def text(name: str, kind: str) -> duckdb.Expression:
    """The column ``name`` of DuckDB's type ``kind`` as text: dates ISO, whole numbers without .0.

    NULL where the text is empty.
    """
    column = ColumnExpression(name)
    if kind == "timestamp with time zone":
        column = FunctionExpression("timezone", ConstantExpression("UTC"), column)
    cell = column.cast("VARCHAR")
    end = None
    if kind in ("float", "double"):
        end = r"\.0$"
    elif kind.startswith("timestamp"):
        end = r" 00:00:00$"
    if end:
        cell = FunctionExpression(
            "regexp_replace", cell, ConstantExpression(end), ConstantExpression("")
        )
    return FunctionExpression("nullif", cell, ConstantExpression(""))
