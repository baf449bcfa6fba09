"""What Streamlit would answer to anybody and no reader needs, closed: addresses and orders.

Both lists say what is let through, so that a later version of Streamlit opens nothing unasked.
"""

from google.protobuf.message import DecodeError
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.url_util import make_url_path

#: Below /_stcore: what browsers ask for. The rest counts memory and sessions, or drives the app.
_OPEN = ("health", "host-config", "stream", "upload_file", "bidi-components")
#: What a page's browser sends. The rest empties what all readers share (clear_cache), tells of the
#: source code (load_git_info), or writes files beside it (install_skills).
_TAKEN = ("rerun_script", "stop_script", "app_heartbeat", "file_urls_request")
_OPERATIONS = ("deferred_file", "dataframe_chunk")


class Closed:
    """Middleware that answers 404 for other addresses, and drops other orders unheard."""

    def __init__(self, app: ASGIApp, base: str) -> None:
        self._app = app
        self._core = make_url_path(base, "_stcore")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets Streamlit hear what is on the lists."""
        if scope["type"] == "http" and self._closed(scope["path"]):
            await PlainTextResponse("Not found", 404)(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._app(scope, lambda: _next_taken(receive), send)
        else:
            await self._app(scope, receive, send)

    def _closed(self, path: str) -> bool:
        inner = path.removeprefix(self._core)
        return inner != path and inner.strip("/").partition("/")[0] not in _OPEN


async def _next_taken(receive: Receive) -> Message:
    """The next message of a browser that is on the lists."""
    while True:
        message = await receive()
        sent = message.get("bytes")
        if sent is None or taken(sent):  # text it refuses itself
            return message


def taken(sent: bytes) -> bool:
    """Whether Streamlit may hear a message; what is no order at all it refuses itself."""
    order = BackMsg()
    try:
        order.ParseFromString(sent)
    except DecodeError:
        return True
    kind = order.WhichOneof("type")
    if kind == "backend_operation_request":
        return order.backend_operation_request.WhichOneof("payload") in _OPERATIONS
    return kind in _TAKEN
