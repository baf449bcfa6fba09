"""The end of a session: what it kept on the disk and in memory is gone soon after its page.

Streamlit keeps a session that has lost its page for a while, for one that comes back, and then
until some other session ends; its state goes when Python collects it. What readers bring in may
wait for neither.
"""

import asyncio
import threading
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from weakref import WeakSet

from streamlit.runtime import Runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from probation.errors import told
from probation.store.atomic_files import Folder
from probation.store.connection import Store

#: How long a session without a page waits for it to come back, as after a gap in the network, and
#: how often that is looked at: together under a minute, and under server.disconnectedSessionTTL.
LEFT_SECONDS = 40.0
LOOK_SECONDS = 5.0

#: What a session keeps that must not outlast it: each knows how to go.
_FOLDERS: dict[str, WeakSet[Folder]] = defaultdict(WeakSet)
_STORES: dict[str, WeakSet[Store]] = defaultdict(WeakSet)
#: Every session that has run, and when its page was last known to be there.
_SEEN: dict[str, float] = {}


def enter() -> None:
    """Notes that the session of this run is there; once a run."""
    _SEEN[_name()] = time.monotonic()


def keep(folder: Folder) -> Folder:
    """``folder``, which will be removed at the end of this session at the latest."""
    _FOLDERS[_name()].add(folder)
    return folder


def keep_open(store: Store) -> Store:
    """``store``, which will be closed then: an open file stays on the disk though it is removed."""
    _STORES[_name()].add(store)
    return store


@asynccontextmanager
async def ended(runtime: Runtime) -> AsyncIterator[None]:
    """Ends sessions that have lost their page while the server runs, and all when it stops."""
    watching = asyncio.create_task(_watch(runtime))
    try:
        yield
    finally:
        watching.cancel()
        end_left(lambda name: False, runtime.close_session, float("inf"), _end)


async def _watch(runtime: Runtime) -> None:
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        end_left(runtime.is_active_session, runtime.close_session, time.monotonic(), _end_aside)


def end_left(
    is_there: Callable[[str], bool],
    close: Callable[[str], None],
    now: float,
    end: Callable[[str], None],
) -> None:
    """Ends each session whose page has not been there for LEFT_SECONDS; one that fails, alone."""
    for name, seen in list(_SEEN.items()):
        if is_there(name):
            _SEEN[name] = now
        elif now - seen > LEFT_SECONDS:
            _SEEN.pop(name)
            for part in (close, end):
                try:
                    part(name)
                except Exception as error:  # what it kept must go, and the others' too
                    told(error)


def _end_aside(name: str) -> None:
    """``_end`` in a thread: all pages wait for this one, and removing a folder may take seconds."""
    threading.Thread(target=_end, args=(name,)).start()


def _end(name: str) -> None:
    kept: list[Store | Folder] = [*_STORES.pop(name, ()), *_FOLDERS.pop(name, ())]
    for part in kept:
        try:
            part.close() if isinstance(part, Store) else part.remove()
        except Exception as error:
            told(error)


def _name() -> str:
    context = get_script_run_ctx()
    return context.session_id if context else ""
