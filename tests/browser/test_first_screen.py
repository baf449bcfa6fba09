"""The answer stands on the first screen: 1,366 by 768 pixels, of which a browser's bars leave 630.

Each page, in its default state, is measured at each size of window by test_every_page.
"""

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.watching import opened, still
from tests.pages.reading import FILTERED

WIDE = 1366
#: What a browser's bars leave of the screen, and the whole of it.
LEFT, WHOLE = 630, 768
#: A phone, a small phone, and a laptop's screen enlarged twice.
NARROW = ((400, 850), (320, 640), (683, 384))
#: A page's main figure is as wide as this at least; two beside one another each as the second.
ALONE, BESIDE = 640, 500
#: Menu, status line, title with its controls, and the blank above: at most so many pixels.
STATUS, CONTROLS, BLANK, SIDEBAR, FIGURE = 32, 170, 16, 260, 480
MARGIN = 24
SMALLEST_TEXT = 12
MENU = 7

#: What stands where on the screen, in pixels.
_MEASURED = """() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const box = (part) => {
    const {left, top, right, bottom, width, height} = part.getBoundingClientRect();
    return {left, top, right, bottom, width, height};
  };
  const shown = (part) => part.checkVisibility({visibilityProperty: true, opacityProperty: true})
    && part.getBoundingClientRect().width > 1 && part.getBoundingClientRect().right > 0;
  const boxes = (selector) => all(selector).filter(shown).map(box);
  const main = document.querySelector('[data-testid="stMain"]');
  const small = all('body *').filter((part) =>
    [...part.childNodes].some((node) => node.nodeType === 3 && node.data.trim())
    && shown(part)
    && !part.closest('style, script, noscript, [data-testid="stIconMaterial"], .modebar')
    && parseFloat(getComputedStyle(part).fontSize) < 12
  ).map((part) => part.textContent.trim().slice(0, 40));
  const scrolled = all('body *').filter((part) =>
    ['auto', 'scroll'].includes(getComputedStyle(part).overflowX)
    && shown(part) && part.scrollWidth > part.clientWidth + 1);
  const name = (part) =>
    `${part.dataset.testid || part.className || part.tagName} ${part.innerText.slice(0, 30)}`;
  return {
    header: box(document.querySelector('[data-testid="stHeader"]')),
    menu: all('[data-testid="stTopNav"] :is(a, button)').filter(shown).map((e) => e.innerText),
    sidebar: boxes('[data-testid="stSidebar"]'),
    status: boxes('.st-key-status'),
    title: boxes('h1'),
    controls: boxes('h1, .st-key-title, .st-key-asked, .st-key-controls'),
    figures: boxes('[data-testid="stPlotlyChart"]'),
    right: main.getBoundingClientRect().left + main.clientWidth,
    small,
    stores: main.innerText.split(/gen-\\d+-/).length - 1,
    synthetic: main.innerText.split('describe no person').length - 1,
    cut: scrolled.filter((part) => part.querySelector('table')).map(name),
    sideways: [
      ...scrolled.filter((part) => !part.querySelector('table')).map(name),
      ...[document.documentElement, main]
        .filter((part) => part.scrollWidth > part.clientWidth).map(name),
    ],
  };
}"""


def measured(page: Page, width: int, height: int) -> dict[str, Any]:
    """What stands where in a window of that size."""
    page.set_viewport_size({"width": width, "height": height})
    return still(page).evaluate(_MEASURED)


def wrong_on_the_first_screen(page: Page, name: str) -> list[str]:
    """What is wrong with a page, opened at WIDE by LEFT, there and in other windows."""
    found = measured(page, WIDE, LEFT)
    wrong = [*_frame(name, found), *_words(name, found), *_figures(name, found, LEFT, 0.75)]
    wrong += [f"a table is cut off: {cut}" for cut in found["cut"]]
    found = measured(page, WIDE, WHOLE)
    wrong += _figures(name, found, WHOLE, 1)
    for width, height in ((WIDE, WHOLE), *NARROW):
        sideways = measured(page, width, height)["sideways"]
        wrong += [f"at {width}: scrolls sideways: {part}" for part in sideways]
    return wrong


def test_on_a_phone_menu_and_filters_stand_behind_a_sign_with_their_name(
    page: Page, server: str
) -> None:
    page.set_viewport_size({"width": 400, "height": 850})
    opened(page, f"{server}/delivery?area=kent")
    page.get_by_role("button", name="Menu and filters").click()
    expect(page.get_by_test_id("stSidebar").get_by_role("heading", name="Filters")).to_be_visible()
    found = measured(page, 400, 850)
    assert (found["sideways"], found["small"]) == ([], [])


def _frame(name: str, found: dict[str, Any]) -> Iterator[str]:
    """What takes too much of the screen before the answer begins."""
    if len(found["menu"]) > MENU:
        yield f"the menu has {len(found['menu'])} entries: {found['menu']}"
    (status,), (title,) = found["status"], found["title"]
    if status["height"] > STATUS:
        yield f"the line on the cases is {status['height']:.0f} high"
    if (blank := status["top"] - found["header"]["bottom"]) > BLANK:
        yield f"{blank:.0f} are blank above the line on the cases"
    if (taken := max(part["bottom"] for part in found["controls"]) - title["top"]) > CONTROLS:
        yield f"title and controls take {taken:.0f}"
    left = max([part["right"] for part in found["sidebar"]], default=0)
    margins = status["left"] - left, found["right"] - status["right"]
    if any(abs(margin - MARGIN) > 1 for margin in margins):
        yield f"the margins are {margins[0]:.0f} and {margins[1]:.0f}"
    for part in found["sidebar"]:
        if part["width"] > SIDEBAR:
            yield f"the filters are {part['width']:.0f} wide"


def _words(name: str, found: dict[str, Any]) -> Iterator[str]:
    """Words too small to read, and words said more than once."""
    for text in found["small"]:
        yield f"smaller than {SMALLEST_TEXT}: {text}"
    if found["synthetic"] != (2 if name == "glossary" else 1):  # which has the word, explained
        yield f"what the cases are is said {found['synthetic']} times"
    if found["stores"] != (2 if name == "data" else 1):  # whose table says what is loaded
        yield f"the store is named {found['stores']} times"


def _figures(name: str, found: dict[str, Any], height: int, share: float) -> Iterator[str]:
    """What is wrong with the page's main figure, or with its two beside one another."""
    abreast, least = (2, BESIDE) if name == "gaps" else (1, ALONE)
    if name not in FILTERED:
        return
    for figure in found["figures"][:abreast]:
        if figure["height"] > FIGURE:
            yield f"the main figure is {figure['height']:.0f} high"
        if figure["width"] < least:
            yield f"the main figure is {figure['width']:.0f} wide"
        seen = (min(figure["bottom"], height) - max(figure["top"], 0)) / figure["height"]
        if seen < share:
            yield f"in {height}: {100 * max(seen, 0):.0f}% of the figure, from {figure['top']:.0f}"
