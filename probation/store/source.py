"""What a store is built from: a case set, and the codes its columns may hold."""

import csv
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Protocol

import duckdb

from probation.domain.codes import Codebook
from probation.domain.questions import QUESTIONS
from probation.domain.sql import each
from probation.domain.vocabulary import PLACES, TERMS, Factor, Judgement, OgrsLevel, SentenceType
from probation.errors import ReaderError
from probation.intake.columns import ADDED, NOT_KEPT
from probation.intake.columns import CASES as CASE_COLUMNS
from probation.intake.columns import JUDGEMENTS as JUDGEMENT_COLUMNS
from probation.intake.columns import PRIORITIES as PRIORITY_COLUMNS
from probation.store.areas_file import check_form, check_row
from probation.store.faults import check_files

AREA_COLUMNS = (
    "contract_package_area",
    "division",
    "division_name",
    "crc_owner",
    "crc_owner_name",
    "crc_owner_printed",
    "area",
    "area_name",
    "reports",
)

#: What stands in every identity: the sums of the SQL, and the codes, of the time when links began
#: to carry one. SQL and codes may change (see schema.MARK), the identities in links may not.
_ALWAYS = json.loads(Path(__file__).with_name("identity.json").read_text(encoding="utf-8"))

#: What the shipped case set is called, and any other that would go by its name.
SHIPPED_LABEL, UNKNOWN_LABEL = "synthetic case set", "cases other than those shipped"

#: One code of one column: column, code, label, position.
CodeRow = tuple[str, str, str, int]


# Everything is read as text, with no guessing, so that a wrong value is met by our checks and
# not by a cast. The header is row 1, as a spreadsheet shows it.
_FROM_FILE = """
    SELECT row_number() OVER () + 1 AS row, COLUMNS(lambda name: list_contains($kept, name))
    FROM read_csv(
        $path, columns = $columns, auto_detect = false, header = true,
        delim = ',', quote = '"', escape = '"'
    )
"""
_READ = {
    "cases": ("CREATE TEMP TABLE raw_cases AS" + _FROM_FILE, CASE_COLUMNS),
    "priorities": ("CREATE TEMP TABLE raw_priorities AS" + _FROM_FILE, PRIORITY_COLUMNS),
    "judgements": ("CREATE TEMP TABLE raw_judgements AS" + _FROM_FILE, JUDGEMENT_COLUMNS),
}


#: The columns that files and stores made before them are without.
ADD_MISSING = each(
    "ALTER TABLE raw_cases ADD COLUMN IF NOT EXISTS {name} VARCHAR DEFAULT 'not_recorded'",
    ADDED,
    ";",
)


class Source(Protocol):
    """A case set from which a generation can be built.

    label: what pages and files call it. Whether its cases are synthetic no source can say; see
    store.claims.
    """

    @property
    def label(self) -> str: ...

    def source_hash(self) -> str:
        """The identity of the case set; see ``content_hash``."""
        ...

    def area_rows(self) -> list[dict[str, str]]:
        """The contract package areas, as ``read_areas`` gives them."""
        ...

    def load(self, connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
        """Makes raw_cases, raw_priorities and raw_judgements, checked; gives the rows of each file.

        They are tables or views, with CASE_COLUMNS, PRIORITY_COLUMNS and JUDGEMENT_COLUMNS as
        text, in the order of the files, empty cells null; other columns are passed over. The
        temporary table ``codes`` holds the codes of the columns. The keys of the result are
        cases, priorities and judgements.

        Raises ReaderError where something in the files cannot be taken.
        """
        ...


@dataclass(frozen=True)
class CaseFiles:
    """The CSV files of one case set, UTF-8, one header row, columns as in data/README.md.

    areas: contract package areas, one a row, with AREA_COLUMNS.
    label: what pages and files call the case set.
    synthetic: they are said to describe nobody, which is part of their identity and no more.
    """

    cases: Path
    priorities: Path
    judgements: Path
    areas: Path
    label: str
    synthetic: bool

    def source_hash(self) -> str:
        """The identity of the case set: of its four files, its label, and whether it is made up."""
        files = (self.areas, self.cases, self.priorities, self.judgements)
        return content_hash(files, self.label, self.synthetic)

    def area_rows(self) -> list[dict[str, str]]:
        """The contract package areas, as ``read_areas`` gives them."""
        return read_areas(self.areas)

    def load(self, connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
        """See Source. Raises ReaderError for the first value that cannot be taken."""
        paths: dict[str, Path] = {table: getattr(self, table) for table in _READ}
        read = {table: _read(connection, table, path) for table, path in paths.items()}
        connection.execute(ADD_MISSING)
        check_files(connection, paths)
        return read


def content_hash(files: Iterable[Path], label: str, synthetic: bool) -> str:
    """The identity of a case set, which links carry: sha256 over its files and what it is called.

    The tables and codes that a version of the dashboard makes of them play no part.

    Raises ReaderError where a file cannot be read.
    """
    named = json.dumps([_ALWAYS["codes"], label, synthetic]).encode()
    digests = [bytes.fromhex(digest) for digest in _ALWAYS["sql"]]
    digests.append(hashlib.sha256(named).digest())
    for path in files:
        with reading(path), path.open("rb") as file:
            digests.append(hashlib.file_digest(file, "sha256").digest())
    return hashlib.sha256(b"".join(digests)).hexdigest()


def _read(connection: duckdb.DuckDBPyConnection, table: str, path: Path) -> int:
    """Reads one file as text into its temporary table; gives the number of rows."""
    statement, columns = _READ[table]
    names = dict.fromkeys(header(path, columns), "VARCHAR")
    try:
        given = {"path": str(path), "columns": names, "kept": list(columns)}
        [(rows,)] = connection.execute(statement, given).fetchall()
    except duckdb.InvalidInputException as error:
        first = str(error).splitlines()[0]
        raise ReaderError(f"{path.name} is not a regular CSV file: {first}") from error
    return int(rows)


def shipped(data: Path) -> CaseFiles:
    """The synthetic case set that comes with the project, in the folder ``data``."""
    return CaseFiles(
        cases=data / "synthetic_cases.csv",
        priorities=data / "synthetic_priorities.csv",
        judgements=data / "synthetic_judgements.csv",
        areas=data / "areas.csv",
        label=SHIPPED_LABEL,
        synthetic=True,
    )


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turns the failures of reading ``path`` into a sentence for the reader."""
    try:
        yield
    except FileNotFoundError:
        raise ReaderError(f"There is no file {path.name} in {path.parent}; put it there.") from None
    except OSError as error:
        raise ReaderError(f"{path.name} cannot be read: {error.strerror}.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise ReaderError(f"{path.name} is not a UTF-8 CSV file; save it as one.") from error


def header(path: Path, expected: Sequence[str]) -> list[str]:
    """The column names of a file, in its own order; ReaderError where they are not ``expected``.

    Those that are not kept may stand there too.
    """
    with reading(path), path.open(encoding="utf-8-sig", newline="") as file:
        found = next(csv.reader(file), [])
    needed = [column for column in expected if column not in ADDED]
    others = set(found) - {*NOT_KEPT, *ADDED}
    if others != set(needed) or len(set(found)) < len(found):
        missing = [c for c in needed if c not in found]
        wrong = f"lacks {', '.join(missing)}" if missing else "has other columns or one twice"
        raise ReaderError(f"The header of {path.name} {wrong}; it must be {','.join(expected)}.")
    return found


def read_areas(path: Path) -> list[dict[str, str]]:
    """The contract package areas, in file order, with AREA_COLUMNS.

    Raises ReaderError for a file that is no such CSV or names no area, a cell that its column
    cannot hold, an area inspected that stands twice, a code with two names, and a name of two
    codes.
    """
    with reading(path):
        check_form(path, AREA_COLUMNS)
    columns = header(path, AREA_COLUMNS)
    with reading(path), path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(enumerate(csv.reader(file, strict=True), start=1))
    areas: list[dict[str, str]] = []
    names: dict[tuple[str, str], str] = {}
    codes: dict[tuple[str, str], str] = {}
    inspected: set[str] = set()
    for row, cells in [(row, cells) for row, cells in rows[1:] if cells]:
        where = f"In {path.name}, row {row}, column"
        if len(cells) > len(columns):
            raise ReaderError(f"In {path.name}, row {row}: there are more cells than columns.")
        area = dict(zip_longest(columns, cells, fillvalue=""))
        check_row(where, area)
        for column in [dim.value for dim in PLACES]:
            code, name = area[column], area[f"{column}_name"]
            if code and names.setdefault((column, code), name) != name:
                raise ReaderError(f"{where} {column}: '{code}' has a second name, '{name[:40]}'.")
            if code and codes.setdefault((column, name), code) != code:
                raise ReaderError(f"{where} {column}: '{code}' has the name of another code.")
        if area["area"] in inspected:
            raise ReaderError(f"{where} area: '{area['area']}' stands twice; give it one row.")
        inspected |= {area["area"]} - {""}
        areas.append(area)
    if not inspected:
        raise ReaderError(f"{path.name} holds no areas; write one row for each area inspected.")
    return areas


def places(areas: Sequence[Mapping[str, str]]) -> Codebook:
    """Codes and names of divisions, CRC owners and the areas inspected, in file order."""
    return {
        dim: {row[dim.value]: row[f"{dim.value}_name"] for row in areas if row[dim.value]}
        for dim in PLACES
    }


def fixed_codes() -> list[CodeRow]:
    """The codes of every column whose values the vocabulary lists."""
    terms = {dim.value: term for dim, term in TERMS.items()} | {
        "sentence_type": SentenceType,
        "ogrs_level": OgrsLevel,
        "factor": Factor,
        "judgement": Judgement,
    }
    labels = {column: {t.value: t.label for t in term} for column, term in terms.items()}
    labels["question"] = {key: question.title for key, question in QUESTIONS.items()}
    return _numbered(labels)


def place_codes(areas: Sequence[Mapping[str, str]]) -> list[CodeRow]:
    """The codes of the columns that name places."""
    return _numbered({dim.value: names for dim, names in places(areas).items()})


def by_column(rows: Iterable[CodeRow]) -> dict[str, list[str]]:
    """The valid codes of each column, in order."""
    codes: dict[str, list[str]] = {}
    for column, code, _, _ in rows:
        codes.setdefault(column, []).append(code)
    return codes


def coded_columns(areas: Sequence[Mapping[str, str]]) -> dict[str, list[str]]:
    """The valid codes of each column of an extract that has any, places as in ``areas``."""
    return by_column((*fixed_codes(), *place_codes(areas)))


def words(rows: Sequence[CodeRow]) -> dict[str, dict[str, str]]:
    """Of each column its codes, and their labels, to the codes; a code before a label."""
    found: dict[str, dict[str, str]] = {}
    for column, code, label, _ in rows:
        found.setdefault(column, {}).setdefault(label, code)
    for column, code, _, _ in rows:
        found[column][code] = code
    return found


def _numbered(labels: Mapping[str, Mapping[str, str]]) -> list[CodeRow]:
    return [
        (column, code, label, position)
        for column, codes in labels.items()
        for position, (code, label) in enumerate(codes.items())
    ]
