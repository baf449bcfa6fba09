"""Long work in a few processes of its own, each piece within a time limit.

In a thread it would take turns with all other readers' pages for the interpreter's lock, and
nothing could stop it. The processes are of this code and this machine alone, run at low priority,
and are kept; one that is stopped is made anew. What goes between them is pickled: it comes from no
file and from no network.
"""

import atexit
import os
import pickle
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, LifoQueue
from typing import Any, ParamSpec, TypeVar

from probation.errors import ReaderError, StoreError

_WINDOWS = sys.platform == "win32"
_NICE = 10
#: The most that a run of a page, or a file, may take of them.
SECONDS = 20.0
TOO_LONG = (
    f"This took longer than {SECONDS:g} seconds and was stopped; choose fewer figures, filters"
    " or candidates, or try again later."
)

P = ParamSpec("P")
T = TypeVar("T")


class Workers:
    """At most so many processes, started when there is work for them."""

    def __init__(self, most: int) -> None:
        self._started: set[_Worker] = set()
        self._free: LifoQueue[_Worker | None] = LifoQueue()
        for _ in range(most):
            self._free.put(None)

    def do(self, until: float, work: Callable[P, T], *given: P.args, **more: P.kwargs) -> T:
        """What ``work``, a function of a module of this package, gives.

        until: by time.monotonic, for waiting for a process and for the work. Raises ReaderError
        where that is not enough, what ``work`` raises where that is a ReaderError or a StoreError,
        and RuntimeError with its traceback for any other error.
        """
        seconds = until - time.monotonic()
        if seconds <= 0:
            raise ReaderError(TOO_LONG)
        try:
            worker = self._free.get(timeout=seconds)
        except Empty:
            raise ReaderError(TOO_LONG) from None
        try:
            if worker is None or not worker.lives():
                if worker:
                    worker.end()
                    self._started.discard(worker)
                worker = _Worker()
                self._started.add(worker)
            answer: T = worker.answer(pickle.dumps((work, given, more)), until)
            return answer
        finally:
            self._free.put(worker)

    def end(self) -> None:
        """Kills all processes; who waits for one gets a RuntimeError."""
        for worker in list(self._started):
            worker.kill()


#: Those of the server.
WORKERS = Workers(2)


class _Worker:
    """One process, which answers one request after another."""

    def __init__(self) -> None:
        path = os.pathsep.join(os.path.abspath(entry) for entry in sys.path)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-X", "utf8", "-m", __name__],
            env={**os.environ, "PYTHONPATH": path},
            stdin=subprocess.PIPE,  # it ends when this closes, that is, when its parent ends
            stdout=subprocess.PIPE,
            start_new_session=not _WINDOWS,
        )
        atexit.register(self.end)

    def lives(self) -> bool:
        """Whether it can be asked."""
        return self._process.poll() is None

    def kill(self) -> None:
        """Ends it, whatever it is doing."""
        self._process.kill()

    def answer(self, request: bytes, until: float) -> Any:
        """What it answers; it is stopped where that is not there in time."""
        assert self._process.stdin
        assert self._process.stdout
        clock = threading.Timer(until - time.monotonic(), self.kill)
        clock.start()
        try:
            self._process.stdin.write(request)
            self._process.stdin.flush()
            kind, found = pickle.load(self._process.stdout)
        except Exception as error:  # half an answer may be left: nobody asks this one again
            self.end()
            if time.monotonic() >= until:
                raise ReaderError(TOO_LONG) from None
            raise RuntimeError("A process for long work has given no answer") from error
        finally:
            clock.cancel()
            if time.monotonic() >= until:  # it may be killed the next moment
                self.end()
        if kind is not None:
            raise kind(found)
        return found

    def end(self) -> None:
        """Ends it, and gives back what it took."""
        atexit.unregister(self.end)
        self.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what could not be sent
                pipe and pipe.close()


def _serve() -> None:
    """The process's side: answers until there is nobody to ask."""
    # what libraries print must not come between the answers
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    if not _WINDOWS:
        os.nice(_NICE)
    while True:
        try:
            work, given, more = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        with suppress(BrokenPipeError):
            answers.write(_outcome(work, given, more))
            answers.flush()


def _outcome(work: Callable[..., Any], given: Any, more: Any) -> bytes:
    """What is answered: no error and what was made, or the kind of error and its words."""
    try:
        return pickle.dumps((None, work(*given, **more)))
    except (ReaderError, StoreError) as error:
        return pickle.dumps((type(error), str(error)))
    except Exception:  # whatever the work met: the process that asked logs it, and tells a number
        return pickle.dumps((RuntimeError, traceback.format_exc()))


if __name__ == "__main__":
    _serve()
