"""Each page as it is first met, opened once and looked at in every way that is asked of all."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.test_accessibility import grave, on_grounds
from tests.browser.test_first_screen import LEFT, WIDE, wrong_on_the_first_screen
from tests.browser.test_policy import WATCHED, broken
from tests.browser.test_sheets import SCREENS, sheets_of, whole_on_paper
from tests.browser.watching import Watch, faults, main, new_tab, opened, still
from tests.pages.reading import PAGES

#: The regression is run.
ADDRESSES = {name: name for name in PAGES} | {"overview": "", "regression": "regression?run=on"}


@pytest.fixture(scope="module", params=PAGES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def met(reader: BrowserContext, server: str, name: str) -> Iterator[Page]:
    """A page as a reader first meets it; who changes its window leaves the rest as it is."""
    tab, watch = new_tab(reader), Watch()
    watch.over(tab)
    tab.add_init_script(WATCHED)
    tab.set_viewport_size({"width": WIDE, "height": LEFT})
    yield opened(tab, f"{server}/{ADDRESSES[name]}")
    tab.close()
    assert (watch.strangers, watch.errors) == ([], [])


def test_the_answer_stands_on_the_first_screen(met: Page, name: str) -> None:
    assert wrong_on_the_first_screen(met, name) == []


def test_it_keeps_to_the_policy(met: Page) -> None:
    assert faults(met) == []
    assert broken(met) == []
    ready = "document.documentElement.classList.contains('pictures-say')"
    assert met.evaluate(ready), "the script of the page has run"


def test_axe_finds_nothing_serious(met: Page) -> None:
    met.set_viewport_size({"width": WIDE, "height": LEFT})
    still(met)
    assert on_grounds(met, dark=False)
    assert main(met).locator("h1").count() == 1
    assert grave(met) == []


def test_it_prints_whole_and_without_its_controls(met: Page) -> None:
    width, height = SCREENS["laptop"]
    met.set_viewport_size({"width": width, "height": height})
    whole_on_paper(still(met), sheets_of(met))
