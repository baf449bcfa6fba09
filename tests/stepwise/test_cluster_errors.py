"""CR2 errors and their degrees of freedom, held against the formulas written out case by case."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy import stats

from probation.stepwise.cluster_errors import clustered_errors, joint_p
from probation.stepwise.coefficients import Errors, coefficients
from probation.stepwise.effects import effects
from probation.stepwise.models import Models
from probation.stepwise.patterns import patterns
from probation.stepwise.roles import Roles
from tests.stepwise.test_selection import drawn


def power(matrix, exponent):
    """A power of a symmetric matrix; of its directions without length, nought."""
    values, vectors = np.linalg.eigh(matrix)
    powers = np.where(values > 1e-12, np.maximum(values, 1e-300) ** exponent, 0.0)
    return vectors * powers @ vectors.T


def case_by_case(y, x, area, contrasts):
    """Standard errors and degrees of freedom of contrasts, with matrices of all cases.

    Pustejovsky and Tipton (2018): for each cluster A = D' B^(-1/2) D with D the Cholesky factor of
    the working variances and B = D (I - H) Phi (I - H)' D', the error from the adjusted residuals,
    and df = trace(P)^2 / trace(P P) of the quadratic form P that its square is.
    """
    theirs = sm.GLM(y, x, family=sm.families.Binomial()).fit(tol=1e-14)
    mean = theirs.fittedvalues
    variance = mean * (1 - mean)
    z = variance[:, None] * x  # the derivatives of the means
    weight, phi = np.diag(1 / variance), np.diag(variance)
    bread = np.linalg.inv(z.T @ weight @ z)
    left = np.eye(len(y)) - z @ bread @ z.T @ weight
    middle = left @ phi @ left.T
    found = []
    for g in contrasts:
        meat, terms = 0.0, []
        for name in np.unique(area):
            own = area == name
            root = np.sqrt(phi[np.ix_(own, own)])
            adjust = root @ power(root @ middle[np.ix_(own, own)] @ root, -0.5) @ root
            term = g @ bread @ z[own].T @ weight[np.ix_(own, own)] @ adjust
            meat += (term @ (y - mean)[own]) ** 2
            terms.append(left[own].T @ term)
        p = np.array(terms) @ phi @ np.array(terms).T
        found.append((np.sqrt(meat), np.trace(p) ** 2 / (p**2).sum()))
    return np.array(found)


def of_areas(seed, areas, sizes="even"):
    """Cases of ``areas`` areas, some of them far larger than others where ``sizes`` is uneven."""
    frame = drawn(seed)
    place = np.arange(len(frame))
    split = place % areas if sizes == "even" else np.sqrt(place).astype(int) % areas
    return frame.assign(area=[f"A{number:02}" for number in split])


@pytest.mark.parametrize(("seed", "areas", "sizes"), [
    (12, 9, "even"), (13, 4, "even"), (14, 14, "uneven"), (15, 3, "uneven"),
])  # fmt: skip
def test_errors_and_degrees_of_freedom_are_those_of_the_formulas(seed, areas, sizes):
    frame = of_areas(seed, areas, sizes)
    found = patterns(frame, Roles("y", ("a", "c"), cluster="area"))
    model = Models.of(found).model(("a", "c"))
    errors = clustered_errors(model, found.clusters)
    design = pd.get_dummies(frame[["a", "c"]], drop_first=True).to_numpy(float)
    x = sm.add_constant(design)
    contrasts = [*np.eye(x.shape[1]), np.linspace(-1, 1, x.shape[1])]
    theirs = case_by_case(frame["y"].to_numpy(float), x, frame["area"].to_numpy(), contrasts)
    assert [errors.of(g) for g in contrasts] == pytest.approx(theirs[:, 0], rel=1e-7)
    assert [errors.df(g) for g in contrasts] == pytest.approx(theirs[:, 1], rel=1e-7)


def test_a_number_whose_every_case_is_a_pattern_of_its_own_is_no_exception():
    frame = of_areas(16, 7)
    found = patterns(frame, Roles("y", ("x", "a"), cluster="area"))
    model = Models.of(found).model(("x", "a"))
    mine = coefficients(found, model, clustered_errors(model, found.clusters))
    x = sm.add_constant(
        np.column_stack([frame["x"].to_numpy(float), (frame["a"] == "q").astype(float)])
    )
    theirs = case_by_case(frame["y"].to_numpy(float), x, frame["area"].to_numpy(), np.eye(3))
    assert [c.se for c in mine] == pytest.approx(theirs[:, 0], rel=1e-7)
    assert [c.df for c in mine] == pytest.approx(theirs[:, 1], rel=1e-7)


def balanced(yes, size):
    """Areas of ``size`` cases each, with so many yes; no candidate."""
    rows = [
        {"area": f"A{i}", "k": "k", "y": int(case < count)}
        for i, count in enumerate(yes)
        for case in range(size)
    ]
    found = patterns(pd.DataFrame(rows), Roles("y", ("k",), cluster="area"))
    return Models.of(found).model(()), found.clusters


def test_of_areas_of_one_size_and_no_variable_they_are_the_t_test_of_their_means():
    """There CR2 is exact: the variance of a mean of G numbers, on G - 1 degrees of freedom."""
    yes, size = np.array([3, 9, 5, 7, 4, 8]), 12
    model, clusters = balanced(yes, size)
    errors = clustered_errors(model, clusters)
    p = yes.sum() / (size * len(yes))
    of_means = np.std(yes / size, ddof=1) / np.sqrt(len(yes))
    assert errors.of(np.ones(1)) == pytest.approx(of_means / (p * (1 - p)), rel=1e-10)
    assert errors.df(np.ones(1)) == pytest.approx(len(yes) - 1, rel=1e-10)


def test_with_many_alike_areas_they_are_the_plain_sandwich():
    """Liang and Zeger's, as statsmodels gives it; its correction is next to nothing there."""
    frame = of_areas(17, 100)
    found = patterns(frame, Roles("y", ("a",), cluster="area"))
    model = Models.of(found).model(("a",))
    x = sm.add_constant((frame["a"] == "q").to_numpy(float))
    theirs = sm.GLM(frame["y"], x, family=sm.families.Binomial()).fit(
        cov_type="cluster",
        cov_kwds={"groups": frame["area"].to_numpy(), "use_correction": False},
    )
    errors = clustered_errors(model, found.clusters)
    assert [errors.of(g) for g in np.eye(2)] == pytest.approx(theirs.bse, rel=0.03)


def test_clusters_that_are_alike_may_stand_once():
    frame = of_areas(18, 5)
    thrice = pd.concat([frame.assign(area=frame["area"] + end) for end in "xyz"])
    roles = Roles("y", ("a", "c"), cluster="area")
    whole = patterns(thrice, roles)
    once = patterns(pd.concat([frame] * 3), roles)
    model = Models.of(whole).model(("a", "c"))
    apart = clustered_errors(model, whole.clusters)
    clusters = once.clusters
    again = clustered_errors(
        model, clusters.__class__(**vars(clusters) | {"times": np.full(5, 3.0)})
    )
    for g in np.eye(len(model.fit.b)):
        assert again.of(g) == pytest.approx(apart.of(g), rel=1e-10)
        assert again.df(g) == pytest.approx(apart.df(g), rel=1e-10)


def test_intervals_and_probabilities_are_students():
    found = patterns(of_areas(19, 6), Roles("y", ("a",), cluster="area"))
    model = Models.of(found).model(("a",))
    errors = clustered_errors(model, found.clusters)
    row = coefficients(found, model, errors)[1]
    half = stats.t.ppf(0.975, row.df) * row.se
    assert np.log([row.ci_low, row.ci_high]) == pytest.approx([row.b - half, row.b + half])
    assert row.p == pytest.approx(2 * stats.t.sf(abs(row.b / row.se), row.df))
    (effect,), _ = effects(found, model, errors)
    (plain,), _ = effects(found, model)
    assert effect.points == plain.points
    assert 1 < effect.df < 6
    assert plain.df == coefficients(found, model, Errors(model.fit.spread))[1].df == np.inf


def test_where_clusters_leave_nothing_to_chance_there_are_no_degrees_of_freedom():
    """Each area is a level: its cases are fitted as a whole, and nothing is left between areas."""
    frame = of_areas(20, 3).assign(c=lambda f: f["area"])
    found = patterns(frame, Roles("y", ("c",), cluster="area"))
    model = Models.of(found).model(("c",))
    assert np.isnan(clustered_errors(model, found.clusters).df(np.array([0.0, 1, 0])))


def test_a_joint_test_of_one_estimate_is_its_t_and_of_several_allows_for_few_clusters():
    found = patterns(of_areas(21, 6), Roles("y", ("a", "c"), cluster="area"))
    model = Models.of(found).model(("a", "c"))
    errors = clustered_errors(model, found.clusters)
    rows = {name: [c for c in coefficients(found, model, errors) if c.variable == name]
            for name in ("a", "c")}  # fmt: skip
    (one,) = rows["a"]
    assert joint_p(model, errors, model.own(found.columns["a"])) == pytest.approx(one.p)
    own = model.own(found.columns["c"])
    b, covariance = model.fit.b[own], (errors.spread.T @ errors.spread)[np.ix_(own, own)]
    wald = b @ np.linalg.solve(covariance, b)
    least = min(row.df for row in rows["c"])
    assert len(b) > 1
    assert joint_p(model, errors, own) == pytest.approx(stats.f.sf(wald / len(b), len(b), least))


def test_areas_with_one_rate_leave_no_error_instead_of_one_of_rounding():
    """Two areas, each half yes among p and a quarter among q: they do not differ at all."""
    rows = [
        {"area": area, "a": a, "y": int(case < yes)}
        for area in ("k", "l")
        for a, yes in (("p", 20), ("q", 10))
        for case in range(40)
    ]
    found = patterns(pd.DataFrame(rows), Roles("y", ("a",), cluster="area"))
    model = Models.of(found).model(("a",))
    row = coefficients(found, model, clustered_errors(model, found.clusters))[1]
    assert np.isnan([row.se, row.wald, row.p, row.ci_low]).all()
    assert np.isfinite(row.b)
