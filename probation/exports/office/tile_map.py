"""A tile map on a slide: a group of rectangles, which no chart has."""

from typing import TYPE_CHECKING

from probation.charts.spec import Tile, Tiles
from probation.charts.theme import LIGHT
from probation.exports.office.slide import Box, Said, described, write
from probation.exports.office.text_metrics import LEADING, width

if TYPE_CHECKING:
    from pptx.shapes.group import GroupShape
    from pptx.slide import Slide

#: Tiles are at most so many times as wide as high, and so far apart, in inches.
_SHAPE, _GAP = 1.9, 0.05
_LARGEST = 12.0


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
    from pptx.dml.color import RGBColor
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.enum.text import MSO_VERTICAL_ANCHOR, PP_PARAGRAPH_ALIGNMENT
    from pptx.oxml.ns import qn
    from pptx.util import Pt

    shape = group.shapes.add_shape(MSO_SHAPE.RECTANGLE, *at.emus())
    described(shape, tile.name, f"{tile.name}: {'inspected' if tile.filled else 'not inspected'}")
    shape._element.remove(shape._element.find(qn("p:style")))  # it brings a shadow
    shape.fill.solid()
    fill, edge = (LIGHT.grid, LIGHT.ink) if tile.filled else (LIGHT.background, LIGHT.grid)
    shape.fill.fore_color.rgb = RGBColor.from_string(fill.lstrip("#"))
    shape.line.color.rgb = RGBColor.from_string(edge.lstrip("#"))
    shape.line.width = Pt(4 if tile.chosen else 1.75 if tile.filled else 0.75)
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_VERTICAL_ANCHOR.MIDDLE
    frame.word_wrap = False
    colour = LIGHT.ink if tile.filled else LIGHT.quiet
    write(frame, [Said(text, size, colour, bold=tile.filled) for text in tile.lines])
    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_PARAGRAPH_ALIGNMENT.CENTER
