"""/ping and /health: whether the server lives, and whether its store can answer."""

from functools import lru_cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse

from probation import __version__
from probation.errors import StoreError
from probation.store.connection import open_store
from probation.store.folders import stores_folder
from probation.store.generation import examined, pointed

_NOW = {"Cache-Control": "no-store"}
#: All that is said of a fault: the store's own words may hold the names of folders.
_NONE = (
    "There is no case set yet. The first reader's page builds one, and so does the command"
    " python -m probation build."
)
_CANNOT = (
    "The stored case set cannot be read. The next reader's page shows another one, or says why it"
    " cannot."
)


def ping(request: Request) -> PlainTextResponse:
    """Alive: nothing else is asked."""
    return PlainTextResponse("pong", headers=_NOW)


def health(request: Request) -> JSONResponse:
    """200 and the generation that answers; 503 and a sentence where none can. Builds nothing."""
    stores = stores_folder()
    name = pointed(stores)
    said = {"status": "ok", "version": __version__, "generation": name}
    try:
        if name is None:
            raise StoreError(_NONE)
        _answering(stores, name)
    except StoreError:
        said |= {"status": "unavailable", "message": _CANNOT if name else _NONE}
    return JSONResponse(said, 503 if "message" in said else 200, _NOW)


def _answering(stores: Path, name: str) -> None:
    """Raises StoreError where the generation's file is not whole or no query of it succeeds."""
    try:
        seen = (stores / f"{name}.duckdb").stat()
    except OSError as error:
        raise StoreError(_CANNOT) from error
    _checked(stores, name, seen.st_mtime_ns, seen.st_size)


@lru_cache(maxsize=2)
def _checked(stores: Path, name: str, changed: int, size: int) -> None:
    """Once for a file as it is; what fails is tried again, since nothing is kept of it."""
    found = examined(stores, name)
    open_store(found.path, found).close()
