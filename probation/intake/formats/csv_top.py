"""The first rows of a CSV file: what stands between its cells, and what its columns are called."""

import csv
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from probation.intake.fault import Fault
from probation.intake.formats import framing, limits
from probation.intake.formats.place import Place, shown

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright strokes"}
SAVE = "Save it as 'CSV UTF-8 (comma delimited)'."

#: A line before the first row that tells Excel what is between cells; Excel neither shows it nor
#: counts it.
_SEPARATOR = re.compile(r'"?sep=(.|\\t)"?', re.IGNORECASE)
_LONGEST_SEPARATOR = 20
#: What a spreadsheet adds to rows that it has taken for single cells.
_ENDS = re.compile(r"[;\t|]+$")


@dataclass(frozen=True)
class Top:
    """The first rows, and the line before them that says what is between cells ('' if none)."""

    separator: str
    rows: list[list[str]]

    @property
    def mark(self) -> str:
        """What the file itself says is between its cells; '' where it does not say."""
        told = _SEPARATOR.fullmatch(self.separator)
        return told[1].replace("\\t", "\t") if told else ""


def top(path: Path) -> Top:
    """The first rows, up to one that cannot be read; raises csv.Error where that is the first."""
    rows: list[list[str]] = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        separator = skip_separator(file)
        try:
            for cells in csv.reader(file, strict=True):
                rows.append(cells)
                if len(rows) == framing.LOOKED_AT:
                    break
        except csv.Error:
            if not rows:
                raise
    return Top(separator, rows)


def skip_separator(file: TextIO) -> str:
    """The first line where it says what is between cells; else '', and none is skipped."""
    line = file.readline(_LONGEST_SEPARATOR)
    if line.endswith(("\n", "\r")) and _SEPARATOR.fullmatch(line.rstrip("\r\n")):
        return line.rstrip("\r\n")
    file.seek(0)
    return ""


def check_top(first: Top, header: int | None, place: Place, known: Collection[str]) -> Fault | None:
    """A fault for which the file cannot be read; None where its header is row ``header``."""
    if header is None:
        message = f"{place.file}: row 1 is blank."
        return Place(place.file, row=1).fault(
            "F10", message, "Begin the file with its header.", "a header", "nothing"
        )
    names = first.rows[header]
    other = _other_mark(first.rows, header, known)
    if other:
        mark, row = other
        said = ", as its first line says" if first.mark == mark else ""
        message = (
            f"{place.file}: the cells of row {row + 1} are separated by {DELIMITERS[mark]},"
            f" not by commas{said}."
        )
        found = shown(",".join(first.rows[row]))
        return Place(place.file, row=row + 1).fault("F10", message, SAVE, "commas", found)
    ends = _ENDS.search(names[-1])
    if ends:
        words = DELIMITERS[ends[0][0]]
        message = f"{place.file}: row {header + 1} ends in {words}, and commas separate its cells."
        fix = f"Take the {words} off the end of every row."
        at = Place(place.file, row=header + 1)
        return at.fault("F10", message, fix, "commas alone", shown(names[-1]))
    if len(names) > limits.COLUMNS:
        message = f"{place.file} has {len(names):,} columns; {limits.COLUMNS:,} is the most taken."
        return place.fault(
            "F01", message, "Export only the columns that are needed.",
            f"at most {limits.COLUMNS:,} columns", f"{len(names):,} columns",
        )  # fmt: skip
    return None


def _other_mark(
    rows: Sequence[Sequence[str]], header: int, known: Collection[str]
) -> tuple[str, int] | None:
    """What is between the cells where it is no comma, and the row that shows it."""
    texts = [",".join(row) for row in rows]
    others = [mark for mark in DELIMITERS if mark != ","]
    most = max(others, key=texts[header].count)
    if texts[header].count(most) > len(rows[header]) - 1:
        return most, header
    if framing.named(rows[header], known):
        return None
    # below a title
    split = ((mark, row) for mark in others for row in range(len(rows)))
    return next((at for at in split if framing.named(texts[at[1]].split(at[0]), known) > 1), None)


def contradicted(place: Place, mark: str) -> Fault:
    """A fault for a first line that says something else than commas of a file that has commas."""
    words = DELIMITERS.get(mark, "other signs")
    message = f"{place.file}: its first line says that {words} separate the cells; commas do."
    return place.fault("F10", message, "Delete the first line.", "no such line, or sep=,", "sep=")


def columns(header: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The names of a header, with those missing for cells that all ``rows`` have beside them.

    R writes the names of rows but none for their column; some programs end each row with a comma.
    """
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    widest = max(map(len, filled), default=0)
    of_data = [row for row in filled if framing.kind_below(row, widest) is None]
    widths = Counter(map(len, of_data))
    width = max(widths, key=lambda width: widths[width], default=0)
    more = width - len(header)
    usual = 2 * widths[width] > len(of_data) and len(header) not in widths
    if more < 1 or not usual or width > limits.COLUMNS:
        return tuple(header)
    of_data = [row for row in of_data if len(row) == width]
    if any(cell.strip() for row in of_data for cell in row[len(header) :]) or _numbered(of_data):
        return ("", *header) if more == 1 else tuple(header)
    return (*header, *[""] * more)


def _numbered(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first cells are a running number from 0 or 1 on."""
    first = [row[0].strip() for row in rows]
    return first in ([str(n) for n in range(start, start + len(rows))] for start in (0, 1))
