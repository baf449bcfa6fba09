"""Readers on a store whose generations change under them."""

import threading
import time

import pytest

from probation.store import generation
from probation.store.build import build
from probation.store.current import changed, ready
from probation.store.history import roll_back
from tests import builders
from tests.store.dying import real

READERS, SWAPS = 25, 20
_LABEL = "SELECT label FROM about"
_CASES = "SELECT count(*) AS n FROM cases"
_TALLIED = "SELECT sum(n)::INT AS n FROM case_tally WHERE factor IS NULL"


class Served:
    """The store that the readers share, followed as a server does."""

    def __init__(self, data, stores):
        self._data, self._stores = data, stores
        self._lock = threading.Lock()
        self._store = None

    def store(self):
        with self._lock:
            if self._store is None or changed(self._store, self._stores):
                self._store, notice = ready(self._data, self._stores)
                assert notice is None
            return self._store


class Readers:
    """Threads that ask until they are told to stop; each asks one store several things."""

    def __init__(self, served, alone):
        self.answers = []
        self.failed = []
        self._stop = threading.Event()
        ways = [served.store] * (READERS - 3) + [alone] * 3
        self._threads = [threading.Thread(target=self._read, args=[way]) for way in ways]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _read(self, open_one):
        try:
            while not self._stop.is_set():
                store = open_one()
                asked = [store.frame(sql, {}).iloc[0, 0] for sql in (_LABEL, _CASES, _TALLIED)]
                self.answers.append((store.generation.label, *asked))
                time.sleep(0.3)
        except Exception as error:
            self.failed.append(error)


@pytest.mark.slow
def test_readers_never_fail_and_never_see_two_generations_in_one_answer(tmp_path):
    data, stores = tmp_path / "data", tmp_path / "stores"
    builders.case_files(data, "case_id\nA")
    sets = []
    for cases in range(1, 5):
        ids = "\n".join(f"C{number}" for number in range(cases))
        builders.case_files(tmp_path / str(cases), f"case_id\n{ids}")
        sets.append(real(tmp_path / str(cases), f"{cases}"))
    build(sets[0], stores)
    with Readers(Served(data, stores), lambda: ready(data, stores)[0]) as readers:
        for swap in range(1, SWAPS + 1):
            if swap % 2 == 0:
                roll_back(stores)
            else:
                build(sets[swap % len(sets)], stores)
            _until_seen(readers, stores)
    assert readers.failed == []
    assert len(readers.answers) > SWAPS * 10
    for label, stored, cases, tallied in readers.answers:
        assert (stored, cases, tallied) == (label, int(label), int(label))


def _until_seen(readers, stores):
    """Waits until some answer came from the generation that counts now."""
    counts = generation.examined(stores, generation.pointed(stores)).label
    start, deadline = len(readers.answers), time.monotonic() + 20
    while not any(answer[0] == counts for answer in readers.answers[start:]):
        assert time.monotonic() < deadline, "no reader follows the pointer"
        assert not readers.failed, readers.failed
        time.sleep(0.01)
