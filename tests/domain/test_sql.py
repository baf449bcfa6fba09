"""SQL with places for the vocabulary's names."""

import re

import pytest

from probation.domain.questions import QUESTIONS
from probation.domain.sql import each, filled
from probation.domain.vocabulary import Dimension, Factor


def test_places_are_filled_and_other_braces_stay():
    template = "SELECT {names}, {'a': 1} FROM cases WHERE code = $code AND id ~ '\\d{4}'"
    assert filled(template, names="gender, mappa") == template.replace("{names}", "gender, mappa")


def test_one_text_for_each_name():
    assert each("count({name}) AS {name}", ["a", "b"]) == "count(a) AS a, count(b) AS b"
    assert each("{name}", [], " AND ") == ""


@pytest.mark.parametrize("name", [*Dimension, *Factor, *QUESTIONS])
def test_what_is_filled_in_is_a_plain_name(name):
    assert re.fullmatch(r"[a-z][a-z0-9_]*", name)
