"""95% intervals, against statsmodels and against the examples printed where they were proposed."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from probation.statistics.intervals import gap, wilson, with_percent

COUNTS = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def frame(*yes_of_n: tuple[int, int]) -> pd.DataFrame:
    return pd.DataFrame(yes_of_n, columns=["yes", "n"])


@pytest.mark.parametrize(
    ("yes", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_the_printed_limits(yes, n, low, high):
    """Newcombe (1998), Statistics in Medicine 17:857-872, method 3."""
    found = wilson(np.array([yes]), np.array([n]))
    assert [round(limit[0], 4) for limit in found] == [low, high]


@pytest.mark.parametrize(
    ("b", "a", "low", "high"),
    [
        ((56, 70), (48, 80), 5.24, 33.39),
        ((9, 10), (3, 10), 17.05, 80.90),
        ((6, 7), (2, 7), 5.82, 80.62),
        ((5, 56), (0, 29), -3.81, 19.26),
        ((0, 10), (0, 20), -16.11, 27.75),
        ((10, 10), (0, 20), 67.91, 100.0),
    ],
)
def test_newcombe_gives_the_printed_limits(b, a, low, high):
    """Newcombe (1998), Statistics in Medicine 17:873-890, method 10."""
    found = gap(frame(a), frame(b)).iloc[0]
    assert found["difference"] == pytest.approx(100 * (b[0] / b[1] - a[0] / a[1]))
    assert [round(found["ci_low"], 2), round(found["ci_high"], 2)] == [low, high]


@given(COUNTS)
def test_wilson_agrees_with_statsmodels_and_keeps_within_bounds(count):
    yes, n = count
    found = with_percent(frame(count)).iloc[0]
    low, high = proportion_confint(yes, n, method="wilson")
    assert found["percent"] == 100 * yes / n
    assert [found["ci_low"], found["ci_high"]] == pytest.approx([100 * low, 100 * high], abs=1e-9)
    assert 0 <= found["ci_low"] <= found["percent"] + 1e-12
    assert found["percent"] - 1e-12 <= found["ci_high"] <= 100


@settings(max_examples=50)
@given(COUNTS, COUNTS)
def test_newcombe_agrees_with_statsmodels_and_keeps_within_bounds(a, b):
    found = gap(frame(a), frame(b)).iloc[0]
    low, high = confint_proportions_2indep(*b, *a, method="newcomb", compare="diff")
    limits = [found["ci_low"], found["ci_high"]]
    assert limits == pytest.approx([100 * low, 100 * high], abs=1e-8)
    assert -100 <= found["ci_low"] <= found["difference"] <= found["ci_high"] <= 100


@settings(max_examples=30)
@given(COUNTS, COUNTS)
def test_a_gap_turned_round_is_the_same_gap(a, b):
    one, other = gap(frame(a), frame(b)).iloc[0], gap(frame(b), frame(a)).iloc[0]
    assert one["difference"] == -other["difference"]
    assert one["ci_low"] == pytest.approx(-other["ci_high"])
    assert one["ci_high"] == pytest.approx(-other["ci_low"])


def test_none_and_all_have_limits_on_one_side_alone():
    found = with_percent(frame((0, 12), (12, 12)))
    assert found["percent"].tolist() == [0, 100]
    assert found["ci_low"].tolist()[0] == 0
    assert found["ci_high"].tolist()[1] == 100
    assert 0 < found["ci_high"][0] < 100
    assert 0 < found["ci_low"][1] < 100


def test_nothing_of_nothing_is_unknown_and_not_nought():
    found = with_percent(frame((0, 0), (1, 2)))
    assert found.loc[0, ["percent", "ci_low", "ci_high"]].isna().all()
    assert found.loc[1, "percent"] == 50
    limits = wilson(np.array([0]), np.array([0]))
    assert np.isnan(limits).all()


@pytest.mark.parametrize(("a", "b"), [((0, 0), (1, 2)), ((1, 2), (0, 0)), ((0, 0), (0, 0))])
def test_a_gap_to_nothing_is_unknown(a, b):
    assert gap(frame(a), frame(b)).isna().to_numpy().all()


def test_whiskers_are_never_negative_for_any_count_up_to_a_hundred():
    counts = frame(*((yes, n) for n in range(1, 101) for yes in range(n + 1)))
    found = with_percent(counts)
    assert (found["ci_high"] - found["percent"]).min() >= 0
    assert (found["percent"] - found["ci_low"]).min() >= 0


def test_the_frame_given_is_kept_as_it_is():
    counts = frame((1, 2)).assign(level="NPS")
    found = with_percent(counts)
    assert list(found.columns) == ["yes", "n", "level", "percent", "ci_low", "ci_high"]
    assert list(counts.columns) == ["yes", "n", "level"]


def test_an_empty_frame_gives_an_empty_frame():
    assert with_percent(frame()).columns[-1] == "ci_high"
    assert gap(frame(), frame()).empty
