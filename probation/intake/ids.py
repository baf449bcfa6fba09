"""Case ids that came as numbers and are none: not whole, or so long that digits are lost."""

import duckdb
from duckdb import ColumnExpression

from probation.intake.fault import Fault
from probation.intake.formats.place import Listed, shown
from probation.intake.formats.source import Source

# One row: one id that is not whole, or not below $limit. Rules tell of exponents and of nan.
_LOST = """
    SELECT row, id, contains(id, '.') AS broken FROM ids
    WHERE NOT contains(id, 'e') AND id <> 'nan' AND try_cast(id AS DOUBLE) IS NOT NULL
        AND (contains(id, '.') OR abs(try_cast(id AS DOUBLE)) >= {limit!r})
    ORDER BY row
"""
_EXPECTED = "a whole number or text"
_FIX = (
    "Ids must be whole numbers or text: export the column as text, from where the ids are as they"
    " were first given."
)


def lost(connection: duckdb.DuckDBPyConnection, source: Source, their: str) -> list[Fault]:
    """A fault for each id, in the column called ``their``, that the file's numbers cannot hold."""
    limit = source.exact.get(their)
    if limit is None:
        return []
    field = dict(zip(source.columns, source.fields, strict=True))[their]
    cells = [ColumnExpression("row"), ColumnExpression(field).alias("id")]
    rows = connection.table(source.table).select(*cells).query("ids", _LOST.format(limit=limit))
    assert rows is not None  # it is a SELECT
    found = Listed()
    for row, text, broken in rows.fetchall():
        what = "is not whole" if broken else "is too long for its last digits to be sure"
        at = (source.file, source.sheet, row, None, shown(their), shown(text), _EXPECTED)
        found.add(Fault("F13", *at, f"The case id '{shown(text)}' is a number that {what}.", _FIX))
        source.told.setdefault(their, set()).add(text)
    return found.faults()
