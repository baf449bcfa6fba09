"""One reader's visit in Chromium: how long, and how many bytes, until the first figure is drawn."""

import base64
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

#: A chart's marks, in Plotly's SVG.
FIGURE = ".js-plotly-plot .trace"
TIMEOUT_MS = 60_000
#: What is under way when the figure appears counts too.
AFTERWARDS_MS = 700
#: A first screen on a laptop.
VIEWPORT: ViewportSize = {"width": 1366, "height": 630}
#: An office's line: 10 Mbit/s either way, 40 ms there and back.
OFFICE = {"offline": False, "latency": 40, "downloadThroughput": 1.25e6, "uploadThroughput": 1.25e6}
#: What Chromium asks for: over https and on its own machine; over plain http elsewhere.
BROTLI, GZIP = "gzip, deflate, br, zstd", "gzip, deflate"


@dataclass(frozen=True)
class Visit:
    """seconds from the navigation to the first mark drawn; bytes received, websocket included."""

    seconds: float
    bytes: float


@contextmanager
def chromium() -> Iterator[Browser | None]:
    """The system's Chromium; None where there is none."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        yield None
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu"]
        )
        try:
            yield browser
        finally:
            browser.close()


class Tab:
    """A tab of a browser that has never been anywhere, and the bytes that came over its line."""

    def __init__(self, page: Page, office: bool) -> None:
        self.page = page
        self._bytes = 0.0
        network = page.context.new_cdp_session(page)
        network.send("Network.enable")
        if office:
            network.send("Network.emulateNetworkConditions", OFFICE)
        network.on("Network.loadingFinished", self._finished)
        network.on("Network.webSocketFrameReceived", self._frame)

    def visit(self, url: str) -> Visit:
        """Goes to ``url`` and waits for its first figure."""
        self._bytes = 0.0
        start = time.perf_counter()
        self.page.goto(url, wait_until="commit")
        self.page.locator(FIGURE).first.wait_for()
        seconds = time.perf_counter() - start
        self.page.wait_for_timeout(AFTERWARDS_MS)
        return Visit(seconds, self._bytes)

    def _finished(self, event: dict[str, Any]) -> None:
        self._bytes += event["encodedDataLength"]

    def _frame(self, event: dict[str, Any]) -> None:
        response = event["response"]
        text = response["payloadData"]
        # binary frames are handed over as base64
        self._bytes += len(text) if response["opcode"] == 1 else len(base64.b64decode(text))


@contextmanager
def tab(browser: Browser, codings: str = BROTLI, office: bool = False) -> Iterator[Tab]:
    """A new tab, on a line without limit or an office's, that asks for these codings."""
    context = browser.new_context(
        viewport=VIEWPORT, extra_http_headers={"Accept-Encoding": codings}
    )
    context.set_default_timeout(TIMEOUT_MS)
    try:
        yield Tab(context.new_page(), office)
    finally:
        context.close()
