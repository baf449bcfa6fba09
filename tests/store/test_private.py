"""Nobody else may read what is stored, and what somebody plants in its place harms nothing."""

import errno
import json
import os
import socket
import stat
import threading
from contextlib import suppress

import pytest

from probation.errors import StoreError
from probation.store import atomic_files, generation, past, private
from probation.store.build import build, write_generation
from probation.store.current import ready
from probation.store.history import roll_back, verify, withdraw
from probation.store.source import shipped
from tests import builders
from tests.store.dying import real


def modes(folder):
    return {path.name: stat.S_IMODE(path.lstat().st_mode) for path in folder.rglob("*")}


def test_stores_are_for_us_alone(stores):
    assert stat.S_IMODE(stores.stat().st_mode) == 0o700
    assert set(modes(stores).values()) == {0o600}


def test_they_are_so_from_the_first_byte(data, tmp_path):
    """A second thread looks at every file and folder as long as a build is at work."""
    stores, seen, stop = tmp_path / "stores", {}, threading.Event()

    def watch():
        while not stop.is_set():
            with suppress(OSError):  # a folder, or a file, that has gone meanwhile
                for path in stores.rglob("*"):
                    mode = path.lstat().st_mode
                    seen[path.name, stat.S_IMODE(mode)] = stat.S_ISDIR(mode)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        build(shipped(data), stores)
    finally:
        stop.set()
        thread.join()
    assert {mode for (_, mode), folder in seen.items() if not folder} <= {0o600}
    assert {mode for (_, mode), folder in seen.items() if folder} <= {0o700}
    assert any(name == "new.duckdb" for name, _ in seen)


def test_what_an_older_version_left_open_is_closed_at_a_start(data, stores):
    stores.chmod(0o755)
    for path in stores.iterdir():
        path.chmod(0o644)
    ready(data, stores)[0].close()
    assert stat.S_IMODE(stores.stat().st_mode) == 0o700
    assert set(modes(stores).values()) == {0o600}


def test_an_extract_prepared_elsewhere_is_private_too(tmp_path):
    files = builders.case_files(tmp_path / "files", "case_id\nA")
    (tmp_path / "work").mkdir()
    write_generation(files, tmp_path / "work" / "new.duckdb")
    assert modes(tmp_path / "work") == {"new.duckdb": 0o600, "new.json": 0o600}


def a_pipe(path):
    os.mkfifo(path)


def a_folder(path):
    path.mkdir()


def a_device(path):
    path.symlink_to("/dev/zero")


def a_link_to_another(path):
    other = path.parent / "elsewhere"
    other.write_text(json.dumps({"generation": "gen-1-00000000"}), encoding="utf-8")
    path.symlink_to(other)


def a_socket(path):
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(str(path))


def a_huge_file(path):
    with path.open("wb") as file:
        file.truncate(1 << 40)


def deep_json(path):
    path.write_text("[" * 1_000_000, encoding="utf-8")


def wrong_types(path):
    path.write_text('{"generation": 7, "chosen": "yes"}', encoding="utf-8")


def a_long_notice(path):
    name = generation.names(path.parent)[0]
    path.write_text(json.dumps({"generation": name, "notice": "x" * 5000}), encoding="utf-8")


def nothing(path):
    pass


PLANTED = [
    a_pipe, a_folder, a_device, a_link_to_another, a_socket, a_huge_file, deep_json, wrong_types,
    a_long_notice, nothing,
]  # fmt: skip


@pytest.mark.parametrize("plant", PLANTED)
def test_no_pointer_of_any_kind_shows_a_number_and_a_choice_mends_it(
    data, stores, plant, monkeypatch, tmp_path
):
    # a socket's path must be short
    monkeypatch.chdir(stores)
    (stores / generation.POINTER).unlink()
    plant(type(stores)(generation.POINTER) if plant is a_socket else stores / generation.POINTER)
    with pytest.raises(StoreError, match="it cannot be made out which case set is in use"):
        ready(data, stores)
    assert verify(stores)[0][0] == generation.POINTER
    before, *_ = generation.names(stores)
    if plant is a_folder:
        with pytest.raises(StoreError, match="cannot be written"):
            roll_back(stores, before)
        (stores / generation.POINTER).rmdir()
    assert roll_back(stores, before).name == before
    store, said = ready(data, stores)
    store.close()
    assert (store.generation.label, said) == ("extract", None)


@pytest.mark.parametrize("plant", PLANTED[:6])
def test_a_history_that_is_no_file_shows_what_counts_and_takes_no_change(data, stores, plant):
    (stores / past.HISTORY).unlink()
    if plant is not a_socket:
        plant(stores / past.HISTORY)
        with pytest.raises(StoreError, match=r"HISTORY\.jsonl in the stores folder cannot be read"):
            roll_back(stores)
        assert not past.past(stores).whole
    ready(data, stores)[0].close()


def full(*_):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("writes", [0, 1])
@pytest.mark.parametrize(
    "change",
    [
        roll_back,
        lambda stores: withdraw(stores, generation.names(stores)[0]),
        lambda stores: build(real(stores.parent / "extract", "once more"), stores),
    ],
    ids=["roll back", "withdraw", "build"],
)
def test_a_disk_full_at_history_or_pointer_is_a_sentence_and_nothing_is_lost(
    data, stores, monkeypatch, change, writes
):
    """So many small files can be written, in the folder itself, before the disk is full."""
    before = {path.name for path in stores.iterdir()}
    left = iter([True] * writes)
    write = private.write_new

    def until_full(path, content):
        if path.parent == stores and path.name.endswith(".tmp") and "gen-" not in path.name:
            next(left, None) or full()
        write(path, content)

    with monkeypatch.context() as patch:
        patch.setattr(atomic_files, "write_new", until_full)
        if change is not roll_back and writes and "withdraw" in str(change.__code__.co_names):
            pytest.skip("a withdrawal writes the history alone")
        with pytest.raises(StoreError, match="No space left on device; free some space"):
            change(stores)
    assert {path.name for path in stores.iterdir()} == before
    store, said = ready(data, stores)
    store.close()
    assert (store.generation.label, said) == ("extract", None)
