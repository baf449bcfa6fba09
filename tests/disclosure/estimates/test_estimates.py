"""What a page is given: percentages, intervals and gaps, guarded, and in agreement throughout."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probation.disclosure import estimates
from probation.domain.questions import QUESTIONS
from probation.domain.scope import Scope
from probation.domain.vocabulary import BREAKDOWNS, REPORTED_FACTORS, TERMS, Dimension, Factor
from probation.store.source import SHIPPED_LABEL
from tests import builders
from tests.store.queries.strategies import scopes, wheres

RATES = [
    "question",
    "factor",
    "breakdown",
    "level",
    "n",
    "yes",
    "percent",
    "ci_low",
    "ci_high",
    "flag",
]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    files = builders.counted_files(
        tmp_path_factory.mktemp("answers"),
        """
        question           | factor        | provider | gender | yes | no
        availability       | ete           | CRC      | male   | 20  | 20
        availability       | ete           | NPS      | male   | 24  | 6
        availability       | accommodation | CRC      | male   | 9   | 21
        availability       | accommodation | NPS      | female | 4   | 5
        delivery           | ete           | CRC      | male   | 10  | 30
        delivery           | ete           | NPS      | male   | 27  | 3
        delivery           | accommodation | CRC      | male   | 3   | 27
        partner_risk_focus |               | CRC      | male   | 30  | 30
        partner_risk_focus |               | NPS      | male   | 45  | 5
        """,
    )
    opened = builders.opened(files, tmp_path_factory.mktemp("answers-stores"))
    yield opened
    opened.close()


def scope(question: str = "availability", **more) -> Scope:
    return Scope(QUESTIONS[question], **more)


def test_rates_have_a_percentage_an_interval_and_a_flag(store):
    frame = estimates.rates(store, scope(factor=Factor.ETE, breakdown=Dimension.PROVIDER))
    assert list(frame.columns) == RATES
    crc, nps = frame.itertuples()
    assert (crc.level, crc.yes, crc.n, crc.percent, crc.flag) == ("CRC", 20, 40, 50, None)
    assert (crc.ci_low, crc.ci_high) == pytest.approx((35.2, 64.8), abs=0.05)
    assert (nps.level, nps.yes, nps.n, nps.percent, nps.flag) == ("NPS", 24, 30, 80, None)


def test_a_base_under_ten_has_counts_but_no_percentage(store):
    frame = estimates.rates(store, scope(factor=Factor.ACCOMMODATION, breakdown=Dimension.GENDER))
    women = frame.iloc[1]
    assert (women["level"], women["n"], women["yes"], women["flag"]) == ("female", 9, 4, "u")
    assert women[["percent", "ci_low", "ci_high"]].isna().all()


def test_levels_are_all_cases_then_the_six_breakdowns(store):
    frame = estimates.levels(store, scope("partner_risk_focus"))
    assert list(frame.columns) == RATES
    assert [frame["breakdown"][0], frame["level"][0]] == [None, "all"]
    assert list(frame["level"][1:]) == [term for dim in BREAKDOWNS for term in TERMS[dim]]
    assert frame.loc[frame["level"] == "CRC", ["n", "yes"]].to_numpy().tolist() == [[60, 30]]


def test_the_story_is_availability_beside_delivery(store):
    frame = estimates.story(store, scope())
    ends = [
        [end, *(f"{name}_{end}" for name in ("n", "yes", "ci_low", "ci_high", "flag"))]
        for end in ("available", "delivered")
    ]
    assert list(frame.columns) == ["factor", "n", *ends[0], *ends[1]]
    assert list(frame["factor"]) == list(REPORTED_FACTORS)
    ete = frame.set_index("factor").loc["ete"]
    assert [ete["n"], ete["available"], ete["delivered"]] == [70, 100 * 44 / 70, 100 * 37 / 70]
    others = frame[~frame["factor"].isin(["ete", "accommodation"])]
    assert others[["available", "delivered"]].isna().to_numpy().all()
    assert set(others["n"]) == {0}


def test_a_factor_and_a_breakdown_play_no_part_in_story_and_levels(store):
    men = ((Dimension.GENDER, ("male",)),)
    bare, more = scope(where=men), scope(factor=Factor.ETE, breakdown=Dimension.GENDER, where=men)
    pd.testing.assert_frame_equal(estimates.story(store, more), estimates.story(store, bare))
    one_factor = replace(more, breakdown=None)
    levels = estimates.levels(store, one_factor)
    pd.testing.assert_frame_equal(estimates.levels(store, more), levels)


def test_the_case_set_is_named_in_a_sentence(random_store):
    generation = random_store.generation
    made_up = replace(generation, synthetic=True, label=SHIPPED_LABEL)
    assert estimates.case_set(made_up).startswith("Synthetic cases, made")
    assert estimates.case_set(replace(made_up, label="Cases of May")).startswith(
        "Case set: Cases of May. Synthetic cases, made"
    )
    real = replace(generation, synthetic=False, label="Inspections of 2018")
    assert estimates.case_set(real) == "Case set: Inspections of 2018."
    back = estimates.case_set(replace(real, caution="It was taken back."))
    assert back == "Case set: Inspections of 2018. It was taken back."


def numbers(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.drop(columns=["breakdown"]).reset_index(drop=True)


@settings(max_examples=5)
@given(data=st.data())
def test_levels_are_the_rates_of_each_breakdown(random_store, data):
    asked = data.draw(
        scopes(random_store.codes).filter(lambda s: s.factor or not s.question.per_factor)
    )
    found = estimates.levels(random_store, asked)
    for by in (None, *BREAKDOWNS):
        rows = found[found["breakdown"].isna() if by is None else found["breakdown"] == by]
        rates = estimates.rates(random_store, replace(asked, breakdown=by))
        pd.testing.assert_frame_equal(numbers(rows), numbers(rates))


@settings(max_examples=5)
@given(data=st.data())
def test_the_story_agrees_with_the_rates(random_store, data):
    where = data.draw(wheres(random_store.codes))
    story = estimates.story(random_store, scope(where=where))
    for column, question in (("available", "availability"), ("delivered", "delivery")):
        rates = estimates.rates(random_store, scope(question, where=where))
        np.testing.assert_array_equal(story[column], rates["percent"])
