"""A briefing as an OpenDocument spreadsheet: the same sheets as the workbook, by odfpy."""

from collections.abc import Iterable
from io import BytesIO

from probation.briefing.assembled import AssembledBriefing
from probation.exports.archive import unzipped, zipped
from probation.exports.cells import width
from probation.exports.opendocument_styles import HEADING, TABLE_TITLE, TITLE, Odf, Styles
from probation.exports.sheets import (
    COVER_WIDTH,
    CREATOR,
    SHOW,
    Book,
    Cover,
    TableSheet,
    book,
    rows_of,
)
from probation.exports.wording import Cell

_MIMETYPE = "mimetype"


def spreadsheet(paper: AssembledBriefing) -> bytes:
    """``paper`` as an .ods file: cover, contents, notes, columns, and one table a sheet.

    The same paper gives the same bytes.
    """
    from odf.element import Element
    from odf.namespaces import nsdict
    from odf.opendocument import OpenDocumentSpreadsheet

    # odfpy declares every namespace met so far in the process; all of them is always the same
    Element.namespaces = dict(nsdict)
    made, document = book(paper), OpenDocumentSpreadsheet()
    _describe(document, made)
    styles = Styles(document)
    document.spreadsheet.addElement(_cover(styles, made.cover))
    for sheet in made.sheets:
        document.spreadsheet.addElement(_sheet(styles, sheet))
    document.spreadsheet.addElement(_ranges(made))
    return _written(document)


def _written(document: Odf) -> bytes:
    """``document`` as a file of ODF 1.3, without the time of day that odfpy gives its parts."""
    file = BytesIO()
    document.write(file)
    parts = {name: _of_1_3(part) for name, part in unzipped(file.getvalue()).items()}
    return zipped(parts, stored=frozenset({_MIMETYPE}))


def _of_1_3(part: bytes) -> bytes:
    """A part that says of which version it is: odfpy says 1.2, and nothing in the manifest."""
    versioned = part.replace(b'office:version="1.2"', b'office:version="1.3"', 1)
    return versioned.replace(
        b"<manifest:manifest ", b'<manifest:manifest manifest:version="1.3" ', 1
    )


def _describe(document: Odf, made: Book) -> None:
    """The properties of the document."""
    from odf import dc, meta

    created = f"{made.made_on.isoformat()}T00:00:00"
    for element, text in (
        (dc.Title, made.cover.title),
        (dc.Subject, made.subject),
        (dc.Description, made.comments),
        (meta.InitialCreator, CREATOR),
        (dc.Creator, CREATOR),
        (meta.CreationDate, created),
        (dc.Date, created),
        (dc.Language, "en-GB"),
    ):
        document.meta.addElement(element(text=text))


def _cover(styles: Styles, cover: Cover) -> Odf:
    from odf.table import Table, TableColumn

    table = Table(name="Cover", stylename=styles.page)
    table.addElement(TableColumn(stylename=styles.column(COVER_WIDTH)))
    title, head = styles.text(TITLE, bold=True, wrap=True), styles.text(HEADING, bold=True)
    table.addElement(_row(styles, [_text(cover.title, title)]))
    for name, part in (
        ("Introductory information", cover.intro),
        ("About these data", cover.about),
        ("Contact", cover.contact),
    ):
        table.addElement(_row(styles, [_text(name, head)]))
        for text in part:
            table.addElement(_row(styles, [_text(text, styles.text(wrap=True))]))
    return table


def _sheet(styles: Styles, sheet: TableSheet) -> Odf:
    from odf.table import Table, TableColumn, TableHeaderRows

    table = Table(name=sheet.name, stylename=styles.page)
    for column in sheet.columns:
        table.addElement(TableColumn(stylename=styles.column(width(column))))
    table.addElement(_row(styles, [_text(sheet.title, styles.text(TABLE_TITLE, bold=True))]))
    for text in sheet.above:
        address = sheet.link if text == SHOW else ""
        table.addElement(_row(styles, [_text(text, styles.text(), address)]))
    head = TableHeaderRows()
    numbers = [column.form.decimals is not None for column in sheet.columns]
    headings = [column.heading for column in sheet.columns]
    head.addElement(_row(styles, map(_text, headings, map(styles.head, numbers))))
    table.addElement(head)
    forms = [column.form for column in sheet.columns]
    for cells in rows_of(sheet):
        first, *others = map(_cell, cells, map(styles.number, forms))
        if sheet.leads:
            first = _text(str(cells[0]), styles.text(), f"#{cells[0]}.A1")
        table.addElement(_row(styles, [first, *others]))
    return table


def _row(styles: Styles, cells: Iterable[Odf]) -> Odf:
    from odf.table import TableRow

    row = TableRow(stylename=styles.row())
    for cell in cells:
        row.addElement(cell)
    return row


def _cell(value: Cell, style: Odf) -> Odf:
    from odf.table import TableCell

    if isinstance(value, str):
        return _text(value, style)
    return TableCell(valuetype="float", value=repr(value), stylename=style)


def _text(text: str, style: Odf, address: str = "") -> Odf:
    """A cell of text. address: where it leads, or ''."""
    from odf.table import TableCell
    from odf.teletype import addTextToElement
    from odf.text import A, P

    cell = TableCell(valuetype="string", stylename=style)
    for line in text.split("\n"):
        paragraph = P()
        if address:
            paragraph.addElement(A(href=address, text=line))
        else:
            addTextToElement(paragraph, line)
        cell.addElement(paragraph)
    return cell


def _ranges(made: Book) -> Odf:
    """Each table marked as one, its first row as the header."""
    from odf.table import DatabaseRange, DatabaseRanges

    ranges = DatabaseRanges()
    for sheet in made.sheets:
        head = len(sheet.above) + 2
        last = f"{_letters(len(sheet.columns))}{head + len(sheet.columns[0].cells)}"
        address = f"{sheet.name}.A{head}:{sheet.name}.{last}"
        marked = {"containsheader": "true", "displayfilterbuttons": "false"}
        ranges.addElement(
            DatabaseRange(name=sheet.name.lower(), targetrangeaddress=address, **marked)
        )
    return ranges


def _letters(column: int) -> str:
    """What a spreadsheet calls a column, counted from 1: 'A', 'Z', 'AA'."""
    letters = ""
    while column:
        column, last = divmod(column - 1, 26)
        letters = chr(ord("A") + last) + letters
    return letters
