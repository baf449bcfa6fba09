"""A header that stands again among the rows, as where files were joined one below the other."""

from collections.abc import Iterable
from functools import reduce
from operator import and_

import duckdb
from duckdb import ColumnExpression, ConstantExpression

from probation.domain.wording import counted
from probation.intake.fault import Fault
from probation.intake.formats.limits import LISTED
from probation.intake.formats.source import Source


def without_headers(
    connection: duckdb.DuckDBPyConnection, source: Source, theirs: Iterable[str]
) -> tuple[duckdb.DuckDBPyRelation, list[Fault]]:
    """The rows of a source but those that repeat its header, and one fault for these.

    theirs: the columns that have a place among ours; a single one could hold its own name.
    """
    rows = connection.table(source.table)
    fields = dict(zip(source.columns, source.fields, strict=True))
    heads = [ColumnExpression(fields[their]) == ConstantExpression(their) for their in theirs]
    if len(heads) < 2:
        return rows, []
    again = rows.filter(reduce(and_, heads)).select("row").order("row").limit(LISTED)
    numbers = [number for (number,) in again.fetchall()]
    if not numbers:
        return rows, []
    more = f" and {counted(len(numbers) - 1, 'more row')}" if len(numbers) > 1 else ""
    message = f"The header stands again on row {numbers[0]:,}{more}."
    at = (source.file, source.sheet, numbers[0], None, None, None)
    left = rows.filter(~ColumnExpression("row").isin(*map(ConstantExpression, numbers)))
    return left, [Fault("F21", *at, "one header", message, "Delete it there.")]
