"""Columns that are none of ours: each once, with a suggestion, and as a mapping file."""

import duckdb
import pytest

from probation.intake.formats.source import Source
from probation.intake.mapping import Mapping, parsed, with_columns
from probation.intake.unknown import with_suggestions
from probation.intake.unknown_columns import UnknownColumn, asked, holds_data, nameable

OURS = ("case_id", "area", "gender", "age", "age_group")


def suggestions(*theirs: str) -> dict[str, str | None]:
    found = asked([UnknownColumn(their, OURS, None) for their in theirs], (), ())
    return {each.column: each.suggestion for each in found}


def test_a_column_is_suggested_by_its_words_or_its_spelling():
    assert suggestions("Case ref", "Police area", "Sex", "Age-Group", "Agee") == {
        "Case ref": "case_id",
        "Police area": "area",
        "Sex": None,
        "Age-Group": "age_group",
        "Agee": "age",
    }


def test_a_column_of_ours_is_suggested_for_one_of_theirs_alone():
    assert suggestions("Police area", "Probation area") == {
        "Police area": "area",
        "Probation area": None,
    }


def test_a_column_of_several_tables_is_asked_about_once():
    cases = UnknownColumn("Ref", ("case_id", "gender"), None)
    judgements = UnknownColumn("Ref", ("case_id", "question"), "case_id")
    (found,) = asked([cases, judgements], ["factor"], {"gender"})
    assert found == UnknownColumn("Ref", ("case_id", "factor", "question"), "case_id")


def test_what_names_a_person_is_not_asked_about():
    assert nameable(["Sex", "Surname", "NHS number", "943 476 5919", " ", "x" * 201]) == ["Sex"]


@pytest.mark.parametrize(
    ("header", "is_data"), [("Sex", False), ("Mann", True), ("31", True), ("01/06/2016", True)]
)
def test_a_first_row_with_a_number_or_a_value_of_its_column_is_data(header, is_data):
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t AS SELECT 2 AS row, 'Mann' AS \"{header}\"")
        assert holds_data(connection, Source("t", "t.csv", None, (header,))) == is_data


def test_the_mapping_names_what_is_suggested_and_has_a_line_for_what_is_not():
    unknown = [UnknownColumn('Case "ref"', OURS, "case_id"), UnknownColumn("Sex", OURS, None)]
    text = with_suggestions(Mapping(columns={"age": "Years"}), (), unknown)
    assert parsed(text) == Mapping(columns={"age": "Years", "case_id": 'Case "ref"'})
    assert '\n# ... = "Sex"\n' in text


def test_a_column_is_named_or_left_behind():
    names = with_columns(Mapping(ignore=("Team",)), {"Sex": "gender", "Office": "", "Team": ""})
    assert names == Mapping(columns={"gender": "Sex"}, ignore=("Team", "Office"))
