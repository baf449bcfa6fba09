"""An extract through the browser: an SPSS file dropped, checked, used in one session alone."""

import csv
from pathlib import Path

from playwright.sync_api import Dialog, Page, expect

from tests.browser.test_accessibility import grave
from tests.browser.watching import by_menu, choose, faults, main, opened, settled
from tests.store.importing.formats import shipped_tables, wide, wide_sav


def dropped(page: Page, server: str, *files: Path) -> None:
    """The data page after the files were dropped and checked."""
    opened(page, f"{server}/data")
    page.locator("input[type=file]").first.set_input_files(files)
    check(page)


def check(page: Page) -> None:
    """Checks what was dropped, and waits for the report."""
    button = main(page).get_by_role("button", name="Check the files")
    expect(button).to_be_enabled()
    button.click()
    expect(page.get_by_role("button", name="Download the report (CSV)")).to_be_visible(
        timeout=60_000
    )
    settled(page)


def test_an_spss_file_is_taken_for_this_session_and_for_nobody_else(
    page: Page, another_reader: Page, server: str, tmp_path: Path
) -> None:
    (sav,) = wide_sav(tmp_path, shipped_tables())
    dropped(page, server, sav)
    expect(main(page)).to_contain_text("cases: 1,066 rows read, 1,066 loaded")
    expect(main(page)).to_contain_text("What would change")
    page.get_by_role("button", name="Use in this session").click()
    expect(main(page)).to_contain_text("Case set: Extract wide.sav.")
    expect(main(page)).to_contain_text("It is used in this session: for you alone")
    expect(main(page)).to_contain_text("Shown to everybody")
    settled(page)
    by_menu(page, "delivery")
    settled(page)
    expect(main(page)).to_contain_text("Shown in this session alone.")
    assert faults(page) == []
    opened(another_reader, f"{server}/delivery")
    expect(main(another_reader)).to_contain_text("Synthetic cases")


def test_the_page_says_that_a_reload_deletes_ones_cases_and_the_browser_asks_first(
    page: Page, server: str, tmp_path: Path
) -> None:
    asked: list[str] = []

    def agree(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", agree)
    opened(page, f"{server}/data")
    expect(main(page)).to_contain_text("closing or reloading this page deletes it from the server")
    page.reload()
    assert asked == [], "there is nothing to lose"
    (sav,) = wide_sav(tmp_path, shipped_tables())
    dropped(page, server, sav)
    page.get_by_role("button", name="Use in this session").click()
    expect(main(page)).to_contain_text("Closing or reloading this page deletes them")
    by_menu(page, "delivery")
    expect(main(page)).to_contain_text("Closing or reloading this page deletes them")
    settled(page)
    assert asked == [], "the menu loses nothing"
    page.reload()
    expect(main(page)).to_contain_text("Synthetic cases")
    assert asked == ["beforeunload"]


def test_a_file_with_faults_shows_each_with_what_to_do(
    page: Page, server: str, tmp_path: Path
) -> None:
    tables = shipped_tables()
    tables["cases"].loc[3, "gender"] = "mael"
    (sav,) = wide_sav(tmp_path, tables)
    dropped(page, server, sav)
    expect(main(page)).to_contain_text("1 fault was found, so nothing was taken.")
    row = main(page).get_by_role("row", name="wide.sav")
    expect(row).to_contain_text("did you mean 'male'?")
    expect(row).to_contain_text("5")
    assert grave(page) == []
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the report (CSV)").click()
    with download.value.path().open(encoding="utf-8-sig", newline="") as held:
        (fault,) = csv.DictReader(held)
    place = {"file": "wide.sav", "row": "5", "column": "gender", "rule": "F15", "found": "mael"}
    assert place.items() <= fault.items()
    assert (fault["expected"], fault["refused"], fault["total"]) == ("male or female", "yes", "1")


def test_what_is_no_table_gets_a_sentence_and_the_page_goes_on(
    page: Page, server: str, tmp_path: Path
) -> None:
    rubbish = tmp_path / "cases.xlsx"
    rubbish.write_bytes(bytes(range(256)) * 40)
    dropped(page, server, rubbish)
    expect(main(page)).to_contain_text("nothing was taken")
    assert faults(page) == []


def with_unknown_values(folder: Path) -> Path:
    """One row a case, with a gender that is nobody's code and N/A where nothing was judged."""
    tables = shipped_tables()
    tables["cases"].loc[:2, "gender"] = "Herr"
    frame = wide(tables)
    frame["partner_outcomes_accommodation"] = frame["partner_outcomes_accommodation"].fillna("N/A")
    path = folder / "extract.csv"
    frame.to_csv(path, index=False)
    return path


def test_unknown_values_are_given_meanings_on_the_page_and_the_saved_mapping_says_them_again(
    page: Page, server: str, tmp_path: Path
) -> None:
    extract = with_unknown_values(tmp_path)
    dropped(page, server, extract)
    expect(main(page)).to_contain_text("Say below what 2 values mean")
    choose(page, "'Herr' in 3 cells of column 'gender'", "male")
    again = page.get_by_role("button", name="Check again with these meanings")
    again.click()
    expect(main(page)).to_contain_text("No faults. cases: 1,066 rows read", timeout=60_000)
    expect(main(page)).to_contain_text("Checked with 2 meanings that you chose here.")
    settled(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the mapping (TOML)").click()
    saved = tmp_path / "mapping.toml"
    download.value.save_as(saved)
    opened(page, f"{server}/data")
    main(page).locator("summary").filter(has_text="Mapping and areas").click()
    uploads = page.locator("input[type=file]")
    uploads.nth(1).set_input_files(saved)
    uploads.first.set_input_files(extract)
    check(page)
    expect(main(page)).to_contain_text("No faults. cases: 1,066 rows read")


def test_columns_of_other_names_are_named_with_the_keyboard_and_saved_in_the_mapping(
    page: Page, server: str, tmp_path: Path
) -> None:
    tables = shipped_tables()
    frame = wide(tables).rename(columns={"area": "Police area", "gender": "Sex"})
    extract = tmp_path / "extract.csv"
    frame.assign(Office="Leeds").to_csv(extract, index=False)
    dropped(page, server, extract)
    expect(main(page)).to_contain_text("Say below what 3 columns are")
    assert grave(page) == []
    box = main(page).get_by_role("combobox", name="Column 'Sex'")
    box.focus()
    page.keyboard.type("gender")
    page.keyboard.press("Enter")
    settled(page)
    choose(page, "Column 'Office'", "leave this column behind")
    box = main(page).get_by_role("combobox", name="Column 'Office'")
    expect(box).to_have_value("leave this column behind")
    settled(page)
    page.get_by_role("button", name="Check again with these meanings").click()
    expect(main(page)).to_contain_text("No faults. cases: 1,066 rows read", timeout=60_000)
    settled(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the mapping (TOML)").click()
    saved = download.value.path().read_text(encoding="utf-8")
    assert 'ignore = ["Office"]' in saved
    assert '[columns]\narea = "Police area"\ngender = "Sex"\n' in saved


def test_the_menu_keeps_ones_own_cases_and_tables_have_no_link_that_would_lose_them(
    page: Page, server: str, tmp_path: Path
) -> None:
    (sav,) = wide_sav(tmp_path, shipped_tables())
    dropped(page, server, sav)
    page.get_by_role("button", name="Use in this session").click()
    expect(main(page)).to_contain_text("It is used in this session")
    settled(page)
    by_menu(page, "overview")
    main(page).locator("summary").nth(1).click()
    expect(main(page).get_by_role("table").first).to_be_visible()
    expect(main(page).get_by_role("table").get_by_role("link")).to_have_count(0)
    expect(main(page)).to_contain_text("Case set: Extract wide.sav.")


def test_a_file_of_another_kind_is_called_what_it_is(
    page: Page, server: str, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(b"%PDF-1.4\n" * 50)
    dropped(page, server, letter)
    what = "letter.pdf is called .pdf; by its content it is a PDF file."
    expect(main(page)).to_contain_text(what)
    expect(main(page)).to_contain_text("take those out above and add the corrected ones")
