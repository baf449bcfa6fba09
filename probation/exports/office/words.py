"""The words that slides and pages of a briefing share, and what may stand in an office file."""

import re
import textwrap
from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from probation.briefing.assembled import AssembledBriefing, AssembledItem
from probation.charts.office_spec import Bars, Dots, Native, Scatter
from probation.charts.printed import KEY, OUTLINED
from probation.disclosure.gate import SMALL_BASE
from probation.domain.note import NoteKind
from probation.domain.text import for_xml
from probation.domain.wording import counted, day
from probation.exhibits.exhibit import Exhibit

AUTHOR = "Probation interventions dashboard"
SUBJECT = "Interventions in probation cases, HM Inspectorate of Probation's Bulletin 2019/01"
OPEN = "Open in the dashboard"
SYNTHETIC = "Synthetic cases: they describe no person"
UNTITLED = "Untitled"

#: The notes that a slide shows, some of them in fewer words, and where the others are.
_SLIDE = (NoteKind.READING, NoteKind.WITHHELD, NoteKind.SYNTHETIC, NoteKind.SMALL_BASE)
_SHORT = {
    NoteKind.SMALL_BASE: f"[u] base under {SMALL_BASE}.",
}
_INTERVALS = "Lines: 95% intervals."
_METHOD = "Method: in the notes of this slide."

#: Parts of an exhibit that no slide or page is made of.
_UNUSED = ("frame", "figure", "said", "codes", "table")

Made = TypeVar("Made")


def legible(made: Made) -> Made:
    """``made``, with everything it is made of, without the characters XML cannot hold.

    Tables are left as they are: their cells become text in ``tabular.cells``. Each branch gives
    back the type that it was given, which mypy cannot follow: hence what is ignored below.
    """
    if isinstance(made, str):
        return for_xml(made)  # type: ignore[return-value]
    if isinstance(made, tuple):
        return tuple(map(legible, made))  # type: ignore[return-value]
    if is_dataclass(made) and not isinstance(made, type):
        names = [field.name for field in fields(made) if field.name not in _UNUSED]
        return replace(made, **{name: legible(getattr(made, name)) for name in names})
    return made


def one_line(text: str) -> str:
    """``text`` without line breaks and tabs, nor blanks at its ends."""
    return " ".join(re.split(r"[\n\t]+", text)).strip(" ")


def title(made: AssembledBriefing | AssembledItem) -> str:
    """The title of a briefing or an item: neither slide nor heading may go without."""
    return one_line(made.title) or UNTITLED


def subtitle(exhibit: Exhibit) -> str:
    """What is shown, of whom, and how many are counted."""
    parts = [part for part in (exhibit.subtitle, exhibit.who, exhibit.count) if part]
    return one_line(" ".join(part if part.endswith((".", "?")) else f"{part}." for part in parts))


def in_short(exhibit: Exhibit) -> str:
    """What a slide must say of its chart or table: how to read it, what is invented, its signs.

    The rest of the notes, such as methods and tests, is spoken; the sample stands in the foot.
    """
    found = [_SHORT.get(note.kind, note.text) for note in exhibit.notes if note.kind in _SLIDE]
    lines = [_INTERVALS] if _whiskers(exhibit.native) else []
    others = {note.kind for note in exhibit.notes} - {*_SLIDE, NoteKind.SAMPLE, NoteKind.INTERVAL}
    more = [_METHOD] if others else []
    return one_line(" ".join([*dict.fromkeys(found), *lines, *more]))


def _whiskers(native: Native | None) -> bool:
    """Whether a chart draws intervals."""
    match native:
        case Bars():
            return any(low == low for series in native.series for low in series.low)
        case Dots():
            return any(dot.low == dot.low or dot.high == dot.high for dot in native.dots)
        case _:
            return False


def drawn(exhibit: Exhibit) -> str:
    """The alternative text of a native chart, which has bars where the page has dots."""
    text = one_line(exhibit.description)
    if isinstance(exhibit.native, Bars | Dots):
        text = re.sub(r"\b(Dot|Forest) plot\b", "Bar chart", text)
    return text


def of_table(sheet: AssembledItem) -> AssembledItem:
    """``sheet`` where its table alone is shown: nothing is said of a figure's marks."""
    exhibit = sheet.exhibit
    return replace(sheet, exhibit=replace(exhibit, spec=None, notes=exhibit.notes_of_table))


def of_chart(sheet: AssembledItem) -> AssembledItem:
    """``sheet`` where its chart is drawn, in which outlines tell what the bulletin prints."""
    if not _outlined(sheet.exhibit.native):
        return sheet
    notes = (replace(n, text=n.text.replace(KEY, OUTLINED)) for n in sheet.exhibit.notes)
    return replace(sheet, exhibit=replace(sheet.exhibit, notes=tuple(notes)))


def _outlined(native: Native | None) -> bool:
    match native:
        case Bars() | Scatter():
            return any(any(series.printed) for series in native.series)
        case Dots():
            return any(dot.printed for dot in native.dots)
        case _:
            return False


def store(paper: AssembledBriefing) -> str:
    """Which store the numbers come from."""
    return f"Store {paper.generation}, built on {day(paper.built_on)}."


def source(text: str) -> str:
    """The source of a briefing or an item, as a sentence."""
    return f"Source: {one_line(text).removesuffix('.')}."


def cases(paper: AssembledBriefing, sheet: AssembledItem) -> str:
    """What the cases of an item are, and from which store; those of the bulletin are of none."""
    own = one_line(sheet.exhibit.own_cases)
    return f"{own.removesuffix('.')}." if own else f"{one_line(paper.case_set)} {store(paper)}"


def running(paper: AssembledBriefing) -> str:
    """What stands above every page: that the cases are synthetic, where they are."""
    if not paper.synthetic:
        return ""
    others = any(sheet.exhibit.own_cases for sheet in paper.sheets)
    return "Synthetic cases, unless said otherwise" if others else SYNTHETIC


def opening(paper: AssembledBriefing) -> tuple[str, ...]:
    """What the briefing is, a sentence each, under its title."""
    count = len(paper.sheets)
    return (
        counted(count, "item"),
        one_line(paper.case_set),
        store(paper),
        f"Made on {day(paper.made_on)}.",
        source(paper.source),
    )


def keywords(paper: AssembledBriefing) -> str:
    """Document property: what the briefing is about."""
    topics = dict.fromkeys(one_line(sheet.exhibit.topic) for sheet in paper.sheets)
    kind = "synthetic cases" if paper.synthetic else "inspected cases"
    # Word takes at most 255 characters
    return "; ".join(["probation", "interventions", kind, *topics])[:255]


def spoken(sheet: AssembledItem, cells: Sequence[Sequence[str]]) -> str:
    """What stands under a slide: what the reader says to it, the whole table, then the notes."""
    table = "\n".join("\t".join(map(one_line, row)) for row in cells)
    rest = [sheet.exhibit.empty, sheet.note, *map(str, sheet.exhibit.notes)]
    said = [sheet.speaker_notes, ""] if sheet.speaker_notes else []
    return "\n".join([title(sheet), "", *said, table, "", *(text for text in rest if text)])


def shortened(text: str, longest: int) -> str:
    """``text`` on one line, cut at a word where it has more than ``longest`` characters."""
    return textwrap.shorten(one_line(text), longest, placeholder=" …")


def property_text(text: str) -> str:
    """``text`` as a document property, which holds at most 255 characters."""
    return shortened(text, 255)
