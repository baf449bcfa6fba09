"""A briefing made by hand: collected page by page, kept, presented, printed, taken away."""

import io
import json
import re
import zipfile
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pandas as pd
import pytest
from docx import Document
from playwright.sync_api import Locator, Page, expect
from pptx import Presentation

from probation.briefing.file import from_address, to_address
from probation.briefing.items import Briefing, item
from probation.exports.formats import FORMATS
from tests.browser.watching import asked, by_menu, faults, main, opened, pasted, settled

#: Where each of eight different figures stands: its page with what shows it, and its name there.
EIGHT = [
    ("", "availability finding"),
    ("availability?by=provider&order=gap", "availability"),
    ("partners", "bulletin layout"),
    ("gaps?question=delivery", "gaps"),
    ("gaps?question=delivery", "all questions"),
    ("areas?question=delivery", "funnel"),
    ("regression?question=delivery&factor=emotional_wellbeing&run=on", "odds ratios"),
    ("areas?area=kent", "profile"),
]


def add(page: Page, server: str, view: str, name: str) -> None:
    """Opens a page and puts one of its figures into the briefing."""
    opened(page, f"{server}/{view}")
    _button(page, f"Add {name} to briefing").click()
    expect(_button(page, f"Remove {name} from briefing")).to_be_visible()
    settled(page)


def headlines(page: Page) -> list[str]:
    """The headlines of the items, in order."""
    return [" ".join(text.split()) for text in main(page).locator("h2").all_inner_texts()]


def test_eight_figures_are_collected_saved_presented_printed_and_exported(
    another_reader: Page, server: str, tmp_path: Path
) -> None:
    page = another_reader
    for view, name in EIGHT:
        add(page, server, view, name)
    by_menu(page, "briefing")
    collected = headlines(page)
    assert len(set(collected)) == 8

    _field(page, "Title of the briefing", "For the board")
    _field(page, "Headline of item 1", "Interventions & <gaps>")
    collected[0] = "Interventions & <gaps>"
    expect(main(page).locator("h2").first).to_have_text(collected[0])
    settled(page)
    assert headlines(page) == collected

    page.reload()
    settled(page)
    expect(main(page).locator("h2")).to_have_count(8)
    assert headlines(page) == collected, "kept over a reload"

    saved = _saved(page)
    assert json.loads(saved)["title"] == "For the board"
    assert _presented(page) == ["For the board", *collected]
    assert _sheets(page) == 9
    for ending in FORMATS:
        _READ[ending](_downloaded(page, ending), collected)
    assert faults(page) == []

    _button(page, "Remove all").click()
    expect(main(page).locator("h2")).to_have_count(0)
    settled(page)
    main(page).get_by_text("Save the briefing as a file, or open one").click()
    file = {"name": "b.json", "mimeType": "application/json", "buffer": saved}
    main(page).locator("input[type=file]").set_input_files([file])
    _button(page, "Open it").click()
    expect(main(page).locator("h2")).to_have_count(8)
    settled(page)
    assert headlines(page) == collected


def _read_deck(file: bytes, collected: list[str]) -> None:
    slides = Presentation(io.BytesIO(file)).slides
    titles = [" ".join(s.shapes.title.text.split()) for s in slides if s.shapes.title]
    assert titles == ["For the board", *collected]
    assert sum(shape.has_chart for slide in slides for shape in slide.shapes) >= 5


def _read_paper(file: bytes, collected: list[str]) -> None:
    paper = Document(io.BytesIO(file))
    heads = [p.text for p in paper.paragraphs if p.style and p.style.name == "Heading 1"]
    assert heads[-8:] == collected
    assert len(paper.tables) >= 8


def _read_workbook(file: bytes, collected: list[str]) -> None:
    sheets = openpyxl.load_workbook(io.BytesIO(file)).worksheets
    tables = [sheet for sheet in sheets if sheet.title.startswith("Table")]
    assert len(tables) == 8
    assert all(
        head in str(sheet["A1"].value) for head, sheet in zip(collected, tables, strict=True)
    )


def _read_opendocument(file: bytes, collected: list[str]) -> None:
    sheets = pd.read_excel(io.BytesIO(file), sheet_name=None, header=None, engine="odf")
    assert len([name for name in sheets if name.startswith("Table")]) == 8


def _read_bundle(file: bytes, collected: list[str]) -> None:
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        assert len([name for name in parts.namelist() if name.endswith(".csv")]) == 8


_READ = {
    "pptx": _read_deck,
    "docx": _read_paper,
    "xlsx": _read_workbook,
    "ods": _read_opendocument,
    "zip": _read_bundle,
}


def test_one_item_alone_can_be_taken_away(page: Page, server: str) -> None:
    add(page, server, "delivery?gender=female", "delivery")
    by_menu(page, "briefing")
    page.get_by_role("button", name="Download item 1").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="PowerPoint (pptx)").click()
    slides = Presentation(str(download.value.path())).slides
    assert len(slides) == 2
    assert "women" in " ".join(s.text_frame.text for s in slides[1].shapes if s.has_text_frame)


def test_a_briefings_link_opens_it_for_another_reader(
    page: Page, another_reader: Page, server: str
) -> None:
    add(page, server, "delivery?gender=female&order=gap", "delivery")
    by_menu(page, "briefing")
    mine = headlines(page)
    link = _link(page)
    opened(another_reader, link)
    assert headlines(another_reader) == mine
    assert "briefing" not in asked(another_reader)
    another_reader.reload()
    settled(another_reader)
    expect(main(another_reader).locator("h2")).to_have_count(len(mine))


FEW = Briefing(
    "Three", (item("gap_matrix", {}), item("area_map", {}), item("finding_delivery", {}))
)


def test_a_note_typed_just_before_presenting_is_presented(
    another_reader: Page, server: str
) -> None:
    page = another_reader
    opened(page, f"{server}/briefing?briefing={to_address(FEW)}")
    page.get_by_label("Text on the slide of item 1", exact=True).fill("Asked in the last minute")
    page.get_by_role("button", name="Present", exact=True).click()
    shown = page.get_by_role("dialog")
    expect(shown).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(shown.get_by_text("Asked in the last minute")).to_be_visible()


def test_a_note_typed_just_before_copying_is_in_the_link(another_reader: Page, server: str) -> None:
    page = another_reader
    opened(page, f"{server}/briefing?briefing={to_address(FEW)}")
    page.get_by_label("Text on the slide of item 1", exact=True).fill("Asked in the last minute")
    value = parse_qs(urlsplit(_link(page)).query)["briefing"][0]
    assert from_address(value).items[0].note == "Asked in the last minute"


def test_the_keyboard_is_led_into_a_menu_of_files_and_out_again(
    another_reader: Page, server: str
) -> None:
    page = another_reader
    opened(page, f"{server}/briefing?briefing={to_address(FEW)}")
    menu = page.get_by_role("button", name="Download", exact=True).first
    files = page.get_by_test_id("stPopoverBody").get_by_role("button")
    menu.focus()
    page.keyboard.press("Enter")
    expect(files.first).to_be_focused()
    expect(files).to_have_count(len(FORMATS))
    for _ in range(len(FORMATS) - 1):
        page.keyboard.press("Tab")
    expect(files.last).to_be_focused()
    page.keyboard.press("Tab")
    expect(menu).to_be_focused()
    expect(files).to_have_count(0)
    page.keyboard.press("Enter")
    expect(files.first).to_be_focused()
    page.keyboard.press("Escape")
    expect(files).to_have_count(0)
    expect(menu).to_be_focused()


def test_the_keyboard_stays_with_the_item_that_it_moves(another_reader: Page, server: str) -> None:
    page = another_reader
    opened(page, f"{server}/briefing?briefing={to_address(FEW)}")
    first, second, third = headlines(page)
    _button(page, "Item 1 down").focus()
    page.keyboard.press("Enter")
    expect(_button(page, "Item 2 down")).to_be_focused()
    page.keyboard.press("Enter")
    expect(_button(page, "Item 3 up")).to_be_focused()  # it is the last: there is no way down
    settled(page)
    assert headlines(page) == [second, third, first]


@pytest.mark.parametrize("width", [400, 911, 1400])
def test_the_charts_of_a_briefing_are_drawn_alike_in_every_window(
    another_reader: Page, server: str, width: int
) -> None:
    page = another_reader
    page.set_viewport_size({"width": width, "height": 700})
    opened(page, f"{server}/briefing?briefing={to_address(FEW)}")
    for chart in main(page).locator("[class*=st-key-briefing_chart_]").all():
        drawn = chart.locator(".main-svg").first
        assert round(float(drawn.get_attribute("width") or 0)) == 900
        place, picture = chart.bounding_box(), drawn.bounding_box()
        assert place is not None
        assert picture is not None
        assert picture["width"] <= place["width"] + 1, "all of it is seen"


@pytest.mark.parametrize(
    "view",
    [
        "availability?by=gender&area=kent&scale=percent",
        "gaps?question=delivery&bh=on",
        "areas?unit=division&adjusted=on",
        "regression?question=delivery&factor=ete&run=on&enter=0.1&remove=0.2",
    ],
)
def test_a_copied_link_says_everything_and_brings_the_view_back(
    page: Page, another_reader: Page, server: str, view: str
) -> None:
    opened(page, f"{server}/{view}")
    link = _link(page)
    for parameter in view.partition("?")[2].split("&"):
        assert parameter in link
    assert re.search(r"[?&]store=gen-\d+-[0-9a-f]{8}", link)
    shown = [main(page).locator(at).all_inner_texts() for at in ("h1", "h2", "table")]
    opened(another_reader, link)
    again = [main(another_reader).locator(at).all_inner_texts() for at in ("h1", "h2", "table")]
    assert again == shown
    assert "store" not in asked(another_reader), "nothing has changed since"


def _button(page: Page, name: str) -> Locator:
    return main(page).get_by_role("button", name=name, exact=True)


def _field(page: Page, label: str, text: str) -> None:
    field = page.get_by_label(label, exact=True)
    field.fill(text)
    field.press("Enter")
    settled(page)


def _link(page: Page) -> str:
    """The address that 'Copy link' puts into the clipboard."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("status").filter(has_text="Link copied")).to_be_attached()
    return pasted(page)


def _saved(page: Page) -> bytes:
    main(page).get_by_text("Save the briefing as a file, or open one").click()
    with page.expect_download() as download:
        _button(page, "Save the briefing (JSON)").click()
    main(page).get_by_text("Save the briefing as a file, or open one").click()
    return Path(download.value.path()).read_bytes()


def _downloaded(page: Page, ending: str) -> bytes:
    page.get_by_role("button", name="Download", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name=f"({ending})").click()
    assert download.value.suggested_filename == f"for-the-board-synthetic.{ending}"
    page.keyboard.press("Escape")
    return Path(download.value.path()).read_bytes()


def _presented(page: Page) -> list[str]:
    """The headlines of all slides, by the arrow key."""
    page.get_by_role("button", name="Present", exact=True).click()
    shown = page.get_by_role("dialog")
    heads = []
    for _ in range(9):
        heads.append(" ".join(shown.locator("h1:visible, h2:visible").first.inner_text().split()))
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    expect(shown).to_have_count(0)
    return heads


def _sheets(page: Page) -> int:
    """How many sheets of paper the page prints."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))
