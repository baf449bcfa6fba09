"""What the data rules of the intake cost, beside copying the same tables, in one run.

Run it as ``python tests/benchmarks/intake_rules.py [CASES]`` (1,000,000 unless given, each with 4
priorities and 15 judgements): the raw tables in a database file, 1 GB and 2 threads for DuckDB.
Exit code 1 where clean tables take more than 1.5 times their copy.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).parents[2]))

from probation.intake.rules import Findings, check
from tests.intake import tables

LIMIT = 1.5

# One row of each: see the contract of the raw tables (probation/intake). Everything is valid.
CASES = """
    CREATE TABLE raw_cases AS
    SELECT
        'cases.parquet' AS file, NULL::VARCHAR AS sheet, i + 2 AS row,
        'C-' || lpad(i::VARCHAR, 7, '0') AS case_id,
        ['south_yorkshire', 'durham', 'kent', 'london', 'gwent'][1 + i % 5] AS area,
        ['2016-03', '2016-07', '2017-10'][1 + i % 3] AS inspected_on,
        CASE i % 3 WHEN 0 THEN 'NPS' ELSE 'CRC' END AS provider,
        CASE i % 7 WHEN 0 THEN 'female' ELSE 'male' END AS gender,
        CASE WHEN i % 10 > 0 THEN (18 + i % 60)::VARCHAR END AS age,
        CASE WHEN i % 10 = 0 THEN 'not_recorded' WHEN i % 60 < 12 THEN 'under_30' ELSE '30_plus' END
            AS age_group,
        ['white', 'bame', 'not_recorded'][1 + i * 7 % 3] AS ethnic_group,
        CASE i % 4 WHEN 0 THEN 'licence' ELSE 'community_order' END AS sentence_type,
        CASE i % 4 WHEN 0 THEN 'post_custody' ELSE 'community' END AS supervision_type,
        (i % 101)::VARCHAR AS ogrs_score,
        CASE WHEN i % 101 < 50 THEN 'low' WHEN i % 101 < 75 THEN 'medium'
             WHEN i % 101 < 90 THEN 'high' ELSE 'very_high' END AS ogrs_level,
        CASE WHEN i % 101 < 75 THEN 'low_medium' ELSE 'high_very_high' END AS ogrs_band,
        ['low', 'medium', 'high', 'very_high'][1 + i % 4] AS rosh_level,
        ['yes', 'no'][1 + i % 2] AS mappa
    FROM range($cases) AS t(i)
"""
PRIORITIES = """
    CREATE TABLE raw_priorities AS
    SELECT
        'priorities.parquet' AS file, NULL::VARCHAR AS sheet, i + 2 AS row,
        NULL::VARCHAR AS source_column, 'C-' || lpad((i // 4)::VARCHAR, 7, '0') AS case_id,
        $factors[1 + (i // 4 * 5 + i % 4 * 3) % 12] AS factor
    FROM range(4 * $cases) AS t(i)
"""
JUDGEMENTS = """
    CREATE TABLE raw_judgements AS
    SELECT
        'judgements.parquet' AS file, NULL::VARCHAR AS sheet, i + 2 AS row,
        NULL::VARCHAR AS source_column, 'C-' || lpad((i // 15)::VARCHAR, 7, '0') AS case_id,
        CASE WHEN i % 15 < 4 THEN 'availability' WHEN i % 15 < 8 THEN 'delivery'
             WHEN i % 15 < 11 THEN 'partner_outcomes'
             ELSE $once[i % 15 - 10] END AS question,
        CASE WHEN i % 15 < 11 THEN $factors[1 + (i // 15 * 5 + i % 15 % 4 * 3) % 12] END AS factor,
        ['yes', 'yes', 'no'][1 + i % 3] AS judgement
    FROM range(15 * $cases) AS t(i)
"""
ONCE = [
    "contracted_risk_focus", "contracted_review_information",
    "partner_risk_focus", "partner_review_information",
]  # fmt: skip
COPY = """
    CREATE OR REPLACE TABLE copied_cases AS SELECT * FROM raw_cases;
    CREATE OR REPLACE TABLE copied_priorities AS SELECT * FROM raw_priorities;
    CREATE OR REPLACE TABLE copied_judgements AS SELECT * FROM raw_judgements;
"""
FORGET = "DROP TABLE copied_cases; DROP TABLE copied_priorities; DROP TABLE copied_judgements;"
SPOIL = "UPDATE raw_judgements SET judgement = upper(judgement)"


def seconds(run: Callable[[], object]) -> tuple[float, object]:
    started = time.perf_counter()
    result = run()
    return time.perf_counter() - started, result


def measured(cases: int, folder: Path) -> bool:
    """Copies and checks the same clean tables in turn; says whether the fastest keep the limit."""
    codes = tables.codes()
    settings = {"memory_limit": "1GB", "threads": "2"}
    with duckdb.connect(str(folder / "tables.duckdb"), config=settings) as connection:
        connection.execute(CASES, {"cases": cases})
        connection.execute(tables.UNREAD)
        connection.execute(PRIORITIES, {"cases": cases, "factors": codes["factor"]})
        about = {"cases": cases, "factors": codes["factor"], "once": ONCE}
        connection.execute(JUDGEMENTS, about)
        connection.execute("CHECKPOINT")
        copying, checking = [], []
        for _ in range(3):
            took, _ = seconds(lambda: connection.execute(COPY))
            copying.append(took)
            connection.execute(FORGET)
            took, found = seconds(lambda: check(connection, codes, areas_given=False))
            checking.append(took)
            assert isinstance(found, Findings)
            assert not found.totals, found.totals
        ratio = min(checking) / min(copying)
        print(
            f"{cases:,} cases, {15 * cases:,} judgements:"
            f" copied in {min(copying):.1f} s, checked in {min(checking):.1f} s, ratio {ratio:.2f}"
        )
        connection.execute(SPOIL)
        took, found = seconds(lambda: check(connection, codes, areas_given=False))
        assert isinstance(found, Findings)
        print(f"all judgements wrong: {took:.1f} s for {found.totals}")
    return ratio <= LIMIT


def main() -> int:
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        return 0 if measured(cases, Path(folder)) else 1


if __name__ == "__main__":
    sys.exit(main())
