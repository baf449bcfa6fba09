"""The files of an extract, each by its own reader, and the rules of files (F01 to F10, F23)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path

import duckdb

from probation.intake.fault import Fault
from probation.intake.formats.content import check_content
from probation.intake.formats.csv import read_csv
from probation.intake.formats.parquet import read_parquet, unreadable
from probation.intake.formats.place import Place, cleaned, hidden_in, shown
from probation.intake.formats.sav import read_sav
from probation.intake.formats.sniffing import sniff
from probation.intake.formats.source import Source
from probation.intake.formats.xlsx import read_xlsx

_SPREADSHEETS = (".csv", ".xlsx")
_UNFIT = re.compile(r"[/\\<>`]|\]\(|^\.\.")
_LONGEST_NAME = 120


def read(
    connection: duckdb.DuckDBPyConnection,
    files: Sequence[Path],
    names: Mapping[Path, str] | None = None,
) -> tuple[list[Source], list[Fault]]:
    """Reads the ``files`` as text into tables source_1, source_2 ... of the ``connection``.

    names: what a file is called by whoever gave it, where it is stored under another name. A
    Parquet file becomes a view: it must stay where it is for as long as the connection is used.
    A file that cannot be read has faults and no source; the others are read all the same.
    """
    tables = (f"source_{number}" for number in count(1))
    sources: list[Source] = []
    faults: list[Fault] = []
    for path in files:
        name = (names or {}).get(path, path.name)
        place = Place(_fit(name))
        faults += _check_name(name, place)
        new, more = _read_file(connection, path, place, tables)
        sources += new
        faults += more
    return sources, faults


def _read_file(
    connection: duckdb.DuckDBPyConnection, path: Path, place: Place, tables: Iterator[str]
) -> tuple[list[Source], list[Fault]]:
    kind = Path(place.file).suffix.lower()
    try:
        if faults := sniff(path, place):
            return [], faults
        if kind == ".xlsx":
            sources, faults = read_xlsx(connection, path, place, tables)
        else:
            reader = {".csv": read_csv, ".parquet": read_parquet, ".sav": read_sav}[kind]
            sources, faults = reader(connection, path, place, next(tables))
    except OSError as error:
        reason = error.strerror or "it is not there"
        message = f"{place.file} cannot be opened: {reason}."
        fix = "Look whether it is there and may be read."
        return [], [place.fault("F02", message, fix, "a file that can be read", reason)]
    try:
        for source in sources:
            spreadsheet = kind in _SPREADSHEETS
            faults += check_content(connection, source, spreadsheet, whole=not faults)
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as error:
        if kind != ".parquet":
            raise
        return [], [*faults, unreadable(place, error)]
    return sources, faults


def _fit(name: str) -> str:
    """The last part of a name, fit to be shown."""
    last = cleaned(re.split(r"[/\\]", name)[-1])
    ending = Path(last).suffix
    if len(last) <= _LONGEST_NAME or len(ending) > _LONGEST_NAME:
        return last[:_LONGEST_NAME]
    return last[: _LONGEST_NAME - len(ending)] + ending


def _check_name(name: str, place: Place) -> list[Fault]:
    if not _UNFIT.search(name) and not hidden_in(name):
        return []
    message = f"The name of {place.file} holds characters of a path, of HTML or that are unseen."
    fix = "Give the file a name of letters, digits, blanks, dots, - and _."
    return [place.fault("F23", message, fix, "a plain file name", shown(name))]
