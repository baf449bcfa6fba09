"""Files put together in one, the same bytes each time."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

#: The first day that the format knows: a file's own date would change its bytes.
_NO_DATE = (1980, 1, 1, 0, 0, 0)
#: Readable by everybody, writable by the owner.
_PERMISSIONS = 0o644 << 16


def zipped(files: Mapping[str, bytes], stored: frozenset[str] = frozenset()) -> bytes:
    """A zip of ``files`` (names to contents) in their order. stored: those not compressed."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _NO_DATE)
            entry.external_attr = _PERMISSIONS
            packed = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content, compress_type=packed)
    return made.getvalue()


def unzipped(packed: bytes) -> dict[str, bytes]:
    """The files of a zip, in their order."""
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def undated(packed: bytes) -> bytes:
    """A zip of others' making, such as an Office file, without the times of its parts."""
    return zipped(unzipped(packed))
