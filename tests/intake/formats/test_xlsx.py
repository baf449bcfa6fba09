"""Workbooks: every visible sheet, every cell as it is shown, and nothing that is not plain."""

import datetime as dt
import gc
import re
import zipfile

import openpyxl
import pytest
from openpyxl.chart import BarChart
from openpyxl.worksheet.table import Table

from probation.intake.formats import limits
from tests.intake.formats.making import ROWS, Reading, numbered, workbook, write_xlsx

ENTITIES = b"""<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="1"><c r="A1" t="inlineStr"><is><t>&lol2;</t></is></c></row></sheetData></worksheet>"""


@pytest.fixture
def reading(tmp_path):
    """``reading(rows, change)``: what is read of one sheet of rows, after ``change(sheet)``."""

    def of(rows, change=lambda sheet: None):
        book = workbook({"cases": rows})
        change(book["cases"])
        book.save(tmp_path / "cases.xlsx")
        return Reading(tmp_path / "cases.xlsx")

    return of


@pytest.fixture
def edited(tmp_path):
    """``edited(change)``: what is read of a good workbook whose parts ``change`` has changed.

    change: from a dictionary of part names to bytes, in place.
    """

    def of(change, rows=ROWS):
        path = write_xlsx(tmp_path / "good.xlsx", rows)
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        change(parts)
        changed = tmp_path / "cases.xlsx"
        with zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return Reading(changed)

    return of


SHEET = "xl/worksheets/sheet1.xml"


def of_sheet(old, new):
    """A change that puts ``new`` for ``old`` in the sheet's XML, once."""

    def change(parts):
        assert re.search(old, parts[SHEET], re.DOTALL)
        parts[SHEET] = re.sub(old, new, parts[SHEET], count=1, flags=re.DOTALL)

    return change


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("007", "007"),
        ("a\nb", "a\nb"),
        ("#N/A is a text here", "#N/A is a text here"),
        (34, "34"),
        (34.0, "34"),
        (0.1 + 0.2, "0.3"),
        (120000000000, "120000000000"),
        (1.2e20, "1.2e+20"),
        (True, "true"),
        (dt.date(2017, 3, 1), "2017-03-01"),
        (dt.datetime(2017, 3, 1, 9, 30), "2017-03-01 09:30:00"),
        (dt.time(9, 30), "09:30:00"),
    ],
)
def test_a_cell_becomes_text(reading, value, text):
    read = reading([["a"], [value]])
    assert (read.rows, read.faults) == ([(2, text)], [])


def test_blank_rows_inside_count_and_those_below_do_not(reading):
    def change(sheet):
        sheet["A5"] = "y"
        sheet["A9"].number_format = "0.00"

    read = reading([["a", "b"], ["x", None]], change)
    assert read.rows == [(2, "x", None), (3, None, None), (4, None, None), (5, "y", None)]
    assert read.faults == []


def test_every_visible_sheet_with_cells_is_a_table(tmp_path):
    book = workbook({"cases": [["a"], ["1"]], "none": [], "judgements": [["b"], ["2"]]})
    book.create_chartsheet("picture").add_chart(BarChart())
    book.save(tmp_path / "cases.xlsx")
    read = Reading(tmp_path / "cases.xlsx")
    assert read.tables == {"cases": [(2, "1")], "judgements": [(2, "2")]}
    assert [source.table for source in read.sources] == ["source_1", "source_2"]
    assert read.faults == []


def test_f01_a_workbook_without_a_cell(reading):
    assert reading([]).where == [("F01", None, None)]


def test_f10_a_cell_beside_the_header(reading):
    read = reading([["a", "b"], ["1", "2"], ["1", "2", None, "4"]])
    assert read.where == [("F10", 3, "D")]
    assert "cell D3" in read.faults[0].message


def test_f10_a_title_above_the_header(reading):
    read = reading([["Extract of cases"], [], ["a", "b", "c"], ["1", "2", "3"]])
    assert read.where == [("F10", 1, None)]
    assert "row 1 is a title" in read.faults[0].message
    assert read.rows == [(4, "1", "2", "3")]


def test_a_title_and_a_note_over_merged_cells_are_told_as_that_alone(reading):
    def change(sheet):
        sheet.merge_cells("A1:C1")
        sheet.merge_cells("A4:C4")

    rows = [["Extract of cases"], ["a", "b", "c"], ["1", "2", "3"], ["Source: HMI Probation"]]
    assert reading(rows, change).where == [("F10", 1, None), ("F21", 4, None)]


def test_f21_notes_below_the_table(reading):
    read = reading([["a", "b"], ["1", "2"], [], ["Source: Ann Smith"], ["* Provisional"]])
    assert read.where == [("F21", 4, None)]
    assert "rows 4 and 5 are notes" in read.faults[0].message
    assert (read.rows, "Ann" in str(read.faults)) == ([(2, "1", "2")], False)


def test_rows_of_blanks_below_are_no_rows(reading):
    assert reading([["a", "b"], ["1", "2"], [" "], [None, "  "]]).rows == [(2, "1", "2")]


@pytest.mark.parametrize(
    ("shown_as", "text"),
    [
        ("00000074", "00000074"),
        ("00000000", "00000074"),
        ("000-000", "000-074"),
        ('"S"0000', "S0074"),
        ("\\S0000;[Red]-0000", "S0074"),
        ("[Blue]0000", "0074"),
        ("00", "74"),
        ("0", "74"),
        ("General", "74"),
        ("#,##0", "74"),
        ("0.00", "74"),
        ('0" years"', "74"),
    ],
)
def test_noughts_that_excel_shows_before_a_number_are_kept(reading, shown_as, text):
    def change(sheet):
        sheet["A2"].number_format = shown_as.replace("74", "00")

    assert reading([["case_id"], [74]], change).rows == [(2, text)]


def test_a_number_longer_than_its_format_is_whole(reading):
    def change(sheet):
        sheet["A2"].number_format = "00-00"

    assert reading([["case_id"], [123456]], change).rows == [(2, "1234-56")]


@pytest.mark.parametrize("filtered", [True, False])
def test_f06_hidden_rows_are_counted_and_asked_about(reading, filtered):
    def change(sheet):
        for row in (3, 5, 9):  # there is nothing in row 9
            sheet.row_dimensions[row].hidden = True
        if filtered:
            sheet.auto_filter.ref = "A1:B5"
            sheet.auto_filter.add_filter_column(0, ["1", "3"])

    read = reading([["a", "b"], *([str(n), "x"] for n in range(1, 5))], change)
    assert read.where == [("F06", 3, None)]
    by = " by a filter" if filtered else ""
    message = f"cases.xlsx, sheet cases: 2 rows are hidden{by}; are they cases, too?"
    assert read.faults[0].message == message
    assert ("Data, Clear" in read.faults[0].how_to_fix) is filtered
    assert ("Unhide Rows" in read.faults[0].how_to_fix) is not filtered
    assert len(read.rows) == 4


def test_f06_rows_of_no_height_are_hidden_rows(edited):
    [fault] = edited(of_sheet(rb'<row r="3"', b'<row r="3" ht="0" customHeight="1"')).faults
    assert fault.message == "cases.xlsx, sheet cases: 1 row is hidden; is it a case, too?"
    assert "Row Height 15" in fault.how_to_fix


def test_f06_rows_hidden_by_a_filter_that_stands_elsewhere(reading):
    """An advanced filter is told by a mark of the sheet alone."""

    def change(sheet):
        sheet.row_dimensions[2].hidden = True
        sheet.sheet_properties.filterMode = True

    [fault] = reading([["a", "b"], ["1", "x"], ["2", "x"]], change).faults
    assert "hidden by a filter" in fault.message
    assert "Data, Clear" in fault.how_to_fix


def test_f06_rows_hidden_in_a_table_of_excel_may_be_so_by_its_own_filter(reading):
    def change(sheet):
        sheet.row_dimensions[2].hidden = True
        sheet.add_table(Table(displayName="cases", ref="A1:B3"))

    [fault] = reading([["a", "b"], ["1", "x"], ["2", "x"]], change).faults
    assert "Data, Clear; or" in fault.how_to_fix


def test_f10_the_header_is_not_in_row_1(reading):
    read = reading([[], [], ["a", "b"], ["1", "2"]])
    assert read.where == [("F10", 1, None)]
    assert "row 3" in read.faults[0].message


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_f06_a_hidden_sheet_with_cells(tmp_path, state):
    book = workbook({"cases": [["a"], ["1"]], "old <b>": [["a"], ["1"]], "none": []})
    book["old <b>"].sheet_state = book["none"].sheet_state = state
    book.save(tmp_path / "cases.xlsx")
    read = Reading(tmp_path / "cases.xlsx")
    assert [(f.rule, f.sheet, f.row) for f in read.faults] == [("F06", "old ?b?", None)]
    assert list(read.tables) == ["cases"]


def test_f06_merged_cells(reading):
    read = reading([["a", "b"], ["1", "2"], ["3", "4"]], lambda sheet: sheet.merge_cells("A2:A3"))
    assert read.where == [("F06", 2, "a")]
    assert "sheet cases: cells A2:A3" in read.faults[0].message


def test_f06_a_formula_without_its_value(reading):
    read = reading([["a", "b"], ["1", "=1+1"]])
    assert read.where == [("F06", 2, "b")]
    assert "cell B2 holds a formula without its value" in read.faults[0].message


@pytest.mark.parametrize(
    ("kind", "value", "text"), [("", "<v>2</v>", "2"), (' t="str"', "<v></v>", None)]
)
def test_a_formula_with_its_value_is_read(edited, kind, value, text):
    cell = f'<c r="B3"{kind}><f>1+1</f>{value}</c>'.encode()
    read = edited(of_sheet(rb'<c r="B3"[^/]*/>|<c r="B3".*?</c>|(?=<c r="C3")', cell))
    assert read.faults == []
    assert read.rows[1][2] == text


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#VALUE!"])
def test_f06_an_error_in_a_cell(edited, error):
    cell = f'<c r="B2" t="e"><v>{error}</v></c>'.encode()
    read = edited(of_sheet(rb'<c r="B2".*?</c>', cell))
    assert read.where == [("F06", 2, "age")]
    assert f"cell B2 shows the error {error}" in read.faults[0].message


def test_f06_a_date_that_is_none(edited):
    read = edited(of_sheet(rb'(<c r="C2"[^>]*>)<v>\d+</v>', rb"\1<v>99999999999</v>"))
    assert read.where == [("F06", 2, "inspected_on")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (rb'<row r="3".*?</row>', b'<row r="2"><c r="A2"><v>1</v></c></row>'),
        (rb'<c r="A2"', b'<c r="D2"'),
        (rb'<c r="A2"', b'<c r="A3"'),
        (rb'<row r="4".*?</row>', b'<row r="1048577"><c r="A1048577"><v>1</v></c></row>'),
        (rb"</sheetData>", b""),
        (rb'<c r="B2"([^>]*)t="n"', rb'<c r="B2"\1t="s"'),  # there is no such shared string
        (rb"<v>34</v>", b"<v>x</v>"),
    ],
)
def test_f02_a_sheet_that_is_damaged(edited, old, new):
    """The first three openpyxl's own rows would leave out without a word."""
    assert edited(of_sheet(old, new)).where == [("F02", None, None)]


@pytest.mark.parametrize("part", [SHEET, "xl/_rels/workbook.xml.rels", "[Content_Types].xml"])
def test_f02_a_workbook_that_lacks_a_part(edited, part):
    assert edited(lambda parts: parts.pop(part)).where == [("F02", None, None)]


def test_shared_texts_are_read_as_excel_writes_them(edited):
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    names = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"

    def change(parts):
        of_sheet(rb'<c r="A2".*?</c>', b'<c r="A2" t="s"><v>1</v></c>')(parts)
        texts = b"<si><t>no</t></si><si><r><t>S</t></r><r><t>0001</t></r></si>"
        parts["xl/sharedStrings.xml"] = b'<sst xmlns="' + names + b'">' + texts + b"</sst>"
        override = b'<Override PartName="/xl/sharedStrings.xml" ContentType="' + kind + b'"/>'
        types = parts["[Content_Types].xml"]
        parts["[Content_Types].xml"] = types.replace(b"</Types>", override + b"</Types>")

    read = edited(change)
    assert (read.rows, read.faults) == (numbered(), [])


def strict(parts):
    """Strict Open XML: the same parts, with names of its own for what they hold."""
    for part, content in parts.items():
        usual = rb"http://schemas\.openxmlformats\.org/(officeDocument|spreadsheetml)/2006/"
        parts[part] = re.sub(usual, rb"http://purl.oclc.org/ooxml/\1/", content)


def test_strict_open_xml_is_read(edited):
    read = edited(strict)
    assert (read.rows, read.faults) == (numbered(), [])


def test_strict_open_xml_writes_dates_as_text(edited):
    def change(parts):
        strict(parts)
        day = rb'\1 t="d"><v>2017-03-01T00:00:00Z</v>'
        of_sheet(rb'(<c r="C2" s="\d+") t="n"><v>\d+</v>', day)(parts)

    assert edited(change).rows == numbered()


@pytest.mark.parametrize("main", ["xl/workbook22.xml", "xl/Book.xml", "book.xml"])
@pytest.mark.parametrize("typed", [True, False])
def test_the_main_part_is_the_one_that_the_relationships_name(edited, main, typed):
    def change(parts):
        of_main = parts.pop("xl/_rels/workbook.xml.rels")
        folder, _, name = main.rpartition("/")
        parts[f"{folder}/_rels/{name}.rels".lstrip("/")] = of_main
        parts[main] = parts.pop("xl/workbook.xml")
        for part in ("_rels/.rels", "[Content_Types].xml"):
            parts[part] = parts[part].replace(b"xl/workbook.xml", main.encode())
        if not typed:
            override = rb'<Override PartName="/' + main.encode() + rb'"[^>]*>'
            types = re.sub(override, b"", parts["[Content_Types].xml"])
            parts["[Content_Types].xml"] = types

    read = edited(change)
    assert (read.rows, read.faults) == (numbered(), [])


def test_f02_parts_named_with_backslashes(edited):
    def change(parts):
        for name in list(parts):
            parts[name.replace("/", "\\")] = parts.pop(name)

    read = edited(change)
    assert read.where == [("F02", None, None)]
    assert "names its parts with \\ where a workbook has /" in read.faults[0].message


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (
            {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"},
            "an OpenDocument spreadsheet (.ods)",
        ),
        ({"[Content_Types].xml": b"<Types/>", "xl/workbook.bin": b""}, "a binary workbook (.xlsb)"),
        ({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a/>"}, "a Word document"),
        ({"Index/Document.iwa": b""}, "a file of Apple Numbers"),
        ({"cases.csv": b"a,b"}, "a ZIP file, but no workbook"),
    ],
)
@pytest.mark.parametrize("ending", ["xlsx", "xls"])
def test_f02_what_else_is_packed_as_a_zip_file(tmp_path, parts, words, ending):
    path = tmp_path / f"cases.{ending}"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    read = Reading(path)
    assert read.where == [("F02", None, None)]
    message = f"cases.{ending} is called .{ending}, but by its content it is {words}."
    assert read.faults[0].message == message


def test_f02_a_document_that_is_no_workbook(edited):
    def change(parts):
        parts["word/document.xml"] = parts.pop("xl/workbook.xml")

    assert edited(change).where == [("F02", None, None)]


@pytest.mark.parametrize("kept", [30, 1000, -10])
def test_f02_a_workbook_that_was_cut_short(tmp_path, kept):
    path = write_xlsx(tmp_path / "cases.xlsx")
    path.write_bytes(path.read_bytes()[:kept])
    assert Reading(path).where == [("F02", None, None)]


def test_f03_a_bomb_by_size(edited):
    def change(parts):
        parts["xl/media/noise.bin"] = bytes(limits.INFLATED_BYTES)

    read = edited(change)
    assert read.where == [("F03", None, None)] * 2
    assert "would unpack to 300 MB" in read.faults[0].message


def test_f03_a_bomb_by_ratio(edited):
    def change(parts):
        parts["xl/media/noise.bin"] = bytes(2 * limits.RATIO_FROM_BYTES)

    read = edited(change)
    assert read.where == [("F03", None, None)]
    assert "times its size" in read.faults[0].message


def test_f03_a_bomb_that_lies_of_its_size(tmp_path):
    """What is declared small is read no further than declared, and then is damaged."""
    path = write_xlsx(tmp_path / "cases.xlsx", [("S1", "1", None, "x" * 20_000)])
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        part = archive.getinfo(SHEET)
    size = part.file_size.to_bytes(4, "little")
    assert content.count(size) == 2  # before the part, and in the directory
    path.write_bytes(bytes(content).replace(size, (100).to_bytes(4, "little")))
    assert Reading(path).where == [("F02", None, None)]


def test_f03_too_many_parts(edited):
    def change(parts):
        parts.update({f"xl/media/{n}.bin": b"" for n in range(limits.WORKBOOK_PARTS)})

    assert edited(change).where == [("F03", None, None)]


@pytest.mark.parametrize("name", ["../../etc/x", "/etc/x", "xl\\..\\x", "C:x", "xl/../../x"])
def test_f03_a_part_that_leads_outside(edited, name):
    assert edited(lambda parts: parts.update({name: b"x"})).where == [("F03", None, None)]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_f03_a_part_twice(tmp_path):
    path = write_xlsx(tmp_path / "cases.xlsx")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(SHEET, b"<other/>")
    assert Reading(path).where == [("F03", None, None)]


@pytest.mark.parametrize("part", [SHEET, "xl/sharedStrings.xml", "xl/workbook.xml", "new.xml"])
def test_f04_entities(edited, part):
    assert edited(lambda parts: parts.update({part: ENTITIES})).where == [("F04", None, None)]


@pytest.mark.parametrize(
    "start",
    [
        b"<!--" + b" " * 70_000 + b"-->" + ENTITIES.split(b"\n", 1)[1],
        ENTITIES.decode().encode("utf-16"),
        ENTITIES.replace(b'"1.0"', b'"1.0" encoding="iso-8859-1"'),
        b"\xef\xbb\xbf" + ENTITIES,
    ],
)
def test_f04_entities_that_hide(edited, start):
    assert edited(lambda parts: parts.update({SHEET: start})).where == [("F04", None, None)]


def test_openpyxl_itself_refuses_entities():
    assert openpyxl.DEFUSEDXML


def test_f05_macros(edited, tmp_path):
    assert edited(lambda parts: parts.update({"xl/vbaProject.bin": b"x"})).where == [
        ("F05", None, None)
    ]

    def typed(parts):
        kinds = parts["[Content_Types].xml"]
        plain = b"openxmlformats-officedocument.spreadsheetml.sheet.main"
        parts["[Content_Types].xml"] = kinds.replace(plain, b"ms-excel.sheet.macroEnabled.main")

    assert edited(typed).where == [("F05", None, None)]
    macros = write_xlsx(tmp_path / "plain.xlsx").rename(tmp_path / "cases.xlsm")
    assert Reading(macros).where == [("F05", None, None)]


def test_f05_links_to_other_workbooks(edited):
    part = {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}
    assert edited(lambda parts: parts.update(part)).where == [("F05", None, None)]


def test_f05_an_encrypted_workbook(tmp_path):
    path = tmp_path / "cases.xlsx"
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    path.write_bytes(head + "EncryptedPackage".encode("utf-16-le") + bytes(600))
    read = Reading(path)
    assert read.where == [("F05", None, None)]
    assert "has a password" in read.faults[0].message


def test_f05_an_encrypted_workbook_whose_directory_stands_at_its_end(tmp_path):
    path = tmp_path / "cases.xlsx"
    head = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    head[30:32] = (9).to_bytes(2, "little")  # sectors of 512 bytes
    head[48:52] = (5_000).to_bytes(4, "little")
    directory = "Root Entry".encode("utf-16-le") + "EncryptedPackage".encode("utf-16-le")
    path.write_bytes(bytes(head) + bytes(5_000 * 512) + directory.ljust(512, b"\0"))
    assert "has a password" in Reading(path).faults[0].message


def test_f05_an_encrypted_part(tmp_path):
    content = bytearray(write_xlsx(tmp_path / "good.xlsx").read_bytes())
    where = content.rindex(b"PK\x01\x02")
    content[where + 8] |= 1
    path = tmp_path / "cases.xlsx"
    path.write_bytes(content)
    assert ("F05", None, None) in Reading(path).where


def test_f01_rows_of_more_columns_than_are_taken_stop_the_sheet(reading):
    read = reading([["a"] * (limits.COLUMNS + 1), ["1"]])
    assert read.where == [("F01", None, None)]
    assert read.sources == []


def test_a_cell_far_to_the_right_costs_nothing(edited):
    far = b'<c r="XFD3" t="inlineStr"><is><t>x</t></is></c></row>'
    read = edited(of_sheet(rb'(<row r="3".*?)</row>', rb"\1" + far))
    assert read.where == [("F10", 3, "XFD")]


def test_the_dimension_a_sheet_declares_is_not_believed(edited):
    read = edited(of_sheet(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"'))
    assert (len(read.rows), read.faults) == (3, [])
    read = edited(of_sheet(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"'))
    assert (len(read.rows), read.faults) == (3, [])


def test_no_file_is_left_open(tmp_path):
    """Warnings are errors here: a file left open would be one."""
    path = tmp_path / "cases.xlsx"
    path.write_bytes(write_xlsx(tmp_path / "good.xlsx").read_bytes().replace(b"PK\x01\x02", b"PK"))
    assert Reading(path).where == [("F02", None, None)]
    gc.collect()
