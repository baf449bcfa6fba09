"""An extract through the browser: an SPSS file dropped, checked, used in one session alone."""

from pathlib import Path

from playwright.sync_api import Dialog, Page, expect

from tests.browser.test_accessibility import grave
from tests.browser.watching import by_menu, faults, main, opened, settled
from tests.imports.formats import shipped_tables, wide_sav


def dropped(page: Page, server: str, *files: Path) -> None:
    """The data page after the files were dropped and checked."""
    opened(page, f"{server}/data")
    page.locator("input[type=file]").first.set_input_files(files)
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
    assert b"F15" in download.value.path().read_bytes()


def test_what_is_no_table_gets_a_sentence_and_the_page_goes_on(
    page: Page, server: str, tmp_path: Path
) -> None:
    rubbish = tmp_path / "cases.xlsx"
    rubbish.write_bytes(bytes(range(256)) * 40)
    dropped(page, server, rubbish)
    expect(main(page)).to_contain_text("nothing was taken")
    assert faults(page) == []
