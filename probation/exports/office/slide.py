"""What stands on a slide: boxes of text, in inches and points."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from probation.charts.theme import LIGHT
from probation.exports.office.markup import FONT, LANGUAGE
from probation.exports.office.text_metrics import height

if TYPE_CHECKING:
    from pptx.shapes.base import BaseShape
    from pptx.slide import Slide
    from pptx.text.text import TextFrame, _Run
    from pptx.util import Length


def emu(inches: float) -> "Length":
    """``inches`` in the unit of office files."""
    from pptx.util import Emu

    return Emu(round(inches * 914400))


@dataclass(frozen=True)
class Box:
    """A rectangle on the slide, in inches."""

    left: float
    top: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        return self.top + self.height

    def emus(self) -> tuple["Length", "Length", "Length", "Length"]:
        """Left, top, width and height in the unit of office files."""
        return emu(self.left), emu(self.top), emu(self.width), emu(self.height)


@dataclass(frozen=True)
class Said:
    """One paragraph. size: points. link: the address behind its last words ``linked``."""

    text: str
    size: float
    colour: str = LIGHT.ink
    bold: bool = False
    before: float = 0.0
    linked: str = ""
    link: str = ""

    def height(self, room: float) -> float:
        """Inches it takes in lines of ``room`` inches."""
        told = f"{self.text} {self.linked}".strip()
        return height(told, self.size, room, self.bold) + self.before / 72


def heights(paragraphs: Sequence[Said], room: float) -> float:
    """Inches the paragraphs take in lines of ``room`` inches."""
    return sum(paragraph.height(room) for paragraph in paragraphs)


def described(shape: "BaseShape", name: str, description: str) -> None:
    """Gives a shape the name of the selection pane and its alternative text."""
    properties = shape._element._nvXxPr.cNvPr  # python-pptx has no function for descr
    properties.set("name", name)
    properties.set("descr", description)


def box_of_text(
    slide: "Slide", box: Box, name: str, description: str, paragraphs: Sequence[Said]
) -> None:
    """Puts a box of text without a margin on the slide."""
    shape = slide.shapes.add_textbox(*box.emus())
    described(shape, name, description)
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    write(frame, paragraphs)


def write(frame: "TextFrame", paragraphs: Sequence[Said]) -> None:
    """Fills an empty frame of text."""
    from pptx.util import Pt

    for place, said in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        if said.before and place:
            paragraph.space_before = Pt(said.before)
        if not said.text and not said.linked:  # else its line is 18 points high
            end = paragraph._p.get_or_add_endParaRPr()
            end.set("lang", LANGUAGE)
            end.set("sz", str(round(said.size * 100)))
        if said.text:
            between = " " if said.linked else ""  # not in the link: it would be underlined
            _run(paragraph.add_run(), said.text + between, said)
        if said.linked:
            run = paragraph.add_run()
            _run(run, said.linked, said, linked=True)
            run.hyperlink.address = said.link


def _run(run: "_Run", text: str, said: Said, linked: bool = False) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.lang import MSO_LANGUAGE_ID
    from pptx.util import Pt

    run.text = text
    run.font.size = Pt(said.size)
    run.font.bold = said.bold
    run.font.name = FONT
    run.font.language_id = MSO_LANGUAGE_ID.ENGLISH_UK
    if not linked:  # links have the theme's colour
        run.font.color.rgb = RGBColor.from_string(said.colour.lstrip("#"))
