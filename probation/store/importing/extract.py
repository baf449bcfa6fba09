"""The files of an extract, and the case set they make: read, shaped and checked in DuckDB."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from probation.domain.wording import counted, join_or
from probation.errors import ReaderError
from probation.intake.columns import NAMES, NOT_KEPT
from probation.intake.fault import Fault
from probation.intake.formats import PART, Source, read
from probation.intake.formats.place import Place, shown
from probation.intake.mapping import Mapping as Names
from probation.intake.mapping import read_mapping
from probation.intake.names import of_file
from probation.intake.report import Report, combined, how_many
from probation.intake.rules import check, identifying
from probation.intake.shape import shape
from probation.intake.spelling import spelt
from probation.intake.unknown import suggested
from probation.store.generation import checksum
from probation.store.importing.mapped import check_codes, check_identity, check_label
from probation.store.source import (
    by_column,
    content_hash,
    fixed_codes,
    place_codes,
    read_areas,
    words,
)

#: One row: an inspection of an area that was inspected again later.
_INSPECTIONS = """
    SELECT area, inspected_on, count(*), latest
    FROM (SELECT *, max(inspected_on) OVER (PARTITION BY area) AS latest FROM raw_cases)
    WHERE inspected_on < latest
    GROUP BY ALL
    ORDER BY ALL
"""
#: The rules of files that single cells break: what a workbook shows for an error, lists, what
#: cannot be seen.
_OF_CELLS = ("F06", "F07", "F09")
#: An area inspected again within so many months was more likely inspected once.
_SOON = 3


@dataclass(frozen=True)
class Extract:
    """What somebody gives us.

    files: where the cases lie. areas: the areas file, Table A1 or one that replaces it.
    mapping: the mapping file, if any. names: what the giver calls a file that is stored under
    another name. areas_given: the areas file is the giver's own.
    """

    files: tuple[Path, ...]
    areas: Path
    mapping: Path | None = None
    names: Mapping[Path, str] = field(default_factory=dict)
    areas_given: bool = False

    def name(self, path: Path) -> str:
        """What the giver calls one of the files."""
        return self.names.get(path, path.name)

    def request(self) -> dict[str, Any]:
        """The extract as JSON can say it; ``requested`` reads it back."""
        return {
            "files": [[str(path.absolute()), self.name(path)] for path in self.files],
            "areas": str(self.areas.absolute()),
            "mapping": [str(self.mapping.absolute()), self.name(self.mapping)]
            if self.mapping
            else None,
            "areas_given": self.areas_given,
        }


def requested(request: Mapping[str, Any]) -> Extract:
    """The extract that ``Extract.request`` spelt."""
    files = tuple(Path(path) for path, _ in request["files"])
    given = [*request["files"], *([request["mapping"]] if request["mapping"] else [])]
    names = {Path(path): name for path, name in given}
    mapping = Path(request["mapping"][0]) if request["mapping"] else None
    return Extract(files, Path(request["areas"]), mapping, names, bool(request["areas_given"]))


class RefusedError(ReaderError):
    """The extract has faults; its report names them."""


class ExtractSource:
    """An extract as a source of the store (see store.source.Source). report: what was found.

    mapped: a sentence on what was read as the mapping says, once it is loaded.

    Raises ReaderError for a mapping file that cannot be used.
    """

    def __init__(self, extract: Extract) -> None:
        self.extract = extract
        mapping = extract.mapping
        self.names = read_mapping(mapping, extract.name(mapping)) if mapping else Names()
        check_label(self.names.label or "")
        first = extract.name(extract.files[0]) if extract.files else "extract"
        first = PART.sub("", first) or first  # of a folder's parts, the folder
        self.label = self.names.label or f"Extract {of_file(Path(first).name)}"
        self.report = Report(self.files)
        self.mapped = ""

    def source_hash(self) -> str:
        """The identity of the case set: of its files, its areas and its mapping."""
        extract = self.extract
        files = [extract.areas, *extract.files]
        files += [extract.mapping] if extract.mapping else []
        # not the label that comes of a file's name: the same files again are the same case set
        return content_hash(files, self.names.label or "", self.names.synthetic)

    def area_rows(self) -> list[dict[str, str]]:
        """The contract package areas, as ``read_areas`` gives them."""
        return read_areas(self.extract.areas)

    def load(self, connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
        """Makes the raw tables of the store.

        Raises RefusedError where the extract has faults; ReaderError for a label that may say who a
        person is, and a code of the mapping that is none of ours.
        """
        extract = self.extract
        areas = self.area_rows()
        rows = (*fixed_codes(), *place_codes(areas))
        codes = by_column(rows)
        ours = words(rows)
        ours["priority"] = ours["judgement"]
        check_identity(connection, codes, self.label, bool(self.names.label))
        check_codes(connection, codes, self.names)
        once, faults = _once(extract)
        known = {*NAMES, *self.names.columns.values()}
        sources, more = read(connection, once, extract.names, known)
        faults += self._of_cells_read(more)
        unread = {fault.file for fault in faults} - {source.file for source in sources}
        for source in sources:
            faults += _identifying(source)
        if not sources:
            self.report = combined(self.files, faults)
            raise RefusedError(_refusal(self.report))
        shaped = shape(connection, sources, self.names, ours)
        # of a sheet that is none of the tables it is no matter what it holds
        aside = {(fault.file, fault.sheet) for fault in shaped.faults if fault.rule == "F06"}
        faults = [fault for fault in faults if (fault.file, fault.sheet) not in aside]
        self.mapped = shaped.mapped
        # what a file that could not be read would have held is not missing
        faults += [fault for fault in shaped.faults if fault.file or not unread]
        findings = check(
            connection,
            codes,
            extract.areas_given,
            called=shaped.called,
            missing=shaped.missing,
            labels=shaped.labels,
            told=shaped.told,
        )
        # an error or a formula in a row that is no case, as a total, goes with the row
        odd = {(f.file, f.sheet, f.row) for f in (*faults, *findings.faults) if f.rule == "F21"}
        faults = [f for f in faults if f.rule != "F06" or (f.file, f.sheet, f.row) not in odd]
        self.report = replace(
            combined(self.files, [*faults, *shaped.warnings], findings),
            unknown=suggested(findings.unknown, ours, shaped.declared),
            unknown_columns=shaped.unknown,
        )
        if not self.report.clean:
            raise RefusedError(_refusal(self.report))
        named = {row["area"]: row["area_name"] for row in areas}
        said = (*_claim(self.names), *_superseded(connection, named))
        self.report = replace(self.report, superseded=said)
        return dict(findings.rows)

    def _of_cells_read(self, faults: Sequence[Fault]) -> list[Fault]:
        """The faults without those of cells in columns that are passed over or not kept."""
        not_kept = (self.names.columns.get(name, name) for name in NOT_KEPT)
        aside = {spelt(shown(name)) for name in (*self.names.ignore, *not_kept)}
        return [
            fault
            for fault in faults
            if fault.rule not in _OF_CELLS or spelt(fault.column or "") not in aside
        ]

    @property
    def files(self) -> tuple[str, ...]:
        """What the giver calls the files."""
        return tuple(self.extract.name(path) for path in self.extract.files)


def _once(extract: Extract) -> tuple[list[Path], list[Fault]]:
    """The files, each content once, and a fault for each that is given again."""
    by_content: dict[tuple[int, str, str], Path] = {}
    faults = []
    for path in extract.files:
        name = extract.name(path)
        content = path.stat().st_size, checksum(path), name if PART.search(name) else ""
        first = by_content.setdefault(content, path)
        if first is not path:
            place = Place(shown(extract.name(path)))
            message = f"{place.file} holds the same as {shown(extract.name(first))}."
            fix = "Give each file once."
            faults.append(place.fault("F24", message, fix, "each file once"))
    return list(by_content.values()), faults


def _superseded(connection: duckdb.DuckDBPyConnection, areas: Mapping[str, str]) -> tuple[str, ...]:
    """A sentence for each inspection whose area was inspected again, and one more if soon."""
    sentences = []
    for area, month, cases, latest in connection.execute(_INSPECTIONS).fetchall():
        name, first, last = areas[area], _month(month), _month(latest)
        sentences.append(
            f"{name}: {counted(cases, 'case')} of {first} will not count, for the area was"
            f" inspected again in {last}."
        )
        if _months(month, latest) <= _SOON:
            sentences.append(
                f"{name}: {last} comes soon after {first}; is that one inspection with dates"
                " across months? Then give all its cases one month."
            )
    return tuple(sentences)


def _claim(names: Names) -> tuple[str, ...]:
    """What becomes of a mapping's word that the cases are made up."""
    if not names.synthetic:
        return ()
    return (
        "The mapping calls these cases synthetic, which is not taken from a mapping: the shipped"
        " cases alone are called so. Say in the label what these are.",
    )


def _months(first: str, last: str) -> int:
    (year, month), (later, end) = (map(int, iso.split("-")) for iso in (first, last))
    return 12 * (later - year) + end - month


def _month(iso: str) -> str:
    return f"{date.fromisoformat(iso + '-01'):%B %Y}"


def _identifying(source: Source) -> list[Fault]:
    """A fault for each header that names what says who a person is."""
    fix = "Take the column out of the file: the dashboard needs no such thing."
    expected = "no column that says who a person is"
    faults = []
    for column, what in identifying(source.columns).items():
        name = shown(column)
        message = f"The column '{name}' seems to hold {what}."
        at = (source.file, source.sheet, 1, None, name, name)
        faults.append(Fault("F14", *at, expected, message, fix))
    return faults


def _refusal(report: Report) -> str:
    return f"{join_or(report.files, 'and')}: {how_many(report)}; nothing was taken."
