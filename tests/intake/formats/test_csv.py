"""CSV: UTF-8 and commas, rows counted as a spreadsheet counts them, nothing mended in silence."""

import csv
import random

import pytest

from tests.intake.formats.making import Reading


@pytest.fixture
def reading(tmp_path):
    """``reading(content)``: what is read of a CSV file of these bytes or this text."""

    def of(content):
        path = tmp_path / "cases.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return Reading(path)

    return of


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        ("a,b\n1,2\n3,4", [(2, "1", "2"), (3, "3", "4")]),
        ("a,b\r\n1,2\r\n", [(2, "1", "2")]),
        ("a,b\r1,2\r3,4\r", [(2, "1", "2"), (3, "3", "4")]),
        ("a,b\r\n1,2\n3,4\r\n", [(2, "1", "2"), (3, "3", "4")]),
        ("\ufeffa,b\n1,2\n", [(2, "1", "2")]),
        ('\ufeff"a",b\n1,2\n', [(2, "1", "2")]),
        ('a,b\n"x\ny",2\n3,4\n', [(2, "x\ny", "2"), (3, "3", "4")]),
        ('a,b\n"say ""no""",2\n', [(2, 'say "no"', "2")]),
        ("a,b\n 1 , 2\n", [(2, " 1 ", " 2")]),
        ('a,b\n1, "2"\n', [(2, "1", ' "2"')]),
        ("a,b\n1,\n,2\n", [(2, "1", None), (3, None, "2")]),
        ('a,b\n1,""\n', [(2, "1", None)]),
        ("a,b\n1,2\n\n3,4\n", [(2, "1", "2"), (3, None, None), (4, "3", "4")]),
        ("a,b\n1,2\n,\n\n , \n", [(2, "1", "2")]),
        ("a,b\r\n1,2\r\n\x1a", [(2, "1", "2")]),
        ("a,b\n1,2\n\x1a\n", [(2, "1", "2")]),
        ("a,b\n1,2\n,\n,\n3,4\n", [(2, "1", "2"), (3, None, None), (4, None, None), (5, "3", "4")]),
        ("a\n1\n\n3\n", [(2, "1"), (3, None), (4, "3")]),
        ("a,b\n007,1.50\n", [(2, "007", "1.50")]),
        ("a,b\nNA,null\nNaN,TRUE\n", [(2, "NA", "null"), (3, "NaN", "TRUE")]),
        ("#a,b\n#1,2\n", [(2, "#1", "2")]),
    ],
)
def test_every_cell_is_read_as_it_stands(reading, content, rows):
    read = reading(content)
    assert (read.rows, read.faults) == (rows, [])


@pytest.mark.parametrize(
    ("content", "row", "message"),
    [
        ("a,b\n1,2\n3\n", 3, "the row has 1 cell, the header 2 cells"),
        ("a,b\n1,2\n3,4,5\n", 3, "the row has 3 cells, the header 2 cells"),
        ("a,b\n1,2\n3,4,\n", 3, "the row has 3 cells, the header 2 cells"),
        ('a,b\n"x\ny",2\n3,4,\n', 3, "the row has 3 cells, the header 2 cells"),
        ('a,b\n1,2\n3,"4\n5,6\n', 3, "nothing closes it"),
        ('a,b\n1,2\n3,"4"x\n5,6\n', 3, "text follows a closing double quote"),
        ('a,b\n1,2\n"3","4" \n', 3, "text follows a closing double quote"),
        ('a,"b\n1,2\n', 1, "nothing closes it"),
        ("a;b\n1;2\n", 1, "separated by semicolons"),
        ("a\tb\tc\n1\t2\t3\n", 1, "separated by tabs"),
        ("a|b\n1|2\n", 1, "separated by upright strokes"),
        ("sep=;\na;b\n", 1, "separated by semicolons"),
        ("\na,b\n1,2\n", 1, "row 1 is blank"),
        ('a,b\n1,"2\n', 2, "nothing closes it"),
        ("a,b\n1,2,\n\n3,4\n", 2, "the row has 3 cells, the header 2 cells"),
        ("a,b\n1,2\n3," + "x" * 200_000 + "\n", None, None),
    ],
)
def test_f10_rows_that_are_not_as_wide_as_the_header(reading, content, row, message):
    read = reading(content)
    if row is None:
        assert read.faults == []
        return
    assert read.where == [("F10", row, None)]
    assert message in read.faults[0].message


def test_f10_every_ragged_row_is_named_and_the_others_are_read(reading):
    read = reading("a,b\n1\n2,2\n3,3,3\n\n4\n")
    assert read.where == [("F10", 2, None), ("F10", 4, None), ("F10", 6, None)]
    assert read.rows == [
        (2, "1", None), (3, "2", "2"), (4, "3", "3"), (5, None, None), (6, "4", None),
    ]  # fmt: skip


def test_f10_lists_a_thousand_rows_and_says_how_many_more(reading):
    read = reading("a,b\n" + "1\n" * 1500)
    assert len(read.faults) == 1001
    assert "500 more places" in read.faults[-1].message
    assert read.faults[-1].places == 500


@pytest.mark.parametrize(
    ("content", "offset", "line"),
    [
        (b"a,b\n1,\xa32\n", 6, 2),
        (b"a,b\n1,2\n\xff\n", 8, 3),
        ("a,b\n1,Élan\n".encode("latin-1"), 6, 2),
        (b"a,b\n" + b"1,2\n" * 3_000_000 + b"1,\x80\n", 12_000_006, 3_000_002),
        (b"a,b\n1,\xe2\x82", 6, 2),
        (b"a,b\n1,\xed\xa0\x80\n", 6, 2),
    ],
)
def test_f08_says_the_byte_and_the_line(reading, content, offset, line):
    read = reading(content)
    assert read.where == [("F08", None, None)]
    assert f"byte {offset:,} (counted from 0), in line {line:,}," in read.faults[0].message


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_f08_utf_16(reading, encoding):
    read = reading("case_id,age\nS0001,34\n".encode(encoding))
    assert read.where == [("F08", None, None)]
    assert "UTF-16" in read.faults[0].message


def test_the_two_readers_agree(reading):
    """Whatever a file is made of, its rows are those of Python's csv module, or it is refused.

    Where all rows are wider than the header, they have columns without a name.
    """
    draw = random.Random(4)
    pieces = ["1", "x y", ",", ",", "\n", "\n", "\r\n", '"', '""', "é", " ", ";", "'", "\t", "#"]
    refused = 0
    for _ in range(120):
        body = "".join(draw.choice(pieces) for _ in range(draw.randint(1, 25)))
        text = f"a,b\n{body}1,1\n"
        read = reading(text)
        if any(f.rule == "F10" for f in read.faults) or len(read.sources[0].columns) > 2:
            refused += 1
            continue
        expected = [
            (n, *((cell or None for cell in cells) if "".join(cells).strip() else (None, None)))
            for n, cells in enumerate(csv.reader(text.splitlines(keepends=True)), start=1)
        ]
        assert read.rows == expected[1:], text
    assert 20 < refused < 115


def test_text_over_many_blocks_keeps_its_rows(reading):
    text = "a, b\nand " + "c" * 200
    read = reading("a,b\n" + f'1,"{text}"\n' * 90_000)
    assert read.faults == []
    rows = read.rows
    assert len(rows) == 90_000
    assert rows[-1] == (90_001, "1", text)
