"""Values that are none of ours: each once, with a suggestion, and as a mapping file."""

from probation.intake.mapping import Mapping, parsed
from probation.intake.rules import check
from probation.intake.unknown import suggested, with_suggestions
from probation.store.source import fixed_codes, words
from tests.intake import tables
from tests.intake.tables import CODES

WORDS = words(fixed_codes())
CASES = """
case_id | gender | ethnic_group | age  | mappa | rosh_level          | sentence_type
A       | Man    | -            | N/A  | 1     | j.smith@example.org | Comunity order
B       | Man    |              | 17   | yes   | <b>low</b>          |
"""


def unknown(declared=()):
    with tables.raw_tables(CASES) as connection:
        findings = check(connection, CODES, areas_given=False)
    return suggested(findings.unknown, WORDS, declared)


def test_each_value_stands_once_with_its_count_and_a_suggestion():
    found = {(u.column, u.value): (u.cells, u.suggestion) for u in unknown()}
    assert found == {
        ("gender", "Man"): (2, None),
        ("ethnic_group", "-"): (1, "not_recorded"),
        ("ethnic_group", ""): (1, "not_recorded"),
        ("age", "N/A"): (1, "empty"),
        ("mappa", "1"): (1, "yes"),
        ("sentence_type", "Comunity order"): (1, "community_order"),
    }


def test_an_empty_judgement_may_mean_that_none_was_made():
    judgements = "case_id | question | factor | judgement\nA | delivery | ete | ␣"
    with tables.raw_tables(judgements=judgements) as connection:
        connection.execute("UPDATE raw_judgements SET judgement = NULL")
        findings = check(connection, CODES, areas_given=False)
    found = suggested(findings.unknown, WORDS, ())
    assert [(u.column, u.value, u.suggestion) for u in found] == [("judgement", "", "empty")]


def test_what_databases_write_where_nothing_is_may_be_empty():
    r"""MySQL and Postgres write \N."""
    with tables.raw_tables("case_id | age | ethnic_group\nA | \\N | \\N") as connection:
        findings = check(connection, CODES, areas_given=False)
    found = suggested(findings.unknown, WORDS, ())
    assert {u.column: u.suggestion for u in found} == {
        "age": "empty",
        "ethnic_group": "not_recorded",
    }


def test_what_may_say_who_a_person_is_is_not_told():
    assert "example.org" not in str(unknown())


def test_two_words_may_be_a_name_and_are_told_where_they_are_a_label_or_stand_in_many_cases():
    people = ["case_id | ethnic_group"] + [f"P{n} | Any other" for n in range(10)]
    text = "\n".join([*people, "Q | Jane Doe"])
    for labels, told in (
        ([], ["Any other"]),
        ([("ethnic_group", "Jane Doe")], ["Any other", "Jane Doe"]),
    ):
        with tables.raw_tables(text) as connection:
            findings = check(connection, CODES, areas_given=False, labels=labels)
        assert [value.value for value in findings.unknown] == told


def test_what_a_file_declares_missing_is_suggested_as_missing():
    found = {u.value: u.suggestion for u in unknown(declared={("gender", "Man"), ("mappa", "1")})}
    assert (found["Man"], found["1"]) == (None, None), "neither can be missing"


def test_an_empty_cell_can_be_chosen_where_a_column_may_be_empty():
    choices = {u.column: u.choices for u in unknown()}
    assert choices["gender"] == ("male", "female")
    assert choices["age"] == ("empty",)


def test_the_mapping_says_what_is_suggested_and_has_a_line_for_what_is_not():
    names = Mapping(label="Ours", codes={"gender": {"W": "female"}})
    text = with_suggestions(names, unknown())
    assert parsed(text) == Mapping(
        label="Ours",
        codes={
            "gender": {"W": "female"},
            "ethnic_group": {"-": "not_recorded", "": "not_recorded"},
            "age": {"N/A": ""},
            "mappa": {"1": "yes"},
            "sentence_type": {"Comunity order": "community_order"},
        },
    )
    assert '\n# "Man" = "..."\n' in text
