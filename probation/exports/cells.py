"""Text as cells hold it, and the room it takes."""

import math
import re
import textwrap
from collections.abc import Iterable

from probation.domain.text import for_xml
from probation.exports.wording import Cell, Shown

#: What a cell of a spreadsheet holds at most.
_LONGEST_CELL = 32_767
#: A longer line above a table stands on several rows.
_LONGEST_LINE = 120
#: Widths of columns in characters.
_NARROWEST, _WIDEST, _HEADING_LINES = 11, 60, 3
#: So many letters of running text stand in the room of one digit.
_LETTERS = 1.1


def cell_text(text: str) -> str:
    """``text`` so that any cell can hold it: as it is, for a cell of text is never calculated."""
    return for_xml(text).strip("\n")[:_LONGEST_CELL]


def line(text: str) -> str:
    """``text`` on one line, as ``cell_text``."""
    return cell_text(" ".join(text.split()))


def lines(text: str) -> list[str]:
    """``text`` as lines above a table: a paragraph each, or a sentence, broken where it is long.

    A line runs on over the columns beside it, and the sheet is printed as wide as its lines.
    """
    found: list[str] = []
    for paragraph in text.splitlines():
        one = " ".join(paragraph.split())
        sentences = re.split(r"(?<=[.!?]) ", one) if len(one) > _LONGEST_LINE else [one]
        for sentence in sentences:
            found += textwrap.wrap(
                sentence, _LONGEST_LINE, break_long_words=False, break_on_hyphens=False
            )
    return [line(part) for part in found if part]


def ended(text: str) -> str:
    """``text`` with a full stop."""
    return text if text.rstrip().endswith((".", "!", "?")) else f"{text.rstrip()}."


def width(column: Shown) -> int:
    """How wide a column must be, in characters of text; longer text is wrapped."""
    words = max((len(part) for part in re.split(r"[ \n]", column.heading)), default=0)
    folded = math.ceil(len(column.heading) / _HEADING_LINES)
    cells = max((_length(cell, column.form.decimals) for cell in column.cells), default=0)
    return min(max(words, folded, cells, _NARROWEST), _WIDEST)


def height(cells: Iterable[tuple[Cell, int]]) -> int:
    """How many lines a row needs. cells: what stands in it, with the widths of the columns."""
    texts = [(cell, int(room * _LETTERS)) for cell, room in cells if isinstance(cell, str)]
    lines = (
        sum(max(1, len(textwrap.wrap(part, room))) for part in text.split("\n"))
        for text, room in texts
    )
    return max(lines, default=1)


def _length(cell: Cell, decimals: int | None) -> int:
    if isinstance(cell, str):
        return max(map(len, cell.split("\n")))
    return len(f"{cell:,.{decimals}f}") if decimals is not None else len(f"{cell:.6g}")
