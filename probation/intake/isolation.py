"""Work on files from outside, in a child process that may die without harm.

The server asks with ``isolated``; the module it names answers with ``answering``. The two talk in
JSON files of one folder: nothing of the child is run or unpickled in the server.
"""

import ctypes
import errno
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from probation.errors import ReaderError, StoreError

#: Told the share done (0 to 1) and what is being done.
Progress = Callable[[float, str], None]
#: What a child does: the request in, the answer out; both must be fit for JSON.
Work = Callable[[dict[str, Any], Progress], dict[str, Any]]

REQUEST, PROGRESS, ANSWER, ERRORS = "request.json", "progress.jsonl", "answer.json", "errors.txt"

_POLL_SECONDS = 0.02
_FOLDER_SECONDS = 0.5
_LONGEST_ANSWER = 200_000_000
_LONGEST_DOING = 200
_PROGRESS_BYTES = 65_536
_NICE = 10
_PR_SET_PDEATHSIG = 1
_WINDOWS = sys.platform == "win32"
#: Of the environment, what Python itself may need to start.
_KEPT = ("SYSTEMROOT", "SYSTEMDRIVE", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PYTHONHOME")

_SMALLER = "give them as .parquet, or split them by area."
_SENTENCES = {
    "memory": f"The files need more memory than reading them may take; {_SMALLER}",
    "time": f"Reading the files took longer than it may and was stopped; {_SMALLER}",
    "space": f"Reading the files takes more disk space than it may; {_SMALLER}",
    "unsafe": "The files could not be read safely: what read them broke off without an answer."
    " Export them again, as .csv where nothing else helps, and try once more.",
    "stopped": "Reading was stopped as you asked; nothing was changed.",
}


@dataclass(frozen=True)
class Limits:
    """What a child may take.

    memory_bytes: resident at once. cpu_seconds: of all its threads. file_bytes: for a file, and
    for all that it adds to its folder. seconds: by the clock on the wall.
    """

    memory_bytes: int = 1_500_000_000
    cpu_seconds: int = 1_200
    file_bytes: int = 8_000_000_000
    seconds: float = 1_800.0


def never() -> bool:
    """Nobody stops it."""
    return False


def isolated(
    module: str,
    request: dict[str, Any],
    folder: Path,
    limits: Limits,
    progress: Progress,
    cancelled: Callable[[], bool] = never,
) -> dict[str, Any]:
    """What ``python -m module`` answers to the ``request``, run under ``limits``.

    folder: of this request alone; the child works there. cancelled: asked many times a second.
    Raises ReaderError with a sentence where the child refused, was stopped, went over a limit,
    crashed or answered what is no answer; StoreError where the child raised one, or where the
    folder cannot be written. The child is gone when this returns or raises.
    """
    try:
        text = json.dumps({"request": request, "limits": asdict(limits)})
        (folder / REQUEST).write_text(text, encoding="utf-8")
        (folder / PROGRESS).write_bytes(b"")
        (folder / ANSWER).unlink(missing_ok=True)
        with (
            (folder / PROGRESS).open("rb") as lines,
            (folder / ERRORS).open("wb") as errors,
            _child(module, folder, errors) as child,
        ):
            over = _watch(child, _Watch(folder, limits, lines, progress, cancelled))
    except OSError as error:
        raise StoreError(f"Files cannot be read in {folder}: {error.strerror or error}.") from error
    if over or child.returncode != 0:
        raise _broken_off(over or _reason(child.returncode), folder)
    return _answer(folder)


@contextmanager
def _child(module: str, folder: Path, errors: IO[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """The running child; killed, with all it started, when the block is left."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    own = dict.fromkeys(("TMPDIR", "TEMP", "TMP", "HOME", "USERPROFILE"), str(folder))
    path = os.pathsep.join(str(Path(entry).absolute()) for entry in sys.path)
    child = subprocess.Popen(
        # -P: what is uploaded into the folder is never imported from there
        [sys.executable, "-P", "-X", "utf8", "-m", module, str(folder.absolute())],
        cwd=folder,
        env={**kept, **own, "PYTHONPATH": path, "LANG": "C.UTF-8", "TZ": "UTC"},
        stdin=subprocess.PIPE,  # the child ends when this closes, that is, when its parent ends
        stdout=subprocess.DEVNULL,
        stderr=errors,
        close_fds=True,
        start_new_session=not _WINDOWS,
        umask=-1 if _WINDOWS else 0o077,  # what it writes is for this user alone
        creationflags=getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0),
    )
    try:
        yield child
    finally:
        if child.poll() is None:
            if not _WINDOWS:
                with suppress(ProcessLookupError, PermissionError):
                    os.killpg(child.pid, signal.SIGKILL)
            child.kill()
        child.wait()
        if child.stdin:
            child.stdin.close()


@dataclass
class _Watch:
    """What a child is watched for."""

    folder: Path
    limits: Limits
    lines: IO[bytes]
    progress: Progress
    cancelled: Callable[[], bool]


def _watch(child: subprocess.Popen[bytes], watch: _Watch) -> str | None:
    """Waits for the child; gives the reason where it must not go on, None where it ended."""
    import psutil

    process = psutil.Process(child.pid)
    until = time.monotonic() + watch.limits.seconds
    at_start = _size(watch.folder)
    look_at = 0.0
    while True:
        with suppress(subprocess.TimeoutExpired):
            child.wait(_POLL_SECONDS)
            _relay(watch)
            return None
        _relay(watch)
        now = time.monotonic()
        if watch.cancelled():
            return "stopped"
        if now > until:
            return "time"
        with suppress(psutil.Error):  # it has just ended
            if process.memory_info().rss > watch.limits.memory_bytes:
                return "memory"
            times = process.cpu_times()
            if times.user + times.system > watch.limits.cpu_seconds:
                return "time"
        if now > look_at:
            look_at = now + _FOLDER_SECONDS
            if _size(watch.folder) - at_start > watch.limits.file_bytes:
                return "space"


def _size(folder: Path) -> int:
    total = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):  # it has just been removed
                total += os.lstat(os.path.join(parent, name)).st_size
    return total


def _relay(watch: _Watch) -> None:
    """Passes on the newest line of progress, where there is one that makes sense."""
    lines = watch.lines.read(_PROGRESS_BYTES).splitlines()
    if not lines:
        return
    try:
        newest = json.loads(lines[-1])
        share = min(1.0, max(0.0, float(newest["share"])))
        doing = str(newest["doing"])[:_LONGEST_DOING]
    except (ValueError, TypeError, KeyError, RecursionError):
        return
    watch.progress(share, "".join(c for c in doing if c.isprintable()))


def _reason(code: int) -> str:
    """Why a child ended that was not stopped by us."""
    if _WINDOWS:
        return "unsafe"
    # the kernel kills what takes the last of the memory
    return {-signal.SIGXCPU: "time", -signal.SIGKILL: "memory"}.get(code, "unsafe")


def _broken_off(reason: str, folder: Path) -> ReaderError:
    error = ReaderError(_SENTENCES[reason])
    with suppress(OSError):  # for whoever debugs; readers see the sentence only
        last = (folder / ERRORS).read_bytes()[-2000:]
        error.add_note(last.decode("utf-8", "replace"))
    return error


def _answer(folder: Path) -> dict[str, Any]:
    """What the child wrote. Raises what the child raised, and ReaderError for any rubbish."""
    path = folder / ANSWER
    try:
        whole = not path.is_symlink() and path.is_file()
        if not whole or path.stat().st_size > _LONGEST_ANSWER:
            raise ValueError
        given = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        raise _broken_off("unsafe", folder) from None
    match given:
        case {"answer": dict(answer)}:
            return answer
        case {"error": "ReaderError", "message": str(message)}:
            raise ReaderError(message)
        case {"error": "StoreError", "message": str(message)}:
            raise StoreError(message)
        case {"error": "memory" | "space" as reason}:
            raise _broken_off(reason, folder)
    raise _broken_off("unsafe", folder)


def answering(work: Work) -> None:
    """The child's side: does the ``work`` asked for and leaves the answer.

    For the end of a module that ``isolated`` names: ``if __name__ == "__main__": answering(work)``.
    """
    folder = Path(sys.argv[1])
    asked = json.loads((folder / REQUEST).read_bytes())
    _confine(Limits(**asked["limits"]))
    with (folder / PROGRESS).open("a", encoding="utf-8") as lines:

        def progress(share: float, doing: str) -> None:
            lines.write(json.dumps({"share": share, "doing": doing}) + "\n")
            lines.flush()

        given = _outcome(work, asked["request"], progress)
    part = folder / f"{ANSWER}.part"
    part.write_text(json.dumps(given), encoding="utf-8")
    part.replace(folder / ANSWER)


def _outcome(work: Work, request: dict[str, Any], progress: Progress) -> dict[str, Any]:
    try:
        return {"answer": work(request, progress)}
    except ReaderError as error:
        return {"error": "ReaderError", "message": str(error)}
    except StoreError as error:
        return {"error": "StoreError", "message": str(error)}
    except MemoryError:
        return {"error": "memory"}
    except Exception as error:
        if type(error).__name__ == "OutOfMemoryException":  # DuckDB's
            return {"error": "memory"}
        if os.strerror(errno.EFBIG) in str(error) or os.strerror(errno.ENOSPC) in str(error):
            return {"error": "space"}
        raise


def _confine(limits: Limits) -> None:
    """Sets the limits the system itself keeps, and sees to it that no child is left behind."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if sys.platform == "win32":
        return
    import resource

    most = (limits.cpu_seconds, limits.cpu_seconds + 5)
    resource.setrlimit(resource.RLIMIT_CPU, most)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.file_bytes, limits.file_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(_NICE)
    if sys.platform == "linux":
        # at once, where the thread below would wait for a library to let go of the interpreter
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL))


def _end_with_parent() -> None:
    """Waits for the end of standard input, which nobody writes to."""
    with suppress(OSError):
        os.read(0, 1)
    os._exit(1)
