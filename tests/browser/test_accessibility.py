"""WCAG as far as a machine can tell, light and dark, wide and narrow."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

from probation.briefing.file import to_address
from probation.briefing.items import Briefing, item
from tests.browser.watching import main, opened, still

AXE = Axe()
PHONE: ViewportSize = {"width": 400, "height": 800}
_GROUNDS = """(dark) => [
  getComputedStyle(document.querySelector('[data-testid="stApp"]')).backgroundColor,
  ...[...document.querySelectorAll('.main-svg')].map((svg) => svg.style.background),
].filter((ground) => ground && !ground.includes('0, 0, 0, 0') && ground !== 'none')
 .every((ground) => (Number(ground.match(/\\d+/)[0]) < 128) === dark)"""
#: What is wider, longer or else not drawn on a page as it is first met: see test_every_page.
VIEWS = [
    "availability?by=ethnic_group&area=london&gender=nobody",
    "gaps?question=delivery&adjusted=on&ratio=on&bh=on",
    "published?part=audit",
    "regression?question=delivery&factor=emotional_wellbeing&run=on&full=on",
    "regression?question=delivery&run=on",
    "areas?question=delivery&factor=ete&adjusted=on&place=kent",
    "data",
    "",
]


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_serious_on_a_phone_in_the_dark(
    page: Page, server: str, view: str
) -> None:
    looked_at(page, f"{server}/{view}", phone=True)
    assert on_grounds(page, dark=True)


@pytest.mark.parametrize("phone", [False, True])
def test_axe_finds_nothing_serious_in_a_briefing(
    another_reader: Page, server: str, phone: bool
) -> None:
    """A briefing's charts are light on a dark page too: they are those of its slides."""
    items = (
        item("rates", {"question": ["delivery"], "by": ["provider"]}, note="Why?"),
        item("gap_matrix", {}),
        item("area_map", {}),
    )
    view = f"briefing?briefing={to_address(Briefing('For the board', items))}"
    looked_at(another_reader, f"{server}/{view}", phone)


def looked_at(page: Page, address: str, phone: bool) -> None:
    """A page wide and light, or narrow and dark; neither may be scrolled sideways on a phone."""
    if phone:
        page.set_viewport_size(PHONE)
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    opened(page, address)
    assert grave(page) == []
    page.set_viewport_size(PHONE)
    still(page)
    assert _wider_than_the_screen(page) == []
    assert main(page).locator("h1").count() == 1


def on_grounds(page: Page, dark: bool) -> bool:
    """Whether the page, and every chart on it, has a ground of the kind asked for."""
    return bool(page.evaluate(_GROUNDS, dark))


def grave(page: Page) -> list[str]:
    """What axe calls serious or critical: rule, what it is about, where, and why."""
    _show_all(page)
    still(page)  # a page that fades in has less contrast than it will have
    violations = AXE.run(page).response["violations"]
    return [
        f"{found['id']}: {found['help']}: {node['target']}: {node['failureSummary']}"
        for found in violations
        if found["impact"] in ("serious", "critical")
        for node in found["nodes"]
    ]


def _show_all(page: Page) -> None:
    """Makes the screen as tall as the page: axe passes over the contrast of what is out of view."""
    height = max(
        page.get_by_test_id(part).evaluate("part => part.scrollHeight")
        for part in ("stMain", "stSidebarContent")
        if page.get_by_test_id(part).count()
    )
    width = page.viewport_size["width"] if page.viewport_size else 0
    page.set_viewport_size({"width": width, "height": height + 100})


def _wider_than_the_screen(page: Page) -> list[str]:
    """The page itself, or its main part, where it can be scrolled sideways."""
    return page.evaluate(
        """() => [document.documentElement, document.querySelector('[data-testid="stMain"]')]
          .filter((part) => part.scrollWidth > part.clientWidth)
          .map((part) => `${part.tagName}: ${part.scrollWidth} in ${part.clientWidth}`)"""
    )
