"""What must be true of a built store before it is believed."""

from collections.abc import Mapping

from probation.errors import LostRowsError
from probation.store.connection import Store

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

# Each is one row of what has to agree, by name; apart, since together they would need thrice the
# memory.
_CASES = """
    SELECT count(*) AS cases, count(DISTINCT case_id) AS case_ids,
           count(*) FILTER (latest) AS latest_cases
    FROM cases
"""
#: A case's judgements as a set of bits, one for each question and factor: a set holds none twice.
_JUDGEMENTS = """
    WITH judged AS (
        SELECT case_id, count(*) AS n,
               bitstring_agg(
                   enum_code(question)::INT * 13 + coalesce(enum_code(factor) + 1, 0)::INT, 0, 127
               ) AS slots
        FROM judgements
        GROUP BY case_id
    )
    SELECT (SELECT count(*) FROM judgements) AS judgements,
           coalesce(sum(n), 0)::BIGINT AS judgements_of_cases,
           coalesce(sum(bit_count(slots)), 0)::BIGINT AS different_judgements,
           coalesce(sum(n) FILTER (latest), 0)::BIGINT AS latest_judgements
    FROM judged JOIN cases USING (case_id)
"""
_PRIORITIES = """
    WITH prioritised AS (
        SELECT case_id, count(*) AS n, bitstring_agg(enum_code(factor)::INT, 0, 31) AS slots
        FROM priorities
        GROUP BY case_id
    )
    SELECT (SELECT count(*) FROM priorities) AS priorities,
           coalesce(sum(n), 0)::BIGINT AS priorities_of_cases,
           coalesce(sum(bit_count(slots)), 0)::BIGINT AS different_priorities,
           coalesce(sum(n) FILTER (latest), 0)::BIGINT AS latest_priorities
    FROM prioritised JOIN cases USING (case_id)
"""
_TALLIES = """
    SELECT
        (SELECT coalesce(sum(n), 0)::BIGINT FROM tally) AS tallied_judgements,
        (SELECT coalesce(sum(n), 0)::BIGINT FROM case_tally WHERE factor IS NULL) AS tallied_cases,
        (SELECT coalesce(sum(n), 0)::BIGINT FROM case_tally WHERE factor IS NOT NULL)
            AS tallied_priorities,
        (SELECT coalesce(sum(cases), 0)::BIGINT FROM inspections) AS inspected_cases
"""
_SUMS = (_CASES, _JUDGEMENTS, _PRIORITIES, _TALLIES)
_AGREE = (
    ("case_ids", "cases"),
    ("judgements_of_cases", "judgements"),
    ("different_judgements", "judgements"),
    ("priorities_of_cases", "priorities"),
    ("different_priorities", "priorities"),
    ("tallied_judgements", "latest_judgements"),
    ("tallied_cases", "latest_cases"),
    ("tallied_priorities", "latest_priorities"),
    ("inspected_cases", "cases"),
)


def check_store(store: Store, expected: Mapping[str, int]) -> dict[str, int]:
    """The number of rows of each table, by its name.

    Raises LostRowsError where rows were lost on the way into the store or its tallies, where a case
    id, a priority or a judgement is there twice, or one is of a case that is not there.
    expected: rows read from each file, by table name.
    """
    rows = {str(table): int(n) for table, n in store.frame(_ROWS, {}).iloc[0].items()}
    for table, read in expected.items():
        if rows[table] != read:
            raise LostRowsError(f"{read} {table} were read, but the store holds {rows[table]}.")
    sums: dict[str, int] = {}
    for sql in _SUMS:
        sums |= {str(name): int(n) for name, n in store.frame(sql, {}).iloc[0].items()}
    for left, right in _AGREE:
        if sums[left] != sums[right]:
            raise LostRowsError(
                f"The store does not add up: {left} {sums[left]}, {right} {sums[right]}."
            )
    return rows
