"""Which store is used: the one pointed at, the last good one or a new one, and what is said."""

import dataclasses
import errno
import json
import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from probation.errors import ReaderError, StoreError
from probation.store import atomic_files, current, generation
from probation.store.build import build
from probation.store.current import changed, ready
from probation.store.source import shipped
from tests import builders

pytestmark = pytest.mark.slow

CASES = "case_id | provider\nA | NPS\nB | CRC"


@pytest.fixture
def data(tmp_path):
    builders.ship(builders.case_files(tmp_path / "data", CASES))
    return tmp_path / "data"


@pytest.fixture
def stores(tmp_path):
    return tmp_path / "stores"


def made_up(tmp_path):
    """Files of an extract of made-up cases, which are not the shipped ones."""
    return dataclasses.replace(real(tmp_path), label="Made-up cases", synthetic=True)


def used(data, stores):
    """The name of the generation that ``ready`` opens, its number of cases, and the notice."""
    store, notice = ready(data, stores)
    cases = int(store.frame("SELECT count(*) AS n FROM cases", {})["n"].iloc[0])
    store.close()
    return store.generation.name, cases, notice


def real(tmp_path, cases="case_id\nX\nY\nZ"):
    """Files of a case set that is not synthetic, so that it cannot be built again from data/."""
    files = builders.case_files(tmp_path / "real", cases)
    return dataclasses.replace(files, label="Inspected cases", synthetic=False)


def flip_a_byte(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_a_missing_store_is_built_without_a_notice(data, stores):
    name, cases, notice = used(data, stores)
    assert (cases, notice) == (2, None)
    assert generation.pointed(stores) == name


def test_a_good_store_is_used_again_and_nothing_is_written(data, stores):
    first = used(data, stores)
    before = {path: path.stat().st_mtime_ns for path in stores.iterdir()}
    assert used(data, stores) == first
    assert {path: path.stat().st_mtime_ns for path in stores.iterdir()} == before


def test_changed_source_files_make_a_new_synthetic_store(data, stores):
    first, *_ = used(data, stores)
    builders.ship(builders.case_files(data, CASES + "\nC | CRC"))
    second, cases, notice = used(data, stores)
    assert second != first
    assert (cases, notice) == (3, None)


def test_a_store_of_real_cases_outlives_changes_of_the_shipped_files(data, stores, tmp_path):
    built = build(real(tmp_path), stores)
    assert used(data, stores) == (built.name, 3, None)


def damage_file(stores, name):
    flip_a_byte(stores / f"{name}.duckdb")


def cut_file(stores, name):
    path = stores / f"{name}.duckdb"
    path.write_bytes(path.read_bytes()[:5000])


def remove_file(stores, name):
    (stores / f"{name}.duckdb").unlink()


def remove_record(stores, name):
    (stores / f"{name}.json").unlink()


def garble_record(stores, name):
    (stores / f"{name}.json").write_text('{"name": 1}', encoding="utf-8")


def write_pointer(stores, name):
    (stores / generation.POINTER).write_text(json.dumps({"generation": name}), encoding="utf-8")


def point_nowhere(stores, name):
    write_pointer(stores, "gen-99-00000000")


def point_outside(stores, name):
    write_pointer(stores, "../data/gen-1-00000000")


def garble_pointer(stores, name):
    (stores / generation.POINTER).write_bytes(b"\x00\xff{")


def empty_pointer(stores, name):
    (stores / generation.POINTER).write_text("[]", encoding="utf-8")


LOST_FILE = [damage_file, cut_file, remove_file, remove_record, garble_record]
LOST_POINTER = [point_nowhere, point_outside, garble_pointer, empty_pointer]


def test_an_extract_of_made_up_cases_is_not_taken_for_old_shipped_ones(data, stores, tmp_path):
    build(shipped(data), stores)
    kept = build(made_up(tmp_path), stores).name
    assert used(data, stores) == (kept, 3, None)
    builders.ship(builders.case_files(data, "case_id | provider\nA | NPS"))
    assert used(data, stores) == (kept, 3, None)


@pytest.mark.parametrize("harm", LOST_FILE)
def test_a_damaged_store_is_built_again_and_the_page_says_so(data, stores, harm):
    first, *_ = used(data, stores)
    harm(stores, first)
    second, cases, notice = used(data, stores)
    assert second != first
    assert cases == 2
    assert notice == (
        "The stored case set was damaged; it has been built again from the shipped files."
    )
    assert used(data, stores) == (second, 2, notice)  # whoever comes later reads it too
    third = build(shipped(data), stores)
    assert used(data, stores) == (third.name, 2, None)


@pytest.mark.parametrize("harm", LOST_FILE)
def test_the_last_good_store_stands_in_for_a_damaged_one(data, stores, harm):
    good, damaged = build(shipped(data), stores), build(shipped(data), stores)
    harm(stores, damaged.name)
    name, cases, notice = used(data, stores)
    assert (name, cases) == (good.name, 2)
    assert notice is not None
    assert "another that was whole is shown instead: synthetic case set, built on" in notice
    assert generation.pointed(stores) == good.name


@pytest.mark.parametrize("harm", LOST_POINTER)
def test_a_lost_pointer_leads_to_the_newest_whole_store(data, stores, harm):
    first, *_ = used(data, stores)
    harm(stores, first)
    name, cases, notice = used(data, stores)
    assert (name, cases) == (first, 2)
    assert notice is not None
    assert used(data, stores) == (first, 2, notice)


def test_a_whole_store_of_other_source_files_does_not_stand_in(data, stores):
    first, *_ = used(data, stores)
    builders.ship(builders.case_files(data, CASES + "\nC | CRC"))
    second, *_ = used(data, stores)
    damage_file(stores, second)
    third, cases, notice = used(data, stores)
    assert third not in (first, second)
    assert cases == 3
    assert notice is not None


def test_a_missing_pointer_leads_to_the_newest_whole_store(data, stores):
    first, *_ = used(data, stores)
    (stores / generation.POINTER).unlink()
    name, _, notice = used(data, stores)
    assert name == first
    assert notice is not None


class Killed(BaseException):
    """The process ends here: nothing after it runs, not even tidying up."""


def test_a_build_killed_before_the_pointer_moved_changes_nothing(data, stores, monkeypatch):
    used(data, stores)
    before = (stores / generation.POINTER).read_bytes()

    def killed(*_):
        raise Killed

    builders.ship(builders.case_files(data, CASES + "\nC | CRC"))
    with monkeypatch.context() as patch:
        patch.setattr(generation, "point", killed)
        patch.setattr(generation, "discard", lambda *_: None)
        with pytest.raises(Killed):
            used(data, stores)
    assert (stores / generation.POINTER).read_bytes() == before
    assert len(generation.names(stores)) == 2

    name, cases, notice = used(data, stores)
    assert cases == 3
    assert notice is None
    assert len({name, *generation.names(stores)}) == 3


def test_a_half_written_file_is_never_used(data, stores):
    stores.mkdir()
    (stores / "gen-1-00000000.duckdb").write_bytes(b"half")
    (stores / "gen-1-00000000.duckdb.wal").write_bytes(b"half")
    name, cases, notice = used(data, stores)
    assert name.startswith("gen-2-")
    assert (cases, notice) == (2, None)


def test_a_build_that_fails_after_the_pointer_moved_keeps_the_file(data, stores, monkeypatch):
    move = generation.point

    def point_then_fail(*pointer):
        move(*pointer)
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(generation, "point", point_then_fail)
        with pytest.raises(StoreError):
            used(data, stores)
    assert used(data, stores)[1:] == (2, None)


def test_many_starts_at_once_build_one_store(data, stores):
    with ThreadPoolExecutor(4) as pool:
        names = {name for name, *_ in pool.map(lambda _: used(data, stores), range(4))}
    assert len(names) == 1
    assert generation.names(stores) == list(names)


def test_a_pipe_in_the_place_of_the_lock_is_locked(data, stores):
    stores.mkdir()
    os.mkfifo(stores / atomic_files.LOCK)
    assert used(data, stores)


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "No space left on device"), (errno.EROFS, "Read-only file system")],
)
def test_a_disk_that_takes_nothing_is_said_in_a_sentence(data, stores, monkeypatch, number, words):
    def refuse(*_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(atomic_files.os, "replace", refuse)
    with pytest.raises(StoreError) as raised:
        ready(data, stores)
    assert words in str(raised.value)
    assert "PROBATION_STORES" in str(raised.value)
    assert generation.names(stores) == []
    assert not list(stores.glob("*.tmp"))


def test_a_file_in_the_place_of_the_folder_is_said_in_a_sentence(data, stores):
    stores.write_text("in the way", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be written in"):
        ready(data, stores)


def test_missing_source_files_are_said_in_a_sentence(tmp_path, stores):
    with pytest.raises(ReaderError, match=r"There is no file areas\.csv"):
        ready(tmp_path / "nothing", stores)


def test_a_build_that_never_ends_is_not_waited_for_for_ever(data, stores, monkeypatch):
    monkeypatch.setattr(atomic_files, "LOCK_SECONDS", 0.1)
    with (
        atomic_files.build_lock(stores),
        pytest.raises(StoreError, match=r"Another build in .* has not ended"),
    ):
        ready(data, stores)


def test_a_running_server_sees_that_the_pointer_moved(data, stores, tmp_path):
    store, _ = ready(data, stores)
    assert not changed(store, stores)
    build(real(tmp_path), stores)
    assert changed(store, stores)
    assert store.frame("SELECT count(*) AS n FROM cases", {})["n"].tolist() == [2]
    store.close()


@pytest.mark.parametrize("harm", [garble_pointer, empty_pointer, point_outside])
def test_a_pointer_that_cannot_be_read_is_noticed_by_what_is_open(data, stores, harm):
    store, _ = ready(data, stores)
    harm(stores, store.generation.name)
    assert changed(store, stores)
    store.close()
    name, _, notice = used(data, stores)
    assert (name, generation.pointed(stores)) == (store.generation.name, name)
    assert notice is not None


def test_the_pointer_is_one_small_readable_file(data, stores):
    name, *_ = used(data, stores)
    assert json.loads((stores / "CURRENT.json").read_text(encoding="utf-8")) == {"generation": name}


def test_where_the_changed_files_cannot_be_built_the_store_there_is_stays(
    data, stores, monkeypatch, caplog
):
    first, *_ = used(data, stores)
    builders.ship(builders.case_files(data, CASES + "\nC | CRC"))

    def refuse(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(atomic_files.os, "replace", refuse)
        name, cases, notice = used(data, stores)
    assert (name, cases) == (first, 2)
    assert notice.startswith("The shipped files have changed, but the store could not be built")
    assert str(stores) not in notice
    assert "No space left on device" in caplog.text
    assert used(data, stores)[1:] == (3, None)


def test_a_store_removed_while_it_was_being_opened_gives_way_to_the_newest(
    data, stores, monkeypatch
):
    first, *_ = used(data, stores)

    def overtaken(path, found):
        monkeypatch.undo()
        for _ in range(4):
            build(shipped(data), stores)
        return current.open_store(path, found)

    monkeypatch.setattr(current, "open_store", overtaken)
    name, cases, notice = used(data, stores)
    assert (cases, notice) == (2, None)
    assert name == generation.pointed(stores) != first
    assert first not in generation.names(stores)
