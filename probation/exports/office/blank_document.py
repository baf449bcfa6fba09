"""An empty paper: python-docx's own template on A4, in Arial, free of what is not used."""

import functools
import io
from typing import TYPE_CHECKING, Any

from probation.charts.theme import LIGHT
from probation.exports.office.markup import FONT, LANGUAGE, element

if TYPE_CHECKING:
    from docx.document import Document

#: The width of the text, in inches, and the space around it in centimetres.
TEXT_WIDTH = 17 / 2.54
_MARGIN = 2.0
TABLE_STYLE, TABLE_TEXT, LINK = "BriefingTable", "TableText", "Hyperlink"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

#: Beside the text of a cell, in inches.
CELL_MARGIN = 0.05
#: Styles of paragraphs: size, space before and after in points, bold, quiet, with the next one.
_STYLES = {
    "Normal": (10.5, 0, 6, False, False, False),
    "Title": (24, 0, 10, True, False, False),
    "TOC Heading": (13, 14, 4, True, False, True),
    "Heading 1": (15, 22, 4, True, False, True),
    "Heading 2": (11, 10, 2, True, False, True),
    "Subtitle": (10.5, 0, 6, False, True, True),
    "Caption": (10, 4, 6, True, False, False),
    "List Bullet": (10, 0, 3, False, False, True),
    "List Number": (10.5, 0, 3, False, False, False),
    "Header": (9, 0, 0, False, True, False),
    "Footer": (9, 0, 0, False, True, False),
}
#: Parts of the template that nobody sees: by the ends of the types of their relationships.
_UNUSED = ("/thumbnail", "/extended-properties", "/customXml", "/stylesWithEffects", "/webSettings")


def blank_document() -> "Document":
    """A new, empty A4 paper with the styles of a briefing."""
    import docx

    return docx.Document(io.BytesIO(_template()))


@functools.cache
def _template() -> bytes:
    """Made once: opening and changing the original takes longer than all else."""
    import docx
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Cm

    paper: Any = docx.Document()
    for relationships in (paper.part.rels, paper.part.package.rels):
        for name, relationship in list(relationships.items()):
            if relationship.reltype.endswith(_UNUSED):
                relationships.pop(name)
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(_MARGIN)
    section.top_margin = section.bottom_margin = Cm(_MARGIN + 0.3)
    section.header_distance = section.footer_distance = Cm(1.1)
    paper.styles.add_style("Table Text", WD_STYLE_TYPE.PARAGRAPH)
    _plain(paper.styles)
    for name, look in (_STYLES | {"Table Text": (9.5, 1.5, 1.5, False, False, False)}).items():
        _styled(paper.styles[name], *look)
    _tables_and_links(paper.styles)
    _in_todays_form(paper.settings.element)
    file = io.BytesIO()
    paper.save(file)
    return file.getvalue()


def _plain(styles: Any) -> None:
    """All in Arial and British English, with no style of tables but the plain one."""
    from docx.oxml.ns import qn

    for style in list(styles.element.findall(qn("w:style"))):
        if style.get(qn("w:type")) == "table" and style.get(qn("w:styleId")) != "TableNormal":
            styles.element.remove(style)
    for fonts in styles.element.iter(qn("w:rFonts")):
        fonts.attrib.clear()
        for script in ("ascii", "hAnsi", "cs"):
            fonts.set(qn(f"w:{script}"), FONT)
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)


def _styled(
    style: Any, size: float, before: float, after: float, bold: bool, quiet: bool, kept: bool
) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    if style.name in ("Title", "Subtitle"):  # a rule, a numbering, wide letters
        for given in ("w:pBdr", "w:numPr", "w:spacing"):
            for found in list(style.element.iter(qn(given))):
                found.getparent().remove(found)
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = RGBColor.from_string((LIGHT.quiet if quiet else LIGHT.ink).lstrip("#"))
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), 1.1
    form.keep_with_next = kept
    if style.name in ("Header", "Footer"):
        _tab_at_the_right(form)


def _tab_at_the_right(form: Any) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Inches

    form.tab_stops.clear_all()
    form.tab_stops.add_tab_stop(Inches(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)


def _tables_and_links(styles: Any) -> None:
    """A style of tables with level lines alone, and one of links."""
    from docx.oxml import parse_xml

    grid, ink = LIGHT.grid.lstrip("#"), LIGHT.ink.lstrip("#")

    def edge(side: str, colour: str, eighths: int) -> str:
        given = {"w__val": "single", "w__sz": eighths, "w__space": 0, "w__color": colour}
        return element(f"w:{side}", **given)

    borders = element("w:tblBorders", edge("bottom", grid, 6), edge("insideH", grid, 6))
    beside = {"w__w": round(CELL_MARGIN * 1440), "w__type": "dxa"}
    margins = element("w:tblCellMar", element("w:left", **beside), element("w:right", **beside))
    head = element(
        "w:tblStylePr",
        element("w:rPr", element("w:b")),
        element("w:tcPr", element("w:tcBorders", edge("bottom", ink, 10))),
        w__type="firstRow",
    )
    table = element(
        "w:style",
        element("w:name", w__val="Briefing Table"),
        element("w:basedOn", w__val="TableNormal"),
        element("w:tblPr", borders, margins),
        head,
        w__type="table",
        w__styleId=TABLE_STYLE,
        xmlns__w=WORD,
    )
    link = element(
        "w:style",
        element("w:name", w__val="Hyperlink"),
        element(
            "w:rPr",
            element("w:color", w__val=LIGHT.provider["NPS"].lstrip("#")),
            element("w:u", w__val="single"),
        ),
        w__type="character",
        w__styleId=LINK,
        xmlns__w=WORD,
    )
    for style in (table, link):
        styles.element.append(parse_xml(style))


def _in_todays_form(settings: Any) -> None:
    """Word 2013 and later: without this the title bar says 'compatibility mode'."""
    from docx.oxml.ns import qn

    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    for language in settings.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), LANGUAGE)
