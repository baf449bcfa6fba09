"""Streamlit's own scripts and styles leave compressed: each file once, then from memory.

Streamlit sends them as they are, 8.7 MB to the first figure. It still answers each request itself:
which file an address means, its headers, whether it has changed. Only the body is another.
"""

import asyncio
import gzip
import threading
import time
from collections.abc import Callable, Collection, Mapping
from queue import SimpleQueue
from typing import Any

import brotli
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: What is text among the static files. Fonts and pictures are compressed already.
TEXT = (".js", ".css", ".svg")
#: More than Streamlit has files, so that nobody fills the memory by asking for odd names of them.
MOST_COPIES = 1000

#: How long after the first copy the best ones are begun, so that the first reader has the machine.
#: They take one core for some twelve seconds, once.
REST_SECONDS = 10.0

#: By their names in a request, the smaller first: how the first reader's copy is made. The largest
#: file takes 0.15 s in either; Brotli's best takes 8 s for 14% less, and is made afterwards.
CODINGS: Mapping[str, Callable[[bytes], bytes]] = {
    "br": lambda plain: brotli.compress(plain, quality=6),
    "gzip": lambda plain: gzip.compress(plain, 9, mtime=0),
}

#: What makes an answer another than the whole file.
CONDITIONS = ("if-none-match", "if-modified-since", "range")
#: The name of a file, its version and a coding.
Key = tuple[str, str, str]


class Compressed:
    """Middleware that sends Streamlit's static text files in the smallest coding accepted."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._heads: dict[str, Message] = {}
        self._copies: dict[Key, bytes] = {}
        self._making: dict[Key, asyncio.Task[bytes]] = {}
        self._to_improve: SimpleQueue[tuple[Key, bytes]] = SimpleQueue()
        threading.Thread(target=self._improve, daemon=True).start()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers where Streamlit would send such a file whole, and leaves all else to it."""
        if not _is_static_text(scope):
            await self._app(scope, receive, send)
            return
        coding = accepted_coding(Headers(scope=scope))
        head = await self._head(scope)
        found = MutableHeaders(raw=head["headers"])
        if coding is None or not _is_file(head["status"], found):
            await self._app(scope, receive, _varying(send))
            return
        body = b""
        if head["status"] == 200:
            key = (scope["path"].rpartition("/")[2], found["etag"], coding)
            body = self._copies.get(key) or await self._made(key, scope)
            found["content-encoding"], found["content-length"] = coding, str(len(body))
            # a part of one form must never be put together with a part of another
            del found["accept-ranges"], found["last-modified"]
        found["etag"] = f"W/{found['etag']}"
        found["vary"] = "Accept-Encoding"
        await send(head)
        told = b"" if scope["method"] == "HEAD" else body
        await send({"type": "http.response.body", "body": told})

    async def _head(self, scope: Scope) -> Message:
        """How Streamlit's answer begins: from memory where a file is sent whole once more.

        Their names hold hashes of what is in them: a file that has changed has another name.
        """
        asked, path = Headers(scope=scope), scope["path"]
        whole = not any(condition in asked for condition in CONDITIONS)
        found = self._heads.get(path) if whole else None
        if found is None:
            found, _ = await self._plain(scope, "HEAD")
            if found["status"] == 200 and _is_file(200, Headers(raw=found["headers"])):
                _keep(self._heads, path, found)
        return {**found, "headers": list(found["headers"])}

    async def _made(self, key: Key, scope: Scope) -> bytes:
        """A new copy, made once for however many ask at the same time."""
        if key not in self._making:
            self._making[key] = asyncio.create_task(self._make(key, scope))
        # whoever asked first may go away; the others still wait
        return await asyncio.shield(self._making[key])

    async def _make(self, key: Key, scope: Scope) -> bytes:
        try:
            start, plain = await self._plain(scope, "GET")
            if len(plain) != int(MutableHeaders(raw=start["headers"])["content-length"]):
                raise OSError(f"{key[0]} was not read to its end")  # never keep a part of a file
            made = await asyncio.to_thread(CODINGS[key[2]], plain)
            _keep(self._copies, key, made)
            if key[2] == "br":
                self._to_improve.put((key, plain))
            return made
        finally:
            del self._making[key]

    def _improve(self) -> None:
        """Makes the best copy of each file in turn, for as long as the server runs."""
        key, plain = self._to_improve.get()
        time.sleep(REST_SECONDS)
        while True:
            self._copies[key] = brotli.compress(plain, quality=11)
            key, plain = self._to_improve.get()

    async def _plain(self, scope: Scope, method: str) -> tuple[Message, bytes]:
        """What Streamlit answers: the start of the message, and its body."""
        messages: list[Message] = []

        async def keep(message: Message) -> None:
            messages.append(message)

        # without extensions: the server might be told the name of a file in place of its bytes
        asked = {
            **scope,
            "method": method,
            "extensions": {},
            "headers": without(scope, ["accept-encoding"]),
        }
        # whoever asked may go away, and Streamlit would stop half way through the file
        await self._app(asked, _nobody_leaves, keep)
        return messages[0], b"".join(message.get("body", b"") for message in messages[1:])


def without(scope: Scope, names: Collection[str]) -> list[tuple[bytes, bytes]]:
    """The headers of a request but those called ``names``."""
    return [header for header in scope["headers"] if header[0].decode("latin-1") not in names]


def _keep(known: dict[Any, Any], name: Any, found: Any) -> None:
    if len(known) >= MOST_COPIES:
        known.clear()
    known[name] = found


async def _nobody_leaves() -> Message:
    """The request of a file has no body, and its reader never goes away: there is no news of it."""
    await asyncio.Event().wait()
    raise AssertionError("nothing sets the event")


def _is_static_text(scope: Scope) -> bool:
    """Whether a request may be for one of Streamlit's text files, under any base path."""
    if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
        return False
    return "/static/" in scope["path"] and scope["path"].endswith(TEXT)


def accepted_coding(asked: Headers) -> str | None:
    """The smallest coding that a request accepts; None for a part of a file, which stays plain."""
    if "range" in asked:
        return None
    accepted = set()
    for part in ",".join(asked.getlist("accept-encoding")).lower().split(","):
        name, _, weight = part.partition(";")
        if weight.replace(" ", "").rstrip("0.") != "q=":
            accepted.add(name.strip())
    return next((coding for coding in CODINGS if coding in accepted), None)


def _is_file(status: int, found: Headers) -> bool:
    """Whether Streamlit has the file; for one that it does not know it sends the page itself."""
    page = found.get("content-type", "").startswith("text/html")
    return status in (200, 304) and "etag" in found and not page


def _varying(send: Send) -> Send:
    """``send`` that tells a cache between us and the reader that there are other forms."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).setdefault("vary", "Accept-Encoding")
        await send(message)

    return sent
