"""The stored case sets: what there is, whether it is whole, back to an earlier one, or away."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from probation.domain.codes import known
from probation.errors import ReaderError, StoreError
from probation.store.atomic_files import LOCK, build_lock, writing
from probation.store.build import INCOMING, UNFINISHED
from probation.store.claims import check_counted, rows_of
from probation.store.generation import (
    POINTER,
    examined,
    file_of,
    names,
    number,
    point,
    pointed,
    purge,
)
from probation.store.past import (
    HISTORY,
    Did,
    Event,
    check_whole,
    note,
    now,
    past,
    same_data,
    withdrawn_on,
)
from probation.store.record import Generation, recorded
from probation.store.upgrade import up_to_date

#: A file that durable.replace_file had not put in its place when its process was killed.
_HALF_WRITTEN = re.compile(r".*\.jsonl?\.\d+\.tmp")
#: Of a history that is missing, empty or cut: each case set stands in it before it is shown.
_SILENT = (
    "it is missing, or says nothing of the case set in use: what was withdrawn or rolled back is"
    " not known. Put the file back from a backup; where nothing ever was, import, build or rollback"
    " writes it again."
)


class State(StrEnum):
    """What a stored case set is to readers."""

    CURRENT = "current"
    SUPERSEDED = "superseded"  # shown to those who follow a link of its time
    ROLLED_BACK = "rolled back"  # shown to them with a caution
    WITHDRAWN = "withdrawn"  # shown to nobody


@dataclass(frozen=True)
class Stored:
    """One generation in the stores folder, or what the history says of one withdrawn.

    name, number, label, synthetic, rows, source_hash, built_at: see Generation; label and the
    rest are empty or None where the record cannot be read. size: of the file in bytes. current:
    it is the one that counts. problem: a sentence where it cannot be shown, None where it is whole.
    state: see State.
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
    state: State


def history(stores: Path) -> list[Stored]:
    """Every generation there is or that was withdrawn, the newest first.

    Reads the files whole, for their checksums.
    """
    gone = [event.name for event in past(stores).events if event.did == Did.WITHDRAWN]
    told = sorted({*names(stores), *gone}, key=number, reverse=True)
    return [_stored(stores, name) for name in told]


def verify(stores: Path) -> list[tuple[str, str | None]]:
    """Each generation's name and what is wrong with it (None: whole), the newest first.

    Recomputes every checksum, and counts every table again from the rows: about a second for each
    million judgements. What is wrong with pointer and history comes first, and a pointer that names
    no generation there is.
    """
    found = [(name, _problem(stores, name, counted=True)) for name in names(stores)]
    first: list[tuple[str, str | None]] = []
    current = pointed(stores)
    if current and current not in dict(found):
        first.append((current, _problem(stores, current)))
    told = past(stores)
    if current is None and (found or told.events):
        first.append((POINTER, "it cannot be made out which case set is shown; choose one."))
    if not told.whole:
        first.append((HISTORY, "a part of the history of the case sets cannot be read."))
    elif found and not (told.last(current) if current else told.events):
        first.append((HISTORY, _SILENT))
    return [*first, *found]


def strange(stores: Path) -> list[str]:
    """The names of what lies in the stores folder and is none of the dashboard's: it is ignored."""
    ours = {POINTER, HISTORY, LOCK, UNFINISHED}
    for name in names(stores):
        files = [file for file in stores.glob(f"{name}.*duckdb") if file.is_file()]
        ours |= {file.name for file in files} | {file.with_suffix(".json").name for file in files}
    found = {path.name for path in stores.iterdir()} if stores.is_dir() else set()
    return sorted(
        other
        for other in found - ours
        if not other.startswith(INCOMING) and not _HALF_WRITTEN.fullmatch(other)
    )


def roll_back(stores: Path, name: str | None = None) -> Generation:
    """Makes an earlier generation the one that counts, until the next build or import.

    name: which; None for the one before the one that counts.

    Those that came after it count as rolled back: links to them carry a caution.

    Raises ReaderError where there is no such generation, StoreError where it is damaged or
    withdrawn, or was stored for another version and cannot be brought up to this one. Then nothing
    has changed.
    """
    with build_lock(stores):
        check_whole(stores)
        if name and (on := withdrawn_on(stores, name)):
            raise StoreError(f"{name} was withdrawn on {on} and is not shown again.")
        wanted = known(name, names(stores), "stored case set") if name else _before(stores)
        chosen = up_to_date(stores, wanted)
        later = [other for other in names(stores) if number(other) > chosen.number]
        left = [other for other in reversed(later) if not same_data(other, chosen.name)]
        with writing(stores):
            point(stores, chosen.name, chosen=True, rolled_back=left)
    return chosen


def withdraw(stores: Path, name: str) -> list[str]:
    """Removes a case set for good, under all its numbers and labels; gives the generations removed.

    The history keeps its names and a digest of its rows: no link, and no file of the same cases,
    brings it back.

    Where it is the one that counts, see current.unchosen for what is shown then.

    Raises ReaderError where no such generation is or was stored, StoreError where something of it
    could not be removed: withdrawn it is all the same.
    """
    with build_lock(stores):
        told = past(stores)
        stored = names(stores)
        known(name, [*stored, *(event.name for event in told.events)], "stored case set")
        rows = rows_of(file_of(stores, name))
        alike = [other for other in stored if same_data(other, name) or _holds(stores, other, rows)]
        gone = [
            Event(other, Did.WITHDRAWN, _synthetic(stores, other), now(), rows)
            for other in dict.fromkeys([name, *alike])
            if not told.last(other, Did.WITHDRAWN)
        ]
        with writing(stores):
            note(stores, gone)
            left = [file for other in alike for file in purge(stores, other)]
    if left:
        raise StoreError(
            f"{name} is withdrawn and is not shown, but {left[0]} could not be removed; remove it"
            " from the stores folder by hand."
        )
    return alike


def _holds(stores: Path, name: str, rows: str) -> bool:
    return bool(rows) and rows_of(file_of(stores, name)) == rows


def _synthetic(stores: Path, name: str) -> bool:
    found, event = recorded(file_of(stores, name)), past(stores).last(name)
    return bool(found.synthetic if found else event and event.synthetic)


def _before(stores: Path) -> str:
    current = pointed(stores)
    if current is None:
        raise ReaderError("It cannot be made out which case set counts; name the one to show.")
    earlier = [
        other
        for other in names(stores)
        if number(other) < number(current) and not withdrawn_on(stores, other)
    ]
    if not earlier:
        raise ReaderError(f"There is no stored case set before {current}.")
    return earlier[0]


def _problem(stores: Path, name: str, counted: bool = False) -> str | None:
    try:
        found = examined(stores, name)
        if counted:
            check_counted(found)
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
        state=_state(stores, name),
    )


def _state(stores: Path, name: str) -> State:
    if withdrawn_on(stores, name):
        return State.WITHDRAWN
    if name == pointed(stores):
        return State.CURRENT
    last = past(stores).last(name)
    return State.ROLLED_BACK if last and last.did == Did.ROLLED_BACK else State.SUPERSEDED
