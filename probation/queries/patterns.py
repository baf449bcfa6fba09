"""Counts by covariate pattern: all a regression on categorical candidates needs to know."""

import pandas as pd

from probation.queries.rates import FILTERS, filter_lists
from probation.scope import Scope
from probation.store.connection import Store

#: One row: one pattern of the six breakdowns.
_PATTERNS = (
    """
    SELECT provider::VARCHAR AS provider, gender::VARCHAR AS gender,
           age_group::VARCHAR AS age_group, ethnic_group::VARCHAR AS ethnic_group,
           supervision_type::VARCHAR AS supervision_type, ogrs_band::VARCHAR AS ogrs_band,
           sum(n)::BIGINT AS n, sum(yes)::BIGINT AS yes
    FROM tally
    WHERE question::VARCHAR = $question
      AND (factor::VARCHAR IS NOT DISTINCT FROM $factor)
      AND"""
    + FILTERS
    + "GROUP BY ALL ORDER BY ALL"
)


def patterns(store: Store, scope: Scope) -> pd.DataFrame:
    """Judgements (n) and yes answers by pattern of the six breakdowns, for one question and factor.

    One row: one pattern that occurs. The scope's breakdown plays no part.
    """
    factor = scope.factor.value if scope.factor else None
    params: dict[str, str | None] = {"question": scope.question.key, "factor": factor}
    return store.frame(_PATTERNS, params | filter_lists(scope))
