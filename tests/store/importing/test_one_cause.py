"""What is wrong with a cell or a name as such is one cause, not also a wrong code."""

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat
import pytest

from probation.store.folders import data_folder
from tests.store.importing.test_files_as_they_come import TABLE, report, said, text

GENDER = TABLE[0].index("gender")
JUDGED, PRIORITY = "availability_drug_misuse", "priority_drug_misuse"


def csv_file(folder, rows):
    path = folder / "cases.csv"
    path.write_text(text(rows), encoding="utf-8")
    return path


def workbook(folder, columns, value, kind):
    """The table with one value, of a kind as workbooks know it, in both rows of some columns."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in TABLE:
        sheet.append([cell or None for cell in row])
    for column in columns:
        place = TABLE[0].index(column) + 1 if column in TABLE[0] else len(TABLE[0]) + 1
        sheet.cell(1, place).value = column
        for row in (2, 3):
            cell = sheet.cell(row, place)
            cell._value, cell.data_type = value, kind
    book.save(folder / "cases.xlsx")
    return folder / "cases.xlsx"


COLUMNS = ("case_id", "area", "inspected_on", "gender", "age", "priority_attitudes_to_offending")


def of_columns(found):
    """Rule, count and rows of each cause, by the column it names: one cause a column."""
    causes = {c.first.column: (c.first.rule, c.count, c.rows) for c in found.causes}
    assert len(causes) == len(found.causes)
    return causes


@pytest.mark.parametrize(("value", "kind"), [("#N/A", "e"), ("=1+1", "f")])
def test_an_error_or_a_formula_without_its_value_is_one_cause(tmp_path, value, kind):
    found = report(workbook(tmp_path, COLUMNS, value, kind))
    assert of_columns(found) == dict.fromkeys(COLUMNS, ("F06", 2, (2, 3)))


@pytest.mark.parametrize("lines", [["Figures are provisional"], ["Title", "Contact:", "A line"]])
def test_a_sheet_that_is_no_table_is_one_cause(tmp_path, lines):
    path = workbook(tmp_path, ["mappa"], None, "n")
    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet("Notes")
    for line in lines:
        sheet.append([line])
    sheet.merge_cells("A1:C1")
    book.save(path)
    found = [cause for cause in report(path).causes if cause.first.sheet == "Notes"]
    assert [cause.first.rule for cause in found] == ["F06"]
    assert "what this one is for is not clear" in found[0].first.message


@pytest.mark.parametrize("character", ["\x00", "\u200b"])
def test_a_character_that_cannot_be_seen_is_one_cause(tmp_path, character):
    rows = [list(row) for row in TABLE]
    for column in COLUMNS:
        rows[1][TABLE[0].index(column)] += character
    found = report(csv_file(tmp_path, rows))
    assert of_columns(found) == dict.fromkeys(COLUMNS, ("F09", 1, (2,)))


def test_what_an_unreadable_id_belongs_to_is_not_missing(tmp_path):
    cases = TABLE[0][: TABLE[0].index("mappa") + 1]
    rows = [row[: len(cases)] for row in TABLE]
    rows[1] = [rows[1][0] + "\x00", *rows[1][1:]]
    files = {
        "cases": text(rows),
        "priorities": "case_id,factor\n" + "".join(f"{row[0]},ete\n" for row in TABLE[1:]),
        "judgements": "case_id,question,factor,judgement\n"
        + "".join(
            f"{row[0]},{question},ete,yes\n"
            for row in TABLE[1:]
            for question in ("availability", "delivery")
        ),
    }
    for name, content in files.items():
        (tmp_path / f"{name}.csv").write_text(content, encoding="utf-8")
    found = report(*(tmp_path / f"{name}.csv" for name in files))
    assert [cause.first.rule for cause in found.causes] == ["F09"]


def test_what_other_columns_of_judgements_hold_is_no_mixture(tmp_path):
    """A column of 1 and 0 beside columns of yes and no, as SPSS writes one without labels."""
    rows = [list(row) for row in TABLE]
    for row, code in zip(rows[1:], ("1", "0"), strict=True):
        row[TABLE[0].index("delivery_relationships")] = code
    assert said(report(csv_file(tmp_path, rows))) == [
        "'1' is not a code of column 'delivery_relationships'.",
        "'0' is not a code of column 'delivery_relationships'.",
    ]


@pytest.mark.parametrize("kind", [pa.list_(pa.string()), pa.struct([("a", pa.string())])])
@pytest.mark.parametrize("column", ["case_id", "gender", "age", "priority_relationships"])
def test_a_column_of_lists_or_records_is_one_cause(tmp_path, column, kind):
    assert len(report(nested(tmp_path, column, kind)).causes) == 1


@pytest.mark.parametrize("column", ["events", "rationale"])
def test_what_is_wrong_with_cells_that_nobody_reads_is_no_fault(tmp_path, column):
    (tmp_path / "m.toml").write_text('ignore = ["events"]', encoding="utf-8")
    hidden = [[*row, column if row is TABLE[0] else "a\u200bb"] for row in TABLE]
    for file in (
        nested(tmp_path, column, pa.list_(pa.string())),
        csv_file(tmp_path, hidden),
        workbook(tmp_path, [column], "#N/A", "e"),
    ):
        assert said(report(file, mapping=tmp_path / "m.toml")) == []


def nested(folder, column, kind):
    """The table as Parquet with a column of a type that is not plain, in both its rows."""
    cells = {name: [row[n] or None for row in TABLE[1:]] for n, name in enumerate(TABLE[0])}
    value = ["x"] if pa.types.is_list(kind) else {"a": "x"}
    pq.write_table(
        pa.table({**cells, column: pa.array([value, value], kind)}), folder / "cases.parquet"
    )
    return folder / "cases.parquet"


TWICE = ["The column 'gender' stands twice in the header."]


@pytest.mark.parametrize("again", ["gender", "GENDER", "gender.1", "gender_1", "gender...41"])
@pytest.mark.parametrize("cell", ["", "x", "male"])
def test_a_name_that_stands_twice_is_one_cause_whatever_its_cells_hold(tmp_path, again, cell):
    rows = [[*row, again if row is TABLE[0] else cell] for row in TABLE]
    assert said(report(csv_file(tmp_path, rows))) == TWICE


def test_a_priority_that_stands_twice_is_one_cause(tmp_path):
    name = "priority_attitudes_to_offending"
    rows = [[*row, name if row is TABLE[0] else ""] for row in TABLE]
    assert said(report(csv_file(tmp_path, rows))) == [TWICE[0].replace("gender", name)]


def test_a_name_that_stands_twice_in_parquet_is_one_cause(tmp_path):
    columns = [[cell or None for cell in column] for column in zip(*TABLE[1:], strict=True)]
    table = pa.table([*columns, columns[GENDER]], names=[*TABLE[0], "gender"])
    pq.write_table(table, tmp_path / "cases.parquet")
    assert said(report(tmp_path / "cases.parquet")) == TWICE


def test_a_misspelt_name_that_stands_twice_is_one_cause(tmp_path):
    rows = [[*row, row[GENDER]] for row in TABLE]
    rows[0][GENDER] = rows[0][-1] = "gendr"
    assert len(report(csv_file(tmp_path, rows)).causes) == 1


def row(**cells):
    """A row of the table with nothing but these cells."""
    return [cells.get(name, "") for name in TABLE[0]]


def sums(value):
    """What people put under a table, or between its rows, with the rows that are totals."""
    blank, ages = row(), row(age=value)
    every = row(age=value, ogrs_score=value, **{JUDGED: value, PRIORITY: value})
    return [
        ([*TABLE, ages], (4,)),
        ([*TABLE, blank, blank, ages], (6,)),
        ([*TABLE, ages, ages], (4, 5)),
        ([*TABLE, row(**{JUDGED: value})], (4,)),
        ([*TABLE, blank, row(**{PRIORITY: value})], (5,)),
        ([*TABLE, every], (4,)),
        ([*TABLE, row(case_id="Total", age=value)], (4,)),
        ([*TABLE[:2], row(case_id="Subtotal", age=value), *TABLE[2:]], (3,)),
    ]


@pytest.mark.parametrize(("rows", "where"), [s for v in ("61", "#DIV/0!") for s in sums(v)])
def test_rows_of_sums_are_one_cause(tmp_path, rows, where):
    [cause] = report(csv_file(tmp_path, rows)).causes
    assert (cause.first.rule, cause.rows) == ("F21", where)
    assert "seems to be a total" in cause.first.message


@pytest.mark.parametrize(
    ("rows", "where"),
    [
        *(s for v in (61, "=SUM(F2:F3)", "#DIV/0!") for s in sums(v)),
        ([*TABLE, row(case_id="=COUNTA(A2:A3)", age="=SUM(F2:F3)")], (4,)),
    ],
)
def test_rows_of_sums_in_a_workbook_are_one_cause_calculated_or_not(tmp_path, rows, where):
    [cause] = report(sheet_of(tmp_path, rows)).causes
    assert (cause.first.rule, cause.rows) == ("F21", where)


def test_a_case_with_a_formula_in_it_is_no_total(tmp_path):
    rows = [*TABLE[:2], ["=VLOOKUP(A2,B:B,1)", *TABLE[2][1:]]]
    assert [c.first.rule for c in report(sheet_of(tmp_path, rows)).causes] == ["F06"]
    unfinished = [*TABLE, row(), ["", *TABLE[2][1:]]]
    found = report(csv_file(tmp_path, unfinished))
    assert "The row is blank." in said(found), "below it stands a case"


def test_blank_rows_at_the_end_of_a_file_that_cannot_have_totals_are_told(tmp_path):
    cells = {name: [*(r[n] or None for r in TABLE[1:]), None] for n, name in enumerate(TABLE[0])}
    pq.write_table(pa.table(cells), tmp_path / "cases.parquet")
    assert said(report(tmp_path / "cases.parquet")) == ["The row is blank."]


def test_a_formula_where_the_header_has_no_name_is_one_cause(tmp_path):
    [cause] = report(sheet_of(tmp_path, [TABLE[0], [*TABLE[1], "=A1"], TABLE[2]])).causes
    assert cause.first.rule == "F10"


def sheet_of(folder, rows):
    book = openpyxl.Workbook()
    for cells in rows:
        book.worksheets[0].append([cell if cell != "" else None for cell in cells])
    book.save(folder / "cases.xlsx")
    return folder / "cases.xlsx"


@pytest.mark.parametrize(
    ("label", "suggestion"),
    [("Not known", "empty"), ("Not asked", "empty"), ("No answer given", None)],
)
def test_a_label_of_a_number_is_shown_and_asked_about(tmp_path, label, suggestion):
    frame = pd.DataFrame(TABLE[1:], columns=TABLE[0]).replace("", None)
    frame["age"] = [99.0, float(TABLE[2][TABLE[0].index("age")])]
    labels = {"age": {99: label}}
    pyreadstat.write_sav(frame, tmp_path / "cases.sav", variable_value_labels=labels)
    found = report(tmp_path / "cases.sav")
    assert said(found) == [
        f"Column 'age' holds '{label}', which is not an age in whole years from 18 to 110."
    ]
    assert 'a mapping file can say that it means "empty"' in found.causes[0].first.how_to_fix
    [asked] = found.unknown
    assert (asked.column, asked.value, asked.choices) == ("age", label, ("empty",))
    assert asked.suggestion == suggestion


def test_a_name_in_a_column_of_numbers_stays_hidden(tmp_path):
    rows = [list(cells) for cells in TABLE]
    rows[1][TABLE[0].index("age")] = "Ann Smith"
    assert "Ann" not in str(report(csv_file(tmp_path, rows)))


@pytest.mark.parametrize("shape", ["tidy", "wide"])
def test_a_mapping_of_the_other_shape_is_one_cause(tmp_path, shape):
    (tmp_path / "m.toml").write_text(f'shape = "{shape}"', encoding="utf-8")
    files = [csv_file(tmp_path, TABLE)]
    if shape == "wide":
        files = []
        for table in ("cases", "priorities", "judgements"):
            shipped = (data_folder() / f"synthetic_{table}.csv").read_bytes()
            files.append(tmp_path / f"{table}.csv")
            files[-1].write_bytes(shipped)
    [cause] = report(*files, mapping=tmp_path / "m.toml").causes
    assert cause.first.message.startswith(f'The mapping says shape = "{shape}", but ')
