"""Whether the tables that pages read are what the cases and judgements beside them give."""

import re

import duckdb

from probation.store import schema

_AGAIN = "CREATE OR REPLACE TEMP TABLE counted_again AS {select}"
_DIFFERENT = """
    SELECT (SELECT count(*) FROM {table}) <> (SELECT count(*) FROM temp.main.counted_again)
        OR EXISTS (FROM {table} EXCEPT ALL FROM temp.main.counted_again)
"""
#: Of each table that is counted from the rows that were brought in: how to count it again, and
#: how to see whether it is the same.
_COUNTED: dict[str, tuple[str, str]] = {
    table: (_AGAIN.format(select=select), _DIFFERENT.format(table=table))
    for table, select in re.findall(r"INSERT INTO (\w+)\n(.*?);", schema.DERIVE, re.DOTALL)
    if table in ("tally", "case_tally", "case_sums", "inspections")
}
_NOT_LATEST = """
    SELECT coalesce(bool_or(latest IS DISTINCT FROM last), false)
    FROM (
        SELECT latest, inspected_on = max(inspected_on) OVER (PARTITION BY area) AS last FROM cases
    )
"""


def miscounted(connection: duckdb.DuckDBPyConnection) -> str | None:
    """The name of a table that differs from what the rows give; None where all agree.

    Takes about a second for each million judgements. Raises duckdb.Error where it is no store.
    """
    [(wrong,)] = connection.execute(_NOT_LATEST).fetchall()
    if wrong:
        return "cases"
    connection.execute(schema.REPORTED, schema.FACTORS)
    for table, (again, different) in _COUNTED.items():
        connection.execute(again)
        [(wrong,)] = connection.execute(different).fetchall()
        if wrong:
            return str(table)
    return None
