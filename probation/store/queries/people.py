"""How many cases: who they are, by pattern of any dimensions."""

from collections.abc import Sequence

from probation.domain.scope import Scope
from probation.domain.vocabulary import Dimension
from probation.store.connection import Store
from probation.store.counts import Counts
from probation.store.queries.rates import held, held_codes

#: One row: one pattern of the dimensions asked for.
_PEOPLE = """
    SELECT COLUMNS(lambda name: list_contains($dimensions, name)), sum(n)::BIGINT AS n
    FROM case_tally
    WHERE factor IS NULL AND {held}
    GROUP BY ALL ORDER BY ALL
"""


def people(store: Store, where: Scope, dimensions: Sequence[Dimension]) -> Counts:
    """Inspected cases by pattern of ``dimensions``, of those that the scope's filters let through.

    One row: one pattern that occurs. Columns: the dimensions (ordered categories in vocabulary
    order), n (cases, of the latest inspection of each area).
    """
    asked = {"dimensions": [dimension.value for dimension in dimensions]}
    sql = _PEOPLE.format(held=held(where))
    return Counts(store.frame(sql, asked | held_codes(where)))
