"""What the cells of a CSV file mean to a regression: numbers, levels, or nothing."""

import re
from collections.abc import Collection
from pathlib import Path
from typing import Any

from probation.domain.wording import join_or
from probation.errors import ReaderError
from probation.stepwise.columns import number
from probation.stepwise.roles import Roles
from probation.store.grouped_csv import ROWS, first_of, grouped, header

#: How programs write that there is no number: R, SPSS, SAS, databases, spreadsheets, pandas.
MISSING_CODES = ("NA", ".", "#NULL!", "NULL", "#N/A", "nan", "-")
#: Texts that were meant as numbers: "1,020", "30,5", "12 %".
_MEANT = re.compile(r"[+-]?[0-9][0-9.,' ]*%?")

#: The columns of a file and how often each row of them stands there; what was taken as missing.
Read = tuple[dict[str, list[Any]], list[int], list[str]]


def read(path: Path, roles: Roles, missing_codes: Collection[str] = MISSING_CODES) -> Read:
    """The columns that ``roles`` names, a sentence for each that held codes of missing values.

    Blanks at the end of a cell mean nothing. In a column of numbers one of ``missing_codes``, in
    capitals or not, is missing, and any other text is refused with its row (ReaderError); columns
    that ``roles`` takes as categories are left as they are. Rows may come more than once.
    """
    roles.check(header(path))
    columns = grouped(path, roles.columns())
    rows = columns.pop(ROWS)
    columns = {name: list(map(_trimmed, cells)) for name, cells in columns.items()}
    codes = {code.casefold() for code in missing_codes}
    said = []
    for name in (roles.outcome, *roles.candidates):
        if name in roles.levels or name in roles.categorical:
            continue
        strays = _strays(columns[name], codes)
        if strays is None:
            continue
        if strays:
            raise ReaderError(_refused(path, name, strays))
        columns[name], found = _without(columns[name], rows, codes)
        if found:
            each = join_or([f"{code} ({count:,})" for code, count in found.items()], "and")
            said.append(f"In '{name}' these count as missing: {each}.")
    return columns, rows, said


def _trimmed(cell: str | None) -> str | None:
    return cell.rstrip() if cell is not None else None


def _strays(cells: list[str | None], codes: Collection[str]) -> list[str] | None:
    """The texts in a column of numbers that are neither numbers nor codes; None for one of texts.

    Numbers are at least half of what a column of numbers holds, or everything was meant as one.
    """
    distinct = [cell for cell in dict.fromkeys(cells) if cell and cell.casefold() not in codes]
    texts = [cell for cell in distinct if not _is_number(cell)]
    meant = all(_MEANT.fullmatch(text) for text in texts)
    return texts if meant or 2 * len(texts) <= len(distinct) else None


def _is_number(cell: str) -> bool:
    try:
        number(cell)
    except ValueError:
        return False
    return True


def _without(
    cells: list[str | None], rows: list[int], codes: Collection[str]
) -> tuple[list[str | None], dict[str, int]]:
    """A column with nothing in place of the codes, and how many rows held each."""
    kept: list[str | None] = []
    found: dict[str, int] = {}
    for cell, count in zip(cells, rows, strict=True):
        is_code = cell is not None and cell.casefold() in codes
        if cell is not None and is_code:
            found[cell] = found.get(cell, 0) + count
        kept.append(None if is_code else cell)
    return kept, found


def _refused(path: Path, name: str, strays: list[str]) -> str:
    row, text = first_of(path, name, strays)  # cells come grouped, in no order of the file
    return (
        f"Row {row:,} has '{text[:40]}' as its '{name}', which is no number,"
        f" though the others are. Mend it, say --missing-codes if it means that there is none, or"
        f" say --categorical if '{name}' is no number at all."
    )
