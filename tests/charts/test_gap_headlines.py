"""The message of differences between two groups: it claims no more than their tests support."""

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from probation.charts import gap_headlines
from probation.charts.gap_headlines import how_tested
from probation.charts.headlines import NOTHING
from probation.charts.lengths import SCREEN, SLIDE
from probation.statistics.multiplicity import benjamini_hochberg
from tests.charts.frames import gaps

GAPS = """
    question | factor        | n_a | yes_a | n_b | yes_b
    delivery | accommodation | 100 | 40    | 100 | 70
    delivery | ete           | 100 | 70    | 100 | 50
    delivery | drug_misuse   | 20  | 0     | 20  | 20
    delivery | relationships | 100 | 50    | 100 | 51
"""


def some(*places: int) -> pd.DataFrame:
    """These rows of GAPS, their tests judged together."""
    frame = gaps(GAPS).iloc[list(places)].reset_index(drop=True)
    return frame.assign(p_bh=benjamini_hochberg(frame["p"].tolist()))


@pytest.mark.parametrize(
    ("frame", "sentence"),
    [
        pytest.param(
            gaps(GAPS),
            "Delivery, accommodation: NPS ahead by 30 points, widest of 2 left after"
            " allowing for 4 tests (2 before)",
            id="the widest, and how many there are",
        ),
        pytest.param(
            some(1, 3),
            "Delivery, education, training and employment: CRC ahead by 20 points, the one left"
            " after allowing for 2 tests (1 before)",
            id="the one that is left",
        ),
        pytest.param(
            some(1),
            "Delivery, education, training and employment: CRC ahead by 20 points (6 to 33)",
            id="one judgement by its own test",
        ),
        pytest.param(
            some(3),
            "Delivery: no difference by provider that these cases can tell from none; gaps above 20"
            " points would mostly show",
            id="one judgement that tells nothing",
        ),
        pytest.param(
            some(1, 3).assign(p_bh=[0.06, 0.9]),
            "Delivery: no difference by provider that these cases can tell from none, in 2 compared"
            " (1 taken alone)",
            id="none outlasts the tests together",
        ),
        pytest.param(
            some(3, 2).assign(p_bh=[0.9, 0.001]),
            "Delivery: no difference by provider that these cases can tell from none, in 1 with 30"
            " or more a side",
            id="what is found on a small base is no finding",
        ),
        pytest.param(
            some(1, 3)
            .assign(p_bh=[0.06, 0.9], breakdown=None, level_a="contracted", level_b="partners")
            .assign(question=["contracted_outcomes", "contracted_risk_focus"]),
            "Partners and contracted providers: no difference that these cases can tell from none,"
            " in 2 compared (1 taken alone)",
            id="organisations",
        ),
    ],
)
def test_what_is_said_of_a_result(frame, sentence):
    assert gap_headlines.gaps(frame).screen == sentence


def test_of_all_questions_at_once_gaps_are_counted_before_and_after_allowing_for_many_tests():
    again = GAPS.replace("delivery |", "availability |").split("\n", 2)[2]
    frame = gaps(GAPS + again).assign(p_bh=[0.001, 0.2, None, 0.9] * 2)
    assert gap_headlines.gaps(frame).slide == (
        "NPS and CRC: 2 of 6 gaps remain after allowing for many tests (4 before)"
    )
    none = gap_headlines.gaps(frame.assign(p=0.5, p_bh=0.9))
    assert none.screen == (
        "NPS and CRC: none of 6 gaps remain after allowing for many tests (none before)"
    )


NO_GAP = re.compile("no difference .*that these cases|no clear difference|none of |Too few|too few")


@given(
    counts=st.lists(
        st.tuples(st.integers(30, 200), st.floats(0, 1), st.integers(5, 200), st.floats(0, 1)),
        min_size=1,
        max_size=10,
    )
)
def test_no_sentence_names_a_gap_unless_one_is_left(counts):
    lines = [
        f"delivery | ete | {a} | {round(a * p)} | {b} | {round(b * q)}" for a, p, b, q in counts
    ]
    frame = gaps("\n".join(["question | factor | n_a | yes_a | n_b | yes_b", *lines]))
    frame["factor"] = [f"factor {place}" for place in frame.index]
    frame["row"] = [f"Factor {place}" for place in frame.index]
    left = frame[(frame["p_bh"] < 0.05) & (frame["flag"] != "u") & frame["difference"].notna()]
    for said, most in zip(gap_headlines.gaps(frame), (SCREEN, SLIDE), strict=True):
        assert len(said.split()) <= most
        assert bool(NO_GAP.search(said)) == left.empty
        assert ("ahead by" in said) == (len(left) > 0)


def test_the_note_counts_both_ways_and_says_what_the_cases_could_have_shown():
    assert how_tested(gaps(GAPS), together=False).endswith(
        "Of 3 differences with 30 judgements or more a side, below 0.05 once all tests are judged"
        " together (Benjamini-Hochberg): 2; each taken alone: 2."
    )
    assert how_tested(some(3), together=True).endswith(
        "judged together (Benjamini-Hochberg). With judgements of NPS 100 and CRC 100, a difference"
        " of 20 points (round 50%) would be found four times in five; with 30 a side, one of 36."
    )


SIDES = """
    question | factor        | n_a | yes_a | n_b | yes_b
    delivery | accommodation | 44  | 20    | 9   | 3
    delivery | ete           | 20  | 8     | {}  | 1
"""


def test_that_nothing_can_be_compared_says_on_which_side_and_how_many_there_are():
    """44 and 9 judgements: one side has enough."""
    one = gaps(SIDES.format(2)).head(1)
    assert gap_headlines.gaps(one).screen == (
        "Too few judgements for NPS (9): at least 30 are needed on each side"
    )
    assert gap_headlines.gaps(gaps(SIDES.format(2))).screen == (
        "Too few judgements for NPS (at most 9): at least 30 are needed on each side"
    )
    assert gap_headlines.gaps(gaps(SIDES.format(2)).tail(1)).screen == (
        "Too few judgements for NPS (2) and CRC (20): at least 30 are needed on each side"
    )
    assert gap_headlines.gaps(gaps(SIDES.format(60))).screen == (
        "Nothing here has 30 judgements on each side: too few to compare"
    )
    nobody = gaps(GAPS).head(1).assign(n_a=0, n_b=0, difference=float("nan"))
    assert gap_headlines.gaps(nobody).screen == NOTHING
