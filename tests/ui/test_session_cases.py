"""What would change if an extract were used, and the folder that goes with its session."""

import gc
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd

from probation.ui import session_cases

PROJECT = Path(__file__).parents[2]

LABELS = {"kent": "Kent", "london": "London", "durham": "Durham"}


def inspections(*rows: tuple[str, str, int, bool]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["area", "inspected_on", "cases", "latest"])
    return frame.assign(inspected_on=pd.to_datetime(frame["inspected_on"]))


def test_each_area_stands_with_what_counts_now_and_then():
    now = inspections(("kent", "2016-06", 80, True), ("london", "2016-12", 90, True))
    then = inspections(
        ("london", "2016-12", 90, False), ("london", "2018-03", 100, True),
        ("durham", "2018-01", 60, True),
    )  # fmt: skip
    table = session_cases.changes(now, then, LABELS)
    assert table.loc["Kent"].tolist() == ["80 cases, June 2016", "none", ""]
    assert table.loc["London"].tolist() == [
        "90 cases, December 2016", "100 cases, March 2018", "90 cases, December 2016",
    ]  # fmt: skip
    assert table.loc["Durham"].tolist() == ["none", "60 cases, January 2018", ""]
    assert table.loc["All areas"].tolist() == ["170 cases", "160 cases", ""]


def test_where_nothing_is_superseded_there_is_no_such_column():
    once = inspections(("kent", "2016-06", 80, True))
    heads = list(session_cases.changes(once, once, LABELS).columns)
    assert heads == ["Shown to everybody", "In the extract"]


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
