"""The files of an extract, each by its own reader, and the rules of files (F01 to F10, F23)."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from itertools import count
from pathlib import Path

import duckdb

from probation.intake.fault import Fault, Note
from probation.intake.formats import framing
from probation.intake.formats.content import check_content
from probation.intake.formats.csv import read_csv
from probation.intake.formats.parquet import read_parquet, unreadable
from probation.intake.formats.partitions import with_partitions
from probation.intake.formats.place import Place, cleaned, hidden_in, shown
from probation.intake.formats.sav import read_sav
from probation.intake.formats.sniffing import sniff
from probation.intake.formats.source import Source
from probation.intake.formats.xlsx import read_xlsx

#: How Spark calls the parts of a table, after the name of their folder. A part may be empty.
#: Its name may hold the folders of its partitions: "cases area=Kent part-00000.csv".
PART = re.compile(r"(?:^|\s)(?:[^\s=]+=.*\s)?part-\d+\S*$")

_SPREADSHEETS = (".csv", ".xlsx")
_UNFIT = re.compile(r"[/\\<>`]|\]\(|^\.\.")
_LONGEST_NAME = 120


def read(
    connection: duckdb.DuckDBPyConnection,
    files: Sequence[Path],
    names: Mapping[Path, str] | None = None,
    known: Collection[str] = (),
) -> tuple[list[Source], list[Fault]]:
    """Reads the ``files`` as text into tables source_1, source_2 ... of the ``connection``.

    names: what a file is called by whoever gave it, where it is stored under another name. known:
    names of columns that a header may hold, so that it is told from a title above it. A
    Parquet file becomes a view: it must stay where it is for as long as the connection is used.
    A file that cannot be read has faults and no source; the others are read all the same.
    """
    tables = (f"source_{number}" for number in count(1))
    headers = {framing.plain(name) for name in known}
    sources: list[Source] = []
    faults: list[Fault] = []
    for path in files:
        name = (names or {}).get(path, path.name)
        place = Place(_fit(name))
        faults += _check_name(name, place)
        new, more = _read_file(connection, path, place, tables, headers)
        sources += new
        faults += more
    if not sources and not faults and files:  # parts, none of which holds a byte
        first = (names or {}).get(files[0], files[0].name)
        faults = [_no_row(PART.sub("", first))]
    return sources, faults + _without_rows(connection, sources)


def _read_file(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    place: Place,
    tables: Iterator[str],
    headers: Collection[str],
) -> tuple[list[Source], list[Fault]]:
    kind = Path(place.file).suffix.lower()
    part = PART.search(place.file) is not None
    try:
        if part and not path.stat().st_size:
            return [], []
        if faults := sniff(path, place):
            return [], faults
        if kind == ".xlsx":
            sources, faults = read_xlsx(connection, path, place, tables, headers)
        else:
            readers: dict[str, Callable[..., tuple[list[Source], list[Fault]]]] = {
                ".csv": partial(read_csv, known=headers), ".parquet": read_parquet,
                ".sav": read_sav, ".zsav": read_sav,
            }  # fmt: skip
            reader = readers[kind]
            sources, faults = reader(connection, path, place, next(tables))
        if PART.match(path.name):
            sources = [with_partitions(connection, s, path, next(tables)) for s in sources]
    except OSError as error:
        reason = error.strerror or "it is not there"
        message = f"{place.file} cannot be opened: {reason}."
        fix = "Look whether it is there and may be read."
        return [], [place.fault("F02", message, fix, "a file that can be read", reason)]
    try:
        for source in sources:
            spreadsheet = kind in _SPREADSHEETS
            whole = not part and all(isinstance(fault, Note) for fault in faults)
            faults += check_content(connection, source, spreadsheet, whole)
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as error:
        if kind != ".parquet":
            raise
        return [], [*faults, unreadable(place, error)]
    return sources, faults


def _no_row(whole: str) -> Fault:
    """whole: the folder of the parts; '' where they have none."""
    told = f"the parts of {whole}" if whole else "the parts"
    fix, expected = "Export it again, and look whether it holds any rows.", "a header and rows"
    return Place(told).fault("F01", f"{told}: none has a row.", fix, expected, "a header")


def _without_rows(connection: duckdb.DuckDBPyConnection, sources: Sequence[Source]) -> list[Fault]:
    """A fault for each table that came in parts, none of which has a row."""
    filled: dict[str, bool] = {}
    for source in sources:
        if PART.search(source.file):
            any_row = bool(connection.table(source.table).limit(1).fetchall())
            whole = PART.sub("", source.file)
            filled[whole] = filled.get(whole, False) or any_row
    return [_no_row(whole) for whole, any_row in filled.items() if not any_row]


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
