"""An open store is given up once its files are no longer those that were checked."""

import os
import shutil
from functools import partial

import pytest

from probation.errors import StoreError
from probation.store import generation
from probation.store.build import build
from probation.store.connection import open_store
from probation.store.history import roll_back, withdraw
from probation.store.serving import watch
from probation.store.serving.watch import Watch
from tests import builders
from tests.store.dying import real
from tests.store.surviving import flip


@pytest.fixture
def stores(tmp_path):
    builders.case_files(tmp_path / "extract", "case_id\nX\nY")
    for label in ("older", "newer"):
        build(real(tmp_path / "extract", label), tmp_path / "stores")
    return tmp_path / "stores"


@pytest.fixture
def current(stores):
    return generation.examined(stores, generation.pointed(stores))


@pytest.fixture
def opened(current):
    """Held open meanwhile, as a server does."""
    store = open_store(current.path, current)
    yield store
    store.close()


@pytest.fixture
def watching(stores, current, opened):
    return Watch(opened, partial(generation.examined, stores, current.name))


def overwrite(path):
    content = path.read_bytes()
    path.write_bytes(content[:5000] + b"x" * 500 + content[5500:])


def replaced(path):
    other = path.with_name("other")
    shutil.copy(path, other)
    flip(other, 5000)
    other.replace(path)


def no_record(path):
    path.with_suffix(".json").unlink()


def planted(path):
    path.with_name(f"{path.name}.wal").touch()


def bits_turned_in_silence(path):
    before = path.stat()
    flip(path, 5000)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize(
    "harm", [overwrite, replaced, os.unlink, no_record, planted, bits_turned_in_silence]
)
def test_what_is_done_to_an_open_file_is_noticed_at_the_next_look(current, watching, harm):
    assert not watching.disturbed()
    harm(current.path)
    assert watching.disturbed()
    with pytest.raises(StoreError):
        watching.store.frame("SELECT 1 AS one", {})


def test_what_leaves_no_mark_is_noticed_within_a_minute(opened, current, monkeypatch):
    assert watch.CHECK_SECONDS < 60
    monkeypatch.setattr(watch, "marks", lambda path: None)
    fresh = Watch(opened, partial(generation.examined, current.path.parent, current.name))
    flip(current.path, 5000)
    assert not fresh.disturbed()
    fresh._at -= watch.CHECK_SECONDS
    assert fresh.disturbed()


@pytest.mark.parametrize("ending", ["duckdb.wal", "duckdb.tmp", "wal"])
def test_nobody_opens_a_file_beside_which_duckdb_would_read_another(current, ending):
    current.path.with_name(f"{current.name}.{ending}").touch()
    with pytest.raises(StoreError, match=f"{ending} lies beside it"):
        open_store(current.path, current)


def test_what_changes_nothing_is_no_disturbance(current, watching):
    os.utime(current.path)
    copy = current.path.with_name("copy")
    shutil.copy(current.path, copy)
    copy.replace(current.path)
    assert not watching.disturbed()


def test_the_content_is_read_only_where_something_has_changed(current, opened):
    asked = []
    watching = Watch(opened, lambda: asked.append(1) or current)
    for _ in range(100):
        assert not watching.disturbed()
    assert asked == []


def test_one_withdrawn_or_rolled_back_meanwhile_is_noticed(stores, current):
    kept = partial(generation.kept, stores, current.name)

    def watch_it():
        return Watch(open_store(current.path, kept()), kept)

    watching = watch_it()
    roll_back(stores)
    assert watching.disturbed(), "it carries a caution now"
    watching = watch_it()
    withdraw(stores, current.name)
    assert watching.disturbed()
