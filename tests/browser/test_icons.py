"""The font of the icons, a sixth of a first visit, follows the first figure."""

import pytest
from playwright.sync_api import Page, Route

from tests.browser.watching import main, opened

HAS_ICONS = "() => document.fonts.check('1em \"Material Symbols Rounded\"')"
IS_DRAWN = "() => !!document.querySelector('.js-plotly-plot .trace')"
#: How an icon's own name is hidden, as long as its font is not there.
COLOUR = "(icon) => getComputedStyle(icon).color"


def test_no_icon_holds_the_first_figure_up_and_all_stand_after_it(page: Page, server: str) -> None:
    drawn_when_asked = []

    def asked(route: Route) -> None:
        drawn_when_asked.append(page.evaluate(IS_DRAWN))
        route.continue_()

    page.route("**/MaterialSymbols-*.woff2", asked)
    opened(page, f"{server}/availability")
    page.wait_for_function(HAS_ICONS)
    assert drawn_when_asked == [True]
    icon = main(page).get_by_test_id("stIconMaterial").first
    assert icon.evaluate(COLOUR) != "rgba(0, 0, 0, 0)"


@pytest.mark.parametrize("name", ["glossary", "regression", "no_such_page"])
def test_a_page_without_a_figure_has_its_icons_too(page: Page, server: str, name: str) -> None:
    page.goto(f"{server}/{name}")
    page.wait_for_function(HAS_ICONS)
