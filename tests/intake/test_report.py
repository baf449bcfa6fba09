"""The report of an extract's faults, in every form it is given out in."""

import csv
import io
import json
from dataclasses import replace

import pytest

from probation.intake.fault import Fault, Note
from probation.intake.formats.place import Unlisted
from probation.intake.report import (
    LISTED,
    RULES,
    combined,
    from_json,
    records,
    to_csv,
    to_json,
    to_text,
)
from probation.intake.rules import Findings, check
from tests.intake import tables

REASONS = Note(
    "F27", "judgements.csv", None, 1, None, "=A1", "=A1", "no free text",
    "The column '=A1' is not kept: it holds free text, which no page reads.",
    "Nothing need be done.",
)  # fmt: skip
UTF8 = Fault(
    "F08", "notes.csv", None, 7, None, None, None, "UTF-8",
    "Byte 812 on line 7 is not UTF-8.", "Save the file as UTF-8.",
)  # fmt: skip
FIELDS = [
    "file", "sheet", "row", "case_id", "column", "rule", "found", "expected", "message",
    "how_to_fix",
]  # fmt: skip


@pytest.fixture
def findings():
    """One unknown provider, and one impossible age."""
    cases = "case_id | provider | age\nA | NSP |\nB | CRC | 17"
    return tables.found(cases)


def test_every_rule_has_a_title():
    assert list(RULES) == [f"F{n:02}" for n in range(1, 29)]


def test_faults_of_reading_and_of_data_stand_in_one_report_by_rule(findings):
    report = combined(["notes.csv", "cases.csv"], [UTF8, REASONS], findings)
    assert [fault.rule for fault in report.faults] == ["F08", "F15", "F16"]
    assert report.totals == {"F08": 1, "F15": 1, "F16": 1}
    assert report.warned == {"F27": 1}
    assert not report.clean
    assert report.rows_read == {"cases": 2, "priorities": 3, "judgements": 6}


def test_what_was_listed_in_part_keeps_its_true_total():
    many = [replace(UTF8, row=n) for n in range(LISTED + 7)]
    report = combined(["notes.csv"], many, totals={"F08": 5432})
    assert len(report.faults) == LISTED
    assert report.totals == {"F08": 5432}
    rule = json.loads(to_json(report))["rules"]["F08"]
    assert (rule["total"], rule["listed"], rule["about"]) == (5432, LISTED, RULES["F08"])
    assert to_text(report).startswith("2 faults in 5,432 places were found in notes.csv.")
    assert csv_rows(report)[0]["total"] == "5432"


def test_one_record_a_fault(findings):
    [first, second] = records(combined(["cases.csv"], [], findings))
    assert list(first) == FIELDS
    assert (first["file"], first["sheet"], first["row"], first["case_id"]) == (
        "cases.csv", None, 2, "A",
    )  # fmt: skip
    assert (first["column"], first["rule"], first["found"]) == ("provider", "F15", "NSP")
    assert second["rule"] == "F16"


def test_json_says_all_of_it(findings):
    content = json.loads(to_json(combined(["cases.csv"], [REASONS], findings)))
    assert content["clean"] is False
    assert [fault["rule"] for fault in content["faults"]] == ["F15", "F16"]
    assert [warning["rule"] for warning in content["warnings"]] == ["F27"]
    assert content["rules"]["F15"]["total"] == 1


def test_a_clean_report_says_rows_read_and_loaded():
    loaded = {"cases": 2, "priorities": 3, "judgements": 6}
    report = combined(["cases.csv", "more.csv"], [], tables.found(), loaded)
    assert report.clean
    assert report.rows_read == report.rows_loaded == loaded
    content = json.loads(to_json(report))
    assert content["clean"] is True
    assert content["rows_read"] == content["rows_loaded"] == loaded
    text = to_text(report)
    assert "No faults were found in cases.csv and more.csv." in text
    assert "judgements: 6 rows read, 6 loaded" in text
    assert csv_rows(report) == []


def test_a_report_comes_back_from_json_as_it_was(findings):
    loaded = {"cases": 2, "priorities": 3, "judgements": 6}
    report = combined(["cases.csv"], [UTF8, REASONS], findings, loaded, {"F08": 9})
    assert from_json(to_json(report)) == report


def csv_rows(report):
    return list(csv.DictReader(io.StringIO(to_csv(report).decode("utf-8-sig"))))


def test_csv_has_faults_and_warnings_that_no_spreadsheet_calculates(findings):
    faults = [replace(UTF8, found="=1+1", file="@x.csv")]
    rows = csv_rows(combined(["cases.csv"], [*faults, REASONS], findings))
    assert list(rows[0]) == [*FIELDS, "refused", "total"]
    assert [row["refused"] for row in rows] == ["yes", "yes", "yes", "no"]
    assert (rows[0]["found"], rows[0]["file"]) == ("'=1+1", "'@x.csv")
    assert rows[-1]["found"] == "'=A1"
    assert to_csv(combined([], [UTF8])).startswith(b"\xef\xbb\xbffile,sheet,row")


def test_text_says_each_cause_with_how_to_mend_it(findings):
    text = to_text(combined(["cases.csv"], [UTF8, REASONS], findings))
    assert text.startswith("3 faults were found in cases.csv. Nothing of it has been taken;")
    assert text.index("F08  ") < text.index("F15  ") < text.index("F16  ") < text.index("F27  ")
    assert "F08  notes.csv, row 7: Byte 812 on line 7 is not UTF-8.\n     -> Save the file" in text
    assert "F15  cases.csv, row 2, case A: 'NSP' is not a code of column 'provider';" in text
    assert "Noted, and no reason to refuse:\nF27" in text


RAGGED = Fault(
    "F10", "a.csv", None, 2, None, None, "1 cell", "2 cells", "a.csv, row 2: the row has 1 cell.",
    "Write every cell.",
)  # fmt: skip


def test_one_cause_is_one_fault_and_the_most_frequent_stands_first():
    many = [replace(RAGGED, row=n, message=f"a.csv, row {n}: short.") for n in range(2, 1002)]
    rest = Unlisted(**vars(RAGGED) | {"row": None}, places=500)
    report = combined(["a.csv"], [UTF8, *many, rest])
    ragged, utf8 = report.causes
    assert (ragged.count, ragged.rows, ragged.first) == (1500, (2, 3, 4, 5, 6), many[0])
    assert (utf8.count, utf8.first) == (1, UTF8)
    assert to_text(report).startswith("2 faults in 1,501 places were found in a.csv.")
    assert (
        "F10  1,500 times in a.csv, rows 2, 3, 4, 5, 6 and so on; the first: a.csv, row 2: short."
        in to_text(report)
    )
    first, _ = json.loads(to_json(report))["causes"]
    assert (first["count"], first["rows"], first["rule"]) == (1500, [2, 3, 4, 5, 6], "F10")
    assert len(csv_rows(report)) == 1001, "the list stays whole"


def test_a_value_wrong_in_every_row_is_one_cause_and_another_value_another():
    cases = "case_id | gender | provider\n" + "".join(
        f"S{n} | {'m' if n % 3 else 'f'} | NPS\n" for n in range(9)
    )
    report = combined(
        ["cases.csv"], [], tables.found(cases, "case_id | factor", "case_id | factor")
    )
    of_gender = [cause for cause in report.causes if cause.first.column == "gender"]
    assert [(c.first.found, c.count, c.rows) for c in of_gender] == [
        ("m", 6, (3, 4, 6, 7, 9)),
        ("f", 3, (2, 5, 8)),
    ]


def test_one_value_in_many_columns_of_a_row_is_one_cause():
    with tables.raw_tables("case_id\nA\nB") as connection:
        unread = [
            ("cases.csv", None, row, f"P{n}", "A", "J") for row in range(2, 8) for n in range(12)
        ]
        connection.executemany("INSERT INTO raw_unread_priorities VALUES (?,?,?,?,?,?)", unread)
        causes = check(connection, tables.CODES, areas_given=False).causes
    (cause,) = [c for c in causes if c.first.found == "J"]
    assert (cause.count, cause.columns, cause.rows) == (72, 12, (2, 3, 4, 5, 6))
    text = to_text(combined(["cases.csv"], [], Findings((), {"F15": 72}, {}, (cause,))))
    assert "F15  72 times in cases.csv, 12 columns, rows 2, 3, 4, 5, 6 and so on; the first" in text


def test_a_column_of_many_wrong_values_is_wrong_as_a_whole():
    cases = "case_id | area\n" + "".join(f"S{n} | place{n}\n" for n in range(300))
    findings = tables.found(cases, "case_id | factor", "case_id | factor")
    assert [(c.first.rule, c.count) for c in findings.causes if c.first.column == "area"] == [
        ("F26", 300)
    ]


def test_a_note_is_no_reason_to_refuse():
    note = Note(**vars(replace(UTF8, rule="F11", message="The file is weighted.")))
    report = combined(["a.sav"], [note], tables.found())
    assert report.clean
    assert (report.warned, report.warnings) == ({"F11": 1}, (Fault(**vars(note)),))
    assert from_json(to_json(report)) == report
    assert "Noted, and no reason to refuse:\nF11  notes.csv, row 7: The file" in to_text(report)


def test_nothing_given_out_holds_html_or_control_characters():
    nasty = "<script>\x1b[31m\u202e\x00"
    fault = Fault("F23", nasty, nasty, 2, nasty, nasty, nasty, nasty, nasty, nasty)
    report = combined([nasty], [fault])
    for text in (to_text(report), to_json(report), to_csv(report).decode("utf-8-sig")):
        assert not {"<", "\x1b", "\u202e", "\x00"} & set(text)


def test_faults_that_a_reader_did_not_list_are_counted():
    listed = Fault("F10", "a.csv", None, 2, None, None, None, "", "Too long.", "Cut it.")
    more = Unlisted(**vars(listed), places=500)
    report = combined(["a.csv"], [listed, more])
    assert report.totals == {"F10": 501}
    assert report.faults == (listed,)
