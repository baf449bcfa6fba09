"""The chi-square tail on the log scale, against scipy where scipy has an answer."""

import math

import pytest
from scipy.special import log_ndtr
from scipy.stats import chi2

from probation.stepwise.chisquare import log_sf, sf


@pytest.mark.parametrize("df", [1, 2, 3, 4, 5, 8, 13, 40])
@pytest.mark.parametrize("statistic", [1e-9, 0.02, 0.5, 1, 3.84, 12, 100, 700, 1300])
def test_it_is_scipys(statistic, df):
    assert sf(statistic, df) == pytest.approx(chi2.sf(statistic, df), rel=1e-11)
    assert log_sf(statistic, df) == pytest.approx(chi2.logsf(statistic, df), rel=1e-9, abs=1e-14)


@pytest.mark.parametrize("statistic", [1250, 1480, 1500, 4396.12221897257, 2e5])
def test_it_has_a_log_where_p_itself_is_0(statistic):
    # one degree of freedom: both tails of the normal distribution
    normal = math.log(2) + log_ndtr(-math.sqrt(statistic))
    assert log_sf(statistic, 1) == pytest.approx(normal, rel=1e-13)


def test_three_degrees_of_freedom_far_out_follow_from_one():
    x = 3000.0
    more = 0.5 * math.log(2 * x / math.pi) - x / 2  # A&S 26.4.4: the term that 3 df adds
    expected = more + math.log1p(math.exp(log_sf(x, 1) - more))
    assert log_sf(x, 3) == pytest.approx(expected, rel=1e-13)


def test_nothing_to_test_has_p_1():
    assert (sf(0.0, 3), sf(5.0, 0), sf(-1e-12, 1)) == (1.0, 1.0, 1.0)
    assert math.isnan(sf(math.nan, 1))
