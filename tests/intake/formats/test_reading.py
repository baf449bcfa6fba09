"""Every kind of file gives the same text; every fault says where; one bad file stops no other."""

import dataclasses
import gzip
import unicodedata
import zipfile

import duckdb
import pytest

from probation.intake.formats import Source, limits, read
from probation.intake.formats.source import fields
from tests.intake.formats.making import COLUMNS, ROWS, WRITERS, Reading, numbered, write_csv

#: Without a quote or a line break, so that DuckDB's own reader takes it as CSV.
PLAIN = (("S0001", "34", "2017-03-01", "text"), ("S0002", None, None, "more"))

KINDS = pytest.mark.parametrize("kind", WRITERS)


@KINDS
def test_a_clean_table_reads_back_as_its_text(tmp_path, kind):
    path = WRITERS[kind](tmp_path / f"cases{kind}")
    reading = Reading(path)
    assert reading.faults == []
    assert reading.rows == numbered()
    sheet = "cases" if kind == ".xlsx" else None
    exact = dict.fromkeys(("age", "inspected_on"), 2.0**53) if kind == ".sav" else {}
    assert reading.sources == [Source("source_1", path.name, sheet, COLUMNS, exact=exact)]
    kinds = {str(kind) for kind in reading.connection.table("source_1").types[1:]}
    assert kinds == {"VARCHAR"}


@KINDS
def test_a_name_that_is_a_pattern_reads_that_file_alone(tmp_path, kind):
    WRITERS[kind](tmp_path / f"cases1{kind}", [("other", "1", "2017-01-01", "x")])
    path = WRITERS[kind](tmp_path / f"cases[1]{kind}", PLAIN)
    assert Reading(path).rows == numbered(PLAIN)


@KINDS
def test_folders_add_no_columns(tmp_path, kind):
    (tmp_path / "area=kent").mkdir()
    path = WRITERS[kind](tmp_path / "area=kent" / f"cases{kind}", PLAIN)
    assert Reading(path).rows == numbered(PLAIN)


@KINDS
def test_f01_a_header_without_rows(tmp_path, kind):
    empty = tmp_path / f"empty{kind}"
    if kind in (".csv", ".xlsx"):
        WRITERS[kind](empty, [])
    else:
        write_empty(empty)
    reading = Reading(empty)
    assert reading.where == [("F01", None, None)]
    assert "a header and no rows" in reading.faults[0].message
    assert reading.sources != []


def write_empty(path):
    """A file of columns without a row; the kinds that need types need them given."""
    if path.suffix == ".parquet":
        import pyarrow as pa
        import pyarrow.parquet as pq

        pq.write_table(pa.schema([(c, pa.string()) for c in COLUMNS]).empty_table(), path)
    else:
        import pandas as pd
        import pyreadstat

        pyreadstat.write_sav(pd.DataFrame({c: pd.Series([], dtype=object) for c in COLUMNS}), path)


@KINDS
@pytest.mark.parametrize("content", [b"", b" \r\n", b"\xef\xbb\xbf"])
def test_f01_an_empty_file(tmp_path, kind, content):
    path = tmp_path / f"cases{kind}"
    path.write_bytes(content)
    reading = Reading(path)
    assert reading.where == [("F01", None, None)]
    assert "is empty" in reading.faults[0].message


@KINDS
def test_f01_over_the_size_cap(tmp_path, kind):
    path = tmp_path / f"cases{kind}"
    with path.open("wb") as file:  # a file with a hole takes no space
        file.write(b"x")
        file.truncate(limits.FILE_BYTES[kind] + 1)
    reading = Reading(path)
    assert reading.where == [("F01", None, None)]
    assert "the most taken" in reading.faults[0].message


@KINDS
@pytest.mark.parametrize("content", WRITERS)
def test_f02_content_that_is_not_what_the_name_says(tmp_path, kind, content):
    path = WRITERS[content](tmp_path / f"right{content}").rename(tmp_path / f"cases{kind}")
    reading = Reading(path)
    assert reading.where == ([] if kind == content else [("F02", None, None)])


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("cases.txt", b"a,b\n1,2\n", "F02"),
        ("cases", b"a,b\n1,2\n", "F02"),
        ("cases.ods", b"PK\x03\x04", "F02"),
        ("cases.csv", b"<html><table>", "F02"),
        ("cases.csv", b"%PDF-1.4", "F02"),
        ("cases.csv", b"\x1f\x8b\x08", "F02"),
        ("cases.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "F05"),
        ("cases.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "F05"),
        ("cases.xls", b"<html>", "F02"),
        ("cases.xlsb", b"PK\x03\x04", "F05"),
        ("cases.xlsm", b"PK\x03\x04", "F02"),
        ("cases.parquet", b"PARExxxxPARE", "F05"),
    ],
)
def test_a_file_that_is_not_read_at_all(tmp_path, name, content, rule):
    path = tmp_path / name
    path.write_bytes(content)
    reading = Reading(path)
    assert reading.where == [(rule, None, None)]
    assert reading.sources == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<html><table>", "a web page"),
        (b"\xef\xbb\xbf\r\n<TABLE><tr>", "a web page"),
        (b'<?xml version="1.0"?><html xmlns="x">', "a web page"),
        (
            b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?><Workbook>',
            "an XML spreadsheet of Excel 2003",
        ),
        (b"MIME-Version: 1.0\r\n", "a web archive"),
        (b"case_id,age\nS1,34\n", "text, as a CSV file is"),
        ("case_id\tage\n".encode("utf-16"), "text, as a CSV file is"),
    ],
)
@pytest.mark.parametrize("ending", ["xlsx", "xls"])
def test_f02_what_programs_save_under_the_name_of_a_workbook(tmp_path, content, words, ending):
    path = tmp_path / f"cases.{ending}"
    path.write_bytes(content)
    reading = Reading(path)
    assert reading.where == [("F02", None, None)]
    message = f"cases.{ending} is called .{ending}, but by its content it is {words}."
    assert reading.faults[0].message == message


@pytest.mark.parametrize(
    ("kind", "ending", "message", "fix"),
    [
        (".xlsx", "", "has no ending to its name; by its content it is an .xlsx workbook", ".xlsx"),
        (".xlsx", ".xltx", "is a template of workbooks, not a workbook", "save it as .xlsx"),
        (".xlsx", ".xlsm", "can hold macros", "Save it in Excel as .xlsx"),
        (".xlsx", ".bak", "is called .bak; by its content it is an .xlsx workbook", ".xlsx"),
        (".parquet", "", "has no ending to its name; by its content it is a Parquet file", "quet"),
        (".parquet", ".csv", "is called .csv, but by its content it is a Parquet file", ".parquet"),
        (".parquet", ".xltx", "is called .xltx; by its content it is a Parquet file", ".parquet"),
        (".sav", "", "has no ending to its name; by its content it is an SPSS file", ".sav"),
        (".csv", "", "has no ending to its name; by its content it is text, as a CSV file is", "v"),
        (".csv", ".xltx", "is called .xltx; by its content it is text, as a CSV file is", ".csv"),
        (".csv", ".xlsm", "is called .xlsm, but by its content it is text, as a CSV f", ".csv"),
    ],
)
def test_a_file_of_another_name_is_told_which_to_give_it(tmp_path, kind, ending, message, fix):
    path = WRITERS[kind](tmp_path / f"right{kind}").rename(tmp_path / f"cases{ending}")
    [fault] = Reading(path).faults
    assert f"cases{ending} {message}" in fault.message
    assert fix in fault.how_to_fix


@pytest.mark.parametrize("name", ["cases.csv.gz", "cases.zip", "cases", "cases.xlsx"])
def test_a_packed_file_is_to_be_unpacked(tmp_path, name):
    path = tmp_path / name
    if name.endswith(".gz"):
        path.write_bytes(gzip.compress(b"a,b"))
    else:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("cases.csv", "a,b")
    assert Reading(path).faults[0].how_to_fix == "Unpack it, and give the file that is in it."


def test_a_portable_file_of_spss_is_to_be_saved_as_sav(tmp_path):
    path = tmp_path / "cases.por"
    path.write_bytes(b"0" * 40 + b"ASCII SPSS PORT FILE".ljust(40) + b"0" * 500)
    [fault] = Reading(path).faults
    assert "by its content it is an SPSS portable file (.por)" in fault.message
    assert fault.how_to_fix == "Open it in SPSS or PSPP and save it as .sav."


def test_one_bad_file_stops_no_other(tmp_path):
    good = write_csv(tmp_path / "good.csv")
    bad = tmp_path / "bad.parquet"
    bad.write_bytes(b"PAR1 and no more")
    reading = Reading(bad, tmp_path / "none.csv", good)
    assert [(fault.file, fault.rule) for fault in reading.faults] == [
        ("bad.parquet", "F07"),
        ("none.csv", "F02"),
    ]
    assert reading.rows == numbered()


@KINDS
@pytest.mark.parametrize(
    "character",
    ["\x01", "\x7f", "\u0085", "\u200b", "\u202e", "\u2066", "\ufeff", "\u00ad", "\U000e0041"],
    ids=lambda character: f"{ord(character):04X}",
)
def test_f09_a_character_that_cannot_be_seen(tmp_path, kind, character):
    if kind == ".xlsx" and character == "\x01":
        pytest.skip("XML cannot hold it")
    rows = [ROWS[0], ("S0002", "41", "2017-01-01", f"hid{character}den")]
    reading = Reading(WRITERS[kind](tmp_path / f"cases{kind}", rows))
    assert reading.where == [("F09", 3, "rationale")]
    [fault] = reading.faults
    assert f"U+{ord(character):04X}" in fault.found
    assert character not in "".join(str(value) for value in dataclasses.astuple(fault))
    assert reading.rows[1][4] == f"hid{character}den"  # nothing is stripped


def test_f09_nul(tmp_path):
    path = tmp_path / "cases.csv"
    path.write_bytes(b"case_id,age\nS1,1\nS2,3\x004\n")
    assert Reading(path).where == [("F09", 3, "age")]


@KINDS
def test_f09_in_the_header(tmp_path, kind):
    columns = ("case_id", "age", "inspected_on", "why\u200b")
    if kind == ".sav":
        pytest.skip("SPSS has no such names")
    reading = Reading(WRITERS[kind](tmp_path / f"cases{kind}", columns=columns))
    assert reading.where == [("F09", 1, "why?")]


def test_f09_lists_a_thousand_and_says_how_many_more(tmp_path):
    rows = [(f"S{n}", "\u200b", "\u200b") for n in range(700)]
    reading = Reading(write_csv(tmp_path / "cases.csv", rows, ("id", "a", "b")))
    assert len(reading.faults) == limits.LISTED + 1
    assert reading.faults[-1].row is None
    assert "400 more places" in reading.faults[-1].message


def test_f09_is_found_among_values_that_repeat(tmp_path):
    rows = [("yes", "no")] * 150_000 + [("yes", "n\u200bo")]
    reading = Reading(write_csv(tmp_path / "cases.csv", rows, ("a", "b")))
    assert reading.where == [("F09", 150_002, "b")]


def test_letters_of_every_language_may_be_there(tmp_path):
    letters = "".join(chr(n) for n in range(0x20, 0x2FFF) if unicodedata.category(chr(n))[0] == "L")
    fillers = "\u115f\u1160"  # letters by name, but not to be seen
    text = "\t\n" + letters.translate(dict.fromkeys(map(ord, fillers)))
    assert Reading(write_csv(tmp_path / "cases.csv", [("S1", text)], ("id", "a"))).faults == []


@pytest.mark.parametrize(
    "name",
    ["../cases.csv", "C:\\cases.csv", "a\x00.csv", "<b>.csv", "a\u202evsc.csv", "[x](y).csv"],
)
def test_f23_a_file_name_that_is_more_than_a_name(tmp_path, name):
    path = write_csv(tmp_path / "upload-1.csv")
    reading = Reading(path, names={path: name})
    assert reading.where == [("F23", None, None)]
    assert reading.rows == numbered()  # all other rules still run
    shown = "".join(str(value) for value in dataclasses.astuple(reading.faults[0]))
    assert not set(shown) & set("<>\x00\u202e")


@pytest.mark.parametrize(
    "name", ["Cases (2) - O'Brien & co.csv", "données.csv", "a" * 300 + ".csv"]
)
def test_an_ordinary_file_name_is_taken(tmp_path, name):
    path = write_csv(tmp_path / "upload-1")
    reading = Reading(path, names={path: name})
    assert reading.faults == []
    assert reading.sources[0].file.endswith(".csv")


def test_headers_a_table_cannot_have_get_other_fields(tmp_path):
    columns = ("row", "Age", "age", "", "column_4", "n\x00ul")
    reading = Reading(write_csv(tmp_path / "cases.csv", [tuple("123456")], columns))
    [source] = reading.sources
    assert source.columns == columns
    assert source.fields == fields(columns)
    assert reading.connection.table("source_1").columns == ["row", *source.fields]
    assert reading.rows == [(2, *"123456")]
    assert reading.where == [("F09", 1, "n?ul")]


@pytest.mark.parametrize("ends", limits.SHEET_ENDS)
def test_f06_as_many_rows_as_a_spreadsheet_holds(tmp_path, ends):
    path = tmp_path / "cases.csv"
    path.write_text("id,a\n" + "S1,x\n" * (ends - 1), encoding="utf-8")
    assert Reading(path).where == [("F06", None, None)]
    path.write_text("id,a\n" + "S1,x\n" * (ends - 2), encoding="utf-8")
    assert Reading(path).where == []


@KINDS
def test_f01_more_columns_than_are_taken(tmp_path, kind):
    columns = [f"c{n}" for n in range(limits.COLUMNS + 1)]
    reading = Reading(WRITERS[kind](tmp_path / f"cases{kind}", [["x"] * len(columns)], columns))
    assert reading.where == [("F01", None, None)]


def test_the_connection_is_the_callers_own(tmp_path):
    with duckdb.connect() as connection:
        sources, _ = read(connection, [write_csv(tmp_path / "cases.csv")])
        assert connection.table(sources[0].table).count("*").fetchall() == [(3,)]
