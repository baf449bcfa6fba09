"""What Streamlit would tell pages of a failed file, and of the server's folders, is put right."""

import asyncio
from urllib.parse import urlsplit

import pytest
import websockets
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.backend_operation_handler import DeferredFileHandler
from streamlit.runtime.media_file_manager import MediaFileManager

from probation.domain.address import PAGES
from probation.http.messages import NOT_MADE, Reworded
from tests.benchmarks.servers import PROJECT
from tests.http.asking import run


class Broken(MediaFileManager):
    """A manager whose files take too long."""

    def __init__(self) -> None:
        pass

    def execute_deferred(self, file_id: str) -> str:
        raise TimeoutError(file_id)


def heard(sent: ForwardMsg) -> ForwardMsg:
    """What a page hears of a message that Streamlit sends."""
    told: list[Message] = []

    async def streamlit(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "websocket.send", "bytes": sent.SerializeToString()})

    async def receive() -> Message:
        raise AssertionError

    async def send(message: Message) -> None:
        told.append(message)

    run(Reworded(streamlit, "shell.py")({"type": "websocket"}, receive, send))
    found = ForwardMsg()
    found.ParseFromString(told[0]["bytes"])
    return found


def test_where_streamlit_says_that_a_file_failed_the_page_says_what_to_do() -> None:
    """Streamlit's own handler makes the answer: were its words to change, this would fail."""
    asked = BackMsg().backend_operation_request
    asked.deferred_file.file_id = "some"
    answer = ForwardMsg()
    made = run(DeferredFileHandler(Broken).handle(asked, "session"))
    answer.backend_operation_response.CopyFrom(made)
    assert heard(answer).backend_operation_response.error_msg == NOT_MADE


def test_other_messages_are_as_they_were() -> None:
    text = ForwardMsg()
    text.delta.new_element.markdown.body = "Failed to generate file for download: shell.py"
    assert heard(text) == text
    figure = ForwardMsg()
    figure.delta.new_element.plotly_chart.spec = "{}"
    assert heard(figure) == figure


@pytest.mark.parametrize("page", PAGES)
def test_no_page_is_told_where_the_server_keeps_its_files(server: str, page: str) -> None:
    async def sent() -> list[bytes]:
        order = BackMsg()
        order.rerun_script.page_name = page
        address = f"ws://{urlsplit(server).netloc}/_stcore/stream"
        found: list[bytes] = []
        async with (
            asyncio.timeout(60),
            websockets.connect(
                address, subprotocols=[websockets.Subprotocol("streamlit")], max_size=None
            ) as socket,
        ):
            await socket.send(order.SerializeToString())
            while not found or ForwardMsg.FromString(found[-1]).WhichOneof("type") != (
                "script_finished"
            ):
                message = await socket.recv()
                assert isinstance(message, bytes)
                found.append(message)
        return found

    messages = run(sent())
    assert any(ForwardMsg.FromString(m).new_session.main_script_path for m in messages)
    assert not [m for m in messages if str(PROJECT).encode() in m]
