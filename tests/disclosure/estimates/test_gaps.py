"""Two groups compared, and contracted providers with partners, against counts made otherwise."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2_contingency
from statsmodels.stats.proportion import confint_proportions_2indep

from probation.disclosure.estimates.gaps import contracted_and_partners, every_gap, gaps, sides
from probation.disclosure.estimates.models import Options, regress
from probation.domain.questions import QUESTIONS
from probation.domain.scope import Scope
from probation.domain.vocabulary import BREAKDOWNS, REPORTED_FACTORS, Dimension, Factor
from probation.stepwise.selection import Criteria
from tests import slow_truth
from tests.store.queries.strategies import wheres

COUNTS = """
    question            | factor        | provider | yes | no
    delivery            | accommodation | CRC      | 40  | 60
    delivery            | accommodation | NPS      | 60  | 40
    delivery            | ete           | CRC      | 20  | 20
    delivery            | ete           | NPS      | 20  | 5
    delivery            | relationships | CRC      | 20  | 20
    delivery            | relationships | NPS      | 9   | 0
    contracted_outcomes | ete           | CRC      | 20  | 20
    partner_outcomes    | ete           | CRC      | 30  | 10
    partner_risk_focus  |               | CRC      | 30  | 30
"""


def scope(question: str = "delivery", by: Dimension = Dimension.PROVIDER, where=()) -> Scope:
    return Scope(QUESTIONS[question], None, by, where)


def rows(frame: pd.DataFrame) -> dict[tuple[str, str | None], object]:
    return {(row.question, row.factor): row for row in frame.itertuples()}


def test_the_second_level_is_held_against_the_first():
    assert sides(scope()) == ("CRC", "NPS")
    assert sides(scope(by=Dimension.AGE_GROUP)) == ("under_30", "30_plus")
    assert sides(scope(by=Dimension.ETHNIC_GROUP)) == ("white", "bame")


def test_of_more_levels_those_are_compared_that_a_filter_lets_through():
    def compared(*codes: str) -> tuple[str, str]:
        return sides(scope(by=Dimension.ROSH_LEVEL, where=((Dimension.ROSH_LEVEL, codes),)))

    assert sides(scope(by=Dimension.ROSH_LEVEL)) == ("low", "medium")
    assert compared("high", "very_high") == ("high", "very_high")
    assert compared("very_high") == ("low", "medium")


def test_each_factor_has_its_difference_its_interval_and_its_test(counted):
    frame = gaps(counted(COUNTS), scope())
    assert list(frame.columns) == [
        "question", "factor", "breakdown", "level_a", "level_b", "n_a", "yes_a", "n_b", "yes_b",
        "percent_a", "percent_b", "difference", "ci_low", "ci_high", "ratio", "ratio_low",
        "ratio_high", "p", "p_bh", "flag",
    ]  # fmt: skip
    assert list(frame["factor"]) == [factor.value for factor in REPORTED_FACTORS]
    row = rows(frame)["delivery", "accommodation"]
    assert (row.level_a, row.level_b) == ("CRC", "NPS")
    assert (row.n_a, row.yes_a, row.n_b, row.yes_b) == (100, 40, 100, 60)
    assert (row.percent_a, row.percent_b, row.difference) == (40, 60, 20)
    low, high = confint_proportions_2indep(60, 100, 40, 100, method="newcomb")
    assert [row.ci_low, row.ci_high] == pytest.approx([100 * low, 100 * high])
    p = chi2_contingency([[40, 60], [60, 40]], correction=False).pvalue
    assert row.p == pytest.approx(p)
    # of two tests the smaller counts twice, the larger once
    assert row.p_bh == pytest.approx(2 * p)
    assert row.flag is None


def test_a_small_base_is_marked_and_a_smaller_one_withheld(counted):
    frame = rows(gaps(counted(COUNTS), scope()))
    assert frame["delivery", "ete"].flag == "u"
    assert frame["delivery", "ete"].difference == 30
    withheld = frame["delivery", "relationships"]
    assert withheld.flag == "u"
    assert (withheld.n_b, withheld.difference, withheld.p) == (
        9,
        pytest.approx(float("nan"), nan_ok=True),
        pytest.approx(float("nan"), nan_ok=True),
    )
    nobody = frame["delivery", "drug_misuse"]
    assert (nobody.n_a, nobody.n_b, nobody.flag) == (0, 0, None)


def test_partners_are_held_against_contracted_providers(counted):
    frame = contracted_and_partners(counted(COUNTS), scope())
    assert len(frame) == len(REPORTED_FACTORS) + 2
    row = rows(frame)["contracted_outcomes", "ete"]
    assert (row.level_a, row.level_b) == ("contracted", "partners")
    assert (row.yes_a, row.n_a, row.yes_b, row.n_b, row.difference) == (20, 40, 30, 40, 25)
    alone = rows(frame)["contracted_risk_focus", None]
    assert (alone.n_a, alone.n_b) == (0, 60)
    assert alone.difference != alone.difference


def test_a_breakdown_plays_no_part_beside_the_organisations(counted):
    store = counted(COUNTS)
    found = contracted_and_partners(store, scope(by=Dimension.GENDER))
    pd.testing.assert_frame_equal(
        found, contracted_and_partners(store, replace(scope(), breakdown=None))
    )


@settings(max_examples=12)
@given(data=st.data())
def test_any_gap_agrees_with_the_slow_twin(random_store, random_files, data):
    where = data.draw(wheres(random_store.codes))
    by = data.draw(st.sampled_from(BREAKDOWNS))
    question = data.draw(st.sampled_from(list(QUESTIONS)))
    asked = scope(question, by, where)
    truth = slow_truth.judged(random_files, asked)
    a, b = sides(asked)
    for row in gaps(random_store, asked).itertuples():
        factor = row.factor or None
        assert (row.n_a, row.yes_a) == truth.get((factor, a), (0, 0))
        assert (row.n_b, row.yes_b) == truth.get((factor, b), (0, 0))
        if min(row.n_a, row.n_b) >= 10:
            assert row.difference == pytest.approx(
                100 * (row.yes_b / row.n_b - row.yes_a / row.n_a)
            )
    whole = every_gap(random_store, asked, by)
    part = whole[whole["question"] == question].reset_index(drop=True)
    alone = gaps(random_store, asked)
    pd.testing.assert_frame_equal(part.drop(columns="p_bh"), alone.drop(columns="p_bh"))
    assert len(whole) == 4 * len(REPORTED_FACTORS) + 4


def test_p_is_the_score_test_of_the_stepwise_engine(counted):
    """With one candidate and nothing else accounted for, the two are one test."""
    store = counted(COUNTS)
    options = Options((Dimension.PROVIDER,), Criteria(0.5, 0.6))
    (test,) = regress(
        store, Scope(QUESTIONS["delivery"], Factor.ACCOMMODATION), options
    ).path.start.not_in_equation
    assert rows(gaps(store, scope()))["delivery", "accommodation"].p == pytest.approx(
        test.p, rel=1e-9
    )


UNKNOWN = """
    question | factor        | ethnic_group | yes | no
    delivery | accommodation | white        | 6   | 5
    delivery | accommodation | bame         | 7   | 4
    delivery | accommodation | not_recorded | 3   | 2
    delivery | ete           | white        | 40  | 0
    delivery | ete           | bame         | 5   | 4
    delivery | ete           | not_recorded | 9   | 0
    availability | ete       | white        | 40  | 10
    availability | ete       | bame         | 20  | 10
"""


def test_bounds_are_the_extremes_over_every_way_to_share_out_the_not_recorded(counted):
    frame = gaps(counted(UNKNOWN), scope(by=Dimension.ETHNIC_GROUP), bounds=True)
    row = rows(frame)["delivery", "accommodation"]
    assert (row.n_not_recorded, row.yes_not_recorded) == (5, 3)
    every = [
        100 * ((7 + yes) / (11 + yes + no) - (6 + 3 - yes) / (11 + 5 - yes - no))
        for yes in range(4)
        for no in range(3)
    ]
    assert (row.bound_low, row.bound_high) == pytest.approx((min(every), max(every)))
    assert list(frame.columns)[-5:] == [
        "n_not_recorded", "yes_not_recorded", "bound_low", "bound_high", "flag",
    ]  # fmt: skip


def test_what_is_withheld_has_no_bounds(counted):
    """Nine BAME cases: with those not recorded there would be enough, but they are not known."""
    frame = gaps(counted(UNKNOWN), scope(by=Dimension.ETHNIC_GROUP), bounds=True)
    row = rows(frame)["delivery", "ete"]
    assert row.n_not_recorded == 9
    assert row.bound_low != row.bound_low
    assert row.bound_high != row.bound_high


def test_where_all_is_recorded_the_bounds_are_the_difference(counted):
    store = counted(UNKNOWN)
    row = rows(every_gap(store, scope(), Dimension.ETHNIC_GROUP, bounds=True))[
        "availability", "ete"
    ]
    assert row.bound_low == row.bound_high == row.difference
    provider = gaps(counted(COUNTS), scope(), bounds=True)
    assert provider["bound_low"].equals(provider["difference"])
    assert provider["n_not_recorded"].eq(0).all()
