"""Many outcomes at once: judged together, and what chance alone would let in."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import chi2_contingency, hypergeom
from statsmodels.stats.multitest import multipletests

from probation.exhibits.model_cautions import several_tests
from probation.statistics.model_matrix import screen
from probation.statistics.multiplicity import benjamini_hochberg
from probation.stepwise.patterns import patterns
from probation.stepwise.roles import Roles
from probation.stepwise.selection import Criteria
from tests.stepwise.test_selection import ROLES, drawn


def of(frame: pd.DataFrame, *candidates: str, enter: float = 0.05) -> float:
    found = screen({"y": patterns(frame, Roles("y", candidates))}, Criteria(enter, 0.999))
    return found.by_chance["y"]


def rows(counts: dict[str, tuple[int, int]]) -> pd.DataFrame:
    """A case for each yes and no of each level of a."""
    cases = [(a, y) for a, both in counts.items() for y in (0, 1) for _ in range(both[y])]
    return pd.DataFrame(cases, columns=["a", "y"])


@pytest.mark.parametrize("enter", [0.05, 0.2, 0.6])
def test_of_two_groups_chance_is_the_share_of_all_deals_that_the_test_rejects(enter):
    """Exactly: over every table with the same margins, by its hypergeometric probability."""
    n_a, n_b, yes = 40, 25, 30
    deals = hypergeom(n_a + n_b, yes, n_a)
    exact = sum(
        deals.pmf(x)
        for x in range(max(0, yes - n_b), min(n_a, yes) + 1)
        if chi2_contingency([[x, n_a - x], [yes - x, n_b - yes + x]], correction=False).pvalue
        < enter
    )
    frame = rows({"p": (20, 20), "q": (15, 10)})
    error = np.sqrt(exact * (1 - exact) / 200)
    assert of(frame, "a", enter=enter) == pytest.approx(exact, abs=3 * error)


def test_several_candidates_are_more_chances_than_one_and_a_copy_is_none():
    rng = np.random.default_rng(5)
    frame = pd.DataFrame(
        {
            "a": rng.choice(["p", "q", "r"], 300),
            "b": rng.choice(["k", "l"], 300),
            "x": rng.normal(size=300).round(1),
            "y": rng.integers(0, 2, 300),
        }
    )
    shuffled = [frame.assign(y=rng.permutation(frame["y"])) for _ in range(400)]
    either = np.mean([min(_p(deal, "a"), _p(deal, "b")) < 0.2 for deal in shuffled])
    assert of(frame, "a", "b", enter=0.2) == pytest.approx(either, abs=0.12)
    assert of(frame, "a", "b", "x", enter=0.2) > of(frame, "a", "b", enter=0.2)
    assert of(frame.assign(c=frame["b"]), "b", "c", enter=0.2) == of(frame, "b", enter=0.2)


def _p(frame: pd.DataFrame, name: str) -> float:
    return float(chi2_contingency(pd.crosstab(frame[name], frame["y"]), correction=False).pvalue)


def test_chance_is_the_same_each_time_and_knows_nothing_of_the_answers():
    """A difference that is as wide as can be has no part in what chance would do."""
    wide, none = rows({"p": (40, 0), "q": (0, 40)}), rows({"p": (20, 20), "q": (20, 20)})
    assert of(wide, "a") == of(wide, "a") == of(none, "a") < 0.2


def test_a_model_in_which_nothing_takes_part_lets_nothing_in():
    assert of(rows({"p": (3, 4)}), "a") == 0


def test_benjamini_hochberg_is_statsmodels():
    p = np.random.default_rng(5).random(30) ** 3
    assert benjamini_hochberg(p) == pytest.approx(multipletests(p, method="fdr_bh")[1], rel=1e-12)
    assert benjamini_hochberg([]) == []


def test_a_screen_judges_the_tests_of_all_outcomes_together():
    outcomes = {seed: patterns(drawn(seed), ROLES) for seed in (31, 32, 33)}
    found = screen(outcomes, Criteria(), {"none": "There is no judgement."})
    assert [(t.outcome, t.variable) for t in found.tests] == [
        (seed, name) for seed in outcomes for name in ROLES.candidates
    ]
    adjusted = multipletests([t.p for t in found.tests], method="fdr_bh")[1]
    assert [t.p_adjusted for t in found.tests] == pytest.approx(adjusted, rel=1e-12)
    assert found.regressions[32].path.start.not_in_equation[0].p == found.tests[4].p
    assert found.skipped == {"none": "There is no judgement."}
    assert "12 tests" in several_tests(len(found.tests), "Stars allow")
