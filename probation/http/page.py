"""Streamlit's page with the dashboard's own style and script: files, which a browser keeps.

Handed over by each session instead, they would come anew with every visit.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.url_util import make_url_path

from probation.http.compression import CODINGS, CONDITIONS, accepted_coding, without

#: Where the files stand below the base path; all that is below a "static" leaves compressed.
_FOLDER = "dashboard/static"
_FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
_TYPES = {"css": "text/css", "js": "text/javascript"}
_TAGS = {
    "css": '<link rel="stylesheet" href="./{}">',
    "js": '<script defer src="./{}"></script>',
}
_EARLY = '<script type="module" crossorigin src="./static/js/{}"></script>'
_FIRST_SCRIPT = re.compile(r'<script type="module"|</head>')
#: Asked of this page, not of Streamlit's, in whose place it stands.
_OURS = (*CONDITIONS, "accept-encoding")


def versioned(files: Mapping[str, str]) -> dict[str, bytes]:
    """``files`` by names that change with what they hold: "page.js" is "page.1f0e3dad9990.js"."""
    return {_versioned(name, text): text.encode("utf-8") for name, text in files.items()}


def _versioned(name: str, text: str) -> str:
    stem, kind = name.split(".")
    return f"{stem}.{_digest(text.encode('utf-8'))}.{kind}"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


def file_route(base: str, files: Mapping[str, bytes]) -> Route:
    """Answers with each of ``files``, which have names of ``versioned``."""

    def answer(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in files:
            return PlainTextResponse("No such file. Load the page again.", 404)
        told = {"ETag": f'"{name}"', **_FOR_EVER}
        return Response(files[name], media_type=_TYPES[name.rpartition(".")[2]], headers=told)

    return Route(make_url_path(base, f"{_FOLDER}/{{name}}"), answer)


def completed(html: str, names: Iterable[str], chunks: Iterable[str]) -> bytes:
    """Streamlit's page with the files called ``names``.

    A style that comes later counts more; a script that comes earlier runs before Streamlit's, the
    page read to its end all the same. chunks: Streamlit's scripts that the browser loads at once.
    """
    ours = {kind: [name for name in names if name.endswith(f".{kind}")] for kind in _TAGS}
    scripts, styles = (
        "".join(_TAGS[kind].format(f"{_FOLDER}/{name}") for name in ours[kind])
        for kind in ("js", "css")
    )
    html = _FIRST_SCRIPT.sub(lambda found: scripts + found[0], html, count=1)
    before, end, after = html.rpartition("</body>")
    early = "".join(map(_EARLY.format, chunks))
    return f"{before}{early}{styles}{end}{after}".encode()


class Completed:
    """Middleware that sends ``page`` wherever Streamlit sends its own."""

    def __init__(self, app: ASGIApp, page: bytes) -> None:
        self._app = app
        self._bodies = {coding: make(page) for coding, make in CODINGS.items()} | {None: page}
        self._etag = f'W/"{_digest(page)}"'

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets Streamlit answer, and answers in its place where that is its page."""
        if scope["type"] != "http" or not _may_be_page(scope["path"]):
            await self._app(scope, receive, send)
            return
        page: Response | None = None

        async def sent(message: Message) -> None:
            nonlocal page
            if message["type"] == "http.response.start" and _is_page(message):
                page = self._page(Headers(scope=scope))
            if page is None:
                await send(message)

        await self._app({**scope, "headers": without(scope, _OURS)}, receive, sent)
        if page is not None:
            await page(scope, receive, send)

    def _page(self, asked: Headers) -> Response:
        told = {"Cache-Control": "no-cache", "ETag": self._etag, "Vary": "Accept-Encoding"}
        if self._etag in asked.get("if-none-match", ""):
            return Response(status_code=304, headers=told)
        coding = accepted_coding(asked)
        more = {"Content-Encoding": coding} if coding else {}
        return Response(self._bodies[coding], media_type="text/html", headers=told | more)


def _may_be_page(path: str) -> bool:
    """Whether an address may be a page's: those of files end in a dot and a kind."""
    name = path.rpartition("/")[2]
    return "." not in name or name == "index.html"


def _is_page(start: Message) -> bool:
    found = Headers(raw=start["headers"])
    return start["status"] == 200 and found.get("content-type", "").startswith("text/html")
