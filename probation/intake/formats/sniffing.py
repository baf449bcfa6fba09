"""What a file is by its content, held against its name, before anything reads it."""

import codecs
from collections.abc import Iterator
from pathlib import Path

from probation.intake.fault import Fault
from probation.intake.formats import limits
from probation.intake.formats.place import Place
from probation.intake.formats.workbook import NO_WORKBOOK, SAVE_AS, UNPACK, zip_kind

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"

_STARTS = (
    (b"PK\x05\x06", "an empty ZIP file"),
    (b"PAR1", "a Parquet file"),
    (b"PARE", "an encrypted Parquet file"),
    (b"$FL2", "an SPSS file"),
    (b"$FL3", "an SPSS file"),
    (b"%PDF", "a PDF file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"{\\rtf", "a rich text file"),
    (b"MIME-Version:", "a web archive"),
)
_PORTABLE = "an SPSS portable file (.por)"
_MARKUP = (b"<!doctype html", b"<html", b"<table", b"<head", b"<meta", b"<style", b"<body", b"<div")
_OF_KIND = {
    ".csv": (),
    ".xlsx": (ZIP,),
    ".parquet": (b"PAR1",),
    ".sav": (b"$FL2", b"$FL3"),
    ".zsav": (b"$FL2", b"$FL3"),
}
_CALLED = {
    ".csv": "a CSV file",
    ".xlsx": "an Excel workbook",
    ".parquet": "a Parquet file",
    ".sav": "an SPSS file",
    ".zsav": "an SPSS file",
}
_KINDS = "a .csv, .xlsx, .parquet or .sav file"
_START_BYTES = 1_000_000
_PROLOG_BYTES = 4_096
_SPLASH_BYTES = 256
_TEXT, _WORKBOOK = "text, as a CSV file is", "an .xlsx workbook"
_NO_MACROS = "Save it in Excel as .xlsx ('Excel Workbook'), which leaves the macros out."
_NO_TEMPLATE = "Open it in Excel and save it as .xlsx ('Excel Workbook')."
_TEMPLATES = (".xltx",)
_OLD_BOOKS = (".xls", ".xlsb", ".xlt")
_MACRO_BOOKS = (".xlsm", ".xltm", ".xlam")

#: What is read once it has the right name, and what once it is unpacked.
_ENDINGS = {_WORKBOOK: ".xlsx", "a Parquet file": ".parquet", "an SPSS file": ".sav"}
_PACKED = ("a gzip file", NO_WORKBOOK)

#: What Office calls the part that says what a file of its older kind is; a password hides the rest.
_STREAMS = {
    "EncryptedPackage": "encrypted",
    "Workbook": "xls",
    "Book": "xls",
    "WordDocument": "a Word document",
    "PowerPoint Document": "a PowerPoint presentation",
}


def sniff(path: Path, place: Place, kind: str = "") -> list[Fault]:
    """Faults for which the file is not read at all; none where it is what its name says.

    kind: what it must be, as ".csv", where its name is free.
    """
    return list(_faults(path, place, kind or Path(place.file).suffix.lower()))


def _faults(path: Path, place: Place, kind: str) -> Iterator[Fault]:
    name = place.file
    with path.open("rb") as file:
        start = file.read(_START_BYTES)
    if not start.removeprefix(codecs.BOM_UTF8).strip():
        yield place.fault(
            "F01", f"{name} is empty.", "Export it again, and look whether it holds any rows.",
            "a header and rows", "nothing",
        )  # fmt: skip
    elif start.startswith(OLE):
        yield _office(place, kind, _ole_kind(path, start))
    elif start.startswith(b"PARE"):
        yield place.fault(
            "F05", f"{name} is encrypted.", "Export it again without encryption.",
            "a file anyone can open", "an encrypted file",
        )  # fmt: skip
    elif kind in (*_MACRO_BOOKS, *_OLD_BOOKS):
        yield _old_name(path, place, kind, start)
    elif kind not in _OF_KIND:
        yield _other_name(path, place, kind, start)
    elif path.stat().st_size > limits.FILE_BYTES[kind]:
        yield _too_large(place, kind, path.stat().st_size)
    else:
        yield from _wrong_content(path, place, kind, start)


def _ole_kind(path: Path, start: bytes) -> str:
    """Which of _STREAMS an older Office file has in its directory; '' where that is not found."""
    size = 1 << min(12, int.from_bytes(start[30:32], "little"))
    with path.open("rb") as file:
        file.seek((int.from_bytes(start[48:52], "little") + 1) * size)
        directory = file.read(4_096)
    streams = [(stream.encode("utf-16-le"), kind) for stream, kind in _STREAMS.items()]
    found = (kind for where in (directory, start) for stream, kind in streams if stream in where)
    return next(found, "")


def _office(place: Place, kind: str, found: str) -> Fault:
    """A file of the older Office kind, in which encrypted workbooks are wrapped, too."""
    if found == "encrypted":
        what, fix = "has a password", f"Take the password off and save it as {_KINDS}."
    elif kind in _MACRO_BOOKS:
        what, fix = "can hold macros", _NO_MACROS
    elif found in ("xls", ""):
        end = limits.SHEET_ENDS[0]
        what = f"is of the old .xls kind, which ends at row {end:,}, so rows may be missing"
        fix = "Export the data again, as .xlsx; to save the .xls anew does not bring rows back."
    else:
        what, fix = f"is {found} by its content", f"Export the data as {_KINDS}."
    return place.fault("F05", f"{place.file} {what}.", fix, "a plain .xlsx workbook", kind)


def _old_name(path: Path, place: Place, kind: str, start: bytes) -> Fault:
    """A file called .xls, .xlsb or .xlsm that is none of the older Office kind."""
    name, plain = place.file, "a plain .xlsx workbook"
    found = _content(path, start) or "no workbook"
    if found == _WORKBOOK and kind in _MACRO_BOOKS:
        return place.fault("F05", f"{name} can hold macros.", _NO_MACROS, plain, kind)
    if start.startswith(ZIP) and kind == ".xlsb" and found != _WORKBOOK:
        fix = "Save it in Excel as .xlsx ('Excel Workbook')."
        return place.fault("F05", f"{name} is a binary workbook.", fix, plain, kind)
    message = f"{name} is called {kind}, but by its content it is {found}."
    return place.fault("F02", message, _fix(found), plain, found)


def _other_name(path: Path, place: Place, kind: str, start: bytes) -> Fault:
    """A file whose name ends in nothing that is read: what it is, and the name or form to give."""
    found = _content(path, start)
    if found == _WORKBOOK and kind in _TEMPLATES:
        message = f"{place.file} is a template of workbooks, not a workbook."
        return place.fault("F02", message, _NO_TEMPLATE, "a plain .xlsx workbook", kind)
    called = f"is called {kind}" if kind else "has no ending to its name"
    what = f"{called}; by its content it is {found}" if found else "is no kind of file that is read"
    fix = _fix(found) if found else f"Export it as {_KINDS}."
    return place.fault("F02", f"{place.file} {what}.", fix, _KINDS, kind or "no ending")


def _too_large(place: Place, kind: str, size: int) -> Fault:
    most = limits.FILE_BYTES[kind] // limits.MEGABYTE
    fix = "Split it by area."
    if kind != ".parquet":
        fix = "Export it as .parquet, which takes far less space, or split it by area."
    message = f"{place.file} has {size / limits.MEGABYTE:,.0f} MB; {most:,} MB is the most taken."
    return place.fault("F01", message, fix, f"at most {most:,} MB", f"{size:,} bytes")


def _wrong_content(path: Path, place: Place, kind: str, start: bytes) -> Iterator[Fault]:
    wanted = _OF_KIND[kind]
    if wanted and start.startswith(wanted):
        return
    found = _content(path, start)
    if not wanted and found in (None, _TEXT):
        return
    found = found or f"not {_CALLED[kind]}"
    called = f" is called {kind}, but" if place.file.lower().endswith(kind) else ":"
    message = f"{place.file}{called} by its content it is {found}."
    yield place.fault("F02", message, _fix(found), _CALLED[kind], found)


def _content(path: Path, start: bytes) -> str | None:
    """What a file is by its content, in words; None where that cannot be told."""
    if start.startswith(ZIP):
        return zip_kind(path) or _WORKBOOK
    plain = start.removeprefix(codecs.BOM_UTF8).lstrip()
    for magic, words in _STARTS:
        if plain.startswith(magic):
            return words
    if b"SPSS PORT FILE" in start[:_SPLASH_BYTES]:
        return _PORTABLE
    prolog = plain[:_PROLOG_BYTES].lower()
    if prolog.startswith(_MARKUP) or (prolog.startswith(b"<?xml") and b"<html" in prolog):
        return "a web page"
    if prolog.startswith(b"<?xml"):
        of_excel = b"excel.sheet" in prolog or b"office:spreadsheet" in prolog
        return "an XML spreadsheet of Excel 2003" if of_excel else "an XML file"
    return _TEXT if _is_text(start) else None


def _is_text(start: bytes) -> bool:
    """Whether it begins as text: UTF-16 with its mark, or no byte that only other files hold."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    return not any(byte < 32 and byte not in b"\t\n\r\f" for byte in start[:_PROLOG_BYTES])


def _fix(found: str) -> str:
    """What to do with a file that is something else than its name says."""
    if found in _ENDINGS:
        return f"Give it a name that ends in {_ENDINGS[found]}."
    if found == _PORTABLE:
        return "Open it in SPSS or PSPP and save it as .sav."
    if found in _PACKED:
        return UNPACK
    if found == _TEXT:
        return (
            "Give it a name that ends in .csv where commas stand between its cells; else open it in"
            " Excel or LibreOffice and save it as .xlsx."
        )
    if found.startswith(
        ("a web", "an XML spreadsheet", "an OpenDocument", "a binary", "a file of")
    ):
        return SAVE_AS
    return f"Export it again as {_KINDS}; to change the end of its name is not enough."
