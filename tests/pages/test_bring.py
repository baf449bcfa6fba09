"""Bring your own cases, on the data page: checked, shown, used in this session alone."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from probation.store.folders import data_folder
from tests.pages.reading import Visit, charts, tables, words

TIDY = ("cases", "priorities", "judgements")


def shipped(table: str) -> bytes:
    return (data_folder() / f"synthetic_{table}.csv").read_bytes()


@pytest.fixture
def checked(visit: Visit):
    """``checked(cases=...)``: the data page after the shipped files, changed, were checked."""

    def drop(**changed: bytes) -> AppTest:
        page = visit("data")
        files = [(f"{t}.csv", changed.get(t, shipped(t)), "text/csv") for t in TIDY]
        page = page.file_uploader[0].set_value(files).run()
        (button,) = [b for b in page.button if b.label == "Check the files"]
        return button.click().run(timeout=120)

    return drop


def button(page: AppTest, label: str):
    (found,) = [b for b in page.button if b.label == label]
    return found


def test_a_clean_extract_says_rows_read_and_loaded_and_what_would_change(checked) -> None:
    page = checked()
    assert not page.exception
    assert "cases: 1,066 rows read, 1,066 loaded" in page.success[0].value
    (changes,) = [rows for rows in tables(page) if "In the extract" in rows[0]]
    assert changes[-1]["Area"] == "All areas"
    assert changes[-1]["In the extract"] == "1,066 cases"


def test_it_is_used_in_this_session_alone_until_one_goes_back(checked, visit: Visit) -> None:
    page = button(checked(), "Use in this session").click().run(timeout=60)
    assert not page.exception
    assert "Case set: Extract cases.csv." in page.info[0].value
    assert "Shown in this session alone." in page.info[0].value
    there = page.switch_page("pages/delivery.py").run()
    assert not there.exception
    assert charts(there)
    assert "Extract cases.csv" in charts(there)[0].layout["title"]["text"].replace("<br>", " ")
    assert "ynthetic" not in words(there)
    assert "ynthetic" in visit("delivery").warning[0].value, "another session"
    back = there.switch_page("pages/data.py").run()
    home = button(back, "Back to the case set of everybody").click().run()
    assert "ynthetic" in home.warning[0].value


def test_faults_are_listed_by_rule_with_what_to_do_and_nothing_is_offered(checked) -> None:
    cases = shipped("cases").replace(b",male,", b",mael,", 3)
    page = checked(cases=cases)
    assert not page.exception
    assert "3 faults were found, so nothing was taken." in page.error[0].value
    assert "F15" in "\n".join(header.value for header in page.subheader)
    (faults,) = [rows for rows in tables(page) if "What to do" in rows[0]]
    assert len(faults) == 3
    assert "did you mean" in faults[0]["What is wrong"]
    assert not [b for b in page.button if b.label == "Use in this session"]


def test_text_of_a_file_is_shown_as_it_stands(checked) -> None:
    """A value that Markdown would make a link or an image of."""
    trap = b",![x](http://127.0.0.1:9/pixel.png)[y](http://127.0.0.1:9/),"
    page = checked(cases=shipped("cases").replace(b",male,", trap, 1))
    shown = [cell for rows in tables(page) for row in rows for cell in row.values()]
    assert not [cell for cell in shown if "](http" in cell.replace("\\", "#")]


def test_publishing_is_off_unless_the_deployment_allows_it(
    checked, own_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = checked()
    assert not [b for b in page.button if b.label == "Publish for everybody"]
    monkeypatch.setenv("PROBATION_PUBLISHING", "on")
    published = button(page.run(), "Publish for everybody").click().run(timeout=60)
    assert not published.exception
    assert "Case set: Extract cases.csv." in published.info[0].value
    assert "alone" not in published.info[0].value
    assert len(list(own_store.glob("gen-*.duckdb"))) == 2, "the shipped set stays stored"
