"""Streamlit's static files: the same bytes in fewer, and all else as Streamlit has it."""

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import brotli
import pytest
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from probation.http import compression
from probation.http.compression import Compressed, accepted_coding
from tests.http.asking import UNPACK, ask, path_of, run, static

SCRIPT = static("js/index.????????.js")


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),  # Chromium: https, and any server on its own machine
        ("gzip, deflate", "gzip"),  # Chromium on plain http
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("br; q=0.0, gzip;q=0", None),
        ("deflate", None),
        ("", None),
    ],
)
def test_a_script_leaves_in_the_smallest_coding_that_is_accepted(
    server: str, accepted: str, coding: str | None
) -> None:
    answer = ask(server + path_of(SCRIPT), accept_encoding=accepted)
    assert answer.status == 200
    assert answer.headers.get("content-encoding") == coding
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["content-type"] == "application/javascript"
    assert answer.headers["cache-control"] == "public, immutable, max-age=31536000"
    assert int(answer.headers["content-length"]) == len(answer.body)
    assert UNPACK[coding](answer.body) == SCRIPT.read_bytes()
    if coding:
        assert len(answer.body) < SCRIPT.stat().st_size / 3


def test_codings_may_be_named_in_several_headers() -> None:
    lines = [(b"accept-encoding", b"gzip"), (b"accept-encoding", b"br")]
    assert accepted_coding(Headers(raw=lines)) == "br"


def test_the_style_sheet_is_compressed_and_what_is_so_already_is_not(server: str) -> None:
    style, font = static("css/index.*.css"), static("media/SourceSansVF-Upright.*")
    assert ask(server + path_of(style), accept_encoding="br").headers["content-encoding"] == "br"
    answer = ask(server + path_of(font), accept_encoding="br")
    assert "content-encoding" not in answer.headers
    assert answer.body == font.read_bytes()


@pytest.mark.parametrize("accepted", ["br", "gzip", "identity"])
def test_head_says_what_get_would(server: str, accepted: str) -> None:
    address = server + path_of(SCRIPT)
    head = ask(address, "HEAD", accept_encoding=accepted)
    assert head.body == b""
    whole = ask(address, accept_encoding=accepted).headers
    told = ("content-encoding", "content-type", "etag", "vary", "cache-control")
    assert {name: head.headers.get(name) for name in told} == {n: whole.get(n) for n in told}


@pytest.mark.parametrize("accepted", ["br", "gzip", "identity"])
def test_what_the_browser_has_is_not_sent_again(server: str, accepted: str) -> None:
    address = server + path_of(SCRIPT)
    etag = ask(address, accept_encoding=accepted).headers["etag"]
    again = ask(address, accept_encoding=accepted, if_none_match=etag)
    assert (again.status, again.body) == (304, b"")
    assert (again.headers["etag"], again.headers["vary"]) == (etag, "Accept-Encoding")
    other = ask(address, accept_encoding=accepted, if_none_match='"another"')
    assert other.status == 200


def test_a_part_is_of_the_file_as_it_is(server: str) -> None:
    """And never put together with a part of a compressed copy: that one offers no parts."""
    address = server + path_of(SCRIPT)
    part = ask(address, accept_encoding="br, gzip", range="bytes=100-199")
    assert part.status == 206
    assert "content-encoding" not in part.headers
    assert part.body == SCRIPT.read_bytes()[100:200]
    whole = ask(address, accept_encoding="br")
    assert not {"accept-ranges", "last-modified"} & whole.headers.keys()
    assert whole.headers["etag"].startswith("W/")
    resumed = ask(address, accept_encoding="br", range="bytes=100-", if_range=whole.headers["etag"])
    assert (resumed.status, resumed.body) == (200, SCRIPT.read_bytes())


@pytest.mark.parametrize(
    "path",
    [
        "/static/js/unknown.js",
        "/availability/static/js/index.js",
    ],
)
def test_an_address_without_a_file_is_the_page_as_streamlit_sends_it(
    server: str, path: str
) -> None:
    answer = ask(server + path, accept_encoding="identity")
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["cache-control"] == "no-cache"
    assert b'<div id="root">' in answer.body
    again = ask(server + path, accept_encoding="br")
    assert (again.headers["content-type"], again.body) == (
        answer.headers["content-type"],
        answer.body,
    )


@pytest.mark.parametrize(
    "path",
    [
        "/static/../../../config.js",
        "/static/%2e%2e/%2e%2e/%2e%2e/config.js",
        "/static/js/..%2f..%2f..%2fconfig.js",
        "/static/js/..%5c..%5cconfig.js",
        "//static/js/index.js",
    ],
)
def test_no_path_leads_out_of_the_folder(server: str, path: str) -> None:
    assert ask(server + path, accept_encoding="br").status == 400


def test_a_static_file_takes_no_post(server: str) -> None:
    assert ask(server + path_of(SCRIPT), "POST", accept_encoding="br").status == 405


def test_below_a_base_path_it_is_the_same(below: str) -> None:
    answer = ask(below + path_of(SCRIPT), accept_encoding="br")
    assert answer.headers["content-encoding"] == "br"
    assert brotli.decompress(answer.body) == SCRIPT.read_bytes()


def test_readers_who_come_at_once_get_the_same_bytes(server: str) -> None:
    address = server + path_of(static("js/PlotlyChart.*.js"))
    with ThreadPoolExecutor(12) as readers:
        answers = list(readers.map(lambda _: ask(address, accept_encoding="gzip"), range(12)))
    assert {answer.status for answer in answers} == {200}
    assert len({answer.body for answer in answers}) == 1


class Counting:
    """A server with one script, which counts how often it reads it."""

    def __init__(self) -> None:
        self.read = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] == "GET":
            self.read += 1
        await asyncio.sleep(0)
        response = Response(b"say('hello');" * 100, media_type="text/javascript")
        response.headers["etag"] = '"1"'
        await response(scope, receive, send)


async def _get(app: ASGIApp, path: str = "/static/js/a.js", accepts: bytes = b"br") -> list[bytes]:
    sent: list[bytes] = []

    async def send(message: dict) -> None:
        sent.append(message.get("body", b""))

    async def receive() -> dict:
        return {"type": "http.request"}

    headers = [(b"accept-encoding", accepts)]
    scope = {"type": "http", "method": "GET", "path": path, "headers": headers}
    await app(scope, receive, send)
    return sent


def test_a_copy_is_made_once_for_all_who_ask() -> None:
    plain = Counting()

    async def visits() -> None:
        app = Compressed(plain)
        await asyncio.gather(*(_get(app) for _ in range(10)))
        await _get(app)
        assert plain.read == 1
        await _get(app, accepts=b"gzip")
        assert plain.read == 2

    run(visits())


def test_a_better_copy_takes_the_place_of_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compression, "REST_SECONDS", 0.0)
    monkeypatch.setitem(compression.CODINGS, "br", lambda plain: b"the first copy")

    async def visits() -> None:
        app = Compressed(Counting())
        assert b"the first copy" in await _get(app)
        for _ in range(500):
            if b"the first copy" not in await _get(app):
                break
            await asyncio.sleep(0.01)
        assert brotli.decompress(b"".join(await _get(app))) == b"say('hello');" * 100

    run(visits())


def test_a_copy_that_could_not_be_made_is_made_the_next_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = compression.CODINGS["br"]

    def fails(plain: bytes) -> bytes:
        raise MemoryError

    async def visits() -> None:
        app = Compressed(Counting())
        monkeypatch.setitem(compression.CODINGS, "br", fails)
        with pytest.raises(MemoryError):
            await _get(app)
        monkeypatch.setitem(compression.CODINGS, "br", made)
        assert b"".join(await _get(app))

    run(visits())


def test_odd_names_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compression, "MOST_COPIES", 5)

    async def visits() -> None:
        app = Compressed(Counting())
        for number in range(50):
            await _get(app, f"/static/js/{number}.js", b"gzip")
        assert len(app._copies) <= 5

    run(visits())


def test_what_is_no_static_file_is_left_alone() -> None:
    async def visits() -> None:
        app = Compressed(PlainTextResponse("plain"))
        assert b"plain" in await _get(app, "/media/a.js")
        assert b"plain" in await _get(app, "/static/js/a.woff2")

    run(visits())


@pytest.mark.parametrize(
    ("coding", "pattern"), [("br", "js/embed.*.js"), ("gzip", "js/GraphVizChart.*.js")]
)
def test_a_reader_who_goes_away_leaves_no_part_of_a_file_to_others(
    server: str, coding: str, pattern: str
) -> None:
    script, parts = static(pattern), urlsplit(server)
    asked = f"GET {path_of(script)} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: {coding}\r\n\r\n"
    with socket.create_connection((parts.hostname, parts.port)) as leaving:
        leaving.sendall(asked.encode())
    for _ in range(2):
        answer = ask(server + path_of(script), accept_encoding=coding)
        assert UNPACK[coding](answer.body) == script.read_bytes()


def test_a_part_of_a_file_is_never_kept() -> None:
    """Streamlit that says one length and sends another."""

    async def cut_off(scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"etag", b'"1"'), (b"content-length", b"10"), (b"content-type", b"text/css")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"half"})

    middleware = Compressed(cut_off)
    with pytest.raises(OSError, match="not read to its end"):
        run(_asked(middleware))
    assert not middleware._copies


async def _asked(middleware: Compressed) -> None:
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/static/a.css",
        "headers": [(b"accept-encoding", b"gzip")],
    }

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        pass

    await middleware(scope, receive, send)
