"""What is loaded, as tables."""

from dataclasses import dataclass

import pytest

from probation.exhibits.coverage import inspections, months
from probation.store.source import CaseFiles
from tests import builders


@dataclass(frozen=True)
class _Unchecked(CaseFiles):
    """Files whose months of reports were taken as they came, as earlier versions did."""

    reports: str = ""

    def area_rows(self) -> list[dict[str, str]]:
        return [area | {"reports": self.reports} for area in super().area_rows()]


@pytest.mark.parametrize("reports", ["2017-13", "2017-08, 2018-01"])
def test_a_month_that_an_earlier_version_stored_stands_as_it_is(opened, tmp_path, reports):
    files = builders.case_files(tmp_path / "data", "case_id\nA")
    store = opened(_Unchecked(**vars(files), reports=reports))
    found = inspections(store, {})
    assert list(found.table["Reports"]) == [reports]


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
