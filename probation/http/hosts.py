"""Under which names the server answers: those of ``server.allowedHosts``, where that is set.

Streamlit holds its websocket to them and no other answer: files, uploads, /ping and /health too
must not be had by a name that somebody has pointed at this server (DNS rebinding).
"""

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed


class Named:
    """Middleware that answers 400 under another name; a websocket Streamlit refuses itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets the server answer where the Host is one of its names."""
        if scope["type"] == "http" and not is_host_allowed(Headers(scope=scope).get("host")):
            refusal = PlainTextResponse("This server does not answer under this name.", 400)
            await refusal(scope, receive, send)
        else:
            await self._app(scope, receive, send)
