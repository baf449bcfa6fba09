"""Where the parts of an item lie on its slide, and whether one slide holds it in type to be read.

Nothing is drawn here: exports.office.item_slide draws.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import cast

from probation.briefing.assembled import AssembledItem
from probation.charts.office_spec import Native
from probation.charts.spec import Chart, Matrix, Tiles
from probation.charts.theme import LIGHT
from probation.exports.office import charts, squares, text_metrics, words
from probation.exports.office.slide import Box, Said, heights
from probation.exports.office.slide_table import Fitted, fitted, whole
from probation.exports.office.tabular import Rows
from probation.exports.office.templates import INNER, MARGIN, TITLE

#: Sizes of type in points: of titles the largest in which it takes two lines; of charts and tables
#: what can be read from the back of a room.
_TITLES = (26.0, 24.0, 22.0, 20.0, 18.0)
_SUBTITLES = (14.0, 12.0)
NOTES = (14.0, 12.0)
CHARTS = (16.0, 14.0)
_READ = CHARTS[-1]
_SMALL = 12.0
#: Longest title and subtitle on a slide, in characters; all of them is in the slide's notes.
_LONGEST = 400
#: Inches: where the foot begins, how wide the notes beside a chart are, what parts them.
FOOT_TOP, ASIDE, GAP = 6.82, 3.1, 0.22
_MORE = "More is said in the notes of this slide."


def titled(text: str, sizes: Sequence[float], most: int) -> Said:
    """A title, in the largest of ``sizes`` in which it takes so many lines, else the least."""
    text = words.shortened(text, _LONGEST)
    return Said(text, text_metrics.fitted(text, sizes, INNER, most, bold=True), bold=True)


def heading(sheet: AssembledItem) -> tuple[Said, Box, Said, Box]:
    """Title and subtitle, each with its place."""
    title = titled(words.title(sheet), _TITLES, 2)
    above = Box(TITLE.left, TITLE.top, TITLE.width, title.height(INNER))
    text = words.shortened(words.subtitle(sheet.exhibit), _LONGEST)
    said = Said(text, text_metrics.fitted(text, _SUBTITLES, INNER, 2), LIGHT.quiet)
    return title, above, said, Box(MARGIN, above.bottom + 0.08, INNER, said.height(INNER))


def body_of(sheet: AssembledItem) -> Box:
    """What lies between heading and foot."""
    *_, under = heading(sheet)
    top = under.bottom + GAP
    return Box(MARGIN, top, INNER, FOOT_TOP - GAP - top)


def type_size(native: Native | None, room: Box) -> float:
    """The size of type at which a chart fits ``room``; 0 where there is none."""
    if isinstance(native, Tiles):
        return CHARTS[0]
    if native is None or not (isinstance(native, Matrix) or charts.has_marks(native)):
        return 0.0
    return next((size for size in CHARTS if _least(native, size, room) <= room.height), 0.0)


def _least(native: charts.Native | Matrix, size: float, room: Box) -> float:
    if isinstance(native, Matrix):
        return squares.least_height(native, size)
    return charts.least_height(native, size, room.width)


def parts(sheet: AssembledItem, rows: Rows) -> list[tuple[AssembledItem, Rows]]:
    """What of an item each of its slides shows, with rows of its table.

    The chart on one slide or two, else the table on one or two, else as much of it as one holds.
    """
    alone = words.of_table(sheet)
    tried = ([(sheet, rows)], [*_halves(sheet, rows)], [(alone, rows)], [*_halves(alone, rows)])
    if sheet.exhibit.empty or not rows:
        return tried[0]
    held = (some for some in tried if some and all(_holds(*part) for part in some))
    return next(held, tried[2])


def _halves(sheet: AssembledItem, rows: Rows) -> Iterator[tuple[AssembledItem, Rows]]:
    """Both halves of a chart, or of the table where there is none."""
    native, middle = sheet.exhibit.native, len(rows) // 2 + 1
    specs = charts.halves(native) if native else (None, None)
    tables = (rows, rows) if native else (rows[:middle], [*rows[:1], *rows[middle:]])
    for number, (spec, own) in enumerate(zip(specs, tables, strict=False), 1):
        # what office programs draw is drawn as it is, whoever it is given to
        exhibit = replace(sheet.exhibit, spec=cast("Chart | None", spec))
        yield replace(sheet, title=f"{words.title(sheet)} ({number} of 2)", exhibit=exhibit), own


def _holds(sheet: AssembledItem, rows: Rows) -> bool:
    """Whether one slide holds it in type that can be read."""
    body = body_of(sheet)
    if sheet.exhibit.native:
        return type_size(sheet.exhibit.native, body) > 0
    aside = table_aside(sheet, rows, body)
    return (aside.size if aside else table_size(sheet, rows, body)) >= _READ


def table_size(sheet: AssembledItem, rows: Rows, body: Box) -> float:
    """The size of type at which all rows stand over their notes; 0 where they do not."""
    notes = heights(remarks(sheet, body.width, body.height), body.width)
    return max((one.size for one in whole(rows, body.width, body.height - notes - GAP)), default=0)


def table_aside(sheet: AssembledItem, rows: Rows, body: Box) -> Fitted | None:
    """The table with its notes beside it, where its type is larger so."""
    aside = fitted(rows, body.width - ASIDE - GAP, body.height)
    larger = not aside.left_out and aside.size > table_size(sheet, rows, body)
    return aside if larger else None


def remarks(sheet: AssembledItem, room: float, high: float) -> list[Said]:
    """The reader's note, smaller where it is long, then one line of what must be known."""
    texts = [text for text in sheet.note.split("\n") if text]
    notes: list[Said] = []
    for size in NOTES:
        notes = [Said(text, size, before=4) for text in texts]
        if heights(notes, room) <= high:
            break
    return [*notes, *small(sheet)]


def small(sheet: AssembledItem) -> list[Said]:
    text = words.in_short(sheet.exhibit)
    return [Said(text, _SMALL, LIGHT.quiet, before=5)] if text else []


def within(said: list[Said], room: float, high: float) -> list[Said]:
    """As many paragraphs as fit; where not all do, the last says where they are."""
    if heights(said, room) <= high:
        return said
    more = Said(_MORE, _SMALL, LIGHT.quiet, before=5)
    kept = list(said)
    while len(kept) > 1 and heights([*kept, more], room) > high:
        kept.pop()
    while len(kept[0].text) > 80 and heights([*kept, more], room) > high:
        kept[0] = replace(kept[0], text=words.shortened(kept[0].text, len(kept[0].text) - 20))
    return [*kept, more]
