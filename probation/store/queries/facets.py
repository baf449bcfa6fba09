"""How many cases each level of each filter would leave: what a reader sees beside its name."""

from probation.domain.scope import Scope
from probation.domain.vocabulary import Dimension
from probation.store.connection import Store
from probation.store.counts import Counts
from probation.store.queries.rates import held_codes


def facets(store: Store, where: Scope) -> Counts:
    """Inspected cases of each level of each dimension, under the filters on all other dimensions.

    So a level that is not chosen says what choosing it beside the others would bring, and the
    levels of a filtered dimension do not all fall to nought. A level without cases is left out.
    One row: one level. Columns: dimension, level, n (cases).
    """
    # a row fails the filters of so many dimensions; it counts where that is none but its own
    fails = {dim: f"(NOT list_contains(${dim}, {dim}::VARCHAR))::INT" for dim, _ in where.where}
    levels = " UNION ALL ".join(
        f"SELECT '{dim}' AS dimension, {dim}::VARCHAR AS level, sum(n)::BIGINT AS n"
        f" FROM held WHERE failed - {fails.get(dim, '0')} = 0 GROUP BY ALL"
        for dim in Dimension
    )
    sql = (
        f"WITH held AS (SELECT *, {' + '.join(fails.values()) or '0'} AS failed"
        f" FROM case_tally WHERE factor IS NULL) {levels}"
    )
    return Counts(store.frame(sql, held_codes(where)))
