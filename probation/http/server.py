"""The parts of the server that app.py puts before Streamlit."""

from collections.abc import Mapping
from pathlib import Path

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Route
from streamlit import config, file_util
from streamlit.url_util import make_url_path

from probation.http.closed import Closed
from probation.http.compression import Compressed
from probation.http.health import health, ping
from probation.http.hosts import Named
from probation.http.messages import Reworded
from probation.http.page import Completed, completed, file_route
from probation.http.pages import Led
from probation.http.preload import needed
from probation.http.security import Headed, script_hashes


def routes(files: Mapping[str, bytes], first: str) -> list[Route]:
    """/ping, /health and ``files``, below ``server.baseUrlPath`` as all that the server answers.

    first: the name of the page that stands at the bare address. Under its name Streamlit has no
    page, so who writes that is sent on.
    """
    base = config.get_option("server.baseUrlPath")
    return [
        Route(make_url_path(base, "ping"), ping),
        Route(make_url_path(base, "health"), health),
        Route(make_url_path(base, first), _to_first),
        file_route(base, files),
    ]


def _to_first(request: Request) -> RedirectResponse:
    asked = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"./{asked}")  # relative: a proxy may have cut a path off


def middleware(
    files: Mapping[str, bytes], pages: Mapping[str, str], script: str
) -> list[Middleware]:
    """What stands before Streamlit.

    files: the styles and scripts that its page takes in. pages: the names of the pages, with
    their titles. script: the name of the file that Streamlit runs.
    """
    static = Path(file_util.get_static_dir())
    html = (static / "index.html").read_text("utf-8")
    return [
        Middleware(Headed, scripts=script_hashes(html)),
        Middleware(Named),
        Middleware(
            Led,
            pages=pages,
            others=("ping", "health"),
            base=config.get_option("server.baseUrlPath"),
        ),
        Middleware(Closed, base=config.get_option("server.baseUrlPath")),
        Middleware(Reworded, script=script),
        Middleware(Completed, page=completed(html, files, needed(static, html))),
        Middleware(Compressed),
    ]
