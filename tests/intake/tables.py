"""Raw tables for tests of the intake, written as text tables (see tests/builders.py).

A cell that is empty is NULL; ␣ stands for a blank, which a text table would lose, ⇥ for a tab.
The columns file, sheet and row may be left out: one file a table, rows from 2.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import duckdb

from probation.domain.questions import QUESTIONS
from probation.domain.vocabulary import EthnicGroup, Factor, Gender, Mappa, Provider, RoshLevel
from probation.intake.fault import Fault
from probation.intake.rules import Findings, check
from probation.store.source import (
    CASE_COLUMNS,
    JUDGEMENT_COLUMNS,
    PRIORITY_COLUMNS,
    fixed_codes,
    place_codes,
    read_areas,
)
from tests import builders

DATA = Path(__file__).parents[2] / "data"

_PLACE = ("file", "sheet", "row")
_LONG = (*_PLACE, "source_column")
RAW_COLUMNS: Mapping[str, Sequence[str]] = {
    "cases": (*_PLACE, *CASE_COLUMNS),
    "priorities": (*_LONG, *PRIORITY_COLUMNS),
    "judgements": (*_LONG, *JUDGEMENT_COLUMNS),
}
#: Cells of the wide shape that say neither yes nor no: none.
UNREAD = """
    CREATE TABLE raw_unread_priorities (
        file VARCHAR, sheet VARCHAR, row BIGINT, source_column VARCHAR, case_id VARCHAR,
        value VARCHAR
    )
"""
#: Of two cases, nothing is wrong; A is judged on one factor, B on two.
CASES = "case_id\nA\nB"
PRIORITIES = """
case_id | factor
A       | ete
B       | ete
B       | relationships
"""
JUDGEMENTS = """
case_id | question     | factor        | judgement
A       | availability | ete           | yes
A       | delivery     | ete           | no
B       | availability | ete           | yes
B       | delivery     | ete           | yes
B       | availability | relationships | no
B       | delivery     | relationships | no
"""

Row = dict[str, str | None]


def codes(areas: Path = DATA / "areas.csv") -> dict[str, list[str]]:
    """The valid codes of each column, as the store has them."""
    by_column: dict[str, list[str]] = {}
    for column, code, _, _ in fixed_codes() + place_codes(read_areas(areas)):
        by_column.setdefault(column, []).append(code)
    return by_column


#: The valid codes with the areas of Table A1.
CODES = codes()


def raw_tables(
    cases: str = CASES, priorities: str = PRIORITIES, judgements: str = JUDGEMENTS
) -> duckdb.DuckDBPyConnection:
    """A connection with the three raw tables."""
    return filled(
        [{**builders.DEFAULT_CASE, **row} for row in builders.table(cases)],
        builders.table(priorities),
        [{"judgement": "yes", **row} for row in builders.table(judgements)],
    )


def found(*texts: str, **more: object) -> Findings:
    """What the rules say of raw tables written as text (cases, priorities, judgements)."""
    with raw_tables(*texts) as connection:
        return check(connection, CODES, areas_given=False, **more)


def named(*ids: str) -> Findings:
    """What the rules say of cases of these ids, each with a priority that is judged."""
    return _judged([{"case_id": i} for i in ids])


def of_each(cells: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Fault]:
    """The one fault of each of these cells, a column and its value, all of them of one extract.

    Each stands in a case of its own, B3 on row 3 and so on; nothing is wrong with anything else.
    """
    rows = list(enumerate(cells, start=3))
    cases = [{"case_id": f"B{row}", column: value} for row, (column, value) in rows]
    found = _judged([{"case_id": "A"}, *cases])
    assert sum(found.totals.values()) == len(found.faults) == len(cells)
    by_place = {(fault.file, fault.row, fault.case_id): fault for fault in found.faults}
    return {cell: by_place["cases.csv", row, f"B{row}"] for row, cell in rows}


def _judged(given: Iterable[Mapping[str, str]]) -> Findings:
    """What the rules say of cases, each with a priority that is judged."""
    cases = [{**builders.DEFAULT_CASE, **case} for case in given]
    priorities = [{"case_id": case["case_id"], "factor": "ete"} for case in cases]
    judgements = [
        {**priority, "question": q, "judgement": "yes"}
        for priority in priorities
        for q in ("availability", "delivery")
    ]
    with filled(cases, priorities, judgements) as connection:
        return check(connection, CODES, areas_given=False)


def only(findings: Findings) -> Fault:
    """The one fault there is."""
    [fault] = findings.faults
    assert findings.totals == {fault.rule: 1}
    return fault


def places(findings: Findings) -> list[tuple[str, str, int | None, str | None]]:
    """Where the faults are: rule, file, row, column."""
    return [(f.rule, f.file, f.row, f.column) for f in findings.faults]


def filled(
    cases: Iterable[Mapping[str, str]],
    priorities: Iterable[Mapping[str, str]],
    judgements: Iterable[Mapping[str, str]],
) -> duckdb.DuckDBPyConnection:
    """A connection with raw tables of these rows; what is not named is empty."""
    connection = duckdb.connect()
    connection.execute(UNREAD)
    tables = {"cases": cases, "priorities": priorities, "judgements": judgements}
    for table, rows in tables.items():
        columns = RAW_COLUMNS[table]
        types = ", ".join(f"{c} {'BIGINT' if c == 'row' else 'VARCHAR'}" for c in columns)
        connection.execute(f"CREATE TABLE raw_{table} ({types})")
        values = [
            [_cell(({"file": f"{table}.csv", "row": str(n)} | row).get(c)) for c in columns]
            for n, row in enumerate(rows, start=2)
        ]
        for_each = ", ".join(f"unnest(${n})" for n in range(1, len(columns) + 1))
        lists = [list(column) for column in zip(*values, strict=True)] or [[]] * len(columns)
        connection.execute(f"INSERT INTO raw_{table} SELECT {for_each}", lists)
    return connection


def shipped() -> duckdb.DuckDBPyConnection:
    """The raw tables of the synthetic case set that comes with the project."""
    connection = duckdb.connect()
    connection.execute(UNREAD)
    for table, columns in RAW_COLUMNS.items():
        own = [c for c in columns if c not in _LONG]
        source = "" if table == "cases" else "NULL::VARCHAR AS source_column,"
        connection.execute(
            f"CREATE TABLE raw_{table} AS SELECT '{table}.csv' AS file, NULL::VARCHAR AS sheet,"
            f" row_number() OVER () + 1 AS row, {source} {', '.join(own)}"
            f" FROM read_csv('{DATA / f'synthetic_{table}.csv'}', all_varchar = true)"
        )
    return connection


def random_rows(seed: int, cases: int) -> tuple[list[Row], list[Row], list[Row]]:
    """Cases, priorities and judgements drawn at random in which nothing is wrong."""
    draw = random.Random(seed)
    people, prior, judged = [], [], []
    for number in range(1, cases + 1):
        case_id = f"R{number:05}"
        people.append({"case_id": case_id} | _random_case(draw))
        factors = draw.sample(list(Factor), draw.randint(1, 5))
        prior += [{"case_id": case_id, "factor": factor.value} for factor in factors]
        for question in QUESTIONS.values():
            always = question.key in ("availability", "delivery")
            for factor in factors if question.per_factor else [""]:
                if always or draw.random() < 0.4:
                    answer = draw.choice(["yes", "no"])
                    about = {"question": question.key, "factor": str(factor), "judgement": answer}
                    judged.append({"case_id": case_id} | about)
    return people, prior, judged


def _random_case(draw: random.Random) -> Row:
    age, score = (
        draw.choice([None, draw.randint(18, 110)]),
        draw.choice([None, draw.randint(0, 100)]),
    )
    limits = ((50, "low"), (75, "medium"), (90, "high"), (101, "very_high"))
    level = draw.choice([name for _, name in limits] + ["not_recorded"])
    if score is not None:
        level = next(name for limit, name in limits if score < limit)
    bands = {"low": "low_medium", "medium": "low_medium", "not_recorded": "not_recorded"}
    sentence = draw.choice(["community_order", "suspended_sentence_order", "licence"])
    group = draw.choice(["under_30", "30_plus", "not_recorded"])
    if age is not None:
        group = "under_30" if age < 30 else "30_plus"
    return {
        "area": draw.choice(CODES["area"]),
        "inspected_on": f"{draw.randint(2015, 2024)}-{draw.randint(1, 12):02}",
        "provider": draw.choice(list(Provider)),
        "gender": draw.choice(list(Gender)),
        "age": "" if age is None else str(age),
        "age_group": group,
        "ethnic_group": draw.choice(list(EthnicGroup)),
        "sentence_type": sentence,
        "supervision_type": "post_custody" if sentence == "licence" else "community",
        "ogrs_score": "" if score is None else str(score),
        "ogrs_level": level,
        "ogrs_band": bands.get(level, "high_very_high"),
        "rosh_level": draw.choice(list(RoshLevel)),
        "mappa": draw.choice(list(Mappa)),
    }


def _cell(value: str | None) -> str | None:
    return value.replace("␣", " ").replace("⇥", "\t") if value else None
