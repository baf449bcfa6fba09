"""Generations: the built files in the stores folder, and the pointer that says which one counts.

A generation is ``gen-<number>-<hash>.duckdb``, with its record and checksum in a .json beside it.
A file without a record was never finished. Replacing CURRENT.json is the one commit point.
"""

import hashlib
import json
import os
import re
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO

from probation.errors import StoreError

POINTER = "CURRENT.json"
KEPT = 3
LOCK_SECONDS = 120.0
_NAME = re.compile(r"gen-(\d+)-[0-9a-f]{8}")


@dataclass(frozen=True)
class Generation:
    """One built store.

    name: the key of every cache. number: 1, 2, ... in order of building. path: the DuckDB file.
    sha256: of that file. rows: table name to number of rows. built_at: UTC. label, synthetic:
    see CaseFiles. source_hash: of the files, codes and SQL it was built from.
    """

    name: str
    number: int
    path: Path
    sha256: str
    rows: Mapping[str, int] = field(hash=False)
    built_at: datetime
    label: str
    synthetic: bool
    source_hash: str

    def record(self) -> dict[str, object]:
        """What stands in the .json beside the file."""
        fields = {k: v for k, v in vars(self).items() if k != "path"}
        return fields | {"built_at": self.built_at.isoformat()}


@contextmanager
def writing(stores: Path) -> Iterator[None]:
    """Turns the failures of writing in the stores folder into a sentence."""
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"The store cannot be written in {stores}: {error.strerror or error}; free some space,"
            " make the folder writable, or name another in PROBATION_STORES."
        ) from error


def pointed(stores: Path) -> str | None:
    """The name of the generation CURRENT.json points at; None where it cannot be made out."""
    try:
        name = json.loads((stores / POINTER).read_text(encoding="utf-8"))["generation"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return name if isinstance(name, str) and _NAME.fullmatch(name) else None


def point(stores: Path, name: str) -> None:
    """Makes ``name`` the generation that counts, in one atomic step."""
    _replace(stores / POINTER, json.dumps({"generation": name}) + "\n")


def record(generation: Generation) -> None:
    """Writes the record beside the file: from now on the generation can be trusted."""
    _sync_file(generation.path)
    text = json.dumps(generation.record(), indent=1) + "\n"
    _replace(generation.path.with_suffix(".json"), text)


def trusted(stores: Path, name: str) -> Generation | None:
    """The generation, where its record is readable and the file has the recorded checksum."""
    path = stores / f"{name}.duckdb"
    try:
        fields = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        fields["built_at"] = datetime.fromisoformat(fields["built_at"])
        generation = Generation(path=path, **fields)
        whole = generation.name == name and generation.sha256 == checksum(path)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return generation if whole else None


def names(stores: Path) -> list[str]:
    """Every generation of which there is a file, whole or not, the newest first."""
    stems = {path.name.split(".")[0] for path in stores.glob("gen-*")}
    return sorted((s for s in stems if _NAME.fullmatch(s)), key=number, reverse=True)


def number(name: str) -> int:
    """The number in a generation's name."""
    match = _NAME.fullmatch(name)
    return int(match[1]) if match else 0


def next_number(stores: Path) -> int:
    """One more than any generation there is or that the pointer names, so no name comes twice."""
    seen = [number(name) for name in [*names(stores), pointed(stores) or ""]]
    return max(seen) + 1


def prune(stores: Path) -> None:
    """Removes all but the newest generations, and their write-ahead logs and records."""
    for name in names(stores)[KEPT:]:
        discard(stores, name)


def discard(stores: Path, name: str) -> None:
    """Removes one generation, unless it is the one that counts."""
    if pointed(stores) == name:
        return
    for path in stores.glob(f"{name}.*"):
        # Windows keeps a file that another process still reads: it goes with the next build
        with suppress(OSError):
            path.unlink()


def checksum(path: Path) -> str:
    """sha256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def build_lock(stores: Path) -> Iterator[None]:
    """Held by whoever writes in the stores folder; a second writer waits for its turn.

    The lock is the operating system's, so it is gone with the process that held it.
    """
    with writing(stores):
        stores.mkdir(parents=True, exist_ok=True)
        file = (stores / "build.lock").open("a+b")
    with file:
        deadline = time.monotonic() + LOCK_SECONDS
        while not _try_lock(file):
            if time.monotonic() > deadline:
                raise StoreError(
                    f"Another build in {stores} has not ended for {LOCK_SECONDS:.0f} seconds;"
                    " end it, then start again."
                )
            time.sleep(0.05)
        yield


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def _replace(path: Path, text: str) -> None:
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        temporary.write_text(text, encoding="utf-8")
        _sync_file(temporary)
        _put_in_place(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _put_in_place(temporary: Path, path: Path) -> None:
    # Windows refuses while a reader has the old file open, which is never for long.
    for _ in range(50):
        try:
            os.replace(temporary, path)
            return
        except PermissionError:
            if sys.platform != "win32":
                raise
            time.sleep(0.02)
    os.replace(temporary, path)


def _sync_file(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _sync_folder(path: Path) -> None:
    if sys.platform == "win32":  # has no way to flush a folder
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
