"""An area beside all others, held against the CSV files counted one by one."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2_contingency
from statsmodels.stats.proportion import confint_proportions_2indep

from probation.disclosure.estimates.areas import everywhere
from probation.disclosure.estimates.profile import cases_of, profile
from probation.domain.questions import QUESTIONS
from probation.domain.scope import Scope
from probation.domain.vocabulary import REPORTED_FACTORS, Dimension, Factor
from tests import slow_truth
from tests.disclosure.estimates.test_areas import truth
from tests.store.queries.strategies import wheres

AREAS = ["yorks", "durham", "kent", "london"]


@settings(max_examples=10)
@given(data=st.data())
def test_a_profile_is_the_area_against_all_others(random_store, random_files, data):
    area = data.draw(st.sampled_from(AREAS))
    where = Scope(QUESTIONS["delivery"], where=data.draw(wheres(random_store.codes)))
    found = profile(random_store, where, area)
    assert found["question"].tolist() == list(QUESTIONS)
    for row in found.itertuples():
        counts = truth(
            random_files, replace(where, question=QUESTIONS[row.question]), Dimension.AREA
        )
        _agrees(row, counts, area)


def _agrees(row, counts, area):
    """Newcombe's interval and Pearson's test at judgements over the design effect."""
    n, yes = counts.get(area, (0, 0))
    rest = [counts[other] for other in counts if other != area]
    n_rest, yes_rest = (sum(pair[i] for pair in rest) for i in (0, 1))
    assert (row.n, row.yes, row.n_rest, row.yes_rest) == (n, yes, n_rest, yes_rest)
    assert row.cases <= n
    assert row.cases_rest <= n_rest
    smallest = min(row.cases, row.cases_rest)
    assert (row.flag == "u") == (smallest < 30 and n + n_rest > 0)
    if smallest < 10:
        assert row.difference != row.difference
        return
    assert row.difference == pytest.approx(100 * (yes / n - yes_rest / n_rest))
    worth = [count / row.design_effect for count in (yes, n, yes_rest, n_rest)]
    low, high = confint_proportions_2indep(*worth, method="newcomb")
    assert (row.ci_low, row.ci_high) == pytest.approx((100 * low, 100 * high))
    if 0 < yes + yes_rest < n + n_rest:
        own, own_n, other, other_n = worth
        table = [[own, own_n - own], [other, other_n - other]]
        assert row.p == pytest.approx(chi2_contingency(table, correction=False).pvalue)


def test_a_row_of_one_judgement_a_case_is_plain_and_one_of_all_factors_is_not(random_store):
    found = profile(random_store, Scope(QUESTIONS["delivery"]), "durham").set_index("question")
    once = [key for key, question in QUESTIONS.items() if not question.per_factor]
    assert (found.loc[once, "design_effect"] == 1).all()
    assert (found.loc[once, "cases"] == found.loc[once, "n"]).all()
    assert (found["design_effect"] >= 1).all()
    assert found.loc["delivery", "cases"] < found.loc["delivery", "n"]


def test_the_factors_of_a_question_are_compared_one_by_one(random_store, random_files):
    where = Scope(QUESTIONS["availability"])
    found = profile(random_store, where, "durham", QUESTIONS["delivery"])
    assert found["factor"].tolist() == [factor.value for factor in REPORTED_FACTORS]
    for row in found.itertuples():
        asked = Scope(QUESTIONS["delivery"], Factor(row.factor))
        _agrees(row, truth(random_files, asked, Dimension.AREA), "durham")


@settings(max_examples=5)
@given(data=st.data())
def test_who_an_areas_cases_are(random_store, random_files, data):
    where = Scope(QUESTIONS["delivery"], where=data.draw(wheres(random_store.codes)))
    found = cases_of(random_store, where, "kent")
    here, everyone = ["n", "percent", "flag"], ["n_all", "percent_all", "flag_all"]
    assert list(found.columns) == ["dimension", "level", *here, *everyone]
    bare = everywhere(where)
    kent = replace(bare, where=((Dimension.AREA, ("kent",)), *bare.where))
    for dimension, rows in found.groupby("dimension"):
        for scope, (n, percent, flag) in ((kent, here), (bare, everyone)):
            counts = slow_truth.inspected(
                random_files, replace(scope, breakdown=Dimension(dimension))
            )
            total = sum(counts.values())
            assert rows[n].tolist() == [counts.get(level, 0) for level in rows["level"]]
            if total >= 10:
                expected = [100 * counts.get(level, 0) / total for level in rows["level"]]
                assert rows[percent].tolist() == pytest.approx(expected)
            else:
                assert rows[percent].isna().all()
            assert (rows[flag] == "u").all() == (0 < total < 30)
