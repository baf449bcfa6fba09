"""Files as programs write them: what stands around a table is passed over, or is one fault."""

import csv
import io
from contextlib import suppress
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from probation.intake.report import Report
from probation.store.folders import data_folder
from probation.store.importing.extract import Extract, ExtractSource, RefusedError

AREAS = data_folder() / "areas.csv"
FAULTS = Path(__file__).parents[2] / "faults"
#: Two cases, one row each: the table without the line before it.
TABLE = [line.split(",") for line in (FAULTS / "sep.csv").read_text().splitlines()[1:]]
WIDTH = len(TABLE[0])


def report(*files: Path, mapping: Path | None = None) -> Report:
    """What is found in the files of an extract."""
    source = ExtractSource(Extract(files, AREAS, mapping))
    with duckdb.connect(config={"threads": 1}) as connection, suppress(RefusedError):
        source.load(connection)
    return source.report


def said(found: Report) -> list[str]:
    """What lies behind the faults, as a reader is told it."""
    return [cause.first.message for cause in found.causes]


def noted(found: Report) -> list[str]:
    return [cause.first.message for cause in found.noted]


RUNNING = ["Column 1 has no name and holds a running number; it is passed over."]


@pytest.mark.parametrize(
    ("file", "faults", "notes"),
    [
        ("index.csv", [], RUNNING),
        ("index.xlsx", [], RUNNING),
        ("r-write-table.csv", [], RUNNING),
        ("trailing-comma.csv", [], ["Column 42 has no name and is empty; it is passed over."]),
        ("blank-rows.csv", [], []),
        ("sep.csv", [], []),
        ("strict.xlsx", [], []),
        ("workbook22.xlsx", [], []),
        (
            "backslash.xlsx",
            [
                "backslash.xlsx names its parts with \\ where a workbook has /: few programs can"
                " open it."
            ],
            [],
        ),
        ("ahex.sav", [], []),
        ("case.zsav", [], []),
        ("quarter.sav", ["The date '2 Q 2016' is a quarter, which has three months."], []),
    ],
)
def test_files_that_real_programs_write(file, faults, notes):
    found = report(FAULTS / file)
    assert (said(found), noted(found)) == (faults, notes)
    if not faults:
        assert found.rows_read["cases"] in (2, 12)


def test_a_weight_that_spss_stores_is_told(tmp_path):
    mapping = tmp_path / "m.toml"
    mapping.write_text('ignore = ["weight"]', encoding="utf-8")
    found = report(FAULTS / "weighted.sav", mapping=mapping)
    assert found.clean
    assert noted(found) == [
        "weighted.sav is weighted by weight; weights are not used: each case counts once, so"
        " figures differ from those that SPSS gives."
    ]


def test_a_column_without_a_name_can_be_ignored(tmp_path):
    mapping = tmp_path / "m.toml"
    mapping.write_text('ignore = [""]', encoding="utf-8")
    found = report(FAULTS / "index.csv", mapping=mapping)
    assert found.clean
    assert noted(found) == []


def test_what_pandas_calls_an_index_in_parquet_is_passed_over(tmp_path):
    frame = pd.DataFrame(TABLE[1:], columns=TABLE[0]).replace("", None)
    frame.index = [0, 1]
    frame.to_parquet(tmp_path / "cases.parquet", index=True)
    frame.index.name = "__index_level_0__"
    frame.reset_index().to_parquet(tmp_path / "again.parquet")
    for name in ("cases", "again"):
        found = report(tmp_path / f"{name}.parquet")
        assert found.clean
        assert not noted(found) or "holds a running number" in noted(found)[0]


def test_columns_without_a_name_that_are_empty_are_noted_together(tmp_path):
    path = tmp_path / "cases.csv"
    path.write_text(text([[*row, "", "", ""] for row in TABLE]), encoding="utf-8")
    found = report(path)
    assert found.clean
    assert noted(found) == [
        "3 columns, the first of them column 42, have no name and are empty; they are passed over."
    ]


def text(rows: list[list[str]], quoted: bool = False, mark: str = ",") -> str:
    written = io.StringIO()
    quoting = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    csv.writer(written, delimiter=mark, quoting=quoting, lineterminator="\n").writerows(rows)
    return written.getvalue()


def named(names: list[str], header: str | None) -> list[list[str]]:
    """The table with names of rows before it; header: of their column, None to leave it out."""
    first = TABLE[0] if header is None else [header, *TABLE[0]]
    return [first, *([name, *row] for name, row in zip(names, TABLE[1:], strict=True))]


PLAIN = text(TABLE)
COMMAS = "," * (WIDTH - 1)
NAMELESS = ["Column 1 has no name."]
TITLE = "cases.csv: row 1 is a title, not the names of columns; those are in row {}."


@pytest.mark.parametrize(
    ("content", "faults"),
    [
        (text(named(["1", "2"], ""), quoted=True), []),
        (text([TABLE[0]], quoted=True) + text(named(["1", "2"], None)[1:], quoted=True), []),
        (text(named(["0", "1"], "Unnamed: 0")), []),
        (text(named(["4", "9"], "")), NAMELESS),
        (text(named(["Ann", "Bob"], "")), NAMELESS),
        (text(named(["Ann", "Bob"], None)), NAMELESS),
        ("\n".join([PLAIN.split("\n")[0], *(f"{r},,," for r in PLAIN.split("\n")[1:-1])]), []),
        (PLAIN + f"{COMMAS}\n" * 990, []),
        (PLAIN + " , ,\n\n \n", []),
        (f"sep=,\n{PLAIN}".replace("\n", "\r\n"), []),
        (f'\ufeff"sep=,"\n{text(TABLE, quoted=True)}', []),
        (
            f"sep=;\n{PLAIN}",
            ["cases.csv: its first line says that semicolons separate the cells; commas do."],
        ),
        (
            f"sep=;\n{text(TABLE, mark=';')}",
            [
                "cases.csv: the cells of row 1 are separated by semicolons, not by commas, as its"
                " first line says."
            ],
        ),
        (
            text([[*row, ""] for row in TABLE], mark=";"),
            ["cases.csv: the cells of row 1 are separated by semicolons, not by commas."],
        ),
        (
            PLAIN.replace("\n", ";;\n"),
            ["cases.csv: row 1 ends in semicolons, and commas separate its cells."],
        ),
        (
            f"sep=\t\n{text(TABLE, mark=chr(9))}",
            [
                "cases.csv: the cells of row 1 are separated by tabs, not by commas, as its first"
                " line says."
            ],
        ),
        (f"Extract of cases, 2017\n{PLAIN}", [TITLE.format(2)]),
        (f"Extract of cases{COMMAS}\n{COMMAS}\n{PLAIN}", [TITLE.format(3)]),
        (
            f"Extract of cases\nPrepared by Ann Smith\n\n{PLAIN}",
            ["cases.csv: rows 1 and 2 are a title, not the names of columns; those are in row 4."],
        ),
        (
            f"Extract of cases\n{text(TABLE, mark=';')}",
            ["cases.csv: the cells of row 2 are separated by semicolons, not by commas."],
        ),
        (f"{PLAIN}\nSource: Ann Smith, HMI\n", ["cases.csv: row 5 is a note, not a case."]),
        (f"{PLAIN}Source: HMI{COMMAS}\n", ["cases.csv: row 4 is a note, not a case."]),
        (
            f"{PLAIN}\n* Provisional\nNote 1: ages at start\nOFFICIAL\n\n",
            ["cases.csv: rows 5, 6 and 7 are notes, not cases."],
        ),
        (f"{PLAIN}Total,2\n", ["cases.csv: row 4 is a total, not a case."]),
        (f"{PLAIN}Total{',2' * (WIDTH - 1)}\n", ["The row seems to be a total, not a case."]),
    ],
)
def test_what_stands_around_a_table_is_passed_over_or_one_fault(tmp_path, content, faults):
    path = tmp_path / "cases.csv"
    path.write_bytes(content.encode())
    found = report(path)
    assert said(found) == faults
    assert "Ann" not in str(found), "names are not echoed"


def test_an_unfinished_case_at_the_end_is_no_note(tmp_path):
    path = tmp_path / "cases.csv"
    path.write_text(f"{PLAIN}S0003{COMMAS}\n", encoding="utf-8")
    found = report(path)
    assert found.rows_read["cases"] == 3
    assert {cause.first.rule for cause in found.causes} == {"F15", "F17"}


def test_blank_rows_inside_are_one_fault(tmp_path):
    path = tmp_path / "cases.csv"
    first, *rest = PLAIN.splitlines()
    path.write_text("\n".join([first, rest[0], COMMAS, COMMAS, COMMAS, rest[1]]), encoding="utf-8")
    [cause] = report(path).causes
    assert (cause.first.rule, cause.count, cause.rows) == ("F21", 3, (3, 4, 5))


@pytest.mark.parametrize("name", ["part-0.csv", "part-00000-6f.c000.csv"])
def test_a_part_without_a_byte_is_no_extract(tmp_path, name):
    (tmp_path / name).write_bytes(b"")
    found = report(tmp_path / name)
    assert not found.clean
    assert said(found) == ["the parts: none has a row."]


PARTS = ("part-00000-6f.c000.csv", "part-00001-6f.c000.csv", "part-00002-6f.c000.csv")


def test_parts_that_spark_wrote_are_one_table_in_their_order(tmp_path):
    """The last two are alike, for both are empty."""
    first, second = text(TABLE[:2]), text([TABLE[0], TABLE[2]])
    for name, content in zip(PARTS, (first, second, text(TABLE[:1])), strict=True):
        (tmp_path / name).write_text(content, encoding="utf-8")
    (tmp_path / "part-00003-6f.c000.csv").write_text(text(TABLE[:1]), encoding="utf-8")
    (tmp_path / "part-00004-6f.c000.csv").write_bytes(b"")
    found = report(*sorted(tmp_path.iterdir()))
    assert found.causes == ()
    assert found.rows_read["cases"] == 2


def test_parts_none_of_which_has_a_row_are_refused(tmp_path):
    for name in PARTS:
        (tmp_path / name).write_text(text(TABLE[:1]), encoding="utf-8")
    assert said(report(*sorted(tmp_path.iterdir())))[0] == "the parts: none has a row."


def test_parts_with_other_columns_are_told(tmp_path):
    """Columns that may be left out are, in some parts, and nobody would see that they are empty."""
    age, score = TABLE[0].index("age"), TABLE[0].index("ogrs_score")
    short = [
        [cell for n, cell in enumerate(row) if n not in (age, score)]
        for row in (TABLE[0], TABLE[2])
    ]
    (tmp_path / PARTS[0]).write_text(text(TABLE[:2]), encoding="utf-8")
    (tmp_path / PARTS[1]).write_text(text(short), encoding="utf-8")
    found = report(*sorted(tmp_path.iterdir()))
    assert noted(found) == [
        f"{PARTS[1]} has no columns 'age' and 'ogrs_score', which other files of the cases have;"
        " there they are empty."
    ]


def test_parts_that_lack_a_column_that_is_needed_are_refused(tmp_path):
    gender = TABLE[0].index("gender")
    short = [[*row[:gender], *row[gender + 1 :]] for row in (TABLE[0], TABLE[2])]
    (tmp_path / PARTS[0]).write_text(text(TABLE[:2]), encoding="utf-8")
    (tmp_path / PARTS[1]).write_text(text(short), encoding="utf-8")
    found = report(*sorted(tmp_path.iterdir()))
    [cause] = found.causes
    assert (cause.first.file, cause.first.message) == (PARTS[1], "The column 'gender' is missing.")
    assert noted(found) == []


HEADER = ["The row seems to be a second header, not a case."]
LABELS = [name.replace("_", " ").title() for name in TABLE[0]]
UNITS = ["years" if name == "age" else "" for name in TABLE[0]]
IMPORTS = [f'{{"ImportId":"QID{n}"}}' for n in range(WIDTH)]


@pytest.mark.parametrize(
    ("rows", "where"),
    [
        ([LABELS], (2,)),  # LimeSurvey
        ([["(text)"] * WIDTH], (2,)),
        ([UNITS], (2,)),
        ([["---"] * WIDTH], (2,)),  # sqlcmd
        ([LABELS, IMPORTS], (2, 3)),  # Qualtrics
    ],
)
def test_rows_under_the_header_that_are_no_cases_are_one_fault(tmp_path, rows, where):
    path = tmp_path / "cases.csv"
    path.write_text(text([TABLE[0], *rows, *TABLE[1:]], quoted=True), encoding="utf-8")
    found = report(path)
    assert (said(found), found.causes[0].rows, found.unknown) == (HEADER, where, ())


def test_a_first_case_of_which_some_cells_are_wrong_is_no_header(tmp_path):
    path = tmp_path / "cases.csv"
    wrong = [
        "?" if name in ("area", "gender", "ethnic_group") else cell
        for name, cell in zip(*TABLE[:2], strict=True)
    ]
    path.write_text(text([TABLE[0], wrong, TABLE[2]]), encoding="utf-8")
    assert not set(HEADER) & set(said(report(path)))
