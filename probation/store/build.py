"""From the files of a case set to a new generation of the store."""

import dataclasses
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from probation.errors import ReaderError, StoreError
from probation.store import checks, generation
from probation.store.connection import open_store
from probation.store.generation import Generation, build_lock, writing
from probation.store.source import (
    AREA_COLUMNS,
    CASE_COLUMNS,
    JUDGEMENT_COLUMNS,
    PRIORITY_COLUMNS,
    CaseFiles,
    fixed_codes,
    header,
    place_codes,
    read_areas,
)

#: Told the share done (0 to 1) and what is being done.
Progress = Callable[[float, str], None]

_SCHEMA = Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")
_DERIVE = Path(__file__).with_name("derive.sql").read_text(encoding="utf-8")

_CREATE_CODES = "CREATE TEMP TABLE codes (term VARCHAR, code VARCHAR, label VARCHAR, position INT)"
_INSERT_CODES = "INSERT INTO codes SELECT unnest($1), unnest($2), unnest($3), unnest($4)"
_INSERT_ABOUT = "INSERT INTO about VALUES ($label, $synthetic, $source_hash, $built_at)"

# Everything is read as text, with no guessing, so that a wrong value is met by our checks and
# not by a cast. The header is row 1, as a spreadsheet shows it.
_FROM_FILE = """
    SELECT row_number() OVER () + 1 AS row, *
    FROM read_csv(
        $path, columns = $columns, auto_detect = false, header = true,
        delim = ',', quote = '"', escape = '"'
    )
"""
_READ = {
    "areas": ("CREATE TEMP TABLE raw_areas AS" + _FROM_FILE, AREA_COLUMNS),
    "cases": ("CREATE TEMP TABLE raw_cases AS" + _FROM_FILE, CASE_COLUMNS),
    "priorities": ("CREATE TEMP TABLE raw_priorities AS" + _FROM_FILE, PRIORITY_COLUMNS),
    "judgements": ("CREATE TEMP TABLE raw_judgements AS" + _FROM_FILE, JUDGEMENT_COLUMNS),
}


def silent(share: float, doing: str) -> None:
    """Progress nobody watches."""


def build(source: CaseFiles, stores: Path, progress: Progress = silent) -> Generation:
    """Builds a new generation and points at it; the one served until then is left as it is.

    Raises ReaderError for a value in the files that cannot be taken, StoreError where the store
    cannot be written or does not hold what was read. Either way the pointer stays where it was.
    """
    with build_lock(stores):
        return build_locked(source, stores, progress)


def build_locked(source: CaseFiles, stores: Path, progress: Progress) -> Generation:
    """``build``, for a caller that holds the build lock."""
    source_hash = source.source_hash()
    number = generation.next_number(stores)
    name = f"gen-{number}-{source_hash[:8]}"
    unchecked = Generation(
        name=name,
        number=number,
        path=stores / f"{name}.duckdb",
        sha256="",
        rows={},
        built_at=datetime.now(UTC).replace(microsecond=0),
        label=source.label,
        synthetic=source.synthetic,
        source_hash=source_hash,
    )
    try:
        with writing(stores):
            expected = _write(unchecked, source, progress)
            progress(0.8, "Checking the store")
            rows = _check(unchecked, expected)
            sha256 = generation.checksum(unchecked.path)
            built = dataclasses.replace(unchecked, rows=rows, sha256=sha256)
            generation.record(built)
            generation.point(stores, name)
    except BaseException:
        generation.discard(stores, name)
        raise
    generation.prune(stores)
    progress(1.0, "The store is ready")
    return built


def _write(built: Generation, source: CaseFiles, progress: Progress) -> dict[str, int]:
    """Writes the file in one transaction; gives the number of rows read from each case file."""
    codes = fixed_codes() + place_codes(read_areas(source.areas))
    try:
        with duckdb.connect(str(built.path)) as connection:
            connection.execute(_CREATE_CODES)
            connection.execute(_INSERT_CODES, [list(column) for column in zip(*codes, strict=True)])
            progress(0.1, "Reading the case files")
            read = {table: _read(connection, table, source) for table in _READ}
            progress(0.4, "Checking the case files")
            checks.check_files(connection, source)
            progress(0.6, "Counting the judgements")
            connection.begin()
            connection.execute(_SCHEMA)
            connection.execute(_DERIVE)
            connection.execute(
                _INSERT_ABOUT,
                {
                    "label": built.label,
                    "synthetic": built.synthetic,
                    "source_hash": built.source_hash,
                    "built_at": built.built_at.replace(tzinfo=None),
                },
            )
            connection.commit()
            connection.execute("CHECKPOINT")
    except duckdb.Error as error:
        raise StoreError(f"The store cannot be built in {built.path.parent}: {error}") from error
    return read


def _read(connection: duckdb.DuckDBPyConnection, table: str, source: CaseFiles) -> int:
    """Reads one file as text into its temporary table; gives the number of rows."""
    statement, columns = _READ[table]
    path: Path = getattr(source, table)
    names = dict.fromkeys(header(path, columns), "VARCHAR")
    try:
        [(rows,)] = connection.execute(statement, {"path": str(path), "columns": names}).fetchall()
    except duckdb.InvalidInputException as error:
        first = str(error).splitlines()[0]
        raise ReaderError(f"{path.name} is not a regular CSV file: {first}") from error
    return int(rows)


def _check(built: Generation, expected: dict[str, int]) -> dict[str, int]:
    """Opens the finished file as a reader would and checks it; gives the rows of each table."""
    store = open_store(built.path, built)
    try:
        return checks.check_store(store, expected)
    finally:
        store.close()
