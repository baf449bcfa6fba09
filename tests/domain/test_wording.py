"""Lists, numbers and p values as the words of a sentence."""

import pytest

from probation.domain.wording import counted, join_or, month_name, p_value, plural


@pytest.mark.parametrize(
    ("words", "joined"),
    [([], ""), (["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c")],
)
def test_words_joined(words, joined):
    assert join_or(iter(words)) == joined


def test_words_joined_by_another_word():
    assert join_or(["a", "b"], "and") == "a and b"


@pytest.mark.parametrize(
    ("p", "text"),
    [
        (0.0123, "p = 0.012"),
        (0.00099, "p < 0.001"),
        (0.0496, "p = 0.0496"),
        (0.0504, "p = 0.0504"),
        (0.1001, "p = 0.1001"),
        (1.0, "p = 1.000"),
        (float("nan"), "no p"),
    ],
)
def test_a_p_value_shows_on_which_side_of_its_limit_it_is(p, text):
    assert p_value(p) == text


def test_one_is_singular_and_any_other_number_plural():
    assert [counted(n, "case") for n in (0, 1, 2, 1066)] == [
        "0 cases", "1 case", "2 cases", "1,066 cases",
    ]  # fmt: skip
    assert [plural(n, "was", "were") for n in (0, 1, 2)] == ["were", "was", "were"]


@pytest.mark.parametrize(
    ("text", "name"),
    [("2017-06", "June 2017"), ("2017-13", "2017-13"), ("Aug-16", "Aug-16"), ("", "")],
)
def test_a_month_has_its_name_and_what_is_none_stands_as_it_is(text, name):
    assert month_name(text) == name
