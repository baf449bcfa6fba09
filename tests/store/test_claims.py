"""Synthetic are the shipped cases and no others, whatever an extract, record or file says."""

import json
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from probation.errors import ReaderError, StoreError
from probation.store import claims, generation
from probation.store.build import build, write_generation
from probation.store.history import verify
from probation.store.importing.extract import Extract, ExtractSource
from probation.store.record import recorded
from probation.store.source import SHIPPED_LABEL, UNKNOWN_LABEL, shipped
from tests import builders
from tests.store.dying import real

DATA = Path(__file__).parents[2] / "data"
TABLES = ("cases", "priorities", "judgements")
#: How a file is made to say something else of itself.
SAYS = {
    "label": "UPDATE about SET label = $value",
    "synthetic": "UPDATE about SET synthetic = $value",
    "source_hash": "UPDATE about SET source_hash = $value",
}


@pytest.fixture(scope="module")
def pristine(tmp_path_factory):
    """The path of the shipped cases as built."""
    return build(shipped(DATA), tmp_path_factory.mktemp("shipped")).path


@pytest.fixture
def extract(tmp_path):
    """``extract(old, new, mapping)``: the shipped files, a text in the cases changed in one row."""

    def brought(old="", new="", mapping=""):
        paths = []
        for table in TABLES:
            text = (DATA / f"synthetic_{table}.csv").read_text(encoding="utf-8")
            paths.append(tmp_path / f"{table}.csv")
            paths[-1].write_text(text.replace(old, new, 1) if table == "cases" else text)
        (tmp_path / "m.toml").write_text(mapping, encoding="utf-8")
        given = Extract(tuple(paths), DATA / "areas.csv", tmp_path / "m.toml" if mapping else None)
        source = ExtractSource(given)
        (tmp_path / "work").mkdir(exist_ok=True)
        return write_generation(source, tmp_path / "work" / "new.duckdb"), source

    return brought


@pytest.fixture
def stores(tmp_path):
    """One extract of two cases."""
    builders.case_files(tmp_path / "extract", "case_id\nX\nY")
    build(real(tmp_path / "extract", "extract"), tmp_path / "stores")
    return tmp_path / "stores"


def test_the_cases_shipped_are_those_known(pristine):
    """Whoever changes them adds to identity.json, and leaves what stands there for older stores."""
    assert next(iter(claims.SHIPPED)) == builders.digest(shipped(DATA))
    assert claims.holds_shipped(pristine)
    assert recorded(pristine).synthetic


def test_they_are_known_whoever_brings_them_in(extract):
    brought, source = extract(mapping='label = "Real cases of May"\nsynthetic = false')
    assert (brought.synthetic, brought.label) == (True, "Real cases of May")
    assert source.report.superseded == ()


def test_one_cell_of_another_kind_makes_them_other_cases_whatever_the_mapping_says(extract):
    brought, source = extract(",male,", ",female,", 'label = "Made up"\nsynthetic = true')
    assert (brought.synthetic, brought.label) == (False, "Made up")
    assert source.report.superseded == (
        "The mapping calls these cases synthetic, which is not taken from a mapping: the shipped"
        " cases alone are called so. Say in the label what these are.",
    )


@pytest.mark.parametrize("label", [SHIPPED_LABEL, "Synthetic CASE-set.", "ｓynthetic case set"])
def test_no_others_go_by_their_name_and_the_label_is_refused_not_replaced(extract, label):
    with pytest.raises(ReaderError, match=r"is what the shipped cases are called; give these ano"):
        extract(",male,", ",female,", f'label = "{label}"')


def test_other_files_in_the_data_folder_are_not_synthetic(tmp_path):
    files = builders.case_files(tmp_path / "data", "case_id\nQ")
    assert files == shipped(tmp_path / "data")
    built = build(files, tmp_path / "stores")
    assert (built.synthetic, built.label) == (False, UNKNOWN_LABEL)


def say(stores, record=None, about=None):
    """Changes what the record says, and what the file says of itself, its sum put right."""
    (name,) = generation.names(stores)
    path = stores / f"{name}.duckdb"
    if about:
        with duckdb.connect(str(path)) as connection:
            for column, value in about.items():
                connection.execute(SAYS[column], {"value": value})
    stored = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    changed = stored | (record or {}) | {"sha256": generation.checksum(path)}
    path.with_suffix(".json").write_text(json.dumps(changed), encoding="utf-8")
    return dict(verify(stores))[name]


@pytest.mark.parametrize(
    ("record", "about"),
    [
        ({"synthetic": True}, {}),
        ({}, {"synthetic": True}),
        ({"label": SHIPPED_LABEL}, {}),
        ({}, {"label": SHIPPED_LABEL}),
        ({"source_hash": "0" * 64}, {}),
        ({"source_hash": "0" * 64}, {"source_hash": "0" * 64}),  # and another in its name
        ({"rows": {"areas": 5, "cases": 1066, "priorities": 0, "judgements": 0}}, {}),
        ({"rows": {}}, {}),
    ],
)
def test_a_record_and_a_file_that_do_not_say_the_same_are_refused(stores, record, about):
    assert say(stores, record, about).endswith("its record and its file do not say the same.")


def test_both_edited_are_held_against_the_cases_themselves(stores):
    assert "its cases are not the synthetic ones that are shipped, and it says otherwise" in say(
        stores, {"synthetic": True}, {"synthetic": True}
    )


def test_shipped_cases_that_are_said_to_be_others_are_refused(tmp_path):
    build(shipped(DATA), tmp_path / "stores")
    assert "its cases are the synthetic ones that are shipped, and it says otherwise" in say(
        tmp_path / "stores", {"synthetic": False}, {"synthetic": False}
    )


#: Edits after which every sum that a build checks holds, of a store with one yes and one no.
EDITS = {
    "tally": "UPDATE tally SET yes = 1 - yes",
    "case_tally": "UPDATE case_tally SET gender = 'female'",
    "case_sums": "UPDATE case_sums SET mappa = 'yes'",
    "inspections": "UPDATE inspections SET inspected_on = '2016-01-01'",
    "cases": "UPDATE cases SET latest = false; DELETE FROM tally",
}


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize("table", EDITS)
def test_a_table_edited_with_all_its_sums_put_right_is_found(tmp_path, monkeypatch, table, at_once):
    """When it is opened, and by verify alone where counting again would take long."""
    if not at_once:
        monkeypatch.setattr(claims, "_AT_ONCE", 0)
    stores = tmp_path / "stores"
    counts = "question | factor | yes | no\navailability | ete | 1 | 0\ndelivery | ete | 0 | 1"
    builders.counted_files(tmp_path / "extract", counts)
    name = build(real(tmp_path / "extract", "extract"), stores).name
    with duckdb.connect(str(stores / f"{name}.duckdb")) as connection:
        connection.execute(EDITS[table])
    said = f"{name} is refused: its table {table} is not what its own cases and judgements give; "
    assert say(stores).startswith(said)
    assert bool(generation.trusted(stores, name)) is not at_once


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE MACRO sum(x) AS 7",
        "CREATE MACRO duckdb_views() AS TABLE SELECT '' AS view_name WHERE false",
        "ALTER TABLE tally RENAME TO kept; CREATE VIEW tally AS FROM kept",
        'ALTER TABLE tally RENAME TO kept; CREATE VIEW "Tally" AS FROM kept',
        "CREATE TABLE more (i INT, j INT GENERATED ALWAYS AS (i))",
    ],
)
def test_a_file_that_could_answer_pages_otherwise_than_checks_is_refused(stores, sql):
    (name,) = generation.names(stores)
    with duckdb.connect(str(stores / f"{name}.duckdb")) as connection:
        connection.execute(sql)
    assert say(stores) == f"{name} is damaged: its file cannot be read."


@pytest.mark.parametrize(
    "wrong", [{"synthetic": "no"}, {"label": 7}, {"rows": [1]}, {"mark": None}]
)
def test_a_record_of_wrong_types_is_none(stores, wrong):
    assert say(stores, wrong).endswith("it has no readable record.")


def test_what_a_child_process_wrote_is_held_against_itself(tmp_path):
    files = builders.case_files(tmp_path / "files", "case_id\nA")
    written = write_generation(files, tmp_path / "new.duckdb")
    claims.check_claims(written)
    with pytest.raises(StoreError, match="do not say the same"):
        claims.check_claims(replace(written, synthetic=True))
