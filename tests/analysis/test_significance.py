"""The joint model, against an independent maximum-likelihood fit of one row a judgement."""

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import minimize
from scipy.stats import chi2

from probation.analysis.significance import joint_model
from probation.vocabulary import BREAKDOWNS

CANDIDATES = ["provider", "age_group", "ogrs_band"]


def patterns(rows: str) -> pd.DataFrame:
    """provider age_group ogrs_band n yes, one pattern a line."""
    frame = pd.DataFrame([line.split() for line in rows.strip().splitlines()])
    frame.columns = [*CANDIDATES, "n", "yes"]
    return frame.astype({"n": int, "yes": int})


@pytest.fixture
def judged() -> pd.DataFrame:
    return patterns("""
        CRC under_30 low_medium     40 15
        CRC under_30 high_very_high 55 14
        CRC 30_plus  low_medium     62 37
        CRC 30_plus  high_very_high 30 13
        NPS under_30 low_medium     21 10
        NPS under_30 high_very_high 18  9
        NPS 30_plus  low_medium     44 30
        NPS 30_plus  high_very_high 12  6
    """)


def log_likelihood(design: np.ndarray, n: np.ndarray, yes: np.ndarray) -> tuple[float, np.ndarray]:
    """The largest log-likelihood of a logistic model and where it is, by a general optimiser."""

    def loss(b: np.ndarray) -> float:
        x = design @ b
        return float((n * np.logaddexp(0, x) - yes * x).sum())

    found = minimize(loss, np.zeros(design.shape[1]), method="BFGS", options={"gtol": 1e-8})
    return -found.fun, found.x


def test_agrees_with_a_general_optimiser(judged):
    indicators = np.column_stack(
        [
            np.ones(len(judged)),
            judged["provider"] == "NPS",
            judged["age_group"] == "30_plus",
            judged["ogrs_band"] == "high_very_high",
        ]
    ).astype(float)
    n, yes = judged["n"].to_numpy(), judged["yes"].to_numpy()
    full, b = log_likelihood(indicators, n, yes)

    found = joint_model(judged, CANDIDATES)

    assert list(found["variable"]) == CANDIDATES
    assert list(found["level"]) == ["NPS", "30_plus", "high_very_high"]
    assert list(found["df"]) == [1, 1, 1]
    assert found["log_odds"].to_numpy() == pytest.approx(b[1:], abs=1e-4)
    for column, row in enumerate(found.itertuples(), start=1):
        without, _ = log_likelihood(np.delete(indicators, column, axis=1), n, yes)
        assert row.statistic == pytest.approx(2 * (full - without), abs=1e-6)
        assert row.p == pytest.approx(chi2.sf(2 * (full - without), 1), abs=1e-6)


def test_patterns_may_come_in_any_order_and_in_pieces(judged):
    pieces = pd.concat([judged.assign(n=judged["n"] - 5, yes=judged["yes"] - 2)] * 1)
    pieces = pd.concat([judged.assign(n=5, yes=2), pieces]).sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(
        joint_model(pieces, CANDIDATES), joint_model(judged, CANDIDATES), rtol=1e-6
    )


def test_a_pattern_not_recorded_is_left_out_whole(judged):
    unrecorded = patterns("CRC under_30 not_recorded 50 50\nNPS not_recorded low_medium 9 0")
    pd.testing.assert_frame_equal(
        joint_model(pd.concat([judged, unrecorded]), CANDIDATES), joint_model(judged, CANDIDATES)
    )


def test_patterns_without_judgements_count_for_nothing(judged):
    none = patterns("NPS under_30 high_very_high 0 0")
    pd.testing.assert_frame_equal(
        joint_model(pd.concat([judged, none]), CANDIDATES), joint_model(judged, CANDIDATES)
    )


def test_a_candidate_with_one_level_has_no_test_and_changes_nothing(judged):
    crc = judged[judged["provider"] == "CRC"]
    found = joint_model(crc, CANDIDATES).set_index("variable")
    assert found.at["provider", "df"] == 0
    assert found.loc["provider", ["statistic", "p", "log_odds"]].isna().all()
    assert found.at["provider", "level"] == ""
    alone = joint_model(crc, ["age_group", "ogrs_band"]).set_index("variable")
    pd.testing.assert_frame_equal(found.drop("provider"), alone)


def test_a_candidate_that_another_determines_has_no_test(judged):
    same = judged[(judged["provider"] == "NPS") == (judged["age_group"] == "30_plus")]
    found = joint_model(same, CANDIDATES).set_index("variable")
    assert found["p"].isna().to_dict() == {"provider": True, "age_group": True, "ogrs_band": False}


def test_no_judgements_at_all_is_missing_not_nought(judged):
    found = joint_model(judged.iloc[:0], CANDIDATES)
    assert list(found["variable"]) == CANDIDATES
    assert found[["statistic", "p", "log_odds"]].isna().all(axis=None)


@pytest.mark.parametrize("share", [0, 1])
def test_all_no_or_all_yes_leaves_nothing_to_explain(judged, share):
    found = joint_model(judged.assign(yes=judged["n"] * share), CANDIDATES)
    assert found["p"].to_numpy() == pytest.approx(1, abs=1e-3)


def test_a_level_that_is_all_yes_is_significant_with_large_log_odds(judged):
    nps = judged["provider"] == "NPS"
    found = joint_model(judged.assign(yes=judged["yes"].where(~nps, judged["n"])), CANDIDATES)
    assert found.at[0, "p"] < 1e-6
    assert found.at[0, "log_odds"] > 5


def test_a_variable_with_three_levels_has_two_degrees_and_no_single_log_odds(judged):
    risk = pd.concat(
        [
            judged.assign(rosh_level=level, yes=(judged["yes"] * share).astype(int))
            for level, share in (("low", 1.0), ("medium", 0.7), ("high", 0.4))
        ]
    )
    found = joint_model(risk, ["provider", "rosh_level"]).set_index("variable")
    assert found.at["rosh_level", "df"] == 2
    assert found.at["rosh_level", "level"] == ""
    assert np.isnan(found.at["rosh_level", "log_odds"])


def test_the_six_breakdowns_can_all_be_candidates(judged):
    other = judged.assign(gender="male", ethnic_group="white", supervision_type="community")
    found = joint_model(other, BREAKDOWNS)
    assert list(found["variable"]) == list(BREAKDOWNS)
