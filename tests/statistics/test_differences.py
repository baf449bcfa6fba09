"""Two groups compared, held against statsmodels and scipy."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency, false_discovery_control, norm
from statsmodels.stats.proportion import confint_proportions_2indep

from probation.statistics.differences import compared, detectable


def group(*counts: tuple[int, int]) -> pd.DataFrame:
    return pd.DataFrame(counts, columns=["n", "yes"])


counts = st.integers(1, 500).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))


@given(counts, counts)
def test_any_two_groups_agree_with_statsmodels_and_scipy(a, b):
    (row,) = compared(group(a), group(b)).itertuples()
    (n_a, yes_a), (n_b, yes_b) = a, b
    assert row.difference == pytest.approx(100 * (yes_b / n_b - yes_a / n_a))
    newcombe = confint_proportions_2indep(yes_b, n_b, yes_a, n_a, method="newcomb")
    assert [row.ci_low, row.ci_high] == pytest.approx([100 * x for x in newcombe])
    if yes_a and yes_b:
        log = {"compare": "ratio", "method": "log"}
        ratio = confint_proportions_2indep(yes_b, n_b, yes_a, n_a, **log)
        assert row.ratio == pytest.approx((yes_b / n_b) / (yes_a / n_a))
        assert [row.ratio_low, row.ratio_high] == pytest.approx(list(ratio))
    else:
        assert np.isnan([row.ratio, row.ratio_low, row.ratio_high]).all()
    table = [[yes_a, n_a - yes_a], [yes_b, n_b - yes_b]]
    if 0 < yes_a + yes_b < n_a + n_b:
        assert row.p == pytest.approx(chi2_contingency(table, correction=False).pvalue, rel=1e-6)
    else:
        assert row.p == 1


def test_newcombes_own_example():
    """Newcombe (1998), Statistics in Medicine 17, table II: 56 of 70 against 48 of 80."""
    (row,) = compared(group((80, 48)), group((70, 56))).itertuples()
    assert [round(x, 2) for x in (row.difference, row.ci_low, row.ci_high)] == [20, 5.24, 33.39]


def test_an_empty_group_cannot_be_compared():
    found = compared(group((0, 0), (5, 2)), group((5, 2), (0, 0)))
    assert found.isna().all(axis=None)
    assert compared(group(), group()).empty


def test_what_one_test_can_detect_is_the_textbooks():
    """Fleiss, Levin and Paik (2003), formula 4.14 without correction, round a half."""
    assert [round(detectable(n, n)) for n in (100, 30)] == [20, 36]


@pytest.mark.parametrize("n", [30, 100, 400])
def test_among_ten_tests_judged_together_such_a_difference_is_found_four_times_in_five(n):
    """One real difference among ten, simulated: or more often, for the bound is Bonferroni's."""
    chance = np.random.default_rng(n)
    share = np.full((2, 10), 0.5)
    share[:, 0] += np.array([-0.5, 0.5]) * detectable(n, n, tests=10) / 100
    yes = chance.binomial(n, share, (4000, 2, 10))
    pooled = yes.sum(axis=1) / (2 * n)
    z = np.diff(yes, axis=1)[:, 0] / n / np.sqrt(2 * pooled * (1 - pooled) / n)
    found = false_discovery_control(2 * norm.sf(abs(z)), axis=1)[:, 0] < 0.05
    assert 0.79 < found.mean() < 0.9
