"""When the store or the data are at fault, a reader sees a sentence on every page."""

import json
from pathlib import Path
from typing import Any

import pytest

from probation.briefing import assemble
from probation.briefing.file import to_address
from probation.briefing.items import Briefing, Item, item
from probation.store.build import build
from tests import builders
from tests.pages.reading import PAGES, Visit, forget_store, number, tables, words
from tests.store.dying import real

pytestmark = pytest.mark.slow

COUNTS = """
question     | factor        | yes | no
availability | accommodation | 40  | 20
"""
every_page = pytest.mark.parametrize("name", PAGES)


def test_every_page_says_that_the_store_was_damaged_and_shows_the_cases_all_the_same(
    visit: Visit, own_store: Path
) -> None:
    visit("about")
    (built,) = own_store.glob("gen-*.duckdb")
    built.write_bytes(built.read_bytes()[:-1])
    forget_store()
    for name in PAGES:
        page = visit(name)
        assert not page.exception
        assert "damaged" in page.error[0].value
        assert len(page.title) == 1
    assert len(tables(visit("availability"))) == 1


@pytest.fixture
def real_cases(own_store: Path, tmp_path: Path) -> str:
    """The name of a generation that counts, of cases that are not synthetic."""
    builders.counted_files(tmp_path / "extract", COUNTS)
    return build(real(tmp_path / "extract", "extract of May"), own_store).name


def test_where_other_cases_than_the_shipped_ones_are_lost_every_page_is_the_sentence(
    visit: Visit, own_store: Path, real_cases: str
) -> None:
    (own_store / "CURRENT.json").write_text("{", encoding="utf-8")
    for name in PAGES:
        page = visit(name)
        _sentence_alone(page, "No figures are shown: it cannot be made out which case set is in")
        assert "extract of May" not in words(page), name


@pytest.mark.parametrize("harm", ["damaged", "removed", "planted", "pointer cut"])
def test_an_open_store_that_is_harmed_answers_nobody_any_more(
    visit: Visit, own_store: Path, real_cases: str, harm: str
) -> None:
    page = visit("availability")
    assert len(tables(page)) == 1
    path = own_store / f"{real_cases}.duckdb"
    match harm:
        case "damaged":
            path.write_bytes(path.read_bytes()[:-1])
        case "removed":
            path.unlink()
        case "planted":
            path.with_name(f"{path.name}.wal").touch()
        case "pointer cut":
            (own_store / "CURRENT.json").write_text("", encoding="utf-8")
    _sentence_alone(page.run(), "No figures are shown")
    _sentence_alone(visit("delivery"), "No figures are shown")


def test_a_notice_planted_in_the_pointer_is_shown_as_words(
    visit: Visit, own_store: Path, real_cases: str
) -> None:
    said = {"generation": real_cases, "notice": "[Log in](https://elsewhere.example)"}
    (own_store / "CURRENT.json").write_text(json.dumps(said), encoding="utf-8")
    (notice,) = visit("about").error
    assert "](" not in notice.value
    assert "https://" not in notice.value


@every_page
def test_a_store_that_cannot_be_written_is_a_sentence(
    visit: Visit, own_store: Path, monkeypatch, caplog, name: str
) -> None:
    monkeypatch.setenv("PROBATION_STORES", "/proc/stores")
    _number_alone(visit(name), caplog, "PROBATION_STORES")


@every_page
def test_a_file_where_the_stores_are_meant_is_a_sentence(
    visit: Visit, own_store: Path, monkeypatch, tmp_path: Path, name: str
) -> None:
    occupied = tmp_path / "a file"
    occupied.write_text("not a folder")
    monkeypatch.setenv("PROBATION_STORES", str(occupied / "stores"))
    _sentence_alone(visit(name), "PROBATION_STORES names a file where a folder is meant")


@every_page
def test_data_that_cannot_be_read_are_a_sentence(
    visit: Visit, own_store: Path, monkeypatch, caplog, tmp_path: Path, name: str
) -> None:
    monkeypatch.setenv("PROBATION_DATA", str(tmp_path / "nothing here"))
    _number_alone(visit(name), caplog, "areas.csv")


def _number_alone(page, caplog: pytest.LogCaptureFixture, why: str) -> None:
    """No path and nothing of a library: a number, under which the log says why."""
    _sentence_alone(page, "Something is wrong on the server")
    assert "/" not in page.error[0].value
    (line,) = [line for line in caplog.text.splitlines() if number(page.error[0].value) in line]
    assert why in line


def _sentence_alone(page, names: str) -> None:
    assert not page.exception
    assert len(page.error) == 1
    assert names in page.error[0].value
    assert page.error[0].value.endswith(".")
    assert not page.table
    assert not page.get("plotly_chart")


def test_an_error_of_ours_in_one_item_leaves_the_others_and_a_way_to_remove_it(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    whole = assemble.sheet

    def broken(own: Item, *more: Any) -> Any:
        if own.figure == "gap_matrix":
            raise KeyError("big")
        return whole(own, *more)

    monkeypatch.setattr(assemble, "sheet", broken)
    items = (item("gap_matrix", {}), item("finding_delivery", {}, title="What was delivered"))
    page = visit("briefing", briefing=to_address(Briefing("", items)))
    assert not page.exception
    assert "The other items are not affected." in words(page)
    assert number(words(page)) in caplog.text
    assert "What was delivered" in [head.value for head in page.header]
    assert "The item 'gap_matrix' cannot be made" in caplog.text
    (remove,) = [button for button in page.button if button.label == "Remove item 1"]
    page = remove.click().run()
    assert "The other items are not affected." not in words(page)
