"""What a reader does with a page: filters, taps, downloads, the keyboard."""

import csv
import io
import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Download, Page, expect

from probation.domain.wording import counted
from tests.browser.watching import (
    asked,
    by_menu,
    eventually,
    faults,
    level,
    main,
    opened,
    press,
    sentence,
    settled,
    table,
    tap,
    unfold,
    wait_for,
)
from tests.pages import truth

CHART = "stPlotlyChart"


def test_changing_two_filters_quickly_loses_neither(page: Page, server: str) -> None:
    opened(page, f"{server}/availability")
    unfold(page, "Sentence and risk")
    press(page, "Gender", "Female")
    press(page, "Provider", "CRC")
    press(page, "MAPPA", "Not eligible for MAPPA")
    wait_for(page, {"gender": ["female"], "provider": ["CRC"], "mappa": ["no"]})
    for phrase in ("CRC cases", "women", "not eligible for MAPPA"):
        assert phrase in sentence(page)


def test_beside_each_level_stand_its_cases_under_the_other_filters(page: Page, server: str) -> None:
    opened(page, f"{server}/delivery?gender=female&area=kent")
    unfold(page, "Sentence and risk")
    for choice, name, where in (
        ("Gender", "Male", {"gender": "male", "area": "kent"}),
        ("Gender", "Female", {"gender": "female", "area": "kent"}),
        ("Provider", "CRC", {"gender": "female", "area": "kent", "provider": "CRC"}),
        ("MAPPA", "Eligible for MAPPA", {"gender": "female", "area": "kent", "mappa": "yes"}),
    ):
        said = f"{name} {counted(truth.inspected(**where), 'case')}"
        expect(level(page, choice, name)).to_have_accessible_name(said)
    in_london = counted(truth.inspected(gender="female", area="london"), "case")
    london = level(page, "Area inspected", "London")
    expect(london).to_have_accessible_name(f"London {in_london}")
    press(page, "Provider", "CRC")  # of no CRC case is anybody eligible for MAPPA
    eligible = level(page, "MAPPA", "Eligible for MAPPA")
    expect(eligible).to_have_accessible_name("Eligible for MAPPA 0 cases")


def test_two_areas_are_chosen_and_all_filters_cleared_at_once(page: Page, server: str) -> None:
    opened(page, f"{server}/delivery?by=gender&mappa=no")
    unfold(page, "Place")
    page.get_by_role("searchbox", name="Find in Area inspected").fill("lon")
    expect(level(page, "Area inspected", "Kent")).to_be_hidden()
    press(page, "Area inspected", "London")
    page.get_by_role("searchbox", name="Find in Area inspected").fill("")
    press(page, "Area inspected", "Kent")
    wait_for(page, {"area": ["london", "kent"], "mappa": ["no"], "by": ["gender"]})
    assert "Kent or London" in sentence(page)
    page.get_by_role("button", name="Clear all filters").click()
    wait_for(page, {"by": ["gender"]})
    assert "All inspected cases" in sentence(page)


@pytest.mark.parametrize(("ends", "name"), [(0, "delivery"), (1, "availability")])
def test_a_tap_on_the_overview_leads_to_the_factor_with_the_same_filters(
    page: Page, server: str, ends: int, name: str
) -> None:
    opened(page, f"{server}/?gender=female")
    tap(page, 0, ends, 5)
    expect(page).to_have_url(re.compile(f"/{name}\\?"))
    settled(page)
    assert asked(page) == {"gender": ["female"], "factor": ["drug_misuse"]}
    assert "drug misuse" in sentence(page)
    assert "women" in sentence(page)
    for back in (page.go_back, lambda: by_menu(page, "overview")):
        back()
        settled(page)
        page.wait_for_timeout(500)  # time enough to be sent away again
        expect(page).to_have_url(re.compile(r"/\?"))
        assert "women" in sentence(page)
        tap(page, 0, ends, 0)
        expect(page).to_have_url(re.compile(f"/{name}\\?.*accommodation"))
        settled(page)


def test_a_tap_on_a_gap_of_the_overview_leads_to_the_gaps_of_its_question(
    page: Page, server: str
) -> None:
    opened(page, f"{server}/?age_group=30_plus")
    tap(page, 5, 0, 0)
    expect(page).to_have_url(re.compile(r"/gaps\?"))
    settled(page)
    found = asked(page)
    assert found["age_group"] == ["30_plus"]
    assert found["by"] == ["provider"]
    assert "by provider" in sentence(page)


def test_a_tap_on_the_matrix_opens_its_question_above(page: Page, server: str) -> None:
    opened(page, f"{server}/gaps?by=gender")
    assert sentence(page).startswith("Availability of interventions, by gender")
    tap(page, 2, 0, 10)
    wait_for(page, {"by": ["gender"], "question": ["delivery"]})
    assert sentence(page).startswith("Delivery of interventions, by gender")
    page.go_back()
    wait_for(page, {"by": ["gender"]})
    assert eventually(
        page, lambda: sentence(page).startswith("Availability of interventions, by gender")
    )


def test_a_link_in_a_table_leads_to_its_page_with_the_same_filters(page: Page, server: str) -> None:
    opened(page, f"{server}/?gender=female")
    main(page).locator("summary").nth(1).click()
    cell = main(page).get_by_role("table").get_by_role("link").first
    cell.click()
    wait_for(page, {"gender": ["female"], "factor": ["accommodation"]})
    assert eventually(page, lambda: "accommodation" in sentence(page))
    assert faults(page) == []
    page.go_back()
    expect(main(page).get_by_role("heading", level=1)).to_contain_text("What inspectors judged")


def test_the_csv_is_the_frame_drawn_and_says_what_it_is(page: Page, server: str) -> None:
    opened(page, f"{server}/availability?by=gender&area=london&order=value")
    with page.expect_download() as download:
        page.get_by_role("button", name="(CSV)").click()
    assert "synthetic" in download.value.suggested_filename
    rows = list(csv.DictReader(io.StringIO(_bytes(download.value).decode("utf-8-sig"))))
    shown = table(page, 1)  # before it, for these have few cases, all factors together
    assert [f"{row['yes']} of {row['n']}" for row in rows] == _column(shown, "Yes")
    assert {"question", "factor", "breakdown", "level", "percent", "ci_low", "ci_high", "flag"} <= (
        rows[0].keys()
    )
    for row in rows:
        said = " ".join(row.values())
        for provenance in ("interventions available?", "London", "gen-", "ynthetic"):
            assert provenance in said
        assert date.today().isoformat() in said


@pytest.mark.parametrize(("picture", "start"), [("png", b"\x89PNG\r\n"), ("svg", b"<svg")])
def test_the_camera_saves_a_picture_that_says_what_it_shows(
    page: Page, server: str, picture: str, start: bytes
) -> None:
    opened(page, f"{server}/availability?gender=female&picture={picture}")
    with page.expect_download() as download:
        main(page).get_by_test_id(CHART).get_by_role("button").first.click()
    saved = _bytes(download.value)
    assert download.value.suggested_filename.endswith(f".{picture}")
    assert saved.startswith(start)
    if picture == "svg":
        said = re.sub(r"<[^>]*>|\s|\xa0", "", saved.decode())
        first = _column(table(page), "Yes")[0]
        for words in (first, "women", "Synthetic"):
            assert words.replace(" ", "") in said


#: The thing the keyboard has just left: its name, and whether it looked other than it does now.
_LEFT = """() => {
  const look = (part) => {
    let seen = '';
    for (let i = 0; i < 4 && part; i++, part = part.parentElement) {
      const s = getComputedStyle(part);
      seen += [s.outlineStyle, s.outlineWidth, s.boxShadow, s.borderColor,
               s.backgroundColor, s.textDecorationLine, s.transform, s.opacity].join();
    }
    return seen;
  };
  const left = window.stopped;
  const at = document.activeElement.shadowRoot?.activeElement ?? document.activeElement;
  if (at.dataset.testid === 'stMain') return null;  // the scrolled part itself fills the screen
  const name = at.ariaLabel || at.labels?.[0]?.innerText || at.innerText || at.tagName;
  window.stopped = {at, look: look(at), name};
  return left ? [left.name, left.look !== look(left.at)] : null;
}"""


def test_the_keyboard_reaches_every_filter_and_control_and_shows_where_it_is(
    page: Page, server: str
) -> None:
    opened(page, f"{server}/availability?by=gender&mappa=no")
    page.add_style_tag(content="* { transition: none !important; }")
    reached: dict[str, bool] = {}
    for _ in range(90):
        page.keyboard.press("Tab")
        page.wait_for_timeout(30)  # the ring is drawn in the next frame
        name, visible = page.evaluate(_LEFT) or ("", True)
        reached[" ".join(name.split())] = visible
        if "(CSV)" in name:
            break
    said = " ".join(reached)
    for choice in ("CRC", "Male", "Under 30", "White", "Low", "Eligible for MAPPA"):
        assert choice in said
    for part in ("Person", "Place", "Sentence and risk", "Clear all filters"):
        assert part in said
    for control in ("Overview", "Questions", "About the cases", "Copy link", "View"):
        assert control in said
    for control in ("Not eligible for MAPPA close", "Factor", "Provider", "Download", "CSV"):
        assert control in said
    unseen = [name for name, visible in reached.items() if not visible]
    assert unseen == []


def test_a_filter_can_be_set_with_the_keyboard_alone(page: Page, server: str) -> None:
    opened(page, f"{server}/availability")
    page.get_by_role("group", name="Gender").get_by_role("checkbox").first.focus()
    page.keyboard.press("Space")
    wait_for(page, {"gender": ["male"]})


def test_the_view_menu_opens_and_closes_with_the_keyboard_alone(page: Page, server: str) -> None:
    opened(page, f"{server}/availability?by=gender")
    view = main(page).get_by_role("button", name="View")
    view.press("Enter")
    order = page.get_by_role("radiogroup", name="Order by")
    expect(order.get_by_role("radio", name="Bulletin")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    wait_for(page, {"by": ["gender"], "order": ["value"]})
    page.keyboard.press("Escape")
    expect(order).to_be_hidden()
    expect(view).to_be_focused()


def _column(rows: list[list[str]], name: str) -> list[str]:
    place = rows[0].index(name)
    return [row[place] for row in rows[1:]]


def _bytes(download: Download) -> bytes:
    return Path(download.path()).read_bytes()
