"""Long work in processes of its own: its answer, its errors, and its end when time is over."""

import operator
import os
import threading
import time
from collections.abc import Iterator

import pytest

from probation.briefing.file import from_json
from probation.errors import ReaderError
from probation.store.serving.workers import Workers

LONG = 60.0


def later(seconds: float) -> float:
    return time.monotonic() + seconds


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    """One process, kept over the tests of this module."""
    pool = Workers(1)
    yield pool
    pool.end()


def test_it_gives_what_the_work_gives_from_another_process_that_is_kept(workers: Workers) -> None:
    assert workers.do(later(LONG), operator.add, 2, 3) == 5
    process = workers.do(later(LONG), os.getpid)
    assert process not in (os.getpid(), os.getppid())
    assert workers.do(later(LONG), os.getpid) == process


def test_what_the_work_prints_does_not_come_between(workers: Workers) -> None:
    workers.do(later(LONG), print, "words of a library")
    assert workers.do(later(LONG), operator.add, 2, 3) == 5


def test_a_readers_error_arrives_as_it_was_raised(workers: Workers) -> None:
    with pytest.raises(ReaderError) as here:
        from_json("[")
    with pytest.raises(ReaderError) as there:
        workers.do(later(LONG), from_json, "[")
    assert str(there.value) == str(here.value)


def test_any_other_error_arrives_with_its_traceback(workers: Workers) -> None:
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        workers.do(later(LONG), operator.truediv, 1, 0)


def test_an_answer_that_cannot_be_sent_is_an_error_of_ours(workers: Workers) -> None:
    with pytest.raises(RuntimeError, match="cannot pickle"):
        workers.do(later(LONG), threading.Lock)
    assert workers.do(later(LONG), operator.add, 2, 3) == 5


def test_an_answer_that_cannot_be_read_ends_the_process(
    workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    process = workers.do(later(LONG), os.getpid)
    with monkeypatch.context() as patched:
        patched.setattr("probation.store.serving.workers.pickle.load", lambda pipe: 1 / 0)
        with pytest.raises(RuntimeError, match="has given no answer"):
            workers.do(later(LONG), operator.add, 2, 3)
    assert workers.do(later(LONG), os.getpid) != process


def test_what_takes_too_long_is_stopped_and_the_next_gets_a_new_process(workers: Workers) -> None:
    process = workers.do(later(LONG), os.getpid)
    start = time.monotonic()
    with pytest.raises(ReaderError, match="took longer than 20 seconds"):
        workers.do(later(0.5), time.sleep, 60)
    assert time.monotonic() - start < 30
    assert workers.do(later(LONG), os.getpid) != process


def test_a_process_that_dies_is_an_error_and_the_next_gets_a_new_one(workers: Workers) -> None:
    with pytest.raises(RuntimeError, match="has given no answer"):
        workers.do(later(LONG), os._exit, 3)
    assert workers.do(later(LONG), operator.add, 2, 3) == 5


def test_waiting_for_a_process_counts_and_ends_in_time(workers: Workers) -> None:
    workers.do(later(LONG), os.getpid)
    busy = threading.Thread(target=workers.do, args=(later(LONG), time.sleep, 2))
    busy.start()
    time.sleep(0.5)
    with pytest.raises(ReaderError, match="took longer than 20 seconds"):
        workers.do(later(0.1), operator.add, 2, 3)
    busy.join()
    assert workers.do(later(LONG), operator.add, 2, 3) == 5


def test_without_time_nothing_is_begun(workers: Workers) -> None:
    with pytest.raises(ReaderError, match="took longer than 20 seconds"):
        workers.do(later(-1.0), os._exit, 3)
