"""Writing that lasts: one writer at a time, and files that are whole or not there.

And folders to work in that do not outlast the process for long.
"""

import os
import shutil
import sys
import tempfile
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from probation.errors import StoreError
from probation.store.private import FILE, make_folder, write_new
from probation.store.steps import Step, reached

LOCK = "build.lock"
LOCK_SECONDS = 120.0
#: Left free beside a file that is brought in: for its record, the pointer and the lock.
SPARE_BYTES = 1 << 20
#: In a folder to work in: locked as long as the folder is used.
_IN_USE = "in-use.lock"
#: How long a folder is tried to be removed in which a child process may be writing its last.
_REMOVE_SECONDS = 2.0


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Turns the failures of writing in ``folder`` into a sentence."""
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"The store cannot be written in {folder}: {error.strerror or error}; free some space,"
            " make the folder writable, or name another in PROBATION_STORES."
        ) from error


@contextmanager
def build_lock(stores: Path) -> Iterator[None]:
    """Held by whoever writes in the stores folder; a second writer waits for its turn.

    The lock is the operating system's, so it is gone with the process that held it.
    """
    with writing(stores):
        make_folder(stores)
        # unbuffered: a pipe of that name can be locked, but not sought in
        file = os.fdopen(os.open(stores / LOCK, os.O_RDWR | os.O_CREAT, FILE), "r+b", buffering=0)
    with file:
        deadline = time.monotonic() + LOCK_SECONDS
        while not _try_lock(file):
            if time.monotonic() > deadline:
                raise StoreError(
                    f"Another build in {stores} has not ended for {LOCK_SECONDS:.0f} seconds;"
                    " end it, then start again."
                )
            time.sleep(0.05)
        reached(Step.LOCKED)
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


class Folder:
    """A folder to work in, removed by ``remove`` or once nothing refers to it.

    A process that is killed leaves its folder behind: the next one made beside it removes it.
    """

    def __init__(self, parent: Path, prefix: str) -> None:
        remove_left(parent, prefix)
        self.path, lock = _locked(parent, prefix)
        self._gone = weakref.finalize(self, _remove, self.path, lock)

    def remove(self) -> None:
        """Removes the folder, unless it is gone."""
        self._gone()


def _locked(parent: Path, prefix: str) -> tuple[Path, IO[bytes]]:
    """A new folder with its lock, held: made again where another process swept it before that."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
        with suppress(FileNotFoundError):
            lock = (folder / _IN_USE).open("a+b")
            if _try_lock(lock) and (folder / _IN_USE).exists():
                return folder, lock
            lock.close()


def _remove(folder: Path, lock: IO[bytes]) -> None:
    lock.close()  # Windows removes no file that is open
    until = time.monotonic() + _REMOVE_SECONDS
    shutil.rmtree(folder, ignore_errors=True)
    while folder.exists() and time.monotonic() < until:
        time.sleep(0.05)
        shutil.rmtree(folder, ignore_errors=True)


def remove_left(parent: Path, prefix: str) -> None:
    """Removes every ``Folder`` of that prefix whose process is gone, and no other folder."""
    for lock in parent.glob(f"{prefix}*/{_IN_USE}"):
        with suppress(OSError):  # another user's, or gone meanwhile
            with lock.open("r+b") as file:
                if not _try_lock(file):
                    continue
                shutil.rmtree(lock.parent, ignore_errors=True)  # its maker, if any, sees it go
            shutil.rmtree(lock.parent, ignore_errors=True)  # Windows removes no file that is open


def bring(source: Path, target: Path) -> None:
    """Makes ``source`` stand at ``target`` too, on the disk: linked where it can be, else copied.

    Raises StoreError where it is no file of its own or a copy would not fit, OSError where it
    cannot be written. It is nobody's store yet, so that half a copy harms nothing.
    """
    if source.is_symlink() or not source.is_file():
        raise StoreError(f"There is no new case set at {source}; import its files again.")
    try:
        os.link(source, target)
    except OSError:  # another disk, or one without links
        _check_space(target.parent, source.stat().st_size)
        write_new(target, b"")
        shutil.copyfile(source, target)
    reached(Step.BROUGHT_IN)
    sync_file(target)
    sync_folder(target.parent)


def _check_space(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < needed + SPARE_BYTES:
        raise StoreError(
            f"There is too little space in {folder}: the case set takes {_megabytes(needed)},"
            f" {_megabytes(free)} are free; free some space, or name another folder in"
            " PROBATION_STORES."
        )


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"


def replace_file(path: Path, data: bytes, written: Step, replaced: Step) -> None:
    """Writes a small file in one atomic step: whoever reads it sees the old one or the new.

    written, replaced: the steps reached when the new one is on the disk, and in place.
    """
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    temporary.unlink(missing_ok=True)
    try:
        write_new(temporary, data)
        reached(written)
        _put_in_place(temporary, path)
        reached(replaced)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(path.parent)


def put(path: Path, data: bytes) -> None:
    """Writes a file in one atomic step: where that fails, raising OSError, the old one stays.

    A link is followed, and who may read the file stays as it was.
    """
    path = path.resolve()
    temporary = path.with_name(f".{os.getpid()}.tmp")
    try:
        temporary.write_bytes(data)
        if path.exists():
            shutil.copymode(path, temporary)
        _put_in_place(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


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


def sync_file(path: Path) -> None:
    """Waits until what is written in the file is on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(path: Path) -> None:
    """Waits until the names in the folder are on the disk."""
    if sys.platform == "win32":  # has no way to flush a folder
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
