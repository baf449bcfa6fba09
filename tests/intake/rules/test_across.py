"""Priorities and judgements against the cases (F17, F18): and that no other rule speaks."""

import pytest

from tests.intake import tables
from tests.intake.tables import found, only

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
    assert found("case_id\nA", f"{five}\nA | ete", judged).faults[0].message.endswith("already.")
    assert found("case_id\nA", f"{five}\nA | ete", judged).totals == {"F17": 1}


def test_a_priority_twice():
    fault = only(found(tables.CASES, tables.PRIORITIES + "A | ete"))
    assert (fault.rule, fault.file, fault.row, fault.column) == (
        "F17",
        "priorities.csv",
        5,
        "factor",
    )
    assert "row 2" in fault.message


def test_an_unknown_priority_brings_no_other_fault():
    fault = only(found(tables.CASES, tables.PRIORITIES.replace("relationships", "relationship")))
    assert (fault.rule, fault.file, fault.row, fault.column) == (
        "F17",
        "priorities.csv",
        4,
        "factor",
    )
    assert "did you mean 'relationships'?" in fault.message


def test_a_priority_of_no_case():
    fault = only(found(tables.CASES, tables.PRIORITIES + "Z | ete"))
    assert (fault.rule, fault.row, fault.column, fault.found) == ("F17", 5, "case_id", "Z")


def test_a_judgement_of_no_case():
    fault = only(
        found(tables.CASES, tables.PRIORITIES, tables.JUDGEMENTS + "Z | delivery | ete | no")
    )
    assert (fault.rule, fault.row, fault.column, fault.found) == ("F18", 8, "case_id", "Z")


def test_a_judgement_of_what_was_no_priority():
    judgements = tables.JUDGEMENTS + "A | partner_outcomes | drug_misuse | yes"
    fault = only(found(tables.CASES, tables.PRIORITIES, judgements))
    assert (fault.rule, fault.file, fault.row, fault.column) == (
        "F18",
        "judgements.csv",
        8,
        "factor",
    )
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
