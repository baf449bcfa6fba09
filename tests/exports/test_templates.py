"""The templates of slides and papers, and what is said where one lacks something."""

import re
from pathlib import Path

import docx
import pptx
import pytest
from docx.shared import Cm
from pptx.util import Inches

from probation.errors import ToldError
from probation.exports.office.templates import STYLES, new_deck, new_document
from tests.exports.opened import parts

OFFICE = Path("probation/exports/office")
TEMPLATES = {"slides": OFFICE / "template.pptx", "papers": OFFICE / "template.docx"}
#: The layouts and placeholders that the code fills.
PLACES = {"Title Slide": ["Title 1", "Subtitle 2"], "Title Only": ["Title 1", "Slide Number"]}


@pytest.fixture
def own(tmp_path, monkeypatch) -> Path:
    """An empty folder for a department's templates."""
    monkeypatch.setenv("PROBATION_TEMPLATES", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("kind", TEMPLATES)
def test_a_template_names_nobody(kind):
    held = parts(TEMPLATES[kind].read_bytes())
    properties = held["docProps/core.xml"].decode()
    filled = set(re.findall(r"<(\w+:\w+)[^<>]*>[^<]+<", properties))
    assert filled == {"cp:revision", "dcterms:created", "dcterms:modified"}
    assert [name for name in held if name.startswith("docProps/")] == ["docProps/core.xml"]
    assert not [name for name in held if "comment" in name.lower() or "custom" in name.lower()]
    assert not re.search(rb"w:author|w:ins |w:del ", b"".join(held.values()))


def test_the_templates_have_what_is_needed_and_nothing_is_on_them():
    deck = new_deck()
    assert [layout.name for layout in deck.slide_layouts] == list(PLACES)
    for layout in deck.slide_layouts:
        names = [place.name for place in layout.placeholders]
        assert all(any(n.startswith(part) for n in names) for part in PLACES[layout.name])
    assert len(deck.slides) == 0
    paper = new_document()
    assert set(STYLES) <= {style.name for style in paper.styles}
    assert [paragraph.text for paragraph in paper.paragraphs] == []


def test_a_departments_own_template_is_used_and_the_other_stays_ours(own):
    deck = pptx.Presentation(str(TEMPLATES["slides"]))
    deck.slide_master.placeholders[0].text_frame.text = "The department's master"
    deck.save(str(own / "template.pptx"))
    assert new_deck().slide_master.placeholders[0].text_frame.text == "The department's master"
    assert len(new_document().styles) == len(docx.Document(str(TEMPLATES["papers"])).styles)


def test_what_a_deck_lacks_is_named(own):
    deck = pptx.Presentation(str(TEMPLATES["slides"]))
    deck.slide_width = Inches(10)
    deck.slide_layouts.get_by_name("Title Slide").name = "Cover"
    number = deck.slide_layouts.get_by_name("Title Only").placeholders[-1].element
    number.getparent().remove(number)
    deck.save(str(own / "template.pptx"))
    with pytest.raises(ToldError) as refused:
        new_deck()
    assert str(refused.value) == (
        "The template for slides lacks a layout 'Title Slide' with a title, a layout 'Title Slide'"
        " with a subtitle, a layout 'Title Only' with a slide number and slides of 13.333 by 7.5"
        " inches (widescreen). Whoever runs the dashboard can add that; docs/templates.md says how."
    )


def test_what_a_paper_lacks_is_named(own):
    paper = docx.Document(str(TEMPLATES["papers"]))
    paper.styles["Table Text"].delete()
    paper.sections[0].left_margin = Cm(3)
    paper.save(str(own / "template.docx"))
    with pytest.raises(ToldError) as refused:
        new_document()
    assert str(refused.value) == (
        "The template for papers lacks a style named 'Table Text' and lines 17 cm wide (A4 with 2"
        " cm at each side). Whoever runs the dashboard can add that; docs/templates.md says how."
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("template.pptx", b"no zip"),
        ("template.docx", b"no zip"),
        ("template.pptx", TEMPLATES["papers"].read_bytes()),
        ("template.docx", TEMPLATES["slides"].read_bytes()),
        ("template.docx", b"PK\x05\x06" + bytes(18)),
    ],
    ids=["no deck", "no paper", "a paper", "a deck", "an empty zip"],
)
def test_what_cannot_be_opened_is_refused_in_a_sentence(own, name, content):
    (own / name).write_bytes(content)
    make = new_deck if name == "template.pptx" else new_document
    with pytest.raises(ToldError, match="that can be opened"):
        make()
