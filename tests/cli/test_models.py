"""The commands that regress: what they print, and how they refuse."""

import json

import pytest

from probation.cli.commands import main
from probation.cli.models import levels
from probation.errors import ReaderError
from tests.cli.test_commands import run
from tests.stepwise import reference

NEURALGIA = str(reference.FOLDER / "neuralgia_sas.csv")
BASE = ["stepwise", NEURALGIA, "--outcome", "no_pain"]
ALL = [*BASE, "--candidates", "treatment,sex,age,duration", "--levels", "treatment=P|A|B"]


def test_json_has_the_answer_of_r(capsys):
    code, out, err = run(capsys, *ALL, "--levels", "sex=F|M", "--format", "json")
    found, theirs = json.loads(out), reference.answer("neuralgia_sas")
    assert (code, err) == (0, "")
    assert [s["variable"] for s in found["steps"]] == ["treatment", "age", "sex"]
    assert found["stop_reason"] == theirs["stop_reason"]
    assert found["fit"]["auc"] == pytest.approx(theirs["fit"]["auc"]["auc"], abs=1e-12)
    for own, their in zip(found["coefficients"], theirs["coefficients"], strict=True):
        assert (own["variable"], own["level"]) == (their["variable"], their["level"])
        assert own["reference"] == their["ref"]
        assert own["odds_ratio"] == pytest.approx(their["or"], rel=1e-6)
    assert found["steps"][0]["removal_table"][0]["lr"] == pytest.approx(14.0229745647261)


def test_the_table_tells_the_story(capsys):
    code, out, _ = run(capsys, *ALL)
    assert code == 0
    assert "no_pain = 1: 35 of 60 cases used (60 in all)." in out
    assert "Selected: treatment, age and sex." in out
    assert "Step 2: age enters (score 10.604, df 1, p .001), -2LL" in out
    assert "    not in   duration: score" in out
    assert "    in       treatment: LR" in out
    assert "Stopped (no_candidate_below_PIN): no candidate outside" in out
    assert "Hosmer-Lemeshow chi-square 8.291, df 8, p .406" in out
    assert "Please note" in out


def test_the_removal_statistic_and_the_criteria_are_heeded(capsys):
    name = str(reference.FOLDER / "edge_quasi_separation.csv")
    asked = ["stepwise", name, "--outcome", "event", "--candidates", "area,sex"]
    _, out, _ = run(capsys, *asked, "--removal", "WALD", "--format", "json")
    found = json.loads(out)
    assert found["stop_reason"] == "removal_would_repeat_previous_model"
    assert found["steps"][0]["removal_table"][0]["p"] == pytest.approx(0.2595625, abs=1e-6)
    # East, all events, comes first in the alphabet: everything measured against it is infinite
    assert [s["level"] for s in found["separation"]] == [None, "North", "South"]
    _, out, _ = run(capsys, *asked, "--enter", ".00001", "--format", "json")
    assert json.loads(out)["steps"] == []


def test_the_event_can_be_turned(capsys):
    _, plain, _ = run(capsys, *ALL, "--format", "json")
    _, turned, _ = run(capsys, *ALL, "--event", "0", "--format", "json")
    plain, turned = json.loads(plain), json.loads(turned)
    assert (plain["events"], turned["events"]) == (35, 25)
    assert turned["coefficients"][1]["b"] == pytest.approx(-plain["coefficients"][1]["b"])


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        ([*BASE, "--candidates", "sx"], "There is no column 'sx'; did you mean sex?"),
        (["stepwise", NEURALGIA, "--outcome", "age", "--candidates", "sex"], "two values, not"),
        ([*BASE, "--candidates", "sex", "--enter", ".1"], "must be above 0 and below"),
        ([*BASE, "--candidates", "sex", "--enter", "x"], "invalid float value"),
        ([*BASE, "--candidates", "sex", "--removal", "score"], "no removal statistic 'score'"),
        ([*BASE, "--candidates", "sex", "--event", "2"], "the event can be '0' or '1'"),
        ([*BASE, "--candidates", "sex", "--count", "age", "--categorical", "age"], "candidate"),
        ([*BASE, "--candidates", "sex", "--levels", "sex"], "NAME=LEVEL|LEVEL"),
        ([*BASE, "--candidates", "sex", "--levels", "sex=F"], "which its levels do not list"),
        ([*BASE, "--candidates", ","], "at least one candidate"),
        ([*BASE], "--candidates"),
        (["stepwise", "none.csv", "--outcome", "y", "--candidates", "a"], "There is no file"),
        (["regress", "availability", "--candidates", "hat"], "There is no candidate 'hat'"),
        (["regress", "nothing"], "There is no question 'nothing'"),
        (["regress", "delivery", "--factor", "ete"], "There is no judgement to regress"),
        (["regress", "availability", "--missing", "impute"], "There is no way with missing"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_2(capsys, argv, says):
    code, out, err = run(capsys, *argv)
    assert (code, out) == (2, "")
    assert says in err
    assert len(err.splitlines()) == 1


def test_no_row_left_is_one_sentence_and_exit_2(capsys, tmp_path):
    path = tmp_path / "cases.csv"
    path.write_text("y,a,b\n1,p,\n0,,q\n")
    code, _, err = run(capsys, "stepwise", str(path), "--outcome", "y", "--candidates", "a,b")
    assert code == 2
    assert err.startswith("No row is left")


def test_regress_answers_from_the_store(capsys):
    asked = ["regress", "availability", "--factor", "accommodation"]
    code, out, _ = run(capsys, *asked, "--candidates", "provider,gender", "--format", "json")
    found = json.loads(out)
    assert code == 0
    assert (found["n_total"], found["events"]) == (57, 31)
    code, out, _ = run(capsys, *asked, "--where", "provider=NPS", "--candidates", "gender")
    assert code == 0
    assert "Filtered to: NPS cases." in out
    assert "availability = yes: 29 of 52 cases used" in out


def test_help_names_every_option(capsys):
    assert main(["stepwise", "--help"]) == 0
    out = capsys.readouterr().out
    assert all(o in out for o in ["--outcome", "--levels", "--count", "--event", "--removal"])
    assert main(["regress", "--help"]) == 0
    assert "ogrs_band" in capsys.readouterr().out


def test_levels_may_come_one_by_one_or_together():
    expected = {"a": ("Low", "Medium, or so"), "b": ("x", "y")}
    for given in (
        ["a=Low|Medium, or so", "b=x|y"],
        ["a=Low|Medium, or so,b=x|y"],
        ["a=Low|Medium, or so; b=x|y"],
    ):
        assert levels(given, ["a", "b"]) == expected
    assert levels(["a=x=1|x=2"], ["a"]) == {"a": ("x=1", "x=2")}
    with pytest.raises(ReaderError, match="given twice"):
        levels(["a=1|2", "a=2|1"], ["a"])


def test_a_column_may_have_commas_in_its_name(capsys, tmp_path):
    path = tmp_path / "cases.csv"
    path.write_text('y,"age, years",sex\n0,19,m\n1,30,m\n0,22,f\n1,41,f\n0,35,m\n')
    for given in (["age, years,sex"], ["age, years", "sex"], ["sex, age, years"]):
        asked = [word for each in given for word in ("--candidates", each)]
        code, out, err = run(capsys, "stepwise", str(path), "--outcome", "y", *asked)
        assert (code, err) == (0, "")
        assert "not in   age, years: score" in out


def test_codes_of_missing_values_can_be_named(capsys, tmp_path):
    path = tmp_path / "cases.csv"
    path.write_text("y,age\n0,19\n1,30\n0,22\n1,41\n0,99\n1,n/k\n")
    asked = ["stepwise", str(path), "--outcome", "y", "--candidates", "age"]
    code, _, err = run(capsys, *asked)
    assert code == 2
    assert err.startswith("Row 7 has 'n/k' as its 'age', which is no number")
    code, out, _ = run(capsys, *asked, "--missing-codes", "99,n/k")
    assert code == 0
    assert "In 'age' these count as missing: 99 (1) and n/k (1)." in out


def test_too_few_events_are_the_first_line(tmp_path, capsys):
    """Four events and one parameter: no adjusted number, in words; the JSON is held against R."""
    path = tmp_path / "few.csv"
    rows = ["y,a", *["1,p"] * 4, *["0,p"] * 8, *["0,q"] * 40]
    path.write_text("\n".join(rows), encoding="utf-8")
    _, out, _ = run(capsys, "stepwise", str(path), "--outcome", "y", "--candidates", "a")
    first, *lines = out.splitlines()
    assert first.startswith("Too few events: the rarer outcome has 4 cases for 1 parameter")
    assert "No adjusted number is given: there are too few events for any." in lines
    assert not any("Too few events" in line or "Adjusted" in line for line in lines)
    assert not any("odds ratios with 95%" in line for line in lines)


def test_what_is_predicted_without_error_has_no_points_and_no_nought_instead(tmp_path, capsys):
    """A number above 20 is always an event: its slope has no estimate, and is not 0.0."""
    path = tmp_path / "cases.csv"
    rows = ["y,a", *(f"{int(a > 20)},{a}" for a in range(1, 41))]
    path.write_text("\n".join(rows), encoding="utf-8")
    asked = ["stepwise", str(path), "--outcome", "y", "--candidates", "a"]
    _, out, _ = run(capsys, *asked)
    points = out.split("Average marginal effects")[1].splitlines()[2]
    assert points.split() == ["a", "per", "unit", "no", "estimate"]
    _, out, _ = run(capsys, *asked, "--format", "json")
    assert [row["points"] for row in json.loads(out)["effects"]] == [None]
