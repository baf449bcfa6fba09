"""The parts of a workbook: which one is the main part, and what all are called."""

import re
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

_ROOT = "_rels/.rels"
_CONTENTS = "[Content_Types].xml"
_USUAL = "xl/workbook.xml"
_MAIN = "/officeDocument"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_BLOCK_BYTES = 1_000_000

# Strict Open XML has the parts of the usual kind, and names of its own for what they hold.
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_USUAL_NAMES = rb"http://schemas.openxmlformats.org/\1/2006/"


def main_part(archive: zipfile.ZipFile) -> str:
    """The part that lists the sheets: as the relationships name it, or by its usual name.

    Raises KeyError where there is none; what defusedxml raises for XML that cannot be read.
    """
    from defusedxml.ElementTree import fromstring

    names = {name.casefold(): name for name in archive.namelist()}
    if _ROOT not in names:
        return names[_USUAL]
    if archive.getinfo(names[_ROOT]).file_size > _BLOCK_BYTES:
        raise KeyError(_ROOT)
    targets = [
        relation.get("Target", "")
        for relation in fromstring(archive.read(names[_ROOT]))
        if relation.get("Type", "").endswith(_MAIN)
    ]
    if not targets:
        raise KeyError(_MAIN)
    return names[str(PurePosixPath(targets[0].lstrip("/"))).casefold()]


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """The workbook as openpyxl reads it: Strict Open XML, and odd names, put in the usual form."""
    with path.open("rb") as file, zipfile.ZipFile(file) as archive:
        main = main_part(archive)
        types = archive.read(_CONTENTS)
        strict = _STRICT.search(archive.read(main)) is not None
        if not strict and f'"/{main}"'.encode() in types:
            yield file
            return
        with tempfile.TemporaryFile() as copy:
            _copy(archive, copy, main)
            yield copy


def _copy(archive: zipfile.ZipFile, copy: IO[bytes], main: str) -> None:
    """The parts that hold tables, in the usual names."""
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as usual:
        for part in archive.namelist():
            if not part.startswith("docProps/") and part.endswith((".xml", ".rels")):
                with archive.open(part) as old, usual.open(part, "w", force_zip64=True) as new:
                    for block in _usual_names(old):
                        new.write(_typed(block, main) if part == _CONTENTS else block)


def _usual_names(part: IO[bytes]) -> Iterator[bytes]:
    """The part in blocks that end before a tag begins, so that no name is cut in two."""
    held = b""
    while block := part.read(_BLOCK_BYTES):
        held += block
        end = held.rfind(b"<")
        end = end if end > 0 else len(held)
        yield _STRICT.sub(_USUAL_NAMES, held[:end])
        held = held[end:]
    yield _STRICT.sub(_USUAL_NAMES, held)


def _typed(types: bytes, main: str) -> bytes:
    """The list of types with the main part in it, spelt as it is."""
    name = f'"/{main}"'.encode()
    spelt, found = re.subn(re.escape(name), lambda _: name, types, flags=re.IGNORECASE)
    if found:
        return spelt
    override = f'<Override PartName="/{main}" ContentType="{_TYPE}"/></Types>'
    return types.replace(b"</Types>", override.encode())
