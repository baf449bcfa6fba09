"""Counts by pattern of any dimensions: what a regression on the stored cases is given."""

from collections.abc import Sequence

from probation.domain.questions import Question
from probation.domain.scope import Scope
from probation.domain.vocabulary import REPORTED_FACTORS, Dimension, Factor
from probation.store.connection import Store
from probation.store.counts import Counts
from probation.store.queries.rates import held, held_codes

#: One row: one question, factor and pattern of the dimensions asked for.
_COUNTS = """
    SELECT question::VARCHAR AS question, factor::VARCHAR AS factor,
           COLUMNS(lambda name: list_contains($dimensions, name)),
           sum(n)::BIGINT AS n, sum(yes)::BIGINT AS yes
    FROM tally
    WHERE ($question IS NULL OR question::VARCHAR = $question)
      AND ($factor IS NULL OR factor::VARCHAR = $factor)
      AND {held}
    GROUP BY ALL ORDER BY ALL
"""

#: One row: so many cases of one pattern that are alike in their judgements on one question.
_CASES = """
    WITH judged AS (
        SELECT case_id, COLUMNS(lambda name: list_contains($dimensions, name)),
               count(*) AS n, count(*) FILTER (WHERE judgement = 'yes') AS yes
        FROM judgements
        JOIN cases USING (case_id)
        JOIN areas USING (area)
        WHERE latest
          AND question::VARCHAR = $question
          AND list_contains($factors, factor::VARCHAR)
          AND {held}
        GROUP BY ALL
    )
    SELECT * EXCLUDE (case_id), count(*)::BIGINT AS cases FROM judged GROUP BY ALL ORDER BY ALL
"""


def covariates(
    store: Store,
    where: Scope,
    dimensions: Sequence[Dimension],
    question: Question | None = None,
    factor: Factor | None = None,
) -> Counts:
    """Judgements by pattern of ``dimensions`` among the cases that the scope's filters let through.

    One row: one question, factor and pattern that occurs, of all questions and factors, or of one.
    Columns: question, factor (None for a question asked once a case), the dimensions (ordered
    categories in vocabulary order), n (judgements), yes (of them, yes). Only the scope's filters
    play a part.
    """
    asked: dict[str, object] = {
        "dimensions": [dimension.value for dimension in dimensions],
        "question": question.key if question else None,
        "factor": factor.value if factor else None,
    }
    sql = _COUNTS.format(held=held(where))
    return Counts(store.frame(sql, asked | held_codes(where)))


def case_by_case(
    store: Store, where: Scope, dimensions: Sequence[Dimension], question: Question
) -> Counts:
    """Judgements of all reported factors by pattern of ``dimensions``, those of a case together.

    One row: cases of one pattern with as many judgements and as many yes. Columns: the dimensions
    (ordered categories in vocabulary order); n, yes (judgements of one case, and of them yes);
    cases (so many are alike in that). Only the scope's filters play a part.
    """
    asked: dict[str, object] = {
        "dimensions": [dimension.value for dimension in dimensions],
        "question": question.key,
        "factors": [factor.value for factor in REPORTED_FACTORS],
    }
    sql = _CASES.format(held=held(where))
    return Counts(store.frame(sql, asked | held_codes(where)))
