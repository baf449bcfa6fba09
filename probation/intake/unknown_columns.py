"""The columns of an extract that are none of ours, each once, with what they may be."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import duckdb

from probation.intake.formats.source import Source, is_nameless
from probation.intake.rules import identifying
from probation.intake.rules.sentences import nearest, shown

#: A mapping file takes no longer names.
_LONGEST = 200
#: What stands in a header that is no name of a column: an address, a number of a person.
_PERSONAL = re.compile(r"@|\d{5,}|\d.*\d.*\d.*\d.*\d.*\d|^[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2}$")
_NUMBER = re.compile(r"[\W\d]+")


@dataclass(frozen=True)
class UnknownColumn:
    """A column of an extract that a mapping can say what it is.

    column: as the extract calls it. choices: our columns that are still missing. suggestion: the
    likeliest of them by its spelling, or None.
    """

    column: str
    choices: Sequence[str]
    suggestion: str | None


def personal(column: str) -> bool:
    """Whether a name in a header may say who a person is: it is then neither shown nor asked of."""
    return bool(_PERSONAL.search(column))


def nameable(columns: Iterable[str]) -> list[str]:
    """Those of ``columns`` that may be asked about: none that names what identifies a person."""
    fit = [c for c in columns if not (is_nameless(c) or personal(c) or len(c) > _LONGEST)]
    refused = identifying(fit)
    return [column for column in fit if column not in refused]


def holds_data(connection: duckdb.DuckDBPyConnection, source: Source) -> bool:
    """Whether the first row of a file is none of names: one is a number, or a value of its column.

    Such a row may tell of a person.
    """
    names = [(c, f) for c, f in zip(source.columns, source.fields, strict=True) if c.strip()]
    if any(personal(column) or _NUMBER.fullmatch(column) for column, _ in names):
        return True
    table = connection.table(source.table)
    return any(
        table.filter(duckdb.ColumnExpression(field) == duckdb.ConstantExpression(column))
        .limit(1)
        .fetchall()
        for column, field in names
    )


def asked(
    found: Iterable[UnknownColumn], elsewhere: Sequence[str], settled: Collection[str]
) -> tuple[UnknownColumn, ...]:
    """Each column once, though several tables have it, and each of ours suggested for one at most.

    elsewhere: columns of ours of tables that are not there, which each may be. settled: columns of
    ours that a mapping names rightly.
    """
    choices: dict[str, dict[str, None]] = {}
    likeliest: dict[str, str] = {}
    for each in found:
        ours = [our for our in (*each.choices, *elsewhere) if our not in settled]
        choices.setdefault(each.column, {}).update(dict.fromkeys(ours))
        if each.suggestion in ours and each.suggestion not in likeliest.values():
            likeliest.setdefault(each.column, each.suggestion)
    for column, among in choices.items():
        near = _nearest(column, [our for our in among if our not in likeliest.values()])
        if near and column not in likeliest:
            likeliest[column] = near
    return tuple(UnknownColumn(c, tuple(among), likeliest.get(c)) for c, among in choices.items())


def _nearest(column: str, ours: Sequence[str]) -> str | None:
    """The name of ours that is among the words of theirs, the longest one, or is spelt alike."""
    words = re.sub(r"[\W_]+", "_", f" {column.lower()} ")
    among = [our for our in ours if f"_{our}_" in words]
    return max(among, key=len, default=None) or nearest(column, ours)


def lines(unknown: Sequence[UnknownColumn], most: int) -> Iterator[str]:
    """What a reader is told of them, the first ``most`` one by one."""
    yield "Columns that are none of ours, each once; a mapping can say what they are"
    for each in unknown[:most]:
        hint = f"is it {each.suggestion}?" if each.suggestion else "name it, or ignore it"
        yield f"  '{shown(each.column)}': {hint}"
    if len(unknown) > most:
        yield f"  and {len(unknown) - most:,} more"
