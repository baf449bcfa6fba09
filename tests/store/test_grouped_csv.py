"""CSV files counted by their distinct rows, by whole lines or by cells."""

import random
from collections import Counter

import pytest

from probation.errors import ReaderError
from probation.store import grouped_csv
from probation.store.grouped_csv import ROWS, grouped, header


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / "cases.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def counts(path, columns):
    """How many rows have each combination, an empty cell as None."""
    found = grouped(path, columns)
    total = Counter()
    for *cells, rows in zip(*(found[name] for name in [*columns, ROWS]), strict=True):
        total[tuple(cell or None for cell in cells)] += rows
    return dict(total)


def test_rows_alike_in_the_columns_asked_for_are_counted(written):
    path = written("a,b,c\n1,x,9\n1,x,8\n2,,7\n1,x,9\n")
    assert header(path) == ["a", "b", "c"]
    assert counts(path, ["a", "b"]) == {("1", "x"): 3, ("2", None): 1}
    assert counts(path, ["c"]) == {("9",): 2, ("8",): 1, ("7",): 1}


@pytest.mark.parametrize(
    "text",
    [
        'a,b\n1,"x, y"\n1,"x, y"\n',
        'a,"b"\n1,"x, y"\n1,"x, y"\n',
        'a,b\r\n1,"x, y"\r\n1,"x, y"\r\n',
        '\ufeffa,b\n1,"x, y"\n1,"x, y"\n\n',
    ],
    ids=["quoted", "quoted header", "windows", "byte order mark"],
)
def test_quotes_line_ends_and_marks_are_read_as_csv(written, text):
    assert counts(written(text), ["a", "b"]) == {("1", "x, y"): 2}


def test_a_cell_may_hold_quotes_and_line_ends(written):
    path = written('a,b\n1,"x\ny"\n2,"say ""x"""\n3,""\n')
    assert counts(path, ["b"]) == {("x\ny",): 1, ('say "x"',): 1, (None,): 1}


@pytest.mark.parametrize("few", [0, 20_000], ids=["cells", "lines"])
def test_lines_and_cells_give_the_same(written, monkeypatch, few):
    draw = random.Random(7)
    rows = [(draw.choice(["p", "q r", ""]), draw.choice(["é", "2", ""]), "z") for _ in range(500)]
    path = written("a,b,c\n" + "\n".join(map(",".join, rows)) + "\n")
    monkeypatch.setattr(grouped_csv, "_FEW", few)
    expected = Counter((a or None, b or None) for a, b, _ in rows)
    assert counts(path, ["a", "b"]) == expected


def test_a_file_without_rows_has_none(written):
    assert counts(written("a,b\n"), ["a", "b"]) == {}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a,b\n1,2,3\n4\n" * 3, "cannot be read as CSV"),
        (b"a,b\n1,\xe9\n", "cannot be read as CSV"),
        ("a;b\n1;2\n", "There is no column 'a'"),
    ],
)
def test_what_cannot_be_read_is_refused(written, text, says):
    with pytest.raises(ReaderError, match=says):
        grouped(written(text), ["a"])


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(ReaderError, match="There is no file"):
        header(tmp_path / "none.csv")
    with pytest.raises(ReaderError, match="There is no file"):
        header(tmp_path)
