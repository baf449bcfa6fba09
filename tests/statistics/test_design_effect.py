"""Judgements of which a case may have several, against statsmodels, scipy and simulated areas."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import binom

from probation.statistics.design_effect import chance, design_effect, quantile
from probation.statistics.differences import compared
from probation.statistics.funnel import funnel


def sums(n, yes, by=None):
    """Cases, one by one, as sums: of all together, or of each unit of ``by``."""
    own = {"cases": 1, "n": n, "yes": yes, "n_n": n * n, "n_yes": n * yes, "yes_yes": yes * yes}
    return pd.DataFrame(own).groupby(np.zeros(len(n)) if by is None else by).sum()


def alike_cases(draw, cases, rate, likeness, most=5):
    """n and yes of so many cases, whose judgements are alike as of a beta-binomial distribution."""
    n = draw.integers(1, most + 1, cases)
    spread = (1 - likeness) / likeness
    return n, draw.binomial(n, draw.beta(rate * spread, (1 - rate) * spread, cases))


@pytest.mark.parametrize("seed", range(5))
def test_the_effect_is_how_much_larger_the_variance_by_case_is(seed):
    n, yes = alike_cases(np.random.default_rng(seed), 60, 0.6, 0.4)
    answers = np.concatenate(
        [np.repeat([1.0, 0.0], [y, m - y]) for m, y in zip(n, yes, strict=True)]
    )
    groups = np.repeat(np.arange(60), n)
    fitted = sm.OLS(answers, np.ones(len(answers))).fit(
        cov_type="cluster", cov_kwds={"groups": groups, "use_correction": False}
    )
    p = answers.mean()
    plain = p * (1 - p) / len(answers)
    expected = float(fitted.cov_params()[0, 0]) / plain * 60 / 59
    assert design_effect(sums(n, yes), p) == pytest.approx(max(1, expected))


def test_cases_that_agree_with_themselves_count_once_each():
    n = np.full(200, 4)
    assert design_effect(sums(n, np.repeat([4, 0], 100)), 0.5) == pytest.approx(4 * 200 / 199)


def test_it_is_never_under_1():
    """Each case has one yes and one no: less chance than of independent judgements."""
    assert design_effect(sums(np.full(50, 2), np.ones(50, int)), 0.5) == 1


@pytest.mark.parametrize("p", [0, 1])
def test_where_all_answers_are_the_same_a_case_counts_as_one_judgement(p):
    n = np.full(20, 3)
    assert design_effect(sums(n, p * n), float(p)) == 3
    assert design_effect(sums(n[:0], n[:0]), 0.5) == 1


@given(n=st.integers(1, 400), p=st.floats(0.01, 0.99), share=st.floats(0, 1))
def test_of_whole_numbers_the_test_is_the_binomial_one(n, p, share):
    yes = round(share * n)
    tails = binom.cdf(yes, n, p), binom.sf(yes - 1, n, p)
    (found,) = chance(np.array([float(yes)]), np.array([float(n)]), np.array([p]))
    assert found == pytest.approx(min(1, 2 * min(tails)), rel=1e-8, abs=1e-300)


@given(
    n=st.floats(0.3, 400), p=st.floats(0.01, 0.99), share=st.floats(0, 1),
    tail=st.sampled_from([0.025, 0.001]),
)  # fmt: skip
def test_beyond_a_limit_is_where_the_test_rejects(n, p, share, tail):
    size, rate, yes = np.array([n]), np.array([p]), np.array([share * n])
    low, high = (float(quantile(q, size, rate)[0]) for q in (tail, 1 - tail))
    assume(min(abs(yes[0] - low), abs(yes[0] - high)) > 1e-6)
    assert (chance(yes, size, rate)[0] < 2 * tail) == (not low < yes[0] < high)


@pytest.mark.parametrize("rate", [0.0, 1.0])
def test_what_is_certain_has_no_room_for_chance(rate):
    size, one = np.array([7.5]), np.array([rate])
    assert quantile(0.025, size, one) == quantile(0.999, size, one) == 7.5 * rate
    assert chance(size * rate, size, one) == 1
    assert np.isnan(chance(np.zeros(1), np.zeros(1), one)[0])


#: Cases of each area: as in the shipped case set, or few in most.
SIZES = {"even": [180, 80, 60, 50, 70, 90, 100, 40, 60, 55, 75, 66, 80, 60],
         "uneven": [12, 15, 20, 30, 40, 300, 25, 10]}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("likeness", [0.05, 0.3, 0.6])
@pytest.mark.parametrize("rate", [0.5, 0.85])
@pytest.mark.parametrize("sizes", SIZES)
def test_of_areas_alike_1_in_20_is_beyond_chance_and_no_more(sizes, rate, likeness):
    """Limits of the plain number of judgements call far more areas outside."""
    draw = np.random.default_rng(1)
    area = np.repeat(np.arange(len(SIZES[sizes])), SIZES[sizes])
    found = {"clustered": [], "outer": [], "plain": [], "beside": []}
    for _ in range(150):
        counts = sums(*alike_cases(draw, len(area), rate, likeness), area)
        own, every = counts[["n", "yes"]], counts[["n", "yes"]].sum()
        effect = design_effect(counts, every["yes"] / every["n"])
        positions = funnel(own, effect)["position"]
        found["clustered"] += (positions != "within").tolist()
        found["outer"] += positions.str.endswith("99.8").tolist()
        found["plain"] += (funnel(own)["position"] != "within").tolist()
        found["beside"] += (compared((every - own) / effect, own / effect)["p"] < 0.05).tolist()
    share = {name: np.mean(beyond) for name, beyond in found.items()}
    assert share["clustered"] <= 0.05
    assert share["outer"] <= 0.004
    assert share["beside"] <= 0.065
    if likeness > 0.1:
        assert share["plain"] > 0.07


def test_areas_whose_cases_have_more_judgements_are_allowed_for_nearly():
    """One effect for all areas: those of five a case are outside a little more often."""
    draw, beyond = np.random.default_rng(2), []
    for _ in range(150):
        few, many = (alike_cases(draw, 300, 0.6, 0.3, most) for most in (2, 5))
        n, yes = (np.concatenate(pair) for pair in zip(few, many, strict=True))
        counts = sums(n, yes, np.repeat(np.arange(10), 60))
        effect = design_effect(counts, counts["yes"].sum() / counts["n"].sum())
        beyond += (funnel(counts[["n", "yes"]], effect)["position"] != "within").tolist()
    assert np.mean(beyond) <= 0.05
