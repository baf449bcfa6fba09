"""The areas page in a browser: a mark, a tile or the list leads to a profile, on every page."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.watching import (
    asked,
    by_menu,
    choose,
    faults,
    main,
    opened,
    sentence,
    settled,
    tap,
    wait_for,
)

FUNNEL, MAP = 0, 1


@pytest.mark.parametrize(("chart", "point", "code"), [(FUNNEL, 1, "durham"), (MAP, 0, "cumbria")])
def test_a_tap_on_a_mark_or_a_tile_shows_that_areas_profile(
    page: Page, server: str, chart: int, point: int, code: str
) -> None:
    opened(page, f"{server}/areas?question=delivery&factor=thinking_and_behaviour")
    tap(page, chart, 0, point)
    expect(page).to_have_url(re.compile(f"area={code}"))
    settled(page)
    expect(main(page).locator("h2").first).to_contain_text(f"{code.capitalize()}: ")
    assert asked(page) == {
        "question": ["delivery"], "factor": ["thinking_and_behaviour"], "area": [code],
    }  # fmt: skip
    page.go_back()
    settled(page)
    expect(main(page)).to_contain_text("Select a mark, or a tile of the map")
    assert faults(page) == []


def test_the_list_is_a_way_by_keyboard_and_the_area_goes_along_to_another_page(
    page: Page, server: str
) -> None:
    opened(page, f"{server}/areas?gender=male")
    choose(page, "Area", "Gloucester")
    expect(page).to_have_url(re.compile("area=gloucestershire"))
    expect(main(page).get_by_role("heading", name="Gloucestershire: ")).to_be_visible()
    settled(page)
    by_menu(page, "delivery")
    wait_for(page, {"gender": ["male"], "area": ["gloucestershire"]})
    assert asked(page) == {"gender": ["male"], "area": ["gloucestershire"]}
    assert "Gloucestershire" in sentence(page)
    assert "men" in sentence(page)
    page.go_back()
    expect(page).to_have_url(re.compile("/areas"))
    expect(main(page).get_by_role("heading", name="Gloucestershire: ")).to_be_visible()
    settled(page)
