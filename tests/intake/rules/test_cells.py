"""Cells of coded, number and date columns: what is wrong with each, and nothing else."""

import pytest

from probation.intake.rules import check
from tests.intake import tables
from tests.intake.tables import CODES, found, only


def test_two_good_cases_have_no_faults():
    findings = found()
    assert (findings.faults, findings.totals) == ((), {})
    assert findings.rows == {"cases": 2, "priorities": 3, "judgements": 6}


def test_the_synthetic_set_has_no_faults():
    with tables.shipped() as connection:
        findings = check(connection, CODES, areas_given=False)
    assert findings.totals == {}
    assert findings.rows == {"cases": 1066, "priorities": 3820, "judgements": 11106}


# --- cells of the cases, one at a time --------------------------------------------------------


CELLS = [
    # F15: not a code
    ("provider", "NSP", "F15", "'NSP' is not a code of column 'provider'; did you mean 'NPS'?"),
    ("gender", "Male", "F15", "did you mean 'male'?"),
    ("gender", "F", "F15", "did you mean 'female'?"),
    ("sentence_type", "Suspended sentence order", "F15", "'suspended_sentence_order'?"),
    ("mappa", "Yes", "F15", "did you mean 'yes'?"),
    ("ethnic_group", "purple", "F15", "'purple' is not a code of column 'ethnic_group'."),
    ("rosh_level", "", "F15", "Nothing stands in column 'rosh_level'."),
    ("area", "", "F15", "Nothing stands in column 'area'."),
    ("inspected_on", "", "F15", "Nothing stands in column 'inspected_on'."),
    ("provider", "N/A", "F15", "'N/A', which does not say what it is"),
    ("gender", "-", "F15", "'-', which does not say what it is"),
    ("ethnic_group", "999", "F15", "'999', which does not say what it is"),
    ("ogrs_level", "#REF!", "F15", "does not say what it is"),
    ("area", "unknown", "F15", "does not say what it is"),
    # F16: numbers
    ("age", "17", "F16", "'17', which is not an age in whole years from 18 to 110"),
    ("age", "111", "F16", "'111'"),
    ("age", "30.5", "F16", "'30.5'"),
    ("age", "30.0", "F16", "'30.0'"),
    ("age", "thirty", "F16", "'thirty'"),
    ("age", "NaN", "F16", "'NaN'"),
    ("age", "inf", "F16", "'inf'"),
    ("age", "-30", "F16", "'-30'"),
    ("age", "999", "F16", "'999'"),
    ("ogrs_score", "101", "F16", "'101', which is not a whole number from 0 to 100"),
    ("ogrs_score", "1e1", "F16", "'1e1'"),
    ("ogrs_score", "45%", "F16", "'45%'"),
    ("ogrs_score", "∞", "F16", "'∞'"),
    # F19: dates
    ("inspected_on", "03/04/2017", "F19", "day and month cannot be told apart"),
    ("inspected_on", "14/03/2017", "F19", "not a date written as year and month"),
    ("inspected_on", "14/13/2017", "F19", "There is no date '14/13/2017'."),
    ("inspected_on", "03/04/17", "F19", "a year of two digits"),
    ("inspected_on", "Mar-17", "F19", "a year of two digits"),
    ("inspected_on", "2017-13", "F19", "There is no date '2017-13'."),
    ("inspected_on", "2017-02-29", "F19", "There is no date '2017-02-29'."),
    ("inspected_on", "2999-01", "F19", "is in the future"),
    ("inspected_on", "2014-05", "F19", "before June 2014"),
    ("inspected_on", "42800", "F19", "as a spreadsheet counts days: 6 March 2017."),
    ("inspected_on", "2 Q 2016", "F19", "is a quarter, which has three months"),
    ("inspected_on", "2016-Q2", "F19", "is a quarter, which has three months"),
    ("inspected_on", "14 WK 2016", "F19", "is a week, which may be of two months"),
    ("inspected_on", "2016-W14", "F19", "is a week, which may be of two months"),
    ("inspected_on", "2017-03-01 13:30:00", "F19", "has a time of day"),
    ("inspected_on", "2016-12-31T23:00:00Z", "F19", "is a time in a time zone"),
    ("inspected_on", "March 2017", "F19", "not a date written as year and month"),
    ("inspected_on", "201703", "F19", "not a date written as year and month"),
    ("inspected_on", "N/A", "F19", "not a date written as year and month"),
    # F22, F23: what a spreadsheet or a browser would run
    ("gender", "=1+1", "F22", "which a spreadsheet would take for a formula"),
    ("gender", "␣@SUM(A1)", "F22", "which a spreadsheet would take for a formula"),
    ("age", "+A1", "F22", "which a spreadsheet would take for a formula"),
    ("mappa", "⇥yes", "F22", "which a spreadsheet would take for a formula"),
    ("gender", "<b>male</b>", "F23", "holds HTML: '‹b›male‹/b›'"),
    ("gender", "[male](http://x.uk)", "F23", "holds a Markdown link"),
    ("gender", "x'; DROP TABLE cases", "F23", "holds SQL"),
    # F26: what cannot be
    ("area", "atlantis", "F26", "'atlantis' is not an area of Table A1 of the bulletin."),
    ("area", "knet", "F26", "did you mean 'kent'?"),
    ("supervision_type", "post_custody", "F26", "does not go with sentence type"),
    ("sentence_type", "licence", "F26", "Supervision type 'community' does not go with"),
    ("age", "29", "F26", "Age group '30_plus' does not go with age 29."),
    ("ogrs_score", "50", "F26", "OGRS level 'low' does not go with the score 50."),
    ("ogrs_level", "high", "F26", "OGRS band 'low_medium' does not go with the level high."),
    ("ogrs_band", "not_recorded", "F26", "does not go with the level low"),
]
_MAPPED = "or say in the mapping file what it stands for"
UNKNOWN = [
    ("gender", "Unknown", f"Write male or female, {_MAPPED}, or leave the whole case out."),
    ("ethnic_group", "Unknown", f"Write white, bame or not_recorded, {_MAPPED}."),
    (
        "area",
        "knet",
        "Correct it, say in the mapping file what it stands for, or give an areas file that has"
        " it.",
    ),
    ("mappa", "purple", f"Correct it, {_MAPPED}, or leave the whole case out."),
]
_ZONE = "The time zone shifts the day: write the month that was meant, without time and zone."
MONTHS = [
    ("2016/06", "Write it as 2016-06."),
    ("2016-6", "Write it as 2016-06."),
    ("2016.6.1", "Write it as 2016-06."),
    ("201604", "Write it as 2016-04."),
    ("20160601", "Write it as 2016-06."),
    ("2016-04-01 13:30:00", "Drop the time: write it as 2016-04, if"),
    ("2016-05-31 23:00:00", "Drop the time: write it as 2016-05, if"),
    ("2016-03-31T22:00:00Z", _ZONE),
    ("2016-04-01 05:00:00+05:30", _ZONE),
    # wide digits, as of Chinese and Japanese keyboards
    ("\uff12\uff10\uff11\uff16-\uff10\uff14", "Write it as 2016-04."),
    ("201613", "Write the year first, then the month."),
    ("2016-04-2016", "Write the year first, then the month."),
    ("June 2016", "Write the year first, then the month."),
]


@pytest.fixture(scope="module")
def faults():
    """The one fault of each column and value above, all of them found in one extract."""
    cells = [*CELLS, *UNKNOWN, *(("inspected_on", *month) for month in MONTHS)]
    return tables.of_each(list(dict.fromkeys((column, value) for column, value, *_ in cells)))


@pytest.mark.parametrize(("column", "value", "rule", "says"), CELLS)
def test_a_cell_of_the_cases(faults, column, value, rule, says):
    fault = faults[column, value]
    assert fault.rule == rule
    assert says in fault.message
    assert fault.expected
    assert fault.how_to_fix.endswith(".")
    if rule != "F26":
        assert fault.column == column


@pytest.mark.parametrize(("column", "value", "fix"), UNKNOWN)
def test_an_unknown_value_says_all_that_can_be_done_about_it(faults, column, value, fix):
    assert faults[column, value].how_to_fix == fix


@pytest.mark.parametrize(("value", "fix"), MONTHS)
def test_f19_says_how_a_month_that_can_be_told_is_written(faults, value, fix):
    fault = faults["inspected_on", value]
    assert fault.rule == "F19"
    assert fault.how_to_fix.startswith(fix)


GOOD = {
    "age": "",
    "area": "kent",
    "ethnic_group": "white",
    "gender": "male",
    "inspected_on": "2017-03-14",
    "mappa": "no",
    "ogrs_band": "low_medium",
    "ogrs_level": "low",
    "ogrs_score": "",
    "provider": "CRC",
    "rosh_level": "low",
    "sentence_type": "community_order",
    "supervision_type": "community",
}


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("age", ["18", "110", ""]),
        ("ogrs_score", ["0", "49", ""]),
        ("inspected_on", ["2014-06", "2014-06-01", "2016-02-29", "2017-12-31"]),
    ],
)
def test_the_limits_themselves_are_taken(column, values):
    group = {"18": "under_30", "110": "30_plus"}
    for value in values:
        age_group = group.get(value, "30_plus")
        rows = f"A | {value} | {age_group}\nB | {GOOD[column]} | 30_plus"
        assert found(f"case_id | {column} | age_group\n{rows}").totals == {}


def test_an_area_of_the_readers_own_file():
    with tables.raw_tables("case_id | area\nA | atlantis\nB | lemuria") as connection:
        findings = check(connection, {**CODES, "area": ["atlantis"]}, areas_given=True)
    fault = only(findings)
    assert (fault.rule, fault.row, fault.column) == ("F26", 3, "area")
    assert "the areas file" in fault.message
    assert "the areas file" in fault.how_to_fix


def test_a_band_without_a_level_or_score_is_taken():
    cases = (
        "case_id | ogrs_level | ogrs_band\nA | not_recorded | high_very_high\nB | low | low_medium"
    )
    assert found(cases).totals == {}


# --- F15, F20: codes elsewhere -------------------------------------------------------------------


def test_an_unknown_question_or_judgement():
    findings = found(
        tables.CASES,
        tables.PRIORITIES,
        tables.JUDGEMENTS.replace("A       | delivery    ", "A       | delivry     "),
    )
    fault = only(findings)
    assert (fault.rule, fault.file, fault.row, fault.column) == (
        "F15",
        "judgements.csv",
        3,
        "question",
    )
    assert "did you mean 'delivery'?" in fault.message


def test_an_unknown_judgement():
    fault = only(
        found(tables.CASES, tables.PRIORITIES, tables.JUDGEMENTS.replace("yes", "yess", 1))
    )
    assert (fault.rule, fault.row, fault.column, fault.found) == ("F15", 2, "judgement", "yess")


def test_an_unknown_factor_of_a_judgement_brings_no_other_fault():
    fault = only(
        found(tables.CASES, tables.PRIORITIES, tables.JUDGEMENTS.replace("ete ", "eet ", 1))
    )
    assert (fault.rule, fault.row, fault.column) == ("F15", 2, "factor")
    assert "did you mean 'ete'?" in fault.message


def test_a_question_asked_of_each_factor_needs_one():
    judgements = tables.JUDGEMENTS + "A | partner_outcomes | | yes"
    fault = only(found(tables.CASES, tables.PRIORITIES, judgements))
    assert (fault.rule, fault.row, fault.column) == ("F15", 8, "factor")


@pytest.mark.parametrize("value", ["true", "1", "FALSE"])
def test_mixed_kinds_in_a_column(value):
    fault = only(found(f"case_id | mappa\nA | yes\nB | {value}"))
    assert (fault.rule, fault.row, fault.column, fault.found) == ("F20", 3, "mappa", value)


def test_one_kind_throughout_that_is_not_ours_is_no_mixture():
    findings = found("case_id | mappa\nA | 1\nB | 0")
    assert findings.totals == {"F15": 2}


def test_three_kinds_in_a_column_are_each_named():
    findings = found("case_id | mappa\nA | true\nB | 1")
    assert findings.totals == {"F20": 2}


@pytest.mark.parametrize(
    ("value", "rule", "shown"),
    [
        ("perhaps", "F15", "perhaps"),
        ("2", "F15", "2"),
        ("AB123456C", "F14", "(not shown)"),
        ("<b>yes</b>", "F23", "‹b›yes‹/b›"),
        ("=A1", "F22", "=A1"),
    ],
)
def test_a_wide_cell_that_says_neither_yes_nor_no_of_a_priority(value, rule, shown):
    priorities = "case_id | factor\nA | ete"
    judgements = """
    case_id | question     | factor        | judgement
    A       | availability | ete           | yes
    A       | delivery     | ete           | no
    A       | availability | relationships | no
    A       | delivery     | relationships | no
    B       | availability | ete           | yes
    B       | delivery     | ete           | yes
    """
    with tables.raw_tables(tables.CASES, priorities, judgements) as connection:
        connection.execute(
            "INSERT INTO raw_unread_priorities VALUES"
            " ('x.csv', NULL, 2, 'priority_relationships', 'A', $value),"
            " ('x.csv', NULL, 3, 'priority_ete', 'B', $value)",
            {"value": value},
        )
        findings = check(connection, CODES, areas_given=False)
    # nothing more is said of judgements that may well fit what stands there
    assert findings.totals == {rule: 2}
    assert [(f.row, f.column, f.found) for f in findings.faults] == [
        (2, "priority_relationships", shown),
        (3, "priority_ete", shown),
    ]
