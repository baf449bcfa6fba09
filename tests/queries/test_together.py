"""Judgements counted case by case, held against the slow twin."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from probation.queries.together import together
from tests import slow_truth
from tests.queries.strategies import scopes


def test_a_case_is_counted_once_with_all_its_judgements(case_set):
    store = case_set(
        """
        case_id | provider
        A       | NPS
        B       | NPS
        C       | CRC
        """,
        """
        case_id | question | factor        | judgement
        A       | delivery | accommodation | yes
        A       | delivery | ete           | no
        B       | delivery | ete           | no
        B       | delivery | relationships | yes
        C       | delivery | ete           | yes
        C       | availability | ete       | no
        """,
    )
    from probation.scope import parse

    by = parse({"question": ["delivery"], "by": ["provider"]}, store.codes)
    rows = together(store, by).itertuples(index=False, name=None)
    assert list(rows) == [("CRC", 1, 1, 1), ("NPS", 2, 1, 2)]


@settings(max_examples=40)
@given(data=st.data())
def test_the_judgements_are_those_of_all_factors(random_store, random_files, data):
    scope = data.draw(scopes(random_store.codes))
    found = together(random_store, replace(scope, factor=None))
    truth = slow_truth.judged(random_files, replace(scope, factor=None))
    for level, part in found.groupby("level"):
        cells = [counts for (_, own), counts in truth.items() if own == level]
        n, yes = (int((part["cases"] * part[name]).sum()) for name in ("n", "yes"))
        assert (n, yes) == tuple(map(sum, zip(*cells, strict=True)))
