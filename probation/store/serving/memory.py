"""What is remembered of the stored case sets, for whoever asks: pages, HTTP routes, commands."""

import threading
from collections.abc import Callable, Hashable
from contextlib import closing
from copy import deepcopy
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any, TypeVar

from probation.store.connection import Store, open_store
from probation.store.record import Generation
from probation.store.serving.workers import WORKERS

T = TypeVar("T")


@dataclass
class _Place:
    """Where an answer is put: none yet, or one. Whoever makes it holds the lock."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    answer: tuple[Any, ...] = ()


class Memory:
    """At most so many answers; the one that was asked for least lately makes room for a new one.

    copied: what each who asks gets of an answer. good: whether it may be given once more.
    """

    def __init__(
        self,
        most: int,
        *,
        copied: Callable[[Any], Any] = lambda answer: answer,
        good: Callable[[Any], bool] = lambda answer: True,
    ) -> None:
        self._copied, self._good = copied, good
        self._lock = threading.Lock()
        self._place = lru_cache(most)(lambda key: _Place())

    def answer(self, key: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` gives, made once however many ask at the same time.

        An error goes to the one who met it: whoever waited makes the answer himself.
        """
        with self._lock:  # or two who ask at the same time get a place each
            place = self._place(key)
        with place.lock:
            if place.answer and not self._good(*place.answer):
                place.answer = ()  # also where making another fails
            place.answer = place.answer or (make(),)
            (answer,) = place.answer
        copy: T = self._copied(answer)
        return copy

    def clear(self) -> None:
        """Forgets all, and what is being made at this moment once it has been given."""
        self._place.cache_clear()


#: Shared by all who ask, and changed by nobody: exhibits, of some tens of kilobytes each.
SHARED = Memory(1000)
#: What others compute with, of a few kilobytes each.
COPIED = Memory(1000, copied=deepcopy)
#: Regressions, of some hundred kilobytes each; shared.
FITTED = Memory(50)
#: The bulletin held against a case set: rows of words and numbers, as dictionaries.
PUBLISHED = Memory(4, copied=lambda held: {part: [*map(dict, held[part])] for part in held})


def answer(
    memory: Memory,
    make: Callable[..., T],
    store: Store,
    *asked: object,
    until: float | None = None,
) -> T:
    """``make(store, *asked)``, made once for each generation.

    make: a function of a module, the same at each call. asked: what its text tells in full. until:
    where it takes long, and is made ``apart``. Of a case set outside the stores folder nothing is
    remembered: it is one session's, and its answers must not outlive that.
    """
    made = partial(make, store, *asked)
    if until is not None:
        made = partial(apart, until, make, store, *asked)
    if not store.generation.number:
        return made()
    return memory.answer((make, store.generation, repr(asked)), made)


def apart(until: float, make: Callable[..., T], store: Store, *asked: object) -> T:
    """``make(store, *asked)`` by another process, of the file that ``store`` has open.

    until: see Workers.do.
    """
    return WORKERS.do(until, _of_file, make, store.generation, *asked)


def _of_file(make: Callable[..., T], generation: Generation, *asked: object) -> T:
    # closed again each time: it may be a reader's own, and removed the next moment
    with closing(open_store(generation.path, generation)) as store:
        return make(store, *asked)


def forget() -> None:
    """Nothing that was made of any case set is remembered any more."""
    for memory in (SHARED, COPIED, FITTED, PUBLISHED):
        memory.clear()
