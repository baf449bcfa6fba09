"""What another version stored: derived again from its own rows, under the name that links hold."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from probation.errors import StoreError
from probation.store import generation, schema, source, upgrade
from probation.store.build import build
from probation.store.connection import open_store
from probation.store.current import ready
from probation.store.history import history, roll_back, verify
from probation.store.record import recorded
from probation.store.source import shipped
from probation.store.steps import Step
from tests import builders
from tests.store.dying import Forks, Job, real
from tests.store.older import MARK, SQL, older, spoil
from tests.store.surviving import flip

pytestmark = pytest.mark.slow

LABELS = ("first extract", "second extract")
TABLES = (
    "areas", "places", "cases", "priorities", "judgements", "tally", "case_tally", "case_sums",
    "inspections",
)  # fmt: skip


@pytest.fixture(scope="module")
def pristine(tmp_path_factory):
    """The shipped files, two extracts, and the stores that 427d994 made of them."""
    folder = tmp_path_factory.mktemp("older")
    builders.ship(builders.case_files(folder / "data", "case_id\nA\nB"))
    for seed, label in enumerate(LABELS):
        builders.random_case_files(folder / label, seed, cases=60)
    with older():
        build(shipped(folder / "data"), folder / "stores")
        for label in LABELS:
            build(real(folder / label, label), folder / "stores")
    return folder


@pytest.fixture
def tmp_path(tmp_path, pristine):
    return Path(shutil.copytree(pristine, tmp_path, dirs_exist_ok=True))


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def stores(tmp_path):
    return tmp_path / "stores"


@pytest.fixture(scope="module")
def forks():
    with Forks() as running:
        yield running


def started(data, stores):
    """The label that a start shows, and the notice."""
    store, said = ready(data, stores)
    store.close()
    return store.generation.label, said


def rows(found):
    """Every table, whole and in order."""
    store = open_store(found.path, found)
    tables = {table: store.frame(f"FROM {table}", {}).astype(str) for table in TABLES}
    store.close()
    return {table: frame.to_numpy().tolist() for table, frame in tables.items()}


def test_the_older_sql_is_that_of_427d994():
    """The sums of it stand in every identity."""
    sums = [hashlib.sha256(path.read_bytes()).hexdigest() for path in SQL.values()]
    assert set(sums) < set(source._ALWAYS["sql"])
    assert MARK != schema.MARK


def test_an_identity_is_what_it_was_whatever_the_sql_and_the_words_have_become(tmp_path):
    files = builders.case_files(tmp_path / "files", "case_id\nA\nB")
    assert files.source_hash() == (  # as 427d994 gave it for these very files
        "4f4463d5dfaa4b9dc98d297f3f72e2fd5fc2cb3f5e2f8a9ed27e6f2172588461"
    )


def test_every_stored_case_set_is_in_todays_tables_after_a_start(data, stores, tmp_path):
    before = {name: recorded(stores / f"{name}.duckdb") for name in generation.names(stores)}
    pointer = (stores / generation.POINTER).read_bytes()
    assert started(data, stores) == ("second extract", None)
    assert (stores / generation.POINTER).read_bytes() == pointer

    assert generation.names(stores) == list(before)
    sources = [real(tmp_path / label, label) for label in reversed(LABELS)] + [shipped(data)]
    for (name, then), files in zip(before.items(), sources, strict=True):
        now = generation.examined(stores, name)
        same = ("name", "number", "label", "synthetic", "source_hash", "built_at")
        assert [getattr(now, field) for field in same] == [getattr(then, field) for field in same]
        assert rows(now) == rows(build(files, tmp_path / "anew"))
    assert all(problem is None for _, problem in verify(stores))


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE judgements SET rationale = 'Ada, 9, of Elm School, was moved'",
        "CREATE TABLE source_1 AS SELECT 2 AS row, 'Ada, 9, of Elm School, was moved' AS reason",
    ],
)
def test_reasons_of_inspectors_that_an_older_version_stored_are_stored_no_more(data, stores, sql):
    newest = generation.names(stores)[0]
    spoil(stores, newest, sql)
    assert started(data, stores) == ("second extract", None)
    today = open_store(
        generation.examined(stores, newest).path, generation.examined(stores, newest)
    )
    columns = set(today.frame("FROM judgements LIMIT 1", {}).columns)
    today.close()
    assert columns == {"case_id", "question", "factor", "judgement"}
    left = {path.name for path in stores.glob(f"{newest}.*")}
    assert left == {f"{newest}.{schema.MARK}{end}" for end in (".duckdb", ".json")}


def test_those_that_an_earlier_start_left_go_too_but_not_before_ours_is_whole(data, stores):
    newest = generation.names(stores)[0]
    started(data, stores)
    spoil(stores, newest, "UPDATE judgements SET rationale = 'Ada, 9, of Elm School, was moved'")
    old = stores / f"{newest}.duckdb"
    ours = generation.file_of(stores, newest)
    whole = ours.read_bytes()
    ours.write_bytes(b"damaged")
    with pytest.raises(StoreError):
        started(data, stores)
    assert old.exists()
    ours.write_bytes(whole)
    assert started(data, stores) == ("second extract", None)
    assert not old.exists()
    assert verify(stores)[0] == (newest, None)


def test_before_a_start_they_are_said_to_be_of_another_version(stores):
    name = generation.names(stores)[0]
    said = (
        f"{name} was stored for another version of this dashboard: the next start brings it up to"
        " this one; where that has failed, import its files again."
    )
    assert verify(stores)[0] == (name, said)
    first = history(stores)[0]
    assert (first.label, first.rows["cases"], first.problem) == ("second extract", 60, said)


def test_a_second_start_writes_nothing(data, stores):
    started(data, stores)
    before = {path: path.stat().st_mtime_ns for path in stores.iterdir()}
    started(data, stores)
    assert {path: path.stat().st_mtime_ns for path in stores.iterdir()} == before


def test_the_file_of_the_other_version_stays_until_the_next_build(data, stores, tmp_path):
    """A process of that version may go on; and if this version is taken back, nothing is lost."""
    left = {path.name: path.read_bytes() for path in stores.glob("gen-*")}
    started(data, stores)
    assert {name: (stores / name).read_bytes() for name in left} == left
    build(real(tmp_path / LABELS[0], "third extract"), stores)
    newest, *kept = generation.names(stores)
    beside = {f"{name}.{schema.MARK}{end}" for name in kept for end in (".duckdb", ".json")}
    assert {p.name for p in stores.glob("gen-*")} == beside | {f"{newest}.duckdb", f"{newest}.json"}
    assert len(kept) == 2
    assert all(generation.trusted(stores, name) for name in kept)


def test_the_order_of_the_case_sets_stays(data, stores):
    started(data, stores)
    assert roll_back(stores).label == "first extract"
    assert roll_back(stores).label == "synthetic case set"
    assert started(data, stores) == ("synthetic case set", None)


def test_roll_back_brings_up_to_date_what_it_goes_back_to(data, stores):
    rolled = roll_back(stores)
    assert (rolled.label, rolled.mark) == ("first extract", schema.MARK)
    assert started(data, stores) == ("first extract", None)


@pytest.mark.parametrize(
    "sql",
    [
        "ALTER TABLE judgements DROP COLUMN judgement",
        "DELETE FROM judgements WHERE rowid = 0",
        "DELETE FROM areas WHERE contract_package_area = 'Northumbria'",
        "ALTER TABLE cases ALTER gender TYPE VARCHAR; UPDATE cases SET gender = 'no code of ours'",
        "DROP TABLE places",
    ],
)
def test_what_cannot_be_derived_is_not_shown_and_not_lost(data, stores, sql):
    newest, before, _ = generation.names(stores)
    spoil(stores, newest, sql)
    left = (stores / f"{newest}.duckdb").read_bytes()
    with pytest.raises(
        StoreError, match=f"{newest} was stored .* import its files again"
    ) as raised:
        roll_back(stores, newest)
    assert "\n" not in str(raised.value)
    for _ in range(2):
        with pytest.raises(StoreError, match=f"No figures are shown: .*{newest}, was stored for"):
            started(data, stores)
    assert generation.pointed(stores) == newest
    assert roll_back(stores).name == before
    assert started(data, stores) == ("first extract", None)
    assert (stores / f"{newest}.duckdb").read_bytes() == left
    assert "stored for another version" in dict(verify(stores))[newest]


def test_shipped_cases_that_cannot_be_derived_are_built_again_from_their_files(data, stores):
    shutil.rmtree(stores)
    with older():
        first = build(shipped(data), stores)
    spoil(stores, first.name, "DROP TABLE judgements")
    assert started(data, stores) == ("synthetic case set", None)
    assert generation.same_data(generation.pointed(stores), first.name)


def test_a_damaged_file_is_not_derived_from(data, stores):
    newest = generation.names(stores)[0]
    flip(stores / f"{newest}.duckdb", 5000)
    with pytest.raises(StoreError, match=f"No figures are shown: .*{newest}"):
        started(data, stores)
    assert dict(verify(stores))[newest] == (
        f"{newest} is damaged: its file is not the one that was recorded."
    )


def test_shipped_files_changed_since_are_built_anew(data, stores):
    shipped_then = generation.names(stores)[-1]
    roll_back(stores, shipped_then)
    pointer = json.dumps({"generation": shipped_then})
    (stores / generation.POINTER).write_text(pointer, encoding="utf-8")
    builders.ship(builders.case_files(data, "case_id\nA\nB\nC"))
    assert started(data, stores) == ("synthetic case set", None)
    now = generation.pointed(stores)
    assert not generation.same_data(now, shipped_then)
    assert generation.kept(stores, shipped_then), "an old link can still show what it showed"


STEPS = [step for step in Step if list(Step).index(step) < list(Step).index(Step.HISTORY_WRITTEN)]


@pytest.mark.parametrize("step", STEPS[::3])
def test_a_start_killed_while_it_derives_changes_nothing(forks, data, stores, step):
    job = Job("serve", str(stores), str(data))
    pointer = (stores / generation.POINTER).read_bytes()
    (killed,) = forks.run(Job("serve", str(stores), str(data), die_at=step.value))
    assert killed == {"killed": True}
    assert (stores / generation.POINTER).read_bytes() == pointer
    (found,) = forks.run(job)
    assert (found["label"], found["notice"]) == ("second extract", None)
    assert all(problem is None for _, problem in verify(stores))


def test_several_processes_that_start_at_once_derive_it_once(forks, data, stores):
    found = forks.run(*[Job("serve", str(stores), str(data))] * 3)
    assert {(f["label"], f["notice"]) for f in found} == {("second extract", None)}
    derived = [path.name for path in stores.glob(f"gen-*.{schema.MARK}.duckdb")]
    assert len(derived) == len(generation.names(stores)) == 3


def test_on_a_full_disk_nothing_is_lost_and_the_next_start_succeeds(forks, data, stores):
    left = {path.name: path.read_bytes() for path in stores.glob("gen-*")}
    (refused,) = forks.run(Job("serve", str(stores), str(data), file_limit=100_000))
    assert "free some space" in refused["refused"]
    assert {name: (stores / name).read_bytes() for name in left} == left
    (found,) = forks.run(Job("serve", str(stores), str(data)))
    assert (found["label"], found["notice"]) == ("second extract", None)


def test_where_nothing_can_be_written_what_is_of_this_version_is_shown(data, stores, monkeypatch):
    """Another case set, of another version, is no reason to show nothing."""
    roll_back(stores)

    def refuse(*_):
        raise StoreError("The store cannot be written.")

    monkeypatch.setattr(upgrade, "build_lock", refuse)
    assert started(data, stores) == ("first extract", None)
