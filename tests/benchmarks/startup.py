"""Start-up: what the pages import, and the time to the first figure in a fresh browser."""

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.benchmarks.measure import Measure, at_most, milliseconds
from tests.benchmarks.servers import APPS, DASHBOARD, PROJECT, serving

HEAVY = ("statsmodels", "scipy")
#: Every page but the one that holds the bulletin's statements against models.
PAGES = (
    "overview",
    "availability",
    "delivery",
    "contracted_providers",
    "partners",
    "practice",
    "data",
    "about",
)
WARM_ROUNDS = 15
FRESH_ROUNDS = 7
LIMIT = 1.5
TIMEOUT_MS = 60_000

_SHOW_PAGES = """
import sys
from streamlit.testing.v1 import AppTest
app = AppTest.from_file("probation/ui/shell.py", default_timeout=60).run()
heavy, *pages = sys.argv[1:]
for page in pages:
    app.switch_page(f"../../pages/{page}.py").run()
    assert not app.exception and not app.error, page
    assert len(app.title) == 1, page
    loaded = [name for name in heavy.split(",") if name in sys.modules]
    if loaded:
        sys.exit(f"{page} loads {', '.join(loaded)}")
"""

#: A chart's marks: Plotly's in SVG, Vega's on a canvas.
PLOTLY = ".js-plotly-plot .trace"
VEGA = "[data-testid=stVegaLiteChart] :is(canvas, svg)"

OVERVIEW = "overview"
#: The least app with a chart of our kind, so the one the target is about. The other chart is drawn
#: by a library a quarter of the size; its ratio is told too.
LIKE = "st.plotly_chart"
APPS_AND_MARKS = {
    OVERVIEW: (DASHBOARD, PLOTLY),
    LIKE: (APPS / "plotly_bar.py", PLOTLY),
    "st.bar_chart": (APPS / "bar_chart.py", VEGA),
}

#: Seconds to the first figure, by app.
Seconds = dict[str, float]


def measures(stores: Path) -> list[Measure]:
    """The pages' imports and, where there is a Chromium, the time to the first figure."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        return [
            _imports(stores),
            Measure("first figure", "no Chromium here: not measured", met=False),
        ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        try:
            return [_imports(stores), *_first_figures(browser, stores)]
        finally:
            browser.close()


def _imports(stores: Path) -> Measure:
    """Shows every page in a fresh interpreter and looks for the libraries they must not load."""
    shown = subprocess.run(
        [sys.executable, "-c", _SHOW_PAGES, ",".join(HEAVY), *PAGES],
        cwd=PROJECT,
        env=os.environ | {"PROBATION_STORES": str(stores)},
        capture_output=True,
        text=True,
    )
    problem = shown.stderr.strip().splitlines()[-1:] if shown.returncode else []
    return Measure(
        f"{len(PAGES)} pages load {' or '.join(HEAVY)}",
        " ".join(problem) or "no",
        target="no",
        met=not problem,
    )


def _first_figures(browser: Browser, stores: Path) -> list[Measure]:
    """Overview against Streamlit's smallest chart apps, the apps taking turns."""
    with ExitStack() as running:
        urls = {
            name: running.enter_context(serving(app, stores))
            for name, (app, _) in APPS_AND_MARKS.items()
        }
        _turns(browser, urls)  # warms each server, and the browser
        warm = [_turns(browser, urls) for _ in range(WARM_ROUNDS)]
    fresh = [_fresh_turns(browser, stores) for _ in range(FRESH_ROUNDS)]
    return [
        _against(state, least, rounds)
        for state, rounds in (("warm", warm), ("fresh", fresh))
        for least in APPS_AND_MARKS
        if least != OVERVIEW
    ]


def _turns(browser: Browser, urls: Mapping[str, str]) -> Seconds:
    return {name: _first_figure(browser, url, name) for name, url in urls.items()}


def _fresh_turns(browser: Browser, stores: Path) -> Seconds:
    """Each app on a server that has not run it yet; the dashboard's store is there."""
    seconds = {}
    for name, (app, _) in APPS_AND_MARKS.items():
        with serving(app, stores) as url:
            seconds[name] = _first_figure(browser, url, name)
    return seconds


def _first_figure(browser: Browser, url: str, name: str) -> float:
    """Seconds from a new, empty browser context's navigation to the first mark drawn."""
    context = browser.new_context()
    try:
        page = context.new_page()
        start = time.perf_counter()
        page.goto(url, wait_until="commit")
        page.locator(APPS_AND_MARKS[name][1]).first.wait_for(timeout=TIMEOUT_MS)
        return time.perf_counter() - start
    finally:
        context.close()


def _against(state: str, least: str, rounds: list[Seconds]) -> Measure:
    medians = {name: statistics.median(each[name] for each in rounds) for name in APPS_AND_MARKS}
    name = f"first figure of the overview, {state} server, against {least}"
    figure = f"{milliseconds(medians[OVERVIEW])} against {milliseconds(medians[least])}"
    ratio = statistics.median(each[OVERVIEW] / each[least] for each in rounds)
    if least == LIKE:
        return at_most(name, figure, ratio, LIMIT)
    like = statistics.median(each[LIKE] / each[least] for each in rounds)
    return Measure(name, f"{figure}; {LIKE} itself: {like:.2f}", f"{ratio:.2f}")
