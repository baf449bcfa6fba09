"""What no exit gives of a model on too few cases or events, and that nothing gives it back."""

import math

import pytest

from probation.disclosure.withheld_models import kept, reasons, withheld
from probation.exports.model_json import document
from probation.stepwise.patterns import patterns
from probation.stepwise.regression import regression
from probation.stepwise.roles import Roles
from probation.stepwise.selection import Criteria
from tests.stepwise import reference

IN = Criteria(0.9, 0.95)


def fitted(groups, criteria=IN):
    """A model of one variable. groups: for each level, in order, how many events and others."""
    rows = [(g, y) for g, (yes, no) in groups.items() for y in [1] * yes + [0] * no]
    data = {"y": [y for _, y in rows], "g": [g for g, _ in rows]}
    return regression(patterns(data, Roles("y", ("g",), levels={"g": tuple(groups)})), criteria)


#: 9 cases of one level, 60 of another, and of a third.
SMALL, LARGE, OTHER = (7, 2), (20, 40), (40, 20)


def test_a_level_under_10_cases_has_no_odds_ratio_and_none_that_is_held_against_it():
    found = fitted({"large": LARGE, "small": SMALL, "other": OTHER})
    of = withheld(found.patterns)
    assert of == {("g", "small"): "under 10 cases"}
    intercept, small, other = kept(found.coefficients, of)
    assert all(math.isnan(v) for v in (small.b, small.se, small.p, small.odds_ratio, small.ci_low))
    assert (intercept, other) == (found.coefficients[0], found.coefficients[2])


def test_where_the_reference_is_small_the_intercept_which_is_its_odds_goes_too():
    found = fitted({"small": SMALL, "large": LARGE})
    assert math.exp(found.coefficients[0].b) == pytest.approx(7 / 2)
    assert reasons(found.coefficients, withheld(found.patterns)) == ["under 10 cases"] * 2
    told = document(found, guarded=True)
    assert [row["b"] for row in told["coefficients"]] == [None, None]
    assert [row["points"] for row in told["effects"]] == [None]
    assert [row["percent"] for row in told["adjusted"]] == [None, pytest.approx(100 * 20 / 60)]
    assert told["withheld"] == [{"variable": "g", "level": "small", "reason": "under 10 cases"}]


def test_under_five_events_a_parameter_nothing_is_sized_and_the_tests_of_the_selection_stand():
    found = fitted({"large": (4, 56), "other": (0, 60)})
    told = document(found, guarded=True)
    sizes = [row[name] for row in told["coefficients"] for name in ("b", "se", "p", "odds_ratio")]
    sizes += [row["points"] for row in told["effects"]] + [r["percent"] for r in told["adjusted"]]
    sizes += [row["firth"]["odds_ratio"] for row in told["separation"]]
    assert set(sizes) == {None}
    assert {row["reason"] for row in told["withheld"]} == {"too few events"}
    assert told["steps"][0]["p"] == found.path.steps[0].p
    assert told["warnings"][0].startswith("Too few events: the rarer outcome has 4 cases")


def test_what_is_held_against_r_is_whole():
    found = fitted({"large": (4, 56), "other": (2, 58)})
    told = document(found)
    assert told["coefficients"][1]["odds_ratio"] == found.coefficients[1].odds_ratio
    assert "withheld" not in told


def test_points_of_what_is_predicted_without_error_are_no_estimate():
    found = regression(reference.case("edge_perfect_separation"))
    assert found.separated
    assert any(effect.points == effect.points for effect in found.effects)
    assert {effect["points"] for effect in document(found)["effects"]} == {None}
