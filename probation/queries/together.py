"""The judgements of all factors together, counted case by case.

Those of one case are not independent of each other, so its case must be known of each.
"""

import pandas as pd

from probation.queries.rates import held, held_codes, level
from probation.scope import Scope
from probation.store.connection import Store
from probation.vocabulary import REPORTED_FACTORS

#: One row: one level, with so many cases of n judgements each of which yes were yes.
_PATTERNS = """
    WITH judged AS (
        SELECT case_id, {level} AS level,
               count(*) AS n, count(*) FILTER (WHERE judgement = 'yes') AS yes
        FROM judgements
        JOIN cases USING (case_id)
        JOIN areas USING (area)
        WHERE latest
          AND question::VARCHAR = $question
          AND (factor IS NULL OR list_contains($factors, factor::VARCHAR))
          AND {held}
        GROUP BY ALL
    )
    SELECT level, n, yes, count(*)::BIGINT AS cases FROM judged GROUP BY ALL ORDER BY ALL
"""


def together(store: Store, scope: Scope) -> pd.DataFrame:
    """How many cases have how many judgements on the scope's question, and how many of them yes.

    One row: one pattern that occurs. Columns: level (of the scope's breakdown, 'all' without one),
    n (judgements of one case, of the factors the bulletin reports), yes (of them), cases (how many
    cases are alike in that). The scope's factor plays no part.
    """
    asked = {
        "question": scope.question.key,
        "factors": [factor.value for factor in REPORTED_FACTORS],
    }
    sql = _PATTERNS.format(level=level(scope), held=held(scope))
    return store.frame(sql, asked | held_codes(scope))
