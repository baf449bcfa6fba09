"""Fits on counts against statsmodels, on counts and on cases."""

import numpy as np
import pytest
import statsmodels.api as sm

from probation.stepwise.logistic import fit
from probation.stepwise.models import Models
from probation.stepwise.patterns import Clusters, patterns
from probation.stepwise.regression import regression
from probation.stepwise.roles import Roles
from probation.stepwise.score import scores
from tests.stepwise.test_selection import ROLES, drawn


def counts(seed, rows=40, columns=4):
    """A design of full rank, with cases and events of each of its patterns."""
    rng = np.random.default_rng(seed)
    x = np.column_stack([np.ones(rows), rng.normal(size=(rows, columns - 1))])
    n = rng.integers(1, 30, rows).astype(float)
    return x, n, rng.binomial(n.astype(int), 1 / (1 + np.exp(-0.6 * x[:, 1] + 0.3))).astype(float)


def statsmodels_fit(x, n, yes, **more):
    model = sm.GLM(np.column_stack([yes, n - yes]), x, family=sm.families.Binomial(), **more)
    return model.fit(tol=1e-14, maxiter=200)


@pytest.mark.parametrize("seed", range(5))
def test_a_fit_is_that_of_statsmodels_on_the_same_counts(seed):
    x, n, yes = counts(seed)
    mine, theirs = fit(x, n, yes), statsmodels_fit(x, n, yes)
    assert mine.converged
    assert mine.b == pytest.approx(theirs.params, rel=1e-9)
    assert mine.errors() == pytest.approx(theirs.bse, rel=1e-8)
    assert mine.p == pytest.approx(theirs.fittedvalues, rel=1e-9)


def test_the_log_likelihood_is_that_of_cases():
    x, n, yes = counts(1)
    cases = np.repeat(np.vstack([x, x]), np.concatenate([yes, n - yes]).astype(int), axis=0)
    y = np.repeat([1, 0], [int(yes.sum()), int((n - yes).sum())])
    theirs = sm.Logit(y, cases).fit(disp=0, tol=1e-12)
    assert fit(x, n, yes).log_likelihood == pytest.approx(theirs.llf, rel=1e-12)


def test_an_offset_is_added_to_the_log_odds():
    x, n, yes = counts(2)
    offset = 0.7 * x[:, 1]
    theirs = statsmodels_fit(x, n, yes, offset=offset)
    assert fit(x, n, yes, offset=offset).b == pytest.approx(theirs.params, rel=1e-9)


def test_many_patterns_are_fitted_as_exactly_as_few():
    x, n, yes = counts(3, rows=5000)
    assert fit(x, n, yes).b == pytest.approx(statsmodels_fit(x, n, yes).params, rel=1e-9)


def test_a_bad_start_does_not_matter():
    x, n, yes = counts(4)
    start = np.array([8.0, -9.0, 7.0, -6.0])
    assert fit(x, n, yes, start).b == pytest.approx(fit(x, n, yes).b, rel=1e-9)


def test_a_saturated_model_fits_every_pattern():
    x = np.array([[1, 0, 0], [1, 1, 0], [1, 0, 1]], dtype=float)
    n, yes = np.array([10.0, 20, 30]), np.array([3.0, 4, 25])
    assert fit(x, n, yes).p == pytest.approx(yes / n, rel=1e-12)


def test_the_score_test_is_that_of_statsmodels():
    found = patterns(drawn(11), ROLES)
    models = Models.of(found)
    model = models.model(("x",))
    x = np.column_stack([np.ones(len(found.n)), found.design[:, found.columns["x"]]])
    theirs = statsmodels_fit(x, found.n, found.yes)
    tests, _ = scores(model.fit, found.design, {"c": found.columns["c"]})
    statistic, p = theirs.score_test(exog_extra=found.design[:, found.columns["c"]])[:2]
    assert tests["c"].statistic == pytest.approx(float(np.squeeze(statistic)), rel=1e-8)
    assert (tests["c"].p, tests["c"].df) == (pytest.approx(float(np.squeeze(p)), rel=1e-8), 3)


def test_one_cluster_gives_no_robust_error():
    found = regression(patterns(drawn(1).assign(area="N"), Roles("y", ("x",), cluster="area")))
    assert isinstance(found.patterns.clusters, Clusters)
    assert found.robust is None
