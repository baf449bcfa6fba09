"""Files of ours that nobody else may read, and small ones that somebody else may have planted."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: Who may read: whoever runs the dashboard, and nobody else. Windows knows no such bits.
FILE, FOLDER = 0o600, 0o700
#: Bytes: a pointer and a record take hundreds, the history two hundred for each import.
LARGEST = 16 << 20
#: A link is not followed, and a pipe is not waited for.
_AS_IT_LIES = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_ANEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL
_BINARY = getattr(os, "O_BINARY", 0)


def small_file(path: Path) -> bytes:
    """The bytes of a small file; OSError where it is none: a link, pipe, device, folder or huge."""
    descriptor = os.open(path, _AS_IT_LIES | _BINARY)
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode) or found.st_size > LARGEST:
            raise OSError(errno.EINVAL, "it is no small file")
        return os.read(descriptor, LARGEST)
    finally:
        os.close(descriptor)


def write_new(path: Path, data: bytes) -> None:
    """Writes a file that is not there yet, private from its first byte, down to the disk."""
    with os.fdopen(os.open(path, _ANEW | _BINARY, FILE), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def make_folder(path: Path) -> None:
    """Makes a folder, unless it is there, that nobody else may look into."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.mkdir(mode=FOLDER, exist_ok=True)


def close_to_others(path: Path) -> None:
    """Takes a file or folder from everybody else; one that is not ours stays as it is."""
    wanted = FOLDER if path.is_dir() else FILE
    if not path.is_symlink() and stat.S_IMODE(path.stat().st_mode) & ~wanted:
        try:
            path.chmod(stat.S_IMODE(path.stat().st_mode) & wanted)
        except PermissionError:  # another user's, who gave us the folder as it is
            return


@contextmanager
def created_private() -> Iterator[None]:
    """Within the block files that libraries create are ours alone.

    The mask is the whole process's: a file that another thread creates meanwhile is private too.
    """
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)
