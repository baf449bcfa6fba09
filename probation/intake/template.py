"""An empty workbook and a mapping example for those who bring their own cases."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from probation.domain.questions import QUESTIONS
from probation.domain.vocabulary import NOT_RECORDED, Factor
from probation.domain.wording import join_or
from probation.errors import ReaderError
from probation.intake import columns
from probation.intake.mapping import EMPTY

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

#: A drop-down list of a workbook holds so many characters at most.
_LONGEST_LIST = 255
_ROWS = 5000
_OPTIONAL = "May be left out: it follows from another column, or may be empty."
_ADDED = f"The column may be left out: {NOT_RECORDED} then. A cell may not be empty."


def write_templates(folder: Path, codes: Mapping[str, Sequence[str]]) -> list[Path]:
    """Writes a workbook and a mapping example for each shape into ``folder``; gives their paths.

    codes: the valid codes of each column that has any. Raises ReaderError where one is there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tidy, wide = folder / "template-tidy.xlsx", folder / "template-wide.xlsx"
    mappings = {folder / "mapping-tidy.toml": _TIDY, folder / "mapping-wide.toml": _WIDE}
    for path in (tidy, wide, *mappings):
        if path.exists():
            raise ReaderError(f"{path} is there already, perhaps filled in; name another folder.")
    _write_workbook(tidy, columns.TIDY, codes)
    _write_workbook(wide, {"cases": columns.WIDE}, codes)
    for path, text in mappings.items():
        path.write_text(text, encoding="utf-8")
    return [tidy, wide, *mappings]


def _write_workbook(
    path: Path, sheets: Mapping[str, Sequence[str]], codes: Mapping[str, Sequence[str]]
) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = "Template for inspected cases"
    book.properties.creator = "Probation interventions dashboard"
    for name, own in sheets.items():
        _fill(book.create_sheet(name), own, codes)
    book.save(path)


def _fill(sheet: "Worksheet", own: Sequence[str], codes: Mapping[str, Sequence[str]]) -> None:
    """A header of our columns, each with a comment and, where it has codes, a drop-down list."""
    from openpyxl.comments import Comment
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for place, column in enumerate(own, start=1):
        valid = _codes_of(column, codes)
        cell = sheet.cell(1, place, column)
        cell.font = Font(bold=True)
        comment = Comment(_comment(column, valid), "Dashboard")
        comment.width, comment.height = 360, 160
        cell.comment = comment
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = max(12, len(column) + 2)
        # text, so that a spreadsheet changes no id, month or code into a number or a date
        sheet.column_dimensions[letter].number_format = "@"
        listed = f'"{",".join(valid)}"'
        if valid and len(listed) <= _LONGEST_LIST:
            choice = DataValidation(type="list", formula1=listed, allow_blank=True)
            choice.add(f"{letter}2:{letter}{_ROWS}")
            sheet.add_data_validation(choice)


def _codes_of(column: str, codes: Mapping[str, Sequence[str]]) -> Sequence[str]:
    if column in columns.WIDE_PRIORITIES or column in columns.WIDE_JUDGEMENTS:
        return codes["judgement"]
    return codes.get(column, ())


def _comment(column: str, valid: Sequence[str]) -> str:
    parts = [_meaning(column)]
    if valid:
        parts.append(f"Codes: {', '.join(valid)}.")
    if column in columns.OPTIONAL:
        parts.append(_ADDED if column in columns.ADDED else _OPTIONAL)
    return "\n".join(parts)


def _meaning(column: str) -> str:
    if column in columns.MEANING:
        return f"{columns.MEANING[column]}."
    if column in columns.WIDE_PRIORITIES:
        factor = Factor(columns.WIDE_PRIORITIES[column])
        return f"Was {factor.phrase} one of the case's priority factors? One to five a case."
    question, code = columns.WIDE_JUDGEMENTS[column]
    of = f" For {Factor(code).phrase}; empty where it was no priority." if code else ""
    return f"{QUESTIONS[question].title}{of} Empty where the question did not apply."


_COMMON = f"""\
# What the case set is called on every page and in every file.
label = "Inspections, extract of 31 March 2018"

# What your codes, or their labels, mean, by column of ours: "yours" = "ours". A value that is one
# of ours already, in whatever capitals, needs no line. Nothing else is guessed: '-' or 'N/A' are
# refused until a line says that they mean {NOT_RECORDED} or, where a cell may be empty, "{EMPTY}".
# A line for "" says what your empty cells mean.
[codes.provider]
"National Probation Service" = "NPS"
"Community Rehabilitation Company" = "CRC"

[codes.ethnic_group]
"Not stated" = "{NOT_RECORDED}"

[codes.judgement]
"Y" = "yes"
"N" = "no"
"Not applicable" = "{EMPTY}"
"""
_HEAD = """\
# A mapping file says what an extract calls the things this dashboard has names for.
# Take out what you do not need; a line that begins with # does nothing.
# Columns to pass over, such as free notes. Leave names and numbers of people out of the file.
ignore = ["Notes"]
"""
_TIDY = f"""\
{_HEAD}# {join_or(columns.TIDY, "and")}: three files, or three sheets of one workbook
shape = "tidy"

{_COMMON}
# The file (without its ending) or sheet that holds each table, where it is not called so.
[tables]
cases = "Case list"

# What your file calls our columns: ours = "yours". Columns called as ours need no line.
[columns]
case_id = "Case ref"
inspected_on = "Inspection month"
"""
_WIDE = f"""\
{_HEAD}# one row a case, one column per question and factor
shape = "wide"

{_COMMON}
# The same for the columns that say whether a factor was a priority.
[codes.priority]
"1" = "yes"
"0" = "no"

# What your file calls our columns: ours = "yours". Columns called as ours need no line. Ours are
# priority_FACTOR, QUESTION_FACTOR and, for what was asked once a case, QUESTION.
[columns]
case_id = "Case ref"
priority_accommodation = "ACC_PRIORITY"
availability_accommodation = "ACC_AVAILABLE"
partner_risk_focus = "PARTNER_RISK"
"""
