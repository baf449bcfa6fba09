"""Asking a server by hand: no redirect followed, nothing decompressed."""

import asyncio
import gzip
import http.client
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import brotli
import streamlit

UNPACK: dict[str | None, Callable[[bytes], bytes]] = {
    "br": brotli.decompress,
    "gzip": gzip.decompress,
    None: bytes,
}
T = TypeVar("T")
STATIC = Path(streamlit.__file__).parent / "static" / "static"


@dataclass(frozen=True)
class Answer:
    """status, headers by their small names, and the body as it came."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(address: str, method: str = "GET", **headers: str) -> Answer:
    """``ask(url, accept_encoding="br")``; http.client itself asks for no coding but identity."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=30)
    try:
        target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
        connection.putrequest(method, target, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        response = connection.getresponse()
        found = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, found, response.read())
    finally:
        connection.close()


def run(work: Coroutine[Any, Any, T]) -> T:
    """What a coroutine comes to. In a thread of its own, since where tests of a browser ran before,
    Playwright's loop still runs in this one, and asyncio.run refuses.
    """
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def static(pattern: str) -> Path:
    """The one static file of Streamlit with such a name: ``static("js/PlotlyChart.*.js")``."""
    (found,) = STATIC.glob(pattern)
    return found


def path_of(file: Path) -> str:
    """Below which path the server has a static file."""
    return f"/static/{file.relative_to(STATIC).as_posix()}"
