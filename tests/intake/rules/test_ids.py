"""Case ids (F12, F13): stated with row and column, and that no other rule speaks."""

import pytest

from probation.intake.rules import check
from tests.intake import tables
from tests.intake.tables import CODES, found, named, only, places

pytestmark = pytest.mark.slow

# --- F12, F13: ids -----------------------------------------------------------------------------


def test_a_case_that_stands_twice_shows_both_rows():
    findings = found("case_id | gender\nA | male\nB | male\nA | male")
    assert places(findings) == [
        ("F12", "cases.csv", 2, "case_id"),
        ("F12", "cases.csv", 4, "case_id"),
    ]
    assert findings.faults[0].message == "Case 'A' stands on rows 2 and 4, with the same content."
    assert findings.totals == {"F12": 2}


def test_rows_are_written_in_a_sentence_as_in_tables():
    findings = found("case_id | row\nA | 2\nA | 1068")
    assert "stands on rows 2 and 1,068" in findings.faults[0].message


def test_a_case_that_stands_twice_with_different_content():
    findings = found("case_id | gender\nA | male\nB | male\nA | female")
    assert findings.totals == {"F12": 2}
    assert "different content" in findings.faults[1].message


def test_a_case_in_two_files_names_them():
    findings = found(
        "case_id | file | row\nA | north.csv | 2\nB | north.csv | 3\nA | south.csv | 2"
    )
    assert "rows 2 of north.csv and 2 of south.csv" in findings.faults[0].message


@pytest.mark.parametrize(
    ("case_id", "says"),
    [
        ("1.2E+11", "a long number as a spreadsheet shortens it"),
        ("1E+05", "a long number as a spreadsheet shortens it"),
        ("123.0", "made a number with decimals or commas"),
        ("1,234", "made a number with decimals or commas"),
        ("12-Mar", "made a date, as spreadsheets do"),
        ("Mar-19", "made a date, as spreadsheets do"),
        ("01:02:00", "made a time, as spreadsheets do"),
        ("1 day, 1:10:00", "made a time, as spreadsheets do"),
        ("123456789012345000", "lost its last digits"),
        ("#####", "what a spreadsheet shows for an error"),
        ("B2␣", ""),
    ],
)
def test_an_id_that_a_spreadsheet_has_changed(case_id, says):
    if case_id == "B2␣":
        case_id, says = "␣B2", "blanks before or after it"
    priorities = tables.PRIORITIES.replace("B ", f"{case_id} ")
    judgements = tables.JUDGEMENTS.replace("B ", f"{case_id} ")
    fault = only(found(f"case_id\nA\n{case_id}", priorities, judgements))
    assert (fault.rule, fault.row, fault.column) == ("F13", 3, "case_id")
    assert says in fault.message


def test_an_id_that_lost_its_nought():
    fault = only(named("00123", "00124", "125"))
    assert (fault.rule, fault.row, fault.found) == ("F13", 4, "125")
    assert "lost its own" in fault.message


def test_numbers_of_different_lengths_have_lost_nothing():
    assert named("1", "12", "123456").totals == {}
    assert named("01", "001", "1").totals == {}  # their widths differ anyhow


def test_an_id_that_lost_its_nought_in_one_file_only():
    judgements = tables.JUDGEMENTS.replace("A ", "01 ").replace("B ", "2 ")
    priorities = tables.PRIORITIES.replace("A ", "01 ").replace("B ", "02 ")
    findings = found("case_id\n01\n02", priorities, judgements)
    assert findings.totals == {"F13": 4}
    assert places(findings)[0] == ("F13", "judgements.csv", 4, "case_id")
    assert findings.faults[0].expected == "02"


@pytest.mark.parametrize(
    ("case_id", "rule"),
    [("=A1", "F22"), ("@home", "F22"), ("-12", "F22"), ("<i>7</i>", "F23"), ("N/A", "F15")],
)
def test_an_id_that_is_no_id(case_id, rule):
    fault = only(named("A", case_id))
    assert (fault.rule, fault.row, fault.column) == (rule, 3, "case_id")


def test_a_row_without_an_id():
    findings = found("case_id\nA\nB\n ␣|".replace(" ␣|", "") + "\n")
    assert findings.totals == {}
    with tables.filled(
        [{**tables.builders.DEFAULT_CASE, "case_id": i} for i in ("A", "", "B")],
        tables.builders.table(tables.PRIORITIES),
        tables.builders.table(tables.JUDGEMENTS),
    ) as connection:
        fault = only(check(connection, CODES, areas_given=False))
    assert (fault.rule, fault.row, fault.column) == ("F15", 3, "case_id")


def test_a_row_twice_in_the_wide_shape_is_told_once():
    """Its priorities and judgements are there twice as well; that is no other fault."""
    cases = "file | row | case_id\nw.sav | 2 | A\nw.sav | 3 | A"
    priorities = "file | row | source_column | case_id | factor"
    judgements = "file | row | source_column | case_id | question | factor"
    for row in (2, 3):
        priorities += f"\nw.sav | {row} | ete | A | ete"
        judgements += f"\nw.sav | {row} | ete_a | A | availability | ete"
        judgements += f"\nw.sav | {row} | ete_d | A | delivery | ete"
    findings = found(cases, priorities, judgements)
    assert findings.totals == {"F12": 2}


def test_cases_may_be_numbered_from_one():
    assert named(*(str(number) for number in range(1, 1001))).totals == {}
    assert only(named("A", "-9")).rule == "F15"


def test_a_case_whose_id_was_changed_is_not_also_one_without_priorities():
    findings = found("case_id\nA\nB\n=B", tables.PRIORITIES, tables.JUDGEMENTS)
    assert findings.totals == {"F22": 1}
