"""What slides and papers are made on: the dashboard's templates, or a department's own.

docs/templates.md says what one must have. The measures below are those that the code lays out by.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from probation.domain.wording import join_or
from probation.errors import ToldError
from probation.exports.office.slide import Box
from probation.store.folders import templates_folder

if TYPE_CHECKING:
    from docx.document import Document
    from pptx.presentation import Presentation

#: A slide, its margin, its title and its number, in inches.
WIDTH, HEIGHT = 13.333, 7.5
MARGIN = 0.5
INNER = WIDTH - 2 * MARGIN
TITLE = Box(MARGIN, 0.35, INNER, 0.9)
NUMBER = Box(WIDTH - MARGIN - 0.8, 7.0, 0.8, 0.25)
#: The layouts used: of the first slide, and of every other.
OPENING, ITEM = "Title Slide", "Title Only"
#: Their placeholders, each with the index or the type that it has in the file.
_PLACES = {
    OPENING: {"title": "0", "subtitle": "1"},
    ITEM: {"title": "0", "slide number": "sldNum"},
}

#: The width of a paper's text, and the space beside the text of a cell, in inches.
TEXT_WIDTH, CELL_MARGIN = 17 / 2.54, 0.05
TABLE_STYLE, TABLE_TEXT, LINK = "BriefingTable", "TableText", "Hyperlink"
#: The styles used, by the names that Word shows.
STYLES = (
    *("Normal", "Title", "Subtitle", "Heading 1", "Heading 2", "TOC Heading", "Caption"),
    *("List Bullet", "List Number", "Header", "Footer", "Table Text", "Briefing Table", LINK),
)
#: So far, in inches, may a measure of a template be off.
_NEAR = 0.04
_EMUS = 914400


def new_deck() -> "Presentation":
    """A deck without slides of ours. Raises ToldError where the template lacks something."""
    from pptx import Presentation
    from pptx.exc import PackageNotFoundError

    try:
        deck = Presentation(str(_template("template.pptx")))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        raise _unreadable("slides", "PowerPoint presentation (.pptx)") from error
    missing = [
        f"a layout '{layout}' with a {what}"
        for layout, places in _PLACES.items()
        for what, mark in places.items()
        if mark not in _placeholders(deck, layout)
    ]
    if not _measures(deck.slide_width, WIDTH) or not _measures(deck.slide_height, HEIGHT):
        missing.append(f"slides of {WIDTH} by {HEIGHT} inches (widescreen)")
    _complete("slides", missing)
    return deck


def new_document() -> "Document":
    """A paper without text of ours. Raises ToldError where the template lacks something."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        paper: Any = docx.Document(str(_template("template.docx")))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        raise _unreadable("papers", "Word document (.docx)") from error
    styles = {style.name for style in paper.styles}
    missing = [f"a style named '{name}'" for name in STYLES if name not in styles]
    page = paper.sections[0]
    if not _measures(page.page_width - page.left_margin - page.right_margin, TEXT_WIDTH):
        missing.append("lines 17 cm wide (A4 with 2 cm at each side)")
    _complete("papers", missing)
    return paper  # type: ignore[no-any-return]  # python-docx has no types


def _template(name: str) -> Path:
    """A department's own file where it has put one, else the dashboard's."""
    own = templates_folder()
    return own / name if own and (own / name).exists() else Path(__file__).with_name(name)


def _placeholders(deck: "Presentation", name: str) -> set[str]:
    """The indices and types of a layout's placeholders; none where there is no such layout."""
    layout = deck.slide_layouts.get_by_name(name)
    found = layout.element.xpath(".//p:nvPr/p:ph") if layout else []
    return {mark for place in found for mark in (place.get("idx", "0"), place.get("type", ""))}


def _measures(emus: int | None, inches: float) -> bool:
    return emus is not None and abs(emus / _EMUS - inches) < _NEAR


def _complete(of: str, missing: list[str]) -> None:
    if missing:
        raise ToldError(
            f"The template for {of} lacks {join_or(missing, 'and')}. Whoever runs the dashboard"
            " can add that; docs/templates.md says how."
        )


def _unreadable(of: str, kind: str) -> ToldError:
    return ToldError(
        f"The template for {of} is not a {kind} that can be opened. Whoever runs the dashboard"
        " can save it anew; docs/templates.md says how."
    )
