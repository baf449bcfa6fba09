"""The first figure as a reader waits for it, on an office's line and on one without limit.

Each ratio is to a page of one element, as Streamlit serves it, visited in the same minutes.
"""

import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, TimeoutError

from tests.benchmarks.measure import Measure, at_most, milliseconds, report
from tests.benchmarks.servers import APPS, DASHBOARD, serving
from tests.benchmarks.visits import BROTLI, FIGURE, GZIP, Visit, chromium, tab

PLAIN, CHOICE = APPS / "plotly_bar.py", APPS / "plotly_select.py"
PAGES = ("availability", "overview")
ROUNDS = 7
FRESH_ROUNDS = 5
#: On a busy machine Chromium's emulated line stands still at times, and nothing comes any more.
TRIES = 3
#: Time for the server to make its best copies of Streamlit's files, after it has sent its first.
COPIES_SECONDS = 40

LINE_LIMITS = {"Brotli": 0.45, "gzip": 0.5}
BYTES_LIMITS = {"Brotli": 2.4e6, "gzip": 2.8e6}
CODINGS = {"Brotli": BROTLI, "gzip": GZIP}
WARM_BYTES = 45e3
WARM_LIMIT, FRESH_LIMIT, TAP_LIMIT = 1.2, 1.5, 2.0

#: What a reader has open when the filter is tapped: each of these is asked for the first time.
VIEWS = (
    "provider=NPS", "provider=CRC", "supervision_type=community", "mappa=no", "rosh_level=medium",
    "ogrs_band=low_medium", "age_group=30_plus",
)  # fmt: skip
IDLE = '[data-testid="stApp"][data-test-script-state="notRunning"]'
#: Seconds from the next press to the first frame in which the figure is another.
_UNTIL_CHANGED = """(figure) => {
  const drawn = () => [...document.querySelectorAll(figure)].map((m) => m.outerHTML).join();
  const before = drawn();
  window.changed = new Promise((resolve) => {
    addEventListener("pointerdown", () => {
      const start = performance.now();
      const look = () => {
        const now = drawn();
        if (now && now !== before) resolve((performance.now() - start) / 1000);
        else requestAnimationFrame(look);
      };
      look();
    }, { once: true, capture: true });
  });
}"""


def measures(stores: Path) -> list[Measure]:
    """All of it, where there is a Chromium."""
    with chromium() as browser:
        if browser is None:
            return [Measure("first figure", "no Chromium here: not measured", met=False)]
        with serving(PLAIN, stores) as plain, serving(DASHBOARD, stores) as dashboard:
            with serving(CHOICE, stores) as choice:
                taps = _taps(browser, f"{dashboard}/availability", choice)
            urls = {page: f"{dashboard}/{_path(page)}" for page in PAGES}
            for url in urls.values():  # warms the server, and the browser
                _once(browser, url)
                _once(browser, url, "gzip")
            time.sleep(COPIES_SECONDS)
            found = _on_the_line(browser, plain, urls) + _warm(browser, plain, urls)
        return [*found, *_fresh(browser, stores), taps]


def _path(page: str) -> str:
    return "" if page == "overview" else page


def _once(browser: Browser, url: str, coding: str = "Brotli", office: bool = False) -> Visit:
    for _ in range(TRIES - 1):
        with suppress(TimeoutError), tab(browser, CODINGS[coding], office) as opened:
            return opened.visit(url)
    with tab(browser, CODINGS[coding], office) as opened:
        return opened.visit(url)


def _on_the_line(browser: Browser, plain: str, urls: Mapping[str, str]) -> list[Measure]:
    """First figures at 10 Mbit/s and 40 ms, and what came over the line."""
    visits: dict[tuple[str, str], list[Visit]] = {(p, c): [] for p in urls for c in CODINGS}
    beside: list[Visit] = []
    for _ in range(ROUNDS):
        beside.append(_once(browser, plain, office=True))
        for (page, coding), seen in visits.items():
            seen.append(_once(browser, urls[page], coding, office=True))
    times = [
        _against(
            f"first figure of {page}, office line, {coding}", seen, beside, LINE_LIMITS[coding]
        )
        for (page, coding), seen in visits.items()
    ]
    cold = [
        _bytes(f"bytes to the first figure of {page}, {coding}", seen, BYTES_LIMITS[coding])
        for (page, coding), seen in visits.items()
    ]
    return times + cold


def _warm(browser: Browser, plain: str, urls: Mapping[str, str]) -> list[Measure]:
    """Without a limit on the line: a browser that knows nothing, then one that has been here."""
    first: dict[str, list[Visit]] = {page: [] for page in urls}
    again: dict[str, list[Visit]] = {page: [] for page in urls}
    beside: list[Visit] = []
    for _ in range(ROUNDS):
        beside.append(_once(browser, plain))
        for name, url in urls.items():
            with tab(browser) as opened:
                first[name].append(opened.visit(url))
                opened.page.goto("about:blank")
                again[name].append(opened.visit(url))
    return [
        *(
            _against(f"first figure of {p}, warm server", first[p], beside, WARM_LIMIT)
            for p in urls
        ),
        *(
            _bytes(f"bytes of {p} to a browser that has been here", again[p], WARM_BYTES)
            for p in urls
        ),
    ]


def _fresh(browser: Browser, stores: Path) -> list[Measure]:
    """Each page on a server that has run no script yet; the dashboard's store is there."""
    seen: dict[str, list[Visit]] = {page: [] for page in PAGES}
    beside: list[Visit] = []
    for _ in range(FRESH_ROUNDS):
        with serving(PLAIN, stores) as url:
            beside.append(_once(browser, url))
        for page in PAGES:
            with serving(DASHBOARD, stores) as url:
                seen[page].append(_once(browser, f"{url}/{_path(page)}"))
    return [
        _against(f"first figure of {page}, fresh server", seen[page], beside, FRESH_LIMIT)
        for page in PAGES
    ]


def _taps(browser: Browser, availability: str, choice: str) -> Measure:
    """A filter tapped for the first time, against a choice of a plain page."""
    taps, beside = [], []
    for view in ("", *VIEWS):  # the first one warms both servers
        beside.append(_tap(browser, choice, _in_the_list))
        taps.append(_tap(browser, f"{availability}?{view}", _in_the_filters))
    ratios = [tap / plain for tap, plain in zip(taps[1:], beside[1:], strict=True)]
    figure = f"{_median_of(taps[1:])} against {_median_of(beside[1:])}"
    return at_most(
        "filter tapped to figure changed, against a plain choice", figure,
        statistics.median(ratios), TAP_LIMIT,
    )  # fmt: skip


def _tap(browser: Browser, url: str, control: Callable[[Page], Locator]) -> float:
    with tab(browser) as opened:
        opened.visit(url)
        page = opened.page
        page.locator(IDLE).wait_for(state="attached")
        found = control(page)
        page.evaluate(_UNTIL_CHANGED, FIGURE)
        found.click()
        return float(page.evaluate("window.changed"))


def _in_the_list(page: Page) -> Locator:
    page.get_by_role("combobox").click()
    return page.get_by_role("option", name="Female")


def _in_the_filters(page: Page) -> Locator:
    """The filter for women, wherever it stands: behind the group of the person if need be."""
    named = re.compile(r"^(Female|Women)")
    found = page.get_by_role("button", name=named).or_(page.get_by_label(named))
    seen = found.locator("visible=true").first
    if not seen.count():
        page.get_by_text("Person", exact=True).first.click()
    seen.scroll_into_view_if_needed()
    return seen


def _against(name: str, seen: Sequence[Visit], beside: Sequence[Visit], limit: float) -> Measure:
    """The median of the rounds' ratios: what disturbs the machine disturbs both of a round."""
    ours, plain = [v.seconds for v in seen], [v.seconds for v in beside]
    ratio = statistics.median(a / b for a, b in zip(ours, plain, strict=True))
    figure = f"{_median_of(ours)} against {_median_of(plain)}"
    return at_most(f"{name}, against a plain figure", figure, ratio, limit)


def _median_of(seconds: Sequence[float]) -> str:
    return milliseconds(statistics.median(seconds))


def _bytes(name: str, seen: Sequence[Visit], limit: float) -> Measure:
    most = max(each.bytes for each in seen)
    return Measure(
        name, f"{most / 1000:,.0f} kB", target=f"at most {limit / 1000:,.0f} kB", met=most <= limit
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        found = measures(Path(folder))
    print(report(found))
    sys.exit(1 if any(measure.met is False for measure in found) else 0)
