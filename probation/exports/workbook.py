"""A briefing as an accessible Excel workbook, by the Government Analysis Function's gptables."""

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time
from io import BytesIO
from typing import Any

import pandas as pd

from probation.briefing.assembled import AssembledBriefing
from probation.exports.cells import height, width
from probation.exports.columns import Form
from probation.exports.sheets import (
    COVER_TITLE_WIDTH,
    COVER_WIDTH,
    CREATOR,
    SHOW,
    Book,
    Cover,
    TableSheet,
    book,
    rows_of,
)
from probation.exports.wording import Cell, Shown

#: The library for workbooks, which is loaded when the first one is made.
Gptables = Any
#: Text is written as text: none of it becomes a formula, a number or a link.
_AS_TEXT = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
#: Excel's code of the size A4.
_A4 = 9
#: Heights in points of a line of 12 points, and of one of a heading.
_LINE, _HEAD = 16, 24


def workbook(paper: AssembledBriefing) -> bytes:
    """``paper`` as an .xlsx file: cover, contents, notes, columns, and one table a sheet.

    The same paper gives the same bytes.
    """
    made, file = book(paper), BytesIO()
    with _quiet():
        import gptables

        written = gptables.GPWorkbook(file, options={"in_memory": True, **_AS_TEXT})
        written.set_theme(_theme(gptables))
        written.set_properties(_properties(made))
        _front(gptables, _on_paper(written.add_worksheet("Cover")), made.cover)
        for sheet in made.sheets:
            _write(gptables, written, sheet)
        written.close()
    return file.getvalue()


@contextmanager
def _quiet() -> Iterator[None]:
    """Without what gptables 2.0 does that is warned of, and that nobody here can mend.

    It leaves the file of its theme open when it is first imported, and calls pandas 3 in ways that
    pandas 4 will not know.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        warnings.filterwarnings("ignore", category=DeprecationWarning, module=r"gptables\.")
        yield


def _theme(gptables: Gptables) -> Any:
    """gptables' own theme, the lines above a table no larger than the table."""
    theme = gptables.Theme(
        {
            "global": {"font_name": "Arial", "font_size": 12},
            "cover_title": {"bold": True, "font_size": 16, "text_wrap": True},
            "cover_subtitle": {"bold": True, "font_size": 14, "text_wrap": True},
            "cover_text": {"text_wrap": True, "valign": "top"},
            "title": {"bold": True, "font_size": 13},
            "column_heading": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"},
            "data": {"text_wrap": True, "valign": "top"},
        }
    )
    theme.update_description_order(["instructions", "legend"])
    return theme


def _properties(made: Book) -> dict[str, Any]:
    return {
        "title": made.cover.title,
        "author": CREATOR,
        "subject": made.subject,
        "comments": made.comments,
        "created": datetime.combine(made.made_on, time()),
    }


def _front(gptables: Gptables, page: Any, cover: Cover) -> None:
    intro, about, contact = (
        [_literal(text) for text in part] for part in (cover.intro, cover.about, cover.contact)
    )
    title = gptables.core.gptable.FormatList(_literal(cover.title))
    page.write_cover(gptables.Cover(title, intro, about, contact, width=COVER_WIDTH))
    heights = [_HEAD * height([(cover.title, COVER_TITLE_WIDTH)])]
    for part in (cover.intro, cover.about, cover.contact):
        heights += [_HEAD, *(_LINE * height([(text, COVER_WIDTH)]) for text in part)]
    for row, points in enumerate(heights):
        page.set_row(row, points)


def _write(gptables: Gptables, written: Any, sheet: TableSheet) -> None:
    """One sheet: gptables writes, and marks the table as one."""
    table = gptables.GPTable(
        _frame(gptables, sheet),
        sheet.name.lower(),
        _literal(sheet.title),
        subtitles=[*map(_literal, sheet.about), *_link(sheet)],
        instructions=_literal(sheet.reading),
        legend=[_literal(text) for text in (*sheet.symbols, *sheet.origin)],
        index_columns={},
        additional_formatting=[_format(*each) for each in enumerate(sheet.columns)],
    )
    page = _on_paper(written.add_worksheet(sheet.name))
    page.write_gptable(table, auto_width=False)
    head = table.data_range[0]
    page.repeat_rows(head)
    page.set_row(0, _HEAD)
    widths = [width(column) for column in sheet.columns]
    for place, characters in enumerate(widths):
        page.set_column(place, place, characters + 2)
    # Excel would find the heights itself, other programs do not
    rows = [[column.heading for column in sheet.columns], *rows_of(sheet)]
    for row, texts in enumerate(rows, start=head):
        page.set_row(row, _LINE * height(zip(texts, widths, strict=True)))


def _format(place: int, column: Shown) -> dict[str, Any]:
    """How the cells of a column are shown; words keep off the numbers before them."""
    if column.form.decimals is not None:
        shown: dict[str, Any] = {"num_format": number_format(column.form)}
    else:
        shown = {"align": "left", "indent": 1 if place else 0}
    return {"column": {"columns": [place], "format": shown, "include_names": True}}


def _on_paper(page: Any) -> Any:
    """``page``, to be printed lying, all its columns on one sheet of paper."""
    page.set_paper(_A4)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    return page


def _frame(gptables: Gptables, sheet: TableSheet) -> pd.DataFrame:
    """The table as gptables takes it."""
    columns = {
        _undollared(column.heading): [_cell(gptables, cell) for cell in column.cells]
        for column in sheet.columns
    }
    frame = pd.DataFrame(columns, dtype=object)
    if sheet.leads:
        first = frame.columns[0]
        frame[first] = [f"[{name}](internal:'{name}'!A1)" for name in frame[first]]
    return frame


def _cell(gptables: Gptables, cell: Cell) -> Any:
    """A cell as gptables takes it: it refuses text without a letter of English, and reads links."""
    if not isinstance(cell, str) or (re.search("[a-zA-Z0-9]", cell) and "](" not in cell):
        return cell
    return gptables.core.gptable.FormatList([{}, cell])


def _literal(text: str) -> list[dict[str, Any] | str]:
    """``text`` as gptables' formatted text, in which it looks for no link."""
    return [{}, _undollared(text)]


def _undollared(text: str) -> str:
    """``text`` without two dollars together, between which gptables looks for a note."""
    return re.sub(r"\$(?=\$)", "$ ", text)


def _link(sheet: TableSheet) -> list[str]:
    """The line that leads to the dashboard, in the form in which gptables reads a link."""
    address = sheet.link.replace("(", "%28").replace(")", "%29").replace("$", "%24")
    return [f"[{SHOW}]({address})"] if address else []


def number_format(form: Form) -> str:
    """How a spreadsheet shows the numbers of a column, such as '#,##0.0'."""
    decimals = f".{'0' * form.decimals}" if form.decimals else ""
    shown = f"#,##0{decimals}"
    if form.signed:
        return f"+{shown};-{shown};{shown}"
    if form.least:
        return f'[<{form.least}]"< {form.least}";{shown}'
    return shown
