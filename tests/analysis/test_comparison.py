"""Two groups compared, held against statsmodels and scipy."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency
from statsmodels.stats.proportion import confint_proportions_2indep

from probation.analysis.comparison import compared


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
