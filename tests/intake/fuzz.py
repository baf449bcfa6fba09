"""Good files with random damage, read in child processes: who survives, and what is said.

Each mutation follows from its number and the seed alone, so that any of them can be made again:
``mutation(seed, number, originals(folder))``.
"""

import io
import os
import random
import re
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from probation.errors import ReaderError
from probation.intake.formats import read
from probation.intake.isolation import Limits, Progress, answering, isolated
from tests.intake.formats.making import COLUMNS, ROWS, WRITERS

SEED = 201901
BATCH = 500
LIMITS = Limits(memory_bytes=1_000_000_000, cpu_seconds=60, file_bytes=500_000_000, seconds=120.0)

#: Where a workbook and an SPSS file say when they were written.
_TIME = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_SAV_TIME = slice(92, 109)

#: What became of a file.
READ, REFUSED, KILLED, RAISED = "read", "refused", "killed", "raised"


def survey(count: int, seed: int = SEED, kill_at: int | None = None) -> Counter[str]:
    """What becomes of ``count`` mutations, each read in a child that reads many of them.

    A child that dies costs the file it was at; a new one goes on after it. kill_at: the child
    kills itself at this file, to prove just that.
    """
    outcomes: Counter[str] = Counter()
    number = 0
    while number < count:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            request = {
                "seed": seed, "first": number, "end": min(number + BATCH, count),
                "kill_at": kill_at,
            }  # fmt: skip
            try:
                answer = isolated("tests.intake.fuzz", request, folder, LIMITS, _unheard)
                outcomes.update(answer["outcomes"])
                number = request["end"]
            except ReaderError:
                partly = (folder / "outcomes.txt").read_text(encoding="utf-8").split()
                outcomes.update([*partly, KILLED])
                number += len(partly) + 1
    return outcomes


def _unheard(share: float, doing: str) -> None:
    pass


def originals(folder: Path) -> Mapping[str, bytes]:
    """A small good file of each kind, by the end of its name."""
    rows = [*ROWS, *((f"S{n:04d}", str(n % 90), "2017-01-01", "text") for n in range(40))]
    files = {
        kind: write(folder / f"good{kind}", rows, COLUMNS).read_bytes()
        for kind, write in WRITERS.items()
    }
    return files | {".xlsx": _without_time(files[".xlsx"]), ".sav": _sav_without_time(files)}


def _without_time(content: bytes) -> bytes:
    """The workbook without the time it was written at, so that every run damages the same."""
    parts = {name: _TIME.sub(b"", part) for name, part in _parts(content).items()}
    return _zipped(parts)


def _sav_without_time(files: Mapping[str, bytes]) -> bytes:
    content = bytearray(files[".sav"])
    content[_SAV_TIME] = b"01 Jan 1900:00:00"
    return bytes(content)


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def mutation(seed: int, number: int, files: Mapping[str, bytes]) -> tuple[str, bytes]:
    """The kind and the content of one damaged file."""
    draw = random.Random(seed * 1_000_003 + number)
    kind = draw.choice(list(files))
    content = files[kind]
    if kind == ".xlsx" and draw.random() < 0.7:
        return kind, _damaged_part(content, draw, files)
    return kind, _damaged(content, draw, files)


def _damaged_part(content: bytes, draw: random.Random, files: Mapping[str, bytes]) -> bytes:
    """A whole ZIP file with damage inside one part: otherwise checksums catch nearly all."""
    parts = _parts(content)
    hit = draw.choice(list(parts))
    parts[hit] = _damaged(parts[hit], draw, files)
    return _zipped(parts)


def _damaged(content: bytes, draw: random.Random, files: Mapping[str, bytes]) -> bytes:
    changed = bytearray(content)
    for _ in range(draw.choice((1, 1, 2, 4, 8))):
        at = draw.randrange(len(changed) + 1)
        length = draw.choice((1, 2, 4, 8, 64, 512))
        match draw.choice(("bits", "bytes", "number", "cut", "end", "splice", "repeat")):
            case "bits" if at < len(changed):
                changed[at] ^= 1 << draw.randrange(8)
            case "bytes":
                changed[at : at + length] = draw.randbytes(length)
            case "number":  # lengths and offsets are where readers trust too much
                extreme = draw.choice((0, 1, 0x7F, 0xFF, 0x7FFFFFFF, 0xFFFFFFFF))
                changed[at : at + 4] = extreme.to_bytes(4, draw.choice(("little", "big")))
            case "cut":
                del changed[at : at + length]
            case "end":
                del changed[at:]
            case "splice":
                other = draw.choice(list(files.values()))
                start = draw.randrange(len(other))
                changed[at:at] = other[start : start + length]
            case "repeat":
                changed[at:at] = changed[at : at + length] * draw.choice((2, 10, 100))
    return bytes(changed)


def work(request: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """In the child: reads the mutations from ``first`` to ``end`` and says what became of each."""
    folder = Path.cwd()
    files = originals(folder)
    outcomes: list[str] = []
    with (
        (folder / "outcomes.txt").open("w", encoding="utf-8") as log,
        # to open one takes far longer than to read a small file
        duckdb.connect(config={"threads": 1, "memory_limit": "500MB"}) as connection,
    ):
        for number in range(request["first"], request["end"]):
            if number == request["kill_at"]:
                os.abort()
            kind, content = mutation(request["seed"], number, files)
            path = folder / f"mutation{kind}"
            path.write_bytes(content)
            outcomes.append(_outcome(connection, path))
            log.write(outcomes[-1] + "\n")
            log.flush()
    return {"outcomes": outcomes}


def _outcome(connection: duckdb.DuckDBPyConnection, path: Path) -> str:
    connection.execute("CREATE SCHEMA fresh")
    connection.execute("USE fresh")
    try:
        sources, faults = read(connection, [path])
        for source in sources:
            connection.table(source.table).fetchall()
    except Exception as error:
        return f"{RAISED}:{type(error).__name__}:{path.suffix}"
    finally:
        connection.execute("USE main")
        connection.execute("DROP SCHEMA fresh CASCADE")
    return REFUSED if faults else READ


def report(outcomes: Mapping[str, int]) -> str:
    """One line of what became of the files."""
    total = sum(outcomes.values())
    parts: Sequence[str] = [f"{n:,} {what}" for what, n in sorted(outcomes.items())]
    return f"{total:,} damaged files: {', '.join(parts)}; whoever asked failed 0 times"


if __name__ == "__main__" and len(sys.argv) > 1:
    answering(work)
