"""What a scope would hold were one of its filters not in force."""

from probation.domain.scope import Scope
from probation.store.connection import Store
from probation.store.counts import Counts
from probation.store.queries.rates import held_codes, level

#: Which rows are counted: judgements on the scope's question, or cases.
_JUDGEMENTS = (
    "tally WHERE question::VARCHAR = $question AND ($factor IS NULL OR factor::VARCHAR = $factor)"
)
_CASES = "case_tally WHERE factor IS NULL"


def judgements(store: Store, scope: Scope) -> Counts:
    """One row: a filter's dimension, a factor and a level that have judgements without it.

    Columns: dimension, factor (None for a question asked once a case), level (see rates), n.
    """
    asked = {"question": scope.question.key, "factor": scope.factor and scope.factor.value}
    return _counted(store, scope, _JUDGEMENTS, asked)


def cases(store: Store, scope: Scope) -> Counts:
    """The same of inspected cases, whatever was judged: factor is None in every row."""
    return _counted(store, scope, _CASES, {})


def _counted(store: Store, scope: Scope, rows: str, asked: dict[str, str | None]) -> Counts:
    # a row fails so many filters; without one of them it counts where it fails no other
    fails = {dim: f"(NOT list_contains(${dim}, {dim}::VARCHAR))::INT" for dim, _ in scope.where}
    each = " UNION ALL ".join(
        f"SELECT '{dim}' AS dimension, factor, level, sum(n)::BIGINT AS n"
        f" FROM held WHERE failed - {failed} = 0 GROUP BY ALL"
        for dim, failed in fails.items()
    )
    held = (
        f"SELECT * REPLACE (factor::VARCHAR AS factor), {level(scope)} AS level,"
        f" {' + '.join(fails.values())} AS failed FROM {rows}"
    )
    return Counts(store.frame(f"WITH held AS ({held}) {each}", asked | held_codes(scope)))
