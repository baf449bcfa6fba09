"""SPSS: labels for codes, dates ISO, what is declared missing, and nothing that cannot be read."""

import datetime as dt

import pandas as pd
import pyreadstat
import pytest

from tests.intake.formats.making import Reading, write_sav


@pytest.fixture
def reading(tmp_path):
    """``reading(columns, ...)``: what is read of an SPSS file of these columns."""

    def of(columns, **more):
        path = tmp_path / "cases.sav"
        pyreadstat.write_sav(pd.DataFrame(columns), path, **more)
        return Reading(path)

    return of


def cells(read):
    return [row[1] for row in read.rows]


def test_value_labels_stand_for_codes_of_numbers_and_of_text(reading):
    labels = {"answer": {1: "Yes", 2: "No"}, "sex": {"M": "Male"}}
    read = reading({"answer": [1.0, 2.0, 3.0], "sex": ["M", "F", ""]}, variable_value_labels=labels)
    assert read.rows == [(2, "Yes", "Male"), (3, "No", "F"), (4, "3", None)]


def test_values_declared_missing_are_told_from_the_others(reading):
    read = reading(
        {"age": [34.0, 99.0, 98.0], "sex": ["M", "X", "F"], "day": [1.0, 2.0, None]},
        missing_ranges={"age": [{"lo": 98, "hi": 99}], "sex": ["X"], "day": [2]},
        variable_value_labels={"age": {99: "Refused"}, "sex": {"F": "Female"}},
        variable_format={"day": "DATE11"},
    )
    assert read.rows == [
        (2, "34", "M", "1582-10-14 00:00:01"),
        (3, "Refused", "X", None),
        (4, "98", "Female", None),
    ]
    [source] = read.sources
    assert source.declared == {"age": {"Refused", "98"}, "sex": {"X"}, "day": {"2"}}
    assert source.labels == {"age": {"99": "Refused"}, "sex": {"F": "Female"}}


def test_a_label_that_a_valid_code_has_too_is_not_declared_missing(reading):
    read = reading(
        {"group": [1.0, 8.0, 9.0]},
        missing_ranges={"group": [8, 9]},
        variable_value_labels={"group": {1: "Other", 8: "Other", 9: "None"}},
    )
    assert read.sources[0].declared == {"group": {"None"}}


def test_numbers_are_whole_where_they_are_whole(reading):
    read = reading({"n": [34.0, 2.5, None, 12345678901.0, 1e20]})
    assert cells(read) == ["34", "2.5", None, "12345678901", "1e+20"]


@pytest.mark.parametrize(
    ("kind", "values", "texts"),
    [
        ("DATE11", [13707705600.0, None], ["2017-03-01", None]),
        ("ADATE10", [13707705600.0, 0.0], ["2017-03-01", "1582-10-14"]),
        ("MOYR8", [13707705600.0, None], ["2017-03-01", None]),
        ("QYR8", [13707705600.0, None], ["1 Q 2017", None]),
        ("WKYR10", [13707705600.0, None], ["9 WK 2017", None]),
        ("DATETIME20", [13707741600.0, None], ["2017-03-01 10:00:00", None]),
        ("DATE11", [1e15, 13707705600.0], ["1000000000000000", "13707705600"]),
    ],
)
def test_dates_are_iso(reading, kind, values, texts):
    assert cells(reading({"d": values}, variable_format={"d": kind})) == texts


def test_a_text_is_a_text_whatever_its_format(tmp_path):
    path = tmp_path / "cases.sav"
    pyreadstat.write_sav(pd.DataFrame({"a": ["kent", ""]}), path, variable_format={"a": "AHEX8"})
    assert Reading(path).rows == [(2, "kent"), (3, None)]


def test_a_zsav_file_is_read(tmp_path):
    write_sav(tmp_path / "cases.sav")
    path = tmp_path / "cases.zsav"
    pyreadstat.write_sav(pd.DataFrame({"a": ["x", "y"]}), path, row_compress=True)
    assert Reading(path).rows == [(2, "x"), (3, "y")]


@pytest.mark.parametrize(
    ("first", "piece", "column"),
    [
        ({}, 5, "weighting"),
        # of more than 255 bytes: two variables in the file, so the header's own name is told
        ({"long": ["z" * 300, ""]}, 43, "WEIGHTIN"),
    ],
)
def test_the_variable_a_file_is_weighted_by_is_noted(tmp_path, first, piece, column):
    """The header numbers it among pieces of 8 bytes: the text of 20 takes three of them."""
    path = tmp_path / "cases.sav"
    columns = first | {"text": ["x" * 20, "y"], "n": [1.0, 2.0], "weighting": [0.5, 1.5]}
    pyreadstat.write_sav(pd.DataFrame(columns), path, column_labels=dict.fromkeys(columns, "a b"))
    assert Reading(path).faults == []
    content = bytearray(path.read_bytes())
    content[76:80] = piece.to_bytes(4, "little")
    path.write_bytes(content)
    [note] = Reading(path).faults
    assert (note.rule, note.column, len(Reading(path).rows)) == ("F11", column, 2)
    assert note.message.startswith(f"cases.sav is weighted by {column}; weights are not used")


def test_dates_before_1970_too(reading):
    assert cells(reading({"d": [dt.date(1948, 2, 29)]})) == ["1948-02-29"]


def test_many_cases_come_in_batches(tmp_path, monkeypatch):
    monkeypatch.setattr("probation.intake.formats.sav._BATCH_CELLS", 8)
    rows = [(f"S{n}", str(n), None, "x") for n in range(9)]
    for count in (7, 8, 9):
        read = Reading(write_sav(tmp_path / "cases.sav", rows[:count]))
        assert [row[0] for row in read.rows] == list(range(2, count + 2))
        assert [row[1] for row in read.rows] == [f"S{n}" for n in range(count)]


@pytest.mark.parametrize("kept", [10, 100, 300, -20])
def test_f02_a_file_that_was_cut_short(tmp_path, kept):
    path = write_sav(tmp_path / "cases.sav")
    path.write_bytes(path.read_bytes()[:kept])
    reading = Reading(path)
    assert reading.where == [("F02", None, None)]
    assert "cut short" in reading.faults[0].message


def test_f02_a_name_that_is_no_text(tmp_path):
    path = write_sav(tmp_path / "cases.sav")
    content = path.read_bytes()
    at = content.index(b"RATIONAL")  # the short name of the variable
    path.write_bytes(content[:at] + b"\xe8" + content[at + 1 :])
    assert Reading(path).where == [("F02", None, None)]


def test_f08_text_in_another_encoding_than_declared(tmp_path):
    path = write_sav(tmp_path / "cases.sav")
    content = path.read_bytes().replace("Élan".encode(), b"\xff\xfe\xfd\xfcn")
    path.write_bytes(content)
    assert Reading(path).where == [("F08", None, None)]


def test_a_compressed_file_is_read(tmp_path):
    path = tmp_path / "cases.sav"
    pyreadstat.write_sav(pd.DataFrame({"a": ["x", "y"]}), path, compress=True)
    assert Reading(path).rows == [(2, "x"), (3, "y")]
