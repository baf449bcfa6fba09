"""What a mapping file says, judged by the same rules as the cells of an extract."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import duckdb

from probation.domain.wording import join_or
from probation.intake.columns import NUMBERS
from probation.intake.rules.checking import FORGET, prepare
from probation.intake.rules.wording import DATE, IDENTIFIERS, WORDS
from probation.intake.values import DATES

_IDENTIFIER = "SELECT intake_identifier($text)"
# One row: a column of ours and a value that may not stand there.
_IMPOSSIBLE = """
    SELECT term, value
    FROM (SELECT unnest($terms::VARCHAR[]) AS term, unnest($values::VARCHAR[]) AS value)
    WHERE NOT coalesce(intake_valid(term, value), false)
"""


@contextmanager
def _prepared(
    connection: duckdb.DuckDBPyConnection, codes: Mapping[str, Sequence[str]]
) -> Iterator[None]:
    prepare(connection, codes, ())
    try:
        yield
    finally:
        connection.execute(FORGET)


def identifier(
    connection: duckdb.DuckDBPyConnection, codes: Mapping[str, Sequence[str]], text: str
) -> str | None:
    """Which direct identifier a text holds: 'a postcode'; None where it seems to hold none."""
    with _prepared(connection, codes):
        [(kind,)] = connection.execute(_IDENTIFIER, {"text": text}).fetchall()
    return IDENTIFIERS[kind] if kind else None


def impossible(
    connection: duckdb.DuckDBPyConnection,
    codes: Mapping[str, Sequence[str]],
    meant: Sequence[tuple[str, str]],
) -> set[tuple[str, str]]:
    """Those of ``meant``, columns of ours and values, of which no cell may hold the value."""
    terms, values = [term for term, _ in meant], [value for _, value in meant]
    with _prepared(connection, codes):
        found = connection.execute(_IMPOSSIBLE, {"terms": terms, "values": values}).fetchall()
    return {(term, value) for term, value in found}


def to_write(column: str, codes: Mapping[str, Sequence[str]]) -> str:
    """What may stand in a column, in words."""
    if column in DATES:
        return f"{DATE}, not before 2014-06 and not in the future"
    if column in NUMBERS:
        return WORDS["F16", column].expected.replace("empty", '"empty"')
    return join_or(codes[column])
