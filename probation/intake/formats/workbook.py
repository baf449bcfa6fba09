"""Is a workbook safe to open? Its ZIP directory, its XML and its kind, before openpyxl sees it."""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from probation.intake.fault import Fault
from probation.intake.formats import limits, package
from probation.intake.formats.place import Place, shown

_CONTENTS = "[Content_Types].xml"
_ENCRYPTED_FLAG = 0x1
_PROLOG_BYTES = 65_536
_AGAIN = "Save it again in Excel or LibreOffice as .xlsx."
SAVE_AS = "Open it in the program that made it, and save it as .xlsx ('Excel Workbook') or .csv."
UNPACK = "Unpack it, and give the file that is in it."
NO_WORKBOOK = "a ZIP file, but no workbook"
_REPACK = "Open it in Excel and save it again; where that fails, export the data as .csv."
_MOST_NAMED = 1_000
_PLAIN = "a plain .xlsx workbook"

#: How the directory at the end of a ZIP file begins; a comment may follow it.
_END, _END_BYTES = b"PK\x05\x06", 65_557
#: What other programs pack in ZIP files, by the first letters of a part that tells.
_PARTS = {
    "xl/workbook.bin": "a binary workbook (.xlsb)",
    "word/": "a Word document",
    "ppt/": "a PowerPoint presentation",
    "index/": "a file of Apple Numbers",
    "index.zip": "a file of Apple Numbers",
}

#: What opening a broken ZIP file may raise.
BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, EOFError, OSError)


def check_workbook(path: Path, place: Place) -> list[Fault]:
    """Faults for which the workbook is not opened; none where it may be."""
    try:
        with zipfile.ZipFile(path) as archive:
            faults = list(_check_directory(archive.infolist(), place))
            if not faults:
                faults = [*_check_xml(archive, place)] or [*_check_kind(archive, place)]
    except (*BROKEN_ZIP, ValueError, RuntimeError):
        return [damaged(place) if _has_end(path) else _cut_short(place)]
    return faults


def damaged(place: Place) -> Fault:
    """A fault for a workbook whose inside is broken."""
    message = f"{place.file} is packed as a workbook is, but what it holds is damaged."
    fix = "Open it in Excel or LibreOffice and save it again as .xlsx; or export it again."
    return place.fault("F02", message, fix, "a whole workbook", "damaged content")


def _cut_short(place: Place) -> Fault:
    message = f"{place.file} begins as a workbook, but its end is missing: it was cut short."
    fix = "Copy or download it again, whole."
    return place.fault("F02", message, fix, "a whole workbook", "no end")


def _has_end(path: Path) -> bool:
    """Whether the directory of parts, which is the end of a ZIP file, is announced there."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _END_BYTES))
        return _END in file.read()


def zip_kind(path: Path) -> str | None:
    """What a ZIP file is, in words; None where it is a workbook, or cannot be told."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _other_kind(archive)
    except (*BROKEN_ZIP, ValueError, RuntimeError):
        return "a ZIP file that is damaged or was cut short"


def _other_kind(archive: zipfile.ZipFile) -> str | None:
    """What an archive is other than a workbook of parts that XML describes."""
    names = {name.lower() for name in archive.namelist()}
    if "mimetype" in names:
        with archive.open("mimetype") as mimetype:
            kind = mimetype.read(_MOST_NAMED).decode("ascii", "replace")
        if kind.startswith("application/vnd.oasis.opendocument."):
            sheet = kind.removeprefix("application/vnd.oasis.opendocument.") == "spreadsheet"
            return "an OpenDocument spreadsheet (.ods)" if sheet else "an OpenDocument file"
    for part, words in _PARTS.items():
        if any(name.startswith(part) for name in names):
            return words
    if _CONTENTS not in archive.namelist() or not _has_main(archive):
        return NO_WORKBOOK
    return None


def _has_main(archive: zipfile.ZipFile) -> bool:
    try:
        package.main_part(archive)
    except (KeyError, ValueError, SyntaxError):  # no such part; XML that is refused or broken
        return False
    return True


def _check_directory(parts: list[zipfile.ZipInfo], place: Place) -> Iterator[Fault]:
    """By what the ZIP directory declares; more than that, zipfile does not read."""
    name = place.file
    inflated = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    outside = [p.filename for p in parts if _leads_outside(p.filename)]
    if any(part.flag_bits & _ENCRYPTED_FLAG for part in parts):
        fix = "Take the password off and save it as .xlsx."
        yield place.fault("F05", f"{name} is encrypted.", fix, _PLAIN, "an encrypted part")
    if inflated > limits.INFLATED_BYTES:
        most = limits.INFLATED_BYTES // limits.MEGABYTE
        unpacked = f"{inflated / limits.MEGABYTE:,.0f} MB"
        message = f"{name} would unpack to {unpacked}; {most} MB is the most taken."
        fix = "Export the data as .parquet or .csv, or split them by area."
        yield place.fault("F03", message, fix, f"at most {most} MB unpacked", unpacked)
    if inflated > limits.RATIO_FROM_BYTES and inflated > packed * limits.INFLATED_RATIO:
        times = f"{inflated / packed:,.0f} times"
        message = f"{name} would unpack to {times} its size, as no table of cases does."
        expected = f"at most {limits.INFLATED_RATIO} times"
        yield place.fault("F03", message, "Export the data as .csv.", expected, times)
    if len(parts) > limits.WORKBOOK_PARTS:
        found = f"{len(parts):,} parts"
        message = f"{name} has {found}; {limits.WORKBOOK_PARTS:,} is the most taken."
        fix = "Copy the tables into a new workbook without pictures and charts."
        yield place.fault("F03", message, fix, f"at most {limits.WORKBOOK_PARTS:,} parts", found)
    if len({part.filename for part in parts}) < len(parts):
        message = f"{name} holds two parts of the same name."
        yield place.fault("F03", message, _AGAIN, "each part once", "a part twice")
    if any("\\" in part.filename for part in parts) and not outside:
        message = (
            f"{name} names its parts with \\ where a workbook has /: few programs can open it."
        )
        found = next(part.filename for part in parts if "\\" in part.filename)
        yield place.fault("F02", message, _REPACK, "parts named with /", shown(found))
    if outside:
        message = f"{name} holds a part whose name leads out of the workbook."
        yield place.fault("F03", message, _AGAIN, "names without ..", shown(outside[0]))


def _leads_outside(name: str) -> bool:
    return bool(re.search(r"(^|[/\\])\.\.([/\\]|$)|^[/\\]|^[A-Za-z]:|\x00", name))


def _check_kind(archive: zipfile.ZipFile, place: Place) -> Iterator[Fault]:
    names = {name.lower() for name in archive.namelist()}
    if other := _other_kind(archive):
        message = f"{place.file} is called .xlsx, but by its content it is {other}."
        fix = UNPACK if other == NO_WORKBOOK else SAVE_AS
        yield place.fault("F02", message, fix, _PLAIN, other)
        return
    if any(name.endswith("vbaproject.bin") for name in names) or (
        b"macroEnabled" in archive.read(_CONTENTS)
    ):
        message = f"{place.file} holds macros."
        fix = "Save it in Excel as .xlsx ('Excel Workbook'), which leaves the macros out."
        yield place.fault("F05", message, fix, _PLAIN, "macros")
    if any(name.startswith("xl/externallinks/") for name in names):
        message = f"{place.file} takes values from other workbooks."
        fix = "In Excel use Data, Edit Links, Break Link; then save it again."
        yield place.fault("F05", message, fix, "no links to other files", "external links")


def _check_xml(archive: zipfile.ZipFile, place: Place) -> Iterator[Fault]:
    """Entities can only be declared before the first element of a part: so far is looked."""
    for part in archive.namelist():
        if not part.lower().endswith((".xml", ".rels", ".vml")):
            continue
        with archive.open(part) as file:
            start = file.read(_PROLOG_BYTES)
        found = _prolog(start)
        if found:
            message = f"{place.file} {found}, as no spreadsheet program writes."
            yield place.fault("F04", message, _AGAIN, "plain XML", shown(part))
            return


class _PrologOverError(Exception):
    """The prolog of an XML part is over."""


def _prolog(start: bytes) -> str | None:
    """What is wrong with how an XML part begins; None where nothing is."""
    seen: list[str] = []

    def doctype(*_: object) -> None:
        seen.append("declares entities of its own")
        raise _PrologOverError

    def element(*_: object) -> None:
        raise _PrologOverError

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = element
    try:
        parser.Parse(start, False)
    except _PrologOverError:
        return seen[0] if seen else None
    except expat.ExpatError:
        return None  # openpyxl meets it again, and says that the workbook is damaged
    return seen[0] if seen else "begins with more than an element"
