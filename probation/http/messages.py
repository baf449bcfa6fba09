"""What Streamlit sends to pages, in the two places where its words are not for readers.

It makes a file outside any run, and tells the browser of an error no more than that there was one;
its log has the rest. And it begins each run with the path of the script on the server, of which the
browser makes a key that it keeps.
"""

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

#: Stands under the button for some seconds.
NOT_MADE = (
    "The file was not made: it took too long, or something failed. Choose fewer items, take them"
    " one by one, or try again later."
)
_STREAMLITS = "Failed to generate file for download"


class Reworded:
    """Middleware that says in our words that a file was not made, and keeps the script's path back.

    script: its name, which is told in place of the path.
    """

    def __init__(self, app: ASGIApp, script: str) -> None:
        self._app = app
        self._script = script
        self._marks = (_STREAMLITS.encode(), script.encode())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets Streamlit answer, and looks at what it sends to a page."""

        async def reworded(message: Message) -> None:
            sent = message.get("bytes")
            # most messages hold neither, and large ones take long to take apart
            if sent and any(mark in sent for mark in self._marks):
                message = {**message, "bytes": self._reworded(sent)}
            await send(message)

        await self._app(scope, receive, reworded if scope["type"] == "websocket" else send)

    def _reworded(self, sent: bytes) -> bytes:
        answer = ForwardMsg()
        answer.ParseFromString(sent)
        if answer.backend_operation_response.error_msg == _STREAMLITS:
            answer.backend_operation_response.error_msg = NOT_MADE
        elif answer.WhichOneof("type") == "new_session":
            answer.new_session.main_script_path = self._script
        else:  # a text of a page, with the same words
            return sent
        return bytes(answer.SerializeToString())
