"""The bulletin's practice examples, enablers and barriers, told in our own words.

Read from ``data/practice.csv``, every cell checked. The examples illustrate; they are neither a
sample nor counted. Which questions and factors an entry is about follows from the section it stands
in and from what it says: the bulletin itself gives no such tags.
Source: HM Inspectorate of Probation, Research & Analysis Bulletin 2019/01, section 2.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from pathlib import Path

from probation.domain.codes import known
from probation.domain.questions import QUESTIONS
from probation.domain.vocabulary import REPORTED_FACTORS, Factor, Provider, Term
from probation.errors import ReaderError

FILE = Path(__file__).parents[2] / "data" / "practice.csv"


class Kind(Term):
    EXAMPLE = "example", "Practice example"
    ENABLER = "enabler", "Enabler"
    BARRIER = "barrier", "Barrier"


class Quality(Term):
    GOOD = "good", "Good practice"
    POOR = "poor", "Poor practice"


#: Enablers are good and barriers poor; an example may be either.
_QUALITY_OF = {Kind.ENABLER: Quality.GOOD, Kind.BARRIER: Quality.POOR}


@dataclass(frozen=True)
class Practice:
    """One entry.

    questions: keys of QUESTIONS, one or more. factors: those it is about; none means any factor.
    provider: None where the bulletin names none. section: of the bulletin, such as '2.1'.
    """

    code: str
    kind: Kind
    quality: Quality
    questions: tuple[str, ...]
    factors: tuple[Factor, ...]
    provider: Provider | None
    title: str
    text: str
    section: str


_COLUMNS = ["code", "kind", "quality", "questions", "factors", "provider"]
_COLUMNS += ["title", "text", "section"]
_NEVER_EMPTY = [name for name in _COLUMNS if name not in ("factors", "provider")]


@cache
def practice() -> tuple[Practice, ...]:
    """Every entry of the project's own file, in its order. Raises ReaderError; see ``read``."""
    return read(FILE)


def read(path: Path) -> tuple[Practice, ...]:
    """Every entry of a file with the columns of data/practice.csv, in its order.

    Raises ReaderError with one sentence that says where, for a file that cannot be read, other
    columns, an empty cell, an unknown code, a code given twice, a good barrier or a poor enabler.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file, strict=True)
    except (OSError, UnicodeDecodeError, csv.Error, ValueError) as error:
        raise ReaderError(f"{path.name} cannot be read as CSV in UTF-8.") from error
    if header != _COLUMNS:
        raise ReaderError(f"The columns of {path.name} must be {', '.join(_COLUMNS)}.")
    entries: dict[str, Practice] = {}
    for number, cells in enumerate(rows, start=1):
        try:
            entry = _entry(cells)
            if entry.code in entries:
                raise ReaderError(f"The code '{entry.code}' is given twice.")
        except ReaderError as error:
            raise ReaderError(f"{path.name}, entry {number}: {error}") from error
        entries[entry.code] = entry
    return tuple(entries.values())


def matching(
    entries: Iterable[Practice],
    question: str | None = None,
    factor: Factor | None = None,
    providers: Sequence[str] = (),
    quality: Quality | None = None,
) -> tuple[Practice, ...]:
    """The entries about a question and a factor, of some providers and a quality, in their order.

    None, or no providers, asks for all. What is about any factor matches every factor; what names
    no provider may be of any, and stays.
    """
    return tuple(
        entry
        for entry in entries
        if (question is None or question in entry.questions)
        and (factor is None or not entry.factors or factor in entry.factors)
        and (not providers or entry.provider is None or entry.provider in providers)
        and (quality is None or quality == entry.quality)
    )


def few(entries: Iterable[Practice], most: int = 3) -> tuple[Practice, ...]:
    """At most so many: examples first, what names no factor last, good and poor by turns."""
    in_order = sorted(entries, key=lambda entry: not entry.factors)
    examples = [entry for entry in in_order if entry.kind == Kind.EXAMPLE]
    others = [entry for entry in in_order if entry.kind != Kind.EXAMPLE]
    return tuple([*_by_turns(examples), *_by_turns(others)][:most])


def _by_turns(entries: list[Practice]) -> list[Practice]:
    good, poor = ([e for e in entries if e.quality == quality] for quality in Quality)
    return [e for pair in zip_longest(good, poor) for e in pair if e is not None]


def _entry(cells: list[str]) -> Practice:
    if len(cells) != len(_COLUMNS):
        raise ReaderError(f"It has {len(cells)} cells, and needs {len(_COLUMNS)}.")
    row = dict(zip(_COLUMNS, cells, strict=True))
    if empty := [name for name in _NEVER_EMPTY if not row[name].strip()]:
        raise ReaderError(f"It has no {empty[0]}.")
    kind = Kind(known(row["kind"], Kind, "kind"))
    quality = Quality(known(row["quality"], Quality, "quality"))
    if _QUALITY_OF.get(kind, quality) != quality:
        raise ReaderError(f"An entry of kind '{kind}' is '{_QUALITY_OF[kind]}', not '{quality}'.")
    return Practice(
        row["code"],
        kind,
        quality,
        tuple(known(key, QUESTIONS, "question") for key in row["questions"].split(";")),
        tuple(Factor(known(f, REPORTED_FACTORS, "factor")) for f in _codes(row["factors"])),
        Provider(known(row["provider"], Provider, "provider")) if row["provider"] else None,
        row["title"],
        row["text"],
        row["section"],
    )


def _codes(cell: str) -> list[str]:
    return cell.split(";") if cell else []
