"""Funnels and profiles of areas, held against the CSV files counted one by one."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, false_discovery_control

from probation.disclosure.estimates import areas
from probation.domain.questions import QUESTIONS
from probation.domain.scope import Scope
from probation.domain.vocabulary import PLACES, Dimension, Factor
from tests import slow_truth
from tests.store.queries.strategies import scopes

COLUMNS = [
    "n", "yes", "cases", "design_effect", "percent", "expected", "lower95", "upper95", "lower998",
    "upper998", "position", "p", "p_bh", "flag",
]  # fmt: skip
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
    """Exact where a case has one judgement; of all factors together see below."""
    scope = data.draw(scopes(random_store.codes))
    found = areas.funnel(random_store, scope, unit)
    expected = truth(random_files, scope, unit)
    n = sum(n for n, _ in expected.values())
    together = scope.question.per_factor and scope.factor is None
    enough = found.rows["cases"].sum() >= 10
    rate = sum(yes for _, yes in expected.values()) / n if enough else np.nan
    assert (found.too_few == "") == enough
    assert list(found.rows.columns) == [unit.value, *COLUMNS]
    assert found.rows[unit.value].tolist() == list(random_store.codes[unit])
    assert found.percent == pytest.approx(100 * rate, nan_ok=True)
    assert (found.rows["cases"] <= found.rows["n"]).all()
    for row in found.rows.itertuples():
        size, yes = expected.get(getattr(row, unit.value), (0, 0))
        assert (row.n, row.yes) == (size, yes)
        share = 100 * yes / size if row.cases >= 10 else np.nan
        assert row.percent == pytest.approx(share, nan_ok=True)
        assert (row.flag == "u") == (0 < row.cases < 30)
        if not together:
            assert (row.cases, row.design_effect) == (size, 1)
        if not enough:
            assert row.expected != row.expected
            assert row.lower95 != row.lower95
            assert row.position is None
        elif size:
            assert row.expected == pytest.approx(100 * rate)
            if row.cases >= 10:
                within = row.lower95 <= 100 * yes / size <= row.upper95
                assert (row.position == "within") == within == (row.p >= 0.05)
            else:
                assert row.position is None
                assert np.isnan([row.p, row.p_bh]).all()
            exact = 100 * binom.ppf(0.025, size, rate) / size
            assert row.lower95 <= exact + 1e-9, "never narrower than of independent judgements"
            if not together:
                assert row.lower95 == exact
                assert row.upper998 == 100 * binom.ppf(0.999, size, rate) / size
    widest = max((size for size, _ in expected.values()), default=0)
    assert len(found.limits) == (min(widest, 400) if enough else 0)


@units
@pytest.mark.parametrize("case_mix", [areas.CASE_MIX, areas.CASE_MIX_AND_PROVIDER])
def test_an_adjusted_funnel_has_the_same_judgements(random_store, unit, case_mix):
    scope = Scope(QUESTIONS["availability"])
    plain, mixed = (areas.funnel(random_store, scope, unit, mix) for mix in ((), case_mix))
    same = [unit.value, "n", "yes", "cases", "flag"]
    assert plain.rows[same].equals(mixed.rows[same])
    assert (plain.case_mix, mixed.case_mix) == ((), case_mix)
    observed = (mixed.rows["expected"] * mixed.rows["n"]).sum() / 100
    assert observed == pytest.approx(plain.rows["yes"].sum())
    assert mixed.limits["n"].is_monotonic_increasing


def test_provider_is_adjusted_for_where_asked_and_else_it_is_said_that_it_is_not(random_store):
    scope = Scope(QUESTIONS["availability"])
    said = [
        areas.funnel(random_store, scope, Dimension.AREA, mix).adjusted_for
        for mix in ((), areas.CASE_MIX, areas.CASE_MIX_AND_PROVIDER)
    ]
    assert said == [
        "",
        "Adjusted for gender, age group, ethnic group, supervision type and likelihood of"
        " reoffending; not for provider, which is part of what is judged.",
        "Adjusted for provider, gender, age group, ethnic group, supervision type and"
        " likelihood of reoffending.",
    ]
    found = areas.funnel(random_store, scope, Dimension.AREA, areas.CASE_MIX)
    assert said[1] in map(str, found.notes)


def test_an_area_of_one_provider_keeps_its_difference_unless_provider_is_adjusted_for(counted):
    store = counted("""
    area   | provider | question           | yes | no
    kent   | NPS      | partner_risk_focus | 30  | 10
    durham | CRC      | partner_risk_focus | 10  | 30
    """)
    scope = Scope(QUESTIONS["partner_risk_focus"])
    without, also = (
        areas.funnel(store, scope, Dimension.AREA, mix).rows.set_index("area")
        for mix in (areas.CASE_MIX, areas.CASE_MIX_AND_PROVIDER)
    )
    assert without.loc["kent", "percent"] == pytest.approx(75)
    assert also.loc["kent", "percent"] == pytest.approx(50)
    assert list(without.loc[["kent", "durham"], "position"]) == ["above 95", "below 95"]
    assert set(also.loc[["kent", "durham"], "position"]) == {"within"}


def test_of_all_factors_together_limits_are_those_of_fewer_judgements(case_set):
    """Cases whose judgements all agree count once: 40 of 60 is beyond exact limits, not these."""
    rows, answers = [], []
    for area, every, yes in (("kent", 40, 26), ("durham", 40, 14)):
        for i in range(every):
            rows.append(f"{area}{i} | {area}")
            answers += [
                f"{area}{i} | delivery | {factor} | {'yes' if i < yes else 'no'}"
                for factor in ("ete", "drug_misuse", "relationships")
            ]
    store = case_set(
        "\n".join(["case_id | area", *rows]),
        "\n".join(["case_id | question | factor | judgement", *answers]),
    )
    scope = Scope(QUESTIONS["delivery"])
    together = areas.funnel(store, scope, Dimension.AREA).rows.set_index("area").loc["kent"]
    alone = areas.funnel(store, replace(scope, factor=Factor.ETE), Dimension.AREA).rows
    one = alone.set_index("area").loc["kent"]
    assert (together["n"], together["cases"], one["n"]) == (120, 40, 40)
    assert together["design_effect"] == pytest.approx(3 * 80 / 79)
    assert together["p"] == pytest.approx(one["p"], rel=0.1)
    assert binom.sf(77, 120, 0.5) < 0.001, "what exact limits of 120 judgements would say"
    assert together["lower95"] == pytest.approx(one["lower95"], abs=2)


def test_areas_are_judged_together_over_those_with_a_percentage(random_store):
    rows = areas.funnel(random_store, Scope(QUESTIONS["delivery"]), Dimension.AREA).rows
    shown = rows["percent"].notna()
    assert rows["p_bh"].notna().equals(shown)
    expected = false_discovery_control(rows.loc[shown, "p"], method="bh")
    assert rows.loc[shown, "p_bh"].tolist() == pytest.approx(list(expected))


@pytest.mark.parametrize("case_mix", [(), areas.CASE_MIX])
def test_under_10_cases_an_area_has_no_test_and_no_position(counted, case_mix):
    """One of 8 is below the 95% limits, p 0.03: as much as the percentage that is withheld."""
    store = counted("""
    area   | question           | yes | no
    kent   | partner_risk_focus | 30  | 30
    yorks  | partner_risk_focus | 1   | 7
    durham | partner_risk_focus | 40  | 20
    """)
    scope = Scope(QUESTIONS["partner_risk_focus"])
    rows = areas.funnel(store, scope, Dimension.AREA, case_mix).rows.set_index("area")
    few, others = rows.loc["yorks"], rows.loc[["kent", "durham"]]
    assert few[["percent", "p", "p_bh"]].isna().all()
    assert few["position"] is None
    assert few["lower95"] > 100 / 8
    assert others[["percent", "p", "p_bh", "position"]].notna().all(axis=None)


def test_too_few_judgements_are_not_adjusted_and_a_note_says_why(counted):
    store = counted("""
    area   | gender | age_group | question           | yes | no
    kent   | female | under_30  | partner_risk_focus | 1   | 10
    kent   | male   | 30_plus   | partner_risk_focus | 0   | 30
    durham | male   | under_30  | partner_risk_focus | 0   | 5
    """)
    scope = Scope(QUESTIONS["partner_risk_focus"])
    plain, asked = (areas.funnel(store, scope, Dimension.AREA, mix) for mix in ((), areas.CASE_MIX))
    assert (asked.case_mix, asked.adjusted_for) == ((), "")
    assert asked.rows.equals(plain.rows)
    assert asked.limits.equals(plain.limits)
    (note,) = asked.notes
    assert note.text.startswith(
        "There are too few judgements to adjust for case mix: the rarer answer"
    )


def test_a_model_of_few_judgements_is_called_uncertain_first(random_store):
    asked = Scope(QUESTIONS["partner_risk_focus"]), Dimension.AREA, areas.CASE_MIX
    found = areas.funnel(random_store, *asked)
    assert found.case_mix
    assert "fewer than 10: what it expects is uncertain" in found.notes[0].text
    judged = found.rows["n"] > 0
    assert found.rows.loc[judged, ["expected", "lower95", "upper998"]].notna().all(axis=None)


@pytest.mark.parametrize("case_mix", [(), areas.CASE_MIX])
@pytest.mark.parametrize("no", [6, 7])
def test_under_10_judgements_in_all_there_are_counts_alone(counted, no, case_mix):
    store = counted(f"area | question | yes | no\nkent | partner_risk_focus | 3 | {no}")
    found = areas.funnel(store, Scope(QUESTIONS["partner_risk_focus"]), Dimension.AREA, case_mix)
    kent = found.rows.set_index("area").loc["kent"]
    assert (kent["n"], kent["yes"], found.case_mix) == (3 + no, 3, ())
    if no == 7:
        assert (found.percent, found.too_few) == (30, "")
        assert kent["expected"] == pytest.approx(30)
        return
    assert found.too_few == "Too few cases (9) to compare"
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
    assert "set aside" in found.notes[0].text


def test_of_all_factors_together_it_is_said_what_judgements_are_worth(random_store):
    per_factor, once = (
        areas.funnel(random_store, Scope(QUESTIONS[key]), Dimension.AREA)
        for key in ("delivery", "contracted_risk_focus")
    )
    n, effect = per_factor.rows["n"].sum(), per_factor.effect
    assert (
        f"{n:,} judgements tell as much as {n / effect:,.0f} independent"
        in per_factor.notes[0].text
    )
    assert (once.effect, once.notes) == (None, ())


@pytest.mark.parametrize("case_mix", [(), areas.CASE_MIX])
def test_no_judgement_is_a_row_without_figures(counted, case_mix):
    store = counted("question | factor | provider | yes | no\ndelivery | ete | CRC | 3 | 3")
    found = areas.funnel(store, Scope(QUESTIONS["partner_outcomes"]), Dimension.AREA, case_mix)
    assert found.rows["n"].tolist() == [0], "of the one area that has cases"
    assert found.rows["position"].isna().all()
    assert found.limits.empty
