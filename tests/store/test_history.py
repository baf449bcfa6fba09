"""Which case sets are stored, whether they are whole, and the way back to an earlier one."""

import json
import shutil
from pathlib import Path

import pytest

from probation.errors import ReaderError, StoreError
from probation.store import generation
from probation.store.build import build
from probation.store.current import notice, ready
from probation.store.history import history, roll_back, verify
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
    builders.case_files(folder / "data", "case_id\nA\nB")
    build(shipped(folder / "data"), folder / "stores")
    for label in LABELS:
        builders.case_files(folder / label, "case_id\nA")
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
    with pytest.raises(ReaderError, match=r"There is no stored case set '\?\?\?gen-1'"):
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
    builders.case_files(data, "case_id\nA\nB\nC")
    first = generation.names(stores)[-1]
    roll_back(stores, first)
    store, said = ready(data, stores)
    store.close()
    assert (store.generation.name, said) == (first, None)


def test_roll_back_ends_the_notice_of_damage(data, stores):
    damage(stores, generation.pointed(stores))
    assert "damaged" in shown(data, stores)[1]
    assert "damaged" in notice(stores)
    roll_back(stores)
    assert notice(stores) is None
    assert shown(data, stores) == ("synthetic case set", None)


def test_the_generation_rolled_back_to_is_not_the_first_to_go(data, stores, tmp_path):
    first = generation.names(stores)[-1]
    roll_back(stores, first)
    built = build(real(tmp_path / "newer extract", "newest extract"), stores)
    assert set(generation.names(stores)) >= {built.name, first}
    assert len(generation.names(stores)) == generation.KEPT


def make_older(stores, name):
    """What a version with other tables would have left, from whose rows ours cannot be derived."""
    spoil(stores, name, "ALTER TABLE judgements DROP COLUMN judgement")
    path = stores / f"{name}.json"
    stored = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(stored | {"mark": "0" * 16, "added": 1}), encoding="utf-8")


def test_an_extract_stored_for_another_version_is_recognised_and_not_shown(data, stores):
    newest, older, _ = generation.names(stores)
    make_older(stores, newest)
    label, said = shown(data, stores)
    assert label == "older extract"
    assert said.startswith(
        "The case set 'newer extract' was stored for another version of this dashboard;"
        " import its files again. Until then another is shown: older extract, built on "
    )
    assert shown(data, stores) == (label, said)
    with pytest.raises(StoreError, match=r"stored for another version .* import its files again"):
        roll_back(stores, newest)
    assert history(stores)[0].label == "newer extract"
    assert generation.pointed(stores) == older


def test_where_no_stored_one_can_be_read_the_shipped_cases_are_shown(data, stores):
    for name in generation.names(stores):
        make_older(stores, name)
    label, said = shown(data, stores)
    assert label == "synthetic case set"
    assert said.endswith("import its files again. Until then the shipped cases are shown.")


def test_shipped_cases_stored_for_another_version_are_built_again_without_a_word(data, stores):
    first = build(shipped(data), stores)
    make_older(stores, first.name)
    store, said = ready(data, stores)
    store.close()
    assert said is None
    assert store.generation.number == first.number + 1
