"""The distribution of a sum of unlike judgements, against every outcome and against scipy."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, binomtest

from probation.statistics.case_mix import EXACT, CaseMix
from probation.statistics.funnel import LIMITS, binomial

PROBABILITIES = list(LIMITS.values())
RATES = [0.0, 0.003, 0.12, 0.5, 0.84, 1.0]


def test_the_limits_of_a_case_mix_are_those_of_every_possible_outcome():
    n, p = np.array([3.0, 1.0, 4.0, 2.0]), np.array([0.9, 0.2, 0.55, 0.7])
    each = np.repeat(p, n.astype(int))
    chance = np.zeros(len(each) + 1)
    for outcome in product([0, 1], repeat=len(each)):
        chance[sum(outcome)] += np.prod(np.where(outcome, each, 1 - each))
    expected = [int(np.argmax(np.cumsum(chance) >= q)) for q in PROBABILITIES]
    assert CaseMix(n, p).quantiles(PROBABILITIES) == expected


@pytest.mark.parametrize("rate", RATES)
def test_a_case_mix_of_one_probability_is_binomial(rate):
    n = np.array([17.0, 60.0, 3.0])
    found = CaseMix(n, np.full(3, rate)).quantiles(PROBABILITIES)
    assert found == binomial(np.array([80.0]), rate).iloc[0].tolist()


@pytest.mark.parametrize("rate", [0.0001, 0.002, 0.3, 0.5, 0.9999])
@pytest.mark.parametrize("size", [10_001, 20_000, 100_000, 1_000_000])
def test_of_many_judgements_the_limits_are_those_of_the_binomial_distribution(size, rate):
    """One probability in three parts of one unit; 5,000 judgements were exact once, no more."""
    n = np.array([size - 10_000.0, 9_000.0, 1_000.0])
    found = CaseMix(n, np.full(3, rate)).quantiles(PROBABILITIES)
    exact = [binom.ppf(q, size, rate) for q in PROBABILITIES]
    assert np.abs(np.subtract(found, exact)).max() <= (1 if size > EXACT else 0)


@pytest.mark.parametrize(
    ("n", "p", "exact"),
    [
        ([20_000.0], [0.0001], [0, 5, 0, 8]),
        ([2500.0, 2501.0], [0.001, 0.002], [3, 13, 1, 17]),
        ([3.0, 200_000.0], [1.0, 0.0], [3, 3, 3, 3]),
        ([2.0, 0.0, 200_000.0], [0.5, 0.3, 0.0], [0, 2, 0, 2]),
        # many yes and many no are expected, and nearly all of them are certain
        ([200.0, 200_000.0], [1.0, 0.0], [200, 200, 200, 200]),
        ([150.0, 200_000.0], [1 - 1e-9, 1e-9], [150, 150, 150, 150]),
        ([100_000.0, 100_000.0], [1.0, 0.0001], [100_004, 100_017, 100_002, 100_021]),
    ],
)
def test_few_uncertain_answers_among_many_judgements_have_exact_limits(n, p, exact):
    assert CaseMix(np.array(n), np.array(p)).quantiles(PROBABILITIES) == exact


@pytest.mark.parametrize("middle", [0.003, 0.1, 0.5, 0.93, 0.998])
def test_above_the_largest_exact_number_a_limit_is_off_by_one_at_most(middle):
    n = np.full(40, 2600.0)
    p = np.clip(np.linspace(middle - 0.3, middle + 0.3, 40), middle / 3, 1 - (1 - middle) / 3)
    assert n.sum() > EXACT
    mixed = CaseMix(n, p)
    first, below = mixed._cumulative
    exact = first + np.searchsorted(below, PROBABILITIES)
    nearly = mixed.quantiles(PROBABILITIES)
    assert np.abs(np.subtract(nearly, exact)).max() <= 1
    assert nearly == mixed.nearly(PROBABILITIES)


@given(
    st.lists(st.tuples(st.integers(0, 300_000), st.floats(0, 1)), min_size=1, max_size=4),
    st.sampled_from([1.0, 1e-3, 1e-6, 1e-9]),
)
def test_limits_are_in_order_and_possible_at_any_size(parts, small):
    """Probabilities also near 0 and, turned round, near 1."""
    n = np.array([float(size) for size, _ in parts])
    p = np.array([abs(at % 2 - p * small) for at, (_, p) in enumerate(parts)])
    found = CaseMix(n, p).quantiles(sorted(PROBABILITIES))
    assert found == sorted(found)
    assert found[0] >= 0
    assert found[-1] <= n.sum()


@pytest.mark.parametrize("rate", [0.003, 0.12, 0.5])
def test_a_test_is_twice_the_smaller_tail(rate):
    mixed = CaseMix(np.array([30.0, 30.0]), np.full(2, rate))
    for yes in (0, 1, 5, 30, 37, 60):
        tails = [binomtest(yes, 60, rate, side).pvalue for side in ("less", "greater")]
        assert mixed.chance(yes) == pytest.approx(min(1, 2 * min(tails)), abs=1e-12)


@pytest.mark.parametrize("size", [500, 100_000])
def test_outside_the_limits_is_where_the_test_rejects(size):
    """Also above the number up to which the distribution is exact."""
    mixed = CaseMix(np.full(4, float(size)), np.array([0.1, 0.3, 0.5, 0.8]))
    low, high = mixed.quantiles([0.025, 0.975])
    for yes in (low - 1, low, high, high + 1):
        assert (mixed.chance(yes) < 0.05) == (not low <= yes <= high)
