"""A native table on a slide: as many rows as fit."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from probation.charts.theme import LIGHT
from probation.exports.office.markup import DRAWING, line
from probation.exports.office.slide import Box, Said, described, emu, write
from probation.exports.office.tabular import Rows, numeric
from probation.exports.office.text_metrics import height
from probation.exports.office.widths import column_widths

if TYPE_CHECKING:
    from pptx.slide import Slide
    from pptx.table import _Cell

_SIZES = (14.0, 13.0, 12.0)
_SIDE, _ABOVE = 0.08, 0.03
#: Inches between two tables beside one another.
BETWEEN = 0.5
#: PowerPoint's own style without lines and fills.
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


@dataclass(frozen=True)
class Fitted:
    """A table as it fits: its first rows, the head among them; inches and points."""

    rows: Rows
    left_out: int
    size: float
    widths: list[float]
    heights: list[float]

    @property
    def height(self) -> float:
        return sum(self.heights)

    @property
    def sentence(self) -> str:
        """What is said where rows are left out, or ''."""
        shown = len(self.rows) - 1
        if not self.left_out:
            return ""
        return (
            f"The first {shown:,} of {shown + self.left_out:,} rows; all are in the notes and in"
            " the workbook."
        )


def fitted(rows: Rows, width: float, room: float, sizes: Sequence[float] = _SIZES) -> Fitted:
    """All ``rows`` in the largest of ``sizes`` that fits, else as many as fit in the least."""
    for size in sizes:
        widths, heights = _measured(rows, size, width)
        if sum(heights) <= room:
            return Fitted(rows, 0, size, widths, heights)
    shown, used = 1, heights[0]
    while shown < len(rows) and used + heights[shown] <= room:
        used += heights[shown]
        shown += 1
    shown = min(max(shown, 2), len(rows))  # one row stands there even if it is too high
    return Fitted(rows[:shown], len(rows) - shown, size, widths, heights[:shown])


def side_by_side(
    rows: Rows, width: float, room: float, sizes: Sequence[float] = _SIZES
) -> tuple[Fitted, Fitted] | None:
    """All ``rows`` in two tables beside one another; None where they do not fit so."""
    first = math.ceil((len(rows) - 1) / 2) + 1
    for size in sizes:
        widths, heights = _measured(rows, size, (width - BETWEEN) / 2)
        left = Fitted(rows[:first], 0, size, widths, heights[:first])
        rest = [rows[0], *rows[first:]]
        right = Fitted(rest, 0, size, widths, [heights[0], *heights[first:]])
        if max(left.height, right.height) <= room:
            return left, right
    return None


def whole(rows: Rows, width: float, room: float) -> tuple[Fitted, ...]:
    """All ``rows`` in one table, or in two, in the largest type in which they fit; () in none."""
    for size in _SIZES:
        one = fitted(rows, width, room, (size,))
        tables = (one,) if not one.left_out else side_by_side(rows, width, room, (size,))
        if tables:
            return tables
    return ()


def _measured(rows: Rows, size: float, width: float) -> tuple[list[float], list[float]]:
    """The widths of the columns and the heights of the rows."""
    widths = column_widths(rows, size, width, 2 * _SIDE)
    return widths, [_row_height(row, place == 0, size, widths) for place, row in enumerate(rows)]


def _row_height(row: list[str], head: bool, size: float, widths: list[float]) -> float:
    cells = zip(row, widths, strict=True)
    highest = max(height(text, size, wide - 2 * _SIDE, head) for text, wide in cells)
    return highest + 2 * _ABOVE


def draw_table(slide: "Slide", table: Fitted, left: float, top: float, description: str) -> None:
    """Puts the table on the slide, its head marked as one for screen readers."""
    box = Box(left, top, sum(table.widths), table.height)
    shape = slide.shapes.add_table(len(table.rows), len(table.widths), *box.emus())
    described(shape, "Table", description)
    drawn = shape.table
    drawn.first_row, drawn.first_col, drawn.horz_banding = True, True, False
    style = drawn._tbl.find(f".//{{{DRAWING}}}tableStyleId")
    style.text = _NO_STYLE
    for place, wide in enumerate(table.widths):
        drawn.columns[place].width = emu(wide)
    to_the_right = numeric(table.rows)
    for place, texts in enumerate(table.rows):
        row = drawn.rows[place]
        row.height = emu(table.heights[place])
        for cell, text, right in zip(row.cells, texts, to_the_right, strict=True):
            _fill(cell, Said(text, table.size, bold=place == 0), right)


def _fill(cell: "_Cell", said: Said, right: bool) -> None:
    from pptx.enum.text import MSO_VERTICAL_ANCHOR, PP_PARAGRAPH_ALIGNMENT
    from pptx.oxml import parse_xml

    cell.margin_left = cell.margin_right = emu(_SIDE)
    cell.margin_top = cell.margin_bottom = emu(_ABOVE)
    cell.vertical_anchor = MSO_VERTICAL_ANCHOR.BOTTOM if said.bold else MSO_VERTICAL_ANCHOR.TOP
    write(cell.text_frame, [said])
    if right:
        cell.text_frame.paragraphs[0].alignment = PP_PARAGRAPH_ALIGNMENT.RIGHT
    edge = (LIGHT.ink, 1.25) if said.bold else (LIGHT.grid, 0.75)
    beneath = line(*edge, name="a:lnB", xmlns__a=DRAWING)
    cell._tc.get_or_add_tcPr().append(parse_xml(beneath))
