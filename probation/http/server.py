"""The parts of the server that app.py puts before Streamlit."""

from pathlib import Path

from starlette.middleware import Middleware
from starlette.routing import Route
from streamlit import config, file_util
from streamlit.url_util import make_url_path

from probation.http.compression import Compressed
from probation.http.health import health, ping
from probation.http.preload import chunk_links
from probation.http.security import Headed, script_hashes


def routes() -> list[Route]:
    """/ping and /health, below ``server.baseUrlPath`` as all that the server answers."""
    base = config.get_option("server.baseUrlPath")
    return [
        Route(make_url_path(base, "ping"), ping),
        Route(make_url_path(base, "health"), health),
    ]


def middleware(*inline: str) -> list[Middleware]:
    """What stands before Streamlit. ``inline``: the HTML whose scripts the pages hold."""
    static = Path(file_util.get_static_dir())
    scripts = script_hashes((static / "index.html").read_text("utf-8"), *inline)
    return [
        Middleware(Headed, scripts=scripts, links=chunk_links(static)),
        Middleware(Compressed),
    ]
