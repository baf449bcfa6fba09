"""What is loaded, as tables."""

import pytest

from probation.exhibits.coverage import inspections, months


def test_an_inspection_without_a_report_beside_one_with_has_none(case_set):
    cases = "case_id | area | inspected_on\nA | durham | 2016-03\nB | kent | 2014-07"
    assert list(inspections(case_set(cases), {}).table["Reports"]) == ["August 2016", ""]


@pytest.mark.parametrize(
    ("reports", "words"),
    [
        ("2017-06;2018-01", "June 2017, January 2018"),
        ("2017-06;2018-13", "June 2017, 2018-13"),
        ("Aug-16", "Aug-16"),
        ("", ""),
        (None, ""),
        (float("nan"), ""),
    ],
)
def test_months_are_words_and_what_is_no_month_as_it_stands(reports, words):
    assert months(reports) == words
