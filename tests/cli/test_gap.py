"""The command ``gap``."""

import csv
import io
import json

import pytest

from probation.cli.gap import COLUMNS, PRINTED
from tests.cli.test_commands import run


def test_json_has_one_record_a_factor_with_the_second_level_minus_the_first(capsys):
    code, out, err = run(capsys, "gap", "availability", "--format", "json")
    assert code == 0
    assert "Synthetic cases" in err
    first, *others = json.loads(out)
    assert list(first) == [*COLUMNS, *PRINTED]
    assert (first["factor"], first["level_a"], first["level_b"]) == ("accommodation", "CRC", "NPS")
    counts = [first[name] for name in ("n_a", "yes_a", "n_b", "yes_b")]
    assert counts == [5, 2, 52, 29]
    # fewer than 10 on a side: counts alone
    assert [first[name] for name in ("difference", "ci_low", "p", "p_bh")] == [None] * 4
    assert first["flag"] == "u"
    assert len(others) == 9


def test_groups_and_filters_are_as_asked(capsys):
    _, out, _ = run(
        capsys,
        "gap",
        "availability",
        "--by",
        "gender",
        "--where",
        "provider=NPS",
        "--format",
        "csv",
    )
    first, *_ = csv.DictReader(io.StringIO(out))
    assert (first["breakdown"], first["level_a"], first["level_b"]) == ("gender", "male", "female")
    # 9 of 12 and 20 of 40
    assert float(first["difference"]) == pytest.approx(-25)
    assert first["flag"] == "u"


def test_the_table_says_what_is_compared(capsys):
    code, out, _ = run(capsys, "gap", "partner_risk_focus")
    assert code == 0
    assert "NPS minus CRC in percentage points" in out
    assert "factor" not in out


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (["gap", "availabilty"], "did you mean availability?"),
        (["gap", "delivery", "--by", "area"], "There is no breakdown 'area'"),
        (["gap", "delivery", "--factor", "ete"], "There is no option '--factor'"),
        (["gap", "delivery", "--by", "gender", "--by", "provider"], "Give --by once, not 2 times"),
    ],
)
def test_what_cannot_be_asked_is_said_in_a_sentence(capsys, argv, sentence):
    code, out, err = run(capsys, *argv)
    assert (code, out) == (2, "")
    assert sentence in err


def test_models_and_bounds_are_columns_after_the_others_with_what_must_be_known_beside(capsys):
    argv = ["gap", "availability", "--by", "gender", "--where", "provider=NPS"]
    argv += ["--full-model", "--bounds"]
    _, out, err = run(capsys, *argv, "--format", "json")
    first, second, *_ = json.loads(out)
    assert list(first)[: len(COLUMNS)] == COLUMNS
    assert (first["model_cases"], first["model_lost"]) == (52, 0)
    # nothing else varies among these cases, so that it would be the plain difference again
    assert first["full_model"] is None
    assert first["full_model_note"] == "nothing else to account for"
    assert first["bound_low"] == first["bound_high"] == first["difference"]
    assert (second["full_model"], second["full_model_note"]) == (None, "no model can be fitted")
    sentences = ["Accounted for: nothing else.", "Bounds: gender is recorded for every case"]
    assert all(sentence in err for sentence in sentences)
    _, out, _ = run(capsys, *argv)
    assert all(sentence in out for sentence in sentences)
