"""/ping and /health: whether the server lives, and whether its store can answer."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse

from probation import __version__
from probation.errors import ReaderError, StoreError
from probation.store.connection import open_store
from probation.store.current import unchosen
from probation.store.folders import stores_folder
from probation.store.generation import examined, pointed
from probation.store.record import Generation
from probation.store.serving.memory import Memory
from probation.store.serving.watch import Watch

_NOW = {"Cache-Control": "no-store"}
#: All that is said of a fault: the store's own words may hold the names of folders.
_NONE = (
    "No case set is in use yet. The first reader's page builds one, and so does the command"
    " python -m probation build."
)
_CANNOT = (
    "The stored case set cannot be read. The next reader's page shows another one, or says why it"
    " cannot."
)
#: What was whole when it was looked at, by folder and name.
_WHOLE = Memory(2, good=lambda watch: not watch.disturbed())


def ping(request: Request) -> PlainTextResponse:
    """Alive: nothing else is asked."""
    return PlainTextResponse("pong", headers=_NOW)


def health(request: Request) -> JSONResponse:
    """200 and the generation that answers; 503 and a sentence where none can. Builds nothing."""
    name = None
    try:
        stores = stores_folder()
        name = pointed(stores)
        wrong = _NONE if name is None else _fault(stores, name)
        if wrong:
            wrong = unchosen(stores) or wrong
    except ReaderError as error:
        wrong = str(error)
    said = {"status": "unavailable" if wrong else "ok", "version": __version__, "generation": name}
    if wrong:
        return JSONResponse(said | {"message": wrong}, 503, _NOW)
    return JSONResponse(said, headers=_NOW)


def _fault(stores: Path, name: str) -> str | None:
    """A sentence where the generation's file is not whole or no query of it succeeds."""
    try:
        _WHOLE.answer((stores, name), partial(_checked, partial(examined, stores, name)))
    except (OSError, StoreError):
        return _CANNOT
    return None


def _checked(find: Callable[[], Generation]) -> Watch:
    found = find()
    store = open_store(found.path, found)
    store.close()
    return Watch(store, find)
