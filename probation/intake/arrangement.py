"""Which file or sheet of an extract holds what: one row a case, or three tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from probation.domain.wording import join_or
from probation.intake import columns
from probation.intake.fault import Fault
from probation.intake.formats.place import Place
from probation.intake.formats.source import Source
from probation.intake.mapping import Mapping as Names
from probation.intake.spelling import meant

#: The table of an extract in which a case is one row.
WIDE = "wide"
_HOLDS = {WIDE: "cases, one row each"} | {table: table for table in columns.TIDY}


@dataclass(frozen=True)
class Arrangement:
    """The sources of each table: of WIDE alone, or of those of columns.TIDY.

    faults: the sources that have no place among them.
    """

    placed: Mapping[str, Sequence[Source]]
    faults: tuple[Fault, ...]


def arranged(sources: Sequence[Source], names: Names) -> Arrangement:
    """What each of the ``sources`` holds: as mapped, by its name, or by its columns.

    Where its columns are of the other shape than the mapping says, they count, and that is a fault.
    """
    wide = [source for source in sources if _is_wide(source, names)]
    tidy = [source for source in sources if not wide and _is_tidy(source, names)]
    other = wide if names.shape == "tidy" else tidy
    faults = [_other_shape(other[0], names.shape)] if names.shape and other else []
    if not wide and (tidy or names.shape != "wide"):
        placed: dict[str, list[Source]] = {table: [] for table in columns.TIDY}
        for source in sources:
            placed[_table_of(source, names)].append(source)
        return _one_sheet_a_table(placed, names, faults)
    strangers = [source for source in sources if wide and source not in wide]
    faults += [_not_wide(source, wide[0], names) for source in strangers]
    return _one_sheet_a_table({WIDE: wide or list(sources)}, names, faults)


def _is_wide(source: Source, names: Names) -> bool:
    return bool(_ours(source, names) & {*columns.WIDE_PRIORITIES, *columns.WIDE_JUDGEMENTS})


def _is_tidy(source: Source, names: Names) -> bool:
    return bool(_ours(source, names) & {"factor", "question", "judgement"})


def _ours(source: Source, names: Names) -> set[str]:
    """The columns of ours that a source has and the mapping does not ignore, by either name."""
    there = [column for column in source.columns if column not in names.ignore]
    theirs = set(meant(there, {*names.columns.values(), *columns.NAMES}).values())
    return {our for our, their in names.columns.items() if their in theirs} | (
        theirs & columns.NAMES
    )


def _table_of(source: Source, names: Names) -> str:
    by_name = _named_table(source, names)
    if by_name:
        return by_name
    ours = _ours(source, names)
    if ours & {"question", "judgement"}:
        return "judgements"
    return "priorities" if "factor" in ours else "cases"


def _named_table(source: Source, names: Names) -> str | None:
    called = {Path(source.file).stem.casefold(), source.file.casefold()}
    called |= {source.sheet.casefold()} if source.sheet else set()
    return next(
        (t for t in columns.TIDY if names.tables.get(t, t).casefold() in called),
        None,
    )


def _one_sheet_a_table(
    placed: Mapping[str, Sequence[Source]], names: Names, faults: list[Fault]
) -> Arrangement:
    """Of several sheets of one workbook for one table the likeliest; a fault for each other.

    Several files of one table are parts of it: areas often come one by one.
    """
    kept: dict[str, list[Source]] = {}
    for table, sources in placed.items():
        likeliest: dict[str, Source] = {}
        for source in sorted(sources, key=lambda s: _likelihood(s, table, names), reverse=True):
            if source.sheet is not None:
                likeliest.setdefault(source.file, source)
        kept[table] = [s for s in sources if likeliest.get(s.file, s) is s]
        faults += [_second(s, likeliest[s.file], table) for s in sources if s not in kept[table]]
    return Arrangement(kept, tuple(faults))


def _likelihood(source: Source, table: str, names: Names) -> tuple[bool, int]:
    return _named_table(source, names) == table, len(_ours(source, names))


def _second(source: Source, kept: Source, table: str) -> Fault:
    place = Place(source.file, source.sheet)
    other = f"sheet {kept.sheet}" if kept.file == source.file else kept.file
    message = (
        f"{place.words()}: {other} holds the {_HOLDS[table]}; what this one is for is not clear."
    )
    fix = "Delete the sheet, or give it as a file of its own."
    return place.fault("F06", message, fix, "one sheet a table", source.sheet)


def _other_shape(source: Source, shape: str) -> Fault:
    place = Place(source.file, source.sheet)
    holds, right = (
        ("has one row a case", "wide")
        if shape == "tidy"
        else ("is one of three tables, not one row a case", "tidy")
    )
    message = f'The mapping says shape = "{shape}", but {place.words()} {holds}.'
    fix = f'Write shape = "{right}" in the mapping, or take the line out.'
    return place.fault("F11", message, fix, f'shape = "{right}"', shape)


def _not_wide(source: Source, wide: Source, names: Names) -> Fault:
    if source.sheet is not None and not _ours(source, names):  # notes, say
        return _second(source, wide, WIDE)
    place, other = Place(source.file, source.sheet), Place(wide.file, wide.sheet)
    message = f"{other.words()} has one row a case; {place.words()} has not."
    fix = f"Give either one row a case, or {join_or(columns.TIDY, 'and')}; not both at once."
    return place.fault("F11", message, fix, "one shape")
