"""Copy link: one press, whether or not the browser lends a page its clipboard."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.watching import opened, pasted, settled

WITHOUT_CLIPBOARD = (
    "Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })"
)
NO_COPYING = "document.execCommand = () => false"
LINK = re.compile(r"^http://127\.0\.0\.1:\d+/gaps\?.*question=delivery.*&store=gen-")

#: How long the words stand there that the next press says.
_TIME_IT = """(said) => {
  let begun;
  new MutationObserver(() => {
    if (said.textContent === '' && begun) window.saidFor = performance.now() - begun;
    if (said.textContent !== '') begun = performance.now();
  }).observe(said, { childList: true, characterData: true, subtree: true });
}"""


def button(page: Page) -> Locator:
    return page.get_by_role("button", name="Copy link")


@pytest.mark.parametrize("lent", [True, False], ids=["clipboard", "plain http"])
def test_one_press_copies_the_link_and_says_so(
    another_reader: Page, server: str, lent: bool
) -> None:
    page = another_reader
    if lent:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, f"{server}/gaps?question=delivery")
    if not lent:
        page.evaluate("window.lent = navigator.clipboard")
        page.evaluate(WITHOUT_CLIPBOARD)
    button(page).focus()
    page.keyboard.press("Enter")
    said = page.get_by_role("status").filter(has_text="Link copied")
    expect(said).to_be_attached()
    expect(button(page)).to_be_focused()
    if not lent:
        page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: window.lent })")
    copied = pasted(page)
    assert LINK.match(copied), copied
    expect(said).to_have_count(0)
    opened(page, copied)
    expect(page.get_by_text("data have changed")).to_have_count(0)


def test_pressing_again_says_it_again_for_as_long(another_reader: Page, server: str) -> None:
    page = another_reader
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, f"{server}/gaps?question=delivery")
    said = page.locator("span.said[role=status]")
    button(page).click()
    expect(said).to_have_text("Link copied")
    page.wait_for_timeout(2_000)
    said.evaluate(_TIME_IT)
    button(page).click()
    expect(said).to_have_text("Link copied")
    expect(button(page)).to_have_accessible_name("Copy link")
    page.wait_for_function("() => window.saidFor !== undefined")
    assert page.evaluate("window.saidFor") > 2_000, "the end of the first time is not its own"


def test_where_nothing_can_be_copied_the_link_is_there_to_take_by_hand(
    another_reader: Page, server: str
) -> None:
    page = another_reader
    page.add_init_script(f"{WITHOUT_CLIPBOARD}; {NO_COPYING}")
    opened(page, f"{server}/gaps?question=delivery")
    by_hand = page.get_by_label("The link, to copy by the keyboard")
    expect(by_hand).to_be_hidden()
    button(page).click()
    expect(by_hand).to_be_visible()
    expect(by_hand).to_be_focused()
    assert LINK.match(by_hand.input_value())
    page.get_by_role("link", name="Areas").click()
    settled(page)
    expect(by_hand).to_be_hidden()
