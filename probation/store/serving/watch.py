"""Whether the files of an open generation are still those that were checked when it was opened.

An open file goes on answering when it is removed, and answers wrongly when it is written over.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path

from probation.errors import StoreError
from probation.store.connection import Store
from probation.store.past import HISTORY
from probation.store.record import Generation

#: A change that leaves no mark in the folder is found by reading the file whole, so often while
#: somebody looks: 3 ms for the shipped cases, and in proportion for others.
CHECK_SECONDS = 45.0


class Watch:
    """Looks after one open store.

    find: gives its generation once more, checked whole; raises StoreError where it is not to be
    shown.
    """

    def __init__(self, store: Store, find: Callable[[], Generation | None]) -> None:
        self.store, self._find = store, find
        self._seen = _signature(store.generation.path)
        self._at = time.monotonic()

    def disturbed(self) -> bool:
        """Whether its generation is another than was opened, or none that may be shown.

        Then the store is closed: it must answer nobody any more. Cheap enough for every run of a
        page: names, sizes and times are looked at each time, the content where they have changed
        and once in CHECK_SECONDS.
        """
        opened = self.store.generation
        seen, at = _signature(opened.path), time.monotonic()
        if seen == self._seen and at - self._at < CHECK_SECONDS:
            return False
        try:
            disturbed = self._find() != opened
        except StoreError:
            disturbed = True
        if disturbed:
            self.store.close()
        self._seen, self._at = seen, at  # last: another request meanwhile looks for itself
        return disturbed


def _signature(path: Path) -> tuple[object, ...]:
    files = (path, path.with_suffix(".json"), path.with_name(HISTORY))
    try:
        beside = sorted(n for n in os.listdir(path.parent) if n.startswith(path.stem))
    except OSError:
        beside = []
    return (*map(marks, files), *beside)


def marks(path: Path) -> tuple[int, ...] | None:
    """What tells a file from what it was before, whatever it holds; None where there is none."""
    try:
        found = path.lstat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
