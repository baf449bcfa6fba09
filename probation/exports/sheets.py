"""The sheets of a briefing's spreadsheets: what they say, whatever program they are written for.

In the form of the Government Analysis Function's 'Releasing statistics in spreadsheets': a cover,
contents and notes, and one table a sheet with one header row and no empty cell.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from probation.briefing.assembled import AssembledBriefing, AssembledItem
from probation.disclosure.gate import SMALL_BASE, SMALLEST_BASE
from probation.domain.wording import counted, day, lower_first
from probation.exhibits.exhibit import Exhibit
from probation.exports.cells import cell_text, ended, line, lines
from probation.exports.columns import LOW_RELIABILITY, NOT_APPLICABLE, NOT_AVAILABLE, WORDS
from probation.exports.wording import Cell, Shown, worded

CREATOR = "Probation interventions dashboard"
LICENCE = (
    "The bulletin's figures: © Crown copyright 2019, licensed under the Open Government Licence"
    " v3.0."
)
NO_CONTACT = (
    "There is no contact: this is not a product of HM Inspectorate of Probation or of any other"
    " producer of official statistics."
)
SYMBOLS: Mapping[str, str] = {
    LOW_RELIABILITY: (
        f"[u] Low reliability: a base under {SMALL_BASE}. No percentage is shown on a base under"
        f" {SMALLEST_BASE}."
    ),
    NOT_AVAILABLE: (
        "[x] Not available: it cannot be estimated from these cases, or the source does not say."
    ),
    NOT_APPLICABLE: (
        "[z] Not applicable: there is no such number or word, such as a percentage of no cases."
    ),
    "[c]": "[c] Confidential: withheld to protect people.",
    "[low]": "[low] Rounds to nought, but is not nought.",
}
#: The words of the link to the dashboard.
SHOW = "Show this in the dashboard"
_ONE_TABLE = "This worksheet contains one table."
_WITH_NOTES = f"{_ONE_TABLE} The notes marked in its title are on the sheet Notes."
#: Excel follows no longer address.
_LONGEST_LINK = 2079
#: The width of the cover in characters of its text, and of its title.
COVER_WIDTH, COVER_TITLE_WIDTH = 85, 55


@dataclass(frozen=True)
class TableSheet:
    """A sheet with one table, which stands under its title and the lines above it.

    name: of the sheet, unique. about: what the table is of. reading: how it is marked up. symbols:
    those in it, explained. origin: where it comes from, and what the cases are. link: the address
    that shows it, or ''. columns: at least one, of equal length. leads: the words of the first
    column are names of sheets, and lead there.
    """

    name: str
    title: str
    about: tuple[str, ...]
    reading: str
    symbols: tuple[str, ...]
    origin: tuple[str, ...]
    link: str
    columns: tuple[Shown, ...]
    leads: bool = False

    @property
    def above(self) -> tuple[str, ...]:
        """The lines between the title and the table, in their order; SHOW is the link."""
        link = (SHOW,) if self.link else ()
        return (*self.about, *link, self.reading, *self.symbols, *self.origin)


@dataclass(frozen=True)
class Cover:
    """The first sheet: three parts of a line a row under its title."""

    title: str
    intro: tuple[str, ...]
    about: tuple[str, ...]
    contact: tuple[str, ...]


@dataclass(frozen=True)
class Book:
    """A whole spreadsheet. subject, comments: properties of the document."""

    cover: Cover
    sheets: tuple[TableSheet, ...]
    subject: str
    comments: str
    made_on: date


def book(paper: AssembledBriefing) -> Book:
    """The sheets of a briefing; every text in them may stand in a cell as it is."""
    notes = _numbered(paper)
    tables = [_table(i, sheet, paper, notes) for i, sheet in enumerate(paper.sheets, start=1)]
    front = [*_notes(paper, notes), *_headings(paper, tables)]
    cover = _cover(paper, tables)
    return Book(
        cover,
        (_contents(paper, [*front, *tables]), *front, *tables),
        line(paper.source),
        line(paper.case_set),
        paper.made_on,
    )


def rows_of(sheet: TableSheet) -> list[tuple[Cell, ...]]:
    """The rows of a table, without its header."""
    return list(zip(*(column.cells for column in sheet.columns), strict=True))


def origin(paper: AssembledBriefing, exhibit: Exhibit | None = None) -> tuple[str, ...]:
    """Where numbers come from, what the cases are, and where and when they were counted, in lines.

    exhibit: of a table, whose rows may be of other cases than the rest.
    """
    source = paper.source_of(exhibit) if exhibit else paper.source
    case_set = (exhibit and exhibit.own_cases) or paper.case_set
    basis = (
        f"{ended(case_set)} Store {paper.generation}, built on {day(paper.built_on)}. Made on"
        f" {day(paper.made_on)}."
    )
    return (*lines(f"Source: {ended(source)}"), *lines(basis))


def _numbered(paper: AssembledBriefing) -> dict[str, int]:
    """Every sentence of the exhibits' notes, in the order met, with its number."""
    every = (line(note.text) for sheet in paper.sheets for note in sheet.exhibit.notes_of_table)
    return {note: i for i, note in enumerate(dict.fromkeys(filter(None, every)), start=1)}


def _table(
    number: int, sheet: AssembledItem, paper: AssembledBriefing, notes: Mapping[str, int]
) -> TableSheet:
    exhibit = sheet.exhibit
    own = {notes[text] for note in exhibit.notes_of_table if (text := line(note.text))}
    marks = "".join(f" [note {note}]" for note in sorted(own))
    said = [exhibit.subtitle, exhibit.who, exhibit.count, sheet.note]
    if exhibit.headline not in (sheet.title, exhibit.empty):
        said.insert(0, ended(exhibit.headline))
    link = sheet.link if _followed(sheet.link) else ""
    if sheet.link and not link:
        said.append(f"In the dashboard: {sheet.link}")
    columns = _columns(sheet, paper)
    return TableSheet(
        f"Table_{number}",
        line(f"Table {number}: {sheet.title}{marks}"),
        tuple(part for text in said for part in lines(text)),
        _WITH_NOTES if own else _ONE_TABLE,
        explained(columns),
        origin(paper, exhibit),
        link,
        columns,
    )


def _followed(link: str) -> bool:
    """Whether a spreadsheet follows it as an address of the web."""
    return link.startswith(("http://", "https://")) and len(link) <= _LONGEST_LINK


def _columns(sheet: AssembledItem, paper: AssembledBriefing) -> tuple[Shown, ...]:
    """The frame in words; where it has no rows the exhibit's own table; else a sentence."""
    exhibit = sheet.exhibit
    found: tuple[Shown, ...] = ()
    if not exhibit.empty:
        frame = exhibit.frame if len(exhibit.frame) else exhibit.table.reset_index()
        found = worded(frame, paper.codes)
    if not found:
        nothing = exhibit.empty or "There is nothing to show."
        found = (Shown("Result", WORDS, "", (nothing,)),)
    return tuple(
        Shown(
            line(column.heading),
            column.form,
            column.meaning,
            tuple(_filled(cell) for cell in column.cells),
        )
        for column in found
    )


def _filled(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    text = cell_text(cell.replace("\N{NO-BREAK SPACE}", " "))
    return text if text.strip() else NOT_APPLICABLE


def explained(columns: Iterable[Shown]) -> tuple[str, ...]:
    """What the symbols mean that stand in ``columns``."""
    texts = [cell for column in columns for cell in column.cells if isinstance(cell, str)]
    return tuple(words for symbol, words in SYMBOLS.items() if any(symbol in t for t in texts))


def _plain(
    paper: AssembledBriefing, name: str, title: str, columns: tuple[Shown, ...]
) -> TableSheet:
    """A sheet that is about the tables."""
    leads = name == "Contents"
    return TableSheet(name, title, (), _ONE_TABLE, (), origin(paper), "", columns, leads)


def _words(heading: str, cells: Iterable[str]) -> Shown:
    return Shown(heading, WORDS, "", tuple(cells))


def _contents(paper: AssembledBriefing, sheets: list[TableSheet]) -> TableSheet:
    names = ["Cover", *(sheet.name for sheet in sheets)]
    titles = ["What this workbook is", *(_unmarked(sheet.title) for sheet in sheets)]
    columns = (_words("Sheet", names), _words("What it holds", titles))
    return _plain(paper, "Contents", "Contents", columns)


def _unmarked(title: str) -> str:
    return re.sub(r"( \[note \d+\])+$", "", title)


def _notes(paper: AssembledBriefing, notes: Mapping[str, int]) -> list[TableSheet]:
    if not notes:
        return []
    numbers = _words("Note", (f"note {number}" for number in notes.values()))
    return [_plain(paper, "Notes", "Notes", (numbers, _words("Text", notes)))]


def _headings(paper: AssembledBriefing, tables: list[TableSheet]) -> list[TableSheet]:
    """What the headings of the tables mean, each once."""
    every = dict.fromkeys(
        (column.heading, column.meaning)
        for table in tables
        for column in table.columns
        if column.meaning
    )
    if not every:
        return []
    headings, meanings = zip(*every, strict=True)
    columns = (_words("Heading", headings), _words("Meaning", meanings))
    return [_plain(paper, "Columns", "What the columns of the tables hold", columns)]


def _cover(paper: AssembledBriefing, tables: list[TableSheet]) -> Cover:
    count = counted(len(tables), "table")
    intro = (
        f"{count} of a briefing made with the {lower_first(CREATOR)}.",
        paper.case_set,
        f"Source: {ended(paper.source)}",
        f"Counted in store {paper.generation}, built on {day(paper.built_on)}.",
        f"Made on {day(paper.made_on)}.",
    )
    symbols = explained(column for table in tables for column in table.columns)
    about = (
        "Each table stands on a sheet of its own; the sheet Contents leads to them.",
        "Numbers are stored unrounded and shown rounded; units are in the headings.",
        *symbols,
        LICENCE,
    )
    return Cover(line(paper.title), tuple(map(line, intro)), about, (NO_CONTACT,))
