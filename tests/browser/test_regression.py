"""The regression page in a browser: run it, follow a cell to its model, stop the drawing."""

import re

from playwright.sync_api import Page, expect

from tests.browser.watching import asked, faults, headlines, main, opened, press, settled, tap

MODEL = "regression?question=delivery&factor=emotional_wellbeing&run=on"


def test_run_fits_the_model_and_the_address_brings_it_back(page: Page, server: str) -> None:
    opened(page, f"{server}/regression?question=delivery&factor=accommodation")
    expect(main(page)).to_contain_text("Press Run")
    main(page).get_by_role("button", name="Run", exact=False).first.click()
    expect(main(page)).to_contain_text("accommodation: NPS 22 points above CRC")
    settled(page)
    assert asked(page) == {"question": ["delivery"], "factor": ["accommodation"], "run": ["on"]}
    before = headlines(page)
    page.reload()
    settled(page)
    assert headlines(page) == before
    assert faults(page) == []


def test_a_changed_filter_waits_for_run_again(page: Page, server: str) -> None:
    opened(page, f"{server}/{MODEL}")
    press(page, "Provider", "CRC")
    expect(main(page)).to_contain_text("Press Run")
    settled(page)
    assert "run" not in asked(page)
    main(page).get_by_role("button", name="Run").first.click()
    expect(main(page)).to_contain_text("Step by step")
    settled(page)
    assert asked(page)["provider"] == ["CRC"]


def test_a_tap_on_a_cell_opens_its_model_and_back_leads_to_the_screen(
    page: Page, server: str
) -> None:
    opened(page, f"{server}/regression?question=delivery&run=on&gender=male")
    tap(page, 0, 0, 0)
    expect(page).to_have_url(re.compile("factor=accommodation"))
    settled(page)
    expect(main(page)).to_contain_text("for accommodation")
    assert asked(page) == {
        "question": ["delivery"], "factor": ["accommodation"], "run": ["on"], "gender": ["male"],
    }  # fmt: skip
    page.go_back()
    settled(page)
    expect(main(page)).to_contain_text("of 10 models")


def test_a_link_in_the_table_of_a_screen_opens_its_model(page: Page, server: str) -> None:
    opened(page, f"{server}/regression?question=delivery&run=on")
    main(page).get_by_role("link", name="Emotional wellbeing").click()
    expect(main(page)).to_contain_text("Step by step")
    settled(page)
    assert asked(page)["factor"] == ["emotional_wellbeing"]
    page.go_back()
    expect(main(page)).to_contain_text("of 10 models")


def test_drawing_samples_can_be_stopped_and_what_was_drawn_is_kept(page: Page, server: str) -> None:
    everything = "&".join(
        f"candidates={name}"
        for name in ("provider", "area", "gender", "age_group", "ogrs_band", "rosh_level", "mappa")
    )
    opened(page, f"{server}/{MODEL}&full=on&{everything}")
    page.get_by_role("button", name=re.compile("bootstrap samples")).click()
    expect(page.get_by_text(re.compile(r"^[1-9]\d* of 200 samples"))).to_be_visible()
    page.get_by_role("button", name="Stop").last.click()
    settled(page)
    kept = re.search(r"share of (\d+) bootstrap samples", main(page).inner_text())
    assert kept
    assert 0 < int(kept[1]) < 200
    assert not page.get_by_text(re.compile("of 200 samples")).count()


def test_the_code_is_downloaded_in_the_language_chosen(page: Page, server: str) -> None:
    opened(page, f"{server}/{MODEL}")
    with page.expect_download() as download:
        main(page).get_by_role("button", name="Download the code (R)").click()
    text = download.value.path().read_text(encoding="utf-8")
    assert download.value.suggested_filename.endswith("-synthetic.R")
    assert "glm(" in text
    assert "ynthetic" in text
