"""Files that are parts of one table: what some of them lack and others have."""

from collections.abc import Collection, Mapping, Sequence

from probation.domain.wording import counted, join_or, plural
from probation.intake.fault import Fault, Note
from probation.intake.formats.place import Place, shown
from probation.intake.formats.source import Source

_NAMED = 5
_FIX = "Nothing need be done where that is so; else add the columns, or write all parts anew."


def uneven(
    table: str, parts: Sequence[tuple[Source, Mapping[str, str]]], may_lack: Collection[str]
) -> list[Fault]:
    """A note for the parts of a ``table`` that lack the same columns, which others have.

    parts: with our names of the columns they have, to theirs. may_lack: our names of those that a
    table may be without; a part without another is refused.
    """
    called = {our: their for _, theirs in parts for our, their in theirs.items()}
    lacking: dict[tuple[str, ...], list[Source]] = {}
    for source, theirs in parts:
        names = tuple(called[our] for our in called if our not in theirs and our in may_lack)
        if names and theirs:
            lacking.setdefault(names, []).append(source)
    return [_lacks(table, names, sources) for names, sources in lacking.items()]


def _lacks(table: str, names: Sequence[str], sources: Sequence[Source]) -> Note:
    first, more = sources[0], len(sources) - 1
    which = Place(first.file, first.sheet).words() + (
        f" and {counted(more, 'other')}" if more else ""
    )
    named = [f"'{shown(name)}'" for name in names[:_NAMED]]
    named += [f"{len(names) - _NAMED:,} more"] if len(names) > _NAMED else []
    message = (
        f"{which} {plural(len(sources), 'has', 'have')} no"
        f" {plural(len(names), 'column', 'columns')} {join_or(named, 'and')}, which other files of"
        f" the {table} have; there"
        f" {plural(len(names), 'it is', 'they are')} empty."
    )
    at = (first.file, first.sheet, 1, None, shown(names[0]), None)
    return Note("F11", *at, "the same columns in all parts", message, _FIX)
