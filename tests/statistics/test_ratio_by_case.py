"""Percentages of judgements clustered by case, held against statsmodels."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from probation.disclosure.gate import guarded
from probation.statistics.intervals import wilson
from probation.statistics.ratio_by_case import clustered

COLUMNS = ["level", "n", "yes", "cases"]


def patterns(*rows):
    """One row: so many cases of a level with n judgements each, of which yes are yes."""
    return pd.DataFrame(rows, columns=COLUMNS)


def sums(frame):
    """The same as the store has it: sums over the cases of each level."""
    own = frame[["level", "cases"]].copy()
    n, yes = frame["n"], frame["yes"]
    for name, each in {
        "n": n, "yes": yes, "n_n": n * n, "n_yes": n * yes, "yes_yes": yes * yes,
    }.items():  # fmt: skip
        own[name] = frame["cases"] * each
    return own.groupby("level", sort=False, as_index=False).sum()


def by_statsmodels(frame):
    """The same interval from a logistic model of the judgements with errors clustered by case."""
    import statsmodels.api as sm

    answers, groups, case = [], [], 0
    for row in frame.itertuples():
        for _ in range(row.cases):
            answers += [1] * row.yes + [0] * (row.n - row.yes)
            groups += [case] * row.n
            case += 1
    model = sm.GLM(np.array(answers), np.ones((len(answers), 1)), family=sm.families.Binomial())
    fitted = model.fit(cov_type="cluster", cov_kwds={"groups": np.array(groups)}, tol=1e-12)
    ends = fitted.conf_int()[0]
    return 100 / (1 + np.exp(-ends))


@given(
    st.lists(
        st.tuples(st.integers(1, 5), st.integers(0, 5), st.integers(1, 6)), min_size=2, max_size=8
    )
)
def test_the_interval_is_that_of_a_logistic_model_clustered_by_case(drawn):
    frame = patterns(*(("all", n, min(yes, n), cases) for n, yes, cases in drawn))
    if frame["cases"].sum() < 10:
        frame["cases"] += 10
    (row,) = clustered(sums(frame)).itertuples()
    share = frame["yes"] / frame["n"]
    if share.nunique() == 1:
        return  # no case differs from another: see below
    assert [row.ci_low, row.ci_high] == pytest.approx(by_statsmodels(frame), abs=1e-6)


def test_one_judgement_a_case_is_a_plain_percentage():
    (row,) = clustered(sums(patterns(("all", 1, 1, 30), ("all", 1, 0, 10)))).itertuples()
    assert (row.n, row.yes, row.cases, row.percent) == (40, 30, 40, 75.0)
    error = np.sqrt(0.75 * 0.25 / 39) / (0.75 * 0.25)
    assert row.ci_low == pytest.approx(100 / (1 + np.exp(1.959964 * error) / 3))


def test_cases_that_all_agree_with_themselves_have_a_wider_interval_than_separate_ones():
    whole = clustered(sums(patterns(("all", 4, 4, 15), ("all", 4, 0, 15))))
    apart = clustered(sums(patterns(("all", 1, 1, 60), ("all", 1, 0, 60))))
    width = [float((f["ci_high"] - f["ci_low"]).iloc[0]) for f in (whole, apart)]
    assert width[0] == pytest.approx(2 * width[1], rel=0.08)


@pytest.mark.parametrize(("yes", "p"), [(4, 1.0), (2, 0.5), (0, 0.0)])
def test_where_no_case_differs_the_interval_is_wilsons_of_so_many_cases(yes, p):
    (row,) = clustered(sums(patterns(("all", 4, yes, 20)))).itertuples()
    low, high = wilson(np.array([20 * p]), np.array([20.0]))
    assert (row.ci_low, row.ci_high) == pytest.approx((100 * low[0], 100 * high[0]))


def test_what_is_small_is_said_by_cases_and_not_by_judgements():
    few = (("A", 5, 2, 9), ("B", 5, 2, 28), ("B", 5, 1, 1), ("C", 2, 1, 29), ("C", 1, 1, 1))
    found = guarded(clustered(sums(patterns(*few))), base="cases")
    assert list(found["n"]) == [45, 145, 59]
    assert list(found["flag"]) == ["u", "u", None]
    assert found["percent"].isna().tolist() == [True, False, False]


def test_the_interval_of_a_hundred_million_cases_is_their_own_and_not_wilsons():
    """The sums all but cancel, and the variance is far below 1e-8: neither may be taken for 0."""
    some = patterns(("all", 4, 3, 50), ("all", 4, 1, 50))
    many = some.assign(cases=some["cases"] * 1_000_000)
    width = [
        float((f["ci_high"] - f["ci_low"]).iloc[0]) for f in map(clustered, map(sums, (some, many)))
    ]
    assert width[1] == pytest.approx(width[0] / 1000, rel=0.02)
