"""Columns that Spark keeps in the names of folders: area=Kent/part-00000.csv."""

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import duckdb
from duckdb import ConstantExpression, StarExpression

from probation.intake.formats.source import Source, fields

#: The name of such a folder.
FOLDER = re.compile(r"([^=]+)=(.+)")
_EMPTY = "__HIVE_DEFAULT_PARTITION__"


def partitions(part: Path) -> dict[str, str | None]:
    """The columns that the folders of a part hold, each with its value; None: empty."""
    found: dict[str, str | None] = {}
    for folder in part.absolute().parents:
        named = FOLDER.fullmatch(folder.name)
        if not named:
            break
        found[unquote(named[1])] = None if named[2] == _EMPTY else unquote(named[2])
    return found


def with_partitions(
    connection: duckdb.DuckDBPyConnection, source: Source, part: Path, table: str
) -> Source:
    """The source with the columns of its folders, as a view called ``table``."""
    of_folders = partitions(part)
    if not of_folders:
        return source
    columns = (*source.columns, *of_folders)
    added = fields(columns)[len(source.columns) :]
    cells = [
        ConstantExpression(value).cast("VARCHAR").alias(field)
        for field, value in zip(added, of_folders.values(), strict=True)
    ]
    connection.table(source.table).select(StarExpression(), *cells).create_view(table)
    return replace(source, table=table, columns=columns)
