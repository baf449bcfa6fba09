"""Sums over cases by pattern, against cases of one's own and the slow twin."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from probation.domain.questions import QUESTIONS
from probation.domain.scope import Scope
from probation.domain.vocabulary import Dimension
from tests import slow_truth
from tests.store.queries.rows import sums
from tests.store.queries.strategies import scopes

CASES = """
case_id | area | provider
A       | kent | NPS
B       | kent | NPS
C       | kent | CRC
"""
JUDGEMENTS = """
case_id | question           | factor          | judgement
A       | delivery           | accommodation   | yes
A       | delivery           | ete             | no
A       | delivery           | gang_membership | no
B       | delivery           | ete             | yes
B       | delivery           | relationships   | yes
B       | delivery           | drug_misuse     | no
C       | delivery           | ete             | yes
C       | partner_risk_focus |                 | no
"""


def test_a_case_is_one_whatever_its_judgements(case_set):
    """The factors that the bulletin does not report play no part."""
    store = case_set(CASES, JUDGEMENTS)
    everyone = Scope(QUESTIONS["delivery"])
    found = sums(store, everyone, [Dimension.PROVIDER], QUESTIONS["delivery"])
    assert list(found.columns) == [
        "question", "provider", "cases", "n", "yes", "n_n", "n_yes", "yes_yes",
    ]  # fmt: skip
    rows = [tuple(row)[1:] for row in found.itertuples(index=False)]
    assert rows == [("CRC", 1, 1, 1, 1, 1, 1), ("NPS", 2, 5, 3, 4 + 9, 2 + 6, 1 + 4)]
    every = sums(store, everyone, [Dimension.AREA])
    assert dict(zip(every["question"], every["cases"], strict=True)) == {
        "delivery": 3, "partner_risk_focus": 1,
    }  # fmt: skip


@settings(max_examples=20)
@given(data=st.data())
def test_judgements_are_those_of_all_factors(random_store, random_files, data):
    scope = replace(data.draw(scopes(random_store.codes)), factor=None, breakdown=Dimension.AREA)
    found = sums(random_store, scope, [Dimension.AREA], scope.question)
    truth = slow_truth.judged(random_files, scope)
    for row in found.itertuples():
        cells = [counts for (_, area), counts in truth.items() if area == row.area]
        assert (row.n, row.yes) == tuple(map(sum, zip(*cells, strict=True)))
        assert row.cases <= row.n <= row.n_n
    assert set(found["area"]) == {area for _, area in truth}
