"""Small files that programs write and that were once misread: each is read, or told what it is.

By the command line, as a shell sees it. Made by hand: they describe no person.
"""

from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from probation.cli.commands import main
from probation.store.current import ready
from probation.store.folders import data_folder
from tests.store.queries.rows import inspections

FAULTS = Path(__file__).parent / "faults"
CLEAN = ["No faults were found", "cases: 2 rows read"]
RUNNING = "Column 1 has no name and holds a running number; it is passed over."
STEPWISE = ["--outcome", "y", "--candidates"]
ONE_PARAMETER = ["y = 1: 8 of 15 cases used (16 in all).", "df 1, p .055"]


@pytest.fixture(autouse=True)
def _stores(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROBATION_DATA", str(data_folder()))
    monkeypatch.setenv("PROBATION_STORES", str(tmp_path / "stores"))
    monkeypatch.chdir(FAULTS)


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        # a missing value among numbers is missing, as in SPSS and R
        (["stepwise", "stepwise-NA.csv", *STEPWISE, "age"], 0, ONE_PARAMETER),
        (["stepwise", "dot.csv", *STEPWISE, "age"], 0, ONE_PARAMETER),
        (["stepwise", "spss-null.csv", *STEPWISE, "age"], 0, ONE_PARAMETER),
        (["stepwise", "blank-is-fine.csv", *STEPWISE, "age"], 0, ONE_PARAMETER),
        (["stepwise", "big-NA.csv", *STEPWISE, "age,sex,prov"], 0, ["Selected: age."]),
        (["stepwise", "big-blank-is-fine.csv", *STEPWISE, "age,sex,prov"], 0, ["Selected: age."]),
        # texts
        (["stepwise", "blanks.csv", *STEPWISE, "sex"], 0, ["not in   sex: score 0.000, df 1"]),
        (["stepwise", "comma-name.csv", *STEPWISE, "age, years"], 0, ["not in   age, years:"]),
        (["stepwise", "cp1252.csv", *STEPWISE, "sex"], 2, ["line 3 holds letters that are not"]),
        (["stepwise", "ragged.csv", *STEPWISE, "sex"], 2, ["line 3 has 1 cell, the header 2"]),
        # a column without a name
        (["validate", "index.csv"], 0, [*CLEAN, RUNNING]),
        (["validate", "index.xlsx"], 0, [*CLEAN, RUNNING]),
        (["validate", "r-write-table.csv"], 0, [*CLEAN, RUNNING]),
        (["validate", "trailing-comma.csv"], 0, [*CLEAN, "has no name and is empty"]),
        (["validate", "index.csv", "--mapping", "ignore.toml"], 0, CLEAN),
        # missing on purpose
        (["validate", "user-missing.sav", "--mapping", "map.toml"], 0, ["cases: 3 rows read"]),
        (
            ["validate", "not-declared-missing-is-fine.sav", "--mapping", "map.toml"],
            0,
            ["cases: 3 rows read"],
        ),
        (["validate", "NA.csv"], 1, ["judgement: 'NA' in 15 cells: is it empty?"]),
        (["validate", "NA.csv", "--mapping", "map-to-empty.toml"], 0, CLEAN),
        (["validate", "not-applicable.sav"], 1, ["'Not applicable' in 8 cells: is it empty?"]),
        (["validate", "not-applicable.sav", "--mapping", "map-to-empty.toml"], 0, CLEAN),
        # types
        (["validate", "decimal.parquet"], 0, CLEAN),
        (["validate", "uuid.parquet"], 0, CLEAN),
        (["validate", "text-without-utf8-mark.parquet"], 0, CLEAN),
        (
            ["validate", "london-midnight.parquet"],
            0,
            [*CLEAN, "is a midnight in another time zone and was read as '2016-04'"],
        ),
        # around the table
        (["validate", "blank-rows.csv"], 0, CLEAN),
        (["validate", "sep.csv"], 0, ["No faults were found"]),
        # workbooks
        (["validate", "strict.xlsx"], 0, ["No faults were found", "cases: 12 rows read"]),
        (["validate", "workbook22.xlsx"], 0, ["No faults were found", "cases: 12 rows read"]),
        (["validate", "backslash.xlsx"], 1, ["names its parts with \\ where a workbook has /"]),
        # SPSS
        (["validate", "ahex.sav"], 0, CLEAN),
        (["validate", "case.zsav"], 0, CLEAN),
        (["validate", "quarter.sav"], 1, ["'2 Q 2016' is a quarter, which has three months"]),
        (
            ["validate", "weighted.sav", "--mapping", "weighted.toml"],
            0,
            [*CLEAN, "is weighted by weight; weights are not used"],
        ),
    ],
)
def test_what_programs_write_is_read_or_told_what_it_is(command, code, said, capsys):
    assert main(command) == code
    told = "".join(capsys.readouterr())
    for words in said:
        assert words in told


@pytest.mark.parametrize(
    ("command", "label"),
    [
        (["labelled.csv", "--mapping", "label.toml"],
         "Cases 2018 *draft* ~~old~~ :smile: :red-background"),
        (["HMIP_2017_18.csv"], "Extract HMIP_2017_18.csv"),
        (["one-kent-case.csv"], "Extract one-kent-case.csv"),
    ],
)  # fmt: skip
def test_a_case_set_is_called_what_it_was_called(command, label, capsys):
    assert main(["import", *command]) == 0
    assert f"is shown from now on: {label}." in capsys.readouterr().out


def test_a_case_of_kent_alone_is_one_area(tmp_path, capsys):
    assert main(["import", "one-kent-case.csv"]) == 0
    assert main(["export", "--from-url", "/areas", "--to", str(tmp_path / "areas.xlsx")]) == 0
    said = " ".join(
        str(cell.value)
        for sheet in load_workbook(tmp_path / "areas.xlsx")
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    )
    assert "1 police force area was inspected" in said
    assert "14" not in said.replace("2014", "")


def test_a_report_does_not_precede_its_inspection(tmp_path):
    assert main(["import", "kent-2018.csv"]) == 0
    store, _ = ready(data_folder(), tmp_path / "stores")
    with closing(store):
        (inspection,) = inspections(store).itertuples()
    assert inspection.inspected_on.year == 2018
    assert pd.isna(inspection.reports)


def test_a_title_that_begins_with_a_minus_sign_is_written_as_it_is(tmp_path):
    assert main(["export", "minus.json", "--to", str(tmp_path / "x.xlsx")]) == 0
    cover = load_workbook(tmp_path / "x.xlsx").worksheets[0]
    values = [cell.value for row in cover.iter_rows() for cell in row]
    assert "-3 points since 2016" in values
