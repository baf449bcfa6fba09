"""A child may eat, loop, crash or lie: whoever asked gets a sentence, and no process stays."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import psutil
import pytest

from probation.errors import ReaderError, StoreError
from probation.intake.isolation import Limits, isolated

PROJECT = Path(__file__).parents[2]
CAREFUL = Limits(memory_bytes=300_000_000, cpu_seconds=20, file_bytes=5_000_000, seconds=20.0)


@pytest.fixture
def asked(tmp_path, monkeypatch):
    """``asked(body, ...)``: the answer of a child whose work is ``body``."""
    modules, folder = tmp_path / "modules", tmp_path / "request"
    modules.mkdir()
    folder.mkdir()
    monkeypatch.syspath_prepend(modules)

    def ask(body, request=None, limits=CAREFUL, progress=lambda share, doing: None, **more):
        (modules / "child_work.py").write_text(module(body), encoding="utf-8")
        return isolated("child_work", request or {}, folder, limits, progress, **more)

    return ask


def module(body: str) -> str:
    """The source of a module that answers with what ``body`` returns."""
    start = "from probation.intake.isolation import answering\n"
    end = '\nif __name__ == "__main__":\n    answering(work)\n'
    work = "def work(request, progress):\n" + textwrap.indent(textwrap.dedent(body), "    ")
    return start + work + end


def test_the_answer_comes_back_and_progress_on_the_way(asked):
    told = []
    body = """
        progress(0.5, "half <way>\\u202e")
        return {"twice": request["number"] * 2}
    """
    answer = asked(body, {"number": 21}, progress=lambda share, doing: told.append((share, doing)))
    assert answer == {"twice": 42}
    assert told == [(0.5, "half <way>")]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("kept = [bytearray(50_000_000) for _ in range(100)]\nwhile True: pass", "more memory"),
        ("raise MemoryError", "more memory"),
        ("import duckdb\nraise duckdb.OutOfMemoryException('x')", "more memory"),
        ("import os\nos.abort()", "could not be read safely"),
        ("import ctypes\nctypes.string_at(0)", "could not be read safely"),
        ("raise KeyError('the name of a person')", "could not be read safely"),
        ("open('big', 'wb').write(bytes(10_000_000))", "more disk space"),
        ("for n in range(9): open(str(n), 'wb').write(bytes(2_000_000))\n"
         "import time\ntime.sleep(60)", "more disk space"),
        ("import os\nos.kill(os.getpid(), 9)", "more memory"),
        ("return {'a': object()}", "could not be read safely"),
        ("return 'words'", "could not be read safely"),
        ("import os\nos._exit(0)", "could not be read safely"),
        ("import os\nopen('answer.json', 'w').write('[' * 100_000)\nos._exit(0)", "safely"),
        ("import os\nos.symlink('/etc/hostname', 'answer.json')\nos._exit(0)", "safely"),
        ("import os\nos.mkfifo('answer.json')\nos._exit(0)", "safely"),
    ],
)  # fmt: skip
def test_a_child_that_fails_is_a_sentence(asked, body, words):
    with pytest.raises(ReaderError, match=words) as raised:
        asked(body)
    assert "person" not in str(raised.value)


@pytest.mark.parametrize(
    ("body", "limits"),
    [
        ("while True: pass", Limits(cpu_seconds=1, seconds=20.0)),
        ("import time\ntime.sleep(60)", Limits(seconds=0.5)),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGXCPU)\nimport time\ntime.sleep(9)",
         Limits()),
    ],
)  # fmt: skip
def test_a_child_that_takes_too_long_is_stopped(asked, body, limits):
    began = time.monotonic()
    with pytest.raises(ReaderError, match="longer than it may"):
        asked(body, limits=limits)
    assert time.monotonic() - began < 15


def test_the_system_itself_stops_a_child_that_nobody_watches(asked):
    body = """
        import resource
        limits = [resource.RLIMIT_CPU, resource.RLIMIT_FSIZE, resource.RLIMIT_CORE]
        return {"limits": [resource.getrlimit(limit)[0] for limit in limits]}
    """
    assert asked(body) == {"limits": [20, 5_000_000, 0]}


@pytest.mark.parametrize("kind", [ReaderError, StoreError])
def test_what_the_child_raises_on_purpose_is_raised_here(asked, kind):
    body = f"from probation.errors import {kind.__name__} as Kind\nraise Kind('Do this.')"
    with pytest.raises(kind, match=r"^Do this\.$"):
        asked(body)


def test_a_child_is_stopped_when_asked(asked):
    stop = threading.Event()

    def told(share, doing):
        stop.set()

    body = "progress(0.1, 'reading')\nimport time\ntime.sleep(60)"
    with pytest.raises(ReaderError, match="as you asked"):
        asked(body, progress=told, cancelled=stop.is_set)


def test_no_child_is_left_where_the_one_who_asked_breaks_off(asked):
    def broken(share, doing):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        asked("progress(0.1, 'reading')\nimport time\ntime.sleep(60)", progress=broken)
    assert running() == []


def test_what_the_child_started_goes_with_it(asked):
    body = """
        import subprocess, sys, time
        subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)", "child_work"])
        time.sleep(60)
    """
    with pytest.raises(ReaderError):
        asked(body, limits=Limits(seconds=3.0))
    time.sleep(0.2)
    assert running() == []


def running(named: str = "child_work") -> list[psutil.Process]:
    """The processes alive that were started for a test of this file."""
    found = []
    for process in psutil.process_iter(["cmdline", "status"]):
        if process.info["status"] != psutil.STATUS_ZOMBIE and named in (
            process.info["cmdline"] or []
        ):
            found.append(process)
    return found


def test_the_child_gets_nothing_it_does_not_need(asked, monkeypatch):
    monkeypatch.setenv("A_SECRET", "in the environment")
    with open(os.devnull, "rb") as handle:
        os.set_inheritable(handle.fileno(), True)
        body = """
            import os, sys
            open_files = [os.readlink(f"/proc/self/fd/{n}") for n in os.listdir("/proc/self/fd")
                          if os.path.exists(f"/proc/self/fd/{n}") and int(n) > 2]
            return {"environment": sorted(os.environ), "files": open_files, "nice": os.nice(0),
                    "folder": os.getcwd()}
        """
        answer = asked(body)
    assert "A_SECRET" not in answer["environment"]
    assert [name for name in answer["files"] if not name.endswith("progress.jsonl")] == []
    assert answer["nice"] >= 10
    assert answer["folder"].endswith("request")


def test_a_file_brought_along_is_not_taken_for_a_module(asked, tmp_path):
    (tmp_path / "request" / "resource.py").write_text("raise SystemExit(3)", encoding="utf-8")
    (tmp_path / "request" / "probation.py").write_text("raise SystemExit(3)", encoding="utf-8")
    assert asked("return {'fine': True}") == {"fine": True}


def test_a_flood_of_progress_does_no_harm(asked):
    body = "[progress(n, 'x' * 1000) for n in range(3000)]\nreturn {'fine': True}"
    told = []
    assert asked(body, progress=lambda *what: told.append(what)) == {"fine": True}
    assert all(0 <= share <= 1 and len(doing) <= 200 for share, doing in told)


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(StoreError, match="cannot be read in"):
        isolated("json", {}, tmp_path / "none", CAREFUL, lambda share, doing: None)


@pytest.mark.parametrize("way", ["system", "input"])
def test_a_child_does_not_outlive_its_parent(tmp_path, way):
    """Killed with no chance to tidy up, the parent takes the child along, in either way."""
    folder = tmp_path / "request"
    folder.mkdir()
    body = "import os, time\nopen('pid', 'w').write(str(os.getpid()))\ntime.sleep(60)"
    source = module(body)
    if way == "input":
        deaf = "isolation.ctypes.CDLL = lambda _: type('Library', (), {'prctl': print})\n"
        source = f"from probation.intake import isolation\n{deaf}{source}"
    (tmp_path / "orphan_work.py").write_text(source, encoding="utf-8")
    asking = (
        "import sys; from pathlib import Path\n"
        "from probation.intake.isolation import Limits, isolated\n"
        "isolated('orphan_work', {}, Path(sys.argv[1]), Limits(), print)\n"
    )
    path = os.pathsep.join([str(PROJECT), str(tmp_path)])
    parent = subprocess.Popen(
        [sys.executable, "-c", asking, str(folder)], env=os.environ | {"PYTHONPATH": path}
    )
    try:
        child = psutil.Process(waited_for(folder / "pid"))
    finally:
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    psutil.wait_procs([child], timeout=5)
    assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE


def waited_for(path: Path) -> int:
    """The number in a file, once it stands there."""
    for _ in range(200):
        if path.exists() and path.read_text():
            return int(path.read_text())
        time.sleep(0.05)
    raise AssertionError(f"{path} was never written")
