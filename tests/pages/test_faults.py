"""When the store or the data are at fault, a reader sees a sentence on every page."""

from pathlib import Path
from typing import Any

import pytest

from probation.briefing import making
from probation.briefing.file import to_address
from probation.briefing.items import Briefing, Item, item
from tests.pages.reading import PAGES, Visit, forget_store, number, tables, words

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


@every_page
def test_a_store_that_cannot_be_written_is_a_sentence(
    visit: Visit, own_store: Path, monkeypatch, caplog, tmp_path: Path, name: str
) -> None:
    occupied = tmp_path / "a file"
    occupied.write_text("not a folder")
    monkeypatch.setenv("PROBATION_STORES", str(occupied / "stores"))
    _number_alone(visit(name), caplog, "PROBATION_STORES")


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
    whole = making.sheet

    def broken(own: Item, *more: Any) -> Any:
        if own.figure == "gap_matrix":
            raise KeyError("big")
        return whole(own, *more)

    monkeypatch.setattr(making, "sheet", broken)
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
