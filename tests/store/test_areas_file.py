"""The areas file that somebody gives: what it must be, and the sentence for what it is not."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from probation.cli.commands import main
from probation.errors import ReaderError
from probation.store.folders import data_folder
from probation.store.source import read_areas

SHIPPED = (data_folder() / "areas.csv").read_text(encoding="utf-8")
#: Kent's, as a spreadsheet counts.
(ROW,) = [n for n, line in enumerate(SHIPPED.splitlines(), start=1) if ",kent," in line]
SAVE = "Save it as 'CSV UTF-8 (comma delimited)'."
WRITE = "stands there; write YYYY-MM, with semicolons between several."


def refused(path: Path, content: str | bytes) -> str:
    """What is said of an areas file of that content."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ReaderError) as raised:
        read_areas(path)
    return str(raised.value)


def kent(reports: str) -> str:
    """The shipped file with other months for Kent."""
    assert ",Kent,2016-10" in SHIPPED
    return SHIPPED.replace(",Kent,2016-10", f",Kent,{reports}")


def workbook() -> bytes:
    held = BytesIO()
    Workbook().save(held)
    return held.getvalue()


@pytest.mark.parametrize(
    ("reports", "shown"),
    [
        (reports, reports.strip('"'))
        for reports in (
            "2016-13",
            "2016-00",
            "0000-05",
            "2016-8",
            "2016-08-01",
            "201608",
            "Aug-16",
            "August 2016",
            "2016",
            "2016-08;Aug-17",
            "2016-08; 2017-01",
            '"2016-08, 2017-01"',
            "\uff12\uff10\uff11\uff16-08",
        )
    ],
)
def test_a_month_of_reports_that_is_none_is_told_with_its_place(tmp_path, reports, shown):
    said = refused(tmp_path / "areas.csv", kent(reports))
    assert said == f"In areas.csv, row {ROW}, column reports: '{shown}' {WRITE}"


@pytest.mark.parametrize("reports", ["", "2016-10", "2016-12;2018-01;2018-03", "2016-10;"])
def test_months_are_taken_as_they_should_be_written(tmp_path, reports):
    path = tmp_path / "areas.csv"
    path.write_text(kent(reports), encoding="utf-8")
    assert [area["reports"] for area in read_areas(path) if area["area"] == "kent"] == [reports]


def test_the_row_told_is_that_of_the_spreadsheet_where_rows_are_blank(tmp_path):
    head, rows = kent("Aug-16").split("\n", 1)
    assert f"row {ROW + 1}, column reports" in refused(tmp_path / "areas.csv", f"{head}\n\n{rows}")


def test_an_area_without_a_name_of_its_contract_package_area_is_told(tmp_path):
    said = refused(tmp_path / "areas.csv", SHIPPED.replace("\nNorthumbria,", "\n,"))
    assert said == "In areas.csv, row 2, column contract_package_area: write a name."


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            SHIPPED.replace(",", ";"),
            f"the cells of row 1 are separated by semicolons, not by commas. {SAVE}",
        ),
        (
            SHIPPED.replace(",", "\t"),
            f"the cells of row 1 are separated by tabs, not by commas. {SAVE}",
        ),
        ("sep=;\n" + SHIPPED.replace(",", ";"), "not by commas, as its first line says."),
        (SHIPPED.encode("utf-16"), f"is UTF-16 text, not UTF-8, from its first byte on. {SAVE}"),
        (SHIPPED.encode("utf-16-le"), "is UTF-16 text, not UTF-8,"),
        (SHIPPED.replace("Kent,", "K\xe9nt,").encode("cp1252"), "is not UTF-8 text: byte"),
        (workbook(), f"by its content it is an .xlsx workbook. {SAVE}"),
        (b"", "is empty."),
        (
            SHIPPED.splitlines()[0] + "\n",
            "areas.csv holds no areas; write one row for each area inspected.",
        ),
        ("\n".join(SHIPPED.splitlines()[:2]), "areas.csv holds no areas;"),
        (SHIPPED.replace("reports", "months", 1), "The header of areas.csv lacks reports;"),
    ],
)
def test_a_file_that_is_no_areas_file_is_told_what_it_is(tmp_path, content, said):
    assert said in refused(tmp_path / "areas.csv", content)


def test_the_name_of_an_areas_file_is_free(tmp_path):
    path = tmp_path / "areas.txt"
    path.write_text(SHIPPED, encoding="utf-8")
    assert len(read_areas(path)) == len(SHIPPED.splitlines()) - 1
    (tmp_path / "areas.xlsx").write_bytes(path.read_bytes())
    assert read_areas(tmp_path / "areas.xlsx") == read_areas(path)


@pytest.mark.parametrize("name", ["areas.xlsx", "areas.txt", "areas"])
@pytest.mark.parametrize(
    ("content", "what"),
    [(workbook(), "an .xlsx workbook"), (b"PAR1" + bytes(50), "a Parquet file")],
)
def test_what_a_file_is_is_told_whatever_it_is_called(tmp_path, name, content, what):
    said = refused(tmp_path / name, content)
    assert said == f"{name}: by its content it is {what}. {SAVE}"


@pytest.mark.parametrize("content", [kent("2016-13"), SHIPPED.splitlines()[0]])
def test_the_command_ends_with_2_and_stores_nothing(tmp_path, monkeypatch, capsys, content):
    monkeypatch.setenv("PROBATION_STORES", str(tmp_path / "stores"))
    areas = tmp_path / "areas.csv"
    areas.write_text(content, encoding="utf-8")
    files = [str(data_folder() / f"synthetic_{t}.csv") for t in ("cases", "judgements")]
    assert main(["import", *files, "--areas", str(areas)]) == 2
    assert "areas.csv" in capsys.readouterr().err
    assert not list((tmp_path / "stores").glob("gen-*"))
