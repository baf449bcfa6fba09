"""Generations: the built files in the stores folder, and the pointer that says which one counts.

A generation is ``gen-<number>-<identity>.duckdb``, with its record and checksum in a .json beside
it. A file without a record was never finished. Replacing CURRENT.json is the one commit point.

A version of the dashboard with other tables derives a generation again (see upgrade) into
``gen-<number>-<identity>.<mark>.duckdb``: the name, which links and the pointer hold, stays.
"""

import hashlib
import json
import re
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from probation.errors import StoreError
from probation.store import schema
from probation.store.atomic_files import replace_file
from probation.store.claims import check_claims, planted
from probation.store.past import (
    Did,
    Event,
    caution,
    note,
    now,
    past,
    same_data,
    withdrawn_on,
)
from probation.store.private import small_file
from probation.store.record import Generation, recorded
from probation.store.steps import Step, reached

POINTER = "CURRENT.json"
#: Letters: more than any sentence of ours with a label in it.
_LONGEST_NOTICE = 1000
_NAME = re.compile(r"gen-(\d+)-[0-9a-f]{8}")


@dataclass(frozen=True)
class Pointer:
    """What CURRENT.json says.

    notice: a sentence for every page until another generation counts. chosen: somebody rolled back
    to it, so it stays although the shipped files have changed since.
    """

    generation: str
    notice: str | None = None
    chosen: bool = False


def pointer(stores: Path) -> Pointer | None:
    """The pointer; None where it cannot be made out."""
    try:
        found = Pointer(**json.loads(small_file(stores / POINTER)))
        said = isinstance(found.notice, str | None) and len(found.notice or "") <= _LONGEST_NOTICE
        right = _NAME.fullmatch(found.generation) and said
    except (OSError, ValueError, TypeError, RecursionError):
        return None
    return found if right and isinstance(found.chosen, bool) else None


def pointed(stores: Path) -> str | None:
    """The name of the generation CURRENT.json points at; None where it cannot be made out."""
    found = pointer(stores)
    return found.generation if found else None


def point(
    stores: Path,
    name: str,
    notice: str | None = None,
    chosen: bool = False,
    rolled_back: Iterable[str] = (),
) -> None:
    """Makes ``name`` the generation that counts, in one atomic step; see Pointer.

    The history says so first. rolled_back: the generations from which somebody goes back to it.
    """
    left = [_event(stores, other, Did.ROLLED_BACK) for other in rolled_back]
    note(stores, [*left, _event(stores, name, Did.SHOWN)])
    said = {"notice": notice} if notice else {}
    text = json.dumps({"generation": name} | said | ({"chosen": True} if chosen else {})) + "\n"
    replace_file(stores / POINTER, text.encode(), Step.POINTER_WRITTEN, Step.POINTED)


def _event(stores: Path, name: str, did: Did) -> Event:
    found = recorded(file_of(stores, name))
    return Event(name, did, bool(found and found.synthetic), now())


def file_of(stores: Path, name: str) -> Path:
    """The file of a generation: the one of this version's tables, else one of another version's."""
    files = sorted(stores.glob(f"{name}.*duckdb"))
    made = sorted(filter(None, map(recorded, files)), key=outdated)
    return next(iter([*(found.path for found in made), *files]), stores / f"{name}.duckdb")


def whole(stores: Path, name: str) -> Generation:
    """The generation, whatever version stored it, where its file is the one that was recorded.

    Raises StoreError with one sentence where it is not, was withdrawn, or where DuckDB would read
    more than that file, or where file and record do not say the same.
    """
    if on := withdrawn_on(stores, name):
        raise StoreError(f"{name} was withdrawn on {on} and is not shown again.")
    path = file_of(stores, name)
    if path.is_symlink():
        raise StoreError(
            f"{name} is refused: a symbolic link stands in place of its file, and is not followed;"
            " put the file itself there."
        )
    if not path.is_file():
        raise StoreError(f"{name} is damaged: its file is not there.")
    found = recorded(path)
    if found is None or found.name != name:
        raise StoreError(f"{name} is damaged or was never finished: it has no readable record.")
    if beside := planted(path):
        raise StoreError(
            f"{name} is refused: {beside[0]} lies beside its file, and DuckDB would read that too;"
            " find out where it comes from, and remove it."
        )
    try:
        intact = found.sha256 == checksum(path)
    except OSError as error:
        raise StoreError(f"{name} cannot be read: {error.strerror or error}.") from error
    if not intact:
        raise StoreError(f"{name} is damaged: its file is not the one that was recorded.")
    check_claims(found, of_another_version=outdated(found))
    return found


def examined(stores: Path, name: str) -> Generation:
    """The generation, where it is ``whole`` and our queries can read it.

    Raises StoreError with one sentence where it is not, or was made for other queries.
    """
    found = whole(stores, name)
    if outdated(found):
        raise StoreError(
            f"{name} was stored for another version of this dashboard: the next start brings it up"
            " to this one; where that has failed, import its files again."
        )
    return found


def kept(stores: Path, name: str) -> Generation | None:
    """The generation, or one of the same files under another number; None where neither is whole.

    Files that were taken in again after their generation was cleared away have a new number. One
    that somebody rolled back carries a caution. None, too, where it cannot be made out what was
    withdrawn.
    """
    if not past(stores).whole:
        return None
    alike = (other for other in names(stores) if same_data(name, other))
    found = (trusted(stores, other) for other in dict.fromkeys([name, *alike]))
    good = next(filter(None, found), None)
    return replace(good, caution=caution(stores, good.name)) if good else None


def trusted(stores: Path, name: str) -> Generation | None:
    """The generation as ``examined``; None where there is something wrong with it."""
    try:
        return examined(stores, name)
    except StoreError:
        return None


def outdated(generation: Generation) -> bool:
    """Whether its tables or codes are not those that our queries ask for."""
    return generation.mark != schema.MARK


def names(stores: Path) -> list[str]:
    """Every generation of which there is a file, whole or not, the newest first."""
    stems = {path.name.split(".")[0] for path in stores.glob("gen-*")}
    return sorted((s for s in stems if _NAME.fullmatch(s)), key=number, reverse=True)


def number(name: str) -> int:
    """The number in a generation's name."""
    match = _NAME.fullmatch(name)
    return int(match[1]) if match else 0


def next_number(stores: Path) -> int:
    """One more than any generation there is or was, so that no name comes twice."""
    told = [event.name for event in past(stores).events]
    seen = [number(name) for name in [*names(stores), *told, pointed(stores) or ""]]
    return max(seen) + 1


def discard(stores: Path, name: str) -> None:
    """Removes one generation, unless it is the one that counts."""
    if pointed(stores) == name:
        return
    _remove_all(stores.glob(f"{name}.*"))


def clear_others(stores: Path, name: str) -> None:
    """Removes what other versions stored of a generation; of one that is trusted in ours."""
    ours = file_of(stores, name)
    _remove_all(set(stores.glob(f"{name}.*")) - {ours, ours.with_suffix(".json")})


def clear_left(stores: Path) -> None:
    """Removes what killed processes had not put in its place."""
    _remove_all(stores.glob("*.tmp"))


def purge(stores: Path, name: str) -> list[str]:
    """Removes all that bears a generation's name; gives the names of what could not be removed."""
    _remove_all(stores.glob(f"{name}.*"))
    return sorted(path.name for path in stores.glob(f"{name}.*"))


def _remove_all(paths: Iterable[Path]) -> None:
    for path in paths:
        # Windows keeps a file that another process still reads: it goes with the next build
        with suppress(OSError):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
        reached(Step.DISCARDING)


def checksum(path: Path) -> str:
    """sha256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
