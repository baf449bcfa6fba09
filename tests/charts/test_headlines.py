"""The message of each figure, in words, for every shape of frame."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency, false_discovery_control

from probation.charts import headlines
from probation.charts.headlines import how_tested, judged_together
from probation.disclosure.gate import guarded
from probation.domain.questions import QUESTIONS
from probation.domain.vocabulary import REPORTED_FACTORS
from probation.statistics.intervals import wilson
from tests import builders
from tests.charts.frames import rates

AVAILABILITY, DELIVERY = QUESTIONS["availability"], QUESTIONS["delivery"]


def of_factors(text: str, breakdown: str | None = None) -> str:
    return headlines.factors(rates(text, breakdown=breakdown), AVAILABILITY).screen


NOTHING = """
    factor        | level | yes | n
    accommodation | CRC   | 0   | 0
    accommodation | NPS   | 0   | 0
"""
FEW = """
    factor        | level | yes | n
    accommodation | CRC   | 25  | 29
    accommodation | NPS   | 4   | 9
"""


@pytest.mark.parametrize("breakdown", [None, "provider"])
def test_nothing_to_say_is_said(breakdown):
    assert of_factors(NOTHING, breakdown) == headlines.NOTHING


def together(text: str, breakdown: str | None = "provider", question=DELIVERY):
    """The headline of figures too small by factor. text: a table of level, n, yes, cases."""
    frame = pd.DataFrame(builders.table(text)).astype({"n": int, "yes": int, "cases": int})
    low, high = wilson(frame["yes"].to_numpy(float), frame["n"].to_numpy(float))
    share = {"percent": 100 * frame["yes"] / frame["n"], "ci_low": 100 * low, "ci_high": 100 * high}
    pooled = guarded(frame.assign(breakdown=breakdown, **share), base="cases")
    return headlines.factors(rates(FEW, breakdown=breakdown or "provider"), question, pooled)


def test_where_each_factor_has_too_few_all_of_them_together_are_told():
    counts = """
        level | n   | yes | cases
        CRC   | 200 | 122 | 60
        NPS   | 100 | {}  | 30
    """
    assert together(counts.format(30)) == (
        "All ten factors together: enough was delivered in 30% of judgements in NPS cases, 61% in"
        " CRC cases",
        "All ten factors together: NPS 30%, CRC 61%",
    )
    assert together(counts.format(58)).screen == (
        "All ten factors together: NPS 58%, CRC 61%, which these cases cannot tell apart"
    )


def test_of_more_than_two_levels_each_with_enough_cases_is_told():
    counts = """
        level     | n   | yes | cases
        low       | 200 | 120 | 60
        medium    | 100 | 50  | 40
        high      | 20  | 10  | 9
        very_high | 100 | 40  | 30
    """
    assert together(counts, "rosh_level").screen == (
        "All ten factors together, by risk of serious harm: low 60%, medium 50%, very high 40%"
    )
    few = counts.replace("60\n", "9\n").replace("40\n", "9\n").replace("30\n", "9\n")
    assert together(few, "rosh_level").screen == (
        "All ten factors together, by risk of serious harm: too few cases for a finding"
    )


def test_it_is_said_on_which_side_there_are_too_few_and_how_many():
    counts = """
        level | n   | yes | cases
        CRC   | 200 | 122 | 60
        NPS   | 84  | 58  | 20
    """
    assert together(counts).screen == (
        "Too few NPS cases (20): at least 30 are needed on each side"
    )
    both = together(counts.replace("60", "29"))
    assert both.screen == (
        "Too few cases to compare: NPS (20), CRC (29); at least 30 are needed on each side"
    )
    assert both.slide == "Too few cases to compare: NPS (20), CRC (29)"


def test_undivided_all_factors_together_or_how_many_cases_there_are():
    pooled = {"n": 90, "percent": 50.0, "ci_low": 40.0, "ci_high": 60.0}
    few, enough = (
        headlines.together(guarded(pd.DataFrame([pooled | {"cases": n}]), "cases"), AVAILABILITY)
        for n in (29, 30)
    )
    assert few.screen == "Too few cases (29) for a finding: at least 30 are needed"
    assert enough.screen == (
        "All ten factors together: interventions were available in 50% of 90 judgements"
    )


def test_an_empty_frame_has_no_judgements():
    assert of_factors("factor | level | yes | n") == headlines.NOTHING


DIVIDED = """
    factor        | level | yes | n
    accommodation | CRC   | 50  | 100
    accommodation | NPS   | 70  | 100
    ete           | CRC   | 65  | 100
    ete           | NPS   | 40  | 100
    relationships | CRC   | 50  | 100
    relationships | NPS   | 55  | 100
    drug_misuse   | CRC   | 90  | 100
    drug_misuse   | NPS   | {}
"""


def test_with_a_breakdown_the_factors_that_differ_and_the_widest_of_them():
    assert of_factors(DIVIDED.format("0 | 5"), "provider") == (
        "Availability: 2 of 3 factors differ by provider, most of all education, training and"
        " employment (CRC 65%, NPS 40%)"
    )
    one = "\n".join(line for line in DIVIDED.format("0 | 5").splitlines() if "ete " not in line)
    assert of_factors(one, "provider") == (
        "Availability: 1 of 2 factors differs by provider: accommodation (NPS 70%, CRC 50%)"
    )


@pytest.mark.parametrize("nps", ["0 | 0", "2 | 9", "2 | 29"])
def test_a_small_base_is_neither_named_nor_counted(nps):
    frame = rates(DIVIDED.format(nps), breakdown="provider")
    assert "2 of 3 factors" in headlines.factors(frame, AVAILABILITY).screen
    assert "3 factors with 30 judgements or more a side" in how_tested(judged_together(frame))


def test_what_a_test_rejects_alone_and_not_among_others_is_no_finding():
    """p = 0.03 for one of ten factors; Benjamini and Hochberg's is 0.3."""
    lines = ["factor | level | yes | n"]
    for factor in REPORTED_FACTORS:
        lines += [f"{factor.value} | CRC | 50 | 100", f"{factor.value} | NPS | 50 | 100"]
    lines[1] = lines[1].replace("50 | 100", "35 | 100")
    frame = rates("\n".join(lines), breakdown="provider")
    assert 0.01 < judged_together(frame)["p"].iloc[0] < 0.05
    found = headlines.factors(frame, AVAILABILITY)
    assert found.screen == (
        "Availability: no difference by provider that these cases can tell from none, in 10 factors"
        " compared"
    )
    assert found.slide == (
        "Availability: no difference by provider that these cases can tell from none"
    )
    note = how_tested(judged_together(frame))
    assert "judged together (Benjamini-Hochberg): none; each taken alone: 1." in note
    # see test_comparison for both numbers
    assert "With 100 judgements a side, the most here, a difference of 26 points" in note
    assert note.endswith("allowing for all of them; with 30 a side, one of 47.")


@given(st.lists(st.tuples(*[st.integers(0, 60)] * 2), min_size=1, max_size=10), st.integers(30, 60))
def test_no_difference_is_claimed_where_its_test_does_not_reject(answers, n):
    answers = [(min(crc, n), min(nps, n)) for crc, nps in answers]
    lines = ["factor | level | yes | n"]
    p = []
    for factor, (crc, nps) in zip(REPORTED_FACTORS, answers, strict=False):
        lines += [f"{factor.value} | CRC | {crc} | {n}", f"{factor.value} | NPS | {nps} | {n}"]
        cells = [[crc, n - crc], [nps, n - nps]]
        alike = 0 in (crc + nps, 2 * n - crc - nps)
        p.append(1.0 if alike else chi2_contingency(cells, correction=False).pvalue)
    frame = rates("\n".join(lines), breakdown="provider")
    np.testing.assert_allclose(judged_together(frame)["p"], p, atol=1e-12)
    together = false_discovery_control(p)
    np.testing.assert_allclose(judged_together(frame)["p_bh"], together, atol=1e-12)
    found = headlines.factors(frame, AVAILABILITY)
    left = int((together < 0.05).sum())
    assert (f": {left} of {len(p)} factor" in found.screen) == bool(left)
    assert ("no difference" in found.screen) == (not left)


@pytest.mark.parametrize(
    ("breakdown", "levels", "words"),
    [
        ("gender", ("male", "female"), "(women 75%, men 50%)"),
        ("ethnic_group", ("white", "bame"), "(BAME 75%, White 50%)"),
        (
            "supervision_type",
            ("community", "post_custody"),
            "(post-custody 75%, community sentences 50%)",
        ),
        ("age_group", ("under_30", "30_plus"), "(aged 30 and over 75%, aged under 30 50%)"),
        ("ogrs_band", ("low_medium", "high_very_high"), "differs by likelihood of reoffending: "),
    ],
)
def test_the_levels_are_named_as_cases(breakdown, levels, words):
    text = f"""
        factor       | level       | yes | n
        drug_misuse  | {levels[0]} | 50  | 100
        drug_misuse  | {levels[1]} | 75  | 100
    """
    assert words in of_factors(text, breakdown)


def test_shares_that_would_read_the_same_get_a_decimal():
    text = """
        factor        | level | yes    | n
        accommodation | CRC   | 497000 | 1000000
        accommodation | NPS   | 503000 | 1000000
    """
    assert of_factors(text, "provider").endswith("(NPS 50.3%, CRC 49.7%)")


def test_equal_gaps_name_the_first_in_the_order_drawn():
    text = """
        factor        | level | yes | n
        relationships | CRC   | 300 | 600
        relationships | NPS   | 240 | 400
        accommodation | CRC   | 300 | 600
        accommodation | NPS   | 240 | 400
    """
    assert "most of all relationships (" in of_factors(text, "provider")


@pytest.mark.parametrize(
    ("yes", "n", "headline"),
    [
        (225, 300, "Partners' work focused enough on those at risk in 75% of cases (225 of 300)"),
        (0, 1200, "Partners' work focused enough on those at risk in 0% of cases (0 of 1,200)"),
        (9, 9, "Too few cases (9) for a finding: at least 30 are needed"),
        (0, 0, headlines.NOTHING),
    ],
)
def test_a_question_asked_once_a_case(yes, n, headline):
    text = f"""
        breakdown | level | yes   | n
                  | all   | {yes} | {n}
        provider  | CRC   | {yes} | {n}
        provider  | NPS   | 0     | 0
    """
    question = QUESTIONS["partner_risk_focus"]
    assert headlines.levels(rates(text), question).screen == headline


def test_one_factor_by_level_is_named():
    text = """
        factor        | level | yes | n
        accommodation | all   | 60  | 80
    """
    assert headlines.levels(rates(text), DELIVERY).screen == (
        "Enough was delivered for accommodation in 75% of cases (60 of 80)"
    )


def test_levels_of_an_empty_frame():
    assert headlines.levels(rates("level | yes | n"), DELIVERY).screen == headlines.NOTHING
