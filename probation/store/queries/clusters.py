"""The judgements of all factors together by pattern of any dimensions, case by case.

Those of one case are not independent of each other, so the sums over cases are needed too.
"""

from collections.abc import Sequence

from probation.domain.questions import Question
from probation.domain.scope import Scope
from probation.domain.vocabulary import Dimension
from probation.store.connection import Store
from probation.store.counts import Counts
from probation.store.queries.rates import held, held_codes

#: One row: one question and pattern of the dimensions asked for.
_SUMS = """
    SELECT question::VARCHAR AS question,
           COLUMNS(lambda name: list_contains($dimensions, name)),
           sum(cases)::BIGINT AS cases, sum(n)::BIGINT AS n, sum(yes)::BIGINT AS yes,
           sum(n_n)::BIGINT AS n_n, sum(n_yes)::BIGINT AS n_yes, sum(yes_yes)::BIGINT AS yes_yes
    FROM case_sums
    WHERE ($question IS NULL OR question::VARCHAR = $question) AND {held}
    GROUP BY ALL ORDER BY ALL
"""


def sums(
    store: Store,
    where: Scope,
    dimensions: Sequence[Dimension],
    question: Question | None = None,
) -> Counts:
    """Judgements of all reported factors by pattern of ``dimensions``, of all questions or of one.

    Only the scope's filters play a part. One row: one question and pattern that occurs. Columns:
    question, the dimensions (ordered categories in vocabulary order); cases (that have a
    judgement), n (judgements), yes (of them, yes); n_n, n_yes, yes_yes (sums over cases of n
    squared, n times yes, yes squared).
    """
    asked: dict[str, object] = {
        "dimensions": [dimension.value for dimension in dimensions],
        "question": question.key if question else None,
    }
    sql = _SUMS.format(held=held(where))
    return Counts(store.frame(sql, asked | held_codes(where)))
