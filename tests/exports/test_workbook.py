"""The Excel workbook of a briefing, read back with openpyxl."""

import io
from dataclasses import replace

import numpy as np
import openpyxl
import pandas as pd
import pytest

from probation.exports.columns import PERCENT, POINTS, RATIO, WORDS, P
from probation.exports.sheets import CREATOR, book
from probation.exports.wording import worded
from probation.exports.workbook import number_format, workbook
from tests.exports.papers import CASE_SET, CODES, funnel, gaps, paper, rates, sheet

HOSTILE = ["=1+1", "+1", "-1", "@cmd", "  =1+1", "\t=1+1", "\N{NO-BREAK SPACE}=1+1", "\r\n=1+1"]


def read(made):
    """The workbook of a paper, opened."""
    return openpyxl.load_workbook(io.BytesIO(workbook(made)))


def marked(page):
    """The one marked-up table of a sheet: its header and its rows."""
    (table,) = page.tables.values()
    header, *rows = ([cell.value for cell in row] for row in page[table.ref])
    return header, rows


def texts(made):
    """Every text of a workbook."""
    cells = (cell for page in read(made) for row in page.iter_rows() for cell in row)
    return [cell.value for cell in cells if isinstance(cell.value, str)]


def as_written(cell):
    """A cell as it is read back: Excel's numbers have 15 to 16 digits."""
    return cell if isinstance(cell, str) else pytest.approx(cell, rel=1e-15)


def test_every_number_is_that_of_the_frame_and_a_withheld_one_stays_withheld():
    found = read(paper())
    for name, frame in (("Table_1", rates()), ("Table_2", gaps()), ("Table_3", funnel())):
        header, rows = marked(found[name])
        expected = worded(frame, CODES)
        assert header == [column.heading for column in expected]
        for cells, column in zip(zip(*rows, strict=True), expected, strict=True):
            assert list(cells) == [as_written(cell) for cell in column.cells]
    assert [row[5] for row in marked(found["Table_1"])[1]][1::2] == ["[u]", "[z]"]


def test_numbers_are_numbers_and_are_shown_in_their_units():
    page = read(paper())["Table_2"]
    header, rows = marked(page)
    (table,) = page.tables.values()
    first = page[table.ref][1]
    shown = {name: cell.number_format for name, cell in zip(header, first, strict=True)}
    assert shown["CRC: judgements (number)"] == "#,##0"
    assert shown["CRC: judged yes (%)"] == "#,##0.0"
    assert shown["Ratio, NPS to CRC"] == "#,##0.00"
    assert shown["p"] == '[<0.001]"< 0.001";#,##0.000'
    assert all(isinstance(value, (int, float)) for value in rows[0][1:-1])


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (PERCENT, "#,##0.0"),
        (POINTS, "+#,##0.0;-#,##0.0;#,##0.0"),
        (RATIO, "#,##0.00"),
        (P, '[<0.001]"< 0.001";#,##0.000'),
    ],
)
def test_how_numbers_are_shown(form, expected):
    assert number_format(form) == expected
    assert WORDS.decimals is None


def test_it_is_laid_out_as_accessible_spreadsheets_are():
    found = read(paper())
    tables = ["Table_1", "Table_2", "Table_3"]
    assert found.sheetnames == ["Cover", "Contents", "Notes", "Columns", *tables]
    for page in found:
        assert page.sheet_state == "visible"
        assert page.freeze_panes is None
        assert not page.merged_cells.ranges
        assert page["A1"].font.b
        if page.title == "Cover":
            continue
        (table,) = page.tables.values()
        assert page.max_row == openpyxl.utils.cell.range_boundaries(table.ref)[3]
        assert all(cell.value not in (None, "") for row in page[table.ref] for cell in row)
        assert table.headerRowCount == 1
        assert all(page.cell(row, 1).value for row in range(1, page.max_row + 1))
        assert any(CASE_SET in str(page.cell(row, 1).value) for row in range(1, 15))
    assert found["Table_1"]["A1"].value == "Table 1: Availability [note 1] [note 2]"


def test_the_document_says_what_it_is():
    said = read(paper()).properties
    assert (said.title, said.creator) == ("Interventions in Kent", CREATOR)
    assert said.subject.startswith("HM Inspectorate of Probation")
    assert said.description == CASE_SET
    assert f"{said.created:%Y-%m-%d}" == "2026-11-22"


def test_a_table_of_other_cases_says_of_which():
    made = paper(sheet(rates(), said={"case_set": "The bulletin's own cases"}))
    found = read(replace(made, source="the cases loaded"))
    lines = [str(row[0].value) for row in found["Table_1"].iter_rows()]
    assert any(text.startswith("The bulletin's own cases. Store") for text in lines)
    assert not any(CASE_SET in text for text in lines)
    assert any(text.startswith("Source: HM Inspectorate of Probation") for text in lines)
    assert not any("the cases loaded" in text for text in lines)


def test_contents_lead_to_every_sheet():
    found = read(paper())
    page = found["Contents"]
    names = [row[0] for row in marked(page)[1]]
    links = [cell.hyperlink.location for (cell,) in page["A5:A99"] if cell.hyperlink]
    assert names == [name for name in found.sheetnames if name != "Contents"]
    assert links == [f"'{name}'!A1" for name in names]
    assert marked(page)[1][-1][1] == "Table 3: Areas"


def test_each_item_leads_to_the_dashboard():
    page = read(paper())["Table_1"]
    (link,) = (row[0].hyperlink for row in page["A1:A15"] if row[0].hyperlink)
    assert link.target == "https://example.org/availability?factor=ete&by=provider"


@pytest.mark.parametrize("link", ["", "/availability", "javascript:x", f"https://x/{'a' * 3000}"])
def test_what_is_no_address_that_excel_follows_is_text(link):
    page = read(paper(replace(sheet(rates()), link=link)))["Table_1"]
    assert not any(cell.hyperlink for row in page.iter_rows() for cell in row)
    assert any(link in str(row[0].value) for row in page["A1:A15"])


def test_every_note_stands_once_and_is_referred_to():
    found = read(
        paper(sheet(rates(), notes=("Shared.", "Own.")), sheet(gaps(), notes=("Shared.",)))
    )
    assert marked(found["Notes"])[1] == [["note 1", "Shared."], ["note 2", "Own."]]
    assert found["Table_1"]["A1"].value.endswith("[note 1] [note 2]")
    assert found["Table_2"]["A1"].value.endswith("Availability [note 1]")


def test_how_marks_are_read_is_not_said_where_there_are_none():
    found = read(paper(sheet(rates(), notes=("Own.",), reading="Solid part: yes.")))
    assert marked(found["Notes"])[1] == [["note 1", "Own."]]


def test_without_notes_there_is_no_sheet_of_notes():
    found = read(paper(sheet(rates(), notes=())))
    assert "Notes" not in found.sheetnames
    assert found["Table_1"]["A1"].value == "Table 1: Availability"


def test_the_symbols_that_occur_are_explained_and_no_others():
    cover = [row[0].value for row in read(paper(sheet(rates())))["Cover"].iter_rows()]
    explained = {text[:3] for text in cover if text.startswith("[")}
    assert explained == {"[u]", "[z]"}
    sound = rates().iloc[:1]
    assert not any(text.startswith("[") for text in texts(paper(sheet(sound))))


@pytest.mark.parametrize("text", HOSTILE)
def test_text_like_a_formula_is_text_wherever_it_stands(text):
    frame = rates().assign(level=text, breakdown=None)
    odd = sheet(frame, text, who=text, count=text, subtitle=text, notes=(text,), headline=text)
    made = paper(replace(odd, note=text), title=text, source=text, case_set=text)
    found = read(made)
    cells = [cell for page in found for row in page.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)
    words = [cell.value for cell in cells if isinstance(cell.value, str)]
    assert not [word for word in words if word.lstrip().startswith("'")]
    assert found["Cover"]["A1"].value == " ".join(text.split()) == found.properties.title


@pytest.mark.parametrize(
    "text",
    [
        "$$a$$ $$$",
        "[a](https://example.org)",
        "日本",
        "–",
        "a\x00\x0bb",
        "[note 9]",
        "_x0041_",
    ],
)
def test_text_that_the_library_would_read_as_more_is_text(text):
    frame = funnel().assign(area=text, position=text)
    odd = sheet(frame, text, who=text, subtitle=text, notes=(text, "Other."), said={})
    found = read(paper(replace(odd, note=text), title=text))
    assert len(marked(found["Table_1"])[1]) == 3
    links = [cell for page in found for row in page.iter_rows() for cell in row if cell.hyperlink]
    assert len(links) == len(found.sheetnames)  # each sheet but Contents, and the dashboard


def test_characters_that_no_file_can_hold_are_left_out():
    assert read(paper(title="a\x00\ud800b")).properties.title == "ab"


def test_an_empty_exhibit_says_so():
    found = read(paper(sheet(rates(), empty="No judgement matches these filters.")))
    assert marked(found["Table_1"]) == (["Result"], [["No judgement matches these filters."]])
    bare = read(paper(sheet(pd.DataFrame())))
    assert marked(bare["Table_1"])[1] == [["There is nothing to show."]]


def test_without_a_frame_the_table_of_the_exhibit_stands():
    table = pd.DataFrame({"% yes": ["57.7% [u]", " "]}, index=pd.Index(["Men", "-"], name="Cases"))
    found = read(paper(sheet(pd.DataFrame(), table=table)))
    assert marked(found["Table_1"]) == (["Cases", "% yes"], [["Men", "57.7% [u]"], ["-", "[z]"]])


@pytest.mark.parametrize("items", [0, 1, 30])
def test_any_number_of_items(items):
    made = paper()
    found = read(replace(made, sheets=(sheet(rates(), "The same title " * 20),) * items))
    names = found.sheetnames
    assert len(names) == len(set(names)) == (30 + 4 if items == 30 else 2 + 3 * items)
    assert all(len(name) <= 31 for name in names)


def test_long_titles_and_notes_of_several_lines_are_kept():
    note = "One. " + "Two is a long sentence about many things that matter. " * 3 + "\nThree."
    found = read(paper(replace(sheet(rates(), "long " * 500), note=note)))
    page = found["Table_1"]
    assert page["A1"].value.startswith("Table 1: long long")
    lines = [row[0].value for row in page.iter_rows()]
    assert {"One.", "Two is a long sentence about many things that matter.", "Three."} <= set(lines)


def test_a_missing_number_is_never_nought():
    frame = pd.DataFrame({"n": [0, 40], "percent": [np.nan, 50.0], "flag": [None, None]})
    assert [row[1] for row in marked(read(paper(sheet(frame)))["Table_1"])[1]] == ["[z]", 50]


def test_the_same_paper_gives_the_same_bytes():
    assert workbook(paper()) == workbook(paper())


def test_the_sheets_of_a_paper_hold_it_whole():
    made = book(paper())
    assert [sheet.name for sheet in made.sheets][3:] == ["Table_1", "Table_2", "Table_3"]
    assert made.cover.title == "Interventions in Kent"
