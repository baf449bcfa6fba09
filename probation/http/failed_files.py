"""What a reader is told where a file could not be made: our words in place of Streamlit's.

Streamlit makes a file outside any run and tells the browser nothing of an error but that there was
one; its log has the rest.
"""

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

#: Stands under the button for some seconds.
NOT_MADE = (
    "The file was not made: it took too long, or something failed. Take away fewer items, or one by"
    " one, or try again later."
)
_STREAMLITS = "Failed to generate file for download"


class FilesExplained:
    """Middleware that puts our sentence into Streamlit's answer for a file that was not made."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets Streamlit answer, and looks at what it sends to a page."""

        async def explained(message: Message) -> None:
            sent = message.get("bytes")
            if sent and _STREAMLITS.encode() in sent:
                message = {**message, "bytes": in_our_words(sent)}
            await send(message)

        await self._app(scope, receive, explained if scope["type"] == "websocket" else send)


def in_our_words(sent: bytes) -> bytes:
    """A message to a page; where it says that a file was not made, in our words."""
    answer = ForwardMsg()
    answer.ParseFromString(sent)
    if answer.backend_operation_response.error_msg != _STREAMLITS:
        return sent  # a text of a page, with the same words
    answer.backend_operation_response.error_msg = NOT_MADE
    return answer.SerializeToString()
