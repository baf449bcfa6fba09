"""What a scope would hold were one of its filters not in force."""

from dataclasses import replace

import pandas as pd

from probation.domain.scope import Scope
from probation.store.connection import Store
from probation.store.counts import Counts
from probation.store.queries.rates import held, held_codes, level

#: One row: one factor and level, with a number for each filter taken away.
_NUMBERS = """
    SELECT factor::VARCHAR AS factor, {level} AS level, {without}
    FROM {rows}
    GROUP BY ALL
"""
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
    dimensions = [dimension for dimension, _ in scope.where]
    others = [tuple(own for own in scope.where if own[0] != dimension) for dimension in dimensions]
    without = ", ".join(
        f"coalesce(sum(n) FILTER ({held(replace(scope, where=where))}), 0)::BIGINT"
        for where in others
    )
    codes = held_codes(scope) if len(dimensions) > 1 else {}  # of one filter no other is left
    sql = _NUMBERS.format(level=level(scope), without=without, rows=rows)
    counted = [
        (dimension, factor, level, n)
        for factor, level, *numbers in store.rows(sql, asked | codes)
        for dimension, n in zip(dimensions, numbers, strict=True)
    ]
    return Counts(pd.DataFrame(counted, columns=["dimension", "factor", "level", "n"]))
