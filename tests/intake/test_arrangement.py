"""Which file or sheet holds what; several where one is meant."""

import pytest

from probation.intake import columns
from probation.intake.arrangement import arranged
from probation.intake.formats.source import Source
from probation.intake.mapping import Mapping

WIDE_COLUMNS = (*columns.CASES, "priority_ete", "availability_ete", "delivery_ete")


def source(file: str, own: tuple[str, ...], sheet: str | None = None) -> Source:
    return Source("source_1", file, sheet, own)


CASES = source("people.csv", columns.CASES)
PRIORITIES = source("b.csv", columns.PRIORITIES)
JUDGEMENTS = source("c.csv", columns.JUDGEMENTS)
WIDE = source("wide.csv", WIDE_COLUMNS)


def placed(*sources: Source, names: Mapping | None = None) -> dict[str, list[str]]:
    """Where each source went, by its sheet or file."""
    arrangement = arranged(sources, names or Mapping())
    return {table: [s.sheet or s.file for s in held] for table, held in arrangement.placed.items()}


def test_tables_are_known_by_their_columns_and_by_their_names():
    by_columns = {"cases": ["people.csv"], "priorities": ["b.csv"], "judgements": ["c.csv"]}
    assert placed(JUDGEMENTS, CASES, PRIORITIES) == by_columns
    bare = source("judgements.csv", ("x", "y"))
    assert placed(CASES, PRIORITIES, bare)["judgements"] == ["judgements.csv"]
    named = Mapping(tables={"cases": "c"})
    assert placed(JUDGEMENTS, PRIORITIES, names=named)["cases"] == ["c.csv"]


def test_tables_are_known_by_columns_that_are_mapped():
    names = Mapping(columns={"question": "Item", "judgement": "Answer", "factor": "Need"})
    answers = source("x.csv", ("ID", "Item", "Need", "Answer"))
    needs = source("y.csv", ("ID", "Need"))
    found = placed(answers, needs, names=names)
    assert (found["judgements"], found["priorities"]) == (["x.csv"], ["y.csv"])


def test_areas_may_come_as_files_of_their_own():
    other = source("south.csv", columns.CASES)
    assert placed(CASES, other, PRIORITIES, JUDGEMENTS)["cases"] == ["people.csv", "south.csv"]
    assert placed(WIDE, source("south.csv", WIDE_COLUMNS)) == {"wide": ["wide.csv", "south.csv"]}


def test_a_wide_and_a_tidy_extract_at_once_are_told_apart():
    arrangement = arranged([WIDE, PRIORITIES, JUDGEMENTS], Mapping())
    assert [s.file for s in arrangement.placed["wide"]] == ["wide.csv"]
    assert [(f.rule, f.file) for f in arrangement.faults] == [("F11", "b.csv"), ("F11", "c.csv")]
    assert arrangement.faults[0].message == "wide.csv has one row a case; b.csv has not."
    assert "not both at once" in arrangement.faults[0].how_to_fix


@pytest.mark.parametrize("first", [True, False])
def test_a_sheet_of_notes_beside_a_wide_sheet_is_named(first):
    notes, data = source("x.xlsx", ("Notes",), "Notes"), source("x.xlsx", WIDE_COLUMNS, "Data")
    arrangement = arranged([notes, data] if first else [data, notes], Mapping())
    assert [s.sheet for s in arrangement.placed["wide"]] == ["Data"]
    assert [(f.rule, f.sheet) for f in arrangement.faults] == [("F06", "Notes")]
    assert "what this one is for is not clear" in arrangement.faults[0].message
    assert arrangement.faults[0].how_to_fix.startswith("Delete the sheet")


def test_two_wide_sheets_of_one_workbook_are_one_too_many():
    first = source("x.xlsx", WIDE_COLUMNS, "March")
    second = source("x.xlsx", WIDE_COLUMNS, "April")
    arrangement = arranged([first, second], Mapping())
    assert [s.sheet for s in arrangement.placed["wide"]] == ["March"]
    (fault,) = arrangement.faults
    assert (fault.rule, fault.file, fault.sheet) == ("F06", "x.xlsx", "April")
    assert "sheet March holds the cases, one row each" in fault.message


@pytest.mark.parametrize("first", [True, False])
def test_a_sheet_too_many_in_a_tidy_workbook_is_named_wherever_it_stands(first):
    sheets = [
        source("x.xlsx", columns.CASES, "cases"),
        source("x.xlsx", columns.PRIORITIES, "priorities"),
        source("x.xlsx", columns.JUDGEMENTS, "judgements"),
    ]
    notes = source("x.xlsx", ("Remarks",), "Notes")
    arrangement = arranged([notes, *sheets] if first else [*sheets, notes], Mapping())
    assert [s.sheet for s in arrangement.placed["cases"]] == ["cases"]
    assert [(f.rule, f.sheet) for f in arrangement.faults] == [("F06", "Notes")]


def test_the_shape_that_the_mapping_says_counts_where_columns_tell_none():
    assert placed(CASES, names=Mapping(shape="wide")) == {"wide": ["people.csv"]}
    ignored = Mapping(shape="tidy", ignore=("priority_ete", "availability_ete", "delivery_ete"))
    assert set(placed(WIDE, names=ignored)) == set(columns.TIDY)


@pytest.mark.parametrize(
    ("shape", "sources", "holds"),
    [
        ("tidy", [WIDE], "wide.csv has one row a case"),
        ("wide", [CASES, PRIORITIES, JUDGEMENTS], "b.csv is one of three tables, not one row a"),
        ("wide", [source("x.xlsx", columns.JUDGEMENTS, "Given")], "x.xlsx, sheet Given is one of"),
    ],
)
def test_a_mapping_that_says_the_other_shape_is_one_fault_and_the_columns_count(
    shape, sources, holds
):
    names = Mapping(shape=shape)
    assert placed(*sources, names=names) == placed(*sources)
    (fault,) = arranged(sources, names).faults
    assert fault.rule == "F11"
    assert fault.message.startswith(f'The mapping says shape = "{shape}", but {holds}')
    right = "wide" if shape == "tidy" else "tidy"
    assert fault.how_to_fix == f'Write shape = "{right}" in the mapping, or take the line out.'
