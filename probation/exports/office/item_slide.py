"""The slide of one item: its message, what it is of, the chart or table, what to know of it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from probation.briefing.assembled import AssembledBriefing, AssembledItem
from probation.charts.office_spec import Native
from probation.charts.spec import Matrix, Tiles
from probation.charts.theme import LIGHT
from probation.exports.office import charts, squares, text_metrics, words
from probation.exports.office.drawing import Frame
from probation.exports.office.markup import DRAWING, LANGUAGE, element
from probation.exports.office.slide import (
    Box,
    Said,
    box_of_text,
    described,
    heights,
    write,
)
from probation.exports.office.slide_table import (
    BETWEEN,
    Fitted,
    draw_table,
    fitted,
    side_by_side,
)
from probation.exports.office.tabular import Rows, cells
from probation.exports.office.templates import INNER, ITEM, MARGIN, NUMBER, TITLE

if TYPE_CHECKING:
    from pptx.chart.data import ChartData
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.presentation import Presentation
    from pptx.shapes.base import BaseShape
    from pptx.slide import Slide

#: Sizes of type in points: of titles the largest in which it takes two lines.
_TITLES = (26.0, 24.0, 22.0, 20.0, 18.0)
_SUBTITLES = (14.0, 12.0)
_NOTES = (14.0, 12.0)
_CHARTS = (16.0, 14.0, 12.0)
#: What can be read from the back of a room: charts have no smaller type for what stands by them.
_READ = 14.0
_EMPTY, _SENTENCE, _SMALL, _FOOT = 20.0, 12.0, 12.0, 10.0
#: Longest title and subtitle on a slide, in characters; all of them is in the slide's notes.
_LONGEST = 400
#: Inches: where the foot begins, how wide the notes beside a chart are, what parts them.
_FOOT_TOP, _ASIDE, _GAP = 6.82, 3.1, 0.22
#: Inches: notes that take no more than this in the whole width stand under the chart.
_BELOW_CHART = 0.8
#: At most so much of the height is the notes' above and below a table.
_ABOVE_TABLE, _BELOW_TABLE = 0.3, 0.25
#: Any identity will do: PowerPoint wants one for each field.
_FIELD = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"
_MORE = "More is said in the notes of this slide."


def item_slide(slides: "Presentation", paper: AssembledBriefing, sheet: AssembledItem) -> None:
    """Adds one slide. Its shapes are added in the order in which they are read aloud."""
    slide = slides.slides.add_slide(slides.slide_layouts.get_by_name(ITEM))
    rows = cells(sheet.exhibit.table)
    top = _head(slide, sheet)
    body = Box(MARGIN, top, INNER, _FOOT_TOP - _GAP - top)
    if sheet.exhibit.empty:
        _beside(slide, sheet, body)
    elif _size(sheet.exhibit.native, body):
        _chart_and_notes(slide, sheet, body)
    elif rows:
        sheet = words.of_table(sheet)
        _table_and_notes(slide, sheet, rows, body)
    _foot(slide, paper, sheet)
    _number(slide, len(slides.slides))
    _speak(slide, words.spoken(sheet, rows))


def put_title(slide: "Slide", title: str, sizes: Sequence[float], room: float, most: int) -> float:
    """Fills the slide's title; gives its height in inches. most: lines, where they suffice."""
    text = words.shortened(title, _LONGEST)
    size = text_metrics.fitted(text, sizes, room, most, bold=True)
    place = slide.placeholders[0]
    described(place, "Title", "Title of the slide")
    write(place.text_frame, [Said(text, size, bold=True)])
    return text_metrics.height(text, size, room, bold=True)


def _head(slide: "Slide", sheet: AssembledItem) -> float:
    """Title and subtitle; gives where what is below begins, in inches from the top."""
    high = put_title(slide, words.title(sheet), _TITLES, INNER, most=2)
    title = Box(TITLE.left, TITLE.top, TITLE.width, high)
    place = slide.placeholders[0]
    place.left, place.top, place.width, place.height = title.emus()
    text = words.shortened(words.subtitle(sheet.exhibit), _LONGEST)
    said = Said(text, text_metrics.fitted(text, _SUBTITLES, INNER, 2), LIGHT.quiet)
    under = Box(MARGIN, title.bottom + 0.08, INNER, said.height(INNER))
    box_of_text(slide, under, "Subtitle", "What is shown, of whom, and how many", [said])
    return under.bottom + _GAP


def _size(native: Native | None, room: Box) -> float:
    """The size of type at which a chart fits ``room``; 0 where there is none."""
    if isinstance(native, Tiles):
        return _CHARTS[0]
    if native is None or not (isinstance(native, Matrix) or charts.has_marks(native)):
        return 0.0
    return next((size for size in _CHARTS if _least(native, size, room) <= room.height), 0.0)


def _least(native: charts.Native | Matrix, size: float, room: Box) -> float:
    if isinstance(native, Matrix):
        return squares.least_height(native, size)
    return charts.least_height(native, size, room.width)


def _chart_and_notes(slide: "Slide", sheet: AssembledItem, body: Box) -> None:
    """The chart over short notes, or beside long ones."""
    said = _remarks(sheet, INNER, _BELOW_CHART)
    taken = heights(said, INNER)
    below = taken + _GAP / 2
    above = replace(body, height=body.height - below)
    native = sheet.exhibit.native
    if not said or below > _BELOW_CHART or _size(native, above) < min(_READ, _size(native, body)):
        _beside(slide, sheet, body)
        return
    _draw(slide, sheet, above)
    under = Box(body.left, body.bottom - taken, body.width, taken)
    box_of_text(slide, under, "Notes", "The reader's note and what to know", said)


def _beside(slide: "Slide", sheet: AssembledItem, body: Box) -> None:
    """The chart, or the sentence in its place, with the notes in a column to the right."""
    said = _within(_remarks(sheet, _ASIDE, body.height / 2), _ASIDE, body.height)
    room = body.width - (_ASIDE + _GAP if said else 0)
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
        aside = Box(body.left + body.width - _ASIDE, body.top, _ASIDE, heights(said, _ASIDE))
        box_of_text(slide, aside, "Notes", "The reader's note and what to know", said)


def _draw(slide: "Slide", sheet: AssembledItem, box: Box) -> None:
    native, description = sheet.exhibit.native, words.drawn(sheet.exhibit)
    size = _size(native, box) or _CHARTS[-1]  # beside notes there is less room
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
    """The table between its notes; beside them where all its rows fit the slide so alone."""
    notes = heights(_remarks(sheet, body.width, body.height), body.width) + _GAP
    if not fitted(rows, body.width, body.height - notes).left_out:
        _table(slide, sheet, rows, body)
        return
    beside = fitted(rows, body.width - _ASIDE - _GAP, body.height)
    if beside.left_out:
        _table(slide, sheet, rows, body)
        return
    said = _within(_remarks(sheet, _ASIDE, body.height / 2), _ASIDE, body.height)
    draw_table(slide, beside, body.left, body.top, words.one_line(sheet.exhibit.description))
    _put_aside(slide, said, body)


def _table(slide: "Slide", sheet: AssembledItem, rows: Rows, body: Box) -> None:
    """The reader's note, the table in the whole width, then the other notes."""
    note = [Said(text, _NOTES[0]) for text in sheet.note.split("\n") if text]
    above = _within(note, body.width, _ABOVE_TABLE * body.height)
    top = body.top
    if above:
        box = Box(body.left, top, body.width, heights(above, body.width))
        box_of_text(slide, box, "Note", "The reader's note", above)
        top = box.bottom + _GAP / 2
    below = _within(_small(sheet), body.width, _BELOW_TABLE * body.height)
    room = body.bottom - top - heights(below, body.width) - _GAP / 2
    tables: tuple[Fitted, ...] = (fitted(rows, body.width, room),)
    if tables[0].left_out and (halves := side_by_side(rows, body.width, room)):
        tables = halves
    elif tables[0].left_out:
        tables = (fitted(rows, body.width, room - text_metrics.line_height(_SENTENCE) - 0.05),)
        below = [Said(tables[0].sentence, _SENTENCE), *below]
    left, said = body.left, words.one_line(sheet.exhibit.description)
    for number, table in enumerate(tables):
        draw_table(slide, table, left, top, f"{said}, continued" if number else said)
        left += sum(table.widths) + BETWEEN
    if below:
        top += max(table.height for table in tables) + _GAP / 2
        box = Box(body.left, top, body.width, heights(below, body.width))
        box_of_text(slide, box, "Notes", "What to know of the table", below)


def _remarks(sheet: AssembledItem, room: float, high: float) -> list[Said]:
    """The reader's note, smaller where it is long, then one line of what must be known."""
    texts = [text for text in sheet.note.split("\n") if text]
    notes: list[Said] = []
    for size in _NOTES:
        notes = [Said(text, size, before=4) for text in texts]
        if heights(notes, room) <= high:
            break
    return [*notes, *_small(sheet)]


def _small(sheet: AssembledItem) -> list[Said]:
    text = words.in_short(sheet.exhibit)
    return [Said(text, _SMALL, LIGHT.quiet, before=5)] if text else []


def _within(said: list[Said], room: float, high: float) -> list[Said]:
    """As many paragraphs as fit; where not all do, the last says where they are."""
    if heights(said, room) <= high:
        return said
    more = Said(_MORE, _SMALL, LIGHT.quiet, before=5)
    kept = list(said)
    while len(kept) > 1 and heights([*kept, more], room) > high:
        kept.pop()
    while len(kept[0].text) > 80 and heights([*kept, more], room) > high:
        kept[0] = replace(kept[0], text=words.shortened(kept[0].text, len(kept[0].text) - 20))
    return [*kept, more]


def _foot(slide: "Slide", paper: AssembledBriefing, sheet: AssembledItem) -> None:
    """What the cases are, from which store, of which publication, and where to see more."""
    parts = (words.cases(paper, sheet), words.one_line(sheet.exhibit.sample))
    text = " ".join(filter(None, (*parts, words.source(paper.source_of(sheet.exhibit)))))
    linked = words.OPEN if sheet.link else ""
    said = [Said(text, _FOOT, LIGHT.quiet, linked=linked, link=sheet.link)]
    room = NUMBER.left - MARGIN
    box = Box(MARGIN, _FOOT_TOP, room, heights(said, room))
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
