"""Readers with cases of their own, on one's own Streamlit server, without browsers.

Each opens the socket a browser would, drops files on the data page, has them checked and looks at
them in its session. The messages are Streamlit's own and not a public interface: they are those of
the pinned version.
"""

import asyncio
import urllib.request
import uuid
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Self

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

#: A check waits for its turn and takes some seconds.
TIMEOUT_SECONDS = 120.0
_COOKIE = "_streamlit_xsrf"


class Reader:
    """One session. words: all that its page has said since the last run began."""

    def __init__(self, url: str, socket: websockets.ClientConnection) -> None:
        self._url = url
        self._socket = socket
        self._page = ""
        self.session = ""
        self._files = WidgetState()
        self._widgets: dict[str, str] = {}
        self.words = ""

    async def open(self, page: str, query: str = "") -> None:
        """Opens a page with the query of its address."""
        order = BackMsg()
        order.rerun_script.page_name, order.rerun_script.query_string = page, query
        await self._run(order)

    async def drop(self, files: Mapping[str, bytes]) -> None:
        """Drops files on the page's first uploader."""
        self._files = WidgetState(id=self._widgets["file_uploader"])
        for name, content in files.items():
            known = self._files.file_uploader_state_value.uploaded_file_info.add()
            known.file_id, known.name, known.size = str(uuid.uuid4()), name, len(content)
            address = f"{self._url}/_stcore/upload_file/{self.session}/{known.file_id}"
            known.file_urls.file_id = known.file_id
            known.file_urls.upload_url = known.file_urls.delete_url = address
            await asyncio.to_thread(_put, self._url, address, name, content)
        await self._run(self._again())

    async def press(self, label: str) -> None:
        """Presses the button of that label."""
        order = self._again()
        order.rerun_script.widget_states.widgets.add(id=self._widgets[label], trigger_value=True)
        await self._run(order)

    async def send(self, order: BackMsg) -> None:
        """Sends any message."""
        await self._socket.send(order.SerializeToString())

    def offers(self, label: str) -> bool:
        """Whether a button of that label stands on the page."""
        return label in self._widgets

    def vanish(self) -> None:
        """Is gone without a word, as a browser that is killed."""
        self._socket.transport.abort()

    def _again(self) -> BackMsg:
        order = BackMsg()
        order.rerun_script.page_script_hash = self._page
        if self._files.id:
            order.rerun_script.widget_states.widgets.append(self._files)
        return order

    async def _run(self, order: BackMsg) -> None:
        self.words = ""
        self._widgets = {}
        async with asyncio.timeout(TIMEOUT_SECONDS):
            await self.send(order)
            while True:
                message = ForwardMsg.FromString(await self._socket.recv())
                kind = message.WhichOneof("type")
                if kind == "new_session":
                    self.session = message.new_session.initialize.session_id
                    self._page = message.new_session.page_script_hash
                elif kind == "navigation":
                    self._page = message.navigation.page_script_hash
                elif kind == "delta":
                    self._see(message.delta.new_element)
                elif (
                    kind == "script_finished"
                    and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
                ):
                    return

    def _see(self, element: object) -> None:
        kind = element.WhichOneof("type")
        if kind == "button":
            self._widgets[element.button.label] = element.button.id
        elif kind == "file_uploader":
            self._widgets.setdefault("file_uploader", element.file_uploader.id)
        elif kind in ("markdown", "alert"):
            self.words += f"{getattr(element, kind).body}\n"

    @classmethod
    @asynccontextmanager
    async def at(cls, url: str) -> AsyncIterator[Self]:
        """A reader of the server at ``url``, gone at the end of the block."""
        address = url.replace("http", "ws", 1) + "/_stcore/stream"
        protocol = [websockets.Subprotocol("streamlit")]
        async with websockets.connect(
            address, subprotocols=protocol, max_size=None, ping_interval=None, compression=None
        ) as socket:
            yield cls(url, socket)


def _put(url: str, address: str, name: str, content: bytes) -> None:
    """Uploads a file as a browser does, with the cookie that Streamlit asks for."""
    with urllib.request.urlopen(f"{url}/_stcore/health", timeout=30) as answer:
        cookie = answer.headers["Set-Cookie"].partition(f"{_COOKIE}=")[2].partition(";")[0]
    mark = uuid.uuid4().hex
    head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = head.encode() + content + f"\r\n--{mark}--\r\n".encode()
    headers = {
        "Content-Type": f"multipart/form-data; boundary={mark}",
        "Cookie": f"{_COOKIE}={cookie}",
        "X-Xsrftoken": cookie,
    }
    asked = urllib.request.Request(address, body, headers, method="PUT")
    urllib.request.urlopen(asked, timeout=60).close()
