"""The stores that this process has open: the one that counts, and earlier ones that links name."""

import threading
from collections.abc import Callable
from functools import partial

from probation.errors import ReaderError, StoreError
from probation.store import current
from probation.store.build import Progress, silent
from probation.store.connection import Store, open_store
from probation.store.folders import data_folder, stores_folder
from probation.store.generation import examined, kept
from probation.store.past import HISTORY
from probation.store.record import Generation
from probation.store.serving.memory import Memory, forget
from probation.store.serving.watch import Watch, marks


class Served:
    """What all who ask share, following the pointer from one generation to the next."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: Watch | None = None
        self._history: object = None
        self._notice: str | None = None
        self._earlier = Memory(2, good=lambda held: held is not None and not held.disturbed())

    def current(self, progress: Progress = silent) -> Store:
        """The store that counts, opened or built where it is not open; see current.ready.

        All that was remembered is forgotten when something may have been withdrawn since the last
        call. Raises ReaderError where no folder of stores can be made out, else StoreError.
        """
        stores = stores_folder()
        with self._lock:
            history = marks(stores / HISTORY)
            if history != self._history:
                self._earlier.clear()
                forget()
            self._history = history
            held = self._held
            if held and not current.changed(held.store, stores) and not held.disturbed():
                return held.store
            # The generation left behind stays open until its last query has ended; Python closes it
            # when nothing refers to it any more.
            self._held = None
            try:
                store, self._notice = current.ready(data_folder(), stores, progress)
            except ReaderError as error:  # of the data folder: nobody who asks mends that
                raise StoreError(str(error)) from error
            self._held = Watch(store, partial(examined, stores, store.generation.name))
            return store

    def notice(self) -> str | None:
        """A sentence to be said where another case set than the one that counts is shown."""
        return current.notice(stores_folder()) or self._notice

    def earlier(self, name: str) -> Store | None:
        """A generation as it was; None where it is not kept, not whole, or of another version."""
        stores = stores_folder()
        held = self._earlier.answer((stores, name), lambda: _opened(partial(kept, stores, name)))
        return held.store if held else None


def _opened(find: Callable[[], Generation | None]) -> Watch | None:
    found = find()
    return Watch(open_store(found.path, found), find) if found else None


#: The one of this process.
SERVED = Served()
