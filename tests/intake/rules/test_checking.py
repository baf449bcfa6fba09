"""Each data rule broken alone, and what is said of it: rule, row, column, and that no other speaks."""

import pytest

from probation.intake.fault import Fault
from probation.intake.rules import Findings, check
from tests.intake import tables

CODES = tables.codes()


def found(*texts: str, **more: object) -> Findings:
    """What the rules say of raw tables written as text (cases, priorities, judgements)."""
    with tables.raw_tables(*texts) as connection:
        return check(connection, CODES, areas_given=False, **more)


def places(findings: Findings) -> list[tuple[str, str, int | None, str | None]]:
    """Where the faults are: rule, file, row, column."""
    return [(f.rule, f.file, f.row, f.column) for f in findings.faults]


def only(findings: Findings) -> Fault:
    """The one fault there is."""
    assert findings.warned == {}
    [fault] = findings.faults
    assert findings.totals == {fault.rule: 1}
    return fault


def test_two_good_cases_have_no_faults():
    findings = found()
    assert (findings.faults, findings.totals, findings.warnings) == ((), {}, ())
    assert findings.rows == {"cases": 2, "priorities": 3, "judgements": 6}


def test_the_synthetic_set_has_no_faults():
    with tables.shipped() as connection:
        findings = check(connection, CODES, areas_given=False)
    assert findings.totals == {}
    assert findings.rows == {"cases": 1066, "priorities": 3820, "judgements": 11106}


# --- cells of the cases, one at a time --------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "value", "rule", "says"),
    [
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
        ("provider", "N/A", "F15", "'N/A', which stands for nothing in particular"),
        ("gender", "-", "F15", "'-', which stands for nothing in particular"),
        ("ethnic_group", "999", "F15", "'999', which stands for nothing in particular"),
        ("ogrs_level", "#REF!", "F15", "stands for nothing in particular"),
        ("area", "unknown", "F15", "stands for nothing in particular"),
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
        ("age", "29", "F26", "Age group '30_plus' does not go with age 29."),
        ("ogrs_score", "50", "F26", "OGRS level 'low' does not go with the score 50."),
        ("ogrs_level", "high", "F26", "OGRS band 'low_medium' does not go with the level high."),
        ("ogrs_band", "not_recorded", "F26", "does not go with the level low"),
    ],
)
def test_a_cell_of_the_cases(column, value, rule, says):
    fault = only(found(f"case_id | {column}\nA | {GOOD[column]}\nB | {value}"))
    assert fault.rule == rule
    assert (fault.file, fault.row, fault.case_id) == ("cases.csv", 3, "B")
    assert says in fault.message
    assert fault.expected
    assert fault.how_to_fix.endswith(".")
    if rule != "F26":
        assert fault.column == column


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
        cases = f"case_id | {column} | age_group\nA | {value} | {age_group}\nB | {GOOD[column]} | 30_plus"
        assert found(cases).totals == {}


def test_an_area_of_the_readers_own_file():
    with tables.raw_tables("case_id | area\nA | atlantis\nB | lemuria") as connection:
        findings = check(connection, {**CODES, "area": ["atlantis"]}, areas_given=True)
    fault = only(findings)
    assert (fault.rule, fault.row, fault.column) == ("F26", 3, "area")
    assert "the areas file" in fault.message
    assert "the areas file" in fault.how_to_fix


def test_a_band_without_a_level_or_score_is_taken():
    cases = "case_id | ogrs_level | ogrs_band\nA | not_recorded | high_very_high\nB | low | low_medium"
    assert found(cases).totals == {}


# --- F12, F13: ids -----------------------------------------------------------------------------


def test_a_case_that_stands_twice_shows_both_rows():
    findings = found("case_id | gender\nA | male\nB | male\nA | male")
    assert places(findings) == [("F12", "cases.csv", 2, "case_id"), ("F12", "cases.csv", 4, "case_id")]
    assert findings.faults[0].message == "Case 'A' stands on rows 2 and 4, with the same content."
    assert findings.totals == {"F12": 2}


def test_a_case_that_stands_twice_with_different_content():
    findings = found("case_id | gender\nA | male\nB | male\nA | female")
    assert findings.totals == {"F12": 2}
    assert "different content" in findings.faults[1].message


def test_a_case_in_two_files_names_them():
    findings = found("case_id | file | row\nA | north.csv | 2\nB | north.csv | 3\nA | south.csv | 2")
    assert "rows 2 of north.csv and 2 of south.csv" in findings.faults[0].message


@pytest.mark.parametrize(
    ("case_id", "says"),
    [
        ("1.2E+11", "a long number as a spreadsheet shortens it"),
        ("1E+05", "a long number as a spreadsheet shortens it"),
        ("123.0", "made a number with decimals or commas"),
        ("1,234", "made a number with decimals or commas"),
        ("12-Mar", "made a date by a spreadsheet"),
        ("Mar-19", "made a date by a spreadsheet"),
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


def named(*ids: str) -> Findings:
    """Cases of these ids, each with a priority that is judged."""
    priorities = [{"case_id": i, "factor": "ete"} for i in ids]
    judgements = [
        {"case_id": i, "question": q, "factor": "ete", "judgement": "yes"}
        for i in ids
        for q in ("availability", "delivery")
    ]
    cases = [{**tables.builders.DEFAULT_CASE, "case_id": i} for i in ids]
    with tables.filled(cases, priorities, judgements) as connection:
        return check(connection, CODES, areas_given=False)


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


# --- F14: who a person is ----------------------------------------------------------------------

SECRETS = [
    ("943 476 5919", "an NHS number"),
    ("9434765919", "an NHS number"),
    ("2001/1234567A", "a PNC number"),
    ("X123456", "a CRN"),
    ("QQ123456C", "a National Insurance number"),
    ("SW1A 1AA", "a postcode"),
    ("j.smith@example.org", "an e-mail address"),
    ("07700 900123", "a telephone number"),
    ("12/03/1985", "a date of birth"),
    ("1985-03-12", "a date of birth"),
    ("Mr Smith", "a name"),
]


@pytest.mark.parametrize(("secret", "what"), SECRETS)
@pytest.mark.parametrize("where", ["id", "code", "text"])
def test_a_direct_identifier_is_refused_and_never_shown(secret, what, where):
    if secret == "QQ123456C":  # Q is not used; the pattern is of real ones
        secret = "AB123456C"
    if where == "id":
        findings = named("A", secret)
    elif where == "code":
        findings = found(f"case_id | gender\nA | male\nB | {secret}")
    else:
        text = f"Spoke with the family ({secret}) about it."
        findings = found(
            tables.CASES, tables.PRIORITIES, with_text(text)
        )
    fault = only(findings)
    assert fault.rule == "F14"
    assert what in fault.message
    assert fault.found == "(not shown)"
    assert secret not in str(findings)


def with_text(text: str) -> str:
    """The judgements with a rationale on the third row of the file."""
    first, *rest = tables.JUDGEMENTS.strip().splitlines()
    lines = [f"{first} | rationale"]
    lines += [f"{line} | {text if n == 1 else ''}" for n, line in enumerate(rest)]
    return "\n".join(lines)


def test_a_birth_in_words():
    assert only(found(tables.CASES, tables.PRIORITIES, with_text("d.o.b. 1.2.99, of Leeds"))).rule == "F14"


@pytest.mark.parametrize(
    "text",
    [
        "Reviewed on 12/03/2017 and 4 April 2017.",
        "Order of 12 months from 2016-05-01; 60 hours of unpaid work.",
        "Ref 1234567890 of the provider.",
        "Risk < 50 and rising; R&B group, Q&A; see above [sic] (later).",
        "Asked to select a course from those where a place was free.",
        "No union with partners; drop in, table tennis.",
        "Mister Smith's course; Missed 2 of 3; 50% - then none.",
        "A baby was born 2 weeks ago.",
    ],
)
def test_ordinary_text_is_taken(text):
    findings = found(tables.CASES, tables.PRIORITIES, with_text(text))
    assert (findings.totals, findings.warned) == ({}, {})


def test_an_extracts_own_numbering_is_no_identifier():
    assert named("S000001", "S000002", "S000003").totals == {}
    # one in eleven numbers of ten digits passes the check of an NHS number by chance
    assert named("1000000002", "1000000003", "9434765919").totals == {}


def test_an_id_that_identifies_is_shown_nowhere():
    cases = "case_id | gender\nA | male\nX123456 | mal\nX123456 | male"
    findings = found(
        cases, tables.PRIORITIES.replace("B ", "X123456 "), tables.JUDGEMENTS.replace("B ", "X123456 ")
    )
    assert findings.totals == {"F12": 2, "F14": 2, "F15": 1}
    assert "X123456" not in str(findings)


# --- F15, F20: codes elsewhere -------------------------------------------------------------------


def test_an_unknown_question_or_judgement():
    findings = found(
        tables.CASES,
        tables.PRIORITIES,
        tables.JUDGEMENTS.replace("A       | delivery    ", "A       | delivry     "),
    )
    fault = only(findings)
    assert (fault.rule, fault.file, fault.row, fault.column) == ("F15", "judgements.csv", 3, "question")
    assert "did you mean 'delivery'?" in fault.message


def test_an_unknown_judgement():
    fault = only(found(tables.CASES, tables.PRIORITIES, tables.JUDGEMENTS.replace("yes", "yess", 1)))
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


# --- F17, F18: across the tables -----------------------------------------------------------------


def test_a_case_without_priorities():
    fault = only(found("case_id\nA\nB\nC"))
    assert (fault.rule, fault.file, fault.row, fault.case_id) == ("F17", "cases.csv", 4, "C")


FACTORS = [
    "accommodation",
    "ete",
    "financial_management",
    "relationships",
    "drug_misuse",
    "alcohol_misuse",
]


def test_a_case_with_six_priorities():
    priorities = "case_id | factor\n" + "\n".join(f"A | {f}" for f in FACTORS)
    judgements = "case_id | question | factor\n" + "\n".join(
        f"A | {q} | {f}" for f in FACTORS for q in ("availability", "delivery")
    )
    fault = only(found("case_id\nA", priorities, judgements))
    assert (fault.rule, fault.file, fault.row, fault.case_id) == ("F17", "cases.csv", 2, "A")
    assert fault.found == "accommodation, ete, financial_managemen…"
    five = "case_id | factor\n" + "\n".join(f"A | {f}" for f in FACTORS[:5])
    judged = "\n".join(line for line in judgements.splitlines() if "alcohol" not in line)
    assert found("case_id\nA", five, judged).totals == {}


def test_a_priority_twice():
    fault = only(found(tables.CASES, tables.PRIORITIES + "A | ete"))
    assert (fault.rule, fault.file, fault.row, fault.column) == ("F17", "priorities.csv", 5, "factor")
    assert "row 2" in fault.message


def test_an_unknown_priority_brings_no_other_fault():
    fault = only(found(tables.CASES, tables.PRIORITIES.replace("relationships", "relationship")))
    assert (fault.rule, fault.file, fault.row, fault.column) == ("F17", "priorities.csv", 4, "factor")
    assert "did you mean 'relationships'?" in fault.message


def test_a_priority_of_no_case():
    fault = only(found(tables.CASES, tables.PRIORITIES + "Z | ete"))
    assert (fault.rule, fault.row, fault.column, fault.found) == ("F17", 5, "case_id", "Z")


def test_a_judgement_of_no_case():
    fault = only(found(tables.CASES, tables.PRIORITIES, tables.JUDGEMENTS + "Z | delivery | ete | no"))
    assert (fault.rule, fault.row, fault.column, fault.found) == ("F18", 8, "case_id", "Z")


def test_a_judgement_of_what_was_no_priority():
    judgements = tables.JUDGEMENTS + "A | partner_outcomes | drug_misuse | yes"
    fault = only(found(tables.CASES, tables.PRIORITIES, judgements))
    assert (fault.rule, fault.file, fault.row, fault.column) == ("F18", "judgements.csv", 8, "factor")
    assert fault.found == "drug_misuse"


@pytest.mark.parametrize("question", ["availability", "delivery"])
def test_a_priority_that_was_not_judged(question):
    lines = tables.JUDGEMENTS.splitlines()
    kept = [x for x in lines if not ("B " in x and question in x and "relationships" in x)]
    fault = only(found(tables.CASES, tables.PRIORITIES, "\n".join(kept)))
    assert (fault.rule, fault.file, fault.row, fault.case_id) == ("F18", "priorities.csv", 4, "B")
    assert question in fault.message


def test_a_judgement_twice():
    judgements = tables.JUDGEMENTS + "A | delivery | ete | yes"
    fault = only(found(tables.CASES, tables.PRIORITIES, judgements))
    assert (fault.rule, fault.row) == ("F18", 8)
    assert "row 3 has it already" in fault.message


def test_a_question_asked_once_a_case_twice():
    judgements = tables.JUDGEMENTS + "A | partner_risk_focus | | yes\nA | partner_risk_focus | | no"
    assert only(found(tables.CASES, tables.PRIORITIES, judgements)).row == 9


def test_a_factor_with_a_question_asked_once_a_case():
    judgements = tables.JUDGEMENTS + "A | partner_risk_focus | ete | yes"
    fault = only(found(tables.CASES, tables.PRIORITIES, judgements))
    assert (fault.rule, fault.row, fault.column) == ("F18", 8, "factor")


# --- F21 to F23: rows and texts ------------------------------------------------------------------


def test_a_row_twice():
    fault = only(found(tables.CASES, tables.PRIORITIES, tables.JUDGEMENTS + "A | delivery | ete | no"))
    assert (fault.rule, fault.file, fault.row) == ("F21", "judgements.csv", 8)
    assert "row 3" in fault.message


@pytest.mark.parametrize("table", ["cases", "priorities", "judgements"])
def test_a_blank_row_inside(table):
    rows = {
        "cases": [{**tables.builders.DEFAULT_CASE, "case_id": i} for i in ("A", "B")],
        "priorities": tables.builders.table(tables.PRIORITIES),
        "judgements": tables.builders.table(tables.JUDGEMENTS),
    }
    # shaping fills these in, of a blank row too
    derived = {"age_group": "not_recorded", "ogrs_level": "not_recorded",
               "ogrs_band": "not_recorded", "supervision_type": "community"}  # fmt: skip
    rows[table].insert(1, derived if table == "cases" else {})
    with tables.filled(**rows) as connection:
        fault = only(check(connection, CODES, areas_given=False))
    assert (fault.rule, fault.file, fault.row) == ("F21", f"{table}.csv", 3)


@pytest.mark.parametrize(
    "total",
    [
        {"case_id": "Total", "age": "63"},
        {"case_id": "Grand total: 2"},
        {"provider": "TOTAL", "age": "63"},
        {"age": "63", "ogrs_score": "120"},
    ],
)
def test_a_total_row_at_the_foot(total):
    cases = [{**tables.builders.DEFAULT_CASE, "case_id": i} for i in ("A", "B")]
    with tables.filled(
        [*cases, total],
        tables.builders.table(tables.PRIORITIES),
        tables.builders.table(tables.JUDGEMENTS),
    ) as connection:
        fault = only(check(connection, CODES, areas_given=False))
    assert (fault.rule, fault.row) == ("F21", 4)
    assert "total" in fault.message


@pytest.mark.parametrize("text", ["=cmd()", "- good work", "␣+1 a week", "@home", "⇥=A1"])
def test_text_like_a_formula_is_kept_with_a_warning(text):
    findings = found(tables.CASES, tables.PRIORITIES, with_text(text))
    assert findings.totals == {}
    assert findings.warned == {"F22": 1}
    [warning] = findings.warnings
    assert (warning.rule, warning.row, warning.column) == ("F22", 3, "rationale")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("See <a href='http://x.uk'>this</a>", "HTML"),
        ("<script>alert(1)</script>", "HTML"),
        ("<img src=x onerror=alert(1)>", "HTML"),
        ("Good&nbsp;work", "HTML"),
        ("Go to [the site](https://example.org)", "a Markdown link"),
        ("![x](javascript:alert(1))", "HTML"),
        ("x'; DROP TABLE cases; --", "SQL"),
        ("1 UNION SELECT name FROM users", "SQL"),
        ("' OR '1'='1", "SQL"),
    ],
)
def test_markup_and_sql_in_text(text, what):
    findings = found(tables.CASES, tables.PRIORITIES, with_text(text))
    fault = only(findings)
    assert (fault.rule, fault.row, fault.column) == ("F23", 3, "rationale")
    assert f"holds {what}:" in fault.message
    assert "<" not in str(fault)


def test_one_text_may_break_several_rules_and_still_hides_the_person():
    findings = found(
        tables.CASES, tables.PRIORITIES, with_text("=<b>Mr Smith</b>")
    )
    assert (findings.totals, findings.warned) == ({"F14": 1, "F23": 1}, {"F22": 1})
    assert "Smith" not in str(findings)
