"""The store that all share follows the pointer, and what is withdrawn is gone at the next look."""

import gc
import os
import weakref
from concurrent.futures import ThreadPoolExecutor

import pytest

from probation.errors import StoreError
from probation.store import current
from probation.store.build import build
from probation.store.history import roll_back, withdraw
from probation.store.serving.memory import FITTED, SHARED, answer
from probation.store.serving.served import Served
from tests import builders
from tests.store.dying import real


class Answer:
    """Something that was made of a case set."""


def made(store):
    return Answer()


@pytest.fixture
def two(tmp_path, monkeypatch):
    """The stores folder, and the names of two case sets in it."""
    stores = tmp_path / "stores"
    monkeypatch.setenv("PROBATION_STORES", str(stores))
    names = []
    for label in ("older", "newer"):
        builders.case_files(tmp_path / label, f"case_id\n{label}")
        names.append(build(real(tmp_path / label, label), stores).name)
    return stores, names


def closed(store):
    try:
        store.frame("SELECT 1 AS one", {})
    except StoreError:
        return True
    return False


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("memory", [SHARED, FITTED])
def test_what_was_made_of_a_case_set_is_forgotten_at_the_first_run_after_it_is_withdrawn(
    two, memory, which
):
    """Also of one that is not shown any more."""
    stores, names = two
    served = Served()
    store = served.current()
    of = store if which else served.earlier(names[0])
    remembered = weakref.ref(answer(memory, made, of))
    served.current()
    gc.collect()
    assert remembered() is not None
    withdraw(stores, names[which])
    if which:
        with pytest.raises(StoreError, match="No figures are shown"):
            served.current()
    else:
        served.current()
    gc.collect()
    assert remembered() is None
    assert served.earlier(names[which]) is None


def test_however_many_come_first_the_store_is_opened_once(two, monkeypatch):
    opened, ready = [], current.ready
    monkeypatch.setattr(current, "ready", lambda *given: opened.append(1) or ready(*given))
    served = Served()
    with ThreadPoolExecutor(8) as readers:
        stores = set(readers.map(lambda _: served.current(), range(8)))
    assert len(stores) == len(opened) == 1


def test_it_follows_the_pointer_and_who_still_asks_the_generation_left_behind_is_answered(two):
    stores, names = two
    served = Served()
    newer = served.current()
    assert newer.generation.name == names[1]
    roll_back(stores)
    older = served.current()
    assert older.generation.name == names[0]
    assert not closed(newer)
    assert served.current() is older


@pytest.mark.parametrize("shown", ["the one that counts", "an earlier one"])
def test_a_file_that_is_disturbed_answers_nobody_any_more(two, shown):
    _, names = two
    served = Served()
    counts = served.current()
    held = counts if shown == "the one that counts" else served.earlier(names[0])
    with held.generation.path.open("r+b") as file:
        file.seek(5000)
        file.write(b"x" * 500)
    if held is counts:
        with pytest.raises(StoreError, match="No figures are shown"):
            served.current()
    else:
        assert served.earlier(names[0]) is None
    assert closed(held)


def test_an_earlier_one_is_opened_once_and_is_there_again_once_it_is_mended(two):
    _, names = two
    served = Served()
    earlier = served.earlier(names[0])
    assert served.earlier(names[0]) is earlier
    record = earlier.generation.path.with_suffix(".json")
    aside = record.with_suffix(".aside")
    os.replace(record, aside)
    assert served.earlier(names[0]) is None
    os.replace(aside, record)
    assert not closed(served.earlier(names[0]))


def test_an_earlier_one_carries_the_caution_of_a_rollback_at_once(two):
    stores, names = two
    served = Served()
    assert served.earlier(names[1]).generation.caution == ""
    roll_back(stores)
    assert "taken back" in served.earlier(names[1]).generation.caution


def test_a_data_folder_that_cannot_be_read_is_tried_again_at_the_next_look(tmp_path, monkeypatch):
    builders.ship(builders.case_files(tmp_path / "data", "case_id\nA"))
    monkeypatch.setenv("PROBATION_STORES", str(tmp_path / "stores"))
    monkeypatch.setenv("PROBATION_DATA", str(tmp_path / "nowhere"))
    served = Served()
    with pytest.raises(StoreError):
        served.current()
    monkeypatch.setenv("PROBATION_DATA", str(tmp_path / "data"))
    assert served.current().generation.synthetic
