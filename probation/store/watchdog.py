"""A time limit for queries, kept by one thread for all of them.

A timer thread for each query would make every query wait twice for the interpreter lock.
"""

import atexit
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

_POLL_SECONDS = 0.05


class Watchdog:
    """Interrupts the cursors that run past their deadline, within a twentieth of a second."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._deadlines: dict[duckdb.DuckDBPyConnection, float] = {}
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="query-limit", daemon=True)

    @contextmanager
    def limit(self, cursor: duckdb.DuckDBPyConnection, seconds: float) -> Iterator[None]:
        """Within the block a query on ``cursor`` ends after ``seconds`` with InterruptException."""
        with self._lock:
            if not self._thread.ident:
                self._thread.start()
                atexit.register(self._stop)
            self._deadlines[cursor] = time.monotonic() + seconds
        try:
            yield
        finally:
            with self._lock:
                del self._deadlines[cursor]

    def _watch(self) -> None:
        while not self._stopped.wait(_POLL_SECONDS):
            now = time.monotonic()
            with self._lock:  # a cursor that is still listed is still open
                for cursor in [c for c, deadline in self._deadlines.items() if now > deadline]:
                    cursor.interrupt()

    def _stop(self) -> None:
        # DuckDB complains at exit about what a thread that is still there holds on to
        self._stopped.set()
        self._thread.join()
