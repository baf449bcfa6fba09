"""What must be true before a case set is believed: of its files, and of the built store."""

from collections.abc import Mapping
from pathlib import Path

import duckdb

from probation.errors import ReaderError, StoreError
from probation.questions import QUESTIONS
from probation.store.connection import Store
from probation.store.source import CaseFiles
from probation.vocabulary import known

_FAULTS = Path(__file__).with_name("faults.sql").read_text(encoding="utf-8")
#: One row: one code of one column, in order.
_CODES = "SELECT code FROM codes WHERE term = $term ORDER BY position"

#: One row: how many rows each table has.
_ROWS = """
    SELECT
        (SELECT count(*) FROM areas) AS areas,
        (SELECT count(*) FROM cases) AS cases,
        (SELECT count(*) FROM priorities) AS priorities,
        (SELECT count(*) FROM judgements) AS judgements,
        (SELECT count(*) FROM tally) AS tally,
        (SELECT count(*) FROM case_tally) AS case_tally
"""

#: One row: what has to agree, as pairs of numbers.
_SUMS = """
    SELECT
        (SELECT coalesce(sum(n), 0)::BIGINT FROM tally) AS tallied_judgements,
        (SELECT count(*) FROM judgements JOIN cases USING (case_id) WHERE latest)
            AS latest_judgements,
        (SELECT coalesce(sum(n), 0)::BIGINT FROM case_tally WHERE factor IS NULL) AS tallied_cases,
        (SELECT count(*) FROM cases WHERE latest) AS latest_cases,
        (SELECT coalesce(sum(cases), 0)::BIGINT FROM inspections) AS inspected_cases,
        (SELECT count(*) FROM cases) AS all_cases
"""
_AGREE = (
    ("tallied_judgements", "latest_judgements"),
    ("tallied_cases", "latest_cases"),
    ("inspected_cases", "all_cases"),
)


def check_files(connection: duckdb.DuckDBPyConnection, files: CaseFiles) -> None:
    """Raises ReaderError naming file, row and column of the first value that cannot be taken.

    Reads the files as text from the temporary tables of ``build``.
    """
    per_factor = [key for key, question in QUESTIONS.items() if question.per_factor]
    fault = connection.execute(_FAULTS, {"per_factor": per_factor}).fetchone()
    if fault is None:
        return
    table, row, column, value, problem = fault
    path: Path = getattr(files, table)
    where = f"In {path.name}, row {row}, column {column}"
    if problem:
        shown = f"'{value[:40]}'" if value else "nothing"
        raise ReaderError(f"{where}: {shown} stands there; it {problem}.")
    codes = [code for (code,) in connection.execute(_CODES, {"term": column}).fetchall()]
    try:
        known(value or "", codes, column)
    except ReaderError as error:
        raise ReaderError(f"{where}: {str(error)[0].lower()}{str(error)[1:]}") from None


def check_store(store: Store, expected: Mapping[str, int]) -> dict[str, int]:
    """The number of rows of each table, by its name.

    Raises StoreError where rows were lost on the way into the store or its tallies.
    expected: rows read from each case file, by table name.
    """
    rows = {str(table): int(n) for table, n in store.frame(_ROWS, {}).iloc[0].items()}
    for table, read in expected.items():
        if rows[table] != read:
            raise StoreError(f"{read} {table} were read, but the store holds {rows[table]}.")
    sums = store.frame(_SUMS, {}).iloc[0]
    for left, right in _AGREE:
        if sums[left] != sums[right]:
            raise StoreError(
                f"The store does not add up: {left} {sums[left]}, {right} {sums[right]}."
            )
    return rows
