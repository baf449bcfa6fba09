"""Funnels and profiles of areas, held against the CSV files counted one by one."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, chi2_contingency
from statsmodels.stats.proportion import confint_proportions_2indep

from probation.answers import areas
from probation.questions import QUESTIONS
from probation.scope import Scope
from probation.vocabulary import PLACES, REPORTED_FACTORS, Dimension, Factor
from tests import slow_truth
from tests.queries.strategies import scopes, wheres

COLUMNS = [
    "n", "yes", "percent", "expected", "lower95", "upper95", "lower998", "upper998", "position",
    "flag",
]  # fmt: skip
AREAS = ["yorks", "durham", "kent", "london"]
units = pytest.mark.parametrize("unit", [Dimension.AREA, Dimension.CRC_OWNER, Dimension.DIVISION])


def truth(files, scope, unit):
    """n and yes of each unit, all reported factors together, whatever its filters of place."""
    where = tuple((dim, codes) for dim, codes in scope.where if dim not in PLACES)
    found: dict[str, list[int]] = {}
    counts = slow_truth.judged(files, replace(scope, breakdown=unit, where=where))
    for (_, level), (n, yes) in counts.items():
        sums = found.setdefault(level, [0, 0])
        sums[0] += n
        sums[1] += yes
    return found


@units
@settings(max_examples=10)
@given(data=st.data())
def test_a_funnel_is_that_of_the_files(random_store, random_files, unit, data):
    scope = data.draw(scopes(random_store.codes))
    found = areas.funnel(random_store, scope, unit)
    expected = truth(random_files, scope, unit)
    n = sum(n for n, _ in expected.values())
    rate = sum(yes for _, yes in expected.values()) / n if n >= 10 else np.nan
    assert (found.too_few != "") == (n < 10)
    assert list(found.rows.columns) == [unit.value, *COLUMNS]
    assert found.rows[unit.value].tolist() == list(random_store.codes[unit])
    assert found.percent == pytest.approx(100 * rate, nan_ok=True)
    for row in found.rows.itertuples():
        size, yes = expected.get(getattr(row, unit.value), (0, 0))
        assert (row.n, row.yes) == (size, yes)
        assert row.percent == pytest.approx(100 * yes / size if size >= 10 else np.nan, nan_ok=True)
        assert (row.flag == "u") == (0 < size < 30)
        if n < 10:
            assert row.expected != row.expected
            assert row.lower95 != row.lower95
            assert row.position is None
        elif size:
            assert row.expected == pytest.approx(100 * rate)
            assert row.lower95 == 100 * binom.ppf(0.025, size, rate) / size
            assert row.upper998 == 100 * binom.ppf(0.999, size, rate) / size
            assert (row.position == "within") == (row.lower95 <= 100 * yes / size <= row.upper95)
    widest = max((size for size, _ in expected.values()), default=0)
    assert len(found.limits) == (min(widest, 400) if n >= 10 else 0)


@units
def test_an_adjusted_funnel_has_the_same_judgements(random_store, unit):
    scope = Scope(QUESTIONS["availability"])
    plain, mixed = (areas.funnel(random_store, scope, unit, on) for on in (False, True))
    same = [unit.value, "n", "yes", "flag"]
    assert plain.rows[same].equals(mixed.rows[same])
    assert (plain.adjusted, mixed.adjusted) == (False, True)
    assert mixed.notes[0] == (
        "Adjusted for provider, gender, age group, ethnic group, supervision type and"
        " likelihood of reoffending."
    )
    observed = (mixed.rows["expected"] * mixed.rows["n"]).sum() / 100
    assert observed == pytest.approx(plain.rows["yes"].sum())
    assert mixed.limits["n"].is_monotonic_increasing


def test_too_few_judgements_are_not_adjusted_and_a_note_says_why(counted):
    store = counted("""
    area   | gender | age_group | question           | yes | no
    kent   | female | under_30  | partner_risk_focus | 1   | 10
    kent   | male   | 30_plus   | partner_risk_focus | 0   | 30
    durham | male   | under_30  | partner_risk_focus | 0   | 5
    """)
    scope = Scope(QUESTIONS["partner_risk_focus"])
    plain, asked = (areas.funnel(store, scope, Dimension.AREA, on) for on in (False, True))
    assert not asked.adjusted
    assert asked.rows.equals(plain.rows)
    assert asked.limits.equals(plain.limits)
    (note,) = asked.notes
    assert note.startswith("There are too few judgements to adjust for case mix: the rarer answer")


def test_a_model_of_few_judgements_is_called_uncertain(random_store):
    found = areas.funnel(
        random_store, Scope(QUESTIONS["availability"], Factor.ETE), Dimension.AREA, True
    )
    assert found.adjusted
    assert "fewer than 10: what it expects is uncertain" in found.notes[1]
    judged = found.rows["n"] > 0
    assert found.rows.loc[judged, ["expected", "lower95", "upper998"]].notna().all(axis=None)


@pytest.mark.parametrize("case_mix", [False, True])
@pytest.mark.parametrize("no", [6, 7])
def test_under_10_judgements_in_all_there_are_counts_alone(counted, no, case_mix):
    store = counted(f"area | question | yes | no\nkent | partner_risk_focus | 3 | {no}")
    found = areas.funnel(store, Scope(QUESTIONS["partner_risk_focus"]), Dimension.AREA, case_mix)
    kent = found.rows.set_index("area").loc["kent"]
    assert (kent["n"], kent["yes"], found.adjusted) == (3 + no, 3, case_mix and no == 7)
    if no == 7:
        assert (found.percent, found.too_few) == (30, "")
        assert kent["expected"] == pytest.approx(30)
        return
    assert found.too_few == "Too few judgements (9) to compare"
    assert np.isnan(found.percent)
    assert found.limits.empty
    assert kent[["percent", "expected", "lower95", "upper95", "lower998", "upper998"]].isna().all()
    assert kent["position"] is None
    assert not found.notes


def test_filters_of_place_are_set_aside_and_that_is_said(random_store):
    scope = Scope(QUESTIONS["partner_risk_focus"], None, None, ((Dimension.GENDER, ("female",)),))
    narrow = replace(scope, where=((Dimension.AREA, ("kent",)), *scope.where))
    wide, found = (areas.funnel(random_store, s, Dimension.AREA) for s in (scope, narrow))
    assert found.rows.equals(wide.rows)
    assert not wide.notes
    assert "set aside" in found.notes[0]


def test_all_factors_together_are_warned_of(random_store):
    per_factor, once = (
        areas.funnel(random_store, Scope(QUESTIONS[key]), Dimension.AREA)
        for key in ("delivery", "contracted_risk_focus")
    )
    assert "too narrow" in per_factor.notes[0]
    assert not once.notes


@pytest.mark.parametrize("case_mix", [False, True])
def test_no_judgement_is_a_row_without_figures(counted, case_mix):
    store = counted("question | factor | provider | yes | no\ndelivery | ete | CRC | 3 | 3")
    found = areas.funnel(store, Scope(QUESTIONS["partner_outcomes"]), Dimension.AREA, case_mix)
    assert found.rows["n"].tolist() == [0] * 4
    assert found.rows["position"].isna().all()
    assert found.limits.empty


@settings(max_examples=10)
@given(data=st.data())
def test_a_profile_is_the_area_against_all_others(random_store, random_files, data):
    area = data.draw(st.sampled_from(AREAS))
    where = Scope(QUESTIONS["delivery"], where=data.draw(wheres(random_store.codes)))
    found = areas.profile(random_store, where, area)
    assert found["question"].tolist() == list(QUESTIONS)
    for row in found.itertuples():
        counts = truth(
            random_files, replace(where, question=QUESTIONS[row.question]), Dimension.AREA
        )
        _agrees(row, counts, area)


def _agrees(row, counts, area):
    n, yes = counts.get(area, (0, 0))
    rest = [counts[other] for other in counts if other != area]
    n_rest, yes_rest = (sum(pair[i] for pair in rest) for i in (0, 1))
    assert (row.n, row.yes, row.n_rest, row.yes_rest) == (n, yes, n_rest, yes_rest)
    assert (row.flag == "u") == (min(n, n_rest) < 30 and n + n_rest > 0)
    if min(n, n_rest) < 10:
        assert row.difference != row.difference
        return
    assert row.difference == pytest.approx(100 * (yes / n - yes_rest / n_rest))
    low, high = confint_proportions_2indep(yes, n, yes_rest, n_rest, method="newcomb")
    assert (row.ci_low, row.ci_high) == pytest.approx((100 * low, 100 * high))
    if 0 < yes + yes_rest < n + n_rest:
        table = [[yes, n - yes], [yes_rest, n_rest - yes_rest]]
        assert row.p == pytest.approx(chi2_contingency(table, correction=False).pvalue)


def test_the_factors_of_a_question_are_compared_one_by_one(random_store, random_files):
    where = Scope(QUESTIONS["availability"])
    found = areas.profile(random_store, where, "durham", QUESTIONS["delivery"])
    assert found["factor"].tolist() == [factor.value for factor in REPORTED_FACTORS]
    for row in found.itertuples():
        asked = Scope(QUESTIONS["delivery"], Factor(row.factor))
        _agrees(row, truth(random_files, asked, Dimension.AREA), "durham")


@settings(max_examples=5)
@given(data=st.data())
def test_who_an_areas_cases_are(random_store, random_files, data):
    where = Scope(QUESTIONS["delivery"], where=data.draw(wheres(random_store.codes)))
    found = areas.cases_of(random_store, where, "kent")
    here, everyone = ["n", "percent", "flag"], ["n_all", "percent_all", "flag_all"]
    assert list(found.columns) == ["dimension", "level", *here, *everyone]
    bare = areas.everywhere(where)
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
