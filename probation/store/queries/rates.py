"""How many judgements, and how many of them yes: the counts behind every percentage."""

from itertools import product
from typing import Any

import pandas as pd

from probation.domain.scope import Scope
from probation.store.connection import Store
from probation.store.counts import Counts

#: One row: one factor and level that has judgements.
_RATES = """
    SELECT factor::VARCHAR AS factor, {level} AS level,
           sum(n)::BIGINT AS n, sum(yes)::BIGINT AS yes
    FROM tally
    WHERE question::VARCHAR = $question
      AND ($factor IS NULL OR factor::VARCHAR = $factor)
      AND {held}
    GROUP BY ALL
"""

#: One row: all the cases a scope's filters let through.
_CASES = """
    SELECT coalesce(sum(n), 0)::BIGINT AS n FROM case_tally WHERE factor IS NULL AND {held}
"""


def rates(store: Store, scope: Scope) -> Counts:
    """Judgements and yes answers of one scope.

    One row: one factor and level, in vocabulary order, also where there is no judgement (n = 0).
    A scope without a factor gives the ten factors the bulletin reports. Columns: question;
    factor (None for a question asked once a case); breakdown (None without one); level ('all'
    without a breakdown); n, yes (judgements, of the latest inspection of each area).
    """
    factor = scope.factor.value if scope.factor else None
    breakdown = scope.breakdown.value if scope.breakdown else None
    asked = {"question": scope.question.key, "factor": factor}
    sql = _RATES.format(level=level(scope), held=held(scope))
    counted = store.rows(sql, asked | held_codes(scope))
    counts = {(factor, level): both for factor, level, *both in counted}
    places = list(product(scope.factors, scope.levels(store.codes)))
    n, yes = zip(*(counts.get(place, (0, 0)) for place in places), strict=True)
    text = {
        "question": [scope.question.key] * len(places),
        "factor": [factor for factor, _ in places],
        "breakdown": [breakdown] * len(places),
        "level": [level for _, level in places],
    }
    columns = {name: pd.Series(values, dtype=object) for name, values in text.items()}
    return Counts(pd.DataFrame({**columns, "n": n, "yes": yes}))


def case_count(store: Store, scope: Scope) -> Counts:
    """How many inspected cases the scope's filters let through: n, in one row."""
    sql = _CASES.format(held=held(scope))
    return Counts(store.frame(sql, held_codes(scope)))


def held(scope: Scope) -> str:
    """The condition that keeps the rows which the scope's filters let through, for ``held_codes``.

    Only filters in force are in it: each costs a look at every row. Names of dimensions are the
    vocabulary's own; codes, which come from outside, are parameters.
    """
    return (
        " AND ".join(f"list_contains(${dim}, {dim}::VARCHAR)" for dim, _ in scope.where) or "TRUE"
    )


def held_codes(scope: Scope) -> dict[str, Any]:
    """The parameters of ``held``: for each filter in force the codes let through."""
    return {dim.value: list(codes) for dim, codes in scope.where}


def level(scope: Scope) -> str:
    """The level that a row belongs to under the scope's breakdown, as a column."""
    return f"{scope.breakdown}::VARCHAR" if scope.breakdown else "'all'"
