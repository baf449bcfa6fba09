"""One thing that is wrong with a file, in the shape every report of it has."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """A fault found in an extract.

    rule: 'F01' to 'F28'. file, sheet: names (sheet is None where a file has none). row: as the
    spreadsheet shows it, the header being row 1; None for what is about a whole file. case_id:
    of that row, where it has one. column: as the file calls it. found: what stands there, cut to
    40 characters, masked where it may identify a person. expected: what may stand there.
    message, how_to_fix: sentences.
    """

    rule: str
    file: str
    sheet: str | None
    row: int | None
    case_id: str | None
    column: str | None
    found: str | None
    expected: str
    message: str
    how_to_fix: str


@dataclass(frozen=True)
class Note(Fault):
    """What is taken as it is, but whoever gives the file should know of."""


@dataclass(frozen=True)
class Cause:
    """Faults that one thing mends: as a column without a name, or a code misspelt in many rows.

    first: the first of them. count: how many there are. files: in how many files or sheets.
    columns: in how many columns. rows: those of the first five, of the file and sheet of the first.
    """

    first: Fault
    count: int = 1
    files: int = 1
    columns: int = 1
    rows: tuple[int, ...] = ()
