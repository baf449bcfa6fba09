"""Case sets that another version of the dashboard stored: derived again from their own rows.

The tables that pages read are made anew by today's SQL. The case set keeps its name, its date and
its identity, so that links to it stay true.
"""

from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb

from probation.errors import StoreError
from probation.store import schema
from probation.store.atomic_files import build_lock, writing
from probation.store.build import Progress, bring_in, silent, unfinished, write_generation
from probation.store.claims import holds_reasons, planted
from probation.store.generation import (
    clear_others,
    examined,
    file_of,
    names,
    outdated,
    pointed,
    trusted,
    whole,
)
from probation.store.record import Generation, recorded
from probation.store.source import ADD_MISSING, AREA_COLUMNS

_ATTACH = "ATTACH $path AS stored (READ_ONLY)"
#: One row: one area as the areas file had it, with AREA_COLUMNS; its printed owner is not stored.
_AREAS = """
    SELECT contract_package_area, areas.division::VARCHAR, division.label,
           areas.crc_owner::VARCHAR, owner.label, '',
           coalesce(areas.area::VARCHAR, ''), coalesce(area.label, ''), coalesce(reports, '')
    FROM areas
    JOIN places AS division ON division.dimension = 'division' AND division.code = areas.division
    JOIN places AS owner ON owner.dimension = 'crc_owner' AND owner.code = areas.crc_owner
    LEFT JOIN places AS area ON area.dimension = 'area' AND area.code = areas.area
    ORDER BY areas.rowid
"""
#: One row: one row of the table, as the files had it.
_RAW = {
    "cases": """
        CREATE TEMP TABLE raw_cases AS
        SELECT COLUMNS(* EXCLUDE (inspected_on, latest))::VARCHAR,
               strftime(inspected_on, '%Y-%m') AS inspected_on
        FROM stored.cases
    """,
    "priorities": """
        CREATE TEMP VIEW raw_priorities AS SELECT COLUMNS(*)::VARCHAR FROM stored.priorities
    """,
    "judgements": """
        CREATE TEMP VIEW raw_judgements AS SELECT COLUMNS(*)::VARCHAR FROM stored.judgements
    """,
}


def bring_up_to_date(stores: Path, progress: Progress = silent) -> None:
    """Derives again what another version stored, the case set that counts first.

    A file of another version that holds inspectors' reasons goes once ours is whole.

    What cannot be derived, or not written, stays as it is and is not shown (generation.examined
    says why); the next start tries again.
    """
    for name in _outdated(stores):
        # a lock for each, so that nobody waits longer than one takes
        with suppress(StoreError), build_lock(stores):
            up_to_date(stores, name, progress)
    for name in _with_reasons(stores):
        with suppress(StoreError), build_lock(stores):
            if trusted(stores, name):
                clear_others(stores, name)


def _with_reasons(stores: Path) -> list[str]:
    """What is in this version's tables, and beside it in another's, with what is kept no more."""
    return [
        name
        for name in names(stores)
        for other in stores.glob(f"{name}.*duckdb")
        if other != file_of(stores, name) and not planted(other) and holds_reasons(other)
    ]


def up_to_date(stores: Path, name: str, progress: Progress = silent) -> Generation:
    """The generation as ``examined``, derived again where another version stored it.

    For the holder of the build lock. Raises StoreError with one sentence where it is damaged, or
    cannot be derived; then nothing has changed.
    """
    if name in _outdated(stores):
        return _derived(stores, name, progress)
    return examined(stores, name)


def _outdated(stores: Path) -> list[str]:
    """What another version stored, by its records: the one that counts first, then the newest."""
    made = {name: recorded(file_of(stores, name)) for name in names(stores)}
    found = [name for name, generation in made.items() if generation and outdated(generation)]
    return sorted(found, key=lambda name: name != pointed(stores))


def _derived(stores: Path, name: str, progress: Progress) -> Generation:
    """The generation in today's tables, in a file beside the other version's, which stays."""
    stored = whole(stores, name)
    try:
        with unfinished(stores) as path, writing(stores):
            finished = write_generation(_Stored(stored), path, progress)
            beside = stores / f"{name}.{schema.MARK}.duckdb"
            beside.unlink(missing_ok=True)  # left by a process that was killed
            today = replace(stored, path=beside, **_of_the_file(finished))
            bring_in(finished, today)
    except (StoreError, duckdb.Error) as error:
        raise StoreError(
            f"{name} was stored for another version of this dashboard and cannot be brought up to"
            f" this one; import its files again. {str(error).splitlines()[0]}"
        ) from error
    return today


def _of_the_file(finished: Generation) -> dict[str, Any]:
    """What a record says of its file; what its cases are called is decided anew with it."""
    told = ("sha256", "rows", "mark", "label", "synthetic")
    return {name: getattr(finished, name) for name in told}


@dataclass(frozen=True)
class _Stored:
    """A generation as a source of the store (see store.source.Source): its own rows, as text."""

    generation: Generation

    @property
    def label(self) -> str:
        return self.generation.label

    def source_hash(self) -> str:
        return self.generation.source_hash

    def area_rows(self) -> list[dict[str, str]]:
        with duckdb.connect(str(self.generation.path), read_only=True) as connection:
            areas = connection.execute(_AREAS).fetchall()
        return [dict(zip(AREA_COLUMNS, row, strict=True)) for row in areas]

    def load(self, connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
        connection.execute(_ATTACH, {"path": str(self.generation.path)})
        for statement in _RAW.values():
            connection.execute(statement)
        connection.execute(ADD_MISSING)
        return {table: n for table, n in self.generation.rows.items() if table in ("areas", *_RAW)}
