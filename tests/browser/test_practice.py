"""Practice as a reader meets it: under a figure, then on its page, then as a file."""

import csv
import io
from datetime import date
from pathlib import Path

from playwright.sync_api import Page, expect

from probation.bulletin.practice import few, matching, practice
from probation.domain.vocabulary import Factor
from probation.ui.examples import CAVEAT
from tests.browser.test_accessibility import grave
from tests.browser.watching import eventually, faults, main, opened, settled, table, wait_for

ASKED = {"question": ["delivery"], "factor": ["relationships"], "gender": ["female"]}


def test_from_a_figure_to_its_examples_to_all_of_them_and_to_their_file(
    page: Page, server: str
) -> None:
    opened(page, f"{server}/delivery?factor=relationships&gender=female")
    about = matching(practice(), "delivery", Factor.RELATIONSHIPS)
    heading = main(page).get_by_role("heading", name=about[0].title)
    expect(heading).to_be_hidden()
    main(page).locator("summary").press("Enter")
    expect(heading).to_be_visible()
    first = [entry.title for entry in few(about)]
    assert eventually(page, lambda: _cards(page) == first), _cards(page)
    expect(main(page).get_by_text(CAVEAT)).to_be_visible()
    assert grave(page) == []

    main(page).get_by_role("link", name=f"See all {len(about)} on the Practice page").click()
    wait_for(page, ASKED)
    expect(main(page).locator("h1")).to_have_text("Practice examples")
    settled(page)
    assert _cards(page) == [entry.title for entry in about]
    main(page).get_by_role("radio", name="Poor").click()
    wait_for(page, ASKED | {"example": ["poor"]})
    poor = [entry for entry in about if entry.quality == "poor"]
    assert _cards(page) == [entry.title for entry in poor]
    main(page).locator("summary").click()
    assert [row[0] for row in table(page)[1:]] == [entry.title for entry in poor]
    assert faults(page) == []

    with page.expect_download() as download:
        page.get_by_role("button", name="(CSV)").click()
    saved = Path(download.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(saved)))
    assert [row["text"] for row in rows] == [entry.text for entry in poor]
    assert rows[0]["factors"] == "accommodation;relationships;thinking_and_behaviour"
    assert {row["note"] for row in rows} == {CAVEAT}
    assert {row["case_set"] for row in rows} == {"The bulletin's own cases"}
    assert {row["downloaded_on"] for row in rows} == {date.today().isoformat()}
    assert "synthetic" not in download.value.suggested_filename
    page.go_back()
    wait_for(page, ASKED)
    page.go_back()
    expect(main(page).locator("h1")).to_have_text("Delivery of interventions")


def _cards(page: Page) -> list[str]:
    return main(page).locator("h3:visible").all_inner_texts()
