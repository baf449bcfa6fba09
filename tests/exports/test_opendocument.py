"""The OpenDocument spreadsheet of a briefing, read back with odfpy and with pandas."""

import io
import re
import zipfile
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from odf.opendocument import load
from odf.table import DatabaseRange, Table, TableCell, TableHeaderRows, TableRow
from odf.teletype import extractText
from odf.text import A

from probation.exports.opendocument import spreadsheet
from probation.exports.sheets import CREATOR, book
from probation.exports.workbook import workbook
from tests.exports.papers import CASE_SET, funnel, paper, rates, sheet


def read(made):
    """The sheets of a paper by their names."""
    document = load(io.BytesIO(spreadsheet(made)))
    return {page.getAttribute("name"): page for page in document.getElementsByType(Table)}


def rows(page):
    """A sheet's rows: numbers from what is stored, texts from what is shown."""
    return [
        [value(cell) for cell in row.getElementsByType(TableCell)]
        for row in page.getElementsByType(TableRow)
    ]


def value(cell):
    if cell.getAttribute("valuetype") == "float":
        return float(cell.getAttribute("value"))
    return extractText(cell)


def test_it_holds_what_the_sheets_say_every_number_exact():
    found = read(paper())
    for described in book(paper()).sheets:
        expected = [[described.title], *([text] for text in described.above)]
        columns = [(column.heading, *column.cells) for column in described.columns]
        expected += [list(row) for row in zip(*columns, strict=True)]
        assert rows(found[described.name]) == expected


def test_pandas_reads_the_numbers_of_the_frame():
    found = pd.read_excel(io.BytesIO(spreadsheet(paper())), sheet_name="Table_1", engine="odf")
    column = found.iloc[-4:, 5].tolist()
    percent = rates()["percent"]
    assert column == [percent.iloc[0], "[u]", percent.iloc[2], "[z]"]


def test_it_has_the_sheets_of_the_workbook():
    names = pd.ExcelFile(io.BytesIO(workbook(paper()))).sheet_names
    assert list(read(paper())) == names


def test_it_is_laid_out_as_accessible_spreadsheets_are():
    document = load(io.BytesIO(spreadsheet(paper())))
    for page in document.getElementsByType(Table):
        first = page.getElementsByType(TableCell)[0]
        assert extractText(first)
        for cell in page.getElementsByType(TableCell):
            assert cell.getAttribute("numbercolumnsspanned") is None
            assert cell.getAttribute("numberrowsspanned") is None
            assert value(cell) != ""
        if page.getAttribute("name") != "Cover":
            (head,) = page.getElementsByType(TableHeaderRows)
            assert len(head.getElementsByType(TableRow)) == 1
            assert any(CASE_SET in str(row[0]) for row in rows(page))
    ranges = {
        each.getAttribute("name"): each.getAttribute("targetrangeaddress")
        for each in document.getElementsByType(DatabaseRange)
    }
    (expected,) = (s for s in book(paper()).sheets if s.name == "Table_1")
    head = len(expected.above) + 2
    assert ranges["table_1"] == f"Table_1.A{head}:Table_1.I{head + 4}"


def test_the_document_says_what_it_is():
    with zipfile.ZipFile(io.BytesIO(spreadsheet(paper()))) as archive:
        assert archive.namelist()[0] == "mimetype"
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        meta = archive.read("meta.xml").decode()
    said = dict(re.findall(r"<(?:dc|meta):([a-z-]+)>([^<]*)<", meta))
    assert said["title"] == "Interventions in Kent"
    assert said["creator"] == CREATOR
    assert said["description"] == CASE_SET
    assert said["language"] == "en-GB"
    assert said["creation-date"].startswith("2026-11-22")


def test_contents_and_items_lead_where_they_say():
    found = read(paper())
    links = {extractText(a): a.getAttribute("href") for a in found["Contents"].getElementsByType(A)}
    assert links == {name: f"#{name}.A1" for name in found if name != "Contents"}
    (link,) = found["Table_1"].getElementsByType(A)
    assert link.getAttribute("href").endswith("/availability?factor=ete&by=provider")


def test_numbers_are_shown_in_their_units():
    with zipfile.ZipFile(io.BytesIO(spreadsheet(paper()))) as archive:
        styles = archive.read("styles.xml").decode()
    assert 'style:condition="value()&lt;0.001"' in styles
    assert "<number:text>&lt; 0.001</number:text>" in styles
    assert 'style:condition="value()&gt;0"' in styles
    applied = set(re.findall(r'apply-style-name="(\w+)"', styles))
    assert applied <= set(re.findall(r'number-style style:name="(\w+)"', styles))


@pytest.mark.parametrize("text", ["=1+1", " +1", "-1", "@cmd", "a\x00\ud800b", "<&\"'>", "日本"])
def test_any_text_is_text(text):
    odd = sheet(rates(), text, who=text, notes=(text,), headline=text)
    found = read(paper(replace(odd, note=text), title=text))
    words = [text for page in found.values() for row in rows(page) for text in row]
    assert not [w for w in words if isinstance(w, str) and w.lstrip().startswith("'")]
    assert text.replace("\x00\ud800", "").strip() in " ".join(map(str, words))


def test_lines_and_blanks_in_a_cell_are_kept():
    text = "One  two.\nThree."
    found = read(paper(sheet(rates().assign(level=text, breakdown=None))))
    cells = found["Table_1"].getElementsByType(TableCell)
    (cell, *_) = (c for c in cells if extractText(c).startswith("One"))
    assert [extractText(part) for part in cell.childNodes] == ["One  two.", "Three."]


@pytest.mark.parametrize("items", [0, 30])
def test_any_number_of_items(items):
    found = read(replace(paper(), sheets=(sheet(rates(), "The same title"),) * items))
    assert len(found) == (34 if items else 2)


def test_an_empty_exhibit_says_so():
    found = read(paper(sheet(rates(), empty="Nothing matches.")))
    assert rows(found["Table_1"])[-2:] == [["Result"], ["Nothing matches."]]


def test_a_missing_number_is_never_nought():
    frame = pd.DataFrame({"n": [0, 40], "percent": [np.nan, 50.0]})
    assert rows(read(paper(sheet(frame)))["Table_1"])[-2:] == [[0, "[z]"], [40, 50]]


def test_a_table_of_many_columns_is_marked_whole():
    frame = pd.DataFrame([range(30)], columns=[f"column_{i}" for i in range(30)])
    document = load(io.BytesIO(spreadsheet(paper(sheet(frame)))))
    addresses = [
        d.getAttribute("targetrangeaddress") for d in document.getElementsByType(DatabaseRange)
    ]
    assert re.search(r":Table_1\.AD\d+$", addresses[-1])


def test_the_same_paper_gives_the_same_bytes():
    first = spreadsheet(paper())
    spreadsheet(paper(sheet(funnel())))
    assert spreadsheet(paper()) == first
