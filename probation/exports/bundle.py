"""A briefing as data: a zip of CSV files with metadata of CSV on the Web, and a README.

The files are in UTF-8 with a byte order mark: Excel needs it to read them as UTF-8; pandas, R and
readers of CSV on the Web skip it.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from probation.briefing.assembled import AssembledBriefing, AssembledItem
from probation.domain.codes import Codebook, codebook
from probation.domain.questions import QUESTIONS
from probation.domain.text import for_file_name, for_xml
from probation.domain.vocabulary import PLACES, Factor
from probation.domain.wording import day, lower_first
from probation.exports.archive import zipped
from probation.exports.cells import ended
from probation.exports.column_registry import column, unknown
from probation.exports.sheets import CREATOR, LICENCE, NO_CONTACT, SYMBOLS
from probation.exports.tables import csv

METADATA, README = "csv-metadata.json", "README.txt"
_LANGUAGE = "en-GB"
_OGL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
_LONGEST_NAME = 50


@dataclass(frozen=True)
class _File:
    """One item as a file. frame: its rows. said: what each row says of itself beside them."""

    name: str
    sheet: AssembledItem
    frame: pd.DataFrame
    said: Mapping[str, str]

    @property
    def rows(self) -> pd.DataFrame:
        """All columns of the file."""
        return self.frame.assign(**self.said)


def bundle(paper: AssembledBriefing) -> bytes:
    """``paper`` as a zip: a CSV file an item, in codes and unrounded, its metadata, a README.

    A missing or withheld value is an empty cell. The same paper gives the same bytes.
    """
    files = [_file(paper, number, sheet) for number, sheet in enumerate(paper.sheets, start=1)]
    metadata = json.dumps(_metadata(paper, files), ensure_ascii=False, indent=2)
    return zipped(
        {
            README: _readme(paper, files).encode(),
            METADATA: f"{metadata}\n".encode(),
            **{file.name: csv(file.frame, file.said) for file in files},
        }
    )


def _file(paper: AssembledBriefing, number: int, sheet: AssembledItem) -> _File:
    exhibit = sheet.exhibit
    stem = for_file_name(exhibit.key.lower()).strip("-")[:_LONGEST_NAME] or "table"
    frame = exhibit.frame
    if frame.empty and len(exhibit.table):
        frame = exhibit.table.reset_index()
    said = {
        "case_set": paper.case_set,
        "generation": paper.generation,
        "downloaded_on": paper.made_on.isoformat(),
    }
    return _File(f"{number:02d}-{stem}.csv", sheet, frame, {**exhibit.said, **said, **exhibit.said})


def _metadata(paper: AssembledBriefing, files: Iterable[_File]) -> dict[str, Any]:
    """The group of tables, in the W3C's Metadata Vocabulary for Tabular Data."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": _LANGUAGE}],
        "@type": "TableGroup",
        "dc:title": _plain(paper.title),
        "dc:description": _plain(paper.case_set),
        "dc:creator": CREATOR,
        # the licence is that of the publication: the cases may be anybody's
        "dc:source": {"dc:title": _plain(paper.source), "dc:license": {"@id": _OGL}},
        "dc:rights": LICENCE,
        "dc:language": _LANGUAGE,
        "dc:issued": paper.made_on.isoformat(),
        "dc:provenance": f"Store {paper.generation}, built on {paper.built_on.isoformat()}.",
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ",", "quoteChar": '"'},
        "null": "",
        "tables": [_table(file) for file in files],
    }


def _table(file: _File) -> dict[str, Any]:
    exhibit = file.sheet.exhibit
    said = [exhibit.subtitle, exhibit.who, exhibit.count, exhibit.empty, file.sheet.note]
    notes = [{"rdfs:comment": _plain(note.text)} for note in exhibit.notes_of_table]
    link = {"dc:relation": {"@id": file.sheet.link}} if file.sheet.link else {}
    return {
        "@type": "Table",
        "url": file.name,
        "dc:title": _plain(file.sheet.title),
        "dc:description": " ".join(ended(_plain(text)) for text in said if text.strip()),
        **link,
        **({"notes": notes} if notes else {}),
        "tableSchema": {"@type": "Schema", "columns": _columns(file.rows)},
    }


def _columns(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Each column of a file. titles: its header, then the heading that readers see."""
    found: list[dict[str, Any]] = []
    for header in rows.columns:
        name = str(header)
        known = column(name, rows.columns) or unknown(name)
        described = {"dc:description": known.meaning} if known.meaning else {}
        found.append(
            {
                "@type": "Column",
                "name": _name(name, {other["name"] for other in found}),
                "titles": list(dict.fromkeys([name, known.headed()])),
                **described,
                "datatype": datatype(rows[header]),
            }
        )
    return found


def _name(header: str, taken: set[str]) -> str:
    """A name that addresses may hold, unlike those taken."""
    safe = re.sub("[^A-Za-z0-9_]+", "_", header).strip("_") or "column"
    tried, number = safe, 2
    while tried in taken:
        tried, number = f"{safe}_{number}", number + 1
    return tried


def datatype(values: pd.Series) -> str | dict[str, str]:
    """The datatype, of CSV on the Web, of what pandas writes for ``values``."""
    known = values.dropna()
    if len(known) and all(isinstance(value, bool) for value in known):
        return {"base": "boolean", "format": "True|False"}
    if pd.api.types.is_integer_dtype(values.dtype):
        return "integer"
    if pd.api.types.is_float_dtype(values.dtype):
        return "double"
    if pd.api.types.is_datetime64_any_dtype(values.dtype) or _all_days(known):
        return "date"
    return "string"


def _all_days(values: pd.Series) -> bool:
    return len(values) > 0 and all(
        isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) for value in values
    )


def _plain(text: str) -> str:
    """``text`` on one line."""
    return " ".join(for_xml(text).split())


def _about(sheet: AssembledItem) -> str:
    """What a file holds, in one line: its headline alone does not say."""
    exhibit = sheet.exhibit
    own = f" ({sheet.title})" if sheet.title != exhibit.slide_title else ""
    return f"{exhibit.topic}{own}. {exhibit.subtitle} {exhibit.who}"


def _coded(paper: AssembledBriefing) -> list[str]:
    """Each code with what it stands for."""
    codes = {"question": {q.key: q.topic for q in QUESTIONS.values()}}
    codes["factor"] = {factor.value: factor.label for factor in Factor}
    codes |= {d.value: dict(labels) for d, labels in codebook(_places(paper)).items() if labels}
    return [
        f"{name}: {'; '.join(f'{code} = {label}' for code, label in labels.items())}"
        for name, labels in codes.items()
    ]


def _places(paper: AssembledBriefing) -> Codebook:
    return {dimension: paper.codes.get(dimension, {}) for dimension in PLACES}


def _readme(paper: AssembledBriefing, files: list[_File]) -> str:
    listed = [_plain(f"{file.name}: {_about(file.sheet)}") for file in files]
    lines = [
        _plain(paper.title),
        "",
        _plain(paper.case_set),
        f"Source: {ended(_plain(paper.source))}",
        f"Counted in store {paper.generation}, built on {day(paper.built_on)}.",
        f"Made on {day(paper.made_on)} with the {lower_first(CREATOR)}.",
        "",
        "Files",
        f"{METADATA}: what each file and each of its columns is (W3C, CSV on the Web).",
        *(listed or ["This briefing has no items."]),
        "",
        "How to read them",
        "CSV in UTF-8 with a byte order mark, commas between cells, one header row.",
        "Codes stand as in the store; numbers are unrounded; percentages run from 0 to 100.",
        "An empty cell is a value that is missing or withheld; it is never nought.",
        f"A 'u' in a column flag: {SYMBOLS['[u]'].removeprefix('[u] ')}",
        "An apostrophe before text that begins like a formula keeps spreadsheets from running it.",
        "",
        "What the codes mean",
        *_coded(paper),
        "",
        "Licence and contact",
        LICENCE,
        NO_CONTACT,
    ]
    return "\n".join([*lines, ""])
