"""An extract whose columns have other names, in every format: asked, named, taken."""

import duckdb
import pandas as pd
import pyreadstat
import pytest

from probation.intake.mapping import Mapping, with_columns, written
from probation.store.importing.extract import Extract, ExtractSource, RefusedError
from tests.store.importing.formats import shipped_tables, tidy_csv
from tests.store.importing.test_guises import AREAS, CASES

THEIRS = {
    "case_id": "Case_ref",
    "gender": "Sex",
    "area": "Police_area",
    "priority_ete": "Work_need",
}


def as_csv(frame, folder):
    frame.to_csv(folder / "e.csv", index=False)
    return folder / "e.csv"


def as_xlsx(frame, folder):
    frame.to_excel(folder / "e.xlsx", index=False)
    return folder / "e.xlsx"


def as_parquet(frame, folder):
    frame.to_parquet(folder / "e.parquet")
    return folder / "e.parquet"


def as_sav(frame, folder):
    pyreadstat.write_sav(frame.fillna(""), folder / "e.sav")
    return folder / "e.sav"


def looked_at(*files, mapping=None):
    """The report on an extract."""
    source = ExtractSource(Extract(files, AREAS, mapping))
    with duckdb.connect(config={"threads": 1}) as connection:
        try:
            source.load(connection)
        except RefusedError:
            assert not source.report.clean
    return source.report


def said(folder, columns):
    path = folder / "m.toml"
    path.write_text(written(with_columns(Mapping(), columns)), encoding="utf-8")
    return path


def suggestions(report):
    return {each.column: each.suggestion for each in report.unknown_columns}


@pytest.mark.parametrize("stored", [as_csv, as_xlsx, as_parquet, as_sav])
def test_one_row_a_case(stored, tmp_path):
    file = stored(CASES.rename(columns=THEIRS).assign(Office="Leeds"), tmp_path)
    report = looked_at(file)
    assert suggestions(report) == {
        "Case_ref": "case_id",
        "Police_area": "area",
        "Sex": None,
        "Work_need": None,
        "Office": None,
    }
    assert "Leeds" not in str(report.unknown_columns)
    columns = {their: our for our, their in THEIRS.items()} | {"Office": ""}
    assert looked_at(file, mapping=said(tmp_path, columns)).clean


def test_three_tables_of_which_no_column_is_known_are_told_apart_once_they_are_named(tmp_path):
    """Whatever the files are called."""
    theirs = {
        "cases": {name: f"{name} X{n}" for n, name in enumerate(shipped_tables()["cases"], 1)},
        "priorities": {"factor": "Need"},
        "judgements": {"question": "Item", "factor": "Need", "judgement": "Answer"},
    }
    tables = {
        table: frame.drop(columns="rationale", errors="ignore").rename(
            columns={**theirs[table], "case_id": "Reference"}
        )
        for table, frame in shipped_tables().items()
    }
    files = [
        path.rename(path.with_name(f"{number}.csv"))
        for number, path in enumerate(tidy_csv(tmp_path, tables))
    ]
    report = looked_at(*files)
    (need,) = [each for each in report.unknown_columns if each.column == "Need"]
    assert {"factor", "question", "judgement", "priority_ete"} <= set(need.choices)
    columns = {their: our for of in theirs.values() for our, their in of.items()}
    columns = {**columns, "Reference": "case_id"}
    assert looked_at(*files, mapping=said(tmp_path, columns)).clean


def test_a_column_that_says_who_a_person_is_stays_refused_however_it_is_named(tmp_path):
    file = as_csv(CASES.rename(columns={"case_id": "CRN"}).assign(Surname="x"), tmp_path)
    assert suggestions(looked_at(file)) == {}
    report = looked_at(file, mapping=said(tmp_path, {"CRN": "case_id", "Surname": ""}))
    assert {fault.column for fault in report.faults if fault.rule == "F14"} == {"CRN", "Surname"}


def test_a_row_of_data_in_place_of_names_is_not_asked_about(tmp_path):
    path = tmp_path / "e.csv"
    pd.DataFrame({"Jane Doe": ["John Doe"], "31": ["44"]}).to_csv(path, index=False)
    report = looked_at(path)
    assert report.unknown_columns == ()
    assert "Jane" not in str(report.faults)
