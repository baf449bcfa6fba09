"""The way to a page for who writes its name in other letters, or one that there is none of."""

from collections.abc import Collection, Mapping
from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

#: So much of the name of no page is handed on: see address.accepted, which says that there is none.
_LONGEST = 100


class Led:
    """Middleware that sends a browser on to a page where the address is nearly, or not, one's.

    Streamlit would show its first page with a window about files. pages: the names of pages with
    their titles, and others: names that are answered too, below ``base``, the server's own path.
    """

    def __init__(
        self, app: ASGIApp, pages: Mapping[str, str], others: Collection[str], base: str
    ) -> None:
        self._app = app
        self._pages = frozenset([*pages, *others])
        self._titles = {title.lower(): name for name, title in pages.items()}
        self._base = f"/{base.strip('/')}/" if base.strip("/") else "/"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets Streamlit answer where there is such a page, or nobody asks for one."""
        elsewhere = self._elsewhere(scope) if _asks_for_a_page(scope) else None
        answer = self._app if elsewhere is None else RedirectResponse(elsewhere)
        await answer(scope, receive, send)

    def _elsewhere(self, scope: Scope) -> str | None:
        """Where the browser is to go, as seen from where it is: a proxy may have cut a path off."""
        path = str(scope["path"])
        name = path.removeprefix(self._base).removesuffix("/")
        ours = path.startswith(self._base) and name and not set(name) & {"/", "."}
        if not ours or name in self._pages or name.startswith("_"):
            return None
        up = "../" if path.endswith("/") else "./"
        asked = scope["query_string"].decode("latin-1")
        plain = name.strip().lower()
        page = plain if plain in self._pages else self._titles.get(plain)
        if page:
            return f"{up}{page}{'?' if asked else ''}{asked}"
        return f"{up}?page={quote(name[:_LONGEST])}{'&' if asked else ''}{asked}"


def _asks_for_a_page(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
        return False
    return "text/html" in Headers(scope=scope).get("accept", "")
