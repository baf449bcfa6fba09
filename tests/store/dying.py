"""Processes that build and serve stores and may be ended on the way, at a step or at a moment.

Each job runs in a process of its own, forked from one that has imported the program and nothing
more, so that a hundred take seconds. ``python -m tests.store.dying`` is that one; ``Forks`` is how
tests speak to it.
"""

import json
import os
import resource
import select
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from probation.errors import ProbationError
from probation.store import checks, steps
from probation.store.build import adopt, build, write_generation
from probation.store.current import ready
from probation.store.source import CaseFiles, shipped
from tests import builders

PROJECT = Path(__file__).parents[2]
_PATIENCE = 60.0


@dataclass(frozen=True)
class Job:
    """What one process does.

    action: serve (as at a start), build (in the stores folder), adopt (written elsewhere first) or
    resume (serve, build, serve).
    files, label: of the case set to build. work: the folder it is written in. data: the shipped
    files. die_at: the step at which the process is killed. die_after: seconds. file_limit: bytes
    no file may exceed.
    """

    action: str
    stores: str
    data: str
    files: str = ""
    label: str = ""
    work: str = ""
    die_at: str | None = None
    die_after: float | None = None
    file_limit: int | None = None


def real(folder: Path, label: str) -> CaseFiles:
    """The files in ``folder`` as a case set that is not synthetic, so never built anew."""
    return replace(shipped(folder), label=label, synthetic=False)


class Forks:
    """The process that forks, spoken to by lines of JSON."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.store.dying"],
            cwd=PROJECT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> None:
        with self._process:
            assert self._process.stdin is not None
            self._process.stdin.close()

    def run(self, *jobs: Job) -> list[dict[str, Any]]:
        """Runs the jobs at the same time. A killed one gives {'killed': True}."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(json.dumps([asdict(job) for job in jobs]) + "\n")
        stdin.flush()
        return json.loads(stdout.readline())


def _do(job: Job) -> dict[str, Any]:
    if job.die_at:
        sys.addaudithook(lambda event, said: _die(job.die_at, event, said))
    if job.file_limit is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (job.file_limit, job.file_limit))
    builders.ship(shipped(Path(job.data)))
    stores = Path(job.stores)
    files = real(Path(job.files), job.label)
    if job.action == "build":
        return {"name": build(files, stores).name}
    if job.action == "adopt":
        finished = write_generation(files, Path(job.work) / "new.duckdb")
        return {"name": adopt(finished, stores).name}
    served = _served(job)
    if job.action == "serve":
        return served
    build(files, stores)
    return served | {"later": _served(job)}


def _served(job: Job) -> dict[str, Any]:
    store, notice = ready(Path(job.data), Path(job.stores))
    checks.check_store(store, store.generation.rows)
    store.close()
    return {"name": store.generation.name, "label": store.generation.label, "notice": notice}


def _die(at: str | None, event: str, said: Sequence[object]) -> None:
    if event == steps.EVENT and said[0] == at:
        os.kill(os.getpid(), signal.SIGKILL)


def _fork(job: Job) -> tuple[int, int]:
    """Starts a job; gives its process and the pipe its answer comes through."""
    answers, answer = os.pipe()
    process = os.fork()
    if process:
        os.close(answer)
        return process, answers
    start = time.monotonic()
    try:
        done = _do(job)
    except ProbationError as error:
        done = {"refused": str(error), "kind": type(error).__name__}
    except BaseException as error:  # a test reads it
        done = {"failed": repr(error)}
    # a limit on the size of files holds for no pipe
    os.write(answer, json.dumps(done | {"seconds": time.monotonic() - start}).encode())
    os._exit(0)


def _ended(process: int, answers: int, die_after: float | None) -> dict[str, Any]:
    wait = _PATIENCE if die_after is None else die_after
    in_time = bool(select.select([answers], [], [], wait)[0])
    if not in_time:
        os.kill(process, signal.SIGKILL)
    with os.fdopen(answers) as pipe:
        said = pipe.read()
    os.waitpid(process, 0)
    if said:
        return json.loads(said)
    return {"killed": True} if in_time or die_after is not None else {"hung": True}


def main() -> None:
    """Reads a list of jobs a line, writes a list of answers a line."""
    for line in sys.stdin:
        jobs = [Job(**fields) for fields in json.loads(line)]
        started = [_fork(job) for job in jobs]
        answers = [_ended(*s, job.die_after) for s, job in zip(started, jobs, strict=True)]
        print(json.dumps(answers), flush=True)


if __name__ == "__main__":
    main()
