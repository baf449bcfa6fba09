"""A regression as JSON: whole, and guarded."""

import json

import numpy as np
import pytest

from probation.exports.model_json import document
from probation.stepwise.patterns import patterns
from probation.stepwise.regression import regression
from probation.stepwise.roles import Roles
from probation.stepwise.selection import Criteria
from tests.stepwise.test_selection import ROLES, drawn


def test_the_document_has_the_errors_by_cluster_with_their_degrees_of_freedom():
    frame = drawn(27).assign(area=lambda f: np.arange(len(f)) % 9)
    found = regression(patterns(frame, Roles("y", ("a",), cluster="area")), Criteria(0.98, 0.99))
    plain = json.loads(json.dumps(document(found), allow_nan=False))
    (effect,) = plain["clustered"]["effects"]
    assert plain["clustered"]["clusters"] == 9
    assert effect["df"] == pytest.approx(found.robust.effects[0].df)
    assert effect["points"] == plain["effects"][0]["points"]
    assert "df" not in plain["effects"][0]
    assert "df" not in plain["coefficients"][0]


def test_with_under_five_events_a_parameter_a_guarded_document_has_no_adjusted_numbers():
    a = ["p"] * 3 + ["q"] * 51 + ["p"] * 10
    data = {"y": [1] * 4 + [0] * 60, "a": a, "area": ["k", "l"] * 32}
    found = regression(patterns(data, Roles("y", ("a",), cluster="area")), Criteria(0.98, 0.99))
    plain, guarded = document(found), document(found, guarded=True)
    assert plain["effects"][0]["points"] is not None
    for part in (guarded, guarded["clustered"]):
        assert [part["effects"][0][k] for k in ("points", "ci_low", "ci_high")] == [None] * 3
        assert {row["odds_ratio"] for row in part["coefficients"]} == {None}
    assert [row["percent"] for row in guarded["adjusted"]] == [None, None]
    assert plain["coefficients"][1]["odds_ratio"] == found.coefficients[1].odds_ratio


def test_the_document_is_json_without_nan():
    found = regression(patterns(drawn(27), ROLES))
    plain = json.loads(json.dumps(document(found), allow_nan=False))
    assert list(plain) == [
        "n_total", "n_used", "events", "steps", "stop_reason", "final_variables", "coefficients",
        "fit", "effects", "adjusted", "separation", "warnings", "clustered",
    ]  # fmt: skip
    assert list(plain["steps"][0]) == [
        "step", "action", "variable", "df", "statistic", "stat_name", "p", "minus2LL",
        "not_in_equation", "removal_table",
    ]  # fmt: skip
    intercept = plain["coefficients"][0]
    assert (intercept["variable"], intercept["level"], intercept["reference"]) == (
        "(Intercept)",
        None,
        None,
    )


def test_without_any_selection_the_curve_is_a_coin():
    data = {"y": [0, 1] * 30, "a": ["p", "p", "q", "q"] * 15}
    plain = document(regression(patterns(data, Roles("y", ("a",)))))
    assert plain["steps"] == []
    assert plain["stop_reason"] == "no_candidate_below_PIN"
    assert plain["fit"]["auc"] == 0.5
    assert plain["fit"]["hosmer_lemeshow"] == {"chi2": None, "df": None, "p": None}
    assert [c["variable"] for c in plain["coefficients"]] == ["(Intercept)"]
