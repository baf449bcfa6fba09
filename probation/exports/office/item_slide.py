"""The slide of one item: its message, what it is of, the chart or table, what to know of it."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from probation.briefing.assembled import AssembledBriefing, AssembledItem
from probation.charts.spec import Matrix, Tiles
from probation.charts.theme import LIGHT
from probation.exports.office import charts, squares, text_metrics, words
from probation.exports.office.drawing import Frame
from probation.exports.office.item_layout import (
    ASIDE,
    CHARTS,
    FOOT_TOP,
    GAP,
    NOTES,
    body_of,
    heading,
    parts,
    remarks,
    small,
    table_aside,
    type_size,
    within,
)
from probation.exports.office.markup import DRAWING, LANGUAGE, element
from probation.exports.office.slide import Box, Said, box_of_text, described, heights, write
from probation.exports.office.slide_table import BETWEEN, draw_table, fitted, whole
from probation.exports.office.tabular import Rows, cells
from probation.exports.office.templates import INNER, ITEM, MARGIN, NUMBER

if TYPE_CHECKING:
    from pptx.chart.data import ChartData
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.presentation import Presentation
    from pptx.shapes.base import BaseShape
    from pptx.slide import Slide

#: Sizes of type in points.
_EMPTY, _SENTENCE, _FOOT = 20.0, 12.0, 10.0
#: Inches: notes that take no more than this in the whole width stand under the chart.
_BELOW_CHART = 0.8
#: At most so much of the height is the notes' above and below a table.
_ABOVE_TABLE, _BELOW_TABLE = 0.3, 0.25
#: Any identity will do: PowerPoint wants one for each field.
_FIELD = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"


def item_slides(slides: "Presentation", paper: AssembledBriefing, sheet: AssembledItem) -> None:
    """Adds the slide of an item, or two. Shapes are added in the order in which they are read."""
    rows = cells(sheet.exhibit.table)
    for part, shown in parts(sheet, rows):
        slide = slides.slides.add_slide(slides.slide_layouts.get_by_name(ITEM))
        _head(slide, part)
        body = body_of(part)
        if part.exhibit.empty:
            _beside(slide, part, body)
        elif type_size(part.exhibit.native, body):
            _chart_and_notes(slide, words.of_chart(part), body)
        elif shown:
            _table_and_notes(slide, part, shown, body)
        _foot(slide, paper, part)
        _number(slide, len(slides.slides))
        _speak(slide, words.spoken(part, rows))


def put_title(slide: "Slide", title: Said) -> None:
    """Fills the slide's title."""
    place = slide.placeholders[0]
    described(place, "Title", "Title of the slide")
    write(place.text_frame, [title])


def _head(slide: "Slide", sheet: AssembledItem) -> None:
    """Title and subtitle."""
    title, above, said, under = heading(sheet)
    put_title(slide, title)
    place = slide.placeholders[0]
    place.left, place.top, place.width, place.height = above.emus()
    box_of_text(slide, under, "Subtitle", "What is shown, of whom, and how many", [said])


def _chart_and_notes(slide: "Slide", sheet: AssembledItem, body: Box) -> None:
    """The chart over short notes, or beside long ones."""
    said = remarks(sheet, INNER, _BELOW_CHART)
    taken = heights(said, INNER)
    below = taken + GAP / 2
    above = replace(body, height=body.height - below)
    native = sheet.exhibit.native
    if not said or below > _BELOW_CHART or not type_size(native, above):
        _beside(slide, sheet, body)
        return
    _draw(slide, sheet, above)
    under = Box(body.left, body.bottom - taken, body.width, taken)
    box_of_text(slide, under, "Notes", "The reader's note and what to know", said)


def _beside(slide: "Slide", sheet: AssembledItem, body: Box) -> None:
    """The chart, or the sentence in its place, with the notes in a column to the right."""
    said = within(remarks(sheet, ASIDE, body.height / 2), ASIDE, body.height)
    room = body.width - (ASIDE + GAP if said else 0)
    main = Box(body.left, body.top, room, body.height)
    if sheet.exhibit.empty:
        sentence = [Said(words.one_line(sheet.exhibit.empty), _EMPTY)]
        box = Box(main.left, main.top, main.width, heights(sentence, main.width))
        box_of_text(slide, box, "In place of a chart", "Why there is no chart", sentence)
    else:
        _draw(slide, sheet, main)
    _put_aside(slide, said, body)


def _put_aside(slide: "Slide", said: list[Said], body: Box) -> None:
    """Notes in a column at the right of ``body``."""
    if said:
        aside = Box(body.left + body.width - ASIDE, body.top, ASIDE, heights(said, ASIDE))
        box_of_text(slide, aside, "Notes", "The reader's note and what to know", said)


def _draw(slide: "Slide", sheet: AssembledItem, box: Box) -> None:
    native, description = sheet.exhibit.native, words.drawn(sheet.exhibit)
    size = type_size(native, box) or CHARTS[-1]  # beside notes there is less room
    if isinstance(native, Tiles):
        squares.draw_tiles(slide, native, box, "Map", description)
        return
    if isinstance(native, Matrix):
        squares.draw_matrix(slide, native, box, size, "Matrix", description)
        return
    drawn = cast(charts.Native, native)
    box = replace(box, height=min(box.height, charts.most_height(drawn, size, box.width)))
    chart = charts.chart(drawn, Frame(box.width, box.height, size))
    # python-pptx takes of chart data its XML and its workbook; of the kind it makes nothing more
    data = cast("ChartData", chart)
    shape = slide.shapes.add_chart(cast("XL_CHART_TYPE", None), *box.emus(), data)
    described(cast("BaseShape", shape), "Chart", description)


def _table_and_notes(slide: "Slide", sheet: AssembledItem, rows: Rows, body: Box) -> None:
    """The table between its notes; beside them where they leave it larger type so."""
    aside = table_aside(sheet, rows, body)
    if aside is None:
        _table(slide, sheet, rows, body)
        return
    said = within(remarks(sheet, ASIDE, body.height / 2), ASIDE, body.height)
    draw_table(slide, aside, body.left, body.top, words.one_line(sheet.exhibit.description))
    _put_aside(slide, said, body)


def _table(slide: "Slide", sheet: AssembledItem, rows: Rows, body: Box) -> None:
    """The reader's note, the table in the whole width, then the other notes."""
    note = [Said(text, NOTES[0]) for text in sheet.note.split("\n") if text]
    above = within(note, body.width, _ABOVE_TABLE * body.height)
    top = body.top
    if above:
        box = Box(body.left, top, body.width, heights(above, body.width))
        box_of_text(slide, box, "Note", "The reader's note", above)
        top = box.bottom + GAP / 2
    below = within(small(sheet), body.width, _BELOW_TABLE * body.height)
    room = body.bottom - top - heights(below, body.width) - GAP / 2
    tables = whole(rows, body.width, room)
    if not tables:
        tables = (fitted(rows, body.width, room - text_metrics.line_height(_SENTENCE) - 0.05),)
        below = [Said(tables[0].sentence, _SENTENCE), *below]
    left, said = body.left, words.one_line(sheet.exhibit.description)
    for number, table in enumerate(tables):
        draw_table(slide, table, left, top, f"{said}, continued" if number else said)
        left += sum(table.widths) + BETWEEN
    if below:
        top += max(table.height for table in tables) + GAP / 2
        box = Box(body.left, top, body.width, heights(below, body.width))
        box_of_text(slide, box, "Notes", "What to know of the table", below)


def _foot(slide: "Slide", paper: AssembledBriefing, sheet: AssembledItem) -> None:
    """What the cases are, from which store, of which publication, and where to see more."""
    parts = (words.cases(paper, sheet), words.one_line(sheet.exhibit.sample))
    text = " ".join(filter(None, (*parts, words.source(paper.source_of(sheet.exhibit)))))
    linked = words.OPEN if sheet.link else ""
    said = [Said(text, _FOOT, LIGHT.quiet, linked=linked, link=sheet.link)]
    room = NUMBER.left - MARGIN
    box = Box(MARGIN, FOOT_TOP, room, heights(said, room))
    box_of_text(slide, box, "Source", "The cases, the store, the source", said)


def _number(slide: Any, number: int) -> None:
    """The slide's number, in the placeholder for it: a field, for which there is no function."""
    from pptx.enum.shapes import PP_PLACEHOLDER
    from pptx.oxml import parse_xml

    for place in slide.slide_layout.placeholders:
        if place.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER:
            slide.shapes.clone_placeholder(place)
    *_, shape = slide.shapes
    described(shape, "Slide number", "Number of the slide")
    look = element("a:rPr", lang=LANGUAGE, sz=round(_FOOT * 100))
    shown = element("a:t", str(number))
    field = element("a:fld", look, shown, id=_FIELD, type="slidenum", xmlns__a=DRAWING)
    shape.text_frame.paragraphs[0]._p.append(parse_xml(field))


def _speak(slide: Any, text: str) -> None:
    """Puts ``text`` under the slide."""
    from pptx.enum.shapes import PP_PLACEHOLDER

    notes = slide.notes_slide
    notes.notes_text_frame.text = text
    for place in list(notes.placeholders):
        if place.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER:  # it is empty
            place.element.getparent().remove(place.element)
