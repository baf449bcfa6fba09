"""Funnel limits against scipy and the literature; the adjusted ones against statsmodels."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from probation.statistics import funnel as limits
from probation.statistics.case_mix import CaseMix

#: Deaths within 30 days of open heart operations on children under 1 in twelve English centres,
#: 1991 to 1995, Bristol first: Spiegelhalter, Aylin, Best, Evans and Murray (2002), Journal of the
#: Royal Statistical Society A 165, 191-221; the counts as printed in Lunn, Jackson, Best, Thomas
#: and Spiegelhalter (2012), The BUGS Book, section 8.3.1.
DEATHS = [41, 25, 24, 23, 25, 42, 24, 53, 26, 25, 58, 31]
OPERATIONS = [143, 187, 323, 122, 164, 405, 239, 482, 195, 177, 581, 301]

RATES = [0.0, 0.003, 0.12, 0.5, 0.84, 1.0]


def units(n, yes):
    return pd.DataFrame({"n": n, "yes": yes})


@pytest.mark.parametrize("rate", RATES)
def test_limits_are_the_quantiles_of_the_binomial_distribution(rate):
    n = np.array([*range(1, 300), 4321, 1_000_000], dtype=float)
    found = limits.binomial(n, rate)
    for name, probability in limits.LIMITS.items():
        assert found[name].tolist() == binom.ppf(probability, n, rate).tolist()


@pytest.mark.parametrize("rate", RATES[1:-1])
def test_a_unit_lies_outside_where_an_exact_test_of_each_tail_rejects(rate):
    for n in (1, 7, 40, 150):
        cases = limits.binomial(np.full(n + 1, float(n)), rate)
        found = limits._positions(pd.Series(range(n + 1)), cases)
        for yes, position in enumerate(found):
            below, above = binom.cdf(yes, n, rate), binom.sf(yes - 1, n, rate)
            expected = "within"
            for level, tail in (("95", 0.025), ("99.8", 0.001)):
                if below < tail:
                    expected = f"below {level}"
                elif above < tail:
                    expected = f"above {level}"
            assert position == expected


def test_bristol_lies_above_the_outer_limit_as_the_inquiry_found():
    found = limits.funnel(units(OPERATIONS, DEATHS))
    pooled = sum(DEATHS) / sum(OPERATIONS)
    assert found["expected"].tolist() == pytest.approx([100 * pooled] * 12)
    assert list(found["position"][[0, 2, 3]]) == ["above 99.8", "below 95", "above 95"]
    assert set(found["position"].drop([0, 2, 3])) == {"within"}
    bristol = found.iloc[0]
    assert bristol["percent"] == pytest.approx(100 * 41 / 143)
    # of 143 operations at the rate of all centres
    assert bristol["upper998"] == 100 * binom.ppf(0.999, 143, pooled) / 143
    assert round(bristol["upper998"]) == 21


@pytest.mark.parametrize("rate", RATES[1:-1])
def test_the_lines_drawn_are_spiegelhalters_interpolation_of_either_tail(rate):
    """Spiegelhalter (2005), Statistics in Medicine 24, appendix A.1.1: (r - alpha) / n."""

    def lower(n, p, rate):
        r = binom.ppf(p, n, rate)
        at, before = binom.cdf(r, n, rate), binom.cdf(r - 1, n, rate)
        return r - (at - p) / (at - before)

    n = np.arange(1, 200, dtype=float)
    found = limits.curve(n, rate)
    for level, tail in (("95", 0.025), ("998", 0.001)):
        expected = np.clip(lower(n, tail, rate), 0, n)
        np.testing.assert_allclose(found[f"lower{level}"], expected, atol=1e-9)
        # the upper line of yes is the lower line of no
        expected = np.clip(n - lower(n, tail, 1 - rate), 0, n)
        np.testing.assert_allclose(found[f"upper{level}"], expected, atol=1e-9)


@pytest.mark.parametrize("rate", RATES)
def test_a_mark_is_beyond_a_line_where_it_is_outside_the_limit(rate):
    n = np.arange(1, 120, dtype=float)
    exact, drawn = limits.binomial(n, rate), limits.curve(n, rate)
    for name in limits.LIMITS:
        for size, limit, line in zip(n, exact[name], drawn[name], strict=True):
            yes = np.arange(size + 1)
            outside, beyond = (yes < limit, yes < line - 1e-9)
            if name.startswith("upper"):
                outside, beyond = (yes > limit, yes > line + 1e-9)
            assert outside.tolist() == beyond.tolist()


def test_no_judgement_has_no_limits_and_no_position():
    found = limits.funnel(units([0, 40], [0, 20]))
    assert found.drop(columns=["n", "yes", "position"]).iloc[0].isna().all()
    assert found["position"].tolist() == [None, "within"]
    nothing = limits.funnel(units([0, 0], [0, 0]))
    assert nothing["position"].tolist() == [None, None]


@pytest.mark.parametrize("yes", [0, 20])
def test_where_all_answers_are_the_same_nobody_is_outside(yes):
    found = limits.funnel(units([20, 20], [yes, yes]))
    assert found["position"].tolist() == ["within", "within"]
    assert set(found["upper998"]) == set(found["lower998"]) == {5.0 * yes}


def cells(seed=1, patterns=60, rate=0.6):
    """Judgements at random by unit and three variables, one with a level 'not recorded'."""
    draw = np.random.default_rng(seed)
    levels = {
        "unit": ["a", "b", "c", "nobody"],
        "sex": ["male", "female"],
        "band": ["low", "high", "not_recorded"],
        "age": ["young", "old", "never"],
    }
    frame = pd.DataFrame(
        {
            name: pd.Categorical(draw.choice(codes[: 3 if name != "age" else 2], patterns), codes)
            for name, codes in levels.items()
            if name != "sex"
        }
        | {"sex": pd.Categorical(draw.choice(levels["sex"], patterns), levels["sex"])}
    )
    n = draw.integers(1, 9, patterns)
    return frame.assign(n=n, yes=draw.binomial(n, rate))


VARIABLES = ["sex", "band", "age"]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_probabilities_are_those_of_statsmodels_on_cases_one_by_one(seed):
    frame = cells(seed)
    one_by_one = frame.loc[frame.index.repeat(frame["n"])]
    answer = np.concatenate(
        [[1] * yes + [0] * (n - yes) for n, yes in zip(frame["n"], frame["yes"], strict=True)]
    )
    design = pd.get_dummies(one_by_one[VARIABLES].astype(str), drop_first=True, dtype=float)
    fitted = sm.Logit(answer, sm.add_constant(design)).fit(disp=0).fittedvalues
    expected = 1 / (1 + np.exp(-fitted.groupby(level=0).first()))
    np.testing.assert_allclose(limits.probabilities(frame, VARIABLES), expected, atol=1e-8)


@given(seed=st.integers(0, 10_000))
def test_adjusted_units_are_observed_over_expected_times_the_rate_of_all(seed):
    frame = cells(seed)
    found = limits.adjusted(frame, "unit", VARIABLES).set_index("unit")
    assert list(found.index) == ["a", "b", "c", "nobody"]
    p = limits.probabilities(frame, VARIABLES)
    rate = 100 * frame["yes"].sum() / frame["n"].sum()
    expected = 0.0
    for unit in "abc":
        rows = (frame["unit"] == unit).to_numpy()
        mine, o = float(p[rows] @ frame["n"][rows]), frame["yes"][rows].sum()
        row = found.loc[unit]
        assert row["percent"] == pytest.approx(rate * o / mine)
        assert row["expected"] == pytest.approx(100 * mine / frame["n"][rows].sum())
        mixed = CaseMix(frame["n"][rows].to_numpy(float), p[rows])
        cases = mixed.quantiles(limits.LIMITS.values())
        shares = row[list(limits.LIMITS)].astype(float).tolist()
        assert shares == pytest.approx([rate * c / mine for c in cases])
        assert row["position"] == limits._position(o, dict(zip(limits.LIMITS, cases, strict=True)))
        assert row["p"] == mixed.chance(o)
        expected += mine
    # what all units together are expected is what they have
    assert expected == pytest.approx(frame["yes"].sum())
    assert found.loc["nobody", ["percent", "expected"]].isna().all()
    assert found.loc["nobody", "position"] is None


def test_without_anything_to_adjust_for_it_is_the_plain_funnel():
    frame = cells()
    alike = frame.assign(sex=frame["sex"].cat.set_categories(["male"]).fillna("male"))
    found = limits.adjusted(alike, "unit", ["sex"]).drop(columns="unit")
    plain = limits.funnel(found[["n", "yes"]])
    pd.testing.assert_frame_equal(found, plain, check_dtype=False)


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_a_kind_of_case_with_one_answer_alone_is_expected_to_give_it(answer):
    """The estimate is infinite; the probability is not."""
    frame = cells()
    alike = (frame["band"] == "low").to_numpy()
    frame.loc[alike, "yes"] = frame.loc[alike, "n"] if answer == "yes" else 0
    p = limits.probabilities(frame, VARIABLES)
    assert p[alike] == pytest.approx(1.0 if answer == "yes" else 0.0, abs=1e-6)
    assert (p * frame["n"]).sum() == pytest.approx(frame["yes"].sum())


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_five_of_the_rarer_answer_for_each_parameter_are_needed(answer):
    band = pd.Categorical(["low", "middle", "high"] * 2)
    unit = pd.Categorical(["a"] * 3 + ["b"] * 3)
    frame = pd.DataFrame({"unit": unit, "band": band, "n": 9, "yes": [4, 1, 2, 1, 1, 1]})
    few = frame.assign(yes=[4, 1, 1, 1, 1, 1])
    if answer == "no":
        frame["yes"], few["yes"] = frame["n"] - frame["yes"], few["n"] - few["yes"]
    assert limits.events_per_parameter(frame, ["band"]) == 5
    assert len(limits.adjusted(frame, "unit", ["band"])) == 2
    said = "the rarer answer was given 9 times, fewer than 5 for each of the model's 2 parameters"
    with pytest.raises(limits.TooFewError, match=said):
        limits.adjusted(few, "unit", ["band"])


@pytest.mark.parametrize("share", [0, 1])
def test_where_all_judgements_are_alike_there_is_nothing_to_adjust(share):
    frame = cells()
    with pytest.raises(limits.TooFewError, match="given 0 times"):
        limits.adjusted(frame.assign(yes=share * frame["n"]), "unit", VARIABLES)


def test_of_nothing_at_all_nothing_can_be_adjusted():
    with pytest.raises(limits.TooFewError):
        limits.adjusted(cells().iloc[:0], "unit", VARIABLES)
