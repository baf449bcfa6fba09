"""What must be true of a built store before it is believed."""

from collections.abc import Mapping

from probation.domain.questions import QUESTIONS
from probation.domain.sql import filled
from probation.domain.vocabulary import REPORTED_FACTORS, Factor
from probation.errors import LostRowsError
from probation.store.connection import Store

#: A slot for each question: of no factor, and of each.
_OF_QUESTION = len(Factor) + 1
_SLOTS = _OF_QUESTION * len(QUESTIONS)

#: One row: how many rows each table has.
_ROWS = """
    SELECT
        (SELECT count(*) FROM areas) AS areas,
        (SELECT count(*) FROM cases) AS cases,
        (SELECT count(*) FROM priorities) AS priorities,
        (SELECT count(*) FROM judgements) AS judgements,
        (SELECT count(*) FROM tally) AS tally,
        (SELECT count(*) FROM case_tally) AS case_tally,
        (SELECT count(*) FROM case_sums) AS case_sums
"""

# Each is one row of what has to agree, by name; apart, since together they would need thrice the
# memory.
_CASES = """
    SELECT count(*) AS cases, count(DISTINCT case_id) AS case_ids,
           count(*) FILTER (latest) AS latest_cases
    FROM cases
"""
#: A case's judgements as a set of bits, one for each question and factor: a set holds none twice.
#: A mask has the bits of one question that case_sums counts, so n and yes of a case are numbers of
#: bits here and of rows there.
_JUDGEMENTS = filled(
    """
    WITH judged AS (
        SELECT case_id, count(*) AS judgements,
               bitstring_agg(slot, 0, {last}) AS slots,
               bitstring_agg(slot, 0, {last}) FILTER (WHERE judgement = 'yes') AS yes_slots
        FROM (
            SELECT case_id, judgement,
                   enum_code(question)::INT * {of_question}
                   + coalesce(enum_code(factor) + 1, 0)::INT AS slot
            FROM judgements
        )
        GROUP BY case_id
    ), counted AS (
        SELECT bit_count(slots & mask) AS n, coalesce(bit_count(yes_slots & mask), 0) AS yes
        FROM judged
        JOIN cases USING (case_id)
        CROSS JOIN (SELECT unnest($masks)::BIT AS mask)
        WHERE latest
    ), whole AS (
        SELECT sum(judgements) AS of_cases, sum(bit_count(slots)) AS different,
               sum(judgements) FILTER (WHERE latest) AS of_latest
        FROM judged JOIN cases USING (case_id)
    )
    SELECT (SELECT count(*) FROM judgements) AS judgements,
           (SELECT coalesce(of_cases, 0)::BIGINT FROM whole) AS judgements_of_cases,
           (SELECT coalesce(different, 0)::BIGINT FROM whole) AS different_judgements,
           (SELECT coalesce(of_latest, 0)::BIGINT FROM whole) AS latest_judgements,
           count(*) FILTER (WHERE n > 0) AS judged_cases,
           coalesce(sum(n), 0)::BIGINT AS judged_n,
           coalesce(sum(yes), 0)::BIGINT AS judged_yes,
           coalesce(sum(n * n), 0)::BIGINT AS judged_n_n,
           coalesce(sum(n * yes), 0)::BIGINT AS judged_n_yes,
           coalesce(sum(yes * yes), 0)::BIGINT AS judged_yes_yes
    FROM counted
""",
    of_question=str(_OF_QUESTION),
    last=str(_SLOTS - 1),
)
_PRIORITIES = filled(
    """
    WITH prioritised AS (
        SELECT case_id, count(*) AS n, bitstring_agg(enum_code(factor)::INT, 0, {last}) AS slots
        FROM priorities
        GROUP BY case_id
    )
    SELECT (SELECT count(*) FROM priorities) AS priorities,
           coalesce(sum(n), 0)::BIGINT AS priorities_of_cases,
           coalesce(sum(bit_count(slots)), 0)::BIGINT AS different_priorities,
           coalesce(sum(n) FILTER (latest), 0)::BIGINT AS latest_priorities
    FROM prioritised JOIN cases USING (case_id)
""",
    last=str(len(Factor) - 1),
)
_TALLIES = """
    SELECT
        (SELECT coalesce(sum(n), 0)::BIGINT FROM tally) AS tallied_judgements,
        (SELECT coalesce(sum(n), 0)::BIGINT FROM case_tally WHERE factor IS NULL) AS tallied_cases,
        (SELECT coalesce(sum(n), 0)::BIGINT FROM case_tally WHERE factor IS NOT NULL)
            AS tallied_priorities,
        (SELECT coalesce(sum(cases), 0)::BIGINT FROM inspections) AS inspected_cases
"""
_CASE_SUMS = """
    SELECT coalesce(sum(cases), 0)::BIGINT AS summed_cases,
           coalesce(sum(n), 0)::BIGINT AS summed_n,
           coalesce(sum(yes), 0)::BIGINT AS summed_yes,
           coalesce(sum(n_n), 0)::BIGINT AS summed_n_n,
           coalesce(sum(n_yes), 0)::BIGINT AS summed_n_yes,
           coalesce(sum(yes_yes), 0)::BIGINT AS summed_yes_yes
    FROM case_sums
"""
_COUNTED = (_CASES, _PRIORITIES, _TALLIES, _CASE_SUMS)
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
    *(
        (f"summed_{sums}", f"judged_{sums}")
        for sums in ("cases", "n", "yes", "n_n", "n_yes", "yes_yes")
    ),
)


def check_store(store: Store, expected: Mapping[str, int]) -> dict[str, int]:
    """The number of rows of each table, by its name.

    Raises LostRowsError where rows were lost on the way into the store or its tallies, where a case
    id, a priority or a judgement is there twice, or one is of a case that is not there.
    expected: rows read from each file, by table name.
    """
    rows = _row(store, _ROWS, {})
    for table, read in expected.items():
        if rows[table] != read:
            raise LostRowsError(f"{read} {table} were read, but the store holds {rows[table]}.")
    sums = _row(store, _JUDGEMENTS, {"masks": _masks()})
    for sql in _COUNTED:
        sums |= _row(store, sql, {})
    for left, right in _AGREE:
        if sums[left] != sums[right]:
            raise LostRowsError(
                f"The store does not add up: {left} {sums[left]}, {right} {sums[right]}."
            )
    return rows


def _row(store: Store, sql: str, params: Mapping[str, object]) -> dict[str, int]:
    return {str(name): int(n) for name, n in store.frame(sql, params).iloc[0].items()}


def _masks() -> list[str]:
    """For each question the slots of _JUDGEMENTS that case_sums counts, as bits."""
    counted = {0} | {1 + list(Factor).index(factor) for factor in REPORTED_FACTORS}
    slots = [
        {_OF_QUESTION * question + factor for factor in counted}
        for question in range(len(QUESTIONS))
    ]
    return ["".join("1" if bit in mine else "0" for bit in range(_SLOTS)) for mine in slots]
