"""/ping and /health: an answer for a machine, before the first reader and whatever is wrong."""

import json
import tomllib
from pathlib import Path

import pytest

import probation
from probation.http.health import health
from probation.store.build import build
from probation.store.generation import POINTER, point
from tests import builders
from tests.http.asking import ask

COUNTS = """
question     | factor        | yes | no
availability | accommodation | 40  | 20
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty stores folder, which is the dashboard's."""
    stores = tmp_path / "stores"
    monkeypatch.setenv("PROBATION_STORES", str(stores))
    return stores


@pytest.fixture
def built(folder: Path, tmp_path: Path) -> str:
    """The name of a generation in it."""
    return build(builders.counted_files(tmp_path / "data", COUNTS), folder).name


def asked() -> tuple[int, dict[str, str | None]]:
    """What /health says of the store folder of this test."""
    answer = health(None)
    return answer.status_code, json.loads(answer.body)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_ping_is_alive(server: str, below: str, method: str) -> None:
    for address in (server, below):
        answer = ask(f"{address}/ping", method)
        assert answer.status == 200
        assert answer.headers["content-type"].startswith("text/plain")
        assert answer.headers["cache-control"] == "no-store"
        assert answer.body == (b"pong" if method == "GET" else b"")


def test_health_answers_before_the_first_reader_and_builds_nothing(
    server: str, below: str, stores: Path
) -> None:
    for address in (server, below):
        answer = ask(f"{address}/health")
        assert answer.status == 503
        assert answer.headers["cache-control"] == "no-store"
        said = json.loads(answer.body)
        assert said["status"] == "unavailable"
        assert said["version"] == probation.__version__
        assert said["generation"] is None
        assert said["message"].startswith("No case set is in use yet.")
    assert list(stores.iterdir()) == []


def test_health_names_version_and_generation(built: str) -> None:
    assert asked() == (
        200,
        {"status": "ok", "version": probation.__version__, "generation": built},
    )


def test_health_follows_the_pointer(built: str, folder: Path, tmp_path: Path) -> None:
    asked()
    more = builders.counted_files(tmp_path / "more", COUNTS.replace("20", "30"))
    other = build(more, folder).name
    assert asked()[1]["generation"] == other
    point(folder, built)
    assert asked()[1]["generation"] == built


@pytest.mark.parametrize("harm", ["cut off", "one byte", "not there", "no record", "no database"])
def test_a_store_that_cannot_answer_is_a_sentence(built: str, folder: Path, harm: str) -> None:
    """Other cases than the shipped ones: the next reader's page shows nothing in their place."""
    assert asked()[0] == 200
    path = folder / f"{built}.duckdb"
    whole = path.read_bytes()
    match harm:
        case "cut off":
            path.write_bytes(whole[:-1])
        case "one byte":
            path.write_bytes(whole[:5000] + bytes([whole[5000] ^ 255]) + whole[5001:])
        case "not there":
            path.unlink()
        case "no record":
            path.with_suffix(".json").unlink()
            path.write_bytes(whole)
        case "no database":
            path.write_bytes(b"")
    status, said = asked()
    assert status == 503
    assert said["status"] == "unavailable"
    assert said["generation"] == built
    assert said["message"].startswith(f"No figures are shown: the case set in use, {built}, is dam")
    assert said["message"].endswith(".")
    assert str(folder) not in json.dumps(said)
    assert "Traceback" not in json.dumps(said)


def test_a_pointer_made_to_hurt_is_a_sentence(built: str, folder: Path) -> None:
    (folder / POINTER).write_text("[" * 100_000)
    assert asked()[0] == 503


def test_where_shipped_cases_alone_were_shown_another_one_will_be(
    folder: Path, tmp_path: Path
) -> None:
    name = build(builders.ship(builders.counted_files(tmp_path / "data", COUNTS)), folder).name
    assert asked()[0] == 200
    (folder / f"{name}.duckdb").write_bytes(b"")
    status, said = asked()
    assert (status, said["generation"]) == (503, name)
    assert said["message"].startswith("The stored case set cannot be read. The next reader's page")


@pytest.mark.parametrize("content", [None, b"", b"{", b"[" * 100_000, b"\x00\xff"])
def test_a_pointer_cut_says_what_pages_say(built: str, folder: Path, content: bytes | None) -> None:
    (folder / POINTER).unlink()
    if content is not None:
        (folder / POINTER).write_bytes(content)
    status, said = asked()
    assert (status, said["generation"]) == (503, None)
    assert said["message"].startswith("No figures are shown: it cannot be made out which case set")
    point(folder, built)
    assert asked()[0] == 200


def test_what_is_planted_beside_a_store_that_has_answered_is_noticed(
    built: str, folder: Path
) -> None:
    assert asked()[0] == 200
    (folder / f"{built}.duckdb.wal").write_bytes(b"")
    assert asked()[0] == 503


def test_a_store_that_was_mended_is_well_again(built: str, folder: Path) -> None:
    path = folder / f"{built}.duckdb"
    whole = path.read_bytes()
    path.write_bytes(whole[:-1])
    assert asked()[0] == 503
    path.write_bytes(whole)
    assert asked()[0] == 200


def test_a_folder_that_is_a_file_is_a_sentence(folder: Path) -> None:
    folder.write_text("not a folder")
    assert asked()[0] == 503


def test_the_version_has_one_home() -> None:
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))
    assert "version" not in project["project"]
    assert project["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "probation.__version__"}
