"""The command ``areas``: records, notes and sentences."""

import csv
import io
import json

import pytest
from scipy.stats import binom

from probation.store.build import build
from tests import builders
from tests.cli.conftest import use_folders
from tests.cli.test_commands import run

COUNTS = """
area   | provider | gender | question           | factor | yes | no
kent   | NPS      | female | partner_risk_focus |        | 30  | 10
durham | CRC      | male   | partner_risk_focus |        | 10  | 30
yorks  | CRC      | male   | partner_risk_focus |        | 3   | 2
kent   | CRC      | male   | delivery           | ete    | 20  | 20
durham | CRC      | male   | delivery           | ete    | 6   | 24
kent   | CRC      | male   | delivery           | drug_misuse | 5 | 5
"""
FIELDS = [
    "n", "yes", "cases", "design_effect", "percent", "expected", "lower95", "upper95", "lower998",
    "upper998", "position", "p", "p_bh",
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("areas")
    build(builders.ship(builders.counted_files(made / "data", COUNTS)), made / "stores")
    return made


@pytest.fixture(autouse=True)
def _folders(folder, monkeypatch):
    use_folders(folder, monkeypatch)


def answers(capsys, *argv):
    code, out, err = run(capsys, "areas", *argv, "--format", "json")
    assert code == 0
    return json.loads(out), err


def test_json_is_one_record_an_area_with_its_exact_limits(capsys):
    found, err = answers(capsys, "partner_risk_focus")
    assert [list(row) for row in found] == [["area", *FIELDS]] * 3
    assert [row["area"] for row in found] == ["yorks", "durham", "kent"], "London has no case"
    yorks, durham, kent = found
    rate = 43 / 85
    for row in (durham, kent):
        assert row["n"] == 40
        assert row["percent"] == 100 * row["yes"] / 40
        assert row["expected"] == pytest.approx(100 * rate)
        for name, q in (("lower95", 0.025), ("upper95", 0.975), ("lower998", 0.001)):
            assert row[name] == 100 * binom.ppf(q, 40, rate) / 40
    assert (durham["position"], kent["position"]) == ("below 99.8", "above 95")
    assert (yorks["percent"], yorks["position"]) == (None, None)
    assert "ynthetic" in err


def test_csv_has_the_same_columns(capsys):
    code, out, _ = run(capsys, "areas", "partner_risk_focus", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert list(rows[0]) == ["area", *FIELDS]
    assert (rows[2]["percent"], rows[0]["percent"]) == ("75.0", "")


def test_units_and_filters(capsys):
    found, _ = answers(capsys, "partner_risk_focus", "--unit", "crc_owner")
    assert [next(iter(row)) for row in found] == ["crc_owner"] * 3
    assert {row["crc_owner"]: row["n"] for row in found}["seetec"] == 40
    women, _ = answers(capsys, "partner_risk_focus", "--where", "gender=female")
    assert [row["n"] for row in women] == [0, 0, 40]


def test_a_filter_of_place_is_set_aside_beside_the_answer(capsys):
    found, err = answers(capsys, "partner_risk_focus", "--where", "area=kent")
    assert [row["n"] for row in found] == [5, 40, 40]
    assert "set aside" in err


def test_of_all_factors_together_it_is_said_what_judgements_are_worth(capsys):
    together, err = answers(capsys, "delivery")
    one, said = answers(capsys, "delivery", "--factor", "ete")
    assert ([row["n"] for row in together], [row["n"] for row in one]) == (
        [0, 30, 50],
        [0, 30, 40],
    )
    assert "80 judgements tell as much as" in err
    assert "tell as much as" not in said
    assert [row["cases"] for row in together] == [0, 30, 50]


def test_adjusted_for_what_tells_the_areas_apart_nobody_is_outside(capsys):
    found, err = answers(capsys, "partner_risk_focus", "--adjusted", "--where", "provider=NPS")
    assert found[2]["percent"] == pytest.approx(75)
    found, err = answers(capsys, "partner_risk_focus", "--adjusted")
    yorks, durham, kent = found
    # Kent's cases alone are of women, so they are expected to do as they did
    assert (kent["expected"], kent["position"]) == (pytest.approx(75), "within")
    assert kent["percent"] == pytest.approx(100 * 43 / 85)
    assert durham["expected"] == pytest.approx(100 * 13 / 45)
    assert (yorks["expected"], yorks["n"]) == (pytest.approx(100 * 13 / 45), 5)
    assert "Adjusted for provider, gender" in err


def test_case_mix_leaves_provider_out(capsys):
    _, err = answers(capsys, "partner_risk_focus", "--case-mix", "--where", "gender=male")
    assert "Adjusted for gender" in err
    assert "not for provider, which is part of what is judged" in err
    _, also = answers(
        capsys, "partner_risk_focus", "--case-mix", "--adjusted", "--where", "gender=male"
    )
    assert "Adjusted for provider" in also


def test_on_fewer_than_10_judgements_in_all_there_are_counts_alone(capsys):
    asked = ("partner_risk_focus", "--where", "gender=male", "--where", "provider=NPS")
    _, err = answers(capsys, *asked)
    assert "Too few cases (0) to compare." in err
    code, out, _ = run(capsys, "areas", *asked, "--adjusted")
    assert code == 0
    assert "Too few cases (0) to compare." in out
    assert "%" not in out.replace("percent", "")
    assert "Adjusted" not in out


def test_the_table_says_what_was_asked_and_flags_small_bases(capsys):
    code, out, err = run(capsys, "areas", "delivery", "--where", "gender=male")
    head, _, rows = out.partition("\n\n")
    assert (code, err) == (0, "")
    for words in ("Delivery of interventions. Filtered to: men.", "Synthetic", "tell as much as"):
        assert words in head
    assert rows.splitlines()[0].split() == ["area", *FIELDS, "flag"]
    assert rows.splitlines()[2].split()[:4] == ["durham", "30", "6", "30"]


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (["delivery", "--unit", "aera"], "There is no unit 'aera'; did you mean area?"),
        (["delivry"], "did you mean delivery?"),
        (["partner_risk_focus", "--factor", "ete"], "is judged once a case"),
        (["delivery", "--adjust"], "There is no option '--adjust'; did you mean --adjusted"),
        (["delivery", "--where", "gender"], "Write --where as DIMENSION=CODE"),
    ],
)
def test_what_cannot_be_taken_is_one_sentence_and_exit_2(capsys, argv, sentence):
    code, out, err = run(capsys, "areas", *argv)
    assert (code, out) == (2, "")
    assert sentence in err
    assert len(err.splitlines()) == 1


def test_help_says_what_expected_is_and_names_every_code(capsys):
    code, out, _ = run(capsys, "areas", "--help")
    assert code == 0
    for words in ("expected", "--adjusted", "--case-mix", "crc_owner"):
        assert words in out
