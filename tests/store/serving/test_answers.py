"""What is remembered of a case set, of which, and of which it must not be."""

import os
import time
from dataclasses import replace
from itertools import count

import pytest

from probation.errors import ReaderError
from probation.store.build import write_generation
from probation.store.connection import Store, open_store
from probation.store.serving.memory import COPIED, FITTED, PUBLISHED, SHARED, answer, forget
from tests import builders


@pytest.fixture(autouse=True)
def _nothing_remembered():
    forget()


_MADE = count(1)


def made(store: Store, *asked: object) -> dict[str, list[dict[str, int]]]:
    """Rows as of a table, another each time."""
    return {"rows": [{"made": next(_MADE)}]}


def process(store: Store, *asked: object) -> tuple[int, str, tuple[object, ...]]:
    """Where it was made, and of what."""
    return os.getpid(), store.generation.name, asked


def fails(store: Store) -> None:
    raise ReaderError("Choose fewer filters.")


@pytest.fixture
def store(case_set) -> Store:
    return case_set("case_id\nA")


def test_the_same_question_of_the_same_generation_is_answered_once(store):
    first = answer(SHARED, made, store, "rates", {"area": ["kent"]})
    assert answer(SHARED, made, store, "rates", {"area": ["kent"]}) == first
    assert answer(SHARED, made, store, "rates", {"area": ["london"]}) != first
    assert answer(SHARED, made, store, "gaps", {"area": ["kent"]}) != first


def test_another_generation_is_another_question_and_so_is_one_that_was_rolled_back(
    store, case_set, monkeypatch
):
    first = answer(SHARED, made, store)
    assert answer(SHARED, made, case_set("case_id\nA\nB")) != first
    monkeypatch.setattr(store, "generation", replace(store.generation, caution="Taken back."))
    assert answer(SHARED, made, store) != first


def test_of_a_sessions_own_cases_nothing_is_remembered(tmp_path):
    source = builders.case_files(tmp_path / "own", "case_id\nA")
    own = write_generation(source, tmp_path / "own.duckdb")
    store = open_store(own.path, own)
    for memory in (SHARED, FITTED):
        assert answer(memory, made, store) != answer(memory, made, store)
    store.close()


@pytest.mark.parametrize("memory", [COPIED, PUBLISHED])
@pytest.mark.parametrize(
    "harm",
    [dict.clear, lambda mine: mine["rows"].clear(), lambda mine: mine["rows"][0].update(made=0)],
)
def test_what_is_computed_with_cannot_be_changed_for_others(store, memory, harm):
    before = answer(memory, made, store)
    harm(answer(memory, made, store))
    assert answer(memory, made, store) == before


def test_what_takes_long_is_made_of_the_file_in_another_process_and_remembered(store):
    until = time.monotonic() + 60
    there, *of = answer(SHARED, process, store, "asked", until=until)
    assert there != os.getpid()
    assert of == [store.generation.name, ("asked",)]
    assert answer(SHARED, process, store, "asked", until=0.0) == (there, *of)


def test_what_took_too_long_is_a_sentence_and_not_remembered(store):
    with pytest.raises(ReaderError, match="took longer than 20 seconds"):
        answer(SHARED, process, store, until=time.monotonic())
    assert answer(SHARED, process, store, until=time.monotonic() + 60)


def test_an_error_of_the_reader_arrives_each_time(store):
    for until in (None, time.monotonic() + 60):
        with pytest.raises(ReaderError, match=r"^Choose fewer filters\.$"):
            answer(SHARED, fails, store, until=until)


@pytest.mark.parametrize("memory", [SHARED, COPIED, FITTED, PUBLISHED])
def test_all_is_forgotten_together(store, memory):
    before = answer(memory, made, store)
    assert answer(memory, made, store) == before
    forget()
    assert answer(memory, made, store) != before
