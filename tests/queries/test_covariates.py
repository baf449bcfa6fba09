"""Counts by pattern of any dimensions."""

from hypothesis import given, settings
from hypothesis import strategies as st

from probation.queries.covariates import covariates
from probation.queries.patterns import patterns
from probation.questions import QUESTIONS
from probation.scope import Scope
from probation.vocabulary import BREAKDOWNS, Dimension
from tests.queries.strategies import scopes

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


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_by_the_six_breakdowns_they_are_the_patterns(random_store, data):
    scope = data.draw(scopes(random_store.codes))
    found = covariates(random_store, scope, BREAKDOWNS, scope.question, scope.factor)
    if scope.factor is None and scope.question.per_factor:
        return  # patterns are of one factor
    expected = patterns(random_store, scope)
    columns = [*SIX, "n", "yes"]
    assert sorted(found[columns].astype(str).to_numpy().tolist()) == sorted(
        expected[columns].astype(str).to_numpy().tolist()
    )
