"""The message of each figure, in words, for every shape of frame."""

import pandas as pd
import pytest

from probation.charts import headlines
from probation.questions import QUESTIONS
from tests import builders
from tests.charts.frames import gaps, rates

AVAILABILITY, DELIVERY = QUESTIONS["availability"], QUESTIONS["delivery"]


def of_factors(text: str, breakdown: str | None = None) -> str:
    return headlines.factors(rates(text, breakdown=breakdown), AVAILABILITY)


def test_without_a_breakdown_the_highest_and_the_lowest():
    text = """
        factor        | yes | n
        accommodation | 60  | 80
        ete           | 74  | 100
        drug_misuse   | 5   | 8
        relationships | 19  | 40
    """
    assert of_factors(text) == (
        "Interventions were available most often for accommodation (75%),"
        " least often for relationships (48%)"
    )


def test_one_factor_alone_is_not_compared():
    text = """
        factor        | yes | n
        accommodation | 60  | 80
        ete           | 4   | 5
    """
    assert of_factors(text) == "Interventions were available for accommodation in 75% of cases"


def test_factors_all_alike_are_not_ranked():
    text = """
        factor        | yes | n
        accommodation | 30  | 40
        ete           | 60  | 80
    """
    assert of_factors(text) == "Interventions were available in 75% of cases for every factor shown"


NOTHING = """
    factor        | level | yes | n
    accommodation | CRC   | 0   | 0
    accommodation | NPS   | 0   | 0
"""
TOO_FEW = """
    factor        | level | yes | n
    accommodation | CRC   | 4   | 9
    accommodation | NPS   | 0   | 0
"""


@pytest.mark.parametrize(
    ("text", "headline"), [(NOTHING, headlines.NOTHING), (TOO_FEW, headlines.TOO_FEW)]
)
@pytest.mark.parametrize("breakdown", [None, "provider"])
def test_nothing_to_say_is_said(text, headline, breakdown):
    assert of_factors(text, breakdown) == headline


def test_an_empty_frame_has_no_judgements():
    assert of_factors("factor | level | yes | n") == headlines.NOTHING


def test_with_a_breakdown_the_widest_gap_whichever_level_is_ahead():
    text = """
        factor        | level | yes | n
        accommodation | CRC   | 50  | 100
        accommodation | NPS   | 70  | 100
        ete           | CRC   | 65  | 100
        ete           | NPS   | 40  | 100
        drug_misuse   | CRC   | 90  | 100
        drug_misuse   | NPS   | 0   | 5
    """
    assert of_factors(text, "provider") == (
        "The widest gap is for education, training and employment:"
        " interventions were available in 65% of CRC cases, 40% of NPS cases"
    )


@pytest.mark.parametrize(
    ("breakdown", "levels", "words"),
    [
        ("gender", ("male", "female"), "75% of female cases, 50% of male cases"),
        ("ethnic_group", ("white", "bame"), "75% of BAME cases, 50% of White cases"),
        (
            "supervision_type",
            ("community", "post_custody"),
            "75% of post-custody cases, 50% of community sentence cases",
        ),
        (
            "age_group",
            ("under_30", "30_plus"),
            "75% of cases aged 30 and over, 50% of cases aged under 30",
        ),
        (
            "ogrs_band",
            ("low_medium", "high_very_high"),
            "75% of high or very high OGRS cases, 50% of low or medium OGRS cases",
        ),
    ],
)
def test_the_levels_are_named_as_cases(breakdown, levels, words):
    text = f"""
        factor | level       | yes | n
        ete    | {levels[0]} | 50  | 100
        ete    | {levels[1]} | 75  | 100
    """
    assert of_factors(text, breakdown).endswith(f"interventions were available in {words}")


def test_shares_that_would_read_the_same_get_a_decimal():
    text = """
        factor        | level | yes | n
        accommodation | CRC   | 497 | 1000
        accommodation | NPS   | 503 | 1000
    """
    assert of_factors(text, "provider").endswith("50.3% of NPS cases, 49.7% of CRC cases")


def test_no_gap_at_all_names_both_levels():
    text = """
        factor        | level | yes | n
        accommodation | CRC   | 30  | 60
        accommodation | NPS   | 20  | 40
    """
    assert of_factors(text, "provider") == "No gap between CRC cases and NPS cases"


def test_equal_gaps_name_the_first_in_the_order_drawn():
    text = """
        factor        | level | yes | n
        relationships | CRC   | 30  | 60
        relationships | NPS   | 24  | 40
        accommodation | CRC   | 30  | 60
        accommodation | NPS   | 24  | 40
    """
    assert of_factors(text, "provider").startswith("The widest gap is for relationships:")


def test_that_small_bases_are_passed_over_is_said_where_there_are_some():
    text = """
        factor        | level | yes | n
        accommodation | CRC   | 50  | 100
        accommodation | NPS   | 70  | 100
        ete           | CRC   | 65  | 100
        ete           | NPS   | {}
    """
    assert of_factors(text.format("40 | 100"), "provider").startswith("The widest gap is")
    assert of_factors(text.format("0 | 0"), "provider").startswith("The widest gap is")
    withheld, small = (of_factors(text.format(nps), "provider") for nps in ("2 | 9", "2 | 29"))
    assert withheld.startswith("The widest gap is")
    assert small.startswith("Where both have 30 cases or more, the widest gap is for accommodation")


def test_of_highest_and_lowest_too_it_is_said_which_bases_are_passed_over():
    text = """
        factor        | yes | n
        accommodation | 50  | 100
        ete           | 65  | 100
        drug_misuse   | {}
    """
    whole = of_factors(text.format("80 | 100"))
    assert whole.startswith("Interventions were available most often for drug misuse (80%)")
    for none in ("0 | 0", "9 | 9"):
        assert of_factors(text.format(none)).startswith("Interventions were available most often")
    assert of_factors(text.format("25 | 25")) == (
        "Where 30 cases or more were judged, interventions were available most often for"
        " education, training and employment (65%), least often for accommodation (50%)"
    )


@pytest.mark.parametrize("nps", ["4 | 5", "0 | 0"])
def test_one_side_too_small_to_compare(nps):
    text = f"""
        factor | level | yes | n
        ete    | CRC   | 65  | 100
        ete    | NPS   | {nps}
    """
    assert of_factors(text, "provider") == "Too few cases on one side to compare"


@pytest.mark.parametrize(
    ("yes", "n", "headline"),
    [
        (225, 300, "Partners' work focused enough on those at risk in 75% of cases (225 of 300)"),
        (0, 1200, "Partners' work focused enough on those at risk in 0% of cases (0 of 1,200)"),
        (9, 9, headlines.TOO_FEW),
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
    assert headlines.levels(rates(text), question) == headline


def test_one_factor_by_level_is_named():
    text = """
        factor        | level | yes | n
        accommodation | all   | 60  | 80
    """
    assert headlines.levels(rates(text), DELIVERY) == (
        "Enough was delivered for accommodation in 75% of cases (60 of 80)"
    )


def test_levels_of_an_empty_frame():
    assert headlines.levels(rates("level | yes | n"), DELIVERY) == headlines.NOTHING


def story(text: str) -> str:
    frame = pd.DataFrame(builders.table(text), columns=["factor", "n", "available", "delivered"])
    numbers = ["n", "available", "delivered"]
    frame[numbers] = frame[numbers].apply(pd.to_numeric)
    return headlines.story(frame.assign(flag_available=None, flag_delivered=None))


def test_the_story_is_the_widest_fall_from_available_to_delivered():
    text = """
        factor        | n   | available | delivered
        accommodation | 100 | 70        | 60.4
        ete           | 100 | 80.5      | 50
    """
    assert story(text) == (
        "For every factor, enough was delivered less often than interventions were available:"
        " widest for education, training and employment, 81% available, 50% delivered"
    )


def test_the_story_does_not_speak_for_a_factor_that_is_not_shown():
    text = """
        factor        | n   | available | delivered
        accommodation | 100 | 70        | 60.4
        ete           | 5   |           |
    """
    assert story(text).startswith("For every factor shown, enough was delivered less often")


def test_a_story_without_one_direction_counts_the_factors():
    text = """
        factor        | n   | available | delivered
        accommodation | 100 | 70        | 60
        ete           | 100 | 40        | 50
        drug_misuse   | 100 | 40        | 40
    """
    assert story(text) == (
        "Enough was delivered less often than interventions were available for 1 of 3 factors"
    )


@pytest.mark.parametrize(("n", "headline"), [(0, headlines.NOTHING), (4, headlines.TOO_FEW)])
def test_a_story_with_nothing_to_say(n, headline):
    text = f"""
        factor        | n   | available | delivered
        accommodation | {n} |           |
    """
    assert story(text) == headline


GAPS = """
    question | factor        | n_a | yes_a | n_b | yes_b
    delivery | accommodation | 100 | 40    | 100 | 70
    delivery | ete           | 100 | 70    | 100 | 50
    delivery | drug_misuse   | 20  | 0     | 20  | 20
    delivery | relationships | 100 | 50    | 100 | 51
"""


def test_of_gaps_the_significant_ones_are_named_the_widest_first_and_no_small_base():
    assert headlines.gaps(gaps(GAPS)) == (
        "Significant: accommodation, NPS +30 points; education, training and employment, CRC +20"
        " points (2 of 3 differences)"
    )
    assert headlines.gaps(gaps(GAPS).tail(1)) == "No significant difference"
    level = gaps(GAPS).iloc[[3, 3]]
    assert headlines.gaps(level) == "No significant difference in 2 comparisons"
    assert headlines.gaps(gaps(GAPS).iloc[[3, 3, 2]]) == (
        "No significant difference in 2 comparisons with 30 judgements or more a side"
    )
    assert headlines.gaps(gaps(GAPS).iloc[[3, 2]]) == (
        "No significant difference in the one comparison with 30 judgements or more a side"
    )
    assert headlines.gaps(gaps(GAPS).iloc[[2]]) == headlines.NONE_FIRM
    nobody = gaps(GAPS).head(1).assign(n_a=0, n_b=0, difference=float("nan"))
    assert headlines.gaps(nobody) == headlines.NOTHING


def test_so_many_are_named_and_the_others_counted():
    many = "\n".join(
        f"delivery | {factor} | 100 | 10 | 100 | {share}"
        for factor, share in zip(
            ("ete", "accommodation", "relationships", "drug_misuse", "alcohol_misuse"),
            (50, 60, 70, 80, 90),
            strict=True,
        )
    )
    frame = gaps(f"question | factor | n_a | yes_a | n_b | yes_b\n{many}")
    assert headlines.gaps(frame) == (
        "Significant: alcohol misuse, NPS +80 points; drug misuse, NPS +70 points; relationships,"
        " NPS +60 points; 2 more (5 of 5 differences)"
    )
