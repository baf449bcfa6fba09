"""The order of the factors in a figure."""

import pandas as pd
import pytest

from probation.disclosure.gate import guarded
from probation.domain.address import ORDERS
from probation.exhibits.row_order import ordered, recorded
from probation.statistics.intervals import with_percent
from tests import builders


def rates(text: str) -> pd.DataFrame:
    """Rates from a text table of factor, level, yes and n."""
    frame = pd.DataFrame(builders.table(text), columns=["factor", "level", "yes", "n"])
    return guarded(with_percent(frame.astype({"yes": int, "n": int})))


def factors(frame: pd.DataFrame) -> list[str]:
    return list(frame["factor"].drop_duplicates())


ALONE = """
    factor | level | yes | n
    a      | all   | 50  | 100
    b      | all   | 4   | 5
    c      | all   | 70  | 100
    d      | all   | 0   | 0
    e      | all   | 35  | 50
    f      | all   | 90  | 100
"""
# gaps of a, b, c, d, e: 10, -30, unknown on one side, 30, 0
DIVIDED = """
    factor | level | yes | n
    a      | CRC   | 50  | 100
    a      | NPS   | 60  | 100
    b      | CRC   | 60  | 100
    b      | NPS   | 30  | 100
    c      | CRC   | 90  | 100
    c      | NPS   | 5   | 5
    d      | CRC   | 10  | 100
    d      | NPS   | 40  | 100
    e      | CRC   | 55  | 100
    e      | NPS   | 11  | 20
"""


@pytest.mark.parametrize(
    ("order", "expected"), [("bulletin", "abcdef"), ("value", "fceabd"), ("gap", "abcdef")]
)
def test_one_level_by_value_ties_in_bulletin_order_and_the_unknown_last(order, expected):
    assert factors(ordered(rates(ALONE), order)) == list(expected)


@pytest.mark.parametrize(
    ("order", "expected"), [("bulletin", "abcde"), ("value", "caebd"), ("gap", "bdaec")]
)
def test_two_levels_by_the_value_of_both_together_or_by_the_gap_whoever_is_ahead(order, expected):
    found = ordered(rates(DIVIDED), order)
    assert factors(found) == list(expected)
    assert list(found["level"]) == ["CRC", "NPS"] * 5
    assert list(found.index) == list(range(10))


def test_a_withheld_level_has_no_say_in_the_value():
    """The second is 90 of 100, 90%; the 5 of 5 that is not shown would make it 90.5%."""
    text = """
        factor | level | yes | n
        a      | CRC   | 361 | 400
        a      | NPS   | 0   | 0
        b      | CRC   | 90  | 100
        b      | NPS   | 5   | 5
    """
    assert factors(ordered(rates(text), "value")) == ["a", "b"]


@pytest.mark.parametrize("order", ORDERS)
def test_no_row_is_lost_or_changed(order):
    frame = rates(DIVIDED)
    found = ordered(frame, order).sort_values(["factor", "level"], ignore_index=True)
    pd.testing.assert_frame_equal(found, frame)


@pytest.mark.parametrize("order", ORDERS)
def test_an_empty_frame_stays_empty(order):
    assert ordered(rates("factor | level | yes | n"), order).empty


@pytest.mark.parametrize("order", ["bulletin", "value", "gap"])
def test_where_nothing_is_known_the_order_is_the_bulletins(order):
    text = """
        factor | level | yes | n
        b      | CRC   | 4   | 5
        b      | NPS   | 0   | 0
        a      | CRC   | 5   | 5
        a      | NPS   | 2   | 9
    """
    assert factors(ordered(rates(text), order)) == ["b", "a"]


def test_the_level_not_recorded_is_left_out():
    text = """
        factor | level        | yes | n
        a      | white        | 10  | 20
        a      | not_recorded | 10  | 20
        b      | white        | 10  | 20
    """
    found = recorded(rates(text))
    assert list(found["level"]) == ["white", "white"]
    assert list(found.index) == [0, 1]


def test_the_largest_base_of_all_levels_comes_first():
    text = """
        factor | level | yes | n
        a      | CRC   | 1   | 40
        a      | NPS   | 1   | 40
        b      | CRC   | 1   | 70
        b      | NPS   | 0   | 0
        c      | CRC   | 1   | 5
        c      | NPS   | 0   | 76
    """
    assert factors(ordered(rates(text), "size")) == ["c", "a", "b"]
