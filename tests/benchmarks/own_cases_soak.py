"""Does anything of readers' own cases outlive their sessions? ``python -m
tests.benchmarks.own_cases_soak`` has 200 readers bring theirs, and counts the bytes left behind.

Half of the readers close their page, half are gone without a word. What is counted: files in the
server's temporary folder and its stores folder that were not there before, and files removed that
a process of the server still holds open. It takes about ten minutes.
"""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from contextlib import AsyncExitStack, suppress
from pathlib import Path

import psutil

from probation.store.folders import data_folder
from tests.benchmarks.readers import Reader
from tests.benchmarks.servers import DASHBOARD, serving

#: Readers whose sessions are open at once.
AT_ONCE = 20
TABLES = ("cases", "priorities", "judgements")
#: What the house promises, and how long is waited before bytes are called left behind.
PROMISED_SECONDS, PATIENCE_SECONDS = 60.0, 120.0


def shipped() -> dict[str, bytes]:
    """The shipped case set as three files."""
    return {f"{t}.csv": (data_folder() / f"synthetic_{t}.csv").read_bytes() for t in TABLES}


async def bring(reader: Reader, files: dict[str, bytes]) -> None:
    """Has a reader's files checked, and looks at them. Raises AssertionError where that fails."""
    await reader.open("data")
    await reader.drop(files)
    await reader.press("Check the files")
    while not reader.offers("Use in this session"):  # others' are being checked
        await asyncio.sleep(0.2)
        await reader.press("Check the files")
    await reader.press("Use in this session")
    assert "Shown in this session alone." in reader.words, reader.words


async def batch(url: str, files: dict[str, bytes], readers: int, server: "Server") -> int:
    """So many readers at once; the bytes of their cases while all have them."""
    async with AsyncExitStack() as stack:
        opened = [await stack.enter_async_context(Reader.at(url)) for _ in range(readers)]
        await asyncio.gather(*(bring(reader, files) for reader in opened))
        held = server.bytes()
        for reader in opened[::2]:
            reader.vanish()
    return held


class Server:
    """The processes of a server that this one has started, and what they keep on the disk."""

    def __init__(self, *folders: Path) -> None:
        (self._process,) = psutil.Process().children()
        self._folders = folders
        self._parents = tuple(map(str, folders))
        self._before = self._files()

    def bytes(self) -> int:
        """Of files that were not there at first, removed ones that are still open included."""
        return sum(self.left().values())

    def left(self) -> dict[str, int]:
        """These files by name, with their sizes."""
        new = {str(p): size for p, size in self._files().items() if p not in self._before}
        return new | self._removed()

    def megabytes_of_memory(self) -> float:
        """Resident, of the server without its children."""
        return float(self._process.memory_info().rss) / 1e6

    def _files(self) -> dict[Path, int]:
        found = {}
        for path in (path for folder in self._folders for path in folder.rglob("*")):
            with suppress(OSError):  # gone meanwhile
                if path.is_file():
                    found[path] = path.stat().st_size
        return found

    def _removed(self) -> dict[str, int]:
        """Files without a name that the server, or a child, holds open (Linux tells)."""
        found = {}
        for process in (self._process, *self._process.children(recursive=True)):
            for descriptor in Path(f"/proc/{process.pid}/fd").glob("*"):
                with suppress(OSError):
                    name = os.readlink(descriptor)
                    if name.endswith(" (deleted)") and name.startswith(self._parents):
                        found[f"{descriptor}: {name}"] = descriptor.stat().st_size
        return found


def soak(sessions: int) -> int:
    """Runs it and prints what was found; 0 where nothing was left after a minute, else 1."""
    with tempfile.TemporaryDirectory() as folder:
        temporary, stores = Path(folder) / "temporary", Path(folder) / "stores"
        temporary.mkdir()
        os.environ["TMPDIR"] = str(temporary)
        with serving(DASHBOARD, stores) as url:
            asyncio.run(first_visit(url))
            server = Server(temporary, stores)
            at_first, most, start = server.megabytes_of_memory(), 0, time.monotonic()
            for done in range(0, sessions, AT_ONCE):
                count = min(AT_ONCE, sessions - done)
                most = max(most, asyncio.run(batch(url, shipped(), count, server)))
                print(f"{done + count} sessions, {most:,} bytes at most", file=sys.stderr)
            took, closed = time.monotonic() - start, time.monotonic()
            while server.bytes() and time.monotonic() - closed < PATIENCE_SECONDS:
                time.sleep(0.5)
            gone = time.monotonic() - closed
            left = server.bytes()
            for name, size in server.left().items():
                print(f"left behind: {name}, {size:,} bytes", file=sys.stderr)
            print(
                f"{sessions} sessions with own cases in {took:.0f} s, at most {most:,} bytes at"
                f" once; {left:,} bytes left {gone:.0f} s after the last was closed; memory"
                f" {at_first:.0f} MB before, {server.megabytes_of_memory():.0f} MB after"
            )
    return int(left > 0 or gone > PROMISED_SECONDS)


async def first_visit(url: str) -> None:
    """Has the store built."""
    async with Reader.at(url) as reader:
        await reader.open("data")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=200)
    sys.exit(soak(parser.parse_args().sessions))
