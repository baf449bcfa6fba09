"""What stands around a table in a spreadsheet: a title above it; notes, totals and blanks below."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from probation.intake.fault import Fault
from probation.intake.formats import limits
from probation.intake.formats.place import Place

#: So many rows are looked at for the header.
LOOKED_AT = 20

#: The number of a row and its cells; none where it is blank.
Numbered = tuple[int, Sequence[str]]

BLANK, NOTE, TOTAL = "blank", "note", "total"

_MARKED = re.compile(
    r"\s*(?:(?:sources?|notes?|contacts?|n\.?b\.?|key)\b|[*†‡§©#(\[])", re.IGNORECASE
)
_SURELY = re.compile(r"\s*(?:source|note)s?\s*\d*\s*[:=]", re.IGNORECASE)
_TOTAL = re.compile(  # as in rules/macros.sql
    r"\s*(?:(?:grand|sub)[ -]?)?totals?\b.{0,20}"
    r"|\s*(?:sum|average|mean|overall|all cases|count)\s*[:=]?\s*\d*\s*",
    re.IGNORECASE | re.DOTALL,
)
_ERROR = re.compile(r"\s*#[A-Z0/_]+[!?]?\s*", re.IGNORECASE)
_WORDS = re.compile(r"\S\s+\S")
_LONE_WORD = 4
#: Ctrl-Z, with which programs of DOS end a text.
_END_OF_FILE = "\x1a"

_JOIN = " Where it is the end of a line broken in two, join it to the row above."
_ABOVE = "Delete the rows above the header, so that it stands in row 1."


def plain(name: str) -> str:
    """A name of a column without what tells spellings apart: capitals, blanks, signs."""
    return "".join(c for c in name.casefold() if c.isalnum())


def named(row: Iterable[str], known: Collection[str]) -> int:
    """How many cells of a row are names of columns. known: such names, as ``plain`` gives them."""
    return sum(plain(cell) in known for cell in row if cell.strip())


def header_at(rows: Sequence[Sequence[str]], known: Collection[str]) -> int | None:
    """Which of the first rows, counted from 0, holds the names of columns; None: all are blank.

    The first that is not blank, unless it holds none of the ``known`` names and one below holds
    several, or it is a single cell above rows of many.
    """
    widths = [sum(bool(cell.strip()) for cell in row) for row in rows]
    first = next((n for n, width in enumerate(widths) if width), None)
    if first is None or named(rows[first], known):
        return first
    by_name = next((n for n, row in enumerate(rows) if named(row, known) > 1), None)
    if by_name is not None:
        return by_name
    below = next((n for n, width in enumerate(widths) if width > 1), first)
    return below if widths[first] == 1 and widths[below] > 2 else first


def above(place: Place, rows: Sequence[Numbered]) -> list[Fault]:
    """A fault where the last of the first ``rows``, which is the header, is not in row 1."""
    header, _ = rows[-1]
    if header == 1:
        return []
    titles = [number for number, cells in rows[:-1] if any(cell.strip() for cell in cells)]
    if not titles:
        what, found = f"row 1 is blank; the header is in row {header:,}", "a blank row"
    else:
        one = len(titles) == 1
        which = f"row {titles[0]} is" if one else f"rows {_listed(titles)} are"
        what = f"{which} a title, not the names of columns; those are in row {header:,}"
        found = "a title"
    message = f"{place.words()}: {what}."
    return [replace(place, row=1).fault("F10", message, _ABOVE, "the header in row 1", found)]


def kind_below(cells: Sequence[str], width: int) -> str | None:
    """What a row is where no case follows it: BLANK, NOTE, TOTAL, or None for one of data."""
    if len(cells) == width > 1 and cells[0].strip() and 2 * cells.count("") < width:
        return NOTE if _SURELY.match(cells[0]) else None  # nearly every row: to save time
    filled = [cell for cell in cells if cell and not cell.isspace() and cell != _END_OF_FILE]
    if not filled:
        return BLANK
    first = filled[0]
    if width > 1 and len(cells) != width and _TOTAL.fullmatch(first):
        return TOTAL
    if _ERROR.fullmatch(first):  # of a sum, say: the rules see where its row stands
        return None
    if len(filled) > 1:
        few = len(cells) < width or 2 * len(filled) <= width
        return NOTE if _SURELY.match(first) or (few and _MARKED.match(first)) else None
    lone = len(first.strip()) >= _LONE_WORD and not any(c.isdigit() for c in first)
    wordy = bool(_WORDS.search(first.strip()) or _MARKED.match(first))
    return NOTE if width > 1 and (wordy or lone) and not _TOTAL.fullmatch(first) else None


@dataclass
class _Held:
    """Rows that may stand below the last case; of blank ones, as many as follow each other."""

    kind: str
    first: int
    last: int
    cells: Sequence[str]


class Framed:
    """The rows of a table ``width`` columns wide, without what stands below the last of them."""

    def __init__(self, place: Place, width: int) -> None:
        self._place, self._width = place, width
        self._held: list[_Held] = []
        self.last = 0  # the number of the last case given

    def cases(self, rows: Iterable[Numbered]) -> Iterator[Numbered]:
        """The ``rows``, blank ones inside with no cells; those held back at the end are not given.

        Where nothing but such rows comes, they are what the file holds, and given.
        """
        for number, cells in rows:
            kind = kind_below(cells, self._width)
            if kind and len(self._held) < limits.LISTED:
                self._hold(kind, number, cells)
                continue
            yield from self._given_up()
            self.last = number
            yield number, cells
        if not self.last and any(held.kind != BLANK for held in self._held):
            yield from self._given_up()

    def _hold(self, kind: str, number: int, cells: Sequence[str]) -> None:
        before = self._held[-1] if self._held else None
        if kind == BLANK and before and (before.kind, before.last) == (BLANK, number - 1):
            before.last = number
        else:
            self._held.append(_Held(kind, number, number, () if kind == BLANK else cells))

    def _given_up(self) -> Iterator[Numbered]:
        for held in self._held:
            yield from ((number, held.cells) for number in range(held.first, held.last + 1))
        self._held.clear()

    def faults(self) -> list[Fault]:
        """A fault for the notes and one for the totals below the last case, by their rows."""
        return [
            self._below(kind, rows)
            for kind in (NOTE, TOTAL)
            if (rows := [held.first for held in self._held if held.kind == kind])
        ]

    def _below(self, kind: str, rows: list[int]) -> Fault:
        one = len(rows) == 1
        numbers = f"row {rows[0]:,}" if one else "rows " + _listed(rows)
        are = f"is a {kind}, not a case" if one else f"are {kind}s, not cases"
        message = f"{self._place.words()}: {numbers} {are}."
        fix = "Delete the row." if one else "Delete the rows."
        # what a note says may say who wrote it: not shown
        return replace(self._place, row=rows[0]).fault(
            "F21", message, fix + (_JOIN if one and kind == NOTE else ""), "one row a case", None
        )


def _listed(rows: Sequence[int]) -> str:
    """'14, 15 and 17', of more than five the first five."""
    numbers = [f"{row:,}" for row in rows[:5]]
    if len(rows) > len(numbers):
        return f"{', '.join(numbers)} and {len(rows) - len(numbers):,} more"
    return f"{', '.join(numbers[:-1])} and {numbers[-1]}"
