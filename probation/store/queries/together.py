"""The judgements of all factors together, with what a case's own judgements have in common.

Those of one case are not independent of each other, so the sums over cases are needed too.
"""

from probation.domain.scope import Scope
from probation.store.connection import Store
from probation.store.counts import Counts
from probation.store.queries.rates import held, held_codes, level

#: One row: one level that has judgements.
_SUMS = """
    SELECT {level} AS level,
           sum(cases)::BIGINT AS cases, sum(n)::BIGINT AS n, sum(yes)::BIGINT AS yes,
           sum(n_n)::BIGINT AS n_n, sum(n_yes)::BIGINT AS n_yes, sum(yes_yes)::BIGINT AS yes_yes
    FROM case_sums
    WHERE question::VARCHAR = $question AND {held}
    GROUP BY ALL
    HAVING count(*) > 0
    ORDER BY ALL
"""


def together(store: Store, scope: Scope) -> Counts:
    """The judgements on the scope's question, of all factors the bulletin reports, by case.

    One row: one level that has judgements. Columns: level (of the scope's breakdown, 'all' without
    one), cases (that have one), and over these cases the sums of n (judgements of a case), yes (of
    them), n_n (n squared), n_yes (n times yes) and yes_yes (yes squared). The scope's factor plays
    no part.
    """
    sql = _SUMS.format(level=level(scope), held=held(scope))
    return Counts(store.frame(sql, {"question": scope.question.key} | held_codes(scope)))
