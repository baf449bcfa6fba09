"""Choosing under bounds, against trying every choice there is."""

from fractions import Fraction
from itertools import product

import numpy as np
import pandas as pd
import pytest

from probation.bulletin import figures, population
from probation.bulletin.calibrate import (
    Bound,
    Target,
    choose,
    near,
    printed_bounds,
    probabilities,
    targets,
)
from probation.errors import StoreError


def meets(choice: np.ndarray, bound: Bound) -> bool:
    total = (np.broadcast_to(bound.weights, len(bound.members)) * choice[bound.members]).sum()
    return bool(bound.low - 1e-9 <= total <= bound.high + 1e-9)


def best_of_all(utility: np.ndarray, bounds: list[Bound]) -> np.ndarray:
    choices = (np.array(c, dtype=bool) for c in product([0, 1], repeat=len(utility)))
    allowed = [c for c in choices if all(meets(c, bound) for bound in bounds)]
    return max(allowed, key=lambda c: utility[c].sum())


@pytest.mark.parametrize("seed", range(12))
def test_chooses_as_trying_every_choice_would(seed):
    rng = np.random.default_rng(seed)
    utility = rng.normal(size=10)
    bounds = [
        Bound(np.arange(10), 4, 6),
        Bound(rng.choice(10, 5, replace=False), 1, 2),
        Bound(rng.choice(10, 4, replace=False), -np.inf, 0.5, rng.normal(size=4)),
    ]
    assert choose(utility, bounds, "options").tolist() == best_of_all(utility, bounds).tolist()


def test_bounds_that_contradict_are_an_error_that_names_the_step():
    everything = np.arange(3)
    with pytest.raises(StoreError, match="No choice of cases agrees"):
        choose(np.zeros(3), [Bound(everything, 1, 1), Bound(everything, 2, 3)], "cases")


def cases(**columns: list[str]) -> pd.DataFrame:
    return pd.DataFrame(columns)


def target(level: str, printed: str, n: int | None, within: Fraction = Fraction(1, 2)) -> Target:
    breakdown = "" if level == "all" else "provider"
    return Target("partner_risk_focus", "", breakdown, level, printed, within, n)


def test_a_printed_percentage_of_all_those_asked_bounds_the_yes():
    asked = cases(provider=["CRC"] * 7 + ["NPS"] * 5)
    (bound,) = printed_bounds([target("CRC", "43%", None)], asked, np.arange(12))
    assert list(bound.members) == list(range(7))
    assert (bound.low, bound.high) == (3, 3)  # 3 of 7 is 42.9%


def test_with_yes_and_no_as_options_the_n_is_met_too():
    asked = cases(provider=["CRC"] * 6 + ["NPS"] * 4)
    yes, no = np.arange(10), np.arange(10, 20)
    once = [Bound(np.array([i, 10 + i]), 0, 1) for i in range(10)]
    wanted = [target("all", "67%", 6), target("NPS", "50%", 2)]
    chosen = choose(np.linspace(-1, 1, 20), once + printed_bounds(wanted, asked, yes, no), "test")
    assert (chosen[yes].sum(), chosen[no].sum()) == (4, 2)
    assert (chosen[yes][6:].sum(), chosen[no][6:].sum()) == (1, 1)


@pytest.mark.parametrize("seed", range(5))
def test_where_no_n_can_be_kept_the_share_of_yes_still_is(seed):
    asked = cases(provider=["CRC"] * 30)
    yes, no = np.arange(30), np.arange(30, 60)
    once = [Bound(np.array([i, 30 + i]), 0, 1) for i in range(30)]
    wanted = printed_bounds([target("CRC", "70%", None, Fraction(3))], asked, yes, no)
    chosen = choose(np.random.default_rng(seed).normal(size=60), once + wanted, "test")
    count, of = chosen[yes].sum(), chosen.sum()
    assert of > 0
    assert 67 <= 100 * count / of <= 73


def test_a_percentage_no_whole_number_comes_to_is_an_error():
    with pytest.raises(StoreError, match="No number of 3 cases comes to 50%"):
        printed_bounds([target("all", "50%", None)], cases(provider=["CRC"] * 3), np.arange(3))


def test_probabilities_keep_the_odds_ratios_and_add_up_to_the_expected():
    effect = np.array([0.0, 0.7, -0.7, 0.7])
    p = probabilities(effect, 1.3)
    assert p.sum() == pytest.approx(1.3)
    log_odds = np.log(p / (1 - p))
    assert log_odds - log_odds[0] == pytest.approx(effect)


def test_near_allows_so_many_standard_errors_and_half_a_case_at_least():
    p = np.full(400, 0.5)
    half = np.arange(200)  # 100 expected; the standard error given the total is root 25
    assert (near(half, p, 1).low, near(half, p, 1).high) == (95, 105)
    few = near(np.arange(3), p, 0)  # 1.5 expected
    assert (few.low, few.high) == (1, 2)


def test_targets_are_the_percentages_with_what_the_audit_allows_them():
    found = {
        (t.question, t.breakdown, t.level, t.printed): (t.within, t.n)
        for t in targets(figures.published())
        if t.question.startswith("partner")
    }
    assert found["partner_risk_focus", "", "all", "70.7%"] == (Fraction(1, 20), 406)
    assert found["partner_risk_focus", "", "all", "71%"] == (Fraction(1, 2), 406)
    assert found["partner_review_information", "provider", "CRC", "63.6%"] == (Fraction(3, 2), 215)
    assert found["partner_risk_focus", "ogrs_band", "low_medium", "70.3%"] == (Fraction(3), None)


def test_sample_counts_that_contradict_are_an_error():
    published = figures.published()
    published.loc[published["id"] == "s2.cases.provider.NPS.n", "value"] += 1
    with pytest.raises(StoreError, match="cases"):
        population.sample(published, np.random.default_rng(1))
