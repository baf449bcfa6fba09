"""The areas page in a browser: a mark, a tile or the list leads to a profile, and that leads on."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.watching import asked, faults, main, opened, sentence, settled, tap

FUNNEL, MAP = 0, 1


@pytest.mark.parametrize(("chart", "point", "code"), [(FUNNEL, 1, "durham"), (MAP, 0, "cumbria")])
def test_a_tap_on_a_mark_or_a_tile_shows_that_areas_profile(
    page: Page, server: str, chart: int, point: int, code: str
) -> None:
    opened(page, f"{server}/areas?question=delivery&factor=thinking_and_behaviour")
    tap(page, chart, 0, point)
    expect(page).to_have_url(re.compile(f"place={code}"))
    settled(page)
    expect(main(page).locator("h2").last).to_contain_text(f"{code.capitalize()}: ")
    assert asked(page) == {
        "question": ["delivery"], "factor": ["thinking_and_behaviour"], "place": [code],
    }  # fmt: skip
    page.go_back()
    settled(page)
    expect(main(page)).to_contain_text("Tap an area on the map")
    assert faults(page) == []


def test_the_list_is_a_way_by_keyboard_and_one_tap_more_filters_another_page(
    page: Page, server: str
) -> None:
    opened(page, f"{server}/areas?gender=male")
    choice = page.get_by_role("combobox", name=re.compile("Area whose profile"))
    choice.focus()
    page.keyboard.type("Gloucester")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("place=gloucestershire"))
    expect(main(page).get_by_role("heading", name="Gloucestershire: ")).to_be_visible()
    settled(page)
    main(page).get_by_role("link", name="Delivery in Gloucestershire").click()
    expect(page).to_have_url(re.compile("/delivery"))
    settled(page)
    assert asked(page) == {"gender": ["male"], "area": ["gloucestershire"]}
    assert "Gloucestershire" in sentence(page)
    assert "men" in sentence(page)
    page.go_back()
    expect(page).to_have_url(re.compile("/areas"))
    expect(main(page).get_by_role("heading", name="Gloucestershire: ")).to_be_visible()
    settled(page)
