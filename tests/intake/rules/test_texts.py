"""Rows that are no data, and texts that are more (F21, F23)."""

import pytest

from probation.intake.rules import check
from tests.intake import tables
from tests.intake.tables import CODES, found, only


def test_a_row_twice():
    fault = only(
        found(tables.CASES, tables.PRIORITIES, tables.JUDGEMENTS + "A | delivery | ete | no")
    )
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


def test_a_subtotal_inside():
    fault = only(found("case_id | provider\nA | NPS\nSubtotal | NPS\nB | CRC"))
    assert (fault.rule, fault.row, fault.found) == ("F21", 3, "Subtotal")


MARKUP = [
    ("See <a href='http://x.uk'>this</a>", "HTML"),
    ("<script>alert(1)</script>", "HTML"),
    ("<img src=x onerror=alert(1)>", "HTML"),
    ("Good&nbsp;work", "HTML"),
    ("Go to [the site](https://example.org)", "a Markdown link"),
    ("![x](javascript:alert(1))", "HTML"),
    ("x'; DROP TABLE cases; --", "SQL"),
    ("1 UNION SELECT name FROM users", "SQL"),
    ("' OR '1'='1", "SQL"),
]


@pytest.fixture(scope="module")
def faults():
    """The one fault of each text of MARKUP in place of a code: of one extract."""
    return tables.of_each([("gender", text) for text, _ in MARKUP])


@pytest.mark.parametrize(("text", "what"), MARKUP)
def test_markup_and_sql(faults, text, what):
    fault = faults["gender", text]
    assert (fault.rule, fault.column) == ("F23", "gender")
    assert f"holds {what}:" in fault.message
    assert "<" not in str(fault)
