"""One thing that is wrong with a file, in the shape every report of it has."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """A fault found in an extract.

    rule: 'F01' to 'F27'. file, sheet: names (sheet is None where a file has none). row: as the
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
