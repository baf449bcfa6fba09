"""A reader's own cases on the served dashboard: nobody else's, and gone with the server."""

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from tests.benchmarks.own_cases_soak import bring, shipped
from tests.benchmarks.readers import Reader
from tests.benchmarks.servers import DASHBOARD, serving
from tests.http.asking import run

pytestmark = pytest.mark.slow


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The temporary folder of the servers that a test starts."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


@contextmanager
def started(stores: Path) -> Iterator[tuple[str, psutil.Process]]:
    """A server's address and its process."""
    others = psutil.Process().children()
    with serving(DASHBOARD, stores) as url:
        (process,) = set(psutil.Process().children()) - set(others)
        yield url, process


def brought(url: str) -> Reader:
    """A reader whose own cases are used, and whose page has gone since."""

    async def visit() -> Reader:
        async with Reader.at(url) as reader:
            await bring(reader, shipped())
        return reader

    return run(visit())


def test_clear_cache_changes_nothing_for_the_one_who_sends_it_or_for_others(
    temporary: Path, tmp_path: Path
) -> None:
    async def visit(url: str) -> None:
        async with Reader.at(url) as reader, Reader.at(url) as other:
            await bring(reader, shipped())
            await other.open("data")
            await other.send(BackMsg(clear_cache=True))
            await reader.send(BackMsg(clear_cache=True))
            await reader.press("Check the files")
            assert reader.offers("Use in this session") or "in this session alone" in reader.words
            assert "Shown in this session alone." in reader.words

    with started(tmp_path / "stores") as (url, _):
        run(visit(url))


def test_its_files_are_for_the_servers_user_alone_and_gone_when_it_is_ended(
    temporary: Path, tmp_path: Path
) -> None:
    with started(tmp_path / "stores") as (url, _):
        brought(url)
        found = list(temporary.rglob("*"))
        assert [path for path in found if path.suffix == ".duckdb"]
        modes = {stat.filemode(path.stat().st_mode) for path in found}
        assert modes == {"drwx------", "-rw-------"}
    assert list(temporary.iterdir()) == []


def test_what_a_killed_server_left_goes_at_the_start_of_the_next_and_a_living_ones_stays(
    temporary: Path, tmp_path: Path
) -> None:
    stores = tmp_path / "stores"
    with started(stores) as (url, process):
        brought(url)
        left = set(temporary.iterdir())
        assert left
        with started(stores):
            assert set(temporary.iterdir()) >= left, "its server lives"
        process.kill()
    assert set(temporary.iterdir()) == left
    with started(stores):
        assert set(temporary.iterdir()) & left == set()
