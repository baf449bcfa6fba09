"""An empty deck: python-pptx's own template made wide, plain and free of what is not used."""

import functools
import io
from typing import TYPE_CHECKING, Any

from probation.charts.theme import LIGHT
from probation.exports.office.markup import FONT, LANGUAGE
from probation.exports.office.slide import Box

if TYPE_CHECKING:
    from pptx.presentation import Presentation

WIDTH, HEIGHT = 13.333, 7.5
MARGIN = 0.5
INNER = WIDTH - 2 * MARGIN
TITLE = Box(MARGIN, 0.35, INNER, 0.9)
NUMBER = Box(WIDTH - MARGIN - 0.8, 7.0, 0.8, 0.25)
#: The two layouts kept.
OPENING, ITEM = "Title Slide", "Title Only"

_OPENING_TITLE = Box(MARGIN, 1.2, INNER, 1.9)
_OPENING_WORDS = Box(MARGIN, 3.4, INNER, 3.4)
_BODY = Box(MARGIN, 1.6, INNER, 5.2)
_EMPTY_FOOT = Box(MARGIN, 7.0, 3.0, 0.25)
_PLACES = {"title": TITLE, "body": _BODY, "sldNum": NUMBER, "dt": _EMPTY_FOOT, "ftr": _EMPTY_FOOT}
_OPENING_PLACES = {"ctrTitle": _OPENING_TITLE, "subTitle": _OPENING_WORDS}


def blank_deck() -> "Presentation":
    """A new deck without slides, 16:9, with two layouts."""
    from pptx import Presentation

    return Presentation(io.BytesIO(_template()))


@functools.cache
def _template() -> bytes:
    """Made once: opening and changing the original takes longer than all else."""
    from pptx import Presentation
    from pptx.util import Inches

    deck: Any = Presentation()  # much of what is changed here has no types
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    deck.element.sldSz.attrib.pop("type", None)  # it said 4:3
    for layout in list(deck.slide_layouts):
        if layout.name not in (OPENING, ITEM):
            deck.slide_layouts.remove(layout)
    _without(deck.part.rels, "/printerSettings")
    _without(deck.part.package._rels, "/thumbnail", "/extended-properties")
    master = deck.slide_master
    _placed(master.shapes, _PLACES)
    _set_in_arial(master)
    opening = deck.slide_layouts.get_by_name(OPENING)
    _placed(opening.shapes, _OPENING_PLACES)
    for part in (deck.element, master.element, *(one.element for one in deck.slide_layouts)):
        _plain(part)
    opening.placeholders[0].text_frame.vertical_anchor = _bottom()
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def _bottom() -> Any:
    from pptx.enum.text import MSO_VERTICAL_ANCHOR

    return MSO_VERTICAL_ANCHOR.BOTTOM


def _without(relationships: Any, *kinds: str) -> None:
    """Drops relationships by the ends of their types; what nothing leads to is not saved."""
    for name, relationship in list(relationships.items()):
        if relationship.reltype.endswith(kinds):
            relationships.pop(name)


def _placed(shapes: Any, places: dict[str, Box]) -> None:
    """Placeholders by their kind: their rectangle, no margin at the sides, text at the top."""
    for shape in shapes:
        kind = shape.element.xpath(".//p:nvPr/p:ph/@type")[0]
        if kind in places:
            shape.left, shape.top, shape.width, shape.height = places[kind].emus()
            body = shape.text_frame._txBody.bodyPr
            for edge in ("lIns", "rIns", "tIns", "bIns"):
                body.set(edge, "0")
            body.set("anchor", "t")


def _set_in_arial(master: Any) -> None:
    """The theme's fonts and its colour of links."""
    from pptx.opc.constants import RELATIONSHIP_TYPE

    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    faced = theme.blob.replace(b'typeface="Calibri"', f'typeface="{FONT}"'.encode())
    link = LIGHT.provider["NPS"].lstrip("#")
    theme.blob = faced.replace(b'"0000FF"', f'"{link}"'.encode())


def _plain(part: Any) -> None:
    """Titles bold and to the left, subtitles to the left, everything in British English."""
    for properties in part.xpath(".//p:titleStyle/a:lvl1pPr | .//a:lvl1pPr[@algn='ctr']"):
        properties.set("algn", "l")
    for properties in part.xpath(".//p:titleStyle/a:lvl1pPr/a:defRPr"):
        properties.set("sz", "2600")
        properties.set("b", "1")
    for properties in part.xpath(".//a:rPr | .//a:endParaRPr | .//a:defRPr"):
        properties.set("lang", LANGUAGE)
