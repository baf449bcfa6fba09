"""What a regression reports beyond its trace: fit, effects, resampling, screen and warnings."""

import json
import math
from dataclasses import replace
from unittest.mock import Mock

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy.stats import rankdata
from statsmodels.stats.multitest import multipletests

from probation.disclosure.serialise import document
from probation.statistics.model_matrix import screen
from probation.statistics.multiplicity import benjamini_hochberg
from probation.stepwise.bootstrap import selection_frequencies
from probation.stepwise.cautions import cautions, events_per_parameter, floored, several_tests
from probation.stepwise.coefficients import coefficients
from probation.stepwise.goodness import goodness
from probation.stepwise.logistic import fit
from probation.stepwise.models import Models
from probation.stepwise.patterns import patterns
from probation.stepwise.regression import regression
from probation.stepwise.roles import Roles
from probation.stepwise.selection import Criteria
from tests.stepwise.test_selection import ROLES, drawn


def test_the_area_under_the_curve_counts_ties_half():
    frame = drawn(21)
    found = regression(patterns(frame, Roles("y", ("c", "b"))), Criteria(0.98, 0.99))
    x = pd.get_dummies(frame[["c", "b"]], drop_first=True).to_numpy(float)
    p = sm.Logit(frame["y"], sm.add_constant(x)).fit(disp=0, tol=1e-12).predict()
    ranks = rankdata(p.round(9))
    events = frame["y"].sum()
    above = ranks[frame["y"] == 1].sum() - events * (events + 1) / 2
    assert found.model.variables == ("b", "c")
    assert found.goodness.auc == pytest.approx(above / (events * (len(frame) - events)), abs=1e-12)


def blocks_of(sizes):
    """A fit of patterns with these numbers of cases, each of its own probability."""
    n = np.array(sizes, dtype=float)
    x = np.column_stack([np.ones(len(n)), np.arange(len(n), dtype=float)])
    return fit(x, n, np.floor(n * np.linspace(0.3, 0.6, len(n))))


@pytest.mark.parametrize(
    ("sizes", "groups"),
    [
        ([10] * 10, 10),
        ([5] * 20, 10),
        ([7] * 15, 8),  # target 11 (10.5 up): 7, and half of 7 more, are 10; then 14 is above it
        ([4] * 25, 9),  # 8 is below the target and half of 4 more fits: groups of 12
        ([10] * 14, 10),  # half of a second 10 does not fit; the tenth group takes the rest
        ([40, 30, 20, 10], 4),  # a block is never split
        ([50, 50], 2),
    ],
)
def test_hosmer_lemeshow_groups_as_spss_does(sizes, groups):
    found = goodness(blocks_of(sizes), 100.0).hosmer_lemeshow
    assert found.df == groups - 2
    assert math.isnan(found.p) == (groups == 2)


def test_rounding_does_not_break_a_tie():
    x = np.column_stack([np.ones(4), [0.0, 0, 1, 1]])
    whole = fit(x, np.array([4.0, 6, 5, 5]), np.array([3.0, 1, 1, 4]))
    jolted = replace(whole, eta=whole.eta + np.array([0, 1e-13, 0, -1e-13]))
    assert goodness(jolted, 30.0) == goodness(whole, 30.0)


def test_effects_are_statsmodels_marginal_effects():
    frame = drawn(22)
    found = regression(patterns(frame, Roles("y", ("x", "a"))), Criteria(0.98, 0.99))
    x = pd.DataFrame({"x": frame["x"], "a": (frame["a"] == "q").astype(float)})
    fitted = sm.Logit(frame["y"], sm.add_constant(x)).fit(disp=0, tol=1e-12)
    theirs = fitted.get_margeff(dummy=True).summary_frame()
    for effect in found.effects:
        row = theirs.loc[effect.variable]
        assert effect.points == pytest.approx(100 * row["dy/dx"], rel=1e-6)
        assert effect.ci_low == pytest.approx(100 * row["Conf. Int. Low"], rel=1e-6)
    first, second = found.adjusted
    assert second.percent - first.percent == pytest.approx(found.effects[-1].points, abs=1e-9)
    assert (first.n, first.raw) == (
        (frame["a"] == "p").sum(),
        pytest.approx(100 * frame.loc[frame["a"] == "p", "y"].mean()),
    )


def test_an_aliased_level_is_said_and_has_no_numbers():
    frame = drawn(28).assign(coarse=lambda f: f["c"].isin(["s", "t"]).map(str))
    found = patterns(frame, Roles("y", ("coarse", "c")))
    model = Models.of(found).model(("coarse", "c"))
    assert any("'c' = 'v'" in sentence for sentence in cautions(found, model, ()))
    rows = {(c.variable, c.level): c.b for c in coefficients(found, model)}
    assert [key for key, b in rows.items() if math.isnan(b)] == [("c", "v")]


def test_the_same_seed_gives_the_same_frequencies_one_sample_after_another():
    found = patterns(drawn(23), ROLES)
    first = list(selection_frequencies(found, Criteria(), samples=20))
    again = list(selection_frequencies(found, Criteria(), samples=20))
    other = list(selection_frequencies(found, Criteria(), samples=20, seed=1))
    assert first == again
    assert first != other
    assert [so_far.samples for so_far in first] == list(range(1, 21))
    for so_far in first:
        assert {f.variable for f in so_far.variables} == set(found.names)
        assert all(
            f.share * so_far.samples == pytest.approx(round(f.share * so_far.samples))
            for f in so_far.variables
        )


def test_a_strong_variable_is_selected_in_nearly_every_sample():
    rng = np.random.default_rng(0)
    x = rng.choice(["p", "q"], 400)
    data = {"y": (rng.random(400) < np.where(x == "p", 0.3, 0.7)).astype(int), "x": x}
    data["noise"] = rng.choice(["k", "l"], 400)
    *_, found = selection_frequencies(patterns(data, Roles("y", ("noise", "x"))), Criteria())
    share = {f.variable: f.share for f in found.variables}
    assert share["x"] > 0.98
    assert share["noise"] < 0.4


def test_a_watch_is_asked_before_each_step_and_may_stop_the_selection():
    found = patterns(drawn(24), ROLES)
    asked = []
    steps = regression(found, Criteria(0.98, 0.99), lambda: asked.append(1)).path.steps
    assert len(asked) == len(steps) > 1
    with pytest.raises(TimeoutError):
        regression(found, Criteria(0.98, 0.99), Mock(side_effect=[None, TimeoutError]))


def test_benjamini_hochberg_is_statsmodels():
    p = np.random.default_rng(5).random(30) ** 3
    assert benjamini_hochberg(p) == pytest.approx(multipletests(p, method="fdr_bh")[1], rel=1e-12)
    assert benjamini_hochberg([]) == []


def test_a_screen_judges_the_tests_of_all_outcomes_together():
    outcomes = {seed: patterns(drawn(seed), ROLES) for seed in (31, 32, 33)}
    found = screen(outcomes, Criteria(), {"none": "There is no judgement."})
    assert [(t.outcome, t.variable) for t in found.tests] == [
        (seed, name) for seed in outcomes for name in ROLES.candidates
    ]
    adjusted = multipletests([t.p for t in found.tests], method="fdr_bh")[1]
    assert [t.p_adjusted for t in found.tests] == pytest.approx(adjusted, rel=1e-12)
    assert found.regressions[32].path.start.not_in_equation[0].p == found.tests[4].p
    assert found.skipped == {"none": "There is no judgement."}
    assert "12 tests" in several_tests(len(found.tests), "Stars allow")


@pytest.mark.parametrize(
    ("tests", "said"), [(3, "1 in 20 would"), (19, "1 in 20 would"), (20, "about 1 of them"),
                        (60, "about 3 of them")],
)  # fmt: skip
def test_how_many_tests_would_come_out_by_chance_is_said(tests, said):
    found = several_tests(tests, "The stars allow")
    assert said in found
    assert found.endswith(". The stars allow for that.")


def test_of_one_test_nothing_is_said_of_many():
    assert several_tests(1, "The stars allow") == ""


def warned(data, roles):
    return " ".join(regression(patterns(data, roles)).warnings)


@pytest.mark.parametrize(
    ("events", "says"), [(12, ""), (8, "few: take the answer with care"), (4, "far too few")]
)
def test_few_events_for_each_parameter_are_warned_of(events, says):
    y = [1] * events + [0] * 60
    data = {"y": y, "a": ["p", "q"] * (len(y) // 2)}
    found = patterns(data, Roles("y", ("a",)))
    assert events_per_parameter(found) == events
    text = warned(data, Roles("y", ("a",)))
    assert ("cases for 1 parameter" in text) == bool(says)
    assert says in text


def test_events_are_rounded_down_so_that_fewer_than_ten_are_never_called_ten():
    assert [floored(each) for each in (9.97, 10, 4.999, 0.04)] == ["9.9", "10.0", "4.9", "0.0"]


def test_a_selection_is_said_to_be_optimistic_and_no_selection_is_not():
    frame = drawn(25, n=400)
    assert "too optimistic" in warned(frame, ROLES)
    noise = frame.assign(y=np.arange(400) % 2)
    assert "too optimistic" not in warned(noise, Roles("y", ("c",)))


def test_what_was_lost_or_left_out_is_said():
    data = {"y": [0, 1, 1, 0, 1], "a": ["p", "q", "p", "q", None], "c": ["k"] * 5, "v": [None] * 5}
    text = warned(data, Roles("y", ("a", "c", "v")))
    assert "1 case was left out of 5 for lack of a value: 'a' 1." in text
    assert "'v' was left out: it is missing in every row." in text
    assert "'c' was left out: it has one value" in text


def test_an_event_that_is_not_plain_is_said():
    data = {"y": ["2", "1", "2", "1"], "a": ["p", "q", "q", "q"]}
    assert "The event is 'y' = '2', against '1'." in warned(data, Roles("y", ("a",)))
    data["y"] = ["Yes", "no", "Yes", "no"]
    assert "The event is" not in warned(data, Roles("y", ("a",)))


def test_what_ignores_the_clusters_says_so():
    frame = drawn(26).assign(area=lambda f: np.arange(len(f)) % 14)
    said = warned(frame, Roles("y", ("a",), cluster="area"))
    assert "There are 14 clusters: intervals by cluster allow for likeness within them, few" in said
    assert "all other intervals and p-values take cases as independent" in said


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


def test_without_any_usable_candidate_there_is_still_an_answer():
    data = {"y": [0, 1] * 5, "a": ["p"] * 10}
    found = regression(patterns(data, Roles("y", ("a",))))
    assert found.path.stop_reason == "no_candidate_below_PIN"
    assert found.effects == ()


def test_errors_by_area_are_told_of_only_where_there_are_any():
    frame = drawn(25, n=400).assign(area=[f"A{i % 3}" for i in range(400)])
    frame["y"] = np.where(frame["area"] == "A0", 1, frame["y"])
    frame.loc[:8, "y"] = 0
    found = regression(patterns(frame, Roles("y", ("area",), cluster="area")))
    assert found.model.variables == ("area",)
    assert found.robust is None
    assert not any("There are 3" in text for text in found.warnings)
