"""Extracts as they come, made into our three tables: names and codes mapped, wide made long."""

import duckdb
import pytest

from probation.intake import columns
from probation.intake.formats.source import Source
from probation.intake.mapping import Mapping
from probation.intake.rules import check
from probation.intake.shape import shape
from tests import builders
from tests.intake.tables import CODES

CASE = builders.DEFAULT_CASE | {"case_id": "A"}


@pytest.fixture
def connection():
    with duckdb.connect() as opened:
        yield opened


@pytest.fixture
def read(connection):
    """``read(name, rows, columns=...)``: a source table of those rows, as the readers make it."""

    def source(name: str, rows: list[dict], own: tuple[str, ...] | None = None, sheet=None):
        names = own or tuple(rows[0])
        quoted = [name.replace('"', '""') for name in names]
        table = f"source_{connection.execute('SELECT count(*) FROM duckdb_tables()').fetchone()[0]}"
        listed = ", ".join(f'"{name}" VARCHAR' for name in quoted)
        connection.execute(f"CREATE TABLE {table} (row BIGINT, {listed})")
        for number, row in enumerate(rows, start=2):
            values = [number, *(row.get(name) or None for name in names)]
            marks = ", ".join("?" * len(values))
            connection.execute(f"INSERT INTO {table} VALUES ({marks})", values)
        return Source(table, name, sheet, names)

    return source


@pytest.fixture
def tidy(read):
    """The three sources of a tidy extract of one case, the case changed as asked."""

    def sources(**changed):
        case = {k: v for k, v in (CASE | changed).items() if v is not ...}
        return [
            read("cases.csv", [case]),
            read("priorities.csv", [{"case_id": "A", "factor": "ete"}]),
            read("judgements.csv", [
                {"case_id": "A", "question": "availability", "factor": "ete", "judgement": "yes",
                 "rationale": ""},
            ]),
        ]  # fmt: skip

    return sources


def rows(connection, table: str, *names: str) -> list[tuple]:
    return connection.execute(f"SELECT {', '.join(names)} FROM {table} ORDER BY row").fetchall()


@pytest.mark.parametrize("mapping", [Mapping(), Mapping(columns={"rationale": "rationale"})])
def test_reasons_in_free_text_are_left_behind_and_that_is_said(connection, tidy, mapping):
    shaped = shape(connection, tidy(), mapping)
    (warning,) = shaped.warnings
    assert (warning.rule, warning.file, warning.column) == ("F27", "judgements.csv", "rationale")
    assert "is not kept" in warning.message
    found = connection.execute("SELECT * FROM raw_judgements").description
    assert "rationale" not in [name for name, *_ in found]


def test_a_tidy_extract_with_our_names_passes_through(connection, tidy):
    shaped = shape(connection, tidy(), Mapping())
    assert shaped.faults == ()
    assert shaped.missing == frozenset()
    (case,) = rows(connection, "raw_cases", "*")
    expected = ["cases.csv", None, 2, *(CASE[name] or None for name in columns.CASES)]
    assert list(case) == expected
    assert rows(connection, "raw_priorities", "file", "row", "source_column", "factor") == [
        ("priorities.csv", 2, None, "ete")
    ]
    assert rows(connection, "raw_judgements", "case_id", "question", "judgement") == [
        ("A", "availability", "yes")
    ]


def test_names_and_codes_are_mapped_and_what_is_not_mapped_stays(connection, read, tidy):
    _, priorities, judgements = tidy()
    theirs = {"Ref": "A", **{k: v for k, v in CASE.items() if k != "case_id"}}
    people = read("Case list.csv", [theirs | {"provider": "Private"}, theirs | {"provider": "?"}])
    names = Mapping(
        tables={"cases": "Case list"},
        columns={"case_id": "Ref"},
        codes={"provider": {"Private": "CRC"}},
    )
    assert shape(connection, [people, priorities, judgements], names).faults == ()
    assert rows(connection, "raw_cases", "case_id", "provider") == [("A", "CRC"), ("A", "?")]


@pytest.mark.parametrize(
    ("changed", "column", "derived"),
    [
        ({"age_group": ..., "age": "29"}, "age_group", "under_30"),
        ({"age_group": ..., "age": "30"}, "age_group", "30_plus"),
        ({"age_group": ..., "age": None}, "age_group", "not_recorded"),
        ({"supervision_type": ..., "sentence_type": "licence"}, "supervision_type", "post_custody"),
        ({"ogrs_level": ..., "ogrs_score": "49"}, "ogrs_level", "low"),
        ({"ogrs_level": ..., "ogrs_score": "90"}, "ogrs_level", "very_high"),
        ({"ogrs_level": ..., "ogrs_band": ..., "ogrs_score": "75"}, "ogrs_band", "high_very_high"),
        ({"ogrs_band": ..., "ogrs_level": "medium"}, "ogrs_band", "low_medium"),
        ({"inspected_on": "2017-03-31"}, "inspected_on", "2017-03"),
        ({"inspected_on": "2017-02-31"}, "inspected_on", "2017-02-31"),
        ({"age_group": "29"}, "age_group", "29"),
    ],
)
def test_what_follows_from_other_columns_is_filled_in_where_left_out(
    connection, tidy, changed, column, derived
):
    shaped = shape(connection, tidy(**changed), Mapping())
    assert shaped.faults == ()
    assert rows(connection, "raw_cases", column) == [(derived,)]


def test_an_empty_cell_is_filled_in_from_what_is_there(connection, tidy):
    """As in the template, whose columns that may be left out are there and empty."""
    shape(connection, tidy(age="29", age_group=None, supervision_type=None), Mapping())
    assert rows(connection, "raw_cases", "age_group", "supervision_type") == [
        ("under_30", "community")
    ]


def test_where_nothing_follows_a_cell_stays_empty_in_a_column_that_others_fill(
    connection, tidy, read
):
    _, *others = tidy()
    bare = CASE | {"age": None, "age_group": None, "ogrs_level": None, "ogrs_band": None}
    alone = read("cases.csv", [bare])
    shape(connection, [alone, *others], Mapping())
    nothing = ("not_recorded", "not_recorded", "not_recorded")
    assert rows(connection, "raw_cases", "age_group", "ogrs_level", "ogrs_band") == [nothing]
    both = read("cases.csv", [bare, CASE | {"case_id": "B"}])
    shape(connection, [both, *others], Mapping())
    found = rows(connection, "raw_cases", "age_group", "ogrs_level", "ogrs_band")
    assert found[0] == (None, None, None)


WIDE_ROW = {
    "priority_ete": "yes",
    "priority_drug_misuse": "no",
    "availability_ete": "yes",
    "delivery_ete": "no",
    "partner_risk_focus": "yes",
}


def test_a_wide_extract_becomes_a_row_a_priority_and_a_row_a_judgement(connection, read):
    source = read("extract.sav", [CASE | WIDE_ROW], (*CASE, *WIDE_ROW))
    assert shape(connection, [source], Mapping()).faults == ()
    assert rows(connection, "raw_cases", "case_id", "provider") == [("A", "CRC")]
    assert rows(connection, "raw_priorities", "row", "source_column", "case_id", "factor") == [
        (2, "priority_ete", "A", "ete")
    ]
    found = rows(connection, "raw_judgements", "source_column", "question", "factor", "judgement")
    assert found == [
        ("availability_ete", "availability", "ete", "yes"),
        ("delivery_ete", "delivery", "ete", "no"),
        ("partner_risk_focus", "partner_risk_focus", None, "yes"),
    ]


def test_the_wide_shape_names_the_extracts_own_columns(connection, read):
    theirs = {"Y": "1", "ACC": "J", "DEL": "J"}
    source = read("extract.csv", [CASE | theirs], (*CASE, *theirs))
    names = Mapping(
        shape="wide",
        columns={
            "priority_accommodation": "Y",
            "availability_accommodation": "ACC",
            "delivery_accommodation": "DEL",
        },
        codes={"priority": {"1": "yes"}, "judgement": {"J": "yes"}},
    )
    assert shape(connection, [source], names).faults == ()
    assert rows(connection, "raw_priorities", "source_column", "factor") == [("Y", "accommodation")]
    assert rows(connection, "raw_judgements", "source_column", "judgement") == [
        ("ACC", "yes"),
        ("DEL", "yes"),
    ]


def test_a_wide_extract_without_a_question_is_told_so_once(connection, read):
    row = CASE | {"priority_ete": "yes", "availability_ete": "yes"}
    shaped = shape(connection, [read("extract.csv", [row])], Mapping())
    [fault] = shaped.faults
    assert (fault.rule, fault.column) == ("F11", "delivery_accommodation")
    assert "so is every other factor's" in fault.message
    assert check(connection, CODES, False, missing=shaped.missing).totals == {}


def test_a_priority_that_is_neither_yes_nor_no_is_kept_for_the_rules(connection, read):
    row = CASE | WIDE_ROW | {"priority_drug_misuse": "perhaps"}
    source = read("extract.csv", [CASE | WIDE_ROW, row], (*CASE, *WIDE_ROW))
    assert shape(connection, [source], Mapping()).faults == ()
    names = ("row", "case_id", "source_column", "value")
    assert rows(connection, "raw_unread_priorities", *names) == [
        (3, "A", "priority_drug_misuse", "perhaps")
    ]


WORDS = {
    "judgement": {"yes": "yes", "no": "no"},
    "gender": {"male": "male"},
    "priority": {"yes": "yes", "no": "no"},
}


def test_what_differs_in_case_alone_is_taken_and_noted_once_for_all_columns(connection, read):
    row = CASE | {name: answer.title() for name, answer in WIDE_ROW.items()} | {"gender": "Male"}
    shaped = shape(connection, [read("extract.sav", [row])], Mapping(), WORDS)
    assert shaped.faults == ()
    assert rows(connection, "raw_cases", "gender") == [("male",)]
    assert {answer for (answer,) in rows(connection, "raw_judgements", "judgement")} == {
        "yes",
        "no",
    }
    assert [note.message for note in shaped.warnings] == [
        "'Yes' was read as 'yes' in 2 cells of 2 columns, the first 'availability_ete'.",
        "'Male' was read as 'male' in 1 cell of column 'gender'.",
        "'Yes' was read as 'yes' in 1 cell of column 'priority_ete'.",
        "'No' was read as 'no' in 1 cell of column 'priority_drug_misuse'.",
        "'No' was read as 'no' in 1 cell of column 'delivery_ete'.",
    ]
    assert {note.rule for note in shaped.warnings} == {"F28"}


def test_a_cell_of_blanks_is_empty_and_no_row_is_left_out_for_it(connection, tidy, read):
    cases, priorities, _ = tidy(age="\u00a0", ethnic_group="\u00a0")
    about = {"case_id": "A", "question": "delivery", "factor": "ete", "judgement": "\u00a0"}
    shaped = shape(connection, [cases, priorities, read("judgements.csv", [about])], Mapping())
    assert (shaped.faults, shaped.warnings) == ((), ())
    assert rows(connection, "raw_cases", "age", "ethnic_group") == [(None, None)]
    assert rows(connection, "raw_judgements", "judgement") == [(None,)]


def test_a_header_that_stands_again_among_the_rows_is_one_fault(connection, tidy, read):
    _, *others = tidy()
    header = {name: name for name in CASE}
    people = [CASE, header, CASE | {"case_id": "B"}, header]
    shaped = shape(connection, [read("cases.csv", people), *others], Mapping())
    (fault,) = shaped.faults
    assert (fault.rule, fault.row, fault.column) == ("F21", 3, None)
    assert fault.message == "The header stands again on row 3 and 1 more row."
    assert rows(connection, "raw_cases", "row", "case_id") == [(2, "A"), (4, "B")]


def test_names_of_columns_that_differ_in_capitals_and_blanks_are_taken_and_noted_once(
    connection, read
):
    row = {f" {name.upper()}\u00a0": value for name, value in (CASE | WIDE_ROW).items()}
    shaped = shape(connection, [read("extract.csv", [row])], Mapping())
    assert shaped.faults == ()
    assert rows(connection, "raw_cases", "case_id", "gender") == [("A", CASE["gender"])]
    [note] = shaped.warnings
    assert (note.rule, note.column) == ("F28", next(iter(row)))
    assert note.message.endswith(
        f"was read as '{next(iter(CASE))}', and {len(row) - 1} more names of columns likewise:"
        " capitals and blanks around a name make no difference."
    )


def test_another_spelling_of_a_name_that_is_there_is_that_name_again(connection, tidy):
    assert header_faults(shape(connection, tidy(**{" gender": "x"}), Mapping())) == [
        ("gender", "The column 'gender' stands twice in the header.")
    ]


def test_a_judgement_mapped_to_empty_was_not_made_and_its_row_is_left_out(connection, tidy, read):
    cases, priorities, _ = tidy()
    about = {"case_id": "A", "question": "delivery", "factor": "ete"}
    judged = read("judgements.csv", [about | {"judgement": j} for j in ("yes", "N/A", None)])
    names = Mapping(codes={"judgement": {"N/A": ""}})
    shaped = shape(connection, [cases, priorities, judged], names)
    assert rows(connection, "raw_judgements", "row", "judgement") == [(2, "yes"), (4, None)]
    assert [note.message for note in shaped.warnings] == [
        "Where column 'judgement' holds 'N/A', nothing was judged or named: 1 row left out."
    ]
    both = Mapping(codes={"judgement": {"N/A": "", "": ""}})
    shaped = shape(connection, [cases, priorities, judged], both)
    assert rows(connection, "raw_judgements", "row", "judgement") == [(2, "yes")]
    assert [note.message for note in shaped.warnings] == [
        f"Where column 'judgement' holds {what}, nothing was judged or named: 1 row left out."
        for what in ("'N/A'", "nothing")
    ]


def test_an_empty_cell_mapped_to_not_recorded_is_that_where_nothing_follows(connection, tidy, read):
    _, *others = tidy()
    empty = {"age": None, "age_group": None, "ethnic_group": None}
    cases = [CASE, CASE | empty | {"case_id": "B"}, CASE | empty | {"case_id": "C", "age": "29"}]
    codes = {name: {"": "not_recorded"} for name in ("age_group", "ethnic_group")}
    shape(connection, [read("cases.csv", cases), *others], Mapping(codes=codes))
    assert rows(connection, "raw_cases", "age_group", "ethnic_group")[1:] == [
        ("not_recorded", "not_recorded"),
        ("under_30", "not_recorded"),
    ]


def header_faults(shaped) -> list[tuple[str, str]]:
    assert {fault.rule for fault in shaped.faults} == {"F11"}
    return [(fault.column, fault.message) for fault in shaped.faults]


def test_a_missing_column_is_named_and_its_empty_cells_are_no_faults(connection, tidy):
    shaped = shape(connection, tidy(gender=..., age=..., age_group=...), Mapping())
    assert header_faults(shaped) == [
        ("gender", "The column 'gender' is missing."),
        ("age", "The column 'age' is missing: age or age_group must be there."),
    ]
    assert shaped.missing == {("cases", "gender"), ("cases", "age"), ("cases", "age_group")}
    assert rows(connection, "raw_cases", "gender") == [(None,)]


def test_a_mapping_that_turns_a_code_of_ours_into_another_is_noted(connection, tidy):
    names = Mapping(codes={"provider": {CASE["provider"]: "X"}, "gender": {"Mann": "male"}})
    words = {"provider": {"NPS": "NPS", "CRC": "CRC"}}
    notes = shape(connection, tidy(), names, words).warnings
    assert [note.message for note in notes if note.rule == "F28"] == [
        f"'{CASE['provider']}', a code of ours, was read as 'X' in 1 cell of column 'provider', as"
        " the mapping says."
    ]


def test_a_near_miss_is_told_and_taken_for_what_it_is_near_so_that_rules_can_go_on(
    connection, tidy
):
    shaped = shape(connection, tidy(provider=..., Provder="NPS"), Mapping())
    ((column, message),) = header_faults(shaped)
    assert column == "Provder"
    assert "taken for 'provider'" in message
    assert rows(connection, "raw_cases", "provider") == [("NPS",)]
    assert "Rename the column to 'provider'" in shaped.faults[0].how_to_fix


def test_an_unknown_column_is_refused_unless_it_is_to_be_ignored(connection, tidy):
    assert header_faults(shape(connection, tidy(Remarks="x"), Mapping())) == [
        ("Remarks", "The column 'Remarks' is no column we know.")
    ]
    assert shape(connection, tidy(Remarks="x"), Mapping(ignore=("Remarks",))).faults == ()


def test_a_column_of_ours_is_passed_over_where_it_may_be_left_out(connection, tidy):
    sources = tidy(age="17", age_group="30_plus")
    assert shape(connection, sources, Mapping(ignore=("age",))).faults == ()
    assert rows(connection, "raw_cases", "age", "age_group") == [(None, "30_plus")]


def test_of_columns_of_which_one_is_needed_not_all_can_be_ignored(connection, tidy):
    shaped = shape(connection, tidy(age_group=...), Mapping(ignore=("age",)))
    assert header_faults(shaped) == [
        ("age", "The column 'age' is needed and cannot be ignored: age or age_group must be there.")
    ]


@pytest.mark.parametrize("column", ["provider", "case_id"])
def test_a_column_that_is_needed_cannot_be_ignored(connection, tidy, column):
    cases, *others = tidy()
    people = [Source(cases.table, "cases.csv", None, cases.columns), *others]
    shaped = shape(connection, people, Mapping(ignore=(column,)))
    said = [(fault.file, fault.message) for fault in shaped.faults]
    sentence = f"The column '{column}' is needed and cannot be ignored."
    assert ("cases.csv", sentence) in said
    assert {message for _, message in said} == {sentence}


@pytest.mark.parametrize("column", ["Full name", "DOB", "nhs"])
def test_a_column_that_says_who_a_person_is_is_not_advised_to_be_mapped_or_ignored(
    connection, tidy, column
):
    """It is refused for that (F14), see imports/extract.py."""
    assert shape(connection, tidy(**{column: "x"}), Mapping()).faults == ()


def test_a_table_that_nothing_holds_is_named(connection, tidy):
    cases, priorities, _ = tidy()
    shaped = shape(connection, [cases, priorities], Mapping())
    (fault,) = shaped.faults
    assert fault.message == "No file or sheet holds the judgements."
    assert rows(connection, "raw_judgements", "*") == []


def test_tables_are_known_by_their_columns_where_names_say_nothing(connection, tidy):
    renamed = [
        Source(source.table, f"file{number}.csv", None, source.columns)
        for number, source in enumerate(tidy())
    ]
    assert shape(connection, renamed, Mapping()).faults == ()
    assert len(rows(connection, "raw_cases", "*")) == 1


def test_two_files_of_cases_are_taken_together(connection, tidy, read):
    cases, *others = tidy()
    more = read("more.csv", [CASE | {"case_id": "B"}])
    assert shape(connection, [cases, more, *others], Mapping()).faults == ()
    assert {case for (case,) in rows(connection, "raw_cases", "case_id")} == {"A", "B"}


def test_a_first_row_of_data_is_said_to_be_that_and_not_told(connection, read):
    people = {"j.smith@example.org": "x", "9434765919": "y", "John Smith": "z"}
    (fault,) = shape(connection, [read("a.csv", [people])], Mapping(shape="wide")).faults
    assert fault.message.startswith("The first row seems to hold data")
    assert not [name for name in people if name in str(fault)]


def test_a_header_that_is_a_number_of_a_person_is_not_told(connection, tidy):
    shaped = shape(connection, tidy(**{"943 476 5919": "x"}), Mapping())
    assert [fault.column for fault in shaped.faults] == ["(not shown)"]


def test_what_was_read_as_the_mapping_says_is_told_in_one_sentence(connection, read):
    people = [CASE | {"case_id": str(n), "gender": g, "age": a} for n, (g, a) in enumerate(
        [("Herr", "30"), ("HERR", "N/A"), ("male", "30")])]  # fmt: skip
    names = Mapping(codes={"gender": {"Herr": "male"}, "age": {"N/A": ""}})
    shaped = shape(connection, [read("cases.csv", people)], names, WORDS)
    assert shaped.mapped == (
        "By the mapping were read: 2 cells of gender as male and 1 cell of age as empty."
    )
    assert shape(connection, [read("cases.csv", people[2:])], names, WORDS).mapped == ""
