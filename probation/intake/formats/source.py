"""One table of text that was read from a file, or from one sheet of a workbook."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo

from probation.intake.formats.place import hidden_in

#: What pandas and readr write where a column has no name.
_MADE_UP = re.compile(r"\s*|Unnamed: \d+(?:_level_\d+)?|__index_level_\d+__|\.\.\.\d+")


@dataclass(frozen=True)
class Source:
    """A table in DuckDB that holds what a file holds.

    table: its name, 'source_1' and so on; its first column is row BIGINT, as a spreadsheet shows
    the row (the header is row 1), all others are VARCHAR, NULL where a cell is empty. file, sheet:
    names (sheet is None but for .xlsx). columns: as in the header, in order. labels: of a column,
    its codes as text to the labels that stand for them in the table. declared: of a column, the
    texts of the table that the file declares missing. told: of a column, texts of the table that
    are told as faults of the file; readers add to it. exact: of a column of
    numbers that may be broken or rounded, below which number whole ones are exact. zones: of a
    column of moments, the time zone in which the file says that they were meant, unless it is UTC.
    """

    table: str
    file: str
    sheet: str | None
    columns: tuple[str, ...]
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    declared: Mapping[str, frozenset[str]] = field(default_factory=dict)
    told: dict[str, set[str]] = field(default_factory=dict)
    exact: dict[str, float] = field(default_factory=dict)
    zones: Mapping[str, tzinfo] = field(default_factory=dict)

    @property
    def fields(self) -> tuple[str, ...]:
        """What the table calls its columns, beside ``columns``."""
        return fields(self.columns)


def is_nameless(column: str) -> bool:
    """Whether a header has no name of a column, or one that a program made up for want of it."""
    return _MADE_UP.fullmatch(column) is not None


def fields(columns: Sequence[str]) -> tuple[str, ...]:
    """Names a table can have: as in the header, but 'column_3' for one that is empty or taken.

    Or that holds what cannot be seen, for DuckDB ends a name at a NUL. A table knows no capitals:
    'Age' and 'age' are one name to it. 'row' is taken by the row.
    """
    taken = {"row", ""}
    names: list[str] = []
    for place, column in enumerate(columns, start=1):
        fit = column.casefold() not in taken and not hidden_in(column)
        name = column if fit else f"column_{place}"
        while name.casefold() in taken:
            name += "_"
        taken.add(name.casefold())
        names.append(name)
    return tuple(names)
