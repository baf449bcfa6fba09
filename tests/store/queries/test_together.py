"""Judgements summed case by case, held against the slow twin."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probation.disclosure import estimates
from probation.domain.scope import parse
from probation.domain.vocabulary import NOT_RECORDED
from tests import slow_truth
from tests.store.queries.rows import together
from tests.store.queries.strategies import scopes

CASES = """
case_id | provider
A       | NPS
B       | NPS
C       | CRC
"""
JUDGEMENTS = """
case_id | question | factor          | judgement
A       | delivery | accommodation   | yes
A       | delivery | ete             | no
A       | delivery | gang_membership | yes
B       | delivery | accommodation   | no
B       | delivery | ete             | yes
B       | delivery | relationships   | yes
C       | delivery | ete             | yes
C       | availability | ete         | no
"""


def test_a_case_is_counted_once_with_all_its_judgements(case_set):
    store = case_set(CASES, JUDGEMENTS)
    by = parse({"question": ["delivery"], "by": ["provider"]}, store.codes)
    found = together(store, by)
    assert list(found.columns) == ["level", "cases", "n", "yes", "n_n", "n_yes", "yes_yes"]
    assert list(found.itertuples(index=False, name=None)) == [
        ("CRC", 1, 1, 1, 1, 1, 1),
        ("NPS", 2, 2 + 3, 1 + 2, 2**2 + 3**2, 2 * 1 + 3 * 2, 1**2 + 2**2),
    ]


def test_no_judgement_at_all_is_no_row(case_set):
    store = case_set(CASES)
    assert together(store, parse({"question": ["delivery"]}, store.codes)).empty


@settings(max_examples=60)
@given(data=st.data())
def test_the_sums_are_those_of_the_rows_of_the_files(random_store, random_files, data):
    scope = replace(data.draw(scopes(random_store.codes)), factor=None)
    truth = slow_truth.by_case(random_files, scope)
    found = {r.level: r[2:] for r in together(random_store, scope).itertuples()}
    assert found == {level: _sums(pairs) for level, pairs in truth.items()}


def _sums(pairs):
    n, yes = zip(*pairs, strict=True)
    products = (
        sum(a * b for a, b in zip(x, y, strict=True)) for x, y in ((n, n), (n, yes), (yes, yes))
    )
    return (len(pairs), sum(n), sum(yes), *products)


@settings(max_examples=30)
@given(data=st.data())
def test_pooled_percentages_have_the_intervals_of_the_rows_of_the_files(
    random_store, random_files, data
):
    scope = replace(data.draw(scopes(random_store.codes)), factor=None)
    truth = slow_truth.by_case(random_files, scope)
    for row in estimates.pooled(random_store, scope).itertuples():
        assert row.level != NOT_RECORDED
        pairs = np.array(truth.get(row.level, []), float).reshape(-1, 2)
        (n, yes), cases = pairs.sum(axis=0), len(pairs)
        assert (row.n, row.yes, row.cases) == (n, yes, cases)
        spread = ((pairs[:, 1] - yes / n * pairs[:, 0]) ** 2).sum() / n**2 if cases >= 10 else 0
        if spread > 1e-12:
            p = yes / n
            error = np.sqrt(spread * cases / (cases - 1)) / (p * (1 - p))
            ends = np.log(p / (1 - p)) + 1.959963984540054 * error * np.array([-1, 1])
            assert [row.ci_low, row.ci_high] == pytest.approx(100 / (1 + np.exp(-ends)), rel=1e-9)
