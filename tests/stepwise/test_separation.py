"""Infinite estimates: found all and only, withheld, and without effect on what stays finite."""

import math

import numpy as np
import pytest
from scipy.optimize import linprog, minimize

from probation.stepwise.cautions import Caution, events_per_parameter, rarer_cases
from probation.stepwise.logistic import fit, log_likelihood
from probation.stepwise.models import Models
from probation.stepwise.patterns import patterns
from probation.stepwise.regression import regression
from probation.stepwise.roles import Roles
from probation.stepwise.score import scores
from probation.stepwise.selection import PERFECT_FIT, Criteria, removal_tests
from probation.stepwise.separation import infinite


def by_linear_programme(x, n, yes):
    """Which estimates are infinite: the directions that no case contradicts (Konis 2007).

    The most cases at once that a direction can put strictly on their side; an estimate is
    infinite where the other cases do not determine it.
    """
    side = np.where(yes == n, 1.0, -1.0)
    mixed = (yes > 0) & (yes < n)
    own = (x * side[:, None])[~mixed]
    rows, columns = own.shape
    best = linprog(
        np.concatenate([np.zeros(columns), -np.ones(rows)]),
        A_ub=np.hstack([-own, np.eye(rows)]),
        b_ub=np.zeros(rows),
        A_eq=np.hstack([x[mixed], np.zeros((mixed.sum(), rows))]),
        b_eq=np.zeros(mixed.sum()),
        bounds=[(None, None)] * columns + [(0, 1)] * rows,
    )
    put = np.zeros(len(x), dtype=bool)
    put[~mixed] = best.x[columns:] > 0.5
    _, values, rest = np.linalg.svd(np.vstack([x[~put], np.zeros((columns, columns))]))
    return np.sqrt((rest[values < 1e-9] ** 2).sum(axis=0)) > 1e-6


@pytest.mark.parametrize("seed", range(40))
def test_the_infinite_estimates_are_those_of_a_linear_programme(seed):
    rng = np.random.default_rng(seed)
    rows = int(rng.integers(5, 14))
    x = np.column_stack([np.ones(rows), rng.integers(0, 2, (rows, 2)), rng.normal(size=rows)])
    if np.linalg.matrix_rank(x) < 4:
        x[:, 3] = rng.normal(size=rows)
        x = x[:, [0, 3]]
    n = rng.integers(1, 4, rows).astype(float)
    yes = rng.binomial(n.astype(int), 0.5).astype(float)
    if not 0 < yes.sum() < n.sum():
        yes[0], n[0] = 1, 2
    assert infinite(fit(x, n, yes)).tolist() == by_linear_programme(x, n, yes).tolist()


def separated_reference():
    """No event at the reference; A and B differ, and a number matters."""
    rng = np.random.default_rng(3)
    g = np.repeat(["A", "B", "ref"], [110, 90, 40])
    x = rng.normal(size=240).round(1)
    y = (rng.random(240) < 1 / (1 + np.exp(-0.9 * (g == "B") - 0.8 * x))).astype(int)
    return {"y": np.where(g == "ref", 0, y), "g": g, "x": x}


ROLES = Roles("y", ("g", "x"), levels={"g": ("ref", "A", "B")})


def test_a_separated_reference_makes_its_factor_infinite_and_nothing_else():
    found = regression(patterns(separated_reference(), ROLES))
    assert {(t.variable, t.level) for t in found.separated} == {
        ("(Intercept)", None),
        ("g", "A"),
        ("g", "B"),
    }
    x = found.coefficients[-1]
    assert x.variable == "x"
    assert math.isfinite(x.b)
    assert math.isfinite(x.ci_high)


def test_in_the_limit_the_tests_of_a_factor_are_those_of_its_other_levels():
    """Without the separated cases the finite estimates, and Wald's test of them, are the same."""
    data = separated_reference()
    whole = patterns(data, ROLES)
    kept = data["g"] != "ref"
    part = patterns({k: v[kept] for k, v in data.items()}, ROLES)
    tests = [
        {t.variable: t for t in removal_tests(models, models.model(("g", "x")), "wald")}
        for models in (Models.of(whole), Models.of(part))
    ]
    assert tests[0]["g"].wald == pytest.approx(tests[1]["g"].wald, rel=1e-6)
    assert tests[0]["x"].wald == pytest.approx(tests[1]["x"].wald, rel=1e-6)
    assert (tests[0]["g"].df, tests[1]["g"].df) == (2, 1)
    fits = [Models.of(p).model(("g", "x")).fit for p in (whole, part)]
    assert fits[0].log_likelihood == pytest.approx(fits[1].log_likelihood, rel=1e-10)


def test_a_separated_level_is_withheld_and_given_by_firth():
    data = {"y": [0, 1] * 20 + [1] * 9, "g": ["a"] * 40 + ["b"] * 9}
    found = regression(patterns(data, Roles("y", ("g",))))
    level = found.coefficients[1]
    numbers = (level.b, level.se, level.wald, level.p, level.odds_ratio, level.ci_low)
    assert all(math.isnan(number) for number in numbers)
    assert [(term.variable, term.level) for term in found.separated] == [("g", "b")]
    firth = found.firth[1]
    # two groups: Firth's estimate is that of half a case added to each cell
    assert firth.b == pytest.approx(math.log((9.5 / 0.5) / (20.5 / 20.5)), rel=1e-5)
    assert firth.ci_low > 1
    assert found.effects[0].points == pytest.approx(50, abs=1e-6)
    assert found.cautions[0] == Caution.SEPARATION


def test_a_number_that_separates_completely_is_a_perfect_fit():
    data = {"y": [0] * 8 + [1] * 8, "x": list(range(16)), "a": ["p", "q"] * 8}
    found = regression(patterns(data, Roles("y", ("a", "x"))))
    assert found.path.stop_reason == PERFECT_FIT
    assert found.goodness.minus2ll < 1e-6
    assert (found.goodness.nagelkerke, found.goodness.auc) == (pytest.approx(1), 1)
    assert [(o.variable, o.p) for o in found.path.steps[0].after.not_in_equation] == [("a", 1)]
    assert found.cautions[:2] == (Caution.TOO_FEW_EVENTS, Caution.COMPLETE_SEPARATION)
    assert (rarer_cases(found.patterns), events_per_parameter(found.patterns)) == (8, 4)


def cells(counts):
    """Rows of 'y a b n', as columns."""
    rows = [line.split() for line in counts.strip().splitlines()]
    return {name: [row[i] for row in rows] for i, name in enumerate(("y", "a", "b", "n"))}


#: In q everybody had the event, and b's third level occurs in q alone.
CERTAIN_IN_Q = cells(
    """
    1 p u 5
    0 p u 15
    1 p v 12
    0 p v 8
    1 q u 12
    1 q v 3
    1 q w 8
    """
)


@pytest.mark.parametrize("levels", [("u", "v", "w"), ("w", "u", "v"), ("v", "w", "u")])
def test_the_degrees_of_freedom_do_not_depend_on_the_reference_level(levels):
    roles = Roles("y", ("a", "b"), levels={"b": levels}, count="n", event="1")
    found = patterns(CERTAIN_IN_Q, roles)
    models = Models.of(found)
    tests, together = scores(models.model(("a",)).fit, models.design, {"b": models.blocks["b"]})
    assert (tests["b"].df, together.df) == (2, 2)
    # what q adds is predicted with certainty: u against v in p alone
    n, yes = np.array([20.0, 20.0]), np.array([5.0, 12.0])
    p = yes.sum() / n.sum()
    pearson = ((yes - n * p) ** 2 / (n * p * (1 - p))).sum()
    assert tests["b"].statistic == pytest.approx(pearson, rel=1e-6)


def separated_at_random(seed):
    """A factor of four levels, one of which had no event, and a number."""
    rng = np.random.default_rng(seed)
    level, number = rng.integers(0, 4, 120), rng.normal(50, 9, 120)
    yes = rng.random(120) < 1 / (1 + np.exp(-(0.4 * level - 0.05 * (number - 50) - 0.5)))
    yes &= level != rng.integers(0, 4)
    columns = {"y": yes.astype(int), "level": level.astype(str), "number": number}
    return patterns(columns, Roles("y", ("level", "number"), categorical=("level",)))


@pytest.mark.parametrize("seed", range(6))
def test_firths_limits_are_where_the_profile_has_fallen_by_half_a_chi_square(seed):
    """Against a maximiser that knows nothing of Newton's method (Heinze and Schemper 2002)."""
    found = separated_at_random(seed)
    selected = regression(found, Criteria(0.99, 0.999))
    x = np.column_stack([np.ones(len(found.n)), found.design * found.scale + found.centre])
    top = highest(found, x)
    rows = {(row.variable, row.level): row for row in selected.firth}
    assert selected.separated
    for term in selected.separated:
        row = rows[term.variable, term.level]
        for limit in (row.ci_low, row.ci_high):
            fallen = 2 * (top - highest(found, x, 1 + term.column, math.log(limit)))
            assert fallen == pytest.approx(3.841459, abs=0.01)


def highest(found, x, place=None, value=0.0):
    """The maximum of Firth's penalised likelihood, with one estimate held at a value."""
    free = np.arange(x.shape[1]) != place

    def lowered(estimates):
        b = np.full(x.shape[1], value)
        b[free] = estimates
        eta = x @ b
        weight = found.n * np.exp(-np.logaddexp(0, -eta) - np.logaddexp(0, eta))
        penalty = np.linalg.slogdet(x.T @ (x * weight[:, None]))[1] / 2
        return -log_likelihood(eta, found.n, found.yes) - penalty

    best = minimize(lowered, np.zeros(free.sum()), method="Powell", options={"xtol": 1e-8})
    return -minimize(lowered, best.x, method="Nelder-Mead", options={"maxiter": 5000}).fun


def test_cases_predicted_with_certainty_are_one_block_of_hosmer_and_lemeshow():
    """Two levels without an event: their log-odds differ by where the iterations stopped."""
    rng = np.random.default_rng(8)
    group = np.repeat(list("abcdefgh"), 30)
    yes = (rng.random(240) < 0.4) & (group != "a") & (group != "b")
    split = regression(patterns({"y": yes.astype(int), "g": group}, Roles("y", ("g",))), Criteria())
    one = np.where(group == "b", "a", group)
    joined = regression(patterns({"y": yes.astype(int), "g": one}, Roles("y", ("g",))), Criteria())
    assert split.separated
    assert joined.separated
    of_split, of_joined = split.goodness.hosmer_lemeshow, joined.goodness.hosmer_lemeshow
    assert of_split.df == of_joined.df
    assert of_split.chi2 == pytest.approx(of_joined.chi2, abs=1e-6)
    assert split.goodness.auc == pytest.approx(joined.goodness.auc)
