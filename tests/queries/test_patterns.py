"""Counts by pattern of the six breakdowns: what a regression is given."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from probation.queries.patterns import patterns
from probation.queries.rates import rates
from probation.questions import QUESTIONS
from probation.scope import Scope
from probation.vocabulary import BREAKDOWNS, Dimension, Factor
from tests import slow_truth
from tests.queries.strategies import scopes

SIX = [breakdown.value for breakdown in BREAKDOWNS]


def test_cases_alike_in_the_six_breakdowns_are_one_pattern(case_set):
    store = case_set(
        """
        case_id | area   | provider | gender | age_group | ethnic_group | ogrs_band    | mappa
        A       | kent   | NPS      | male   | under_30  | white        | low_medium   | yes
        B       | durham | NPS      | male   | under_30  | white        | low_medium   | no
        C       | kent   | NPS      | male   | under_30  | white        | not_recorded | no
        D       | kent   | CRC      | male   | under_30  | white        | low_medium   | no
        """,
        """
        case_id | question     | factor | judgement
        A       | availability | ete    | yes
        B       | availability | ete    | no
        C       | availability | ete    | yes
        D       | delivery     | ete    | yes
        """,
    )
    frame = patterns(store, Scope(QUESTIONS["availability"], Factor.ETE))
    assert list(frame.columns) == [*SIX, "n", "yes"]
    alike = ("NPS", "male", "under_30", "white", "community")
    assert sorted(frame.itertuples(index=False, name=None)) == [
        (*alike, "low_medium", 2, 1),
        (*alike, "not_recorded", 1, 1),
    ]
    in_kent = Scope(QUESTIONS["availability"], Factor.ETE, None, ((Dimension.AREA, ("kent",)),))
    assert patterns(store, in_kent)[["n", "yes"]].to_numpy().tolist() == [[1, 1], [1, 1]]


def test_a_question_asked_once_a_case_needs_no_factor(counted):
    store = counted(
        """
        question           | provider | yes | no
        partner_risk_focus | NPS      | 3   | 2
        """
    )
    frame = patterns(store, Scope(QUESTIONS["partner_risk_focus"]))
    assert frame[["provider", "n", "yes"]].to_numpy().tolist() == [["NPS", 5, 3]]


def test_no_judgement_gives_no_pattern_but_the_columns(counted):
    store = counted("question | factor | yes | no\navailability | ete | 1 | 0")
    frame = patterns(store, Scope(QUESTIONS["delivery"], Factor.ETE))
    assert frame.empty
    assert list(frame.columns) == [*SIX, "n", "yes"]


@settings(max_examples=20)
@given(data=st.data())
def test_any_pattern_agrees_with_the_slow_twin_and_together_they_are_the_rate(
    random_files, random_store, data
):
    scope = data.draw(scopes(random_store.codes))
    if scope.question.per_factor and scope.factor is None:
        scope = replace(scope, factor=data.draw(st.sampled_from(Factor)))
    frame = patterns(random_store, scope)
    assert not frame.duplicated(SIX).any()

    whole = rates(random_store, replace(scope, breakdown=None))
    assert [frame["n"].sum(), frame["yes"].sum()] == [whole["n"].iloc[0], whole["yes"].iloc[0]]

    if len(frame):
        row = frame.iloc[data.draw(st.integers(0, len(frame) - 1))]
        others = [(dim, codes) for dim, codes in scope.where if dim not in BREAKDOWNS]
        one = [*others, *((dim, (row[dim.value],)) for dim in BREAKDOWNS)]
        narrowed = replace(scope, breakdown=None, where=tuple(one))
        truth = slow_truth.judged(random_files, narrowed)
        assert truth == {(scope.factor, "all"): (row["n"], row["yes"])}
