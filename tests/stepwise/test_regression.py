"""What a regression reports beyond its trace: fit, effects, resampling and cautions."""

import math
from dataclasses import replace
from unittest.mock import Mock

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy.stats import rankdata

from probation.stepwise.bootstrap import selection_frequencies
from probation.stepwise.cautions import Caution, cautions
from probation.stepwise.coefficients import aliased, coefficients
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
    assert Caution.ALIASED in cautions(found, model, ())
    assert [(term.variable, term.level) for term in aliased(found, model)] == [("c", "v")]
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


def test_without_any_usable_candidate_there_is_still_an_answer():
    data = {"y": [0, 1] * 5, "a": ["p"] * 10}
    found = regression(patterns(data, Roles("y", ("a",))))
    assert found.path.stop_reason == "no_candidate_below_PIN"
    assert found.effects == ()
