"""What a file is by its first bytes, held against its name, before anything reads it."""

from collections.abc import Iterator
from pathlib import Path

from probation.intake.fault import Fault
from probation.intake.formats import limits
from probation.intake.formats.place import Place

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_STARTS = (
    (OLE, "an older or an encrypted Office file"),
    (b"PK\x03\x04", "a ZIP file, such as a workbook"),
    (b"PK\x05\x06", "an empty ZIP file"),
    (b"PAR1", "a Parquet file"),
    (b"PARE", "an encrypted Parquet file"),
    (b"$FL2", "an SPSS file"),
    (b"$FL3", "an SPSS file"),
    (b"%PDF", "a PDF file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"{\\rtf", "a rich text file"),
    (b"<!DOCTYPE", "a web page"),
    (b"<html", "a web page"),
    (b"<?xml", "an XML file"),
)
_OF_KIND = {
    ".csv": (),
    ".xlsx": (b"PK\x03\x04",),
    ".parquet": (b"PAR1",),
    ".sav": (b"$FL2", b"$FL3"),
}
_CALLED = {
    ".csv": "a CSV file",
    ".xlsx": "an Excel workbook",
    ".parquet": "a Parquet file",
    ".sav": "an SPSS file",
}
_KINDS = "a .csv, .xlsx, .parquet or .sav file"
#: How Excel names the one part of an encrypted workbook.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DIRECTORY_BYTES = 1_000_000
_OLD_BOOKS = (".xls", ".xlsb", ".xlt")
_MACRO_BOOKS = (".xlsm", ".xltm", ".xlam")


def sniff(path: Path, place: Place) -> list[Fault]:
    """Faults for which the file is not read at all; none where it is what its name says."""
    return list(_faults(path, place, Path(place.file).suffix.lower()))


def _faults(path: Path, place: Place, kind: str) -> Iterator[Fault]:
    name = place.file
    size = path.stat().st_size
    with path.open("rb") as file:
        start = file.read(_DIRECTORY_BYTES)
    if not start.removeprefix(b"\xef\xbb\xbf").strip():
        yield place.fault(
            "F01", f"{name} is empty.", "Export it again, and look whether it holds any rows.",
            "a header and rows", "nothing",
        )  # fmt: skip
    elif start.startswith(OLE) or kind in (*_MACRO_BOOKS, *_OLD_BOOKS):
        yield _office(place, kind, start)
    elif start.startswith(b"PARE"):
        yield place.fault(
            "F05", f"{name} is encrypted.", "Export it again without encryption.",
            "a file anyone can open", "an encrypted file",
        )  # fmt: skip
    elif kind not in _OF_KIND:
        yield place.fault(
            "F02", f"{name} is no kind of file that can be read.", f"Export it as {_KINDS}.",
            _KINDS, kind or "no ending",
        )  # fmt: skip
    elif size > limits.FILE_BYTES[kind]:
        yield _too_large(place, kind, size)
    else:
        yield from _wrong_content(place, kind, start)


def _office(place: Place, kind: str, start: bytes) -> Fault:
    """An Office file that is no plain .xlsx."""
    name = place.file
    save = "Save it in Excel as .xlsx ('Excel Workbook')"
    if kind in _MACRO_BOOKS:
        what, fix = "can hold macros", f"{save}, which leaves the macros out."
    elif _ENCRYPTED in start:
        what, fix = "is encrypted", f"Take the password off and save it as {_KINDS}."
    elif kind == ".xlsb":
        what, fix = "is a binary workbook", f"{save}."
    else:
        end = limits.SHEET_ENDS[0]
        what = f"is of the old .xls kind, which ends at row {end:,}, so rows may be missing"
        fix = "Export the data again, as .xlsx; to save the .xls anew does not bring rows back."
    return place.fault("F05", f"{name} {what}.", fix, "a plain .xlsx workbook", kind)


def _too_large(place: Place, kind: str, size: int) -> Fault:
    most = limits.FILE_BYTES[kind] // limits.MEGABYTE
    fix = "Split it by area."
    if kind != ".parquet":
        fix = "Export it as .parquet, which takes far less space, or split it by area."
    message = f"{place.file} has {size / limits.MEGABYTE:,.0f} MB; {most:,} MB is the most taken."
    return place.fault("F01", message, fix, f"at most {most:,} MB", f"{size:,} bytes")


def _wrong_content(place: Place, kind: str, start: bytes) -> Iterator[Fault]:
    wanted = _OF_KIND[kind]
    if wanted and start.startswith(wanted):
        return
    looks_like = [what for magic, what in _STARTS if start.lstrip().startswith(magic)]
    if not wanted and not looks_like:
        return
    found = looks_like[0] if looks_like else f"not {_CALLED[kind]}"
    yield place.fault(
        "F02",
        f"{place.file} is called {kind}, but by its content it is {found}.",
        f"Export it again as {_KINDS}; to change the end of its name is not enough.",
        _CALLED[kind],
        found,
    )
