"""SPSS files: value labels instead of codes, dates ISO, and which values are declared missing.

A quarter and a week stay what SPSS shows, '2 Q 2016': neither says a month.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
from duckdb import CoalesceOperator, ColumnExpression

from probation.intake.fault import Fault, Note
from probation.intake.formats import limits
from probation.intake.formats.place import Place, shown
from probation.intake.formats.sav_weight import weight
from probation.intake.formats.source import Source
from probation.intake.formats.tables import text

if TYPE_CHECKING:
    import pyarrow as pa
    from pyreadstat import metadata_container

#: SPSS counts seconds from 14 October 1582; so many of them before 1970.
_TO_1970 = 12_219_379_200
#: From year 1 to year 9999, in seconds from 1970.
_SECONDS = (-62_135_596_800, 253_402_300_799)
_DATES = {"DATE", "ADATE", "EDATE", "JDATE", "SDATE", "MOYR", "QYR", "WKYR", "DATETIME", "YMDHMS"}
#: Times of day and durations, in seconds; of these SPSS shows no more.
_SPANS = {"TIME", "DTIME", "MTIME"}
_LONGEST_SPAN = 1e13
_FIRST_ROW = 2
#: Below it whole numbers are exact, all of which SPSS keeps as floating ones.
_EXACT = 2.0**53
_BATCH_CELLS = 2_000_000
#: The format of numbers that are shown with noughts before them.
_PADDED = re.compile(r"N(\d+)")

Values = Sequence[str | float | None]
#: From which to which value is declared missing: 'lo' and 'hi' of each range.
Ranges = Sequence[Any]


def read_sav(
    connection: duckdb.DuckDBPyConnection, path: Path, place: Place, table: str
) -> tuple[list[Source], list[Fault]]:
    """The file as ``table``; the first case is row 2."""
    import pyreadstat

    try:
        _, about = _parsed(path, metadataonly=True)
        columns = tuple(about.column_names)
        if not all(isinstance(name, str) for name in columns):  # of a damaged file some have none
            raise ValueError("A variable has no name.")
        if not 0 < len(columns) <= limits.COLUMNS:
            return [], [_wrong_width(place, len(columns))]
        declared: dict[str, frozenset[str]] = {}
        kinds = about.readstat_variable_types
        exact = {name: _EXACT for name in columns if kinds[name] != "string"}
        source = Source(table, place.file, None, columns, _codes(about), declared, exact=exact)
        size = max(1, _BATCH_CELLS // len(columns))
        read, last = 0, size
        while last == size:  # each time the reader skips what was read
            values, about = _parsed(
                path, row_offset=read, row_limit=size,
                disable_datetime_conversion=True, output_format="dict", user_missing=True,
            )  # fmt: skip
            last = len(values[columns[0]])
            for name in about.missing_ranges:
                declared[name] = declared.get(name, frozenset()) | _declared(values, name, about)
            _append(connection, source, values, about, _FIRST_ROW + read)
            read += last
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, ValueError, KeyError) as error:
        return [], [_unreadable(place, str(error))]
    weighted = weight(path, columns)
    return [source], [_weighted(place, weighted)] if weighted else []


def _parsed(path: Path, **options: Any) -> tuple[Any, "metadata_container"]:
    """What pyreadstat reads. ValueError too, where variables of a damaged file have no name."""
    import pyreadstat

    try:
        parsed: tuple[Any, metadata_container] = pyreadstat.read_sav(path, **options)
    except TypeError as error:
        raise ValueError("Variables have no name.") from error
    return parsed


def _append(
    connection: duckdb.DuckDBPyConnection,
    source: Source,
    values: Mapping[str, Values],
    about: "metadata_container",
    first: int,
) -> None:
    """Adds a batch of cases to the table, which the first batch makes."""
    import pyarrow as pa

    arrays: dict[str, pa.Array] = {}
    cells = []
    for place, (column, field) in enumerate(zip(source.columns, source.fields, strict=True)):
        is_text = about.readstat_variable_types[column] == "string"
        ranges = () if is_text else about.missing_ranges.get(column, ())
        format_name = str(about.original_variable_types[column])
        labels = about.variable_value_labels.get(column)
        padded = _PADDED.fullmatch(format_name) if not (labels or ranges) else None
        typed, kind = (
            (_with_noughts(values[column], int(padded[1])), "varchar")
            if padded
            else _typed(values[column], format_name, is_text, ranges)
        )
        arrays[f"value_{place}"] = typed
        cell = text(f"value_{place}", kind)
        if labels:
            arrays[f"label_{place}"] = _labelled(values[column], labels)
            cell = CoalesceOperator(ColumnExpression(f"label_{place}"), cell)
        cells.append(cell.alias(field))
    rows = len(arrays["value_0"])
    arrays["row"] = pa.array(range(first, first + rows), pa.int64())
    batch = connection.from_arrow(pa.table(arrays)).select(ColumnExpression("row"), *cells)
    if first == _FIRST_ROW:
        batch.create(source.table)
    else:
        batch.insert_into(source.table)


def _typed(
    values: Values, format_name: str, is_text: bool, ranges: Ranges
) -> tuple["pa.Array", str]:
    """The values as DuckDB is to read them, and what DuckDB calls their type.

    A date declared missing, which is no date that somebody meant, is empty.
    """
    import pyarrow as pa

    if is_text:  # whatever its format, as AHEX
        return pa.array(values, pa.string()), "varchar"
    kind = format_name.rstrip("0123456789.")
    if kind in _DATES:
        seconds = [
            None if value is None or _missing(value, ranges) else float(value) - _TO_1970
            for value in values
        ]
        # a number that is no date stays a number, with all others of its column
        if all(s is None or _SECONDS[0] <= s <= _SECONDS[1] for s in seconds):
            whole = [None if s is None else round(s) for s in seconds]
            dates = pa.array(whole, pa.int64()).cast(pa.timestamp("s"))
            if kind in ("QYR", "WKYR"):
                return _part_of_year(dates, kind), "varchar"
            return dates, "timestamp_s"
    if kind in _SPANS and all(v is None or abs(float(v)) <= _LONGEST_SPAN for v in values):
        return pa.array([_span(value, ranges) for value in values], pa.string()), "varchar"
    return pa.array(values, pa.float64()), "double"


def _span(value: Any, ranges: Ranges) -> str | None:
    """Seconds as a time or a duration, as workbooks have it: '1 day, 1:01:01'."""
    if value is None or _missing(value, ranges):
        return None
    return str(timedelta(seconds=value))


def _with_noughts(values: Values, width: int) -> "pa.Array":
    """Numbers as SPSS shows them in format N: '00000074'."""
    import pyarrow as pa

    shown = (value if value is None else f"{value:.15g}".zfill(width) for value in values)
    return pa.array(list(shown), pa.string())


def _part_of_year(dates: "pa.Array", kind: str) -> "pa.Array":
    """'2 Q 2016' or '14 WK 2016', as SPSS shows them; its weeks begin on 1 January."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if kind == "QYR":
        part, sign = pc.quarter(dates), " Q "
    else:
        part, sign = pc.add(pc.divide(pc.subtract(pc.day_of_year(dates), 1), 7), 1), " WK "
    texts = (number.cast(pa.string()) for number in (part, pc.year(dates)))
    return pc.binary_join_element_wise(*texts, sign)


def _labelled(values: Values, labels: Mapping[Any, str]) -> "pa.Array":
    """The label of each value; null where it has none."""
    import pyarrow as pa
    import pyarrow.compute as pc

    worded = {value: label for value, label in labels.items() if label}
    kind = pa.string() if any(isinstance(value, str) for value in worded) else pa.float64()
    found = pc.index_in(pa.array(values, kind), value_set=pa.array(list(worded), kind))
    return pa.array(list(worded.values()), pa.string()).take(found)


def _codes(about: "metadata_container") -> dict[str, dict[str, str]]:
    """Of each column its codes, as text, to their labels."""
    return {
        column: {_code(value): label for value, label in labels.items() if label}
        for column, labels in about.variable_value_labels.items()
    }


def _declared(
    values: Mapping[str, Values], column: str, about: "metadata_container"
) -> frozenset[str]:
    """The texts of the ``values`` of a column that are declared missing: labels, else codes.

    A label that a valid code has, too, is none.
    """
    ranges = about.missing_ranges[column]
    labels: Mapping[Any, str] = about.variable_value_labels.get(column, {})
    missing = {
        value
        for value in {*values[column], *labels}
        if value is not None and _missing(value, ranges)
    }
    valid = {label for value, label in labels.items() if value not in missing}
    return frozenset(labels.get(value) or _code(value) for value in missing) - valid


def _missing(value: Any, ranges: Ranges) -> bool:
    return any(
        isinstance(value, str) == isinstance(each["lo"], str) and each["lo"] <= value <= each["hi"]
        for each in ranges
    )


def _code(value: Any) -> str:
    """A code as the table has it where it has no label."""
    return value if isinstance(value, str) else f"{value:.15g}"


def _wrong_width(place: Place, found: int) -> Fault:
    message = f"{place.file} has {found:,} variables; from 1 to {limits.COLUMNS:,} are taken."
    fix = "Export only the variables that are needed."
    expected = f"1 to {limits.COLUMNS:,} variables"
    return place.fault("F01", message, fix, expected, f"{found:,} variables")


def _weighted(place: Place, variable: str) -> Fault:
    name = shown(variable)
    message = (
        f"{place.file} is weighted by {name}; weights are not used: each case counts once, so"
        " figures differ from those that SPSS gives."
    )
    fix = "Nothing need be done; WEIGHT OFF in SPSS shows its figures without weights."
    at = (place.file, None, None, None, name, None, "no weight")
    return Note("F11", *at, message, fix)


def _unreadable(place: Place, reason: str) -> Fault:
    """A fault for what the reader refuses. Its words may quote the file: not shown."""
    if "byte sequence" in reason or "codec" in reason:
        message = f"{place.file} holds text that is not in the encoding it declares."
        fix = "Open it in SPSS and save it in Unicode mode (SET UNICODE=ON)."
        return place.fault("F08", message, fix, "UTF-8", "other bytes")
    message = f"{place.file} begins as an SPSS file, but it is damaged or was cut short."
    fix = "Save it again in SPSS as .sav, and copy it whole."
    return place.fault("F02", message, fix, "a whole SPSS file", "damaged content")
