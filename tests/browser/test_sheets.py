"""Every page on paper, as Chromium prints it: what the screen shows, whole, light, and no more."""

import unicodedata
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from PIL import ImageChops
from PIL.Image import Image
from playwright.sync_api import Page, expect

from tests.browser.watching import main, opened, still

SCREENS = {"laptop": (1366, 768), "wide": (1920, 1080), "phone": (390, 844)}
A4_ACROSS = (842, 595)  # points
MARGIN = 33  # 12 mm, a rounding less
HIGHEST = 20  # points of a letter
READABLE = 8  # points
#: Other than a page as it is first met on a laptop, in the light: see test_every_page.
VIEWS = [
    ("delivery?by=provider", "laptop", "light"),
    ("gaps?question=delivery", "laptop", "light"),
    ("areas?area=london", "laptop", "light"),
    ("regression?question=delivery&factor=accommodation&run=on", "laptop", "light"),
    ("overview", "phone", "dark"),
    ("areas", "wide", "dark"),
    ("gaps", "wide", "light"),
    ("overview", "wide", "light"),
]
#: What must be on paper, a row of a table at a time; the code to take away is no use there.
PARTS = ":is(h1, h2, tr, [data-testid=stCaptionContainer]):not(.st-key-take_away *)"
#: What a page is worked with.
CONTROLS = ("Copy link", "Clear all filters", "Download", "Start here", "keyboard_arrow")
#: The words of each of the parts that are to be seen; those of figures figure by figure.
_SAID = "(parts) => parts.filter((p) => p.checkVisibility()).map((part) => part.textContent)"
_DRAWN = """(figures) => figures.map((figure) =>
  [...figure.querySelectorAll('.main-svg text')].map((text) => text.textContent))"""

#: Left, bottom, right and top, in points from a sheet's lower left corner.
Box = tuple[float, float, float, float]


@dataclass
class Sheet:
    """One printed sheet: its letters without spaces, their boxes, and its picture.

    smallest: of its type, in points.
    """

    size: tuple[int, ...]
    said: str
    boxes: list[Box]
    picture: Image
    smallest: float


def printed(page: Page, address: str, screen: str = "laptop") -> list[Sheet]:
    """The sheets of the page at an address."""
    width, height = SCREENS[screen]
    page.set_viewport_size({"width": width, "height": height})
    return sheets_of(still(opened(page, address)))


def sheets_of(page: Page) -> list[Sheet]:
    """The sheets of a page as it stands."""
    document = pdfium.PdfDocument(page.pdf(prefer_css_page_size=True))
    return [_sheet(document[number]) for number in range(len(document))]


def _sheet(page: pdfium.PdfPage) -> Sheet:
    text = page.get_textpage()
    return Sheet(
        tuple(map(round, page.get_size())),
        letters(text.get_text_range()),
        [text.get_rect(number) for number in range(text.count_rects())],
        page.render().to_pil().convert("RGB"),
        min(filter(None, (size(text, number) for number in range(text.count_chars())))),
    )


def size(text: pdfium.PdfTextPage, letter: int) -> float:
    """The size of a letter's type in points, as it stands on the sheet; 0 of what is none."""
    if not chr(raw.FPDFText_GetUnicode(text, letter)).isalnum():
        return 0
    turned = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, letter, turned)
    return float(raw.FPDFText_GetFontSize(text, letter)) * abs(turned.d or turned.b)


def letters(said: str) -> str:
    """Letters and figures alone: a line may break anywhere else."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", said)))


def overlaps(boxes: list[Box]) -> int:
    """How many pairs of letters lie over one another by more than half of the smaller."""
    # that of a hyphen at the end of a line may be anywhere, and is too high for a letter
    left, bottom, right, top = np.array([b for b in boxes if b[3] - b[1] < HIGHEST]).T[:, :, None]
    wide = np.minimum(right, right.T) - np.maximum(left, left.T)
    high = np.minimum(top, top.T) - np.maximum(bottom, bottom.T)
    area = (right - left) * (top - bottom)
    common = np.maximum(wide, 0) * np.maximum(high, 0)
    return int(np.triu(common > np.minimum(area, area.T) / 2, 1).sum())


def within_margins(picture: Image) -> bool:
    """Whether all that is not white lies between the margins."""
    marked = np.argwhere(np.array(picture).min(axis=2) < 250)
    low, high = marked.min(axis=0), marked.max(axis=0)
    return bool((low >= MARGIN).all() and (high <= np.array(A4_ACROSS[::-1]) - MARGIN).all())


@pytest.mark.parametrize(("address", "screen", "scheme"), VIEWS)
def test_a_page_prints_whole_and_without_its_controls(
    page: Page, server: str, address: str, screen: str, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme)
    whole_on_paper(page, printed(page, f"{server}/{address}", screen))


def whole_on_paper(page: Page, sheets: list[Sheet]) -> None:
    """All of a page that is no control stands whole on its sheets, and is followed by nothing."""
    on_paper = "".join(sheet.said for sheet in sheets)
    said = main(page).locator(PARTS).evaluate_all(_SAID)
    assert [words for words in said if letters(words) not in on_paper] == []
    for figure in main(page).locator(".svg-container:visible").evaluate_all(_DRAWN):
        assert any(all(letters(words) in sheet.said for words in figure) for sheet in sheets)
    assert [words for words in CONTROLS if letters(words) in on_paper] == []
    for sheet in sheets:
        assert sheet.size == A4_ACROSS
        assert within_margins(sheet.picture)
        assert overlaps(sheet.boxes) == 0
        assert sheet.smallest >= READABLE
    assert "Source" in sheets[-1].said


def test_a_question_and_its_figure_stand_on_one_sheet_table_and_source_on_the_next(
    page: Page, server: str
) -> None:
    first, second = printed(page, f"{server}/availability")
    assert letters("90%†, 287 of 320") in first.said
    assert letters("95% interval") in second.said


def test_a_dark_page_prints_as_a_light_one(page: Page, server: str) -> None:
    address = f"{server}/delivery?by=provider"
    (light, *_) = printed(page, address)
    page.emulate_media(color_scheme="dark")
    (dark, *_) = printed(page, address)
    expect(page.get_by_test_id("stApp")).to_have_css("color-scheme", "dark")
    assert ImageChops.difference(light.picture, dark.picture).getbbox() is None


def test_a_table_says_on_each_sheet_what_its_columns_are(page: Page, server: str) -> None:
    sheets = printed(page, f"{server}/published")
    head = letters(main(page).locator("thead").inner_text())
    assert len(sheets) > 5
    assert all(head in sheet.said for sheet in sheets)
