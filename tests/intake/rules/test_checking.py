"""The check as a whole: all rules at once, its limits, and that nothing wrong slips past it."""

import random

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probation.intake.rules import check
from probation.intake.rules.checking import LISTED, prepare
from probation.intake.rules.sentences import nearest
from tests import builders
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


def test_empty_tables_have_no_faults():
    with tables.filled([], [], []) as connection:
        assert check(connection, CODES, areas_given=False).totals == {}


@settings(max_examples=6)
@given(seed=st.integers(0, 10**9), cases=st.integers(1, 40))
def test_a_random_case_set_without_faults_has_none(seed, cases):
    with tables.filled(*tables.random_rows(seed, cases)) as connection:
        findings = check(connection, CODES, areas_given=False)
    assert findings.totals == {}


TEN = """
case_id | provider | age  | inspected_on | mappa | area     | gender  | ethnic_group        | age_group
A       | NSP      |      | 2017-03      | yes   | kent     | male    | white               | 30_plus
B       | CRC      | 17   | 2017-03      | true  | kent     | male    | white               | 30_plus
B       | CRC      |      | 03/04/2017   | no    | kent     | male    | white               | 30_plus
1.5E+10 | CRC      | 45   | 2017-03      | no    | kent     | =A1     | j.smith@example.org | under_30
E       | CRC      |      | 2017-03      | no    | kent     | <b>m</b>| white               | 30_plus
Total   |          | 62   |              |       |          |         |                     |
"""  # noqa: E501 - a table is read across


def test_a_case_set_that_breaks_twelve_rules_shows_all_of_them():
    judgements = tables.JUDGEMENTS + "A | delivery | lifestyle_and_associates | no"
    findings = found(TEN, tables.PRIORITIES, judgements)
    assert findings.totals == {
        "F12": 2,  # B
        "F13": 1,  # 1.5E+10
        "F14": 1,  # the address
        "F15": 1,  # NSP
        "F16": 1,  # 17
        "F17": 1,  # E has no priority; of 1.5E+10, changed as it is, nothing can be said
        "F18": 1,
        "F19": 1,
        "F20": 1,  # true
        "F21": 1,  # the total
        "F22": 1,  # =A1
        "F23": 1,
        "F26": 1,  # 45 is not under 30
    }


def test_at_most_a_thousand_of_a_rule_are_listed_in_file_order_with_the_true_total():
    cases = [
        {**builders.DEFAULT_CASE, "case_id": f"Q{n}", "provider": "NSP", "row": str(n), "age": age}
        for n in range(LISTED + 205, 1, -1)
        for age in ["x" if n == 7 else ""]
    ]
    prior = [{"case_id": case["case_id"], "factor": "ete"} for case in cases]
    judged = [p | {"question": "availability", "judgement": "yes"} for p in prior]
    judged += [p | {"question": "delivery", "judgement": "yes"} for p in prior]
    with tables.filled(cases, prior, judged) as connection:
        findings = check(connection, CODES, areas_given=False)
    assert findings.totals == {"F15": LISTED + 204, "F16": 1}
    unknown = [fault.row for fault in findings.faults if fault.rule == "F15"]
    assert unknown == list(range(2, LISTED + 2))


@pytest.mark.parametrize("column", [c for c in CODES if c in builders.DEFAULT_CASE])
def test_a_slip_of_the_pen_names_the_code_that_was_meant(column):
    for code in CODES[column]:
        for slip in (code.upper(), f" {code} ", code.replace("_", " "), code[:-1] + code[-1] * 2):
            assert slip in CODES[column] or nearest(slip, CODES[column]) == code


def test_what_is_like_no_code_is_near_none():
    assert nearest("purple", CODES["gender"]) is None
    assert nearest("", CODES["gender"]) is None


#: Pieces of which ids and texts are made that some rule has something to say of.
PIECES = [
    "=", "+", "-", "@", " ", "A", "x", "1", "12", "943", "476", "5919", "9434765919", "X123456",
    "AB", "C", "/", "2001", "1234567", "SW1A", "1AA", "Mr", "Smith", "born", "dob", "12/03/1985",
    "1985-03-12", "12", "Mar", "<b>", "<", ">", "&amp;", "[a]", "(http://x)", ";", "drop", "table",
    "select", "*", "from", "where", "'", "or", "N/A", "unknown", "1.5E+10", "#", "0", "07700900123",
    "Total", ".", ",", "j@x.org", "\t", "\u00a0",
]  # fmt: skip


@pytest.fixture(scope="module")
def prepared():
    with duckdb.connect() as connection:
        prepare(connection, CODES, ())
        yield connection


def test_the_quick_search_of_ids_misses_nothing(prepared):
    draw = random.Random(7)
    made = ["".join(draw.choices(PIECES, k=draw.randint(1, 5))) for _ in range(20_000)]
    prepared.execute(
        "CREATE OR REPLACE TEMP TABLE made AS SELECT unnest($made) AS v", {"made": made}
    )
    [(ids, seen)] = prepared.execute("""
        SELECT
            count(*) FILTER (NOT intake_id_of_concern(v) AND (
                intake_id_placeholder(v) OR intake_formula(v) OR intake_markup(v) IS NOT NULL
                OR intake_mangled(v) IS NOT NULL OR intake_id_identifier(v, []) IS NOT NULL)),
            count(*) FILTER (intake_id_of_concern(v))
        FROM made
    """).fetchall()
    assert ids == 0
    assert 5_000 < seen < 20_000


CODED = [c for c in builders.DEFAULT_CASE if c not in ("age", "ogrs_score")]


@settings(max_examples=10)
@given(
    column=st.sampled_from(CODED), value=st.text(min_size=1, max_size=12), seed=st.integers(0, 99)
)
def test_whatever_is_put_for_a_code_is_found_on_its_row(column, value, seed):
    cases, prior, judged = tables.random_rows(seed, 6)
    row = seed % 6
    cases[row][column] = value.replace("\0", "?")
    with tables.filled(cases, prior, judged) as connection:
        findings = check(connection, CODES, areas_given=False)
    assert {(f.row, f.column) for f in findings.faults} == {(row + 2, column)}
    assert all(c.isprintable() for f in findings.faults for c in f.message)


def test_the_connection_is_left_as_it_was():
    with tables.raw_tables("case_id | provider\nA | NSP\nB | CRC") as connection:
        check(connection, CODES, areas_given=False)
        left = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        views = connection.execute(
            "SELECT count(*) FROM duckdb_views() WHERE NOT internal"
        ).fetchall()
        macros = connection.execute(
            "SELECT count(*) FROM duckdb_functions() WHERE function_name LIKE 'intake_%'"
        ).fetchall()
    raw = ["raw_cases", "raw_judgements", "raw_priorities", "raw_unread_priorities"]
    assert sorted(name for (name,) in left) == raw
    assert (views, macros) == ([(0,)], [(0,)])


def test_raw_tables_may_be_views_and_temporary():
    with tables.raw_tables() as connection:
        connection.execute("ALTER TABLE raw_cases RENAME TO staged")
        connection.execute("CREATE TEMP VIEW raw_cases AS SELECT * FROM staged")
        assert check(connection, CODES, areas_given=False).totals == {}


# --- what the extract calls its columns, and those it lacks ---------------------------------------


def test_a_fault_names_the_column_as_the_file_does():
    with tables.raw_tables("case_id | provider\nA | NSP\nB | CRC") as connection:
        findings = check(connection, CODES, areas_given=False, called={"provider": "Supplier"})
    fault = only(findings)
    assert fault.column == "Supplier"
    assert "'Supplier'" in fault.message


def test_a_fault_of_the_wide_shape_names_its_own_column():
    judgements = """
    file     | row | source_column | case_id | question     | factor | judgement
    wide.sav | 2   | ete_avail     | A       | availability | ete    | maybe
    wide.sav | 2   | ete_deliv     | A       | delivery     | ete    | yes
    """
    priorities = "file | row | source_column | case_id | factor\nwide.sav | 2 | ete | A | ete"
    fault = only(found("file | row | case_id\nwide.sav | 2 | A", priorities, judgements))
    assert (fault.rule, fault.file, fault.row) == ("F15", "wide.sav", 2)
    assert (fault.case_id, fault.column, fault.found) == ("A", "ete_avail", "maybe")


@pytest.mark.parametrize(
    "missing",
    [
        [("cases", "provider")],
        [("cases", "inspected_on"), ("cases", "area")],
        [("cases", "case_id")],
        [("priorities", "factor")],
        [("judgements", "question")],
        [("judgements", "judgement")],
        [("judgements", "case_id")],
        [("priorities", "case_id"), ("priorities", "factor")],
        [("judgements", c) for c in ("case_id", "question", "factor", "judgement")],
    ],
    ids=str,
)
def test_what_is_empty_for_want_of_a_column_is_no_fault_of_its_rows(missing):
    assert without(missing, reported=missing).totals == {}
    assert without(missing, reported=[]).totals != {}


def without(missing, reported):
    """The findings on two good cases whose tables lack columns; ``reported`` says so."""
    rows = {
        "cases": [{**builders.DEFAULT_CASE, "case_id": i} for i in ("A", "B")],
        "priorities": builders.table(tables.PRIORITIES),
        "judgements": builders.table(tables.JUDGEMENTS),
    }
    for table, column in missing:
        rows[table] = [{k: v for k, v in row.items() if k != column} for row in rows[table]]
    with tables.filled(**rows) as connection:
        return check(connection, CODES, areas_given=False, missing=reported)
