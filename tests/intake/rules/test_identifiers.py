"""Direct identifiers (F14): refused wherever they stand, and never shown."""

import pytest

from probation.intake.rules import check
from tests.intake import tables
from tests.intake.tables import found, named, only

SECRETS = [
    ("943 476 5919", "an NHS number"),
    ("9434765919", "an NHS number"),
    ("2001/1234567A", "a PNC number"),
    ("X123456", "a CRN"),
    ("AB123456C", "a National Insurance number"),
    ("SW1A 1AA", "a postcode"),
    ("j.smith@example.org", "an e-mail address"),
    ("07700 900123", "a telephone number"),
    ("12/03/1985", "a date of birth"),
    ("1985-03-12", "a date of birth"),
    ("Mr Smith", "a name"),
]


TEXT = "Spoke with the family ({}) about it."


@pytest.fixture(scope="module")
def among_codes():
    """The one fault of each secret in place of a code, alone and in a text: of one extract."""
    return tables.of_each(
        [("gender", text.format(secret)) for secret, _ in SECRETS for text in ("{}", TEXT)]
    )


def refused(fault, what):
    assert fault.rule == "F14"
    assert what in fault.message
    assert fault.found == "(not shown)"


@pytest.mark.parametrize(("secret", "what"), SECRETS)
def test_a_direct_identifier_for_an_id_is_refused_and_never_shown(secret, what):
    findings = named("A", secret)
    refused(only(findings), what)
    assert secret not in str(findings)


@pytest.mark.parametrize(("secret", "what"), SECRETS)
@pytest.mark.parametrize("text", ["{}", TEXT])
def test_a_direct_identifier_in_place_of_a_code_is_refused_and_never_shown(
    among_codes, secret, what, text
):
    refused(among_codes["gender", text.format(secret)], what)
    assert secret not in str(list(among_codes.values()))


@pytest.mark.parametrize(
    ("case_id", "what"),
    [
        ("SMITH JOHN", "a name"),
        ("john smith", "a name"),
        ("Smith, J", "a name"),
        ("Smith,John", "a name"),
        ("Smith J.", "a name"),
        ("O'Brien", "a name"),
        ("Siân O’Brien-Jones", "a name"),
        ("Smith-John", "a name"),
        ("Mr Smith 2", "a name"),
        ("2017-02 Jane Doe", "a name"),
        ("SMITH-JOHN", "a name"),
        ("smith-john", "a name"),
        ("JOHN.SMITH", "a name"),
        ("John Smith 2", "a name"),
        ("001 John Smith", "a name"),
        ("Smith (John)", "a name"),
        ("Smith/John", "a name"),
        ("Smith;John", "a name"),
        ("J Smith", "a name"),
        ("J.Smith", "a name"),
        ("Jo Smith", "a name"),
        ("NHS9434765919", "an NHS number"),
        ("A1234BC", "a prison number"),
        ("NHS 943 476 5919", "an NHS number"),
        ("id-9434765919", "an NHS number"),
        ("CRN X123456", "a CRN"),
        ("nps-X123456", "a CRN"),
        ("ref AB123456C", "a National Insurance number"),
        ("Smith SW1A 1AA", "a postcode"),
        ("tel 07700 900123", "a telephone number"),
        ("2001/1234567A (2)", "a PNC number"),
    ],
)
def test_an_id_may_hold_no_name_and_no_number_of_a_person(case_id, what):
    fault = only(named("A", case_id))
    assert (fault.rule, fault.found) == ("F14", "(not shown)")
    assert what in fault.message


@pytest.mark.parametrize(
    "case_id",
    ["case-a", "NPS_12", "London-7", "case.b", "C-000123", "2017-0000000012", "A1/2017",
     "case 12", "5e8a9b1c-0d2f-4a6b-8c3d-1e2f3a4b5c6d", "Kent A", "Case One", "case one",
     "North-West", "Durham-Two", "Case-One", "Unit B", "2017-0001", "kent-0001", "nps-crc-12",
     "abcdabcd-abcd-abcd-abcd-abcdabcdabcd", "17/0001A", "#1", "a"],
)  # fmt: skip
def test_an_ordinary_id_is_taken(case_id):
    assert named("A", case_id).totals == {}


def test_a_birth_in_words():
    assert only(found("case_id | gender\nA | d.o.b. 1.2.99, of Leeds\nB | male")).rule == "F14"


def test_an_extracts_own_numbering_is_no_identifier():
    assert named("S000001", "S000002", "S000003").totals == {}
    assert named(*(f"17/{n:04}A" for n in range(1, 50))).totals == {}
    # one in eleven numbers of ten digits passes the check of an NHS number by chance
    assert named("1000000002", "1000000003", "9434765919").totals == {}


def test_an_id_that_identifies_is_shown_nowhere():
    cases = "case_id | gender\nA | male\nX123456 | mal\nX123456 | male"
    findings = found(
        cases,
        tables.PRIORITIES.replace("B ", "X123456 "),
        tables.JUDGEMENTS.replace("B ", "X123456 "),
    )
    assert findings.totals == {"F12": 2, "F14": 2, "F15": 1}
    assert "X123456" not in str(findings)


def test_blanks_around_an_identifier_do_not_hide_it():
    findings = named("A", "9434765919\u00a0")
    assert findings.totals == {"F14": 1}
    assert "9434765919" not in str(findings)


def test_a_birth_in_the_column_of_inspections_is_a_wrong_date_that_is_not_shown():
    for born in ("12/03/1985", "1985-03-12"):
        findings = found(f"case_id | inspected_on\nA | 2017-03\nB | {born}")
        assert findings.totals == {"F19": 1}
        assert born not in str(findings)


def test_the_other_spelling_of_an_identifier_is_not_shown_either():
    priorities = tables.PRIORITIES.replace("B ", "07700900123 ")
    judgements = tables.JUDGEMENTS.replace("B ", "7700900123 ")
    findings = found("case_id\nA\n07700900123", priorities, judgements)
    assert findings.totals == {"F13": 4, "F14": 1}
    assert "7700900123" not in str(findings)


@pytest.mark.parametrize("name", ["Bob Jones", "BOB JONES", "Jones, B"])
@pytest.mark.parametrize(
    ("column", "rule"),
    [("gender", "F15"), ("age", "F16"), ("inspected_on", "F19"), ("area", "F26")],
)
def test_a_name_that_came_among_codes_is_not_shown(column, rule, name):
    case = {**tables.builders.DEFAULT_CASE, "case_id": "A", column: name}
    with tables.filled([case], [{"case_id": "A", "factor": "ete"}], []) as connection:
        findings = check(connection, tables.CODES, False, missing=[("judgements", "question")])
    fault = only(findings)
    assert (fault.rule, fault.found) == (rule, "(not shown)")
    assert name not in str(findings)


def test_a_name_among_factors_and_judgements_is_not_shown():
    priorities = tables.PRIORITIES.replace("relationships", "Bob Jones    ")
    findings = found(tables.CASES, priorities, tables.JUDGEMENTS.replace("| no", "| Bob Jones", 1))
    assert findings.totals == {"F15": 1, "F17": 1}
    assert "Jones" not in str(findings)
    factors = ["accommodation", "drug_misuse", "ete", "relationships", "financial_management"]
    many = "case_id | factor\nA | Bob Jones\n" + "\n".join(f"A | {f}" for f in factors)
    assert "Jones" not in str(found("case_id\nA", many))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("sentence_type", "Community Order"),
        ("gender", "Not recorded"),
        ("rosh_level", "Very High"),
        ("area", "South Yorkshre"),
    ],
)
def test_a_code_misspelt_is_shown(column, value):
    findings = found(f"case_id | {column}\nA | {value}\nB |")
    assert value in [fault.found for fault in findings.faults]
