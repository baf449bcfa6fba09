"""Faults of files and headers by their cause; those of cells come so from the rules."""

from collections.abc import Hashable, Iterable

from probation.intake.fault import Cause, Fault
from probation.intake.formats.place import Unlisted

#: So many rows are named of each cause.
ROWS = 5


def by_cause(faults: Iterable[Fault]) -> list[Cause]:
    """The causes of ``faults``, in the order in which they are first met."""
    groups: dict[Hashable, list[Fault]] = {}
    for fault in faults:
        groups.setdefault(_cause(fault), []).append(fault)
    return [_counted(group) for group in groups.values()]


def most_frequent(causes: Iterable[Cause]) -> tuple[Cause, ...]:
    """The ``causes``, those with the most faults first."""
    return tuple(sorted(causes, key=lambda cause: (-cause.count, cause.first.rule)))


def _cause(fault: Fault) -> Hashable:
    """What faults of one cause have in common; where a row is named, each message is another."""
    if isinstance(fault, Unlisted) or (fault.row or 0) > 1:
        return fault.rule, fault.column, fault.how_to_fix, fault.file, fault.sheet
    return fault.rule, fault.column, fault.how_to_fix, fault.message


def _counted(faults: list[Fault]) -> Cause:
    first = faults[0]
    rows = [f.row for f in faults if f.row and (f.file, f.sheet) == (first.file, first.sheet)]
    return Cause(
        first,
        sum(fault.places if isinstance(fault, Unlisted) else 1 for fault in faults),
        len({(fault.file, fault.sheet) for fault in faults}),
        rows=tuple(rows[:ROWS]),
    )
