"""Which case sets are stored, whether they are whole, and the way back to an earlier one."""

import json
import shutil
from pathlib import Path

import pytest

from probation.errors import ReaderError, StoreError
from probation.store import generation
from probation.store.build import build
from probation.store.current import notice, ready
from probation.store.history import history, roll_back, strange, verify, withdraw
from probation.store.kept import KEPT
from probation.store.past import HISTORY
from probation.store.source import shipped
from tests import builders
from tests.store.dying import real
from tests.store.older import spoil
from tests.store.surviving import flip

LABELS = ("older extract", "newer extract")


@pytest.fixture(scope="module")
def pristine(tmp_path_factory):
    """The shipped files, and the stores: of them, then of two extracts."""
    folder = tmp_path_factory.mktemp("history")
    builders.ship(builders.case_files(folder / "data", "case_id\nA\nB"))
    build(shipped(folder / "data"), folder / "stores")
    for label in LABELS:
        builders.case_files(folder / label, f"case_id\n{label.split()[0]}")
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


def shown(data, stores):
    store, said = ready(data, stores)
    store.close()
    return store.generation.label, said


def damage(stores, name):
    flip(stores / f"{name}.duckdb", 5000)


def test_history_lists_every_generation_the_newest_first(data, stores):
    newer, older, synthetic = history(stores)
    assert [s.label for s in (newer, older, synthetic)] == [
        "newer extract",
        "older extract",
        "synthetic case set",
    ]
    assert [s.current for s in (newer, older, synthetic)] == [True, False, False]
    assert [s.synthetic for s in (newer, older, synthetic)] == [False, False, True]
    assert [s.number for s in (newer, older, synthetic)] == [3, 2, 1]
    assert synthetic.rows["cases"] == 2
    assert synthetic.source_hash == shipped(data).source_hash()
    assert newer.size == (stores / f"{newer.name}.duckdb").stat().st_size
    built = generation.examined(stores, newer.name)
    assert newer.built_at == built.built_at
    assert all(s.problem is None for s in (newer, older, synthetic))


def test_no_stores_folder_is_an_empty_history(tmp_path):
    assert history(tmp_path / "none") == []
    assert verify(tmp_path / "none") == []


def test_verify_says_which_file_is_damaged_and_how(stores):
    newest, middle, oldest = generation.names(stores)
    damage(stores, newest)
    (stores / f"{middle}.duckdb").unlink()
    (stores / f"{oldest}.json").write_text("{}", encoding="utf-8")
    said = dict(verify(stores))
    assert said == {
        newest: f"{newest} is damaged: its file is not the one that was recorded.",
        middle: f"{middle} is damaged: its file is not there.",
        oldest: f"{oldest} is damaged or was never finished: it has no readable record.",
    }
    assert {s.name: s.problem for s in history(stores)} == said
    assert history(stores)[1].size == 0
    assert history(stores)[2].label == ""


def lose(history):
    history.unlink()


def empty(history):
    history.write_bytes(b"")


def cut_a_line(history):
    history.write_bytes(b"".join(history.read_bytes().splitlines(keepends=True)[:-1]))


@pytest.mark.parametrize("harm", [lose, empty, cut_a_line])
@pytest.mark.parametrize("pointed", [True, False])
def test_verify_says_where_the_history_does_not_tell_of_what_is_shown(stores, harm, pointed):
    harm(stores / HISTORY)
    if not pointed:
        (stores / generation.POINTER).unlink()
    said = dict(verify(stores)).get(HISTORY, "")
    if pointed or harm is not cut_a_line:
        assert said.startswith("it is missing, or says nothing of the case set in use: ")
    roll_back(stores, generation.names(stores)[0])
    assert HISTORY not in dict(verify(stores))


def test_the_history_says_what_each_case_set_is_to_readers(stores):
    newest, middle, oldest = generation.names(stores)
    roll_back(stores)
    assert [s.state for s in history(stores)] == ["rolled back", "current", "superseded"]
    withdraw(stores, newest)
    assert [s.state for s in history(stores)] == ["withdrawn", "current", "superseded"]
    roll_back(stores, oldest)
    assert [s.state for s in history(stores)] == ["withdrawn", "rolled back", "current"]
    roll_back(stores, middle)
    assert [s.state for s in history(stores)] == ["withdrawn", "current", "superseded"]


def test_what_is_none_of_the_dashboards_is_named_and_ignored(data, stores):
    name = generation.pointed(stores)
    for other in ("notes.txt", f"{name}.duckdb.bak.zip", "gen-7.duckdb", "..duckdb"):
        (stores / other).write_bytes(b"?")
    (stores / "copies").mkdir()
    (stores / "CURRENT.json.77.tmp").write_bytes(b"left by a kill")
    assert strange(stores) == [
        "..duckdb",
        "copies",
        f"{name}.duckdb.bak.zip",
        "gen-7.duckdb",
        "notes.txt",
    ]
    (stores / f"{name}.duckdb.bak.zip").unlink()
    assert shown(data, stores) == ("newer extract", None)
    assert all(problem is None for _, problem in verify(stores))


@pytest.mark.parametrize("ending", [".duckdb.wal", ".duckdb.tmp", ".wal", ".tmp"])
@pytest.mark.parametrize("kind", ["file", "folder"])
def test_what_duckdb_would_open_beside_a_generation_refuses_it(data, stores, ending, kind):
    name = generation.pointed(stores)
    beside = stores / f"{name}{ending}"
    beside.mkdir() if kind == "folder" else beside.write_bytes(b"")
    said = (
        f"{name} is refused: {beside.name} lies beside its file, and DuckDB would read that too;"
        " find out where it comes from, and remove it."
    )
    assert dict(verify(stores))[name] == said
    assert beside.name in strange(stores)
    with pytest.raises(StoreError, match="No figures are shown"):
        shown(data, stores)
    beside.rmdir() if kind == "folder" else beside.unlink()
    assert shown(data, stores) == ("newer extract", None)


def test_a_link_in_place_of_a_generation_is_called_what_it_is(stores, tmp_path):
    """Whoever looks sees a file of that name there: it is not missing."""
    name = generation.pointed(stores)
    file = generation.file_of(stores, name)
    file.rename(tmp_path / "elsewhere.duckdb")
    file.symlink_to(tmp_path / "elsewhere.duckdb")
    assert "a symbolic link stands in place of its file" in dict(verify(stores))[name]


def test_verify_names_a_current_generation_of_which_nothing_is_left(stores):
    generation.point(stores, "gen-9-00000000")
    (first, problem), *others = verify(stores)
    assert first == "gen-9-00000000"
    assert problem == "gen-9-00000000 is damaged: its file is not there."
    assert len(others) == 3


def test_roll_back_goes_to_the_one_before_and_then_further_back(data, stores):
    assert roll_back(stores).label == "older extract"
    assert shown(data, stores) == ("older extract", None)
    assert roll_back(stores).label == "synthetic case set"
    assert shown(data, stores) == ("synthetic case set", None)
    with pytest.raises(ReaderError, match="There is no stored case set before gen-1-"):
        roll_back(stores)
    assert shown(data, stores) == ("synthetic case set", None)


def test_roll_back_to_a_name_goes_back_or_forward(data, stores):
    newest, _, oldest = generation.names(stores)
    assert roll_back(stores, oldest).name == oldest
    assert roll_back(stores, newest).name == newest
    assert shown(data, stores) == ("newer extract", None)


def test_roll_back_to_what_is_not_there_is_refused(stores):
    before = generation.pointed(stores)
    with pytest.raises(ReaderError, match="There is no stored case set 'gen-7-00000000'"):
        roll_back(stores, "gen-7-00000000")
    with pytest.raises(ReaderError, match=r"There is no stored case set '\.\./gen-1'"):
        roll_back(stores, "../gen-1")
    assert generation.pointed(stores) == before


@pytest.mark.parametrize("named", [False, True])
def test_roll_back_to_a_damaged_one_is_refused(stores, named):
    newest, before, _ = generation.names(stores)
    damage(stores, before)
    with pytest.raises(StoreError, match=f"{before} is damaged"):
        roll_back(stores, before if named else None)
    assert generation.pointed(stores) == newest


def test_roll_back_without_a_pointer_asks_for_a_name(stores):
    (stores / generation.POINTER).write_text("{", encoding="utf-8")
    with pytest.raises(ReaderError, match="name the one to show"):
        roll_back(stores)
    assert roll_back(stores, generation.names(stores)[1]).label == "older extract"


def test_shipped_cases_rolled_back_to_stay_although_the_files_have_changed(data, stores):
    builders.ship(builders.case_files(data, "case_id\nA\nB\nC"))
    first = generation.names(stores)[-1]
    roll_back(stores, first)
    store, said = ready(data, stores)
    store.close()
    assert (store.generation.name, said) == (first, None)


def test_roll_back_ends_what_damage_began(data, stores):
    damage(stores, generation.pointed(stores))
    with pytest.raises(StoreError, match="No figures are shown"):
        shown(data, stores)
    roll_back(stores)
    assert notice(stores) is None
    assert shown(data, stores) == ("older extract", None)


def test_the_generation_rolled_back_to_is_not_the_first_to_go(data, stores, tmp_path):
    first = generation.names(stores)[-1]
    roll_back(stores, first)
    built = build(real(tmp_path / "newer extract", "newest extract"), stores)
    assert set(generation.names(stores)) >= {built.name, first}
    assert len(generation.names(stores)) == KEPT


def make_older(stores, name):
    """What a version with other tables would have left, from whose rows ours cannot be derived."""
    spoil(stores, name, "ALTER TABLE judgements DROP COLUMN judgement")
    path = stores / f"{name}.json"
    stored = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(stored | {"mark": "0" * 16, "added": 1}), encoding="utf-8")


def test_an_extract_stored_for_another_version_is_recognised_and_nothing_stands_in(data, stores):
    newest, older, _ = generation.names(stores)
    make_older(stores, newest)
    for _ in range(2):
        with pytest.raises(StoreError) as raised:
            shown(data, stores)
        assert str(raised.value).startswith(
            f"No figures are shown: the case set in use, {newest}, was stored for another version"
            " of this dashboard and could not be brought up to this one"
        )
    with pytest.raises(StoreError, match=r"stored for another version .* import its files again"):
        roll_back(stores, newest)
    assert history(stores)[0].label == "newer extract"
    assert generation.pointed(stores) == newest
    roll_back(stores, older)
    assert shown(data, stores) == ("older extract", None)


def test_shipped_cases_stored_for_another_version_are_built_again_without_a_word(data, stores):
    first = build(shipped(data), stores)
    make_older(stores, first.name)
    store, said = ready(data, stores)
    store.close()
    assert said is None
    assert store.generation.number == first.number + 1
