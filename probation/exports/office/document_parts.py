"""What a Word paper needs that python-docx has no function for: charts, links, fields, tables."""

from typing import Any

from probation.charts.spec import Cell, Matrix
from probation.exports.office.charts import Chart
from probation.exports.office.drawing import look_of_cell
from probation.exports.office.markup import DRAWING, element, said
from probation.exports.office.slide import emu
from probation.exports.office.tabular import Rows, numeric
from probation.exports.office.templates import (
    CELL_MARGIN,
    LINK,
    TABLE_STYLE,
    TABLE_TEXT,
    TEXT_WIDTH,
)
from probation.exports.office.widths import column_widths

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_INLINE = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_TYPES = "application/vnd.openxmlformats-officedocument"
#: So many rows stay together at the head and the foot of a table, and all of so short a one.
_TOGETHER, _WHOLE = 3, 14
#: Twips an inch; the size of type in tables in points; both margins of a cell in inches.
_TWIPS, _SIZE, _CELL = 1440, 9.5, 2 * CELL_MARGIN
#: How much of the width the names of a matrix's rows take.
_NAMES = 0.28


def add_chart(paragraph: Any, chart: Chart, number: int, name: str, description: str) -> None:
    """Puts a native chart into a paragraph, its workbook behind it. number: 1 for the first."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    package = paragraph.part.package
    sheet = PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx")
    workbook = Part(sheet, f"{_TYPES}.spreadsheetml.sheet", chart.xlsx_blob, package)
    place = PackURI(f"/word/charts/chart{number}.xml")
    # of a new part the first relationship is rId1
    drawn = Part(place, CONTENT_TYPE.DML_CHART, chart.xml_bytes(workbook="rId1"), package)
    drawn.relate_to(workbook, RELATIONSHIP_TYPE.PACKAGE)
    related = paragraph.part.relate_to(drawn, RELATIONSHIP_TYPE.CHART)
    frame = chart.drawing.plot.frame
    reference = element("c:chart", xmlns__c=_CHART, xmlns__r=_RELATED, r__id=related)
    data = element("a:graphicData", reference, uri=_CHART)
    inline = element(
        "wp:inline",
        element("wp:extent", cx=emu(frame.width), cy=emu(frame.height)),
        element("wp:effectExtent", l=0, t=0, r=0, b=0),
        element("wp:docPr", id=number, name=name, descr=description),
        element("wp:cNvGraphicFramePr"),
        element("a:graphic", data, xmlns__a=DRAWING),
        distT=0,
        distB=0,
        distL=0,
        distR=0,
        xmlns__wp=_INLINE,
    )
    _append(paragraph, element("w:r", element("w:drawing", inline), xmlns__w=WORD))


def add_link(paragraph: Any, text: str, address: str = "", place: str = "") -> None:
    """Adds a link to an address outside, or to the bookmark ``place``."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    if address:
        to = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        target = {"xmlns__r": _RELATED, "r__id": to}
    else:
        target = {"w__anchor": place}
    look = element("w:rPr", element("w:rStyle", w__val=LINK))
    run = element("w:r", look, element("w:t", said(text), xml__space="preserve"))
    _append(paragraph, element("w:hyperlink", run, xmlns__w=WORD, w__history=1, **target))


def add_field(paragraph: Any, instruction: str, shown: str) -> None:
    """Adds a field such as PAGE. shown: what stands there until Word fills it in."""
    run = element("w:r", element("w:t", said(shown)))
    field = element("w:fldSimple", run, w__instr=f" {instruction} ", xmlns__w=WORD)
    _append(paragraph, field)


def add_bookmark(paragraph: Any, name: str, number: int) -> None:
    """Makes a paragraph a place that links lead to. number: its own among all bookmarks."""
    from docx.oxml import parse_xml

    start = element("w:bookmarkStart", w__id=number, w__name=name, xmlns__w=WORD)
    runs = paragraph._p.r_lst
    runs[0].addprevious(parse_xml(start))
    _append(paragraph, element("w:bookmarkEnd", w__id=number, xmlns__w=WORD))


def _append(paragraph: Any, xml: str) -> None:
    from docx.oxml import parse_xml

    paragraph._p.append(parse_xml(xml))


def add_table(paper: Any, rows: Rows, description: str) -> None:
    """Adds a table at the end of a paper: its head on every page, no row broken over two.

    A short table stands on one page, and a page never begins or ends with a row or two.
    """
    widths = [round(w * _TWIPS) for w in column_widths(rows, _SIZE, TEXT_WIDTH, _CELL)]
    to_the_right = numeric(rows)
    last = len(rows) - 1
    drawn = [
        _row(row, place == 0, place < last and _kept(place, last), widths, to_the_right)
        for place, row in enumerate(rows)
    ]
    _put(paper, widths, drawn, description)


def add_matrix(paper: Any, native: Matrix, description: str) -> None:
    """Adds a matrix as a figure: a table of its cells, each in its colour and outline.

    It stays with the paragraph that follows it, its caption.
    """
    names = round(_NAMES * TEXT_WIDTH * _TWIPS)
    wide = round((TEXT_WIDTH * _TWIPS - names) / len(native.columns))
    cells = {(cell.row, cell.column): cell for cell in native.cells}
    heads = [_cell("", names, True, kept=True)]
    heads += [_cell(text, wide, True, kept=True, place="center") for text in native.columns]
    drawn = [_whole(heads, head=True)]
    for row, name in enumerate(native.rows):
        places = [(row, column) for column in range(len(native.columns))]
        squares = [_square(cells.get(place), wide) for place in places]
        drawn.append(_whole([_cell(name, names, False, kept=True), *squares]))
    _put(paper, [names, *[wide] * len(native.columns)], drawn, description)


def _square(cell: Cell | None, wide: int) -> str:
    """A cell of a matrix, with its outline."""
    if cell is None:
        return _cell("", wide, False, kept=True)
    fill, colour = look_of_cell(cell)
    sides = ("top", "left", "bottom", "right")
    edge = {"val": "single", "sz": round(8 * cell.outline), "space": 0, "color": colour[1:]}
    lines = [element(f"w:{s}", **{f"w__{k}": v for k, v in edge.items()}) for s in sides]
    look = element("w:tcBorders", *lines) if cell.outline else ""
    if bold := cell.outline > 1:
        look += element("w:shd", w__val="clear", w__color="auto", w__fill=fill[1:])
    return _cell(cell.words, wide, bold, kept=True, place="center", look=look)


def _put(paper: Any, widths: list[int], drawn: list[str], description: str) -> None:
    """Puts a table of rows at the end of a paper, its columns as wide as said in twips."""
    from docx.oxml import parse_xml

    look = {"firstRow": 1, "lastRow": 0, "firstColumn": 0, "lastColumn": 0, "noHBand": 1}
    properties = element(
        "w:tblPr",
        element("w:tblStyle", w__val=TABLE_STYLE),
        element("w:tblW", w__w=sum(widths), w__type="dxa"),
        element("w:tblLayout", w__type="fixed"),
        element(
            "w:tblLook", w__val="0620", w__noVBand=1, **{f"w__{k}": v for k, v in look.items()}
        ),
        element("w:tblDescription", w__val=description),
    )
    grid = element("w:tblGrid", *(element("w:gridCol", w__w=wide) for wide in widths))
    table = element("w:tbl", properties, grid, *drawn, xmlns__w=WORD)
    # before the properties of the section, which end the body
    paper.element.body.sectPr.addprevious(parse_xml(table))


def _kept(place: int, last: int) -> bool:
    """Whether the row at ``place`` stands on the page of the next one."""
    return last < _WHOLE or place < _TOGETHER or place > last - _TOGETHER


def _row(
    row: list[str], head: bool, kept: bool, widths: list[int], to_the_right: list[bool]
) -> str:
    columns = zip(row, widths, to_the_right, strict=True)
    return _whole(
        [_cell(text, wide, head, kept, "right" if right else "") for text, wide, right in columns],
        head,
    )


def _whole(cells: list[str], head: bool = False) -> str:
    """A row that is not broken over two pages."""
    look = element("w:cantSplit") + (element("w:tblHeader") if head else "")
    return element("w:tr", element("w:trPr", look), *cells)


def _cell(text: str, wide: int, bold: bool, kept: bool, place: str = "", look: str = "") -> str:
    """A cell; kept: it stays with the next row. place: where its words stand, '' on the left."""
    form = element(
        "w:pPr",
        element("w:pStyle", w__val=TABLE_TEXT),
        element("w:keepNext") if kept else "",
        element("w:jc", w__val=place) if place else "",
    )
    weight = element("w:rPr", element("w:b")) if bold else ""
    run = element("w:r", weight, element("w:t", said(text), xml__space="preserve")) if text else ""
    size = element("w:tcW", w__w=wide, w__type="dxa")
    stands = element("w:vAlign", w__val="bottom") if bold and not look else ""
    return element("w:tc", element("w:tcPr", size, look, stands), element("w:p", form, run))
