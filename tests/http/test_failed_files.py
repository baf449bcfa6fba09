"""A file that could not be made is told of in a sentence that says what to do."""

import asyncio

from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.backend_operation_handler import DeferredFileHandler
from streamlit.runtime.media_file_manager import MediaFileManager

from probation.http.failed_files import NOT_MADE, FilesExplained


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

    asyncio.run(FilesExplained(streamlit)({"type": "websocket"}, receive, send))
    found = ForwardMsg()
    found.ParseFromString(told[0]["bytes"])
    return found


def test_where_streamlit_says_that_a_file_failed_the_page_says_what_to_do() -> None:
    """Streamlit's own handler makes the answer: were its words to change, this would fail."""
    asked = BackMsg().backend_operation_request
    asked.deferred_file.file_id = "some"
    answer = ForwardMsg()
    made = asyncio.run(DeferredFileHandler(Broken).handle(asked, "session"))
    answer.backend_operation_response.CopyFrom(made)
    assert heard(answer).backend_operation_response.error_msg == NOT_MADE


def test_other_messages_are_as_they_were() -> None:
    text = ForwardMsg()
    text.delta.new_element.markdown.body = "Failed to generate file for download"
    assert heard(text) == text
    figure = ForwardMsg()
    figure.delta.new_element.plotly_chart.spec = "{}"
    assert heard(figure) == figure
