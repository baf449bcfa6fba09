"""Which variable an SPSS file is weighted by: pyreadstat does not tell.

The layout is that of PSPP's developers' guide, 'System File Format': a header of 176 bytes, then
one record a variable, and one more for every 8 further bytes of a text.
"""

import struct
from collections.abc import Sequence
from pathlib import Path

_LAYOUT, _AT = slice(64, 68), 76
_LENGTH = 176
_TYPE, _CONTINUED = 2, -1
_MOST_BYTES = 5_000_000


def weight(path: Path, columns: Sequence[str]) -> str | None:
    """The column that the file is weighted by; None where there is none, or it cannot be told."""
    with path.open("rb") as file:
        start = file.read(_MOST_BYTES)
    try:
        return _weight(start, columns)
    except (struct.error, IndexError):
        return None


def _weight(start: bytes, columns: Sequence[str]) -> str | None:
    order = "<" if struct.unpack("<i", start[_LAYOUT])[0] in (2, 3) else ">"
    (index,) = struct.unpack_from(f"{order}i", start, _AT)
    if index <= 0:
        return None
    short: list[str] = []  # of the variables, their short names
    records: list[int] = []  # of the records, their variables
    at = _LENGTH
    record = struct.Struct(f"{order}iiiiii8s")
    while struct.unpack_from(f"{order}i", start, at)[0] == _TYPE:
        _, width, labelled, missing, _, _, name = record.unpack_from(start, at)
        at += record.size
        if width != _CONTINUED:
            short.append(name.decode("ascii", "replace").strip())
        records.append(len(short) - 1)
        if labelled:
            (length,) = struct.unpack_from(f"{order}i", start, at)
            at += 4 + (max(0, length) + 3) // 4 * 4
        at += 8 * abs(missing)
    variable: int = records[index - 1]
    # texts of more than 255 bytes are several variables in the file, and one to its readers
    return columns[variable] if len(short) == len(columns) else short[variable]
