"""The dashboard in the system's Chromium, served by a process of its own.

Where there is no Chromium these tests are skipped and say so; under CI that is a failure.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

from tests.benchmarks.servers import DASHBOARD, serving
from tests.browser.watching import PATIENCE_MS, Watch, new_tab

#: Programs that will do, the environment's own choice first.
#: The shell is the same engine without windows: a page costs it a third less.
PROGRAMS = (
    os.environ.get("CHROMIUM", ""),
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
#: Words as wide as in a window: the shell would round each letter to whole pixels.
FLAGS += ["--font-render-hinting=none"]
DESKTOP: ViewportSize = {"width": 1400, "height": 900}

expect.set_options(timeout=PATIENCE_MS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever needs a browser is slow. The tests of other folders come through here too."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, once for all tests."""
    program = next(filter(None, map(shutil.which, filter(None, PROGRAMS))), None)
    if program is None:
        reason = "there is no Chromium: install it, or name it in the variable CHROMIUM"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the servers of these tests keep their built store."""
    return tmp_path_factory.mktemp("browser-stores")


@pytest.fixture(scope="session")
def server(browser: Browser, stores: Path) -> Iterator[str]:
    """The address of the dashboard, one process for all tests."""
    with serving(DASHBOARD, stores) as address:
        yield address


@pytest.fixture
def fresh_server(browser: Browser, stores: Path) -> Callable[[], AbstractContextManager[str]]:
    """``with fresh_server() as address``: a process that nobody has asked anything yet."""
    return lambda: serving(DASHBOARD, stores)


@pytest.fixture
def watch() -> Iterator[Watch]:
    """After the test, nothing may have been asked of another machine, and the console be clean."""
    watching = Watch()
    yield watching
    assert watching.strangers == []
    assert watching.errors == []


@pytest.fixture(scope="session")
def reader(browser: Browser, server: str) -> Iterator[BrowserContext]:
    """A reader whose browser keeps the parts that all pages share, for most tests."""
    with _context(browser, server) as context:
        yield context


@pytest.fixture
def page(reader: BrowserContext, watch: Watch) -> Iterator[Page]:
    """A new tab of the reader's, and so a new session of the dashboard."""
    tab = new_tab(reader)
    watch.over(tab)
    yield tab
    tab.close()
    _forget(reader)


@pytest.fixture(scope="session")
def other(browser: Browser, server: str) -> Iterator[BrowserContext]:
    with _context(browser, server) as context:
        yield context


@pytest.fixture
def another_reader(other: BrowserContext, watch: Watch) -> Iterator[Page]:
    """A tab in a browser that has kept nothing of any reader and may do nothing special."""
    tab = new_tab(other)
    watch.over(tab)
    yield tab
    for opened in other.pages[1:]:
        opened.close()
    other.clear_permissions()
    _forget(other)


def _forget(context: BrowserContext) -> None:
    """The browser keeps a briefing, and that a phone has no room for the filters."""
    context.pages[0].evaluate("localStorage.clear()")


def _context(browser: Browser, server: str) -> BrowserContext:
    context = browser.new_context(viewport=DESKTOP)
    context.set_default_timeout(PATIENCE_MS)
    context.new_page().goto(f"{server}/_stcore/health")
    return context
