"""Counts by pattern of any dimensions."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from probation.domain.questions import QUESTIONS
from probation.domain.scope import Scope
from probation.domain.vocabulary import BREAKDOWNS, Dimension, Factor
from tests import slow_truth
from tests.store.queries.rows import covariates, rates
from tests.store.queries.strategies import scopes

SIX = [breakdown.value for breakdown in BREAKDOWNS]


def test_the_dimensions_asked_for_divide_the_judgements(counted):
    store = counted(
        """
        provider | gender | question     | factor        | yes | no
        NPS      | female | availability | accommodation | 2   | 1
        CRC      | female | availability | accommodation | 3   | 0
        CRC      | male   | delivery     | ete           | 1   | 4
        """
    )
    scope = Scope(QUESTIONS["availability"])
    found = covariates(store, scope, [Dimension.GENDER])
    assert list(found.columns) == ["question", "factor", "gender", "n", "yes"]
    assert found.astype(object).to_numpy().tolist() == [
        ["availability", "accommodation", "female", 6, 5],
        ["delivery", "ete", "male", 5, 1],
    ]
    one = covariates(store, scope, [Dimension.GENDER, Dimension.PROVIDER], scope.question)
    assert one[["provider", "n"]].astype(object).to_numpy().tolist() == [["CRC", 3], ["NPS", 3]]


def test_filters_count_and_the_scopes_own_breakdown_does_not(case_set):
    store = case_set(
        """
        case_id | area   | provider | ogrs_band    | mappa
        A       | kent   | NPS      | low_medium   | yes
        B       | durham | NPS      | low_medium   | no
        C       | kent   | NPS      | not_recorded | no
        """,
        """
        case_id | question     | factor | judgement
        A       | availability | ete    | yes
        B       | availability | ete    | no
        C       | availability | ete    | yes
        """,
    )
    kent = ((Dimension.AREA, ("kent",)),)
    scope = Scope(QUESTIONS["availability"], Factor.ETE, Dimension.MAPPA, kent)
    found = covariates(store, scope, [Dimension.OGRS_BAND], scope.question, scope.factor)
    assert found[["ogrs_band", "n", "yes"]].astype(object).to_numpy().tolist() == [
        ["low_medium", 1, 1],
        ["not_recorded", 1, 1],
    ]


def test_no_judgement_gives_no_pattern_but_the_columns(counted):
    store = counted("question | factor | yes | no\navailability | ete | 1 | 0")
    scope = Scope(QUESTIONS["delivery"], Factor.ETE)
    found = covariates(store, scope, BREAKDOWNS, scope.question, scope.factor)
    assert found.empty
    assert list(found.columns) == ["question", "factor", *SIX, "n", "yes"]


@settings(max_examples=20)
@given(data=st.data())
def test_any_pattern_agrees_with_the_slow_twin_and_together_they_are_the_rate(
    random_files, random_store, data
):
    scope = data.draw(scopes(random_store.codes))
    if scope.question.per_factor and scope.factor is None:
        scope = replace(scope, factor=data.draw(st.sampled_from(Factor)))
    found = covariates(random_store, scope, BREAKDOWNS, scope.question, scope.factor)
    assert not found.duplicated(SIX).any()

    whole = rates(random_store, replace(scope, breakdown=None))
    assert [found["n"].sum(), found["yes"].sum()] == [whole["n"].iloc[0], whole["yes"].iloc[0]]

    if len(found):
        row = found.iloc[data.draw(st.integers(0, len(found) - 1))]
        others = [(dim, codes) for dim, codes in scope.where if dim not in BREAKDOWNS]
        one = [*others, *((dim, (row[dim.value],)) for dim in BREAKDOWNS)]
        narrowed = replace(scope, breakdown=None, where=tuple(one))
        truth = slow_truth.judged(random_files, narrowed)
        assert truth == {(scope.factor, "all"): (row["n"], row["yes"])}
