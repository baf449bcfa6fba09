"""Bring your own cases, on the data page: checked, shown, used in this session alone."""

import errno
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from probation.store import atomic_files, generation
from probation.store.atomic_files import build_lock
from probation.store.folders import data_folder
from probation.store.history import roll_back
from probation.ui import session_cases
from tests.pages.reading import Visit, charts, number, status, tables, words

pytestmark = pytest.mark.slow

TIDY = ("cases", "priorities", "judgements")


def shipped(table: str) -> bytes:
    return (data_folder() / f"synthetic_{table}.csv").read_bytes()


def without_the_first_case() -> dict[str, bytes]:
    """The shipped files with one case less."""
    first = shipped("cases").splitlines()[1].split(b",")[0] + b","
    lines = {table: shipped(table).splitlines(keepends=True) for table in TIDY}
    return {t: b"".join(x for x in held if not x.startswith(first)) for t, held in lines.items()}


@pytest.fixture
def checked(visit: Visit):
    """``checked(cases=...)``: the data page after the shipped files, changed, were checked.

    areas: an areas file that is dropped too.
    """

    def drop(areas: bytes | None = None, **changed: bytes) -> AppTest:
        page = visit("data")
        files = [(f"{t}.csv", changed.get(t, shipped(t)), "text/csv") for t in TIDY]
        page.file_uploader[0].set_value(files)
        if areas:
            page.file_uploader[2].set_value(("areas.csv", areas, "text/csv"))
        page = page.run()
        (button,) = [b for b in page.button if b.label == "Check the files"]
        return button.click().run(timeout=120)

    return drop


def unescaped(markdown: str) -> str:
    """What is read of words whose marks are held back."""
    return markdown.replace("\\", "")


def button(page: AppTest, label: str):
    (found,) = [b for b in page.button if b.label == label]
    return found


def labels(page: AppTest) -> list[str]:
    return [b.label for b in page.button]


def changes(page: AppTest) -> list[dict[str, str]]:
    (found,) = [rows for rows in tables(page) if "In the extract" in rows[0]]
    return found


def built(page: AppTest) -> Path:
    """The file that was built of what was checked."""
    return page.session_state["extract_checked"].done.generation.path


def test_a_clean_extract_says_rows_read_and_loaded_and_what_would_change(checked) -> None:
    page = checked()
    assert not page.exception
    assert "cases: 1,066 rows read, 1,066 loaded" in page.success[0].value
    everybody = {"Area": "All areas", "Shown to everybody": "1,066 cases"}
    assert changes(page)[-1] == everybody | {"In the extract": "1,066 cases"}


def test_what_would_change_is_held_against_what_everybody_is_shown(checked) -> None:
    page = button(checked(**without_the_first_case()), "Use in this session").click().run()
    assert not page.exception
    everybody = {"Area": "All areas", "Shown to everybody": "1,066 cases"}
    assert changes(page)[-1] == everybody | {"In the extract": "1,065 cases"}


def test_an_area_that_only_the_extract_knows_stands_with_its_name(checked) -> None:
    areas = (data_folder() / "areas.csv").read_bytes()
    areas = areas.replace(b",durham,Durham,", b",tees,Tees Valley,")
    page = checked(areas, cases=shipped("cases").replace(b",durham,", b",tees,"))
    found = {row["Area"]: row["Shown to everybody"] for row in changes(page)}
    assert found["Tees Valley"] == "none"
    assert found["Durham"].endswith("cases, April 2016")


def test_it_is_used_in_this_session_alone_until_one_goes_back(checked, visit: Visit) -> None:
    page = button(checked(), "Use in this session").click().run(timeout=60)
    assert not page.exception
    assert "Case set: Extract cases.csv." in status(page)
    assert "Shown in this session alone." in status(page)
    there = page.switch_page("../../pages/delivery.py").run()
    assert not there.exception
    assert charts(there)
    assert "Shown in this session alone." in status(there)
    assert "Extract cases.csv" in charts(there)[0].layout["meta"]["source"]
    assert "Case set: Extract cases.csv." in status(there)
    assert "ynthetic" in status(visit("delivery")), "another session"
    back = there.switch_page("../../pages/data.py").run()
    home = button(back, "Back to the case set of everybody").click().run()
    assert "ynthetic" in status(home)


def test_each_cause_is_one_line_with_what_to_do_and_nothing_is_offered(checked) -> None:
    cases = shipped("cases").replace(b",male,", b",mael,", 3)
    page = checked(cases=cases.replace(b",white,", b",wihte,", 1))
    assert not page.exception
    assert "2 faults in 4 places were found, so nothing was taken." in page.error[0].value
    faults, noted = [rows for rows in tables(page) if "What to do" in rows[0]]
    assert "The column 'rationale' is not kept" in noted[0]["What was noted"]
    assert "Times" not in noted[0], "each was noted once, of however many cells"
    assert [(fault["Times"], fault["Column"]) for fault in faults] == [
        ("3", "gender"),
        ("1", "ethnic_group"),
    ]
    assert faults[0]["Row"].count(",") == 2
    assert "did you mean" in faults[0]["What is wrong"]
    assert not [b for b in page.button if b.label == "Use in this session"]


def with_words_of_theirs() -> bytes:
    """The cases in which three men are Herr and one ethnic group was not stated."""
    cases = shipped("cases").replace(b",male,", b",MALE,", 5).replace(b",MALE,", b",Herr,", 3)
    return cases.replace(b",white,", b",Not stated,", 1)


def test_a_value_that_is_none_of_ours_is_asked_about_once_and_its_meaning_is_tried(checked) -> None:
    page = checked(cases=with_words_of_theirs())
    assert not page.exception
    asked = {box.label: box for box in page.selectbox if "cell" in box.label}
    assert {label: box.value for label, box in asked.items()} == {
        "'Herr' in 3 cells of column 'gender'": None,
        "'Not stated' in 1 cell of column 'ethnic_group'": "not_recorded",
    }
    page = asked["'Herr' in 3 cells of column 'gender'"].select("male").run()
    page = button(page, "Check again with these meanings").click().run(timeout=120)
    assert not page.exception
    assert "cases: 1,066 rows read, 1,066 loaded" in page.success[0].value
    assert "Checked with 2 meanings that you chose here." in words(page)
    said = "\n".join(cell for rows in tables(page) for row in rows for cell in row.values())
    assert "'MALE' was read as 'male' in 2 cells of column 'gender'." in said
    page = button(page, "Use in this session").click().run(timeout=60)
    read = (
        "By the mapping were read: 3 cells of gender as male and 1 cell of ethnic group as not"
        " recorded."
    )
    assert read in words(page)
    assert {"What": "Mapping", "Value": read} in tables(page)[0]
    page = button(page, "Check the files").click().run(timeout=120)
    assert page.error, "the files alone, without the meanings"


def test_a_column_of_another_name_is_asked_about_and_what_is_said_of_it_is_tried(checked) -> None:
    cases = shipped("cases").replace(b",gender,", b",Sex,", 1).replace(b"area,", b"Police area,", 1)
    page = checked(cases=cases.replace(b"mappa", b"Mappa level", 1))
    assert not page.exception
    assert "Say below what 3 columns are; mend the rest" in page.error[0].value
    asked = {box.label: box for box in page.selectbox if box.label.startswith("Column")}
    assert {label: box.value for label, box in asked.items()} == {
        "Column 'Police area'": "area",
        "Column 'Sex'": None,
        "Column 'Mappa level'": "mappa",
    }
    page = asked["Column 'Sex'"].select("area").run()
    assert "Two columns are said to be 'area'" in page.error[1].value
    assert button(page, "Check again with these meanings").disabled
    (box,) = [box for box in page.selectbox if box.label == "Column 'Sex'"]
    page = box.select("gender").run()
    page = button(page, "Check again with these meanings").click().run(timeout=120)
    assert not page.exception
    assert "cases: 1,066 rows read, 1,066 loaded" in page.success[0].value
    assert "Checked with 3 meanings that you chose here." in words(page)


def test_a_column_that_is_not_needed_is_left_behind(checked) -> None:
    first, *others = shipped("cases").splitlines()
    cases = b"\n".join([first + b",Office", *(line + b",Leeds" for line in others)])
    page = checked(cases=cases)
    (box,) = [box for box in page.selectbox if box.label == "Column 'Office'"]
    page = box.select("").run()
    page = button(page, "Check again with these meanings").click().run(timeout=120)
    assert not page.exception
    assert "cases: 1,066 rows read, 1,066 loaded" in page.success[0].value


def test_text_of_a_file_is_shown_as_it_stands(checked) -> None:
    """A value that Markdown would make a link or an image of."""
    trap = b",![x](http://127.0.0.1:9/pixel.png)[y](http://127.0.0.1:9/),"
    page = checked(cases=shipped("cases").replace(b",male,", trap, 1))
    shown = [cell for rows in tables(page) for row in rows for cell in row.values()]
    assert not [cell for cell in shown if "](http" in cell.replace("\\", "#")]


def test_a_full_disk_is_said_in_a_sentence(checked, monkeypatch, caplog) -> None:
    def full() -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(session_cases, "folder", full)
    page = checked()
    assert not page.exception
    said = page.error[0].value
    assert said.startswith("The files could not be kept for checking; nothing was taken.")
    assert f"{number(said)}: [Errno 28] No space left on device" in caplog.text


def test_publishing_is_off_unless_the_deployment_allows_it(
    checked, own_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = checked()
    assert not [b for b in page.button if b.label == "Publish for everybody"]
    monkeypatch.setenv("PROBATION_PUBLISHING", "on")
    published = button(page.run(), "Publish for everybody").click().run(timeout=60)
    assert not published.exception
    assert "Case set: Extract cases.csv." in status(published)
    assert "alone" not in status(published)
    assert len(list(own_store.glob("gen-*.duckdb"))) == 2, "the shipped set stays stored"


@pytest.fixture
def publishing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROBATION_PUBLISHING", "on")


def test_what_is_used_in_the_session_can_still_be_published(
    checked, own_store: Path, publishing
) -> None:
    used = button(checked(), "Use in this session").click().run(timeout=60)
    assert "Use in this session" not in labels(used)
    assert "It is used in this session: for you alone" in words(used)
    published = button(used, "Publish for everybody").click().run(timeout=60)
    assert not published.exception
    assert "Case set: Extract cases.csv." in status(published)
    assert "alone" not in status(published)
    assert generation.number(generation.pointed(own_store)) == 2


def test_where_publishing_is_off_what_is_used_has_its_preview_alone(checked) -> None:
    used = button(checked(), "Use in this session").click().run(timeout=60)
    assert changes(used)
    assert not {"Use in this session", "Publish for everybody"} & set(labels(used))


def test_what_could_not_be_published_can_be_published_again(
    checked, own_store: Path, publishing, monkeypatch: pytest.MonkeyPatch, caplog
) -> None:
    page = checked()
    monkeypatch.setattr(atomic_files, "LOCK_SECONDS", 0.1)
    with build_lock(own_store):  # as another import holds it
        page = button(page, "Publish for everybody").click().run(timeout=60)
    assert not page.exception
    assert f"{number(unescaped(page.toast[0].value))}: Another build in " in caplog.text
    assert "ynthetic" in status(page)
    published = button(page, "Publish for everybody").click().run(timeout=60)
    assert "Case set: Extract cases.csv." in status(published)


def test_files_stored_but_not_shown_are_shown_again(
    checked, visit: Visit, own_store: Path, publishing
) -> None:
    button(checked(), "Publish for everybody").click().run(timeout=60)
    stored = generation.pointed(own_store)
    roll_back(own_store)
    page = button(checked(), "Publish for everybody").click().run(timeout=60)
    said = f"These files are already stored, as {stored}; it is shown from now on."
    assert page.toast[0].value == said
    assert "Case set: Extract cases.csv." in status(page)
    assert len(list(own_store.glob("gen-*.duckdb"))) == 2
    page = button(checked(), "Publish for everybody").click().run(timeout=60)
    assert page.toast[0].value == f"These files are already shown to everybody, as {stored}."


@pytest.mark.parametrize("pressed", ["Use in this session", "Publish for everybody"])
def test_what_was_built_and_is_gone_gets_a_sentence(
    checked, own_store: Path, publishing, caplog, pressed
) -> None:
    page = checked()
    built(page).unlink()
    page = button(page, pressed).click().run(timeout=60)
    assert not page.exception
    assert f"{number(unescaped(page.toast[0].value))}: " in caplog.text
    assert "built.duckdb" not in page.toast[0].value
    assert "ynthetic" in status(page)
    if pressed == "Use in this session":
        assert page.error[0].value.startswith("What would change cannot be shown; check the files")
    else:
        assert "extract_checked" not in page.session_state
    assert pressed not in labels(page)


def test_a_mapping_that_is_refused_is_called_as_its_giver_calls_it(visit: Visit) -> None:
    page = visit("data")
    page.file_uploader[0].set_value([(f"{t}.csv", shipped(t), "text/csv") for t in TIDY])
    page.file_uploader[1].set_value(("label2.toml", b"label = '=x'", "application/toml"))
    page = button(page.run(), "Check the files").click().run(timeout=120)
    said = unescaped(page.error[0].value)
    assert "label2.toml: in the label, do not begin with '=', as formulas" in said
