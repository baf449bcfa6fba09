"""A generation written elsewhere, from any source, and taken into the stores folder."""

import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from probation.errors import LostRowsError, ReaderError, StoreError
from probation.store import atomic_files, generation, schema
from probation.store import build as building
from probation.store.build import adopt, same_source, write_generation
from probation.store.connection import open_store
from probation.store.record import recorded
from probation.store.source import CaseFiles, content_hash
from tests import builders
from tests.store.dying import PROJECT, real

CASES = "case_id | provider\nA | NPS\nB | CRC"
JUDGED = "case_id | question | factor\nA | availability | ete\nB | delivery | ete"


#: What lies in every stores folder beside the generations.
KEPT = ("CURRENT.json", "HISTORY.jsonl", "build.lock")


class Tables:
    """A case set that is in tables already, as an intake has it, with columns of its own."""

    label = "Extract of May"
    synthetic = False

    def __init__(self, files: CaseFiles) -> None:
        self.files = files
        self.spoil = ""

    def source_hash(self) -> str:
        return content_hash([self.files.cases], self.label, self.synthetic)

    def area_rows(self) -> list[dict[str, str]]:
        return self.files.area_rows()

    def load(self, connection):
        rows = {}
        for table in ("cases", "priorities", "judgements"):
            path = getattr(self.files, table)
            connection.execute(
                f"CREATE TEMP VIEW raw_{table} AS SELECT 'file' AS file, NULL AS sheet, * "
                f"FROM read_csv('{path}', all_varchar = true)"
            )
            [(rows[table],)] = connection.execute(f"SELECT count(*) FROM raw_{table}").fetchall()
        connection.execute(self.spoil)
        return rows


@pytest.fixture
def tables(tmp_path):
    return Tables(builders.case_files(tmp_path / "files", CASES, JUDGED))


@pytest.fixture
def private(tmp_path):
    (tmp_path / "private").mkdir()
    return tmp_path / "private" / "new.duckdb"


@pytest.fixture
def stores(tmp_path):
    return tmp_path / "stores"


def spoiled(tables, sql):
    tables.spoil = sql
    return tables


def test_a_generation_can_be_read_where_it_was_written(tables, private):
    finished = write_generation(tables, private)
    assert finished.path == private
    assert (finished.number, finished.label, finished.synthetic) == (0, "Extract of May", False)
    assert finished.rows["cases"] == finished.rows["priorities"] == finished.rows["judgements"] == 2
    store = open_store(private, finished)
    assert store.frame("SELECT case_id FROM cases ORDER BY 1", {})["case_id"].tolist() == ["A", "B"]
    store.close()
    assert recorded(private) == finished
    assert {p.name for p in private.parent.iterdir()} == {"new.duckdb", "new.json"}


def test_no_two_have_the_same_name_so_no_cache_mixes_them(tables, private):
    names = {write_generation(tables, private.with_name(f"{n}.duckdb")).name for n in range(3)}
    assert len(names) == 3


def test_tables_and_files_make_the_same_store(tables, private, opened):
    finished = write_generation(tables, private)
    store, from_files = open_store(private, finished), opened(tables.files)
    for table in ("cases", "priorities", "judgements", "tally", "case_tally", "areas", "places"):
        rows = [s.frame(f"FROM {table} ORDER BY ALL", {}).to_csv() for s in (store, from_files)]
        assert rows[0] == rows[1]
    store.close()


_MANY = """
    CREATE TEMP TABLE many AS
        SELECT range::VARCHAR AS case_id, 'ete' AS factor FROM range(400000);
    CREATE TEMP TABLE one AS FROM raw_cases LIMIT 1;
    CREATE OR REPLACE TEMP VIEW raw_cases AS
        SELECT one.* REPLACE (many.case_id AS case_id) FROM many, one;
    CREATE OR REPLACE TEMP VIEW raw_priorities AS FROM many;
    CREATE OR REPLACE TEMP VIEW raw_judgements AS
        SELECT case_id, 'delivery' AS question, factor, 'yes' AS judgement
        FROM many
"""


class Many(Tables):
    """So many rows that several threads write them."""

    def load(self, connection):
        super().load(connection)
        return dict.fromkeys(("cases", "priorities", "judgements"), 400_000)


def test_judgements_and_priorities_keep_the_order_of_the_files(tables, private):
    many = Many(tables.files)
    many.spoil = _MANY
    store = open_store(private, write_generation(many, private))
    for table in ("priorities", "judgements"):
        moved = store.frame(f"SELECT count(*) AS n FROM {table} WHERE case_id::INT <> rowid", {})
        assert moved["n"].tolist() == [0]
    store.close()


def test_adopting_names_and_points_and_leaves_what_was_written(tables, private, stores):
    finished = write_generation(tables, private)
    adopted = adopt(finished, stores)
    assert adopted.name == f"gen-1-{tables.source_hash()[:8]}"
    assert generation.pointed(stores) == adopted.name
    assert generation.trusted(stores, adopted.name) == adopted
    assert (adopted.sha256, adopted.built_at) == (finished.sha256, finished.built_at)
    assert private.samefile(adopted.path)


def test_where_no_link_can_be_made_it_is_copied(tables, private, stores, monkeypatch):
    def refuse(*_):
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(atomic_files.os, "link", refuse)
    adopted = adopt(write_generation(tables, private), stores)
    assert generation.trusted(stores, adopted.name) == adopted
    assert not private.samefile(adopted.path)


@pytest.mark.parametrize(
    ("module", "failing"),
    [(building, "write_record"), (generation, "point")],
    ids=["record", "point"],
)
def test_what_could_not_be_adopted_is_there_to_be_adopted_again(
    tables, private, stores, monkeypatch, module, failing
):
    finished = write_generation(tables, private)

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(module, failing, full)
        with pytest.raises(StoreError, match="No space left on device; free some space"):
            adopt(finished, stores)
    assert generation.names(stores) == []
    assert generation.trusted(stores, adopt(finished, stores).name)


def test_the_same_source_again_changes_nothing(tables, private, stores):
    assert same_source(tables.source_hash(), stores) is None
    adopted = adopt(write_generation(tables, private), stores)
    before = {path.name: path.stat().st_mtime_ns for path in stores.iterdir()}
    again = write_generation(tables, private.with_name("again.duckdb"))
    assert adopt(again, stores) == adopted
    assert same_source(again.source_hash, stores) == adopted
    assert {path.name: path.stat().st_mtime_ns for path in stores.iterdir()} == before


def test_the_same_source_stored_but_not_shown_is_shown_again_and_not_stored_twice(
    tables, private, stores
):
    first = adopt(write_generation(tables, private), stores)
    second = building.build(real(tables.files.cases.parent, "another extract"), stores)
    again = write_generation(tables, private.with_name("again.duckdb"))
    assert same_source(again.source_hash, stores) == first
    assert adopt(again, stores) == first
    assert generation.pointer(stores) == generation.Pointer(first.name, chosen=True)
    assert generation.names(stores) == [second.name, first.name]


def test_of_two_of_the_same_source_the_one_that_counts_is_meant(tables, private, stores):
    files = real(tables.files.cases.parent, "extract")
    first, _ = building.build(files, stores), building.build(files, stores)
    generation.point(stores, first.name)
    assert same_source(first.source_hash, stores) == first


def test_the_same_source_is_taken_where_the_stored_one_is_damaged(tables, private, stores):
    adopted = adopt(write_generation(tables, private), stores)
    adopted.path.write_bytes(b"damaged")
    again = adopt(write_generation(tables, private.with_name("again.duckdb")), stores)
    assert again.number == 2
    assert generation.pointed(stores) == again.name


@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        (
            "CREATE OR REPLACE TEMP VIEW raw_judgements AS FROM raw_priorities CROSS JOIN"
            " (SELECT 'availability' AS question, 'yes' AS judgement)"
            " WHERE case_id = 'A'",
            "2 judgements were read, but the store holds 1",
        ),
        (
            "CREATE TEMP TABLE twice AS FROM raw_cases; CREATE OR REPLACE TEMP VIEW raw_cases AS"
            " SELECT * REPLACE ('A' AS case_id) FROM twice",
            "case_ids 1, cases 2",
        ),
        (
            "CREATE TEMP TABLE p AS FROM raw_priorities; CREATE OR REPLACE TEMP VIEW"
            " raw_priorities AS SELECT * REPLACE ('A' AS case_id) FROM p",
            "different_priorities 1, priorities 2",
        ),
        (
            "CREATE TEMP TABLE j AS FROM raw_judgements; CREATE OR REPLACE TEMP VIEW"
            " raw_judgements AS SELECT * REPLACE ('A' AS case_id, 'delivery' AS question) FROM j",
            "different_judgements 1, judgements 2",
        ),
        (
            "CREATE TEMP TABLE j AS FROM raw_judgements; CREATE OR REPLACE TEMP VIEW"
            " raw_judgements AS SELECT * REPLACE ('Z' AS case_id) FROM j",
            "judgements_of_cases 0, judgements 2",
        ),
        (
            "CREATE TEMP TABLE c AS FROM raw_cases; CREATE OR REPLACE TEMP VIEW raw_cases AS"
            " SELECT * REPLACE ('Male' AS gender) FROM c",
            "The store cannot be built in .*Male",
        ),
        ("SELECT * FROM nothing_like_it", "The store cannot be built in "),
    ],
)
def test_tables_that_were_not_checked_do_not_become_a_store(tables, private, sql, sentence):
    with pytest.raises(StoreError, match=sentence) as raised:
        write_generation(spoiled(tables, sql), private)
    assert "\n" not in str(raised.value)
    assert list(private.parent.iterdir()) == []


@pytest.mark.parametrize(
    ("right", "wrong", "sentence"),
    [
        ("count(*) AS cases,", "1 AS cases,", "summed_cases 1, judged_cases 2"),
        ("sum(n)::BIGINT AS n,", "sum(n + 1)::BIGINT AS n,", "summed_n 5, judged_n 3"),
        ("sum(yes)::BIGINT AS yes,", "sum(n)::BIGINT AS yes,", "summed_yes 3, judged_yes 2"),
        ("sum(n * n)", "sum(n)", "summed_n_n 3, judged_n_n 5"),
        ("sum(n * yes)", "sum(yes * yes)", "summed_n_yes 2, judged_n_yes 3"),
        ("sum(yes * yes)", "sum(n * yes)", "summed_yes_yes 3, judged_yes_yes 2"),
    ],
)
def test_sums_over_cases_that_are_not_those_of_the_judgements_are_noticed(
    tables, private, monkeypatch, right, wrong, sentence
):
    """Two judgements on one question for a case, a factor not reported beside, one for another."""
    judged = (
        "case_id | question | factor | judgement\nA | delivery | ete | yes"
        "\nA | delivery | alcohol_misuse | no\nA | delivery | gang_membership | yes"
        "\nB | delivery | ete | yes"
    )
    tables.files = builders.case_files(private.parent.parent / "files", "case_id\nA\nB", judged)
    head, sums = schema.DERIVE.split("INSERT INTO case_sums")
    assert right in sums
    spoilt = head + "INSERT INTO case_sums" + sums.replace(right, wrong, 1)
    monkeypatch.setattr(schema, "DERIVE", spoilt)
    with pytest.raises(LostRowsError, match=sentence):
        write_generation(tables, private)


def test_what_a_source_refuses_is_passed_on_and_leaves_nothing(tables, private, monkeypatch):
    def refuse(_):
        raise ReaderError("There are 3 faults.")

    monkeypatch.setattr(tables, "load", refuse)
    with pytest.raises(ReaderError, match="There are 3 faults"):
        write_generation(tables, private)
    assert list(private.parent.iterdir()) == []


def test_a_file_changed_after_it_was_written_is_not_taken(tables, private, stores):
    good = adopt(write_generation(tables, private), stores)
    tables.label = "Extract of June"
    written = private.with_name("june.duckdb")
    finished = write_generation(tables, written)
    written.write_bytes(written.read_bytes()[:-1] + b"x")
    with pytest.raises(StoreError, match="damaged on its way in"):
        adopt(finished, stores)
    assert generation.names(stores) == [generation.pointed(stores)] == [good.name]


def test_a_link_in_the_place_of_the_file_is_not_taken(tables, private, stores, tmp_path):
    finished = write_generation(tables, private)
    elsewhere = private.rename(tmp_path / "elsewhere.duckdb")
    private.symlink_to(elsewhere)
    with pytest.raises(StoreError):
        adopt(finished, stores)
    assert generation.names(stores) == []


@pytest.fixture
def another_disk():
    """A folder on another disk than the tests'."""
    folder = Path("/dev/shm")
    if not os.access(folder, os.W_OK):
        pytest.skip("there is no second disk to write on")
    here = folder / f"probation-{os.getpid()}"
    here.mkdir()
    yield here
    shutil.rmtree(here)


def test_from_another_disk_it_is_copied(tables, another_disk, stores):
    path = another_disk / "new.duckdb"
    adopted = adopt(write_generation(tables, path), stores)
    assert generation.trusted(stores, adopted.name) == adopted
    if another_disk.stat().st_dev != stores.stat().st_dev:
        assert not path.samefile(adopted.path)


def test_too_little_space_is_said_before_anything_is_copied(
    tables, another_disk, stores, monkeypatch
):
    finished = write_generation(tables, another_disk / "new.duckdb")
    if another_disk.stat().st_dev == stores.parent.stat().st_dev:
        pytest.skip("the tests run on the second disk")
    monkeypatch.setattr(
        atomic_files.shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(9, 9, 0)
    )
    with pytest.raises(StoreError, match=r"There is too little space in .* takes \d\.\d MB, 0\.0"):
        adopt(finished, stores)
    assert generation.names(stores) == []


def test_what_a_killed_build_left_goes_with_the_next(tables, private, stores):
    (stores / building.UNFINISHED).mkdir(parents=True)
    (stores / building.UNFINISHED / "new.duckdb").write_bytes(b"half")
    (stores / "CURRENT.json.123.tmp").write_text("{", encoding="utf-8")
    (stores / "gen-1-00000000.duckdb").write_bytes(b"half")
    for name, seconds in (("incoming-left", 3600), ("incoming-new", 0)):
        (stores / name).mkdir()
        (stores / name / atomic_files._IN_USE).touch()
        at = time.time() - seconds
        os.utime(stores / name / atomic_files._IN_USE, (at, at))
    built = building.build(real(tables.files.cases.parent, "extract"), stores)
    left = {*KEPT, f"{built.name}.duckdb", f"{built.name}.json"}
    # whoever made the new one and has not locked it yet makes another
    assert {path.name for path in stores.iterdir()} == left
    assert built.number == 2


_SLOW = """
import signal, sys
from pathlib import Path
from probation.store.build import build
from tests.store.dying import real
signal.signal(signal.SIGINT, signal.default_int_handler)  # tests in the background ignore it
source = real(Path(sys.argv[1]), "extract")
class Slow:
    label, synthetic = source.label, source.synthetic
    source_hash, area_rows = source.source_hash, source.area_rows
    def load(self, connection):
        print("loading", flush=True)
        connection.execute("SELECT count(*) FROM range(300000000) WHERE range % 7 = -1")
try:
    build(Slow(), Path(sys.argv[2]))
except BaseException as error:
    print(type(error).__name__, error)
"""


def test_ctrl_c_leaves_the_store_as_it_was(tables, stores):
    # DuckDB may hear of it at the end of a statement only, so this one ends after some seconds
    files = tables.files.cases.parent
    before = building.build(real(files, "before"), stores)
    process = subprocess.Popen(
        [sys.executable, "-c", _SLOW, str(files), str(stores)],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout.readline() == "loading\n"
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        try:
            said = process.communicate(timeout=30)[0]
        finally:
            process.kill()
    assert "KeyboardInterrupt" in said or "RuntimeError Query interrupted" in said
    left = {*KEPT, f"{before.name}.duckdb", f"{before.name}.json"}
    assert {path.name for path in stores.iterdir()} == left
    assert generation.pointed(stores) == before.name
