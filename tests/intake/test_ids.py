"""Case ids that files keep as numbers: whole and exact ones are ids, others are refused."""

import datetime as dt
from decimal import Decimal

import numpy as np
import openpyxl
import pandas as pd
import pyreadstat
import pytest

from tests.store.importing.test_files_as_they_come import TABLE, report

FIX = (
    "Ids must be whole numbers or text: export the column as text, from where the ids are as they"
    " were first given."
)


def written(path, ids, **format_):
    """The table with these ids."""
    frame = pd.DataFrame(TABLE[1:], columns=TABLE[0]).replace("", None)
    frame["case_id"] = ids
    if path.suffix == ".parquet":
        frame.to_parquet(path, index=False)
    elif path.suffix == ".xlsx":
        frame.to_excel(path, index=False)
    else:
        frame["inspected_on"] = frame["inspected_on"].astype(str)
        pyreadstat.write_sav(frame.fillna(""), path, **format_)
    return path


KINDS = pytest.mark.parametrize("kind", [".parquet", ".xlsx", ".sav"])


@KINDS
def test_f13_a_number_that_is_not_whole(tmp_path, kind):
    [cause] = report(written(tmp_path / f"cases{kind}", [74.5, 75.0])).causes
    assert (cause.first.rule, cause.count, cause.rows) == ("F13", 1, (2,))
    assert cause.first.message == "The case id '74.5' is a number that is not whole."
    assert cause.first.how_to_fix == FIX


@KINDS
def test_f13_numbers_so_long_that_two_become_one(tmp_path, kind):
    ids = [float(2**53), float(2**53 + 1)]
    [cause] = report(written(tmp_path / f"cases{kind}", ids)).causes
    assert (cause.first.rule, cause.count) == ("F13", 2)
    if kind != ".xlsx":
        assert cause.first.message == (
            "The case id '9007199254740992' is a number that is too long for its last digits to be"
            " sure."
        )


@pytest.mark.parametrize(
    ("ids", "faults"),
    [
        (np.array([16_777_215, 16_777_217], np.float32), 1),
        ([Decimal("74.5"), Decimal("75.0")], 1),
        ([Decimal(2**53), Decimal(2**53 + 1)], 0),
        ([2**53, 2**53 + 1], 0),
        ([float("inf"), 75.0], 1),
        (["74.5", "75.5"], 0),
    ],
)
def test_each_type_is_exact_as_far_as_it_is(tmp_path, ids, faults):
    assert len(report(written(tmp_path / "cases.parquet", ids)).causes) == faults


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (dt.time(1, 2), "01:02:00"),  # 1:02
        (dt.timedelta(hours=25, minutes=10), "1 day, 1:10:00"),  # 25:10
    ],
)
def test_f13_an_id_that_excel_has_made_a_time(tmp_path, typed, found):
    book = written(tmp_path / "cases.xlsx", ["S1", "S2"])
    sheet = openpyxl.load_workbook(book)
    sheet.worksheets[0].cell(2, 1).value = typed
    sheet.save(book)
    [fault] = report(book).faults
    assert (fault.rule, fault.row) == ("F13", 2)
    assert fault.message == f"The case id '{found}' has been made a time, as spreadsheets do."


@KINDS
def test_whole_numbers_are_ids(tmp_path, kind):
    assert report(written(tmp_path / f"cases{kind}", [74.0, 75.0])).clean


def test_f13_priorities_and_judgements_have_the_same_ids(tmp_path):
    pd.DataFrame({"case_id": [74.5], "factor": ["ete"]}).to_parquet(tmp_path / "priorities.parquet")
    faults = report(tmp_path / "priorities.parquet").faults
    assert ("F13", "The case id '74.5' is a number that is not whole.") in [
        (fault.rule, fault.message) for fault in faults
    ]


def test_noughts_that_spss_shows_before_a_number_are_kept(tmp_path):
    path = written(tmp_path / "a.sav", [74.0, 75.0], variable_format={"case_id": "N8"})
    book = written(tmp_path / "b.xlsx", [74, 75])
    sheet = openpyxl.load_workbook(book)
    for row in (2, 3):
        sheet.worksheets[0].cell(row, 1).number_format = "00000000"
    sheet.save(book)
    text = written(tmp_path / "c.parquet", ["00000074", "00000075"])
    found = report(path, book, text)
    [cause] = found.causes
    assert cause.first.message.startswith("Case '00000074' stands on rows 2 of a.sav")
    assert cause.count == 6


@pytest.mark.parametrize(
    ("form", "found"),
    [("TIME8", "1:01:01"), ("DTIME20", "1 day, 1:01:01"), ("MTIME9", "0:01:01.500000")],
)
def test_f13_an_id_that_spss_has_as_a_time_or_a_duration(tmp_path, form, found):
    seconds = {"TIME8": 3661, "DTIME20": 90_061, "MTIME9": 61.5}[form]
    path = written(tmp_path / "a.sav", [seconds, seconds + 60], variable_format={"case_id": form})
    [cause] = report(path).causes
    assert (cause.first.rule, cause.count) == ("F13", 2)
    assert cause.first.message == f"The case id '{found}' has been made a time, as spreadsheets do."


def test_numbers_that_are_no_time_stay_numbers(tmp_path):
    path = written(tmp_path / "a.sav", [1e15, 74.0], variable_format={"case_id": "TIME8"})
    assert report(path).clean
