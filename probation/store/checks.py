"""What must be true of a built store before it is believed."""

from collections.abc import Mapping

from probation.errors import StoreError
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

#: One row: what has to agree, as pairs of numbers.
_SUMS = """
    WITH judged AS (
        -- one row: a case, its judgements, and one bit for each question and factor judged
        SELECT case_id, count(*) AS n,
               bitstring_agg(
                   enum_code(question)::INT * 13 + coalesce(enum_code(factor) + 1, 0)::INT, 0, 127
               ) AS slots
        FROM judgements
        GROUP BY case_id
    ),
    prioritised AS (
        SELECT case_id, count(*) AS n, bitstring_agg(enum_code(factor)::INT, 0, 31) AS slots
        FROM priorities
        GROUP BY case_id
    ),
    judged_cases AS (
        SELECT coalesce(sum(n), 0)::BIGINT AS n,
               coalesce(sum(n) FILTER (latest), 0)::BIGINT AS latest,
               coalesce(sum(bit_count(slots)), 0)::BIGINT AS slots
        FROM judged JOIN cases USING (case_id)
    ),
    prioritised_cases AS (
        SELECT coalesce(sum(n), 0)::BIGINT AS n,
               coalesce(sum(n) FILTER (latest), 0)::BIGINT AS latest,
               coalesce(sum(bit_count(slots)), 0)::BIGINT AS slots
        FROM prioritised JOIN cases USING (case_id)
    )
    SELECT
        (SELECT count(*) FROM cases) AS cases,
        (SELECT count(DISTINCT case_id) FROM cases) AS case_ids,
        (SELECT count(*) FROM judgements) AS judgements,
        (SELECT n FROM judged_cases) AS judgements_of_cases,
        (SELECT slots FROM judged_cases) AS different_judgements,
        (SELECT count(*) FROM priorities) AS priorities,
        (SELECT n FROM prioritised_cases) AS priorities_of_cases,
        (SELECT slots FROM prioritised_cases) AS different_priorities,
        (SELECT coalesce(sum(n), 0)::BIGINT FROM tally) AS tallied_judgements,
        (SELECT latest FROM judged_cases) AS latest_judgements,
        (SELECT coalesce(sum(n), 0)::BIGINT FROM case_tally WHERE factor IS NULL) AS tallied_cases,
        (SELECT count(*) FROM cases WHERE latest) AS latest_cases,
        (SELECT coalesce(sum(n), 0)::BIGINT FROM case_tally WHERE factor IS NOT NULL)
            AS tallied_priorities,
        (SELECT latest FROM prioritised_cases) AS latest_priorities,
        (SELECT coalesce(sum(cases), 0)::BIGINT FROM inspections) AS inspected_cases
"""
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

    Raises StoreError where rows were lost on the way into the store or its tallies, where a case
    id, a priority or a judgement is there twice, or one is of a case that is not there.
    expected: rows read from each file, by table name.
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
