"""A load client: sessions on one's own Streamlit server, without browsers.

Each session opens the socket a browser would, asks for a run of one page with one query string
after another, and times each run from the request to the server's ``script_finished``. That is the
script, its queries, serialising and sending; nothing is drawn. The client is one thread and takes
its share of the machine. The messages are Streamlit's own and not a public interface: they are
those of the pinned version.
"""

import asyncio
import ipaddress
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import websockets
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

TIMEOUT_SECONDS = 60.0


@dataclass
class Load:
    """What a load test saw.

    first: seconds of each session's first run, which pays for the session. later: of all others.
    messages: how many each of these sent. errors: how often what went wrong; a run with an error
    has no time.
    """

    first: list[float] = field(default_factory=list)
    later: list[float] = field(default_factory=list)
    messages: list[int] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Target:
    """A page to ask for: url of the server, page ('' for the default one), and the type of element
    that a run of it must show, so that an empty page is not taken for a quick one."""

    url: str
    page: str
    element: str


class _FailedRunError(Exception):
    pass


def p95(seconds: list[float]) -> float:
    """The 95th percentile; NaN of fewer than two runs."""
    return statistics.quantiles(seconds, n=20)[-1] if len(seconds) > 1 else float("nan")


def load(target: Target, queries: Iterator[str], sessions: int, repeats: int) -> Load:
    """``sessions`` at once, each running the page ``repeats`` times, one run after the other.

    Every run takes the next of ``queries``. Raises ValueError where the server is not on this
    machine's loopback address.
    """
    host = urlsplit(target.url).hostname or ""
    if not ipaddress.ip_address(host).is_loopback:
        raise ValueError(f"{host} is not a loopback address; this tests one's own server.")
    return asyncio.run(_all_sessions(target, queries, sessions, repeats))


async def _all_sessions(
    target: Target, queries: Iterator[str], sessions: int, repeats: int
) -> Load:
    seen = Load()
    await asyncio.gather(*(_session(target, queries, repeats, seen) for _ in range(sessions)))
    return seen


async def _session(target: Target, queries: Iterator[str], repeats: int, seen: Load) -> None:
    address = target.url.replace("http", "ws", 1) + "/_stcore/stream"
    protocol = [websockets.Subprotocol("streamlit")]
    try:
        async with websockets.connect(
            address, subprotocols=protocol, max_size=None, ping_interval=None, compression=None
        ) as socket:
            page_hash = ""
            for number in range(repeats):
                try:
                    seconds, sent, page_hash = await _run(socket, target, next(queries), page_hash)
                    (seen.later if number else seen.first).append(seconds)
                    seen.messages += [sent] if number else []
                except _FailedRunError as failed:
                    seen.errors[str(failed)] += 1
    except (OSError, TimeoutError, websockets.WebSocketException) as error:
        seen.errors[type(error).__name__] += 1  # this session is over, the others go on


async def _run(
    socket: websockets.ClientConnection, target: Target, query: str, page_hash: str
) -> tuple[float, int, str]:
    """One run: its seconds, its messages, and the hash the server knows the page by."""
    sent = 0
    wrong: set[str] = set()
    shown: set[str] = set()
    start = time.perf_counter()
    async with asyncio.timeout(TIMEOUT_SECONDS):
        await socket.send(_request(target.page, query, page_hash))
        while True:
            message = ForwardMsg.FromString(await socket.recv())
            sent += 1
            match message.WhichOneof("type"):
                case "navigation":
                    page_hash = message.navigation.page_script_hash
                case "new_session":
                    page_hash = page_hash or message.new_session.page_script_hash
                case "page_not_found":
                    wrong.add("page not found")
                case "delta":
                    element = message.delta.new_element
                    kind = element.WhichOneof("type") or ""
                    shown.add(kind)
                    if kind == "exception" or element.alert.format == Alert.ERROR:
                        wrong.add(kind)
                case "script_finished":
                    if message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                        continue  # the run it was started again for follows
                    break
    seconds = time.perf_counter() - start
    if message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
        wrong.add("did not finish")
    if target.element not in shown:
        wrong.add(f"no {target.element}")
    if wrong:
        raise _FailedRunError(", ".join(sorted(wrong)))
    return seconds, sent, page_hash


def _request(page: str, query: str, page_hash: str) -> bytes:
    """Asks for a run as a browser does: the opening of a page, or, once its hash is known, a
    back or forward step on it, without which a session may overlook a changed query string."""
    message = BackMsg()
    asked = message.rerun_script
    asked.query_string = query
    asked.context_info.timezone = "UTC"
    asked.context_info.locale = "en-GB"
    if page_hash:
        asked.page_script_hash = page_hash
        asked.is_history_navigation = True
    else:
        asked.page_name = page
    return message.SerializeToString()
