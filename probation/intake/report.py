"""One report of every fault of an extract: as records, JSON, CSV and text."""

import csv
import io
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import groupby, islice
from typing import Any

from probation.domain.text import for_sheet
from probation.domain.wording import counted, join_or, plural
from probation.intake import unknown_columns
from probation.intake.causes import by_cause, most_frequent
from probation.intake.fault import Cause, Fault, Note
from probation.intake.formats.place import Unlisted
from probation.intake.rules import Findings
from probation.intake.rules.sentences import visible
from probation.intake.unknown import Unknown, lines
from probation.intake.unknown_columns import UnknownColumn

#: So many faults of one rule are listed.
LISTED = 1000

#: What each rule is about, in plain words.
RULES: Mapping[str, str] = {
    "F01": "The file is empty, has a header only, or is too large",
    "F02": "The content is not what the name of the file says",
    "F03": "The workbook unpacks to far more than its size, or is packed as none should be",
    "F04": "The workbook holds XML that grows when it is read",
    "F05": "The workbook has macros, a password, links to other files, or is an old .xls",
    "F06": "Sheets and cells that cannot be read as a table",
    "F07": "The Parquet file is cut short or holds more than plain columns",
    "F08": "The text is not UTF-8",
    "F09": "Characters that cannot be seen",
    "F10": "Rows that do not fit the header",
    "F11": "Columns missing, unknown or twice",
    "F12": "A case id on more than one row",
    "F13": "Case ids that a spreadsheet has changed",
    "F14": "Something that says who a person is",
    "F15": "A value that is not one of the codes, or nothing where there must be one",
    "F16": "An age or a score that is not a whole number within its limits",
    "F17": "Priority factors: none, more than five, one twice, or unknown",
    "F18": "Judgements that do not fit the priority factors of their case",
    "F19": "Dates that are ambiguous, impossible or not written as year and month",
    "F20": "Values of different kinds in one column",
    "F21": "Rows that are no cases: the same again, blank, a note or a total",
    "F22": "What a spreadsheet would take for a formula",
    "F23": "HTML, links or program text",
    "F24": "The same file again",
    "F25": "Rows that were read but not loaded",
    "F26": "Values that cannot be true together, or an area that is not known",
    "F27": "A column of free text",
    "F28": "Values read as what they mean",
}

#: The fields of a record, in order.
_COLUMNS = (
    "file", "sheet", "row", "case_id", "column", "rule", "found", "expected", "message",
    "how_to_fix",
)  # fmt: skip


@dataclass(frozen=True)
class Report:
    """What became of the files of one extract.

    files: their names. faults: at most 1,000 listed of each rule, in file order. totals: rule to
    the number of its faults, listed or not. rows_read, rows_loaded: 'cases', 'priorities' and
    'judgements' to numbers of rows; nothing is loaded of files with a fault. warnings, warned:
    the same as faults and totals, of what is no reason to refuse. superseded: a sentence for each
    inspection whose cases do not count, since its area was inspected again. causes, noted: what
    lies behind the faults and the warnings, the most frequent first. unknown: each value that a
    mapping could give a meaning to. unknown_columns: each column that one could name.
    """

    files: tuple[str, ...]
    faults: tuple[Fault, ...] = ()
    totals: Mapping[str, int] = field(default_factory=dict)
    rows_read: Mapping[str, int] = field(default_factory=dict)
    rows_loaded: Mapping[str, int] = field(default_factory=dict)
    warnings: tuple[Fault, ...] = ()
    warned: Mapping[str, int] = field(default_factory=dict)
    superseded: tuple[str, ...] = ()
    causes: tuple[Cause, ...] = ()
    noted: tuple[Cause, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    unknown_columns: tuple[UnknownColumn, ...] = ()

    @property
    def clean(self) -> bool:
        """Nothing is wrong: the files can be, or were, taken."""
        return not self.totals and not self.faults


def combined(
    files: Sequence[str],
    faults: Sequence[Fault],
    findings: Findings | None = None,
    rows_loaded: Mapping[str, int] | None = None,
    totals: Mapping[str, int] | None = None,
) -> Report:
    """The report of the ``faults`` of reading and shaping and of what the data rules found.

    totals: of ``faults``, where more were found than are listed; counted where not given.
    """
    notes = [Fault(**vars(fault)) for fault in faults if isinstance(fault, Note)]
    faults = [fault for fault in faults if not isinstance(fault, Note)]
    counts, warned = Counter(totals or {}), Counter(note.rule for note in notes)
    if totals is None:
        for fault in faults:
            counts[fault.rule] += fault.places if isinstance(fault, Unlisted) else 1
    every = [fault for fault in faults if not isinstance(fault, Unlisted)]
    found = findings or Findings((), {}, {})
    counts.update(found.totals)
    every = sorted([*every, *found.faults], key=_rule)
    return Report(
        files=tuple(files),
        faults=tuple(f for _, some in groupby(every, _rule) for f in islice(some, LISTED)),
        totals=dict(sorted(counts.items())),
        rows_read=found.rows,
        rows_loaded=rows_loaded or {},
        warnings=tuple(sorted(notes, key=_rule)),
        warned=dict(sorted(warned.items())),
        causes=most_frequent([*by_cause(faults), *found.causes]),
        noted=most_frequent(by_cause(notes)),
    )


def records(report: Report) -> list[dict[str, object]]:
    """One record a listed fault: the fields of Fault; no HTML and no control characters in them."""
    return [_record(fault) for fault in report.faults]


def to_json(report: Report) -> str:
    """The whole report: files, rows, the number of faults of each rule, and the listed faults."""
    rules = {
        rule: {"about": RULES[rule], "total": total, "listed": _listed(report, rule)}
        for rule, total in report.totals.items()
    }
    content = {
        "clean": report.clean,
        "files": [visible(name) for name in report.files],
        "rows_read": dict(report.rows_read),
        "rows_loaded": dict(report.rows_loaded),
        "rules": rules,
        "faults": records(report),
        "warned": dict(report.warned),
        "warnings": [_record(warning) for warning in report.warnings],
        "superseded": list(report.superseded),
        "causes": [_of_cause(cause) for cause in report.causes],
        "noted": [_of_cause(cause) for cause in report.noted],
        "unknown": [asdict(unknown) for unknown in report.unknown],
        "unknown_columns": [asdict(unknown) for unknown in report.unknown_columns],
    }
    return json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False)


def from_json(text: str) -> Report:
    """The report that ``to_json`` wrote: how a child process hands it on."""
    content = json.loads(text)
    return Report(
        files=tuple(content["files"]),
        faults=tuple(Fault(**record) for record in content["faults"]),
        totals={rule: about["total"] for rule, about in content["rules"].items()},
        rows_read=content["rows_read"],
        rows_loaded=content["rows_loaded"],
        warnings=tuple(Fault(**record) for record in content["warnings"]),
        warned=content["warned"],
        superseded=tuple(content["superseded"]),
        causes=tuple(map(_cause, content["causes"])),
        noted=tuple(map(_cause, content["noted"])),
        unknown=tuple(Unknown(**record) for record in content["unknown"]),
        unknown_columns=tuple(UnknownColumn(**record) for record in content["unknown_columns"]),
    )


def to_csv(report: Report) -> bytes:
    """One line a listed fault or warning, UTF-8 with a byte order mark, as exported tables have.

    refused: yes for a fault, no for a warning. total: how many there are of the rule, listed or
    not. A file without faults and warnings has its header only.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([*_COLUMNS, "refused", "total"])
    both = (
        (report.faults, report.totals, "yes"),
        (report.warnings, report.warned, "no"),
    )
    for faults, totals, refused in both:
        for fault in faults:
            cells = [*_record(fault).values(), refused, totals[fault.rule]]
            writer.writerow([for_sheet(cell) if isinstance(cell, str) else cell for cell in cells])
    return text.getvalue().encode("utf-8-sig")


def to_text(report: Report, shown: int = 20) -> str:
    """The report as a person reads it: each cause, the most frequent first, and how to mend it.

    shown: so many causes are written out.
    """
    parts = [_headline(report)]
    if report.causes:
        parts.append(_section(report.causes, shown))
    if report.noted:
        parts.append("Noted, and no reason to refuse:\n" + _section(report.noted, shown))
    if report.unknown_columns:
        parts.append("\n".join(unknown_columns.lines(report.unknown_columns, shown)))
    if report.unknown:
        parts.append("\n".join(lines(report.unknown, shown)))
    if report.superseded:
        parts.append("\n".join(report.superseded))
    return "\n\n".join(parts) + "\n"


def how_many(report: Report) -> str:
    """'2 faults', or '2 faults in 1,067 places': each cause is one fault."""
    causes, places = len(report.causes), sum(report.totals.values())
    faults = counted(causes, "fault")
    return faults if causes == places else f"{faults} in {places:,} places"


def _headline(report: Report) -> str:
    files = visible(join_or(report.files, "and"))
    if not report.clean:
        what = f"{how_many(report)} {plural(len(report.causes), 'was', 'were')}"
        return f"{what} found in {files}. Nothing of it has been taken; the store is as it was."
    rows = (
        f"{table}: {counted(read, 'row')} read"
        + (f", {report.rows_loaded[table]:,} loaded" if table in report.rows_loaded else "")
        for table, read in report.rows_read.items()
    )
    return "\n".join([f"No faults were found in {files}.", *rows])


def _section(causes: Sequence[Cause], shown: int) -> str:
    lines = []
    for cause in causes[:shown]:
        lines.append(f"{cause.first.rule}  {_said(cause)}")
        lines.append(f"     -> {visible(cause.first.how_to_fix)}")
    if len(causes) > shown:
        lines.append(f"and {len(causes) - shown:,} more")
    return "\n".join(lines)


def _said(cause: Cause) -> str:
    first, message = cause.first, visible(cause.first.message)
    if cause.count > 1:
        rows = f", rows {rows_of(cause)}" if rows_of(cause) else ""
        return f"{cause.count:,} times in {where_of(cause)}{rows}; the first: {message}"
    if first.file and message.startswith(visible(first.file)):
        return message  # what is said of a file, or of a row of it, begins with its name
    row = f", row {first.row}" if first.row is not None else ""
    case = f", case {visible(first.case_id)}" if first.case_id else ""
    return f"{where_of(cause)}{row}{case}: {message}"


def where_of(cause: Cause) -> str:
    """The files of a cause: 'cases.csv, sheet cases and 2 others', with its columns if several."""
    first = cause.first
    parts = [first.file or "the files", f"sheet {first.sheet}" if first.sheet else ""]
    more = f" and {counted(cause.files - 1, 'other')}" if cause.files > 1 else ""
    columns = f", {cause.columns:,} columns" if cause.columns > 1 else ""
    return visible(", ".join(filter(None, parts)) + more + columns)


def rows_of(cause: Cause) -> str:
    """The first rows of a cause: '2, 3, 4, 5, 6 and so on'; '' where it is about whole files."""
    if cause.files > 1 and cause.rows == (1,):  # their headers
        return ""
    rows = ", ".join(f"{row:,}" for row in cause.rows)
    return f"{rows} and so on" if rows and cause.count > len(cause.rows) else rows


def _record(fault: Fault) -> dict[str, object]:
    values = ((name, getattr(fault, name)) for name in _COLUMNS)
    return {name: visible(value) if isinstance(value, str) else value for name, value in values}


def _of_cause(cause: Cause) -> dict[str, object]:
    """The first fault of a cause, how many there are, and where the first of them are."""
    counts = {name: getattr(cause, name) for name in ("count", "files", "columns")}
    return _record(cause.first) | counts | {"rows": list(cause.rows)}


def _cause(record: Mapping[str, Any]) -> Cause:
    first = Fault(**{name: record[name] for name in _COLUMNS})
    rows = tuple(record["rows"])
    return Cause(first, record["count"], record["files"], record["columns"], rows)


def _listed(report: Report, rule: str) -> int:
    return sum(fault.rule == rule for fault in report.faults)


def _rule(fault: Fault) -> str:
    return fault.rule
