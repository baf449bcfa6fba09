"""How many cases: in all, by level, by inspection, and beside each filter's levels."""

from collections.abc import Mapping, Sequence

import pandas as pd

from probation.disclosure.gate import policy_of, publish
from probation.domain.scope import Scope
from probation.domain.vocabulary import Dimension
from probation.statistics.rows import rows as rows_of
from probation.store.connection import Store
from probation.store.counts import Counts
from probation.store.queries import coverage, margins, people, rates, widened
from probation.store.queries import facets as queries

#: Cases of each level of each dimension; of a level without cases there is nothing.
Facets = Mapping[Dimension, Mapping[str, int]]
#: How many there are without the filter on a dimension, of a factor (or None) and a level.
Bases = Mapping[tuple[Dimension, str | None, str], int]


def case_count(store: Store, where: Scope) -> int:
    """How many inspected cases the scope's filters let through."""
    return int(publish(rates.case_count(store, where), policy_of(store))["n"].iloc[0])


def by_pattern(store: Store, where: Scope, dimensions: Sequence[Dimension]) -> pd.DataFrame:
    """Inspected cases by pattern of dimensions; see store.queries.people."""
    return publish(people.people(store, where, dimensions), policy_of(store))


def facets(store: Store, where: Scope) -> Facets:
    """Inspected cases of each level under the filters on other dimensions; store.queries.facets.

    What is withheld is left out as if there were none.
    """
    counts: dict[Dimension, dict[str, int]] = {dim: {} for dim in Dimension}
    for row in publish(queries.facets(store, where), policy_of(store)).dropna().itertuples():
        counts[Dimension(row.dimension)][row.level] = int(row.n)
    return counts


def judgements_without(store: Store, scope: Scope) -> Bases:
    """The judgements of a scope were one of its filters not in force, each in turn.

    What is withheld is left out as if there were none.
    """
    return _bases(store, widened.judgements(store, scope))


def cases_without(store: Store, scope: Scope) -> Bases:
    """The same of its cases, of which no factor is told."""
    return _bases(store, widened.cases(store, scope))


def _bases(store: Store, counts: Counts) -> Bases:
    counted = publish(counts, policy_of(store)).dropna(subset="n")
    return {(Dimension(r.dimension), r.factor, r.level): int(r.n) for r in rows_of(counted)}


def inspections(store: Store) -> pd.DataFrame:
    """Every inspection loaded, with its number of cases; see store.queries.coverage."""
    return publish(coverage.inspections(store), policy_of(store))


def levels(store: Store) -> pd.DataFrame:
    """How many cases each level of each dimension has: of store.queries.margins those of cases."""
    found = publish(margins.margins(store), policy_of(store))
    return found[(found["question"] == "cases") & found["factor"].isna()]
