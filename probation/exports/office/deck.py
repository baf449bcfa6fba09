"""A briefing as slides: a title slide, then one slide an item with a native chart or table."""

import io
from datetime import datetime, time
from typing import TYPE_CHECKING

from probation.briefing.assembled import AssembledBriefing
from probation.charts.theme import LIGHT
from probation.exports.archive import undated
from probation.exports.office import words
from probation.exports.office.item_layout import titled
from probation.exports.office.item_slide import item_slides, put_title
from probation.exports.office.markup import LANGUAGE
from probation.exports.office.slide import Said, described, write
from probation.exports.office.templates import OPENING, new_deck

if TYPE_CHECKING:
    from pptx.presentation import Presentation

_TITLES = (40.0, 34.0, 28.0, 24.0, 20.0)


def deck(paper: AssembledBriefing) -> bytes:
    """The briefing as a PowerPoint file (.pptx) whose charts can be edited."""
    paper = words.legible(paper)
    slides = new_deck()
    _properties(slides, paper)
    _opening(slides, paper)
    for sheet in paper.sheets:
        item_slides(slides, paper, sheet)
    file = io.BytesIO()
    slides.save(file)
    return undated(file.getvalue())


def _properties(slides: "Presentation", paper: AssembledBriefing) -> None:
    properties = slides.core_properties
    properties.comments = ""  # it names the library
    properties.title = words.property_text(words.title(paper))
    properties.author = properties.last_modified_by = words.AUTHOR
    properties.subject = words.SUBJECT
    properties.keywords = words.keywords(paper)
    properties.language = LANGUAGE
    properties.created = properties.modified = datetime.combine(paper.made_on, time())


def _opening(slides: "Presentation", paper: AssembledBriefing) -> None:
    slide = slides.slides.add_slide(slides.slide_layouts.get_by_name(OPENING))
    put_title(slide, titled(words.title(paper), _TITLES, 3))
    under = slide.placeholders[1]
    described(under, "Subtitle", "What the briefing is made of")
    said = [Said(text, 18, LIGHT.quiet, before=8) for text in words.opening(paper)]
    write(under.text_frame, said)
