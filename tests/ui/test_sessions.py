"""The end of a session whose page has gone: its folders and open stores go, others' stay."""

import tomllib
from pathlib import Path

import pytest

from probation.errors import StoreError
from probation.store.atomic_files import Folder
from probation.ui import sessions
from tests import builders
from tests.benchmarks.servers import PROJECT

COUNTS = """
question     | factor        | yes | no
availability | accommodation | 40  | 20
"""


class Server:
    """Stands for Streamlit's: which sessions have a page, and which were closed."""

    def __init__(self) -> None:
        self.there: set[str] = set()
        self.closed: list[str] = []

    def look(self, now: float) -> None:
        sessions.end_left(self.there.__contains__, self.closed.append, now, sessions._end)


def test_what_a_session_keeps_goes_when_its_page_has_been_gone_for_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server, folders = Server(), {}
    monkeypatch.setattr(sessions, "_SEEN", {"gone": 0.0, "there": 0.0})
    for name in ("gone", "there"):
        monkeypatch.setattr(sessions, "_name", lambda name=name: name)
        folders[name] = sessions.keep(Folder(tmp_path, "extract-"))
    store = sessions.keep_open(
        builders.opened(builders.counted_files(tmp_path / "data", COUNTS), tmp_path / "stores")
    )  # of the session named last
    server.there = {"there"}
    server.look(sessions.LEFT_SECONDS)
    assert all(folder.path.exists() for folder in folders.values()), "it may come back"
    server.look(sessions.LEFT_SECONDS + 1)
    assert server.closed == ["gone"]
    assert not folders["gone"].path.exists()
    assert folders["there"].path.exists()
    assert len(store.frame("SELECT 1 AS one", {})) == 1
    server.there = set()
    server.look(2 * sessions.LEFT_SECONDS + 2)
    assert server.closed == ["gone", "there"]
    assert not folders["there"].path.exists()
    with pytest.raises(StoreError):
        store.frame("SELECT 1 AS one", {})


def test_a_session_that_cannot_be_closed_loses_what_it_kept_and_others_end_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = {}
    monkeypatch.setattr(sessions, "_SEEN", {"first": 0.0, "second": 0.0})
    for name in ("first", "second"):
        monkeypatch.setattr(sessions, "_name", lambda name=name: name)
        folders[name] = sessions.keep(Folder(tmp_path, "extract-"))

    def close(name: str) -> None:
        raise RuntimeError(name)

    sessions.end_left(lambda name: False, close, sessions.LEFT_SECONDS + 1, sessions._end)
    assert not any(folder.path.exists() for folder in folders.values())


def test_a_page_that_comes_back_in_time_finds_all_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = Server()
    monkeypatch.setattr(sessions, "_SEEN", {"a": 0.0})
    monkeypatch.setattr(sessions, "_name", lambda: "a")
    folder = sessions.keep(Folder(tmp_path, "extract-"))
    server.look(sessions.LEFT_SECONDS - 1)
    server.there = {"a"}
    server.look(sessions.LEFT_SECONDS + 1)
    server.there = set()
    server.look(2 * sessions.LEFT_SECONDS)
    assert server.closed == []
    assert folder.path.exists()


def test_all_together_is_under_a_minute_and_before_streamlit_forgets() -> None:
    settings = tomllib.loads((PROJECT / ".streamlit" / "config.toml").read_text("utf-8"))
    latest = sessions.LEFT_SECONDS + sessions.LOOK_SECONDS
    assert latest < 60
    assert latest < settings["server"]["disconnectedSessionTTL"]
