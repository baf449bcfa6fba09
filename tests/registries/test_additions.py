"""What is added to the registries goes the whole way: extract, store, pages, models, files.

Each addition is what somebody would write, in the one file they would write it in; it is made in a
copy of the project, where a process of its own runs whole_path.py.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from probation.store.build import build
from probation.store.source import shipped

pytestmark = pytest.mark.slow

PROJECT = Path(__file__).parents[2]
VOCABULARY = "probation/domain/vocabulary.py"
QUESTIONS = "probation/domain/questions.py"

#: Each: the file, what it stands before there, and what is written.
Addition = tuple[str, str, str]

LEVELS: Addition = (
    VOCABULARY,
    "class Judgement(Term):",
    """class Disability(Term):
    YES = "yes", "Disabled", "disabled people"
    NO = "no", "Not disabled", "people who are not disabled"
    NOT_RECORDED = "not_recorded", "Not recorded", "disability not recorded"


""",
)
DISABILITY: Addition = (
    VOCABULARY,
    "\n\n#: What may divide a figure;",
    """    DISABILITY = (
        "disability",
        Entry(
            "Disability",
            "disability",
            Disability,
            "As recorded by the probation provider",
            group="Person",
            cases="cases of {phrase}",
            divides=True,
            optional=True,
        ),
    )
""",
)
NINTH: Addition = (
    QUESTIONS,
    ")\n\n#: Every question by its key",
    """    Question(
        "timeliness",
        "Were interventions delivered in time?",
        "Timeliness of interventions",
        "Timeliness",
        "timeliness",
        "cases where the factor was a priority",
        "Interventions came in time",
        True,
        "",
        "not asked in the bulletin",
        "delivery",
    ),
""",
)
FACTORS: Addition = (
    VOCABULARY,
    "\n\n#: Recorded by inspectors but left out",
    """    GAMBLING = "gambling", "Gambling", "gambling"
    CARING = "caring", "Caring for others", "caring for others"
    HEALTH = "health", "Physical health", "physical health"
""",
)
#: A dimension with four levels, which so far filters alone, divides figures.
FOUR_LEVELS: Addition = (
    VOCABULARY,
    "        ),\n    )\n    MAPPA = (",
    "            divides=True,\n",
)

WholePath = Callable[..., dict[str, Any]]


@pytest.fixture
def whole_path(tmp_path: Path) -> WholePath:
    """``whole_path(additions, breakdown, question, page)``: what a copy with them makes."""

    def made(additions: list[Addition], *asked: str) -> dict[str, Any]:
        copy, older = tmp_path / "copy", tmp_path / "older"
        build(shipped(PROJECT / "data"), older)
        for name in ("probation", "pages", "data", ".streamlit"):
            shutil.copytree(PROJECT / name, copy / name)
        for name, before, written in additions:
            text = (copy / name).read_text(encoding="utf-8")
            assert text.count(before) == 1, before
            (copy / name).write_text(text.replace(before, written + before), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, Path(__file__).with_name("whole_path.py"), *asked],
            cwd=copy,
            env=os.environ
            | {"PYTHONPATH": str(copy), "OLDER": str(older), "TMPDIR": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return dict(json.loads(done.stdout.splitlines()[-1]))

    return made


def went_well(seen: dict[str, Any]) -> None:
    """What holds whatever was added."""
    assert seen["faults"] == []
    for name in ("gaps_page", "own_page", "model_page"):
        assert seen[name], name
        assert not [said for said in seen[name] if said.startswith("failed")], name
    assert seen["shipped"] == [True, shipped(PROJECT / "data").source_hash()[:8]]
    assert seen["adjusted"] > 0


def test_an_added_breakdown(whole_path):
    seen = whole_path([LEVELS, DISABILITY], "disability", "availability", "availability")
    went_well(seen)
    assert seen["sides"] == [["yes", "no"]]
    assert seen["entered"] == ["disability"]
    assert "differ by disability" in seen["drawn"]["percent"]
    assert seen["upgraded"] == ["synthetic case set", ["not_recorded"]]
    assert "Disabled" in seen["slides"]
    assert "disability" in seen["csv"].lower()
    assert "MAPPA" not in seen["slides"]


def test_a_ninth_question_and_fifteen_factors(whole_path):
    seen = whole_path([NINTH, FACTORS], "gender", "timeliness", "delivery")
    went_well(seen)
    assert seen["factors"] == 13  # those that are reported
    assert "**Timeliness of interventions**" in seen["own_page"], "its page shows it"
    assert "Timeliness" in seen["slides"]
    assert "Caring for others" in seen["slides"]


def test_four_levels(whole_path):
    seen = whole_path([FOUR_LEVELS], "rosh_level", "delivery", "delivery")
    went_well(seen)
    assert seen["levels_drawn"] == 4
    assert seen["sides"] == [["low", "medium"]]
    assert seen["filtered_sides"] == [["high", "very_high"]]
    assert (
        "Of the 4 levels of risk of serious harm two are compared: medium and low."
        in seen["slides"]
    )
