"""What a scope would hold were one of its filters not in force."""

import pandas as pd

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
    """The judgements without each filter. One row: the filter's dimension, a factor and a level.

    Columns: dimension, factor (None for a question asked once a case), level (see rates), n.
    """
    asked = {"question": scope.question.key, "factor": scope.factor and scope.factor.value}
    return _counted(store, scope, _JUDGEMENTS, asked)


def cases(store: Store, scope: Scope) -> Counts:
    """The same of inspected cases, whatever was judged: factor is None in every row."""
    return _counted(store, scope, _CASES, {})


def _counted(store: Store, scope: Scope, rows: str, asked: dict[str, str | None]) -> Counts:
    # a row fails so many filters; without one of them it counts where it fails no other
    dimensions = [dimension for dimension, _ in scope.where]
    fails = [f"(NOT list_contains(${dim}, {dim}::VARCHAR))::INT" for dim in dimensions]
    failed = " + ".join(fails)
    without = ", ".join(
        f"coalesce(sum(n) FILTER ({failed} - {fail} = 0), 0)::BIGINT" for fail in fails
    )
    sql = f"SELECT factor::VARCHAR, {level(scope)} AS level, {without} FROM {rows} GROUP BY ALL"
    counted = [
        (dimension, factor, level, n)
        for factor, level, *numbers in store.rows(sql, asked | held_codes(scope))
        for dimension, n in zip(dimensions, numbers, strict=True)
    ]
    return Counts(pd.DataFrame(counted, columns=["dimension", "factor", "level", "n"]))
