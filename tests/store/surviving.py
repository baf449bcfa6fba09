"""What must be true after a fault: the last good case set or the new one is served, and no other.

Each function brings about one fault and raises AssertionError where the store did not survive it;
the tests run it some times, ``python -m tests.benchmarks.store_faults`` many times.
"""

import os
import random
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from probation.store import generation
from probation.store.atomic_files import LOCK
from probation.store.build import build
from probation.store.history import roll_back
from probation.store.kept import KEPT
from probation.store.past import HISTORY
from probation.store.private import FILE, FOLDER
from probation.store.steps import Step
from tests import builders
from tests.store.dying import Forks, Job, real

LAST = "third extract"
NEW = "new extract"
_JUDGED = """
case_id | question     | factor | judgement
A       | availability | ete    | yes
A       | delivery     | ete    | no
"""
#: Steps of a build after which the new generation counts.
COUNTS = (Step.POINTED, Step.DISCARDING)


class Ground:
    """Shipped files, three stored extracts of one to three cases, and a new one of four."""

    def __init__(self, folder: Path, forks: Forks) -> None:
        self.folder = folder
        self.forks = forks
        self.data = folder / "data"
        self.new = folder / "new"
        self._pristine = folder / "pristine"
        self._numbers = count(1)
        ids = ["A", "B", "C", "D"]
        builders.case_files(self.data, "case_id\nA\nS")
        builders.case_files(self.new, "case_id\n" + "\n".join(ids), _JUDGED)
        for cases, label in enumerate(("first extract", "second extract", LAST), start=1):
            builders.case_files(folder / label, "case_id\n" + "\n".join(ids[:cases]), _JUDGED)
            build(real(folder / label, label), self._pristine)

    def stores(self, inside: Path | None = None) -> Path:
        """A stores folder of its own with the three extracts, the third one current."""
        to = (inside or self.folder) / f"stores-{next(self._numbers)}"
        return Path(shutil.copytree(self._pristine, to))

    def job(self, action: str, stores: Path, **more: Any) -> Job:
        """A job on the new extract; see dying.Job."""
        work = self.folder / f"work-{next(self._numbers)}"
        work.mkdir()
        more = {"files": str(self.new), "label": NEW} | more
        return Job(action, str(stores), str(self.data), work=str(work), **more)

    def run(self, action: str, stores: Path, **more: Any) -> dict[str, Any]:
        """What came of one job."""
        return self.forks.run(self.job(action, stores, **more))[0]


def served(ground: Ground, stores: Path) -> str:
    """The label of what a start shows, without a notice, a later build works, nothing is left."""
    found = ground.run("resume", stores, label="built after")
    assert found.get("notice", found) is None
    assert (found["later"]["label"], found["later"]["notice"]) == ("built after", None)
    tidy(stores)
    return found["label"]


def tidy(stores: Path) -> None:
    """Three generations at most, each whole; else pointer, history and lock; for us alone."""
    names = generation.names(stores)
    assert len(names) <= KEPT
    assert all(generation.trusted(stores, name) for name in names)
    files = {f"{name}{suffix}" for name in names for suffix in (".duckdb", ".json")}
    assert {p.name for p in stores.iterdir()} == files | {generation.POINTER, HISTORY, LOCK}
    assert {stat.S_IMODE(p.stat().st_mode) for p in stores.iterdir()} == {FILE}
    assert stat.S_IMODE(stores.stat().st_mode) == FOLDER


def killed_at(ground: Ground, action: str, step: Step) -> None:
    """kill -9 of a build at a step: before the pointer moved the last one is served, then the new.

    Raises AssertionError where that is not so.
    """
    stores = ground.stores()
    assert ground.run(action, stores, die_at=step.value) == {"killed": True}
    assert served(ground, stores) == (NEW if step in COUNTS else LAST)


def killed_after(ground: Ground, action: str, seconds: float) -> bool:
    """kill -9 of a build after so long; whether it was still at work."""
    stores = ground.stores()
    ended = ground.run(action, stores, die_after=seconds)
    assert "name" in ended or ended == {"killed": True}, ended
    label = served(ground, stores)
    assert label in ((LAST, NEW) if "killed" in ended else (NEW,))
    return "killed" in ended


def limited(ground: Ground, action: str, size: int) -> bool:
    """A build where no file may exceed ``size`` bytes; whether it was refused, in a sentence."""
    stores = ground.stores()
    ended = ground.run(action, stores, file_limit=size)
    if "refused" in ended:
        _sentence_on_space(ended)
    else:
        assert "name" in ended, ended
    assert served(ground, stores) == (LAST if "refused" in ended else NEW)
    return "refused" in ended


def full(ground: Ground, action: str, spare: int) -> bool:
    """A build on a disk with ``spare`` bytes beside the stores; whether it was refused.

    Raises PermissionError where no disk may be mounted.
    """
    with small_disk(32 << 20) as disk:
        stores = ground.stores(disk)
        _fill(disk, spare)
        ended = ground.run(action, stores)
        found = ground.run("serve", stores)
        assert found.get("notice", found) is None
        if "refused" in ended:
            _sentence_on_space(ended)
            assert found["label"] == LAST
        else:
            assert found["label"] == NEW, ended
        (disk / "filling").unlink()
        assert served(ground, stores) == found["label"]
        return "refused" in ended


def damaged_and_full(ground: Ground) -> None:
    """The current file damaged on a disk that takes no byte more, not even another pointer."""
    with small_disk(32 << 20) as disk:
        stores = ground.stores(disk)
        flip(stores / f"{generation.pointed(stores)}.duckdb", 5000)
        _fill(disk, 0)
        for _ in range(2):
            closed(ground, stores)
        (disk / "filling").unlink()
        chosen_again(ground, stores)


def flipped(ground: Ground, where: float) -> None:
    """One bit of the current file turned, ``where`` of the way through it (0 to 1)."""
    stores = ground.stores()
    path = stores / f"{generation.pointed(stores)}.duckdb"
    flip(path, int(where * (path.stat().st_size - 1)))
    closed(ground, stores)
    chosen_again(ground, stores)


def closed(ground: Ground, stores: Path) -> None:
    """No number is shown: cases that are not synthetic were, and nobody has chosen since."""
    before = {path.name: path.lstat().st_ino for path in stores.iterdir()}
    found = ground.run("serve", stores)
    assert found.get("refused", str(found)).startswith("No figures are shown: ")
    assert found["refused"].count("\n") == 0
    assert {path.name: path.lstat().st_ino for path in stores.iterdir()} == before


def chosen_again(ground: Ground, stores: Path) -> None:
    """Somebody rolls back: the one chosen is shown without a notice, and a later build works."""
    chosen = next(name for name in generation.names(stores) if generation.trusted(stores, name))
    roll_back(stores, chosen)
    assert ground.run("serve", stores)["name"] == chosen
    served(ground, stores)


def planted(ground: Ground, draw: random.Random) -> None:
    """Something beside the current file that DuckDB would open with it."""
    stores = ground.stores()
    path = stores / f"{generation.pointed(stores)}.duckdb"
    name = draw.choice([f"{path.name}.wal", f"{path.name}.tmp", f"{path.stem}.wal"])
    content = draw.randbytes(draw.randrange(1 << 16))
    if draw.random() < 0.3:
        (stores / name).mkdir()
        (stores / name / "spilled").write_bytes(content)
    else:
        (stores / name).write_bytes(content)
    closed(ground, stores)
    chosen_again(ground, stores)


def pointer_cut(ground: Ground, draw: random.Random) -> None:
    """The pointer cut, emptied, gone, or something else in its place."""
    stores = ground.stores()
    pointer = stores / generation.POINTER
    whole = pointer.read_bytes()
    draw.choice(
        [
            lambda: pointer.write_bytes(whole[: draw.randrange(len(whole) - 2)]),
            lambda: pointer.write_bytes(b"[" * draw.randrange(100_000)),
            lambda: pointer.write_bytes(draw.randbytes(draw.randrange(1 << 12))),
            pointer.unlink,
            lambda: (pointer.unlink(), os.mkfifo(pointer)),
            lambda: (pointer.unlink(), pointer.symlink_to("/dev/zero")),
        ]
    )()
    closed(ground, stores)
    chosen_again(ground, stores)


def swapped(ground: Ground, draw: random.Random) -> None:
    """The current file exchanged with another, with its record or without."""
    stores = ground.stores()
    current, *others = generation.names(stores)
    other = draw.choice(others)
    for ending in draw.choice([(".duckdb",), (".duckdb", ".json"), (".json",)]):
        here, there, aside = (stores / f"{n}{ending}" for n in (current, other, "aside"))
        here.rename(aside)
        there.rename(here)
        aside.rename(there)
    closed(ground, stores)
    ground.run("build", stores)
    assert served(ground, stores) == NEW


def flip(path: Path, offset: int) -> None:
    """Turns the lowest bit of one byte."""
    with path.open("r+b") as file:
        file.seek(offset)
        byte = file.read(1)[0]
        file.seek(offset)
        file.write(bytes([byte ^ 1]))


def at_once(ground: Ground, *actions: str) -> None:
    """Several imports at the same time, of different extracts: all end, one after another."""
    stores = ground.stores()
    jobs = [
        ground.job(action, stores, label=f"{action} {number}")
        for number, action in enumerate(actions)
    ]
    names = [answer["name"] for answer in ground.forks.run(*jobs)]
    numbers = sorted(generation.number(name) for name in names)
    assert numbers == list(range(4, 4 + len(actions)))
    assert generation.pointed(stores) == max(names, key=generation.number)
    tidy(stores)


def _sentence_on_space(ended: dict[str, Any]) -> None:
    assert ended["kind"] == "StoreError", ended
    assert "free some space" in ended["refused"], ended
    assert "\n" not in ended["refused"]


def _fill(disk: Path, spare: int) -> None:
    filling = shutil.disk_usage(disk).free - spare
    (disk / "filling").write_bytes(bytes(max(filling, 0)))


@contextmanager
def small_disk(size: int) -> Iterator[Path]:
    """A disk of so many bytes. Raises PermissionError where this user may not mount one."""
    with tempfile.TemporaryDirectory() as folder:
        mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder]
        try:
            done = subprocess.run(mount, capture_output=True, text=True, check=False)
        except FileNotFoundError as error:
            raise PermissionError("there is no program to mount a disk with") from error
        if done.returncode:
            raise PermissionError(f"no disk can be mounted here: {done.stderr.strip()}")
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", folder], check=True)
