"""From an extract's own tables to ours: columns and codes mapped, one row a case made long."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import duckdb
from duckdb import ColumnExpression, ConstantExpression

from probation.domain.sql import each, filled
from probation.domain.vocabulary import NOT_RECORDED
from probation.domain.wording import join_or
from probation.intake import columns
from probation.intake.arrangement import WIDE, arranged
from probation.intake.fault import Fault, Note
from probation.intake.formats.framing import plain
from probation.intake.formats.place import shown as visibly
from probation.intake.formats.source import Source, is_nameless
from probation.intake.ids import lost
from probation.intake.mapping import Mapping as Names
from probation.intake.nameless import nameless
from probation.intake.parts import uneven
from probation.intake.repeated import without_headers
from probation.intake.rules import identifying
from probation.intake.spelling import meant, noted, spelt
from probation.intake.translation import Translation
from probation.intake.unknown_columns import (
    UnknownColumn,
    asked,
    holds_data,
    nameable,
    personal,
)
from probation.intake.values import FOLLOWING

#: A column that extracts may be without: not recorded where none fills it.
_ADDED = """
    , CASE WHEN {name} IS NOT NULL THEN {name} WHEN NOT ${name} THEN 'not_recorded' END AS {name}
"""
_CASES = filled(
    Path(__file__).with_name("shape.sql").read_text(encoding="utf-8"),
    added=each(_ADDED, columns.ADDED, ""),
)
_PRIORITIES = Path(__file__).with_name("wide_priorities.sql").read_text(encoding="utf-8")
_UNREAD = Path(__file__).with_name("wide_unread.sql").read_text(encoding="utf-8")
_JUDGEMENTS = Path(__file__).with_name("wide_judgements.sql").read_text(encoding="utf-8")

_NO_HEADER = "The first row seems to hold data, not the names of columns: none is one we know."
_MAPPED = "under [columns] in a mapping file."
_NONE_KNOWN = "None of the names of the columns in the first row is one we know."
_HEADER_FIX = f"Put the names of the columns in the first row, or name them {_MAPPED}"
_NOT_IGNORED = "Take it out of the list under ignore."

#: Where this cell is mapped to empty, a tidy row says nothing.
_SAYS_ALL = (("priorities", "factor"), ("judgements", "judgement"))
#: Columns that a table may be without.
_MAY_LACK = {*columns.OPTIONAL, *columns.WIDE_PRIORITIES, *columns.WIDE_JUDGEMENTS}
#: One row: whether each of FOLLOWING is filled anywhere.
_FILLED = filled("SELECT {counts} FROM staged_cases", counts=each("count({name}) > 0", FOLLOWING))

#: What wide_unread.sql fills for the wide shape.
_NONE_UNREAD = """
    CREATE OR REPLACE TEMP TABLE raw_unread_priorities (
        file VARCHAR, sheet VARCHAR, row BIGINT, source_column VARCHAR, case_id VARCHAR,
        value VARCHAR
    )
"""


@dataclass(frozen=True)
class Shaped:
    """What came of shaping: the faults of headers, and the columns of ours that are not there.

    missing: table and column of ours. What is empty for want of a column is no fault of its rows.
    called: our names of the columns that are there, to theirs.
    warnings: what was read otherwise than it stands, or is not kept, and needs no mending.
    declared: columns of ours that have codes, and values of theirs that the file declares missing.
    labels: the same of the labels that a file has for its codes.
    told: columns of ours, and values of theirs that are faults of their file already.
    unknown: the columns that a mapping can say what they are.
    mapped: a sentence on the cells that were read as the mapping says; '' where none were.
    """

    faults: tuple[Fault, ...]
    missing: frozenset[tuple[str, str]]
    called: Mapping[str, str]
    warnings: tuple[Fault, ...] = ()
    declared: frozenset[tuple[str, str]] = frozenset()
    labels: frozenset[tuple[str, str]] = frozenset()
    told: frozenset[tuple[str, str]] = frozenset()
    unknown: tuple[UnknownColumn, ...] = ()
    mapped: str = ""


def shape(
    connection: duckdb.DuckDBPyConnection,
    sources: Sequence[Source],
    names: Names,
    words: Mapping[str, Mapping[str, str]] | None = None,
) -> Shaped:
    """Makes raw_cases, raw_priorities and raw_judgements of the ``sources`` (see intake's map).

    And raw_unread_priorities: what the wide shape says of a priority and is neither yes nor no.
    words: of each column that has codes, our codes and labels to our codes.

    The tables are there even where columns are missing, so that all other rules can run.
    """
    arrangement = arranged(sources, names)
    wide = WIDE in arrangement.placed
    shaper = _Shaper(connection, names, Translation(connection, names.codes, words or {}))
    shaper.faults += arrangement.faults
    connection.execute(_NONE_UNREAD)
    for table, own in ({WIDE: columns.WIDE} if wide else columns.TIDY).items():
        shaper.stage(table, own, arrangement.placed[table])
    shaper.check_mapped(columns.WIDE if wide else columns.OPTIONAL, sources)
    if wide:
        shaper.lengthen()
    shaper.derive("staged_wide" if wide else "staged_cases")
    return Shaped(
        tuple(shaper.faults),
        frozenset(shaper.missing),
        shaper.called,
        (*shaper.notes, *noted(shaper.spelt), *shaper.translation.notes()),
        frozenset(shaper.translation.declared),
        frozenset(shaper.translation.labels),
        frozenset(shaper.translation.told),
        asked(shaper.unknown, _elsewhere(arrangement.placed), _settled(sources, names)),
        shaper.translation.by_mapping(),
    )


def _elsewhere(placed: Mapping[str, Sequence[Source]]) -> list[str]:
    """The columns of the tables that are not there; of one row a case where only cases are."""
    absent = [table for table in ("priorities", "judgements") if not placed.get(table, [WIDE])]
    ours = [name for table in absent for name in columns.TIDY[table] if name != "case_id"]
    if len(absent) > 1:
        ours += [*columns.WIDE_PRIORITIES, *columns.WIDE_JUDGEMENTS]
    return ours


def _settled(sources: Iterable[Source], names: Names) -> set[str]:
    """The columns of ours for which the mapping names one that is there."""
    theirs = {column for source in sources for column in source.columns}
    return {our for our, their in names.columns.items() if their in theirs}


class _Shaper:
    def __init__(
        self, connection: duckdb.DuckDBPyConnection, names: Names, translation: Translation
    ) -> None:
        self.connection = connection
        self.names = names
        self.translation = translation
        self.faults: list[Fault] = []
        self.notes: list[Fault] = []
        self.not_kept = {spelt(names.columns.get(name, name)) for name in columns.NOT_KEPT}
        self.missing: set[tuple[str, str]] = set()
        self.unknown: list[UnknownColumn] = []
        self.spelt: dict[str, str] = {}  # their name to the one it is but for its spelling
        self.called: dict[str, str] = {}  # our name of a column to theirs
        self.found: list[tuple[Source, dict[str, str]]] = []  # the same of each part of a table

    def stage(self, table: str, own: Sequence[str], sources: Sequence[Source]) -> None:
        """Makes staged_<table> with our columns, mapped, of all the ``sources``."""
        if not sources:
            self.faults.append(_no_table(table))
            self.missing |= {(table, column) for column in own}
        self.found = []
        parts = [self._part(table, own, source) for source in sources]
        self.notes += uneven("cases" if table == WIDE else table, self.found, _MAY_LACK)
        name = f"staged_{table}" if table in ("cases", WIDE) else f"raw_{table}"
        if not parts:
            parts = [self._empty(own, extra=table != "cases")]
        whole = parts[0]
        for part in parts[1:]:
            whole = whole.union(part)
        whole.create_view(name, replace=True)

    def _part(self, table: str, own: Sequence[str], source: Source) -> duckdb.DuckDBPyRelation:
        theirs = self._matched(table, own, source)
        self.called |= theirs
        self.found.append((source, theirs))
        if "case_id" in theirs:
            self.faults += lost(self.connection, source, theirs["case_id"])
        fixed = [
            ConstantExpression(source.file).alias("file"),
            ConstantExpression(source.sheet).cast("VARCHAR").alias("sheet"),
            ColumnExpression("row"),
        ]
        if table in ("priorities", "judgements"):
            fixed.append(ConstantExpression(None).cast("VARCHAR").alias("source_column"))
        rows, again = without_headers(self.connection, source, theirs.values())
        self.faults += again
        cells = []
        for column in own:
            whole_row = (table, column) in _SAYS_ALL
            cell, kept = self.translation.column(source, column, theirs.get(column), whole_row)
            cells.append(cell.alias(column))
            rows = rows.filter(kept) if kept is not None else rows
        return rows.select(*fixed, *cells)

    def _empty(self, own: Sequence[str], extra: bool) -> duckdb.DuckDBPyRelation:
        names = ["file", "sheet", *(["source_column"] if extra else []), *own]
        cells = [ConstantExpression(None).cast("VARCHAR").alias(name) for name in names]
        row = ConstantExpression(None).cast("BIGINT").alias("row")
        return self.connection.sql("SELECT 1").select(row, *cells).limit(0)

    def _matched(self, table: str, own: Sequence[str], source: Source) -> dict[str, str]:
        """Our names of the columns that are there, to theirs; faults for all that is not right."""
        wanted = {self._called(column, source): column for column in own}
        found: dict[str, str] = {}
        twice: set[str] = set()
        strange = []
        alike = meant(source.columns, wanted)
        self.spelt |= {their: name for their, name in alike.items() if their != name}
        if not any(their in alike or _nearest(their, wanted) for their in source.columns):
            is_data = holds_data(self.connection, source)
            self._fault(source, None, _NO_HEADER if is_data else _NONE_KNOWN, _HEADER_FIX)
            if not is_data:
                left = [their for their in source.columns if their not in self.names.ignore]
                self._ask(dict.fromkeys(left), own)
            self.missing |= {(table, column) for column in own}
            return {}
        for their in source.columns:
            our = wanted[alike[their]] if their in alike else None
            if our in _MAY_LACK and their in self.names.ignore:
                continue
            if our in found:
                twice.add(our)
            elif our:
                found[our] = their
                if their in self.names.ignore:
                    self._fault(source, their, "is needed and cannot be ignored", _NOT_IGNORED)
            elif spelt(their) in self.not_kept:
                self.notes.append(_not_kept(source, their))
            elif their not in self.names.ignore and not is_nameless(their):
                strange.append(their)
        refused = identifying(strange)  # as such (F14), whatever else is said of them
        strange = [their for their in strange if their not in refused]
        left = [our for our in own if our not in found]
        likeliest: dict[str, str | None] = {}
        first = {_once(their): our for our, their in found.items()}
        for their in dict.fromkeys(strange):
            near = _nearest(their, [name for name, our in wanted.items() if our not in found])
            if _once(their) in first:
                twice.add(first[_once(their)])
                continue
            likeliest[their] = wanted[near] if near else None
            if near:
                found[wanted[near]] = their
                fix = f"Rename the column to '{near}', or name it {_MAPPED}"
                self._fault(source, their, f"is no column we know; it is taken for '{near}'", fix)
            else:
                fix = f"Take the column out, list it under ignore, or name it {_MAPPED}"
                self._fault(source, their, "is no column we know", fix)
        self._ask(likeliest, left)
        self._check_complete(table, own, source, found)
        self.faults += nameless(self.connection, source, {*found.values(), *self.names.ignore})
        for our in sorted(twice):  # which of the two counts is not known: neither is read
            fix = "Keep one of the two."
            self._fault(source, found.pop(our), "stands twice in the header", fix)
            self.missing.add((table, our))
        return found

    def _ask(self, likeliest: Mapping[str, str | None], left: Sequence[str]) -> None:
        """Keeps columns for the reader to say what they are.

        likeliest: their names to ours. left: the columns of ours that are not there.
        """
        self.unknown += [
            UnknownColumn(their, left, likeliest[their]) for their in nameable(likeliest)
        ]

    def _called(self, column: str, source: Source) -> str:
        """What a source calls a column of ours: as mapped, or as we do where it has that."""
        mapped = self.names.columns.get(column, column)
        return mapped if mapped in source.columns or column not in source.columns else column

    def _check_complete(
        self, table: str, own: Sequence[str], source: Source, found: Mapping[str, str]
    ) -> None:
        for column in own:
            if column not in found and column not in _MAY_LACK:
                self.missing.add((table, column))
                name = self.names.columns.get(column, column)
                fix = f"Add the column, or name yours {_MAPPED}"
                self._fault(source, name, "is missing", fix)
        if table == "judgements" or table == "priorities":
            return
        for group in columns.ONE_OF:
            if not set(group) & set(found):
                self.missing |= {(table, column) for column in group}
                names = [self._called(our, source) for our in group]
                aside = [name for name in names if name in source.columns]  # that is, ignored
                name = aside[0] if aside else group[0]
                what = "is needed and cannot be ignored" if aside else "is missing"
                fix = f"Add one of them, or name yours {_MAPPED}"
                fix = _NOT_IGNORED if aside else fix
                self._fault(source, name, f"{what}: {join_or(group)} must be there", fix)
        if table == WIDE:
            self._check_judged(source, found)
        if table == WIDE and not set(found) & set(columns.WIDE_PRIORITIES):
            first = next(iter(columns.WIDE_PRIORITIES))
            fix = "Add a column of yes and no for each priority factor, or map theirs."
            self._fault(source, first, "is missing, and so is every other factor's", fix)

    def _check_judged(self, source: Source, found: Collection[str]) -> None:
        """One fault for a question about every priority that has no column at all."""
        for question in ("availability", "delivery"):
            block = [name for name, (of, _) in columns.WIDE_JUDGEMENTS.items() if of == question]
            if not set(block) & set(found):
                self.missing |= {(WIDE, name) for name in block}
                fix = f"Add a column for each priority factor, or name yours {_MAPPED}"
                self._fault(source, block[0], "is missing, and so is every other factor's", fix)

    def _fault(self, source: Source, column: str | None, what: str, fix: str) -> None:
        """column: None for what is about the whole header."""
        shown = _header(column) if column is not None else None
        message = f"The column '{shown}' {what}." if shown else what
        expected = "our columns, each once"
        self.faults.append(
            Fault("F11", source.file, source.sheet, 1, None, shown, shown, expected, message, fix)
        )

    def lengthen(self) -> None:
        """Makes raw_priorities and raw_judgements of staged_wide."""
        kinds: dict[str, tuple[str | None, str | None]] = {
            name: (None, factor) for name, factor in columns.WIDE_PRIORITIES.items()
        }
        kinds |= columns.WIDE_JUDGEMENTS
        rows = [
            (name, question, factor, self.called.get(name, name), position)
            for position, (name, (question, factor)) in enumerate(kinds.items())
        ]
        self.connection.execute(
            "CREATE OR REPLACE TEMP TABLE wide_columns"
            " (name VARCHAR, question VARCHAR, factor VARCHAR, source_column VARCHAR, position INT)"
        )
        self.connection.executemany("INSERT INTO wide_columns VALUES (?, ?, ?, ?, ?)", rows)
        priorities = {"names": list(columns.WIDE_PRIORITIES)}
        self.connection.execute(_PRIORITIES, priorities)
        self.connection.execute(_UNREAD, priorities)
        self.connection.execute(_JUDGEMENTS, {"names": list(columns.WIDE_JUDGEMENTS)})
        if not set(self.called) & set(columns.WIDE_PRIORITIES):
            # a case whose priorities are not there is not one without any
            self.missing.add(("priorities", "factor"))

    def check_mapped(self, own: Collection[str], sources: Sequence[Source]) -> None:
        """A fault for each column that the mapping names and that is not there.

        own: the columns of ours that may be left out; of the others it is said that they miss.
        """
        theirs = {column for source in sources for column in source.columns}
        spellings = {spelt(column) for column in theirs}
        needed = {column for _, column in self.missing}
        for our, their in self.names.columns.items():
            if our in own and our not in needed and not spellings & {spelt(our), spelt(their)}:
                self.faults.append(_not_there(our, their, _nearest(their, theirs)))

    def derive(self, staged: str) -> None:
        """Makes raw_cases: what follows from other columns is filled in where it was left out."""
        if staged != "staged_cases":
            own = [ColumnExpression(name) for name in ("file", "sheet", "row", *columns.CASES)]
            self.connection.table(staged).select(*own).create_view("staged_cases", replace=True)
        [filled] = self.connection.execute(_FILLED).fetchall()
        # where the mapping says that an empty cell is not recorded, that is what does not follow
        asked = [self.names.codes.get(name, {}).get("") != NOT_RECORDED for name in FOLLOWING]
        there = [some and must for some, must in zip(filled, asked, strict=True)]
        self.connection.execute(_CASES, dict(zip(FOLLOWING, there, strict=True)))


def _nearest(their: str, names: Iterable[str]) -> str | None:
    by_plain = {plain(name): name for name in names}
    near = get_close_matches(plain(their), by_plain, n=1, cutoff=0.8)
    return by_plain[near[0]] if near else None


def _once(their: str) -> str:
    """A name without what programs add to one that stands twice: 'age.1', 'age_1', 'age...7'."""
    return re.sub(r"(_|\.+)\d+$", "", spelt(their))


def _header(column: str) -> str:
    """A header fit to be shown: one that may say who a person is is not told."""
    return "(not shown)" if personal(column) else visibly(column)


def _no_table(table: str) -> Fault:
    expected = "cases, priorities and judgements, or one wide table"
    message = f"No file or sheet holds the {table}."
    fix = f"Add a file or sheet called '{table}', or name it under [tables] in the mapping."
    return Fault("F11", "", None, None, None, None, None, expected, message, fix)


def _not_kept(source: Source, their: str) -> Note:
    """That a column is left behind: free text may say who a person is, and no page reads it."""
    name = _header(their)
    message = f"The column '{name}' is not kept: it holds free text, which no page reads."
    at = (source.file, source.sheet, 1, None, name, name)
    return Note("F27", *at, "no free text", message, "Nothing need be done.")


def _not_there(our: str, their: str, near: str | None) -> Fault:
    meant = f"; did you mean '{visibly(near)}'?" if near else "."
    message = f"The mapping calls the column {our} '{visibly(their)}', which is not there{meant}"
    fix = "Correct the line under [columns] in the mapping, or take it out."
    return Fault("F11", "", None, None, None, our, None, "a column of the extract", message, fix)
