"""Names of columns but for capitals and blanks around them."""

import pytest

from probation.intake.spelling import meant


@pytest.mark.parametrize("their", ["age", "AGE", " Age", "age\u00a0", "\tage "])
def test_capitals_and_blanks_around_make_no_difference(their):
    assert meant((their, "other"), {"age", "area"}) == {their: "age"}


def test_two_spellings_of_one_name_are_both_that():
    assert meant(("Age", "AGE"), {"age"}) == {"Age": "age", "AGE": "age"}


def test_what_is_written_as_it_is_comes_first_and_what_could_be_two_is_neither():
    assert meant(("age", "AGE"), {"age"}) == {"age": "age"}
    assert meant(("AGE", "a ge"), {"age", "Age"}) == {}
