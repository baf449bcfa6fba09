"""How many judgements, and how many of them yes: the counts behind every percentage."""

from itertools import product
from typing import Any

import pandas as pd

from probation.scope import Scope
from probation.store.connection import Store
from probation.vocabulary import REPORTED_FACTORS, Dimension

#: Keeps the rows a scope's filters let through; an empty list lets everything through.
FILTERS = """
      (len($provider) = 0 OR list_contains($provider, provider::VARCHAR))
  AND (len($division) = 0 OR list_contains($division, division::VARCHAR))
  AND (len($crc_owner) = 0 OR list_contains($crc_owner, crc_owner::VARCHAR))
  AND (len($area) = 0 OR list_contains($area, area::VARCHAR))
  AND (len($gender) = 0 OR list_contains($gender, gender::VARCHAR))
  AND (len($age_group) = 0 OR list_contains($age_group, age_group::VARCHAR))
  AND (len($ethnic_group) = 0 OR list_contains($ethnic_group, ethnic_group::VARCHAR))
  AND (len($supervision_type) = 0 OR list_contains($supervision_type, supervision_type::VARCHAR))
  AND (len($ogrs_band) = 0 OR list_contains($ogrs_band, ogrs_band::VARCHAR))
  AND (len($rosh_level) = 0 OR list_contains($rosh_level, rosh_level::VARCHAR))
  AND (len($mappa) = 0 OR list_contains($mappa, mappa::VARCHAR))
"""

#: The level a row belongs to under the scope's breakdown.
LEVEL = """
    CASE $breakdown
        WHEN 'provider' THEN provider::VARCHAR
        WHEN 'gender' THEN gender::VARCHAR
        WHEN 'age_group' THEN age_group::VARCHAR
        WHEN 'ethnic_group' THEN ethnic_group::VARCHAR
        WHEN 'supervision_type' THEN supervision_type::VARCHAR
        WHEN 'ogrs_band' THEN ogrs_band::VARCHAR
        ELSE 'all'
    END AS level
"""

#: One row: one factor and level that has judgements.
_RATES = (
    "SELECT factor::VARCHAR AS factor, "
    + LEVEL
    + """, sum(n)::BIGINT AS n, sum(yes)::BIGINT AS yes
    FROM tally
    WHERE question::VARCHAR = $question
      AND ($factor IS NULL OR factor::VARCHAR = $factor)
      AND"""
    + FILTERS
    + "GROUP BY ALL"
)

#: One row: all the cases a scope's filters let through.
_CASES = (
    "SELECT coalesce(sum(n), 0)::BIGINT AS n FROM case_tally WHERE factor IS NULL AND" + FILTERS
)


def rates(store: Store, scope: Scope) -> pd.DataFrame:
    """Judgements and yes answers of one scope.

    One row: one factor and level, in vocabulary order, also where there is no judgement (n = 0).
    A scope without a factor gives the ten factors the bulletin reports. Columns: question;
    factor (None for a question asked once a case); breakdown (None without one); level ('all'
    without a breakdown); n, yes (judgements, of the latest inspection of each area).
    """
    factor = scope.factor.value if scope.factor else None
    breakdown = scope.breakdown.value if scope.breakdown else None
    asked = {"question": scope.question.key, "factor": factor, "breakdown": breakdown}
    counted = store.frame(_RATES, asked | filter_lists(scope))
    counts = {(r.factor, r.level): (r.n, r.yes) for r in counted.itertuples()}
    rows = [
        (scope.question.key, f, breakdown, level, *counts.get((f, level), (0, 0)))
        for f, level in product(_factors(scope), _levels(store, scope))
    ]
    columns = ["question", "factor", "breakdown", "level", "n", "yes"]
    text = dict.fromkeys(columns[:4], object)
    return pd.DataFrame(rows, columns=columns).astype(text | {"n": "int64", "yes": "int64"})


def case_count(store: Store, scope: Scope) -> int:
    """How many inspected cases the scope's filters let through."""
    return int(store.frame(_CASES, filter_lists(scope))["n"].iloc[0])


def filter_lists(scope: Scope) -> dict[str, Any]:
    """A query parameter for every dimension: the codes let through, or none for all."""
    return {dim.value: list(scope.codes(dim)) for dim in Dimension}


def _factors(scope: Scope) -> list[str | None]:
    if not scope.question.per_factor:
        return [None]
    return [f.value for f in ([scope.factor] if scope.factor else REPORTED_FACTORS)]


def _levels(store: Store, scope: Scope) -> list[str]:
    return list(store.codes[scope.breakdown]) if scope.breakdown else ["all"]
