"""Every margin of the case set at once, for holding it against what the bulletin prints."""

from probation.domain.sql import each, filled
from probation.domain.vocabulary import Dimension
from probation.store.connection import Store
from probation.store.counts import Counts

#: One row: one question, factor and level of one dimension; `level` is 'all' for no dimension.
#: Numbers of cases stand under the question 'cases', where n = yes.
_MARGINS = """
    WITH counted AS (
        SELECT * REPLACE (question::VARCHAR AS question) FROM tally
        UNION ALL BY NAME
        SELECT *, 'cases' AS question, n AS yes FROM case_tally
    )
    SELECT
        question,
        factor::VARCHAR AS factor,
        coalesce({texts}, 'all') AS level,
        grouping({dimensions}) AS absent,
        sum(n)::BIGINT AS n,
        sum(yes)::BIGINT AS yes
    FROM counted
    GROUP BY GROUPING SETS ((question, factor), {sets})
    ORDER BY question, factor, absent, level
"""

#: One row: one combination of provider, risk of serious harm and MAPPA.
_RISK_CROSS = """
    SELECT provider::VARCHAR AS provider, rosh_level::VARCHAR AS rosh_level,
           mappa::VARCHAR AS mappa, sum(n)::BIGINT AS n
    FROM case_tally WHERE factor IS NULL GROUP BY ALL ORDER BY ALL
"""

#: One row: one number of priority factors a case has.
_PRIORITY_COUNTS = """
    SELECT factors, count(*) AS cases
    FROM (
        SELECT count(priorities.factor) AS factors
        FROM cases LEFT JOIN priorities USING (case_id)
        WHERE latest
        GROUP BY case_id
    )
    GROUP BY factors ORDER BY factors
"""

_ALL_ABSENT = 2 ** len(Dimension) - 1


def margins(store: Store) -> Counts:
    """Every one-way margin of every question and factor.

    Columns: question ('cases' for numbers of cases, where yes = n); factor (None where there is
    none); breakdown (a Dimension code, or None); level ('all' without a breakdown); n; yes.
    """
    sql = filled(
        _MARGINS,
        texts=each("{name}::VARCHAR", Dimension),
        dimensions=", ".join(Dimension),
        sets=each("(question, factor, {name})", Dimension),
    )
    counted = store.frame(sql, {})
    # grouping() sets a bit for each dimension left out, the first dimension in the highest bit
    names = {
        _ALL_ABSENT - 2 ** (len(Dimension) - 1 - i): dim.value for i, dim in enumerate(Dimension)
    }
    breakdown = counted.pop("absent").map(names).astype(object)
    counted.insert(2, "breakdown", breakdown.where(breakdown.notna(), None))
    factor = counted["factor"].astype(object)
    return Counts(counted.assign(factor=factor.where(factor.notna(), None)))


def risk_cross(store: Store) -> Counts:
    """Cases by provider, rosh_level and mappa; n is the number of cases."""
    return Counts(store.frame(_RISK_CROSS, {}))


def priority_counts(store: Store) -> Counts:
    """How many cases have how many priority factors. Columns: factors, cases."""
    return Counts(store.frame(_PRIORITY_COUNTS, {}))
