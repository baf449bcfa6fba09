"""The stored case sets: what there is, whether it is whole, and back to an earlier one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from probation.errors import ReaderError, StoreError
from probation.store.durable import build_lock, writing
from probation.store.generation import (
    Generation,
    examined,
    file_of,
    names,
    number,
    point,
    pointed,
    recorded,
)
from probation.store.upgrade import up_to_date
from probation.vocabulary import known


@dataclass(frozen=True)
class Stored:
    """One generation in the stores folder.

    name, number, label, synthetic, rows, source_hash, built_at: see Generation; label and the
    rest are empty or None where the record cannot be read. size: of the file in bytes. current:
    it is the one that counts. problem: a sentence where it cannot be shown, None where it is whole.
    """

    name: str
    number: int
    label: str
    synthetic: bool | None
    rows: Mapping[str, int]
    source_hash: str
    built_at: datetime | None
    size: int
    current: bool
    problem: str | None


def history(stores: Path) -> list[Stored]:
    """Every generation there is, the newest first. Reads the files whole, for their checksums."""
    return [_stored(stores, name) for name in names(stores)]


def verify(stores: Path) -> list[tuple[str, str | None]]:
    """Each generation's name and what is wrong with it (None: whole), the newest first.

    Recomputes every checksum. A pointer that names no generation there is comes first.
    """
    found = [(name, _problem(stores, name)) for name in names(stores)]
    current = pointed(stores)
    if current and current not in dict(found):
        return [(current, _problem(stores, current)), *found]
    return found


def roll_back(stores: Path, name: str | None = None) -> Generation:
    """Makes an earlier generation the one that counts, until the next build or import.

    name: which; None for the one before the one that counts.

    Raises ReaderError where there is no such generation, StoreError where it is damaged, or was
    stored for another version and cannot be brought up to this one. Then nothing has changed.
    """
    with build_lock(stores):
        wanted = known(name, names(stores), "stored case set") if name else _before(stores)
        chosen = up_to_date(stores, wanted)
        with writing(stores):
            point(stores, chosen.name, chosen=True)
    return chosen


def _before(stores: Path) -> str:
    current = pointed(stores)
    if current is None:
        raise ReaderError("It cannot be made out which case set counts; name the one to show.")
    earlier = [other for other in names(stores) if number(other) < number(current)]
    if not earlier:
        raise ReaderError(f"There is no stored case set before {current}.")
    return earlier[0]


def _problem(stores: Path, name: str) -> str | None:
    try:
        examined(stores, name)
    except StoreError as error:
        return str(error)
    return None


def _stored(stores: Path, name: str) -> Stored:
    path = file_of(stores, name)
    found = recorded(path)
    return Stored(
        name=name,
        number=number(name),
        label=found.label if found else "",
        synthetic=found.synthetic if found else None,
        rows=found.rows if found else {},
        source_hash=found.source_hash if found else "",
        built_at=found.built_at if found else None,
        size=path.stat().st_size if path.is_file() else 0,
        current=name == pointed(stores),
        problem=_problem(stores, name),
    )
