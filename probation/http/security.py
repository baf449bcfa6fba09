"""The headers on every answer: what a browser may load, run and show of the dashboard."""

import base64
import hashlib
import logging
import re
from collections.abc import Mapping, Sequence

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from probation.errors import told
from probation.store.folders import frame_ancestors

#: A site that may show the dashboard in a frame.
_SITE = re.compile(
    r"'self'|https?://(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?", re.IGNORECASE | re.ASCII
)
_REFUSED = (
    "PROBATION_FRAME_ANCESTORS is left out: it must be 'none', or 'self' and addresses such as"
    " https://intranet.example.gov.uk with a space between them. No other site may show the"
    " dashboard in a frame."
)
_REFUSAL = "websocket.http.response.start"
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)

#: What a page of Streamlit needs beside the server's own files: components are modules made in the
#: browser (blob:), numbers of 64 bits are multiplied in WebAssembly, scripts set styles, and
#: pictures are drawn from data: and blob: addresses. Not every browser in use counts a websocket to
#: the same server as 'self'.
_PAGE = (
    "default-src 'self'; script-src 'self' blob: 'wasm-unsafe-eval' {scripts};"
    " style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:;"
    " connect-src 'self' ws: wss:; worker-src 'self' blob:; object-src 'none'; base-uri 'self';"
    " form-action 'self'; frame-ancestors {ancestors}"
)
#: Any other answer, opened by itself, loads and runs nothing.
_FILE = "default-src 'none'; frame-ancestors {ancestors}"
#: An address holds what the reader asked: no other site is told of it. No page uses a sensor.
_OTHERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def script_hashes(html: str) -> list[str]:
    """The sources by which a policy knows the scripts written inside a page."""
    return [_hash(script) for script in _INLINE.findall(html)]


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def ancestors(asked: str) -> str:
    """Who may show the dashboard in a frame: this site alone, unless ``asked`` says otherwise.

    What cannot be understood is left out whole, with a sentence in the server's log.
    """
    sites = asked.split()
    if sites == ["'none'"] or (sites and all(map(_SITE.fullmatch, sites))):
        return " ".join(sites)
    if sites:
        logging.getLogger(__name__).error(_REFUSED)
    return "'self'"


class Headed:
    """Middleware that sets the headers on every answer.

    scripts: the sources of the inline scripts that pages may run, and of no others.
    """

    def __init__(self, app: ASGIApp, scripts: Sequence[str]) -> None:
        self._app = app
        allowed = ancestors(frame_ancestors())
        self._page = _PAGE.format(scripts=" ".join(scripts), ancestors=allowed)
        self._file = _FILE.format(ancestors=allowed)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets Streamlit answer, and adds to how the answer begins."""
        begun = False

        async def headed(message: Message) -> None:
            nonlocal begun
            if message["type"] == "websocket.close" and not begun and _may_answer(scope):
                # refused: the server's own answer would have none of the headers
                await headed({"type": _REFUSAL, "status": 403, "headers": []})
                message = {"type": "websocket.http.response.body", "body": b""}
            elif message["type"] in ("http.response.start", _REFUSAL):
                message = self._with_headers(message)
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, headed)
        except Exception as error:
            if scope["type"] != "http" or begun:
                raise
            await PlainTextResponse(told(error), 500)(scope, receive, headed)

    def _with_headers(self, start: Message) -> Message:
        found = MutableHeaders(scope=start)
        page = found.get("content-type", "").startswith("text/html")
        # "not modified" does not say of what, and its headers replace those that a page came with
        policy = self._page if page or start["status"] == 304 else self._file
        found.update({"Content-Security-Policy": policy, **_OTHERS})
        return start


def _may_answer(scope: Scope) -> bool:
    """Whether the server lets a websocket be refused in so many words."""
    return "websocket.http.response" in scope.get("extensions", {})
