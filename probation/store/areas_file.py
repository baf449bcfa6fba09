"""What an areas file must be before its areas are believed: its form, and the cells of a row."""

import re
from collections.abc import Collection, Mapping
from pathlib import Path

from probation.domain.vocabulary import PLACES, Dimension
from probation.errors import ReaderError
from probation.intake.fault import Fault
from probation.intake.formats import csv_top, framing
from probation.intake.formats.csv import encoding_fault
from probation.intake.formats.place import Place, shown
from probation.intake.formats.sniffing import sniff
from probation.intake.names import wrong_with

_SLUG = re.compile(r"[a-z0-9_]+")
_MONTH = re.compile(r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])")
#: Rules of a file that is something else than its name says, or that nobody can open.
_NO_CSV = ("F02", "F05")


def check_form(path: Path, columns: Collection[str]) -> None:
    """Raises ReaderError for a file that is no CSV, not UTF-8, or has other signs than commas."""
    if fault := _form_fault(path, {framing.plain(column) for column in columns}):
        fix = csv_top.SAVE if fault.rule in _NO_CSV else fault.how_to_fix
        raise ReaderError(f"{fault.message} {fix}")


def _form_fault(path: Path, known: Collection[str]) -> Fault | None:
    place = Place(shown(path.name))
    if faults := sniff(path, place, ".csv"):  # whatever it is called
        return faults[0]
    if fault := encoding_fault(path, place):
        return fault
    first = csv_top.top(path)
    return csv_top.check_top(first, framing.header_at(first.rows, known), place, known)


def check_row(where: str, area: Mapping[str, str]) -> None:
    """Raises ReaderError for a cell that is not what its column holds.

    That is plain words, a code, the name of a code, months. where: what the sentence begins with,
    up to the name of the column.
    """
    places = [dim.value for dim in PLACES]
    for column in [column for column in area if column not in places]:
        needed = area[column] or column == "contract_package_area"
        if needed and (rule := wrong_with(area[column])):
            raise ReaderError(f"{where} {column}: {rule}.")
    for column in places:
        code = area[column]
        if code and not area[f"{column}_name"]:
            raise ReaderError(f"{where} {column}_name: '{code}' has no name; write one.")
        if not _SLUG.fullmatch(code) and (code or column != Dimension.AREA):
            raise ReaderError(
                f"{where} {column}: '{code[:40]}' is not a code;"
                " use lower-case letters, digits and _."
            )
    if not all(map(_MONTH.fullmatch, filter(None, area["reports"].split(";")))):
        raise ReaderError(
            f"{where} reports: '{area['reports'][:40]}' stands there;"
            " write YYYY-MM, with semicolons between several."
        )
