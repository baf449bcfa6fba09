"""What the file of a generation says of itself, and whether its cases are those shipped.

Cases are synthetic where they are, row for row, those of the shipped files: neither an extract nor
a record can say so of others, and these stay synthetic whatever brings them in.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from probation.errors import StoreError
from probation.store import derived
from probation.store.record import Generation

#: Of every case set that was ever shipped: ``digest`` and number of cases.
SHIPPED: dict[str, int] = json.loads(
    Path(__file__).with_name("identity.json").read_text(encoding="utf-8")
)["shipped"]

#: A file that is looked into may have been made to harm.
_CONFIG: Mapping[str, str] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "memory_limit": "512MB",
    "temp_directory": "",
    "threads": "2",
}
#: What answers one thing here and another to pages: views in place of our tables, functions that
#: may bear the names of others, and columns that are worked out. Imports of earlier versions left
#: views of their own.
_NO_TABLES = """
    SELECT view_name FROM duckdb_views()
    WHERE database_name = 'stored' AND NOT internal AND lower(view_name) IN (
        'about', 'areas', 'places', 'cases', 'priorities', 'judgements', 'tally', 'case_tally',
        'case_sums', 'inspections'
    )
    UNION ALL
    SELECT function_name FROM duckdb_functions()
    WHERE database_name = 'stored' AND NOT internal
    UNION ALL
    SELECT table_name FROM duckdb_tables()
    WHERE database_name = 'stored' AND sql LIKE '%GENERATED ALWAYS%'
"""
#: Each table's rows as text. What an extract may leave out, or bring in another guise, plays no
#: part.
_LINES = """
    CREATE OR REPLACE TEMP VIEW lines AS
    SELECT 1 AS part,
           concat_ws('|', case_id, area, strftime(inspected_on, '%Y-%m'), provider, gender,
                     age_group, ethnic_group, sentence_type, supervision_type, ogrs_level,
                     ogrs_band, rosh_level, mappa) AS line
    FROM cases
    UNION ALL SELECT 2, concat_ws('|', case_id, factor) FROM priorities
    UNION ALL SELECT 3, concat_ws('|', case_id, question, coalesce(factor::VARCHAR, ''), judgement)
    FROM judgements
"""
#: A sum for each table, whatever the order of its rows: of those that fit in memory, and of any
#: number of them.
_SUMS = """
    SELECT sha256(string_agg(line, chr(10) ORDER BY line)) FROM lines GROUP BY part ORDER BY part
"""
_LARGE_SUMS = """
    SELECT concat(count(*), ' ', sum(md5_number_lower(line))) FROM lines GROUP BY part ORDER BY part
"""
#: In the stores folder, and outside of it.
_NAMED = re.compile(r"(gen-\d+|new)-(?P<identity>[0-9a-f]{8})(-.*)?")
_ABOUT = "SELECT label, synthetic, source_hash FROM about"
#: One row: how many rows each table has that was brought in.
_COUNTS = """
    SELECT (SELECT count(*) FROM areas) AS areas, (SELECT count(*) FROM cases) AS cases,
           (SELECT count(*) FROM priorities) AS priorities,
           (SELECT count(*) FROM judgements) AS judgements
"""
_CASES = "SELECT count(*) FROM cases"
_MISCOUNTED = (
    "{name} is refused: its table {table} is not what its own cases and judgements give; import its"
    " files again."
)
_REASONS = "SELECT count(rationale) FROM judgements"
#: Tables of all that was read, which imports of earlier versions left.
_READ = """
    SELECT count(*) FROM duckdb_tables()
    WHERE database_name = 'stored' AND table_name LIKE 'source%'
"""
#: The most judgements of a case set whose tables are counted again when it is opened.
_AT_ONCE = 200_000


@contextmanager
def _stored(path: Path, spill: str = "") -> Iterator[duckdb.DuckDBPyConnection]:
    """The tables of a file, read anew though it be open elsewhere in this process."""
    with duckdb.connect(config={**_CONFIG, "temp_directory": spill}) as connection:
        connection.execute("ATTACH $path AS stored (READ_ONLY)", {"path": str(path)})
        connection.execute("SET enable_external_access = false")
        if connection.execute(_NO_TABLES).fetchall():  # before a name in the file means anything
            raise duckdb.CatalogException("our tables are tables")
        connection.execute("USE stored")
        yield connection


def holds_shipped(path: Path) -> bool:
    """Whether the cases in a file are those shipped. Raises duckdb.Error where it is no store."""
    with _stored(path) as connection:
        return are_shipped(connection)


def are_shipped(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the tables of a connection hold the cases of the shipped files."""
    [(cases,)] = connection.execute(_CASES).fetchall()
    if cases not in SHIPPED.values():
        return False
    return _digest(connection, _SUMS) in SHIPPED


def _digest(connection: duckdb.DuckDBPyConnection, sums: str) -> str:
    connection.execute(_LINES)
    of_tables = connection.execute(sums).fetchall()
    return hashlib.sha256("".join(found for (found,) in of_tables).encode()).hexdigest()


def rows_of(path: Path) -> str:
    """A digest of the rows that a file was built of, whatever their order, label or format.

    '' where it cannot be read, or holds the shipped cases, which describe nobody.
    """
    try:
        with _stored(path) as connection:
            return "" if are_shipped(connection) else _digest(connection, _LARGE_SUMS)
    except duckdb.Error:
        return ""


@lru_cache(maxsize=16)
def check_claims(found: Generation, of_another_version: bool = False) -> None:
    """Raises StoreError where a record and its file do not say the same of the same cases.

    of_another_version: its other tables may be different ones; they are not looked at. Asked once
    for what a record says, the file's checksum included: the caller has seen that this holds. The
    tables counted of many judgements are left to ``check_counted``, which takes long.
    """
    miscounted = None
    try:
        with _stored(found.path) as connection:
            about = connection.execute(_ABOUT).fetchmany(2)
            rows, shipped = {}, found.synthetic
            if not of_another_version:
                counts = connection.execute(_COUNTS)
                tables = [column[0] for column in counts.description]
                rows = dict(zip(tables, *counts.fetchall(), strict=True))
                shipped = are_shipped(connection)
                if rows["judgements"] <= _AT_ONCE:
                    miscounted = derived.miscounted(connection)
    except duckdb.Error as error:
        raise StoreError(f"{found.name} is damaged: its file cannot be read.") from error
    alike = about == [(found.label, found.synthetic, found.source_hash)]
    counted = all(found.rows.get(table) == count for table, count in rows.items())
    named = _NAMED.fullmatch(found.name)
    if not (named and alike and counted and found.source_hash.startswith(named["identity"])):
        raise StoreError(f"{found.name} is refused: its record and its file do not say the same.")
    if shipped != found.synthetic:
        wrong = "are" if shipped else "are not"
        raise StoreError(
            f"{found.name} is refused: its cases {wrong} the synthetic ones that are shipped, and"
            " it says otherwise; import its files again."
        )
    if miscounted:
        raise StoreError(_MISCOUNTED.format(name=found.name, table=miscounted))


def check_counted(found: Generation) -> None:
    """Raises StoreError where its tables are not what its own rows give, however many these are."""
    try:
        with TemporaryDirectory() as spill, _stored(found.path, spill) as connection:
            miscounted = derived.miscounted(connection)
    except (OSError, duckdb.Error) as error:
        raise StoreError(
            f"{found.name} could not be counted again: its file cannot be read, or disk or memory"
            " is full."
        ) from error
    if miscounted:
        raise StoreError(_MISCOUNTED.format(name=found.name, table=miscounted))


def holds_reasons(path: Path) -> bool:
    """Whether a file holds inspectors' reasons in free text, as those of older versions may.

    Or all that was read of an extract, which may hold more than that.
    """
    try:
        with _stored(path) as connection:
            [(tables,)] = connection.execute(_READ).fetchall()
            if tables:
                return True
            [(reasons,)] = connection.execute(_REASONS).fetchall()
    except duckdb.Error:  # without that column
        return False
    return bool(reasons > 0)


def planted(path: Path) -> list[str]:
    """The names beside a generation's file of what DuckDB would read or write with it."""
    name = path.name.partition(".")[0]
    own = (f"{name}.wal", f"{name}.tmp")
    beside = (other.name for other in path.parent.iterdir())
    return sorted(b for b in beside if b.startswith(f"{path.name}.") or b in own)
