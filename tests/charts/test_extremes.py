"""Highest and lowest of several factors are named with what cannot be told from them."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency, false_discovery_control

from probation.charts.extremes import ends_of, extremes, how_ranked
from probation.charts.lengths import Headline
from probation.domain.questions import QUESTIONS
from probation.domain.vocabulary import REPORTED_FACTORS
from tests.charts.frames import rates


def of(text: str, question: str = "availability") -> Headline:
    ends = ends_of(rates(text))
    assert ends is not None
    return extremes(ends, QUESTIONS[question])


CLEAR = """
    factor        | yes | n
    accommodation | 300 | 400
    ete           | 250 | 400
    relationships | 190 | 400
"""


def test_the_highest_and_the_lowest_where_they_stand_apart_from_all_others():
    assert (
        of(CLEAR)
        == ("Availability: highest for accommodation (75%), lowest for relationships (48%)",) * 2
    )
    assert how_ranked(ends_of(rates(CLEAR))) == (
        "3 pairs of factors were tested by Pearson's chi-square, as if no case were in both: 3"
        " below 0.05 once all are judged together (Benjamini-Hochberg), each taken alone 3."
    )


def test_one_that_cannot_be_told_from_the_highest_is_named_with_it():
    assert of(f"{CLEAR}    drug_misuse | 73 | 100").screen == (
        "Availability: highest for accommodation (75%) or drug misuse (73%), lowest for"
        " relationships (48%)"
    )


def test_more_of_them_are_counted_and_named_in_the_note():
    text = f"{CLEAR}    drug_misuse | 73 | 100\n    lifestyle_and_associates | 72 | 100"
    assert of(text) == (
        "Availability: highest for accommodation (75%) or 2 others, lowest for relationships (48%)",
        "Availability: highest for accommodation (75%) or 2 others, lowest for relationships (48%)",
    )
    assert how_ranked(ends_of(rates(text))).endswith(
        " Not told from the highest, accommodation: drug misuse; lifestyle and associates."
    )


def test_where_the_ends_cannot_be_told_apart_none_is_called_highest():
    text = """
        factor                   | yes | n
        ete                      | 30  | 40
        lifestyle_and_associates | 24  | 40
        financial_management     | 2   | 8
    """
    assert of(text) == (
        "Availability: no factor is clearly highest or lowest, from lifestyle and associates (60%)"
        " to education, training and employment (75%)",
        "Availability: no factor is clearly highest or lowest (60% to 75%)",
    )
    assert how_ranked(ends_of(rates(text))) == (
        "One pair of factors was tested by Pearson's chi-square, as if no case were in both: none"
        " below 0.05 once all are judged together (Benjamini-Hochberg), each taken alone none."
    )


def test_one_factor_alone_is_not_compared():
    text = """
        factor        | yes | n
        accommodation | 60  | 80
        ete           | 4   | 5
    """
    assert of(text).screen == "Interventions were available for accommodation in 75% of cases"
    assert how_ranked(ends_of(rates(text))) == ""


def test_factors_all_alike_are_not_ranked():
    text = """
        factor        | yes | n
        accommodation | 30  | 40
        ete           | 60  | 80
    """
    assert of(text).screen == "Interventions were available in 75% of cases for every factor shown"


@pytest.mark.parametrize("none", ["0 | 0", "9 | 9"])
def test_it_is_said_where_bases_with_a_percentage_are_passed_over(none):
    text = f"{CLEAR}    drug_misuse | {{}}"
    assert of(text.format(none)) == of(CLEAR)
    assert of(text.format("25 | 25")) == (
        "Where 30 cases or more were judged, availability: highest for accommodation (75%), lowest"
        " for relationships (48%)",
        "Where 30 cases or more were judged, availability: highest accommodation (75%), lowest"
        " relationships (48%)",
    )


def test_no_base_of_thirty_has_no_ends():
    assert ends_of(rates("factor | yes | n\n accommodation | 25 | 29")) is None


@given(st.lists(st.integers(0, 60), min_size=2, max_size=10), st.integers(60, 200))
def test_what_stands_with_an_end_is_what_no_test_tells_from_it(answers, n):
    rows = [
        f"{factor} | {yes} | {n}" for factor, yes in zip(REPORTED_FACTORS, answers, strict=False)
    ]
    frame = rates("\n".join(["factor | yes | n", *rows]))
    ends = ends_of(frame)
    assert ends is not None
    ranked = list(ends.ranked.itertuples())
    places = list(combinations(range(len(ranked)), 2))
    p = [_p(ranked[one].yes, ranked[other].yes, n) for one, other in places]
    apart = {
        frozenset(pair)
        for pair, adjusted in zip(places, false_discovery_control(p), strict=True)
        if adjusted < 0.05
    }
    for alike, end in ((ends.highest, 0), (ends.lowest, len(ranked) - 1)):
        others = set(range(len(ranked))) - {end}
        told = {ranked[i].factor for i in others if frozenset((i, end)) in apart}
        assert set(alike["factor"]) == {r.factor for r in ranked} - told
        assert alike["factor"].iloc[0] == ranked[end].factor
    said = extremes(ends, QUESTIONS["delivery"])
    ranks = [text for text in said if ", lowest" in text]
    assert not ranks or frozenset((0, len(ranked) - 1)) in apart


def _p(one: int, other: int, n: int) -> float:
    if one + other in (0, 2 * n):
        return 1.0
    return float(chi2_contingency([[one, n - one], [other, n - other]], correction=False).pvalue)
