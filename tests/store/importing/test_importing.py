"""Extracts brought in whole, by the child process, in every format and shape."""

import json

import duckdb
import pytest
from openpyxl import load_workbook

from probation.errors import ReaderError
from probation.intake.isolation import Limits
from probation.intake.report import from_json, to_text
from probation.intake.template import write_templates
from probation.store.build import build, write_generation
from probation.store.connection import open_store
from probation.store.folders import data_folder
from probation.store.importing.child import work
from probation.store.importing.extract import Extract, ExtractSource
from probation.store.importing.importing import examined, prepared
from probation.store.source import shipped
from tests.store.importing.formats import WRITERS, shipped_tables, tidy_csv, wide

AREAS = data_folder() / "areas.csv"
TABLES = {
    "cases": "SELECT * FROM cases ORDER BY case_id",
    "priorities": "SELECT * FROM priorities ORDER BY case_id, factor",
    "judgements": "SELECT * FROM judgements ORDER BY case_id, question, factor",
    "tally": "SELECT * FROM tally ORDER BY ALL",
}


def nothing(share, doing):
    """Progress nobody watches."""


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    """The tables of the store built of the shipped files, by the ordinary build."""
    built = build(shipped(data_folder()), tmp_path_factory.mktemp("shipped"))
    store = open_store(built.path, built)
    frames = {name: store.frame(sql, {}) for name, sql in TABLES.items()}
    store.close()
    return frames


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("HMIP_2017_18.csv", "Extract HMIP_2017_18.csv"),
        ("<b>[My](x) *cases*`_$1|.csv", "Extract _b__My_(x) *cases*___1|.csv"),
        ("www.evil.example.csv", "Extract _evil.example.csv"),
        ("a\u202eb.csv", "Extract ab.csv"),
    ],
)
def test_a_file_without_a_label_is_called_by_its_name(tmp_path, name, label):
    path = tmp_path / "upload-1.csv"
    path.write_text("case_id\n", encoding="utf-8")
    given = Extract((path,), AREAS, None, {path: name})
    assert ExtractSource(given).label == label


@pytest.mark.parametrize("writer", WRITERS.values(), ids=list(WRITERS))
def test_the_synthetic_set_reads_back_identical_from_every_format(writer, expected, tmp_path):
    given, work = tmp_path / "given", tmp_path / "work"
    given.mkdir()
    work.mkdir()
    done = prepared(Extract(tuple(writer(given, shipped_tables())), AREAS), work, nothing)
    assert done.report.clean, done.report.faults[:3]
    assert done.report.rows_read == done.report.rows_loaded
    assert done.report.rows_read["cases"] == 1066
    store = open_store(done.generation.path, done.generation)
    try:
        for name, sql in TABLES.items():
            found = store.frame(sql, {})
            assert found.astype(str).equals(expected[name].astype(str)), name
    finally:
        store.close()


#: All but our tables: what else a file of a generation might keep of an extract.
BESIDE = """
    SELECT table_name FROM duckdb_tables() WHERE table_name NOT IN (
        'about', 'areas', 'places', 'cases', 'priorities', 'judgements', 'tally', 'case_tally',
        'case_sums', 'inspections'
    )
    UNION ALL SELECT view_name FROM duckdb_views() WHERE NOT internal
    UNION ALL SELECT function_name FROM duckdb_functions() WHERE NOT internal
"""


@pytest.mark.parametrize("writer", ["wide_csv", "tidy_csv", "tidy_xlsx", "tidy_parquet"])
def test_a_generation_holds_our_tables_and_nothing_else_of_the_extract(writer, tmp_path):
    """Ignored columns and inspectors' reasons stood in a table of everything that was read."""
    given = tmp_path / "given"
    given.mkdir()
    extract = ExtractSource(Extract(tuple(WRITERS[writer](given, shipped_tables())), AREAS))
    built = write_generation(extract, tmp_path / "built.duckdb")
    with duckdb.connect(str(built.path), read_only=True) as connection:
        assert connection.execute(BESIDE).fetchall() == []
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"given", "built.duckdb", "built.json"}


@pytest.fixture
def spoilt(tmp_path):
    """``spoilt(change)``: the report on the shipped set as tidy CSV, its tables changed."""

    def report(change, **extract):
        given, work = tmp_path / "given", tmp_path / "work"
        given.mkdir()
        work.mkdir()
        tables = shipped_tables()
        change(tables)
        files = tuple(tidy_csv(given, tables))
        return examined(Extract(files, AREAS, **extract), work, nothing)

    return report


def test_a_file_that_breaks_ten_rules_shows_all_ten(spoilt):
    def change(tables):
        cases = tables["cases"]
        cases["Remarks"] = None  # F11
        cases.loc[1, "case_id"] = cases.loc[0, "case_id"]  # F12, and F17, F18 of what it was
        cases.loc[5, "gender"] = "mael"  # F15
        cases.loc[6, "age"] = "17"  # F16
        cases.loc[7, "inspected_on"] = "03/04/2017"  # F19
        cases.loc[8, "area"] = "atlantis"  # F26
        cases.loc[9, "sentence_type"] = "licence"
        cases.loc[9, "supervision_type"] = "community"  # F26
        cases.loc[10, "gender"] = "see a@b.example.org"  # F14
        cases.loc[11, "gender"] = "<b>bold</b>"  # F23
        cases.loc[len(cases) - 1, "case_id"] = "1.2E+11"  # F13

    report = spoilt(change)
    found = set(report.totals)
    assert {"F11", "F12", "F13", "F14", "F15", "F16", "F17", "F18", "F19", "F23", "F26"} <= found
    (gender,) = [f for f in report.faults if f.rule == "F15" and f.column == "gender"]
    assert (gender.file, gender.row, gender.found) == ("cases.csv", 7, "mael")
    assert "a@b" not in json.dumps([vars(f) for f in report.faults])
    assert report.rows_loaded == {}


def test_a_header_that_says_who_a_person_is_is_refused(spoilt):
    def change(tables):
        tables["cases"]["Surname"] = "x"

    report = spoilt(change)
    assert "F14" in report.totals
    assert "F11" not in report.totals, "to map or ignore it would be refused as well"
    assert [f.column for f in report.faults if f.rule == "F14"] == ["Surname"]


def test_a_missing_column_is_one_fault_and_not_one_a_row(spoilt):
    def change(tables):
        tables["cases"] = tables["cases"].drop(columns="gender")

    report = spoilt(change)
    assert report.totals == {"F11": 1}


def test_ogrs_may_come_as_the_band_alone(tmp_path):
    tables = shipped_tables()
    tables["cases"] = tables["cases"].drop(columns=["ogrs_score", "ogrs_level"])
    given = tmp_path / "given"
    given.mkdir()
    report = examined(Extract(tuple(tidy_csv(given, tables)), AREAS), tmp_path, nothing)
    assert report.clean, report.faults[:2]


def test_an_areas_file_may_bring_other_areas(tmp_path):
    tables = shipped_tables()
    tables["cases"]["area"] = tables["cases"]["area"].replace("kent", "essex")
    text = AREAS.read_text(encoding="utf-8")
    areas = tmp_path / "areas.csv"
    areas.write_text(text.replace("kent,Kent", "essex,Essex"), encoding="utf-8")
    given = tmp_path / "given"
    given.mkdir()
    files = tuple(tidy_csv(given, tables))
    refused = examined(Extract(files, AREAS), tmp_path, nothing)
    assert "F26" in refused.totals or "F15" in refused.totals
    taken = examined(Extract(files, areas, areas_given=True), tmp_path, nothing)
    assert taken.clean, taken.faults[:2]


def test_a_second_inspection_of_an_area_supersedes_the_first(tmp_path):
    tables = shipped_tables()
    kent = tables["cases"]["area"] == "kent"
    again = tables["cases"].index[kent][:10]
    tables["cases"].loc[again, "inspected_on"] = "2018-03"
    given, work = tmp_path / "given", tmp_path / "work"
    given.mkdir()
    work.mkdir()
    done = prepared(Extract(tuple(tidy_csv(given, tables)), AREAS), work, nothing)
    store = open_store(done.generation.path, done.generation)
    try:
        sql = "SELECT latest, cases FROM inspections WHERE area = 'kent' ORDER BY inspected_on"
        assert store.frame(sql, {}).to_numpy().tolist() == [[False, 70], [True, 10]]
    finally:
        store.close()
    assert done.report.superseded == (
        "Kent: 70 cases of June 2016 will not count, for the area was inspected again in March"
        " 2018.",
    )
    assert done.report.superseded[0] in to_text(done.report)


def test_an_inspection_soon_after_another_may_be_the_same_one(tmp_path):
    tables = shipped_tables()
    kent = tables["cases"]["area"] == "kent"
    tables["cases"].loc[tables["cases"].index[kent][:10], "inspected_on"] = "2016-09"
    given = tmp_path / "given"
    given.mkdir()
    report = examined(Extract(tuple(tidy_csv(given, tables)), AREAS), tmp_path, nothing)
    assert report.superseded[1] == (
        "Kent: September 2016 comes soon after June 2016; is that one inspection with dates across"
        " months? Then give all its cases one month."
    )


def test_the_same_file_twice_is_named_and_read_once(tmp_path):
    given, work = tmp_path / "given", tmp_path / "work"
    given.mkdir()
    work.mkdir()
    files = list(tidy_csv(given, shipped_tables()))
    other = given / "again.csv"
    other.write_bytes(files[0].read_bytes())
    report = examined(Extract((*files, other, files[1]), AREAS), work, nothing)
    assert report.totals == {"F24": 2}
    assert [fault.file for fault in report.faults] == ["again.csv", files[1].name]
    assert report.faults[0].message == f"again.csv holds the same as {files[0].name}."


def test_a_tidy_and_a_wide_extract_at_once_are_told_apart(tmp_path):
    given, work = tmp_path / "given", tmp_path / "work"
    given.mkdir()
    work.mkdir()
    wide(shipped_tables()).to_csv(given / "wide.csv", index=False)
    files = (*tidy_csv(given, shipped_tables()), given / "wide.csv")
    report = examined(Extract(files, AREAS), work, nothing)
    assert report.totals == {"F11": 3}
    assert all("not both at once" in fault.how_to_fix for fault in report.faults)


@pytest.mark.parametrize(
    ("mapping", "sentence"),
    [
        (
            '[codes.gender]\nm = "mann"',
            "'m' is 'mann', which is no code of gender; write male or female",
        ),
        ('[codes.priority]\n1 = "ja"', "'1' is 'ja', which is no code of priority; write yes or"),
        (
            '[codes.age]\n"30" = "not_recorded"',
            "'30' is 'not_recorded', which is no code of age; write a whole number from 18 to 110,"
            ' or "empty".',
        ),
        ('[codes.age]\n"30" = "300"', "'30' is '300', which is no code of age; write a whole"),
        ('[codes.age]\n"99" = "0"', "'99' is '0', which is no code of age; write a whole"),
        ('[codes.ogrs_score]\nx = "101"', "'x' is '101', which is no code of ogrs_score;"),
        *(
            (
                f'[codes.inspected_on]\nx = "{none}"',
                f"'x' is '{none}', which is no code of inspected_on; write a month such as",
            )
            for none in ("April", "2016-13", "2016-04-31", "2010-01", "2999-01", "42461")
        ),
        ('[codes.ogrs_score]\nx = "high"', "'high', which is no code of ogrs_score; write a whole"),
        ('[codes.area]\nx = "atlantis"', "'atlantis', which is no code of area"),
    ],
)
def test_a_mapping_to_a_code_that_is_none_of_ours_is_said_before_any_file_is_read(
    tmp_path, mapping, sentence
):
    given, work = tmp_path / "given", tmp_path / "work"
    given.mkdir()
    work.mkdir()
    (given / "m.toml").write_text(mapping, encoding="utf-8")
    files = tuple(tidy_csv(given, shipped_tables()))
    with pytest.raises(ReaderError, match=sentence):
        examined(Extract(files, AREAS, given / "m.toml"), work, nothing)


@pytest.mark.parametrize(
    ("name", "label", "sentence"),
    [
        ("a.csv", "Cases SW1A 1AA", "The mapping's label seems to hold a postcode"),
        ("a.csv", "NHS 943 476 5919", "label seems to hold an NHS number"),
        ("a.csv", "PNC 12/34567A", "label seems to hold a PNC number"),
        ("a.csv", "Ring 07700 900123", "label seems to hold a telephone number"),
        ("SW1A 1AA.csv", None, "The name of the first file seems to hold a postcode"),
    ],
)
def test_a_label_that_says_who_a_person_is_is_refused_and_not_echoed(
    tmp_path, name, label, sentence
):
    path, mapping = tmp_path / name, tmp_path / "m.toml"
    path.write_text("case_id\n", encoding="utf-8")
    mapping.write_text(f'label = "{label}"' if label else "", encoding="utf-8")
    source = ExtractSource(Extract((path,), AREAS, mapping))
    with duckdb.connect() as connection, pytest.raises(ReaderError, match=sentence) as raised:
        source.load(connection)
    assert (label or name).split()[-1] not in str(raised.value)


def test_a_mapped_column_that_is_not_there_is_named(spoilt, tmp_path):
    mapping = tmp_path / "m.toml"
    mapping.write_text('[columns]\nage = "ages"\ngender = "gender"', encoding="utf-8")

    def change(tables):
        cases = tables["cases"]
        tables["cases"] = cases.rename(columns={"age": "Years"}).drop(columns="Years")

    report = spoilt(change, mapping=mapping)
    (fault,) = report.faults
    assert (fault.rule, fault.column) == ("F11", "age")
    assert "calls the column age 'ages', which is not there" in fault.message


def test_rows_that_would_be_lost_are_the_last_gate(tmp_path, monkeypatch):
    """The tally of rows is spoilt after reading; the child says so in the report."""
    files = tuple(tidy_csv(tmp_path, shipped_tables()))
    load = ExtractSource.load

    def one_more(self, connection):
        return load(self, connection) | {"cases": 1067}

    monkeypatch.setattr(ExtractSource, "load", one_more)
    monkeypatch.chdir(tmp_path)
    answer = work({"extract": Extract(files, AREAS).request(), "build": True}, nothing)
    assert answer["rows"] is None
    report = from_json(answer["report"])
    assert report.totals == {"F25": 1}
    assert report.faults[0].message == "1067 cases were read, but the store holds 1066."


def test_a_mapping_file_names_the_extracts_own_words(tmp_path):
    frame = wide(shipped_tables()).rename(columns={"case_id": "Ref", "priority_ete": "ETE?"})
    frame["provider"] = frame["provider"].map({"NPS": "Public", "CRC": "Private"})
    frame["ETE?"] = frame["ETE?"].map({"yes": "1", "no": "0"})
    frame["Notes"] = "x"
    path = tmp_path / "extract.csv"
    frame.to_csv(path, index=False)
    mapping = tmp_path / "m.toml"
    mapping.write_text(
        """
        label = "Own words"
        ignore = ["Notes"]
        [columns]
        case_id = "Ref"
        priority_ete = "ETE?"
        [codes.provider]
        Public = "NPS"
        Private = "CRC"
        [codes.priority]
        1 = "yes"
        0 = "no"
        """,
        encoding="utf-8",
    )
    done = prepared(Extract((path,), AREAS, mapping), tmp_path, nothing)
    assert done.report.clean, done.report.faults[:3]
    assert done.generation.label == "Own words"
    assert done.generation.synthetic, "the shipped cases are so in any words"


def test_the_shipped_cases_stay_called_synthetic(tmp_path):
    given = tmp_path / "given"
    given.mkdir()
    mapping = tmp_path / "m.toml"
    mapping.write_text("synthetic = true", encoding="utf-8")
    files = tuple(tidy_csv(given, shipped_tables()))
    assert prepared(Extract(files, AREAS, mapping), tmp_path, nothing).generation.synthetic


def test_a_file_that_cannot_be_read_is_reported_beside_the_faults_of_the_others(tmp_path):
    given = tmp_path / "given"
    given.mkdir()
    files = tidy_csv(given, shipped_tables())
    files[2].write_bytes(b"\x00" * 100)
    report = examined(Extract(tuple(files), AREAS), tmp_path, nothing)
    assert report.faults[0].file == "judgements.csv"
    assert not [fault for fault in report.faults if fault.file == ""]


def test_a_mapping_that_is_none_and_limits_too_small_are_sentences(tmp_path):
    given = tmp_path / "given"
    given.mkdir()
    files = tuple(tidy_csv(given, shipped_tables()))
    mapping = tmp_path / "m.toml"
    mapping.write_text("shape = 'round'", encoding="utf-8")
    with pytest.raises(ReaderError, match="There is no shape 'round'"):
        examined(Extract(files, AREAS, mapping), tmp_path, nothing)
    with pytest.raises(ReaderError, match="more memory"):
        examined(Extract(files, AREAS), tmp_path, nothing, Limits(memory_bytes=20_000_000))


ROW = {
    "case_id": "A1", "area": "kent", "inspected_on": "2017-03", "provider": "CRC",
    "gender": "male", "age": 25, "ethnic_group": "white", "sentence_type": "licence",
    "ogrs_score": 60, "rosh_level": "low", "mappa": "no",
}  # fmt: skip


@pytest.mark.parametrize("shape", ["tidy", "wide"])
def test_a_filled_template_is_clean_with_the_columns_that_follow_left_empty(shape, tmp_path):
    write_templates(tmp_path, {"judgement": ["yes", "no"]})
    book = load_workbook(tmp_path / f"template-{shape}.xlsx")
    cases = book["cases"]
    place = {cell.value: cell.column for cell in cases[1]}
    wide_row = {"priority_ete": "yes", "availability_ete": "yes", "delivery_ete": "no"}
    for column, value in (ROW | (wide_row if shape == "wide" else {})).items():
        cases.cell(2, place[column], value)
    if shape == "tidy":
        book["priorities"].append(["A1", "ete"])
        book["judgements"].append(["A1", "availability", "ete", "yes"])
        book["judgements"].append(["A1", "delivery", "ete", "no"])
    path = tmp_path / "filled.xlsx"
    book.save(path)
    done = prepared(Extract((path,), AREAS), tmp_path, nothing)
    assert done.report.clean, done.report.faults
    store = open_store(done.generation.path, done.generation)
    try:
        sql = "SELECT age_group, supervision_type, ogrs_band FROM cases"
        assert store.frame(sql, {}).astype(str).to_numpy().tolist() == [
            ["under_30", "post_custody", "low_medium"]
        ]
    finally:
        store.close()
