"""How many cases, by pattern."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from probation.domain.questions import QUESTIONS
from probation.domain.scope import Scope
from probation.domain.vocabulary import Dimension
from tests import slow_truth
from tests.store.queries.rows import people
from tests.store.queries.strategies import wheres


@settings(max_examples=15)
@given(data=st.data())
def test_cases_are_those_of_the_files(random_store, random_files, data):
    dimension = data.draw(st.sampled_from(list(Dimension)))
    where = data.draw(wheres(random_store.codes))
    scope = Scope(QUESTIONS["delivery"], None, None, where)
    found = people(random_store, scope, [dimension, Dimension.MAPPA])
    assert set(found.columns) == {dimension.value, "mappa", "n"}
    counts = found.groupby(dimension.value, observed=True)["n"].sum().to_dict()
    assert counts == slow_truth.inspected(random_files, replace(scope, breakdown=dimension))
