"""The parts of the server that app.py puts before Streamlit."""

from collections.abc import Mapping
from pathlib import Path

from starlette.middleware import Middleware
from starlette.routing import Route
from streamlit import config, file_util
from streamlit.url_util import make_url_path

from probation.http.compression import Compressed
from probation.http.health import health, ping
from probation.http.page import Completed, completed, file_route
from probation.http.preload import needed
from probation.http.security import Headed, script_hashes


def routes(files: Mapping[str, bytes]) -> list[Route]:
    """/ping, /health and ``files``, below ``server.baseUrlPath`` as all that the server answers."""
    base = config.get_option("server.baseUrlPath")
    return [
        Route(make_url_path(base, "ping"), ping),
        Route(make_url_path(base, "health"), health),
        file_route(base, files),
    ]


def middleware(files: Mapping[str, bytes]) -> list[Middleware]:
    """What stands before Streamlit. ``files``: the styles and scripts that its page takes in."""
    static = Path(file_util.get_static_dir())
    html = (static / "index.html").read_text("utf-8")
    return [
        Middleware(Headed, scripts=script_hashes(html)),
        Middleware(Completed, page=completed(html, files, needed(static, html))),
        Middleware(Compressed),
    ]
