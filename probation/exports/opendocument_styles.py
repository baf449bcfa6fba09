"""The styles of an OpenDocument spreadsheet: pages, columns, cells and numbers."""

from typing import Any

from probation.exports.columns import Form

#: A document, an element or a style of odfpy, which has no types.
Odf = Any
_FONT = "Arial"
#: The sizes of text, of titles and of headings.
SIZE, TITLE, HEADING, TABLE_TITLE = "12pt", "16pt", "14pt", "13pt"
#: The width of a character in centimetres.
_CHARACTER = 0.23


class Styles:
    """The styles of a document, each made when it is first asked for."""

    def __init__(self, document: Odf) -> None:
        self._document = document
        self._made: dict[object, Odf] = {}
        self._set_defaults()
        self.page = self._lying()

    def _set_defaults(self) -> None:
        from odf.style import DefaultStyle, TextProperties

        cell = DefaultStyle(family="table-cell")
        font = {"fontfamily": _FONT, "fontsize": SIZE, "language": "en", "country": "GB"}
        cell.addElement(TextProperties(**font))
        for default in (cell, DefaultStyle(family="table"), DefaultStyle(family="table-row")):
            self._document.styles.addElement(default)

    def _lying(self) -> Odf:
        """A table on paper that lies, all its columns on one sheet of it."""
        from odf.namespaces import STYLENS
        from odf.style import (
            MasterPage,
            PageLayout,
            PageLayoutProperties,
            Style,
            TableProperties,
        )

        layout = PageLayout(name="Lying")
        size = {"pagewidth": "29.7cm", "pageheight": "21cm", "printorientation": "landscape"}
        properties = PageLayoutProperties(**size)
        properties.setAttrNS(STYLENS, "scale-to-X", "1")  # of ODF 1.3, which odfpy does not know
        layout.addElement(properties)
        self._document.automaticstyles.addElement(layout)
        page = MasterPage(name="Lying", pagelayoutname=layout)
        self._document.masterstyles.addElement(page)
        style = Style(name="Sheet", family="table", masterpagename=page)
        style.addElement(TableProperties(display="true"))
        self._document.automaticstyles.addElement(style)
        return style

    def column(self, characters: int) -> Odf:
        """A column so wide."""
        from odf.style import Style, TableColumnProperties

        if (found := self._made.get(characters)) is None:
            found = Style(name=f"Column{characters}", family="table-column")
            room = f"{(characters + 2) * _CHARACTER:.2f}cm"
            found.addElement(TableColumnProperties(columnwidth=room))
            self._keep(characters, found)
        return found

    def row(self) -> Odf:
        """A row as high as its text; programs otherwise keep the height of one line."""
        from odf.style import Style, TableRowProperties

        if (found := self._made.get("row")) is None:
            found = Style(name="Row", family="table-row")
            found.addElement(TableRowProperties(useoptimalrowheight="true"))
            self._keep("row", found)
        return found

    def text(self, size: str = SIZE, bold: bool = False, wrap: bool = False) -> Odf:
        """A cell of text."""
        return self._cell(("text", size, bold, wrap), size, bold, wrap)

    def head(self, number: bool) -> Odf:
        """A cell of a header row, over a line; over numbers on the right."""
        return self._cell(("head", number), bold=True, wrap=True, line=True, right=number)

    def number(self, form: Form) -> Odf:
        """A cell of a column of numbers, or a symbol in it."""
        key = ("number", form)
        shown = None if key in self._made or form.decimals is None else self._number_style(form)
        return self._cell(key, right=form.decimals is not None, wrap=True, shown=shown)

    def _cell(
        self,
        key: object,
        size: str = SIZE,
        bold: bool = False,
        wrap: bool = False,
        line: bool = False,
        right: bool = False,
        shown: Odf = None,
    ) -> Odf:
        from odf.style import ParagraphProperties, Style, TableCellProperties, TextProperties

        if (found := self._made.get(key)) is not None:
            return found
        more = {"datastylename": shown} if shown is not None else {}
        found = Style(name=f"Cell{len(self._made)}", family="table-cell", **more)
        edge = {"borderbottom": "0.5pt solid #000000"} if line else {}
        wrapped = {
            "wrapoption": "wrap" if wrap else "no-wrap",
            "verticalalign": "bottom" if line else "top",
        }
        found.addElement(TableCellProperties(**wrapped, **edge))
        # words keep off the numbers before them
        align = {"textalign": "end"} if right else {"textalign": "start", "marginleft": "0.15cm"}
        found.addElement(ParagraphProperties(**align))
        weight = {"fontweight": "bold"} if bold else {}
        found.addElement(TextProperties(fontsize=size, **weight))
        self._keep(key, found)
        return found

    def _number_style(self, form: Form) -> Odf:
        """How the numbers of a column are shown.

        Among the common styles: odfpy leaves out automatic ones that other styles alone name.
        """
        from odf.style import Map

        name = f"Number{len(self._made)}"
        usual = self._digits(name, form)
        if form.signed:
            for which, sign, letter in ((">", "+", "P"), ("<", "-", "N")):
                self._document.styles.addElement(self._digits(f"{name}{letter}", form, sign))
                condition = f"value(){which}0"
                usual.addElement(Map(condition=condition, applystylename=f"{name}{letter}"))
        if form.least:
            self._document.styles.addElement(self._less(f"{name}L", form))
            usual.addElement(Map(condition=f"value()<{form.least}", applystylename=f"{name}L"))
        self._document.styles.addElement(usual)
        return usual

    def _digits(self, name: str, form: Form, before: str = "") -> Odf:
        from odf.number import Number, NumberStyle, Text

        style = NumberStyle(name=name)
        if before:
            style.addElement(Text(text=before))
        places = str(form.decimals)
        style.addElement(Number(decimalplaces=places, minintegerdigits="1", grouping="true"))
        return style

    def _less(self, name: str, form: Form) -> Odf:
        from odf.number import NumberStyle, Text

        style = NumberStyle(name=name)
        style.addElement(Text(text=f"< {form.least}"))
        return style

    def _keep(self, key: object, style: Odf) -> None:
        self._made[key] = style
        self._document.automaticstyles.addElement(style)
