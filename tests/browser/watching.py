"""What a page does and says in the browser."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, expect

from probation.domain.address import PAGES as TITLES
from probation.ui.menu import _SECTIONS

#: Under a deep link Streamlit looks for its server below the page first; it is not there.
_PROBE = re.compile(r"/\w+/_stcore/(health|host-config)$")
#: What Streamlit says in the console of a page that does not exist; the page says it too.
_NO_SUCH_PAGE = "The page that you have requested does not seem to exist"
#: The last run has ended and everything it sent is drawn.
_SETTLED = """() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  return all('[data-testid="stApp"][data-test-script-state="notRunning"]').length
    && !all('[data-testid="stSkeleton"], [data-stale="true"]').length
    && all('[data-testid="stPlotlyChart"]').every((chart) => chart.querySelector('.main-svg'))
    && all('[data-testid="stMain"] [data-testid="stCaptionContainer"]')
         .some((caption) => caption.innerText.includes('Source:'))
    && !all('.st-key-later').length;
}"""

#: Nothing moves or fades, and everything lies where it lay when this was last asked.
_STILL = """() => {
  const lies = [...document.querySelectorAll('body *')].map((part) => {
    const {left, top, width, height} = part.getBoundingClientRect();
    return `${left} ${top} ${width} ${height}`;
  }).join();
  const before = window.lay;
  window.lay = lies;
  return lies === before && document.getAnimations().every((one) => one.playState !== 'running'
    || one.effect.getComputedTiming().iterations === Infinity);
}"""

#: How long a page may take, on a machine that has much else to do.
PATIENCE_MS = 30_000
STEP_MS = 50


@dataclass
class Watch:
    """Collects what no page may do: ask another machine, or complain in the console."""

    strangers: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def over(self, page: Page) -> None:
        """Watches ``page`` from now on."""
        page.on("request", self._asked)
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _asked(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws") and address.hostname != "127.0.0.1":
            self.strangers.append(request.url)

    def _said(self, message: ConsoleMessage) -> None:
        expected = _PROBE.search(message.location["url"]) or _NO_SUCH_PAGE in message.text
        if message.type == "error" and not expected:
            self.errors.append(message.text)


def new_tab(context: BrowserContext) -> Page:
    """A new tab, opened by the first: in one process what both run is compiled once."""
    with context.expect_page() as opened:
        context.pages[0].evaluate("void window.open('about:blank')")
    return opened.value


def settled(page: Page) -> Page:
    """``page``, once its figures and its sources stand there."""
    page.wait_for_function(_SETTLED)
    return page


def still(page: Page) -> Page:
    """``page``, settled, once nothing on it moves or fades any more."""
    settled(page).wait_for_function(_STILL, polling=2 * STEP_MS)
    return settled(page)


def eventually(page: Page, condition: Callable[[], bool]) -> bool:
    """Whether ``condition`` comes true: what is kept or drawn may be a moment behind the page."""
    waited = 0
    while not condition() and waited < PATIENCE_MS:
        page.wait_for_timeout(STEP_MS)
        waited += STEP_MS
    return condition()


def opened(page: Page, address: str) -> Page:
    """``page`` at an address, settled."""
    page.goto(address)
    return settled(page)


def pasted(page: Page) -> str:
    """What the clipboard holds."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return str(page.evaluate("navigator.clipboard.readText()"))


def main(page: Page) -> Locator:
    """The part of the page beside the filters."""
    return page.get_by_test_id("stMain")


def sentence(page: Page) -> str:
    """The resolved question under the title."""
    return _plain(main(page).locator(".st-key-asked").get_by_test_id("stMarkdown").inner_text())


def headlines(page: Page) -> list[str]:
    """What the figures say."""
    return [_plain(text) for text in main(page).locator("h2").all_inner_texts()]


def table(page: Page, place: int = 0) -> list[list[str]]:
    """The cells of a table, its head included."""
    rows = main(page).get_by_role("table").nth(place).get_by_role("row").all()
    return [[_plain(cell) for cell in row.locator("th, td").all_inner_texts()] for row in rows]


def told(page: Page) -> str:
    """All notices of the page."""
    return " ".join(page.get_by_test_id("stAlert").all_inner_texts())


def asked(page: Page) -> dict[str, list[str]]:
    """The parameters in the address bar."""
    return parse_qs(urlsplit(page.url).query)


def faults(page: Page) -> list[str]:
    """Exceptions that a reader can see, and tracebacks."""
    shown = page.get_by_test_id("stException").all_inner_texts()
    return shown + [word for word in ("Traceback", "Error:") if word in main(page).inner_text()]


def by_menu(page: Page, name: str) -> None:
    """Goes to another page by the menu at the top, and by the drop-down where it is in one."""
    bar = page.get_by_role("navigation", name="App pages")
    section = next(section for section, pages in _SECTIONS.items() if name in pages)
    if section:
        bar.get_by_role("button", name=section).click()
        page.get_by_role("menuitem", name=TITLES[name], exact=True).click()
    else:
        bar.get_by_role("link", name=_counted(TITLES[name])).click()
    expect(page).to_have_url(re.compile(f"/{'' if name == 'overview' else name}(\\?|$)"))
    settled(page)


def unfold(page: Page, group: str) -> None:
    """Opens a group of filters."""
    page.get_by_test_id("stSidebar").locator("summary").filter(has_text=group).click()


def level(page: Page, choice: str, name: str) -> Locator:
    """A level of a filter; its name goes on with the number of cases."""
    return page.get_by_role("group", name=choice, exact=True).get_by_role(
        "checkbox", name=_counted(name)
    )


def press(page: Page, choice: str, name: str) -> None:
    """Chooses a level of a filter, or takes it away."""
    level(page, choice, name).click()


def choose(page: Page, name: str, level: str) -> None:
    """Chooses from a list by typing the beginning of what is wanted."""
    box = page.get_by_role("combobox", name=name, exact=True)
    box.click()
    box.press_sequentially(level, delay=STEP_MS)
    expect(page.get_by_role("option").first).to_contain_text(level)
    box.press("Enter")


def chip(page: Page, name: str) -> Locator:
    """A filter in force, as the button that takes it away."""
    return page.locator(".st-key-chips").get_by_role("button", name=name, exact=True).first


def _counted(name: str) -> re.Pattern[str]:
    """A name, whether or not a number stands behind it: 'Briefing (5)', 'Female 156 cases'."""
    return re.compile(rf"^{re.escape(name)}( \([\d,]+\)| [\d,]+ cases?)?$")


def tap(page: Page, chart: int, marks: int, point: int) -> None:
    """Taps a point of a chart; ``marks`` counts the traces that have points."""
    drawn = main(page).get_by_test_id("stPlotlyChart").nth(chart)
    traces = drawn.locator(".scatterlayer > .trace:has(.point)")
    mark = traces.nth(marks).locator(".point").nth(point)
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def wait_for(page: Page, params: dict[str, list[str]]) -> None:
    """Waits until the address has these parameters and the page has answered them."""
    wanted = sorted(f"{name}={value}" for name, values in params.items() for value in values)
    page.wait_for_function(
        "wanted => JSON.stringify([...new URLSearchParams(location.search)]"
        ".map(([name, value]) => `${name}=${value}`).sort()) === JSON.stringify(wanted)",
        arg=wanted,
    )
    page.wait_for_timeout(150)  # a run asked for by the browser has begun by then
    settled(page)


def _plain(text: str) -> str:
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())
