"""A briefing as a paper, read back with python-docx and as a package."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import docx
import pandas as pd
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from probation.briefing.assembled import AssembledBriefing
from probation.domain.note import Note, NoteKind
from probation.exhibits.exhibit import intervals
from probation.exports.office.document import document
from probation.exports.office.templates import TEXT_WIDTH
from probation.exports.office.text_metrics import width
from tests.exports import samples
from tests.exports.opened import cached, charts, faults, find, parts, referred, xml


def opened(paper: AssembledBriefing) -> Document:
    return docx.Document(io.BytesIO(document(paper)))


def one(*of: object, **more: object) -> Document:
    """The paper of one item, as of samples.sheet."""
    return opened(samples.paper(samples.sheet(*of, **more)))


def text(of: Paragraph) -> str:
    """The words of a paragraph, those in links and fields too."""
    return "".join(run.text or "" for run in of._p.iter(qn("w:t")))


def styled(of: Document, style: str) -> list[str]:
    return [text(p) for p in of.paragraphs if p.style.name == style]


def blocks(of: Document) -> Iterator[Paragraph | Table]:
    yield from of.iter_inner_content()


@pytest.fixture(scope="module")
def every_kind() -> bytes:
    return document(samples.every_kind())


def test_the_paper_says_what_it_is_and_lists_its_items():
    made = opened(samples.paper(samples.sheet(title="First"), samples.sheet(title="Second")))
    assert styled(made, "Title") == ["Interventions in Kent & elsewhere"]
    assert styled(made, "Normal")[:5] == [
        "2 items",
        "Synthetic cases, made up for this test: they describe no person.",
        "Store gen-1-0123abcd, built on 1 November 2026.",
        "Made on 22 November 2026.",
        "Source: HM Inspectorate of Probation, Research & Analysis Bulletin 2019/01.",
    ]
    assert styled(made, "List Number") == styled(made, "Heading 1") == ["First", "Second"]
    listed = [p._p.xpath("./w:hyperlink/@w:anchor") for p in made.paragraphs]
    assert [place for places in listed for place in places] == ["item_1", "item_2"]
    assert made.element.xpath("//w:bookmarkStart/@w:name") == ["item_1", "item_2"]


def test_what_stands_above_a_page_fits_one_line():
    own = samples.sheet(table=samples.table(2), said={"case_set": "The bulletin's own cases"})
    for sheet in (samples.sheet(samples.BARS), own):
        made = opened(samples.paper(sheet, title="Briefing for the board of probation " * 3))
        head = made.sections[0].header.paragraphs[0].text
        title, beside = head.split("\t")
        assert title.endswith("…")
        assert beside.startswith("Synthetic cases")
        assert width(f"{title} {beside}", 9) < TEXT_WIDTH


def test_a_table_without_its_chart_says_nothing_of_marks():
    notes = (Note(NoteKind.READING, "Grey with a tick: inspected."), intervals("Wilson"))
    whose = "95% confidence intervals (method: Wilson)."
    with_chart = opened(samples.paper(samples.sheet(samples.BARS, notes=notes)))
    said = {"Grey with a tick: inspected.", f"Lines show {whose}"}
    assert said <= set(styled(with_chart, "List Bullet"))
    table = opened(samples.paper(samples.sheet(table=samples.table(2), notes=notes)))
    assert styled(table, "List Bullet") == [whose]


def test_examples_of_the_bulletin_are_not_called_synthetic():
    own = samples.sheet(table=samples.table(2), said={"case_set": "The bulletin's own cases"})
    made = opened(samples.paper(samples.sheet(samples.BARS), own, source="the cases loaded"))
    head = made.sections[0].header.paragraphs[0].text
    assert head.endswith("\tSynthetic cases, unless said otherwise")
    sources = [words for words in styled(made, "Subtitle") if "Source:" in words]
    assert [words.startswith("The bulletin's own cases. Source:") for words in sources] == [
        False,
        True,
    ]
    assert ["the cases loaded" in words for words in sources] == [True, False]


def test_the_package_is_whole_and_holds_nothing_else(every_kind):
    assert faults(every_kind) == []
    names = parts(every_kind)
    odd = ("thumbnail", "customXml", "stylesWithEffects", "app.xml")
    assert not [name for name in names if any(word in name for word in odd)]
    assert len([n for n in names if n.startswith("word/charts/chart")]) == len(samples.CHARTS)


def test_charts_in_the_file_hold_the_values_of_their_sheets(every_kind):
    found = list(charts(every_kind))
    assert len(found) == len(samples.CHARTS)
    for root, sheet in found:
        for reference in find(root, "//c:numRef | //c:strRef"):
            assert cached(reference) == referred(reference, sheet)


def test_a_chart_is_described_captioned_and_leads_to_its_workbook():
    made = one(samples.BARS)
    (properties,) = made.element.xpath("//wp:docPr")
    assert properties.get("descr") == "Bar chart of availability; the table has the same figures."
    assert styled(made, "Caption") == [
        "Figure 1: Availability of interventions",
        "Table 1: Availability of interventions",
    ]
    fields = made.element.xpath("//w:fldSimple/@w:instr")
    assert fields == [" SEQ Figure \\* ARABIC ", " SEQ Table \\* ARABIC "]


def test_every_chart_has_its_number_and_tables_have_theirs(every_kind):
    captions = styled(docx.Document(io.BytesIO(every_kind)), "Caption")
    figures = [caption.split(":")[0] for caption in captions if caption.startswith("Figure")]
    tables = [caption.split(":")[0] for caption in captions if caption.startswith("Table")]
    assert figures == [f"Figure {n}" for n in range(1, len(samples.CHARTS) + 2)]  # and a matrix
    assert tables == [f"Table {n}" for n in range(1, len(samples.CHARTS) + 4)]


def test_an_item_has_its_parts_in_order_and_what_leads_to_the_chart_stays_with_it():
    found = list(blocks(one(samples.BARS)))
    start = next(k for k, b in enumerate(found) if getattr(b.style, "name", "") == "Heading 1")
    styles = [block.style.name for block in found[start:]]
    assert styles == [
        "Heading 1",
        "Subtitle",
        "Normal",  # the reader's note
        "Normal",  # the chart
        "Caption",
        "Caption",
        "Briefing Table",
        "List Bullet",
        "List Bullet",
        "Subtitle",  # the source
    ]
    assert "290 judgements." in text(found[start + 1])
    assert text(found[start + 2]) == "Watch the small bases."
    for block in found[start : start + 4]:
        own = block.paragraph_format.keep_with_next
        assert block.style.paragraph_format.keep_with_next if own is None else own


def test_a_table_of_paragraphs_is_written_as_text_under_headings():
    texts = [f"Entry {k}. " + "What was seen in this case. " * 12 for k in range(3)]
    table = samples.table(3, 1).assign(Provider=["NPS", "", "CRC"], Seen=texts)
    made = one(table=table, prose=True)
    assert not made.tables
    assert styled(made, "Caption") == []
    assert styled(made, "Heading 2") == [samples.UGLY, "Row 1", "Row 2"]
    facts = [words for words in styled(made, "Subtitle") if words.startswith("Column 0")]
    assert facts == [
        "Column 0: 0.0%. Provider: NPS.",
        "Column 0: 7.0%.",
        "Column 0: 14.0%. Provider: CRC.",
    ]
    assert [words for words in styled(made, "Normal") if "Entry" in words] == [
        words.strip() for words in texts
    ]


def test_a_table_is_real_with_a_head_on_every_page_and_rows_that_do_not_break():
    table = samples.table(11, 4)
    made = one(table=table)
    (found,) = made.tables
    cells = [[cell.text for cell in row.cells] for row in found.rows]
    assert cells == [
        ["Area", *table.columns],
        *([name, *row] for name, *row in table.itertuples(name=None)),
    ]
    assert len(found._tbl.xpath(".//w:trPr/w:tblHeader")) == 1
    assert found._tbl.tr_lst[0].xpath("./w:trPr/w:tblHeader")
    assert len(found._tbl.xpath(".//w:trPr/w:cantSplit")) == 12
    assert found._tbl.xpath("./w:tblPr/w:tblDescription/@w:val") == [
        "Bar chart of availability; the table has the same figures."
    ]
    right = [bool(cell._tc.xpath(".//w:jc[@w:val='right']")) for cell in found.rows[1].cells]
    assert right == [False, True, True, True, True]
    assert made.styles["Table Text"].font.size.pt >= 9.5


def test_of_a_long_table_sixty_rows_are_printed_and_a_sentence_says_so():
    made = one(table=samples.table(173))
    assert len(made.tables[0].rows) == 61
    assert "The first 60 of 173 rows; all are in the workbook." in styled(made, "Table Text")
    assert not styled(one(table=samples.table(60)), "Table Text")


def test_notes_are_a_list_and_the_link_leads_to_the_dashboard():
    made = one(samples.BARS)
    assert styled(made, "List Bullet") == list(samples.USUAL_NOTES)
    (link,) = [link for p in made.paragraphs for link in p.hyperlinks if link.address]
    assert (link.text, link.address) == (
        "Open in the dashboard",
        "https://example.org/availability?factor=ete&by=provider",
    )
    alone = replace(samples.sheet(samples.BARS), link="")
    made = opened(samples.paper(alone))
    assert not [link for p in made.paragraphs for link in p.hyperlinks if link.address]


def test_every_page_says_what_the_cases_are_and_its_number():
    section = one().sections[0]
    head = section.header.paragraphs[0].text
    assert head == "Interventions in Kent & elsewhere\tSynthetic cases: they describe no person"
    foot = section.footer.paragraphs[0]
    assert text(foot) == "Store gen-1-0123abcd, built on 1 November 2026.Page 1 of 1"
    assert foot._p.xpath(".//w:fldSimple/@w:instr") == [" PAGE ", " NUMPAGES "]
    real = samples.paper(samples.sheet(), synthetic=False, case_set="Case set: mine.")
    assert "Synthetic" not in opened(real).sections[0].header.paragraphs[0].text


def test_the_page_is_a4_in_arial_and_british_english(every_kind):
    made = docx.Document(io.BytesIO(every_kind))
    section = made.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    styles = xml(parts(every_kind)["word/styles.xml"])
    assert {fonts.get(qn("w:ascii")) for fonts in find(styles, "//w:rFonts")} == {"Arial"}
    assert {one.get(qn("w:val")) for one in find(styles, "//w:lang")} == {"en-GB"}


def test_the_properties_of_the_file_say_what_it_is():
    found = one().core_properties
    assert found.title == "Interventions in Kent & elsewhere"
    assert found.author == found.last_modified_by == "Probation interventions dashboard"
    assert "Bulletin 2019/01" in found.subject
    assert "synthetic cases; Availability of interventions" in found.keywords
    assert (found.language, found.comments) == ("en-GB", "")
    assert found.created.date() == found.modified.date() == date(2026, 11, 22)


def test_a_matrix_is_a_figure_of_cells_in_their_colours_above_what_else_its_table_says():
    figure, table = one(samples.MATRIX).tables
    assert [[cell.text for cell in row.cells] for row in figure.rows] == [
        ["", "Delivery", "Partners"],
        ["Accommodation", "+20*", "+2"],
        ["Relationships", "•", ""],
    ]
    looks = [
        [cell._tc.xpath(".//w:tcBorders/w:top/@w:sz") for cell in r.cells] for r in figure.rows
    ]
    assert looks == [[[], [], []], [[], ["24"], ["8"]], [[], [], []]]
    assert len(figure._tbl.xpath(".//w:shd")) == 1, "the one with a heavy outline is not white"
    assert len(table.rows) == 4


def test_a_matrix_that_says_all_its_table_does_is_printed_once():
    words = {"Delivery": ["+20*", "•"], "Partners": ["+2", ""]}
    same = pd.DataFrame(words, index=pd.Index(["Accommodation", "Relationships"], name="Factor"))
    made = one(samples.MATRIX, table=same)
    assert len(made.tables) == 1
    assert styled(made, "Caption") == ["Figure 1: Availability of interventions"]
    limits = one(samples.MATRIX, table=same.replace("+20*", "+20 (+9 to +30)"))
    assert len(limits.tables) == 2, "its intervals stand nowhere else"


def test_a_tile_map_is_told_by_its_table_and_nothing_to_draw_by_a_sentence():
    made = one(samples.TILES)
    assert not made.element.xpath("//w:drawing")
    assert len(made.tables) == 1
    made = one(empty="No judgement matches these filters.", table=samples.table(0))
    assert "No judgement matches these filters." in styled(made, "Normal")
    assert not made.tables


@pytest.mark.parametrize("items", [0, 30])
def test_a_briefing_may_have_no_item_or_many(items):
    file = document(samples.paper(*[samples.sheet(samples.BARS)] * items))
    assert faults(file) == []
    assert len(styled(docx.Document(io.BytesIO(file)), "Heading 1")) == items


def test_long_words_and_what_xml_cannot_hold_break_nothing():
    ugly = "One\x00 two\x0b\ud800\nthree\tfour & <five> "
    item = samples.sheet(samples.BARS, ugly * 20, notes=(ugly,), description=ugly, topic=ugly)
    file = document(samples.paper(replace(item, note=ugly), title=ugly * 9, case_set=ugly))
    assert faults(file) == []
    made = docx.Document(io.BytesIO(file))
    assert styled(made, "Heading 1") == [("One two three four & <five> " * 20).strip()]
    assert styled(made, "List Bullet") == ["One two three four & <five>"]
    assert "three\tfour & <five> " in [p.text for p in made.paragraphs]  # the note's second line


def kept(rows: int) -> list[int]:
    """The rows of a table that stand on the page of the next one."""
    (found,) = one(table=samples.table(rows, 4)).tables
    return [at for at, row in enumerate(found._tbl.tr_lst) if row.xpath(".//w:keepNext")]


def test_a_short_table_is_not_split_and_no_page_has_a_row_or_two_of_a_long_one():
    assert kept(11) == list(range(11))  # of twelve with the head: the last lets go
    assert kept(40) == [0, 1, 2, 38, 39]
