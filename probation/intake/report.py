"""One report of every fault of an extract: as records, JSON, CSV and text."""

import csv
import io
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import groupby, islice

from probation.intake.fault import Fault
from probation.intake.formats.place import Unlisted
from probation.intake.rules import Findings
from probation.intake.rules.sentences import visible
from probation.intake.unknown import Unknown, lines
from probation.vocabulary import join_or, neutral

#: So many faults of one rule are listed.
LISTED = 1000

#: What each rule is about, in plain words.
RULES: Mapping[str, str] = {
    "F01": "The file is empty, has a header only, or is too large",
    "F02": "The content is not what the name of the file says",
    "F03": "The workbook unpacks to far more than its size",
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
    "F21": "Rows that are no cases: the same again, blank, or a total",
    "F22": "What a spreadsheet would take for a formula",
    "F23": "HTML, links or program text",
    "F24": "The same file again",
    "F25": "Rows that were read but not loaded",
    "F26": "Values that cannot be true together, or an area that is not known",
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
    the same as faults and totals, of what is taken as it is. superseded: a sentence for each
    inspection whose cases do not count, since its area was inspected again. unknown: each value
    that a mapping could give a meaning to.
    """

    files: tuple[str, ...]
    faults: tuple[Fault, ...] = ()
    totals: Mapping[str, int] = field(default_factory=dict)
    rows_read: Mapping[str, int] = field(default_factory=dict)
    rows_loaded: Mapping[str, int] = field(default_factory=dict)
    warnings: tuple[Fault, ...] = ()
    warned: Mapping[str, int] = field(default_factory=dict)
    superseded: tuple[str, ...] = ()
    unknown: tuple[Unknown, ...] = ()

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
    warnings: Sequence[Fault] = (),
) -> Report:
    """The report of the ``faults`` of reading and shaping and of what the data rules found.

    totals: of ``faults``, where more were found than are listed; counted where not given.
    warnings: what shaping says of what is taken.
    """
    counts = Counter(totals or {})
    if totals is None:
        for fault in faults:
            counts[fault.rule] += fault.places if isinstance(fault, Unlisted) else 1
    every = [fault for fault in faults if not isinstance(fault, Unlisted)]
    if findings:
        counts.update(findings.totals)
        every += findings.faults
    every.sort(key=lambda fault: fault.rule)
    return Report(
        files=tuple(files),
        faults=tuple(f for _, some in groupby(every, _rule) for f in islice(some, LISTED)),
        totals=dict(sorted(counts.items())),
        rows_read=findings.rows if findings else {},
        rows_loaded=rows_loaded or {},
        warnings=(*(findings.warnings if findings else ()), *warnings),
        warned={**(findings.warned if findings else {}), **Counter(map(_rule, warnings))},
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
        "unknown": [asdict(unknown) for unknown in report.unknown],
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
        unknown=tuple(Unknown(**record) for record in content["unknown"]),
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
            writer.writerow([neutral(cell) if isinstance(cell, str) else cell for cell in cells])
    return text.getvalue().encode("utf-8-sig")


def to_text(report: Report, shown: int = 20) -> str:
    """The report as a person reads it: by rule, what it is about, each fault and how to fix it.

    shown: so many faults of each rule are written out.
    """
    parts = [_headline(report)]
    for rule, total in report.totals.items():
        faults = [f for f in report.faults if f.rule == rule]
        parts.append(_section(f"{rule}  {RULES[rule]} ({total:,})", faults, total, shown))
    for rule, total in report.warned.items():
        title = f"{rule}  {RULES[rule]}: taken as it is ({total:,})"
        parts.append(_section(title, [w for w in report.warnings if w.rule == rule], total, shown))
    if report.unknown:
        parts.append("\n".join(lines(report.unknown, shown)))
    if report.superseded:
        parts.append("\n".join(report.superseded))
    return "\n\n".join(parts) + "\n"


def _headline(report: Report) -> str:
    files = visible(join_or(report.files, "and"))
    if not report.clean:
        total = sum(report.totals.values())
        what = f"{total:,} faults were" if total != 1 else "One fault was"
        return f"{what} found in {files}. Nothing of it has been taken; the store is as it was."
    rows = (
        f"{table}: {read:,} rows read"
        + (f", {report.rows_loaded[table]:,} loaded" if table in report.rows_loaded else "")
        for table, read in report.rows_read.items()
    )
    return "\n".join([f"No faults were found in {files}.", *rows])


def _section(title: str, faults: Sequence[Fault], total: int, shown: int) -> str:
    lines = [title]
    listed = faults[:shown]
    for fix, group in groupby(listed, key=lambda fault: fault.how_to_fix):
        lines += [f"  {_where(fault)}: {visible(fault.message)}" for fault in group]
        lines.append(f"    -> {visible(fix)}")
    if total > len(listed):
        lines.append(f"  and {total - len(listed):,} more")
    return "\n".join(lines)


def _where(fault: Fault) -> str:
    parts = [
        fault.file or "the files",
        f"sheet {fault.sheet}" if fault.sheet else "",
        f"row {fault.row}" if fault.row is not None else "",
        f"case {fault.case_id}" if fault.case_id else "",
    ]
    return visible(", ".join(part for part in parts if part))


def _record(fault: Fault) -> dict[str, object]:
    values = ((name, getattr(fault, name)) for name in _COLUMNS)
    return {name: visible(value) if isinstance(value, str) else value for name, value in values}


def _listed(report: Report, rule: str) -> int:
    return sum(fault.rule == rule for fault in report.faults)


def _rule(fault: Fault) -> str:
    return fault.rule
