"""Benjamini and Hochberg's adjustment; tests/stepwise/test_regression.py has its worked example."""

import math

from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from probation.statistics.multiplicity import benjamini_hochberg


@given(st.lists(st.floats(0, 1), min_size=1, max_size=50))
def test_any_p_agree_with_scipy(p):
    for ours, theirs in zip(benjamini_hochberg(p), false_discovery_control(p), strict=True):
        assert math.isclose(ours, theirs, rel_tol=1e-12)


def test_a_test_that_was_not_made_counts_for_nothing():
    found = benjamini_hochberg([0.01, math.nan, 0.04])
    assert (found[0], found[2]) == (0.02, 0.04)
    assert math.isnan(found[1])
    assert benjamini_hochberg([]) == []
