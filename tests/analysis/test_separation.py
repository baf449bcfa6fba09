"""Infinite estimates: found all and only, withheld, and without effect on what stays finite."""

import math

import numpy as np
import pytest
from scipy.optimize import linprog

from probation.analysis.document import document
from probation.analysis.logistic import fit
from probation.analysis.models import Models
from probation.analysis.patterns import patterns
from probation.analysis.regression import regression
from probation.analysis.roles import Roles
from probation.analysis.separation import infinite
from probation.analysis.stepwise import PERFECT_FIT, removal_tests


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
    (listed,) = document(found)["separation"]
    # two groups: Firth's estimate is that of half a case added to each cell
    assert listed["firth"]["b"] == pytest.approx(math.log((9.5 / 0.5) / (20.5 / 20.5)), rel=1e-5)
    assert listed["firth"]["ci_low"] > 1
    assert found.effects[0].points == pytest.approx(50, abs=1e-6)
    assert "'g' = 'b' is infinite" in found.warnings[0]


def test_a_number_that_separates_completely_is_a_perfect_fit():
    data = {"y": [0] * 8 + [1] * 8, "x": list(range(16)), "a": ["p", "q"] * 8}
    found = regression(patterns(data, Roles("y", ("a", "x"))))
    assert found.path.stop_reason == PERFECT_FIT
    assert found.goodness.minus2ll < 1e-6
    assert (found.goodness.nagelkerke, found.goodness.auc) == (pytest.approx(1), 1)
    assert [(o.variable, o.p) for o in found.path.steps[0].after.not_in_equation] == [("a", 1)]
    assert "every case without error" in found.warnings[0]
