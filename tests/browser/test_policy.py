"""The policy that goes with every page: all of it works under it, and it bites.

A page that breaks it says so in the console, and ``watch`` looks there after each test.
"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from probation.briefing.file import to_address
from probation.briefing.items import Briefing, item
from tests.browser.watching import eventually, main, new_tab, opened, pasted

BRIEFING = Briefing("For the board", (item("area_map", {}), item("gap_matrix", {})))
#: Takes down what breaks the policy, from the first line of a page on.
WATCHED = """
window.broken = [];
addEventListener("securitypolicyviolation",
  (event) => broken.push(`${event.effectiveDirective} ${event.blockedURI}`));
"""


@pytest.fixture
def page(page: Page) -> Page:
    """A tab that takes down what breaks the policy."""
    page.add_init_script(WATCHED)
    return page


def broken(page: Page) -> list[str]:
    return list(page.evaluate("window.broken"))


def test_a_briefing_is_presented_and_printed_under_it(page: Page, server: str) -> None:
    opened(page, f"{server}/briefing?briefing={to_address(BRIEFING)}")
    page.get_by_role("button", name="Present").click()
    expect(page.get_by_role("dialog", name="Presentation")).to_be_visible()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    page.evaluate("window.print = () => { window.printed = true; }")
    page.get_by_role("button", name="Print").click()
    assert eventually(page, lambda: page.evaluate("window.printed === true"))
    assert broken(page) == []


@pytest.mark.parametrize(("form", "begins"), [("png", b"\x89PNG"), ("svg", b"<svg")])
def test_the_camera_saves_a_picture_under_it(
    page: Page, server: str, form: str, begins: bytes
) -> None:
    opened(page, f"{server}/availability?picture={form}")
    chart = main(page).get_by_test_id("stPlotlyChart").first
    chart.hover()
    with page.expect_download() as download:
        chart.locator('.modebar-btn[data-title^="Download plot"]').click()
    assert Path(download.value.path()).read_bytes().startswith(begins)
    assert broken(page) == []


def test_a_file_is_downloaded_and_a_link_copied_under_it(page: Page, server: str) -> None:
    opened(page, f"{server}/availability")
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile(r"\(CSV\)")).first.click()
    assert Path(download.value.path()).stat().st_size > 1000
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("status").filter(has_text="Link copied")).to_be_attached()
    assert pasted(page).startswith(f"{server}/availability?")
    assert broken(page) == []


@pytest.mark.parametrize(
    ("attempt", "directive"),
    [
        ("document.body.append(Object.assign(document.createElement('script'), {text: '1'}))",
         "script-src-elem inline"),
        ("document.body.setAttribute('onclick', '1')", "script-src-attr inline"),
        ("new Image().src = 'https://elsewhere.example/a.png'",
         "img-src https://elsewhere.example/a.png"),
        ("fetch('https://elsewhere.example/').catch(() => {})",
         "connect-src https://elsewhere.example/"),
    ],
    ids=["script", "attribute", "picture", "request"],
)  # fmt: skip
def test_what_others_might_bring_in_is_refused(
    another_reader: Page, server: str, attempt: str, directive: str
) -> None:
    page = new_tab(another_reader.context)  # not watched: its console is not meant to be clean
    page.add_init_script(WATCHED)
    opened(page, f"{server}/about")
    page.evaluate(attempt)
    assert eventually(page, lambda: broken(page) == [directive]), broken(page)
