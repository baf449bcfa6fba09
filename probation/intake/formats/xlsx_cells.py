"""The cells of a sheet: their values as text, with what Excel shows for its numbers."""

import datetime as dt
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

#: From 16 digits on Excel puts noughts for the last ones.
EXACT = 1e15

#: A format of noughts, with signs and words between them, as 00000074 and S-0074 are shown.
_NOUGHTS = re.compile(r'(?:"[^"]*"|\\.|[-0 ()])*')
_PARTS = re.compile(r'"([^"]*)"|\\(.)|([-0 ()])')
_COLOUR = re.compile(r"\[[^\]]*\]")


def parser(sheet: "ReadOnlyWorksheet") -> Any:
    """openpyxl's parser of a sheet, which also marks the formulas that have no value."""
    from openpyxl.worksheet._reader import FORMULA_TAG, VALUE_TAG, WorkSheetParser

    class Parser(WorkSheetParser):  # type: ignore[misc]  # openpyxl has no types
        def parse_cell(self, element: Any) -> dict[str, Any]:
            cell: dict[str, Any] = super().parse_cell(element)
            if cell["value"] is None and element.find(FORMULA_TAG) is not None:
                # a formula may well give a text of no characters
                empty = element.get("t") == "str" and element.find(VALUE_TAG) is not None
                cell["uncalculated"] = not empty
            if cell["data_type"] == "n":
                cell["shown_as"] = shown_as.get(cell["style_id"], "General")
            return cell

    book: Any = sheet.parent
    shown_as = {style: _format(book, style) for style in range(len(book._cell_styles))}
    return Parser(
        None,
        sheet._shared_strings,
        data_only=True,
        epoch=book.epoch,
        date_formats=book._date_formats,
        timedelta_formats=book._timedelta_formats,
    )


def text(value: object, shown_as: str = "General") -> str | None:
    """A cell's value as text: dates ISO, whole numbers without .0, other numbers as Excel shows.

    shown_as: the number format of the cell; noughts that it puts before a number are kept.
    """
    match value:
        case None | str():
            return value
        case bool():
            return "true" if value else "false"
        case int() | float() if (
            (noughts := _noughts(shown_as)) and 0 <= value < EXACT and value == int(value)
        ):
            return _filled(noughts, str(int(value)))
        case float():
            return f"{value:.15g}"
        case dt.datetime():
            return value.isoformat(sep=" ").removesuffix(" 00:00:00")
        case dt.date() | dt.time():
            return value.isoformat()
    return str(value)


def is_inexact(value: object) -> bool:
    """Whether a cell holds a number that is not whole, or so long that digits may be lost."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return value != value or abs(value) >= EXACT or value != int(value)


def _format(book: Any, style: int) -> str:
    """The number format of a style."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

    number = book._cell_styles[style].numFmtId
    if number < BUILTIN_FORMATS_MAX_SIZE:
        return str(BUILTIN_FORMATS.get(number, "General"))
    return str(book._number_formats[number - BUILTIN_FORMATS_MAX_SIZE])


@lru_cache
def _noughts(shown_as: str) -> tuple[tuple[str, str, str], ...]:
    """The parts of a format of several noughts: words, signs, noughts; none for another format."""
    form = _COLOUR.sub("", shown_as.split(";")[0])
    parts = tuple(_PARTS.findall(form)) if _NOUGHTS.fullmatch(form) else ()
    return parts if sum(sign == "0" for _, _, sign in parts) > 1 else ()


def _filled(parts: tuple[tuple[str, str, str], ...], digits: str) -> str:
    """The digits in place of the noughts, from the right; those too many before the first."""
    places = sum(sign == "0" for _, _, sign in parts)
    digits = digits.zfill(places)
    more = len(digits) - places
    each = iter([digits[: more + 1], *digits[more + 1 :]])
    return "".join(next(each) if part[2] == "0" else "".join(part) for part in parts)
