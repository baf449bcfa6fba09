"""The folder of an extract, which goes with its session."""

import gc
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from probation.ui import session_cases

PROJECT = Path(__file__).parents[2]


def test_a_folder_goes_when_nothing_refers_to_it():
    folder = session_cases.folder()
    path = folder.path
    (path / "file").write_text("x", encoding="utf-8")
    del folder
    gc.collect()
    assert not path.exists()


_SERVER = """
import sys
from probation.ui import session_cases
folder = session_cases.folder()
print(folder.path, flush=True)
sys.stdin.read()
"""


def test_a_folder_of_a_killed_server_goes_with_the_next_one_and_that_of_a_living_one_stays(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    not_ours = tmp_path / "extract-of-another-program"
    not_ours.mkdir()
    with subprocess.Popen(
        [sys.executable, "-c", _SERVER],
        cwd=PROJECT,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        left = Path(server.stdout.readline().strip())
        session_cases.folder()
        assert left.exists(), "its process lives"
        server.kill()
        server.wait()
    assert left.exists()
    kept = session_cases.folder()
    assert set(tmp_path.iterdir()) == {kept.path, not_ours}


def test_a_folder_that_another_server_swept_before_it_was_locked_is_made_again(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    make, made = tempfile.mkdtemp, []

    def swept_at_first(**where):
        made.append(make(**where))
        if len(made) == 1:
            os.rmdir(made[0])
        return made[-1]

    monkeypatch.setattr(tempfile, "mkdtemp", swept_at_first)
    kept = session_cases.folder()
    assert len(made) == 2
    session_cases.sweep()
    assert list(tmp_path.iterdir()) == [kept.path]
