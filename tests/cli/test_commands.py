"""The commands: what they print, where, and with which exit code."""

import csv
import io
import json
import math
import re

import pytest

from probation.cli import output
from probation.cli.commands import main
from probation.store import generation
from probation.store.folders import data_folder, stores_folder


def run(capsys, *argv):
    """Exit code, standard output and standard error without the progress lines."""
    code = main(argv)
    out, err = capsys.readouterr()
    said = [line for line in err.splitlines() if not re.match(r" *\d+% ", line)]
    return code, out, "\n".join(said)


@pytest.mark.usefixtures("own_folders")
def test_build_says_what_was_built(capsys):
    code, out, _ = run(capsys, "build")
    assert code == 0
    assert out.splitlines()[0] == f"{generation.pointed(stores_folder())}: synthetic case set"
    assert "cases              97 rows" in out
    assert "seconds" in out


@pytest.mark.usefixtures("own_folders")
def test_build_shows_progress_on_standard_error(capsys):
    main(["build"])
    out, err = capsys.readouterr()
    assert "100% The store is ready" in err
    assert "%" not in out


def test_json_is_a_list_of_answers_with_null_for_what_is_missing(capsys):
    code, out, _ = run(
        capsys, "rates", "availability", "--factor", "accommodation", "--by", "provider",
        "--format", "json",
    )  # fmt: skip
    crc, nps = json.loads(out)
    assert code == 0
    assert crc == {
        "question": "availability",
        "factor": "accommodation",
        "breakdown": "provider",
        "level": "CRC",
        "n": 5,
        "yes": 2,
        "percent": None,
        "ci_low": None,
        "ci_high": None,
        "flag": "u",
        "printed_in": None,
        "n_printed_in": None,
    }
    assert (nps["level"], nps["n"], nps["yes"], nps["flag"]) == ("NPS", 52, 29, None)
    assert nps["percent"] == pytest.approx(100 * 29 / 52, abs=1e-12)
    assert nps["ci_low"] < nps["percent"] < nps["ci_high"]


def test_limits_are_those_of_wilson(capsys):
    _, out, _ = run(capsys, "rates", "partner_risk_focus", "--format", "json")
    (answer,) = json.loads(out)
    n, p, z = 40, 0.75, 1.959963984540054
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    assert (answer["factor"], answer["breakdown"], answer["level"]) == (None, None, "all")
    assert answer["ci_low"] == pytest.approx(100 * (centre - half))
    assert answer["ci_high"] == pytest.approx(100 * (centre + half))


def test_without_a_factor_the_ten_of_the_bulletin_are_given(capsys):
    _, out, _ = run(capsys, "rates", "availability", "--format", "json")
    answers = json.loads(out)
    assert [a["factor"] for a in answers][:2] == ["accommodation", "ete"]
    assert len(answers) == 10
    assert answers[1]["n"] == 0
    assert answers[1]["percent"] is None


def test_csv_is_the_frame_and_nothing_else(capsys):
    _, out, _ = run(capsys, "rates", "availability", "--by", "gender", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert list(rows[0]) == [
        "question", "factor", "breakdown", "level", "n", "yes",
        "percent", "ci_low", "ci_high", "flag", "printed_in", "n_printed_in",
    ]  # fmt: skip
    assert len(rows) == 20
    female = rows[1]
    assert (female["level"], female["n"], female["percent"]) == ("female", "40", "50.0")
    assert rows[2]["percent"] == ""


def test_the_table_says_question_filters_generation_and_that_cases_are_synthetic(capsys):
    code, out, _ = run(
        capsys, "rates", "availability", "--by", "provider", "--where", "gender=male"
    )
    head, _, rows = out.partition("\n\n")
    assert code == 0
    assert "Availability of interventions, by provider. Filtered to: men." in head
    assert "Synthetic" in head
    assert "describe no person" in head
    assert str(generation.pointed(stores_folder())) in head
    assert rows.splitlines()[0].split() == [
        "factor", "breakdown", "level", "n", "yes", "percent", "ci_low", "ci_high", "flag",
        "printed_in", "n_printed_in",
    ]  # fmt: skip
    assert rows.splitlines()[1].split() == ["accommodation", "provider", "CRC", "5", "2", "u"]
    assert rows.splitlines()[2].split()[:6] == [
        "accommodation", "provider", "NPS", "12", "9", "75.0",
    ]  # fmt: skip


def test_one_dimension_twice_lets_either_through_and_two_dimensions_narrow_down(capsys):
    def n(*conditions):
        where = [word for c in conditions for word in ("--where", c)]
        _, out, _ = run(
            capsys, "rates", "availability", "--factor", "accommodation", "--format", "json", *where
        )
        return json.loads(out)[0]["n"]

    assert n() == 57
    assert n("gender=female") == 40
    assert n("gender=female", "gender=male") == 57
    assert n("gender=male", "provider=NPS") == 12
    assert n("rosh_level=medium", "rosh_level=low") == 57
    assert n("rosh_level=low") == 0


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (
            [],
            "Give a command: build, synthesise, rates, gap, areas, published, regress, export,"
            " stepwise,",
        ),
        (["rate"], "There is no command 'rate'; did you mean rates"),
        (["rates"], "The following arguments are required: QUESTION; see"),
        (
            ["rates", "availabilty"],
            "There is no question 'availabilty'; did you mean availability?",
        ),
        (["rates", ""], "There is no question ''; valid are availability"),
        (["rates", "delivery", "--factor", "drugs"], "did you mean drug_misuse?"),
        (["rates", "delivery", "--factor", "ete", "--factor", "ete"], "Give --factor once, not 2"),
        (["rates", "delivery", "--factor"], "Argument --factor: expected one argument; see"),
        (["rates", "partner_risk_focus", "--factor", "ete"], "is judged once a case"),
        (["rates", "delivery", "--by", "sex"], "There is no breakdown 'sex'; valid are provider"),
        (["rates", "delivery", "--by", "area"], "There is no breakdown 'area'; valid are provider"),
        (["rates", "delivery", "--where", "gender"], "Write --where as DIMENSION=CODE"),
        (["rates", "delivery", "--where", "gendr=male"], "did you mean gender?"),
        (
            ["rates", "delivery", "--where", "gender=fmale"],
            "mean Female (female) or Male (male)?",
        ),
        (["rates", "delivery", "--where", "area=knet"], "did you mean Kent (kent)?"),
        (
            ["rates", "delivery", "--where", "area='; DROP TABLE tally"],
            "There is no area inspected",
        ),
        (["rates", "delivery", "--format", "jsn"], "There is no format 'jsn'; did you mean json?"),
        (["rates", "delivery", "--fromat", "json"], "There is no option '--fromat'; did you mean"),
        (["rates", "delivery", "more"], "'more' is one too many; see"),
        (["published", "--format", "csv"], "There is no format 'csv'; valid are table or json."),
        (["build", "--force"], "There is no option '--force'; valid are --help."),
        (["--verbose"], "are required: COMMAND; see"),
    ],
)
def test_what_cannot_be_taken_is_one_sentence_and_exit_2(capsys, argv, sentence):
    code, out, err = run(capsys, *argv)
    assert (code, out) == (2, "")
    assert sentence in err
    assert len(err.splitlines()) == 1


@pytest.mark.usefixtures("own_folders")
def test_a_value_in_the_data_that_cannot_be_taken_is_exit_2(capsys):
    cases = data_folder() / "synthetic_cases.csv"
    cases.write_text(cases.read_text(encoding="utf-8").replace("NPS", "NSP"), encoding="utf-8")
    code, out, err = run(capsys, "build")
    assert (code, out) == (2, "")
    assert "row 2, column provider: there is no provider 'NSP'; did you mean NPS?" in err


@pytest.mark.usefixtures("own_folders")
def test_a_file_where_the_stores_folder_is_meant_is_one_sentence_and_exit_2(capsys):
    stores_folder().write_text("in the way", encoding="utf-8")
    code, out, err = run(capsys, "rates", "availability")
    assert (code, out) == (2, "")
    assert "names a file where a folder is meant" in err
    assert len(err.splitlines()) == 1


@pytest.mark.usefixtures("own_folders")
def test_a_store_that_cannot_be_written_is_one_sentence_and_exit_1(capsys):
    stores_folder().mkdir()
    (stores_folder() / "build.lock").mkdir()
    code, out, err = run(capsys, "rates", "availability")
    assert (code, out) == (1, "")
    assert "The store cannot be written in" in err
    assert len(err.splitlines()) == 1


@pytest.mark.usefixtures("own_folders")
def test_a_damaged_store_is_said_beside_the_answer(capsys):
    run(capsys, "build")
    stored = stores_folder() / f"{generation.pointed(stores_folder())}.duckdb"
    stored.write_bytes(b"")
    code, out, err = run(capsys, "rates", "partner_risk_focus", "--format", "json")
    assert code == 0
    assert json.loads(out)[0]["n"] == 40
    assert "The stored case set was damaged" in err


@pytest.mark.parametrize("verb", ["build", "synthesise", "rates", "gap", "areas", "published"])
def test_each_command_has_help(capsys, verb):
    code, out, err = run(capsys, verb, "--help")
    assert (code, err) == (0, "")
    assert f"usage: python -m probation {verb}" in out


def test_help_on_rates_names_every_code(capsys):
    _, out, _ = run(capsys, "rates", "--help")
    for code in ["availability", "ete", "gang_membership", "ogrs_band", "not_recorded", "durham"]:
        assert code in out
    assert "%%" not in out


def test_help_needs_no_data(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("PROBATION_DATA", str(tmp_path / "nothing"))
    code, out, _ = run(capsys, "rates", "--help")
    assert code == 0
    assert "see data/areas.csv" in out


def test_published_is_three_lists_in_json(capsys):
    code, out, _ = run(capsys, "published", "--format", "json")
    found = json.loads(out)
    assert code == 0
    assert list(found) == ["figures", "statements", "audit"]
    assert list(found["figures"][0]) == [
        "id", "where", "printed", "computed", "possible", "matches", "reason",
    ]  # fmt: skip
    assert list(found["statements"][0]) == ["id", "text", "holds", "how"]
    assert list(found["audit"][0]) == ["rule", "where", "finding", "may_have_been"]


def test_published_as_text_gives_each_figure_its_verdict(capsys):
    figure = {"id": "a", "where": "Section 1", "printed": "26%", "computed": 25}
    output.print_published(
        {
            "figures": [
                figure | {"possible": True, "matches": True, "reason": None},
                figure | {"possible": True, "matches": False, "reason": None},
                figure | {"possible": False, "matches": False, "reason": "Too few."},
                figure | {"computed": None, "possible": True, "matches": None, "reason": None},
            ],
            "statements": [{"id": "s", "text": "More.", "holds": None, "how": "No cases."}],
            "audit": [
                {"rule": "share", "where": "Table 1", "finding": "Odd.", "may_have_been": "25%"}
            ],
        }
    )
    lines = capsys.readouterr().out.splitlines()
    assert [" ".join(line.split()) for line in lines] == [
        "id where printed computed verdict",
        "a Section 1 26% 25 matches",
        "a Section 1 26% 25 differs",
        "a Section 1 26% 25 impossible: Too few.",
        "a Section 1 26%",
        "",
        "Statements",
        "- More.",
        "cannot be decided: No cases.",
        "",
        "What the audit finds in the published figures themselves",
        "- Table 1 (share)",
        "Odd.",
        "May have been: 25%",
    ]


def test_a_fault_of_ours_is_not_taken_for_ctrl_c(monkeypatch):
    def fail(*_):
        raise RuntimeError("dictionary changed size during iteration")

    monkeypatch.setattr("probation.store.build.build", fail)
    with pytest.raises(RuntimeError, match="dictionary"):
        main(["build"])
