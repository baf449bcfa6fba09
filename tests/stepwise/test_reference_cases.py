"""Every case agrees with R: the trace of all three removals, every statistic, the final model."""

import pytest

from probation.stepwise.models import Models
from probation.stepwise.regression import regression
from probation.stepwise.selection import Criteria, select
from tests.stepwise.reference import (
    CASES,
    REMOVALS,
    answer,
    case,
    difference,
    differences,
    is_separated,
)

WITH_PROFILES = [n for n in CASES if "or_lo_profile" in answer(n)["coefficients"][0]]


@pytest.fixture(scope="module", params=CASES)
def name(request):
    return request.param


@pytest.mark.parametrize("variant", REMOVALS)
def test_the_trace_is_that_of_r(name, variant):
    theirs = answer(name)
    expected = theirs["variants"][variant]
    criteria = Criteria(theirs["pin"], theirs["pout"], REMOVALS[variant])
    patterns = case(name)
    path = select(Models.of(patterns), patterns.names, criteria)
    trace = expected.get("trace", expected.get("steps"))
    assert [(s.action, s.variable, s.df, s.stat_name) for s in path.steps] == [
        (s["action"], s["variable"], s["df"], s["stat_name"]) for s in trace
    ]
    assert path.stop_reason == expected["stop_reason"]
    assert path.stop_variable == expected["stop_variable"]
    assert list(path.final.variables) == expected["final_variables"]
    for own, their in zip(path.steps, trace, strict=True):
        assert difference(own.statistic, their["statistic"]) < 1e-6
        assert difference(own.p, their["p"]) < 1e-6
    states = expected.get("steps", theirs.get("steps") if variant == "LR" else None)
    for own, their in zip(path.steps, states or [], strict=False):
        assert max(differences(own.after, their, is_separated(theirs))) < 1e-6
    start = expected.get("start", theirs.get("step0"))
    assert max(differences(path.start, start)) < 1e-6


def test_rows_and_candidates_used_are_those_of_r(name):
    theirs = answer(name)
    patterns = case(name)
    assert patterns.rows.total == theirs["n_total"]
    assert patterns.rows.used == theirs["n_used"]
    assert patterns.events == theirs["events"]
    assert list(patterns.names) == theirs["candidates"]
    if "missing_by_variable" in theirs:
        assert patterns.rows.missing == theirs["missing_by_variable"]


def test_the_final_model_is_that_of_r(name):
    theirs = answer(name)
    found = regression(case(name), Criteria(theirs["pin"], theirs["pout"]))
    separated = {t.variable + (t.level or "") for t in found.separated}
    terms = {c["term"]: c for c in theirs["coefficients"]}
    for own in found.coefficients:
        term = own.variable + (own.level or "")
        their = terms.get(term)
        if their is None or term in separated:  # R gives an aliased level no row
            assert own.b != own.b
            continue
        assert difference(own.b, their["b"]) < 1e-6
        assert difference(own.se, their["se"]) < 1e-6
    if "fit" not in theirs:
        assert bool(separated) == theirs["separated"]
        return
    if "separation" in theirs:
        assert separated == set(theirs["separation"]["suspect_terms"])
    _agrees_in_fit(found.goodness, theirs["fit"])
    for own, their in zip(found.effects, theirs.get("ame") or [], strict=True):
        assert own.points == pytest.approx(their["ame_pp"], abs=1e-3)
        assert own.ci_low == pytest.approx(their["lo_pp"], abs=1e-3)
        assert own.ci_high == pytest.approx(their["hi_pp"], abs=1e-3)
    for own, their in zip(found.adjusted, theirs.get("adjusted_pct") or [], strict=True):
        assert (own.variable, own.level) == (their["variable"], their["level"])
        assert own.percent == pytest.approx(their["pct"], abs=1e-3)
        assert own.ci_low == pytest.approx(their["lo"], abs=1e-3)


def _agrees_in_fit(own, their):
    assert difference(own.minus2ll, their["minus2LL"]) < 1e-6
    assert difference(own.cox_snell, their["cox_snell"]) < 1e-6
    assert difference(own.nagelkerke, their["nagelkerke"]) < 1e-6
    assert own.auc == pytest.approx(their["auc"]["auc"], abs=1e-9)
    test = their["hosmer_lemeshow_spss"]
    if test is None:
        assert own.hosmer_lemeshow is None
        return
    assert own.hosmer_lemeshow.df == test["df"]
    assert own.hosmer_lemeshow.chi2 == pytest.approx(test["chi2"], rel=1e-6, abs=1e-9)
    if test["p"] is None:
        assert own.hosmer_lemeshow.p != own.hosmer_lemeshow.p
    else:
        assert own.hosmer_lemeshow.p == pytest.approx(test["p"], abs=1e-4)


@pytest.mark.parametrize("name", WITH_PROFILES)
def test_profile_intervals_are_those_of_r(name):
    theirs = answer(name)
    found = regression(case(name))
    for own, their in zip(found.profiles, theirs["coefficients"][1:], strict=True):
        for mine, r in [(own.ci_low, "or_lo_profile"), (own.ci_high, "or_hi_profile")]:
            if their[r] is not None:  # R interpolates between points of the profile
                assert mine == pytest.approx(their[r], rel=1e-3)


@pytest.mark.parametrize("name", ["edge_perfect_separation", "edge_quasi_separation"])
def test_firths_estimates_are_those_of_r(name):
    for own, their in zip(regression(case(name)).firth, answer(name)["firth"], strict=True):
        assert difference(own.b, their["b"]) < 1e-4


@pytest.mark.parametrize("name", ["birthwt_cat", "neuralgia_sas", "edge_enter_then_removed"])
def test_the_full_model_is_that_of_r(name):
    theirs = answer(name)["full_model"]
    full = regression(case(name)).full
    assert difference(full.goodness.minus2ll, theirs["minus2LL"]) < 1e-9
    for own, their in zip(full.coefficients, theirs["coefficients"], strict=True):
        assert difference(own.b, their["b"]) < 1e-6
    for own, their in zip(full.tests, theirs["type3"], strict=True):
        assert difference(own.lr, their["lr"]) < 1e-6
