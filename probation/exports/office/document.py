"""A briefing as a short paper: each item with its native chart, its whole table and its notes.

A table whose last column holds paragraphs is written as text under headings.
"""

import io
from datetime import datetime, time
from typing import Any

from probation.briefing.assembled import AssembledBriefing, AssembledItem
from probation.charts.spec import Matrix, Tiles
from probation.exports.archive import undated
from probation.exports.office import charts, text_metrics, words
from probation.exports.office.document_parts import (
    add_bookmark,
    add_chart,
    add_field,
    add_link,
    add_matrix,
    add_table,
)
from probation.exports.office.drawing import Frame
from probation.exports.office.markup import LANGUAGE
from probation.exports.office.tabular import Rows, cells
from probation.exports.office.templates import TEXT_WIDTH, new_document

#: Size of type in charts in points; their least and greatest height in inches.
_CHART, _LEAST, _MOST = 10.0, 2.2, 8.0
#: A chart has so much more room than it needs.
_ROOM = 1.25
#: Size of type above the page in points; inches between the title and what the cases are.
_RUNNING, _BETWEEN = 9.0, 0.3
#: So many rows of a table are printed.
_ROWS = 60


def document(paper: AssembledBriefing) -> bytes:
    """The briefing as a Word file (.docx) whose charts can be edited."""
    paper = words.legible(paper)
    written: Any = new_document()
    _properties(written, paper)
    _running_heads(written, paper)
    _opening(written, paper)
    figures = tables = 0
    for number, sheet in enumerate(paper.sheets, 1):
        _head(written, sheet, number)
        drawn = not sheet.exhibit.empty and _chart(written, sheet, figures + 1)
        figures += drawn
        rows = cells(sheet.exhibit.table)
        if sheet.exhibit.prose and rows:
            _entries(written, rows)
        elif len(rows) > 1 and not _is_table(sheet, rows):
            tables += 1
            _table(written, sheet, rows, tables)
        _close(written, paper, words.of_chart(sheet) if drawn else words.of_table(sheet))
    file = io.BytesIO()
    written.save(file)
    return undated(file.getvalue())


def _properties(written: Any, paper: AssembledBriefing) -> None:
    properties = written.core_properties
    properties.title = words.property_text(words.title(paper))
    properties.author = properties.last_modified_by = words.AUTHOR
    properties.subject = words.SUBJECT
    properties.keywords = words.keywords(paper)
    properties.language = LANGUAGE
    properties.comments = ""  # it names the library
    properties.created = properties.modified = datetime.combine(paper.made_on, time())


def _running_heads(written: Any, paper: AssembledBriefing) -> None:
    """Title and what the cases are above every page, store and page number below."""
    section = written.sections[0]
    beside = words.running(paper)
    room = TEXT_WIDTH - text_metrics.width(beside, _RUNNING) - _BETWEEN
    cut = (words.shortened(words.title(paper), longest) for longest in range(60, 8, -4))
    title = next((text for text in cut if text_metrics.width(text, _RUNNING) <= room), "")
    head = f"{title}\t{beside}"
    section.header.paragraphs[0].text = head.rstrip()
    foot = section.footer.paragraphs[0]
    foot.text = f"{words.store(paper)}\tPage "
    add_field(foot, "PAGE", "1")
    foot.add_run(" of ")
    add_field(foot, "NUMPAGES", "1")


def _opening(written: Any, paper: AssembledBriefing) -> None:
    """Title, what the briefing is, and a list of its items, each a link to where it begins."""
    written.add_paragraph(words.title(paper), "Title")
    for text in words.opening(paper):
        written.add_paragraph(text)
    if paper.sheets:
        written.add_paragraph("Contents", "TOC Heading")
    for number, sheet in enumerate(paper.sheets, 1):
        line = written.add_paragraph(style="List Number")
        add_link(line, words.title(sheet), place=_place(number))


def _place(number: int) -> str:
    return f"item_{number}"


def _head(written: Any, sheet: AssembledItem, number: int) -> None:
    """Heading, subtitle and the reader's note, which stay with what follows."""
    heading = written.add_paragraph(words.title(sheet), "Heading 1")
    add_bookmark(heading, _place(number), number)
    written.add_paragraph(words.subtitle(sheet.exhibit), "Subtitle")
    for text in filter(None, sheet.note.split("\n")):
        written.add_paragraph(text).paragraph_format.keep_with_next = True
    if sheet.exhibit.empty:
        written.add_paragraph(words.one_line(sheet.exhibit.empty))


def _chart(written: Any, sheet: AssembledItem, number: int) -> bool:
    """The chart and its caption, where the item has one; a map is told by its table."""
    native, topic = sheet.exhibit.native, words.one_line(sheet.exhibit.topic)
    if isinstance(native, Matrix):
        add_matrix(written, native, words.drawn(sheet.exhibit))
        _caption(written, "Figure", number, topic)
        return True
    if native is None or isinstance(native, Tiles) or not charts.has_marks(native):
        return False
    high = min(max(_ROOM * charts.least_height(native, _CHART, TEXT_WIDTH), _LEAST), _MOST)
    chart = charts.chart(native, Frame(TEXT_WIDTH, high, _CHART))
    holder = written.add_paragraph()
    holder.paragraph_format.keep_with_next = True
    add_chart(holder, chart, number, f"Figure {number}", words.drawn(sheet.exhibit))
    _caption(written, "Figure", number, topic)
    return True


def _is_table(sheet: AssembledItem, rows: Rows) -> bool:
    """Whether the figure of an item, a matrix, says all that its table does."""
    native = sheet.exhibit.native
    if not isinstance(native, Matrix):
        return False
    words = {(cell.row, cell.column): cell.words for cell in native.cells}
    return [row[1:] for row in rows[1:]] == [
        [words.get((row, column), "") for column in range(len(native.columns))]
        for row in range(len(native.rows))
    ]


def _table(written: Any, sheet: AssembledItem, rows: Rows, number: int) -> None:
    """The table under its caption, and a sentence where it goes on."""
    caption = _caption(written, "Table", number, words.one_line(sheet.exhibit.topic))
    caption.paragraph_format.keep_with_next = True
    add_table(written, rows[: _ROWS + 1], words.one_line(sheet.exhibit.description))
    every = len(rows) - 1
    if every > _ROWS:
        sentence = f"The first {_ROWS} of {every:,} rows; all are in the workbook."
        written.add_paragraph(sentence, "Table Text")


def _entries(written: Any, rows: Rows) -> None:
    """Each row as a heading, its facts and its paragraph."""
    (_, *heads, _), *entries = rows
    for name, *facts, text in entries:
        written.add_paragraph(name, "Heading 2")
        known = [f"{head}: {fact}" for head, fact in zip(heads, facts, strict=True) if fact]
        if known:
            written.add_paragraph(". ".join(known) + ".", "Subtitle")
        written.add_paragraph(text)


def _caption(written: Any, kind: str, number: int, topic: str) -> Any:
    """'Figure 1: topic', numbered by a field as Word numbers its own."""
    caption = written.add_paragraph(f"{kind} ", "Caption")
    add_field(caption, f"SEQ {kind} \\* ARABIC", str(number))
    caption.add_run(f": {topic}")
    return caption


def _close(written: Any, paper: AssembledBriefing, sheet: AssembledItem) -> None:
    """The notes as a list, the source, and the link to the dashboard."""
    from docx.shared import Pt

    notes = filter(None, (words.one_line(note.text) for note in sheet.exhibit.notes))
    added = [written.add_paragraph(text, "List Bullet") for text in notes]
    own = f"{words.cases(paper, sheet)} " if sheet.exhibit.own_cases else ""
    source = written.add_paragraph(
        f"{own}{words.source(paper.source_of(sheet.exhibit))}", "Subtitle"
    )
    source.paragraph_format.keep_with_next = False
    [*added, source][0].paragraph_format.space_before = Pt(8)  # off the table
    if sheet.link:
        source.add_run(" ")
        add_link(source, words.OPEN, address=sheet.link)
