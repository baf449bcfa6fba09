"""The command line as a process of its own: pipes, signals and code pages."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from probation.store import generation
from probation.store.folders import stores_folder
from tests import builders

PROJECT = Path(__file__).parents[2]


def in_a_process(*argv, **more):
    """The command line as a process of its own, with its output in pipes."""
    command = [sys.executable, "-m", "probation", *argv]
    return subprocess.Popen(
        command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes and signals")
@pytest.mark.parametrize(
    "argv", [["rates", "availability", "--format", "table"], ["rates", "--help"]]
)
@pytest.mark.usefixtures("own_folders")  # another process does not know tests' files as shipped
def test_a_reader_that_has_seen_enough_is_no_error(argv):
    # some environments unbuffer Python, which would hide what it says when it flushes at exit
    with in_a_process(*argv, env=os.environ | {"PYTHONUNBUFFERED": ""}) as process:
        process.stdout.close()
        said = process.stderr.read()
    assert said == b""
    assert process.returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes and signals")
@pytest.mark.usefixtures("own_folders")
def test_ctrl_c_is_quiet(tmp_path):
    files = builders.random_case_files(tmp_path / "data", seed=3, cases=2000)
    builders.enlarged_files(files, 10, tmp_path / "larger")
    with in_a_process(
        "build", env=os.environ | {"PROBATION_DATA": str(tmp_path / "larger")}
    ) as process:
        process.stderr.readline()  # it is under way, with more to do than a moment allows
        process.send_signal(signal.SIGINT)
        said = process.stderr.read().decode()
    assert process.returncode == 130
    assert all(re.match(r" *\d+% ", line) for line in said.splitlines())
    assert generation.names(stores_folder()) == []


@pytest.mark.usefixtures("own_folders")
def test_output_is_utf_8_whatever_the_code_page(tmp_path):
    areas = builders.AREAS.replace("| Kent ", "| Môn  ")
    builders.case_files(tmp_path / "data", "case_id | area\nA | kent\nB | london", areas=areas)
    environment = os.environ | {"PYTHONIOENCODING": "cp1252"}
    with in_a_process("rates", "availability", "--where", "area=kent", env=environment) as process:
        out, _ = process.communicate()
    assert "Filtered to: Môn." in out.decode("utf-8")
