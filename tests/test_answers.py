"""What a page is given: percentages, intervals and gaps, guarded, and in agreement throughout."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probation import answers
from probation.analysis.intervals import gap
from probation.questions import QUESTIONS
from probation.scope import Scope
from probation.vocabulary import BREAKDOWNS, REPORTED_FACTORS, TERMS, Dimension, Factor
from tests import builders
from tests.queries.strategies import scopes, wheres

PROVIDERS = ("CRC", "NPS")
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
    frame = answers.rates(store, scope(factor=Factor.ETE, breakdown=Dimension.PROVIDER))
    assert list(frame.columns) == RATES
    crc, nps = frame.itertuples()
    assert (crc.level, crc.yes, crc.n, crc.percent, crc.flag) == ("CRC", 20, 40, 50, None)
    assert (crc.ci_low, crc.ci_high) == pytest.approx((35.2, 64.8), abs=0.05)
    assert (nps.level, nps.yes, nps.n, nps.percent, nps.flag) == ("NPS", 24, 30, 80, None)


def test_a_base_under_ten_has_counts_but_no_percentage(store):
    frame = answers.rates(store, scope(factor=Factor.ACCOMMODATION, breakdown=Dimension.GENDER))
    women = frame.iloc[1]
    assert (women["level"], women["n"], women["yes"], women["flag"]) == ("female", 9, 4, "u")
    assert women[["percent", "ci_low", "ci_high"]].isna().all()


def test_levels_are_all_cases_then_the_six_breakdowns(store):
    frame = answers.levels(store, scope("partner_risk_focus"))
    assert list(frame.columns) == RATES
    assert [frame["breakdown"][0], frame["level"][0]] == [None, "all"]
    assert list(frame["level"][1:]) == [term for dim in BREAKDOWNS for term in TERMS[dim]]
    assert frame.loc[frame["level"] == "CRC", ["n", "yes"]].to_numpy().tolist() == [[60, 30]]


def test_the_story_is_availability_beside_delivery(store):
    frame = answers.story(store, scope())
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


def test_a_factor_and_a_breakdown_play_no_part_in_story_levels_and_gaps(store):
    men = ((Dimension.GENDER, ("male",)),)
    bare, more = scope(where=men), scope(factor=Factor.ETE, breakdown=Dimension.GENDER, where=men)
    pd.testing.assert_frame_equal(answers.story(store, more), answers.story(store, bare))
    gaps = answers.provider_gaps(store, bare)
    pd.testing.assert_frame_equal(answers.provider_gaps(store, more), gaps)
    one_factor = replace(more, breakdown=None)
    levels = answers.levels(store, one_factor)
    pd.testing.assert_frame_equal(answers.levels(store, more), levels)


def test_the_gaps_are_the_widest_first_on_bases_of_thirty_or_more(store):
    frame = answers.provider_gaps(store, scope())
    assert list(frame.columns) == [
        "question",
        "factor",
        "n_crc",
        "yes_crc",
        "n_nps",
        "yes_nps",
        "difference",
        "ci_low",
        "ci_high",
    ]
    # accommodation has 9 NPS cases for availability and none for delivery
    rows = [(r.question, r.factor, r.difference) for r in frame.itertuples()]
    assert rows == [
        ("delivery", "ete", 65),
        ("partner_risk_focus", None, 40),
        ("availability", "ete", 30),
    ]
    first = frame.iloc[0]
    assert first[["n_crc", "yes_crc", "n_nps", "yes_nps"]].tolist() == [40, 10, 30, 27]


def test_a_gap_with_crc_ahead_is_negative_and_ranks_by_its_width(counted):
    frame = answers.provider_gaps(
        counted(
            """
            question     | factor        | provider | yes | no
            availability | ete           | CRC      | 15  | 15
            availability | ete           | NPS      | 18  | 12
            delivery     | ete           | CRC      | 27  | 3
            delivery     | ete           | NPS      | 12  | 18
            """
        ),
        scope(),
    )
    assert frame["difference"].tolist() == pytest.approx([-50, 10])


@pytest.mark.parametrize(("crc", "nps", "rows"), [(30, 30, 1), (29, 30, 0), (30, 29, 0)])
def test_a_gap_needs_thirty_on_either_side(counted, crc, nps, rows):
    store = counted(
        f"""
        question | factor | provider | yes    | no
        delivery | ete    | CRC      | {crc}  | 0
        delivery | ete    | NPS      | {nps}  | 0
        """
    )
    assert len(answers.provider_gaps(store, scope())) == rows


def test_the_case_set_is_named_in_a_sentence(random_store):
    generation = random_store.generation
    assert answers.case_set(replace(generation, synthetic=True)).startswith("Synthetic cases, made")
    real = replace(generation, synthetic=False, label="Inspections of 2018")
    assert answers.case_set(real) == "Case set: Inspections of 2018."


def numbers(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.drop(columns=["breakdown"]).reset_index(drop=True)


@settings(max_examples=5)
@given(data=st.data())
def test_levels_are_the_rates_of_each_breakdown(random_store, data):
    asked = data.draw(
        scopes(random_store.codes).filter(lambda s: s.factor or not s.question.per_factor)
    )
    found = answers.levels(random_store, asked)
    for by in (None, *BREAKDOWNS):
        rows = found[found["breakdown"].isna() if by is None else found["breakdown"] == by]
        rates = answers.rates(random_store, replace(asked, breakdown=by))
        pd.testing.assert_frame_equal(numbers(rows), numbers(rates))


@settings(max_examples=5)
@given(data=st.data())
def test_the_story_and_the_gaps_agree_with_the_rates(random_store, data):
    where = data.draw(wheres(random_store.codes))
    story = answers.story(random_store, scope(where=where))
    for column, question in (("available", "availability"), ("delivered", "delivery")):
        rates = answers.rates(random_store, scope(question, where=where))
        np.testing.assert_array_equal(story[column], rates["percent"])

    sides = {}
    for question in QUESTIONS.values():
        rates = answers.rates(random_store, Scope(question, None, Dimension.PROVIDER, where))
        for factor, pair in rates.groupby("factor", dropna=False):
            crc, nps = (pair[pair["level"] == side].reset_index(drop=True) for side in PROVIDERS)
            factor = factor if isinstance(factor, str) else None
            if min(crc["n"][0], nps["n"][0]) >= 30:
                sides[question.key, factor] = (crc, nps)

    gaps = answers.provider_gaps(random_store, scope(where=where))
    assert gaps["difference"].abs().is_monotonic_decreasing
    assert len(gaps) == len(sides)
    for row in gaps.itertuples():
        crc, nps = sides[row.question, row.factor]
        assert (row.n_crc, row.yes_crc) == (crc["n"][0], crc["yes"][0])
        assert (row.n_nps, row.yes_nps) == (nps["n"][0], nps["yes"][0])
        found = [row.difference, row.ci_low, row.ci_high]
        assert found == gap(crc, nps).iloc[0].tolist()
        assert found[0] == nps["percent"][0] - crc["percent"][0]
