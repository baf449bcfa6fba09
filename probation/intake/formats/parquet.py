"""Parquet files: a view that reads them, so that twenty million rows are nowhere held twice."""

import base64
from datetime import tzinfo
from glob import escape
from pathlib import Path
from typing import Any

import duckdb
from duckdb import ColumnExpression, ConstantExpression

from probation.intake.fault import Fault
from probation.intake.formats import limits
from probation.intake.formats.place import Place, shown
from probation.intake.formats.source import Source
from probation.intake.formats.tables import text

_NUMBER = "file_row_number"
_FIRST_ROW = 2
_END = b"PAR1"

#: Types whose values are one piece of text, one number, one date or one yes or no.
_PLAIN = {
    "varchar", "enum", "boolean", "tinyint", "smallint", "integer", "bigint", "hugeint",
    "utinyint", "usmallint", "uinteger", "ubigint", "float", "double", "decimal", "date", "uuid",
    "blob",
    "timestamp", "timestamp_s", "timestamp_ms", "timestamp_ns", "timestamp with time zone",
    "timestamptz_ns",
    "null", '"null"',
}  # fmt: skip
#: Below which number whole ones of a type that may be broken are exact.
_EXACT = {"float": 2.0**24, "double": 2.0**53, "decimal": 1e308}
#: What programs declare that keep moments of any zone.
_UTC = {"UTC", "Etc/UTC", "GMT"}
_ARROW = "SELECT value FROM parquet_kv_metadata(?) WHERE key = 'ARROW:schema'"


def read_parquet(
    connection: duckdb.DuckDBPyConnection, path: Path, place: Place, table: str
) -> tuple[list[Source], list[Fault]]:
    """The file as a view called ``table``, which reads the file anew each time it is asked."""
    broken = _check_ends(path, place)
    if broken:
        return [], [broken]
    pattern = escape(str(path.absolute()))
    try:
        if _NUMBER in connection.read_parquet(pattern, hive_partitioning=False).columns:
            return [], [_name_taken(place)]
        file = connection.read_parquet(pattern, file_row_number=True, hive_partitioning=False)
        columns = [name for name in file.columns if name != _NUMBER]
        types = zip(file.columns, file.types, strict=True)
        kinds: dict[str, str] = {name: kind.id for name, kind in types}
        if len(columns) > limits.COLUMNS:
            return [], [_too_wide(place, len(columns))]
        exact = {name: _EXACT[kinds[name]] for name in columns if kinds[name] in _EXACT}
        spans, zones = _said_by_arrow(connection, pattern)
        kinds |= dict.fromkeys(spans & kinds.keys(), "duration")
        source = Source(table, place.file, None, tuple(columns), exact=exact, zones=zones)
        row = (ColumnExpression(_NUMBER) + ConstantExpression(_FIRST_ROW)).alias("row")
        nested = [name for name in columns if kinds[name] not in _PLAIN]
        source.told.update((name, {kinds[name]}) for name in nested)
        cells = (
            ConstantExpression(kinds[name])
            if name in nested
            else text(name, kinds[name], cut=name not in zones)
            for name in columns
        )
        named = zip(cells, source.fields, strict=True)
        file.select(row, *(cell.alias(field) for cell, field in named)).create_view(table)
    except (duckdb.Error, RuntimeError) as error:  # RuntimeError: names that are not UTF-8
        return [], [unreadable(place, error)]
    return [source], [_not_plain(place, name, kinds[name]) for name in nested]


def _said_by_arrow(
    connection: duckdb.DuckDBPyConnection, pattern: str
) -> tuple[set[str], dict[str, tzinfo]]:
    """Columns of durations, and zones of moments but UTC: Parquet itself has numbers and UTC."""
    import pyarrow as pa

    held = connection.execute(_ARROW, [pattern]).fetchall()
    try:
        schema = pa.ipc.read_schema(pa.py_buffer(base64.b64decode(held[0][0]))) if held else ()
    except (pa.ArrowException, ValueError, OSError):  # what is said of the columns is broken
        schema = ()
    spans = {field.name for field in schema if pa.types.is_duration(field.type)}
    zones = {field.name: zone for field in schema if (zone := _zone(field.type))}
    return spans, {name: zone for name, zone in zones.items() if str(zone) not in _UTC}


def _zone(kind: Any) -> tzinfo | None:
    """The time zone of an Arrow type; None where it has none, or none that is known."""
    import pyarrow as pa

    if not pa.types.is_timestamp(kind):
        return None
    try:
        zone: tzinfo | None = pa.scalar(0, pa.timestamp("s", kind.tz)).as_py().tzinfo
    except ValueError:
        return None
    return zone


def unreadable(place: Place, error: Exception) -> Fault:
    """A fault for a file whose inside is broken. The words of DuckDB may quote it: not shown."""
    if "valid UTF8" in str(error):
        message = f"{place.file} holds text that is not UTF-8."
        return place.fault("F08", message, "Export it again as UTF-8.", "UTF-8", "other bytes")
    if "is encrypted" in str(error):  # columns, under a footer that is not
        fix = "Export it again without encryption."
        message = f"{place.file} is encrypted."
        return place.fault("F05", message, fix, "a file anyone can open", "an encrypted file")
    message = f"{place.file} is damaged: what it holds cannot be read."
    return place.fault("F07", message, _AGAIN, "a whole Parquet file", "damaged content")


_AGAIN = "Export or copy it again; it may have been cut short on the way."


def _check_ends(path: Path, place: Place) -> Fault | None:
    """A fault where the file does not end as a Parquet file does."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - len(_END)))
        if size > 2 * len(_END) and file.read() == _END:
            return None
    message = f"{place.file} begins as a Parquet file but does not end as one: it was cut short."
    return place.fault("F07", message, _AGAIN, "a whole Parquet file", "no end")


def _too_wide(place: Place, found: int) -> Fault:
    message = f"{place.file} has {found:,} columns; {limits.COLUMNS:,} is the most taken."
    fix = "Export only the columns that are needed."
    expected = f"at most {limits.COLUMNS:,} columns"
    return place.fault("F01", message, fix, expected, f"{found:,} columns")


def _name_taken(place: Place) -> Fault:
    here = Place(place.file, row=1, column=_NUMBER)
    message = f"{here.words()}: a column of this name cannot be read."
    return here.fault("F11", message, "Rename it, or leave it out.", "another name", _NUMBER)


def _not_plain(place: Place, column: str, kind: str) -> Fault:
    here = Place(place.file, row=1, column=shown(column))
    message = f"{here.words()}: its cells are of type {shown(kind)}, not text, number or date."
    fix = "Export one plain value a cell, lists and records as columns of their own."
    return here.fault("F07", message, fix, "text, number or date", shown(kind))
