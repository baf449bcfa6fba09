"""Tile maps and matrices on a slide: groups of rectangles, which no chart has."""

from typing import TYPE_CHECKING

from probation.charts.spec import Cell, Matrix, Tile, Tiles
from probation.charts.theme import LIGHT
from probation.exports.office.drawing import look_of_cell
from probation.exports.office.slide import Box, Said, described, write
from probation.exports.office.text_metrics import LEADING, line_height, width

if TYPE_CHECKING:
    from pptx.shapes.group import GroupShape
    from pptx.slide import Slide

#: Tiles are at most so many times as wide as high, and so far apart, in inches.
_SHAPE, _GAP = 2.3, 0.05
_LARGEST = 14.0
#: Rows of a matrix are at least so many lines high and at most so many; its columns so many wide.
_ROW, _HIGHEST, _COLUMN = 1.3, 1.9, 5.5


def draw_tiles(slide: "Slide", native: Tiles, box: Box, name: str, description: str) -> None:
    """Puts the map on the slide, as large as ``box`` allows."""
    rows = 1 + max(tile.row for tile in native.tiles)
    columns = 1 + max(tile.column for tile in native.tiles)
    high = box.height / rows
    wide = min(box.width / columns, _SHAPE * high)
    size = _size(native, wide - _GAP, high - _GAP)
    group = slide.shapes.add_group_shape()
    for tile in native.tiles:
        at = Box(box.left + tile.column * wide, box.top + tile.row * high, wide - _GAP, high - _GAP)
        _tile(group, tile, at, size)
    described(group, name, description)


def _size(native: Tiles, wide: float, high: float) -> float:
    """The largest type, in points, at which every tile holds its lines."""
    longest = max(width(line, 1, bold=True) for tile in native.tiles for line in tile.lines)
    most = max(len(tile.lines) for tile in native.tiles)
    return min(_LARGEST, int(0.94 * wide / longest), int(high * 72 / (most * LEADING)))


def _tile(group: "GroupShape", tile: Tile, at: Box, size: float) -> None:
    said = f"{tile.name}: {'inspected' if tile.filled else 'not inspected'}"
    fill, edge = (LIGHT.grid, LIGHT.ink) if tile.filled else (LIGHT.background, LIGHT.grid)
    colour = LIGHT.ink if tile.filled else LIGHT.quiet
    words = [Said(text, size, colour, bold=tile.filled) for text in tile.lines]
    heavy = 4 if tile.chosen else 1.75 if tile.filled else 0.75
    _square(group, at, (tile.name, said), words, fill, edge, heavy)


def least_height(native: Matrix, size: float) -> float:
    """The least height in inches at which rows of a matrix hold their words."""
    return (len(native.rows) + 1) * _ROW * line_height(size)


def draw_matrix(
    slide: "Slide", native: Matrix, box: Box, size: float, name: str, description: str
) -> None:
    """Puts the matrix on the slide, its names in type of ``size`` beside it and above."""
    line = line_height(size)
    high = min(box.height / (len(native.rows) + 1), _HIGHEST * line)
    names = max(width(row, size) for row in native.rows) + line / 2
    heads = max(width(column, size, bold=True) for column in native.columns) + line / 2
    room = (box.width - names) / len(native.columns)
    wide = min(room, max(heads, _COLUMN * line))
    group = slide.shapes.add_group_shape()
    for place, text in enumerate(native.columns):
        at = Box(box.left + names + place * wide, box.top, wide, high)
        _square(group, at, (text, text), [Said(text, size, bold=True)])
    for place, text in enumerate(native.rows):
        at = Box(box.left, box.top + (place + 1) * high, names, high)
        _square(group, at, (text, text), [Said(text, size)], left=True)
    for cell in native.cells:
        left, top = names + cell.column * wide, (cell.row + 1) * high
        at = Box(box.left + left, box.top + top, wide - _GAP, high - _GAP)
        _cell(group, native, cell, at, size)
    described(group, name, description)


def _cell(group: "GroupShape", native: Matrix, cell: Cell, at: Box, size: float) -> None:
    """A cell with its outline."""
    of = f"{native.rows[cell.row]}, {native.columns[cell.column]}"
    fill, edge = look_of_cell(cell)
    told = (of, f"{of}: {cell.words or 'none'}")
    words = [Said(cell.words, size, bold=cell.outline > 1)]
    _square(group, at, told, words, fill, edge, cell.outline)


def _square(
    group: "GroupShape",
    at: Box,
    told: tuple[str, str],
    words: list[Said],
    fill: str = LIGHT.background,
    edge: str = "",
    heavy: float = 0,
    left: bool = False,
) -> None:
    """A rectangle with words in its middle. told: its name and its alternative text.

    edge: the colour of its outline, '' for none; heavy: how wide that is, in points.
    """
    from pptx.dml.color import RGBColor
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.enum.text import MSO_VERTICAL_ANCHOR, PP_PARAGRAPH_ALIGNMENT
    from pptx.oxml.ns import qn
    from pptx.util import Pt

    shape = group.shapes.add_shape(MSO_SHAPE.RECTANGLE, *at.emus())
    described(shape, *told)
    shape._element.remove(shape._element.find(qn("p:style")))  # it brings a shadow
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor.from_string(fill.lstrip("#"))
    if edge:
        shape.line.color.rgb = RGBColor.from_string(edge.lstrip("#"))
        shape.line.width = Pt(heavy)
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_VERTICAL_ANCHOR.MIDDLE
    frame.word_wrap = False
    write(frame, words)
    align = PP_PARAGRAPH_ALIGNMENT.LEFT if left else PP_PARAGRAPH_ALIGNMENT.CENTER
    for paragraph in frame.paragraphs:
        paragraph.alignment = align
