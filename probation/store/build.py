"""From a case set to a new generation of the store."""

import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from probation.errors import StoreError, ToldError
from probation.store import checks, generation, schema
from probation.store.atomic_files import bring, build_lock, remove_left, writing
from probation.store.claims import are_shipped, check_claims, rows_of
from probation.store.connection import open_store
from probation.store.kept import prune
from probation.store.past import check_whole, rows_withdrawn_on, withdrawn_on
from probation.store.private import created_private, make_folder
from probation.store.record import Generation, recorded, write_record
from probation.store.source import (
    AREA_COLUMNS,
    SHIPPED_LABEL,
    UNKNOWN_LABEL,
    Source,
    fixed_codes,
    place_codes,
)
from probation.store.steps import Step, reached

#: Told the share done (0 to 1) and what is being done.
Progress = Callable[[float, str], None]

#: What a build may take: whatever more it needs is put on the disk, beside the new file.
_CONFIG: Mapping[str, str] = {
    "memory_limit": "600MB",
    "threads": str(min(4, os.cpu_count() or 1)),
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "preserve_insertion_order": "true",
}
#: What DuckDB raises where the disk or its memory is full, the last in a checkpoint.
_FULL = (duckdb.IOException, duckdb.OutOfMemoryException, duckdb.FatalException)
#: Checking reads every judgement; of 20 million that takes some seconds.
_CHECK_SECONDS = 600.0
#: Holds what build() has not finished; whoever holds the build lock may remove it.
UNFINISHED = "unfinished"
#: How the folders begin in which an import prepares, in the stores folder, what it adopts.
INCOMING = "incoming-"

#: What is read lies in a file of its own, which goes: it may hold free text, which is not kept.
_ATTACH_GIVEN = "ATTACH $path AS given"
_ATTACH_BUILT = "ATTACH $path AS built"
#: New tables are made in the first.
_IN_BUILT = "SET search_path = 'built,given'"

_CREATE_CODES = "CREATE TEMP TABLE codes (term VARCHAR, code VARCHAR, label VARCHAR, position INT)"
_INSERT_CODES = "INSERT INTO codes SELECT unnest($1), unnest($2), unnest($3), unnest($4)"
#: One row: one area, in order, empty cells null.
_RAW_AREAS = """
    CREATE TEMP TABLE raw_areas AS
    SELECT nullif(area['contract_package_area'], '') AS contract_package_area,
           area['division'] AS division, area['crc_owner'] AS crc_owner,
           nullif(area['area'], '') AS area, nullif(area['reports'], '') AS reports
    FROM (SELECT unnest($areas::MAP(VARCHAR, VARCHAR)[]) AS area)
"""
_INSERT_ABOUT = "INSERT INTO about VALUES ($label, $synthetic, $source_hash, $built_at)"


def silent(share: float, doing: str) -> None:
    """Progress nobody watches."""


def build(source: Source, stores: Path, progress: Progress = silent) -> Generation:
    """Builds a new generation and points at it; the one served until then is left as it is.

    Raises ReaderError for a value in the files that cannot be taken, StoreError where the store
    cannot be written or does not hold what was read. Either way the pointer stays where it was.
    """
    with build_lock(stores):
        return build_locked(source, stores, progress)


def build_locked(
    source: Source,
    stores: Path,
    progress: Progress,
    notice: str | None = None,
    shipped_alone: bool = False,
) -> Generation:
    """``build``, for a caller that holds the build lock. notice: see generation.Pointer.

    shipped_alone: nobody asked for this build, so other cases than the shipped ones are refused.
    """
    with unfinished(stores) as path:
        written = write_generation(source, path, progress)
        if shipped_alone and not written.synthetic:
            raise ToldError(
                "The files in the data folder are not those that were shipped;"
                " python -m probation build takes them in."
            )
        built = _take_in(written, stores, notice)
    progress(1.0, "The store is ready")
    return built


@contextmanager
def unfinished(stores: Path) -> Iterator[Path]:
    """Where whoever holds the build lock may ``write_generation``; gone after the block."""
    folder = stores / UNFINISHED
    with writing(stores):
        _forget(folder)
        make_folder(folder)
    try:
        yield folder / "new.duckdb"
    finally:
        _forget(folder)


def adopt(finished: Generation, stores: Path) -> Generation:
    """Makes what ``write_generation`` wrote the generation that counts.

    Gives it with its name and place in the stores folder; or, where one stored there was built
    from the same source (see same_source), that one, which counts from now on as after
    history.roll_back. What was written stays where it is, for the caller to remove.

    Raises StoreError where there is too little space, the file is not what was written, or the
    store cannot be written: then the generation that counted still does.
    """
    with build_lock(stores):
        stored = same_source(finished.source_hash, stores)
        if stored is None:
            return _take_in(finished, stores)
        if stored.name != generation.pointed(stores):
            with writing(stores):
                generation.point(stores, stored.name, chosen=True)
        return stored


def same_source(source_hash: str, stores: Path) -> Generation | None:
    """The whole generation that was built from this very source: the one that counts, else another.

    None where there is none in the stores folder.
    """
    current = generation.pointed(stores)
    for name in sorted(generation.names(stores), key=lambda name: name != current):
        found = recorded(stores / f"{name}.duckdb")
        if found and found.source_hash == source_hash and generation.trusted(stores, name):
            return found
    return None


def write_generation(source: Source, path: Path, progress: Progress = silent) -> Generation:
    """Writes, checks and records one generation outside the stores folder, for ``adopt``.

    path: of the DuckDB file, which is not there yet, in a folder of the caller's own; its record
    is written beside it (generation.recorded reads it), and nothing else is left there. The name
    is one that no other generation has.

    Raises ReaderError for a value in the files that cannot be taken, StoreError where the file
    cannot be written or does not hold what was read.
    """
    source_hash = source.source_hash()
    started = Generation(
        name=f"new-{source_hash[:8]}-{secrets.token_hex(4)}",
        number=0,
        path=path,
        sha256="",
        rows={},
        built_at=datetime.now(UTC).replace(microsecond=0),
        label=source.label,
        synthetic=False,
        source_hash=source_hash,
        mark=schema.MARK,
    )
    try:
        with writing(path.parent), created_private():
            written, expected = _write(started, source, progress)
            progress(0.8, "Checking the store")
            rows = _check(written, expected)
            reached(Step.CHECKED)
            finished = replace(written, rows=rows, sha256=generation.checksum(path))
            write_record(finished)
    except BaseException:
        for left in path.parent.glob(f"{path.stem}.*"):
            _forget(left)
        raise
    return finished


def _write(
    started: Generation, source: Source, progress: Progress
) -> tuple[Generation, dict[str, int]]:
    """Writes the file in one transaction.

    Gives the generation, called synthetic where its cases are the shipped ones, and the number of
    rows read from each file.
    """
    built = started
    spill, given = _spill(built.path), built.path.with_suffix(".given")
    try:
        with duckdb.connect(config={**_CONFIG, "temp_directory": str(spill)}) as connection:
            connection.execute(_ATTACH_GIVEN, {"path": str(given)})
            connection.execute("USE given")
            read = _load(connection, source, progress)
            progress(0.5, "Writing the cases and judgements")
            connection.execute(_ATTACH_BUILT, {"path": str(built.path)})
            connection.execute(_IN_BUILT)
            connection.begin()
            connection.execute(schema.TABLES)
            reached(Step.DEFINED)
            connection.execute(schema.DERIVE)
            built = _called(started, are_shipped(connection))
            about = {
                "label": built.label,
                "synthetic": built.synthetic,
                "source_hash": built.source_hash,
                "built_at": built.built_at.replace(tzinfo=None),
            }
            connection.execute(_INSERT_ABOUT, about)
            reached(Step.FILLED)
            connection.commit()
            reached(Step.COMMITTED)
            connection.execute("CHECKPOINT built")
    except _FULL as error:
        raise StoreError(
            f"The store cannot be built in {built.path.parent}: {_first_line(error)};"
            " free some space, then try again."
        ) from error
    except duckdb.Error as error:
        raise StoreError(
            f"The store cannot be built in {built.path.parent}: {_first_line(error)}"
        ) from error
    finally:
        _forget(spill)
        _forget(given)
        _forget(given.with_name(f"{given.name}.wal"))
    reached(Step.CLOSED)
    return built, read


def _called(started: Generation, shipped: bool) -> Generation:
    """What a generation is called once its cases are known; none but those shipped goes as them."""
    lent = started.label == SHIPPED_LABEL and not shipped
    return replace(started, synthetic=shipped, label=UNKNOWN_LABEL if lent else started.label)


def _load(
    connection: duckdb.DuckDBPyConnection, source: Source, progress: Progress
) -> dict[str, int]:
    """Makes codes, reported_factors and the raw tables; gives the number of rows of the latter."""
    areas = source.area_rows()
    codes = fixed_codes() + place_codes(areas)
    connection.execute(_CREATE_CODES)
    connection.execute(_INSERT_CODES, [list(column) for column in zip(*codes, strict=True)])
    connection.execute(schema.REPORTED, schema.FACTORS)
    maps = [{"key": list(AREA_COLUMNS), "value": [a[c] for c in AREA_COLUMNS]} for a in areas]
    connection.execute(_RAW_AREAS, {"areas": maps})
    progress(0.1, "Reading the case files")
    read = {"areas": len(areas)} | source.load(connection)
    reached(Step.LOADED)
    return read


def _check(built: Generation, expected: dict[str, int]) -> dict[str, int]:
    """Opens the finished file as a reader would and checks it; gives the rows of each table."""
    spill = _spill(built.path)
    store = open_store(built.path, built, _CHECK_SECONDS, spill)
    try:
        return checks.check_store(store, expected)
    finally:
        store.close()
        _forget(spill)


def _take_in(finished: Generation, stores: Path, notice: str | None = None) -> Generation:
    """Gives a finished generation its name and place, and points at it."""
    check_whole(stores)
    on = withdrawn_on(stores, f"gen-0-{finished.source_hash[:8]}") or rows_withdrawn_on(
        stores, lambda: rows_of(finished.path)
    )
    if on:
        raise ToldError(f"This very case set was withdrawn on {on}; it is not taken in again.")
    number = generation.next_number(stores)
    name = f"gen-{number}-{finished.source_hash[:8]}"
    taken = replace(finished, name=name, number=number, path=stores / f"{name}.duckdb")
    before = generation.pointed(stores)
    try:
        with writing(stores):
            bring_in(finished, taken)
            generation.point(stores, name, notice)
    except BaseException:
        generation.discard(stores, name)
        raise
    prune(stores, before)
    remove_left(stores, INCOMING)
    return taken


def bring_in(finished: Generation, taken: Generation) -> None:
    """Makes a finished generation stand in the stores folder, recorded, as ``taken``.

    Raises StoreError where the file is not what was written or does not fit, OSError where it
    cannot be written.
    """
    bring(finished.path, taken.path)
    if generation.checksum(taken.path) != finished.sha256:
        raise StoreError("The new case set was damaged on its way in; try again.")
    check_claims(taken)
    write_record(taken)


def _spill(path: Path) -> Path:
    """Where DuckDB puts what memory does not hold while it works on the file."""
    return path.with_suffix(".spill")


def _forget(path: Path) -> None:
    """Removes a file or folder, if it is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
