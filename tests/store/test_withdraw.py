"""Withdrawn is gone: under no number, by no link, nor by the same files brought in again."""

import json
import shutil

import pytest

from probation.errors import ReaderError, StoreError
from probation.store import generation, past
from probation.store.build import adopt, build, write_generation
from probation.store.current import ready, unchosen
from probation.store.history import history, roll_back, verify, withdraw
from probation.store.source import shipped
from tests import builders
from tests.store.dying import real


@pytest.fixture
def stores(tmp_path):
    return tmp_path / "stores"


@pytest.fixture
def extract(tmp_path):
    """``extract(label)``: one case of its own for each label."""

    def of(label):
        builders.case_files(tmp_path / label, f"case_id\n{label}")
        return real(tmp_path / label, label)

    return of


def label_shown(data, stores):
    store, said = ready(data, stores)
    store.close()
    return store.generation.label, said


def test_its_files_and_records_go_and_a_tombstone_stays(data, stores, extract):
    gone = build(extract("wrong"), stores).name
    build(extract("right"), stores)
    assert withdraw(stores, gone) == [gone]
    assert not list(stores.glob(f"{gone}*"))
    tombstone = json.loads((stores / past.HISTORY).read_text(encoding="utf-8").splitlines()[-1])
    assert (tombstone.pop("at")[:2], len(tombstone.pop("rows")), tombstone) == (
        "20", 64, {"name": gone, "did": "withdrawn", "synthetic": False},
    )  # fmt: skip
    (kept, left) = history(stores)
    assert (left.name, left.state, left.size) == (gone, "withdrawn", 0)
    assert "was withdrawn on" in left.problem
    assert (kept.state, verify(stores)) == ("current", [(kept.name, None)])
    assert label_shown(data, stores) == ("right", None)


def test_every_number_of_the_same_case_set_goes(stores, extract):
    names = [build(extract(label), stores).name for label in ("wrong", "right", "wrong")]
    assert set(withdraw(stores, names[0])) == {names[0], names[2]}
    assert generation.names(stores) == [names[1]]
    assert generation.kept(stores, names[2]) is None


def test_the_same_cases_under_another_label_go_too_and_do_not_come_back(stores, extract, tmp_path):
    kept = build(extract("right"), stores).name
    builders.case_files(tmp_path / "two", "case_id\nP\nQ")
    wrong, other = (build(real(tmp_path / "two", label), stores).name for label in ("a", "b"))
    assert set(withdraw(stores, wrong)) == {wrong, other}
    assert generation.names(stores) == [kept]
    assert past.withdrawn_on(stores, other)
    builders.case_files(tmp_path / "reversed", "case_id\nQ\nP")
    for folder in ("two", "reversed"):
        with pytest.raises(StoreError, match="This very case set was withdrawn on"):
            build(real(tmp_path / folder, "c"), stores)
    builders.case_files(tmp_path / "more", "case_id\nP\nQ\nR")
    assert build(real(tmp_path / "more", "c"), stores)


def test_the_shipped_cases_under_another_label_are_withdrawn_by_their_label_alone(data, stores):
    lent = build(real(data, "lent"), stores).name
    shown = build(shipped(data), stores).name
    assert withdraw(stores, lent) == [lent]
    assert generation.pointed(stores) == shown
    assert build(shipped(data), stores).synthetic


def test_neither_its_files_nor_a_copy_from_a_backup_bring_it_back(data, stores, extract, tmp_path):
    gone = build(extract("wrong"), stores)
    right = build(extract("right"), stores)
    backup = shutil.copytree(stores, tmp_path / "backup")
    withdraw(stores, gone.name)
    again = write_generation(extract("wrong"), tmp_path / "new.duckdb")
    for take_in in (lambda: build(extract("wrong"), stores), lambda: adopt(again, stores)):
        with pytest.raises(StoreError, match=r"This very case set was withdrawn on .*; it is not"):
            take_in()
    for ending in (".duckdb", ".json"):
        shutil.copy(backup / f"{gone.name}{ending}", stores)
    assert generation.kept(stores, gone.name) is None
    with pytest.raises(StoreError, match="was withdrawn on"):
        roll_back(stores, gone.name)
    with pytest.raises(ReaderError, match="There is no stored case set before"):
        roll_back(stores)
    assert f"{gone.name} was withdrawn on" in dict(verify(stores))[gone.name]
    assert label_shown(data, stores) == ("right", None)
    assert generation.pointed(stores) == right.name
    build(extract("newer"), stores)
    assert gone.name not in generation.names(stores), "what must not be there goes with a build"


def test_no_number_is_given_twice(stores, extract):
    build(extract("first"), stores)
    second = build(extract("second"), stores)
    withdraw(stores, second.name)
    assert build(extract("third"), stores).number == 3


def test_where_it_was_the_one_shown_nothing_is_shown_until_somebody_chooses(data, stores, extract):
    build(shipped(data), stores)
    current = build(extract("wrong"), stores).name
    withdraw(stores, current)
    assert unchosen(stores).startswith(
        f"No figures are shown: the case set in use, {current}, was withdrawn on "
    )
    with pytest.raises(StoreError, match="was withdrawn on"):
        label_shown(data, stores)
    roll_back(stores, generation.names(stores)[0])
    assert label_shown(data, stores) == ("synthetic case set", None)


def test_of_shipped_cases_alone_the_last_good_one_is_shown_and_named(data, stores):
    build(shipped(data), stores)
    builders.ship(builders.case_files(data, "case_id\nA\nB\nC"))
    current = build(shipped(data), stores).name
    builders.ship(builders.case_files(data, "case_id\nA\nB"))
    withdraw(stores, current)
    label, said = label_shown(data, stores)
    assert label == "synthetic case set"
    assert said.startswith("The case set shown before was withdrawn on ")
    assert "another is shown: synthetic case set, built on" in said


def test_one_that_was_cleared_away_already_can_be_withdrawn(stores, extract):
    first = build(extract("wrong"), stores).name
    for label in "abc":
        build(extract(label), stores)
    assert first not in generation.names(stores)
    assert withdraw(stores, first) == []
    with pytest.raises(StoreError, match="was withdrawn on"):
        build(extract("wrong"), stores)


def test_one_that_never_was_cannot_be_withdrawn(stores, extract):
    build(extract("right"), stores)
    with pytest.raises(ReaderError, match="There is no stored case set 'gen-9-00000000'"):
        withdraw(stores, "gen-9-00000000")


def test_what_can_be_withdrawn_is_named_once_though_it_is_stored_and_in_the_history(
    stores, extract
):
    name = build(extract("right"), stores).name
    with pytest.raises(ReaderError) as raised:
        withdraw(stores, "x")
    assert str(raised.value) == f"There is no stored case set 'x'; valid are {name}."


def test_a_file_that_cannot_be_removed_is_named_and_shown_to_nobody(stores, extract, monkeypatch):
    gone = build(extract("wrong"), stores).name
    build(extract("right"), stores)
    monkeypatch.setattr(generation, "_remove_all", lambda paths: None)
    with pytest.raises(StoreError, match=f"{gone}.duckdb could not be removed"):
        withdraw(stores, gone)
    assert generation.trusted(stores, gone) is None


def test_a_superseded_one_is_shown_as_it_was_and_one_rolled_back_with_a_caution(stores, extract):
    first, second, third = (build(extract(label), stores).name for label in "abc")
    assert generation.kept(stores, first).caution == ""
    roll_back(stores, first)
    for name in (second, third):
        said = generation.kept(stores, name).caution
        assert said.startswith("It was taken back on ")
        assert said.endswith(": ask them why before you use its figures.")
    assert generation.kept(stores, first).caution == ""
    roll_back(stores, third)
    assert generation.kept(stores, third).caution == ""
    assert generation.kept(stores, second).caution != "", "nobody has gone back to it"


def test_a_caution_is_no_part_of_a_record(stores, extract):
    name = build(extract("a"), stores).name
    path = stores / f"{name}.json"
    stored = json.loads(path.read_text(encoding="utf-8"))
    assert "caution" not in stored
    path.write_text(json.dumps(stored | {"caution": "Send money."}), encoding="utf-8")
    assert generation.kept(stores, name).caution == ""


@pytest.mark.parametrize(
    "damage",
    [
        {"at": "yesterday"}, {"at": None}, {"synthetic": "no"}, {"rows": 5}, {"rows": "5"},
        {"did": "withdrwn"}, {"did": None}, {"name": None}, {"name": "gen-"},
    ],
)  # fmt: skip
def test_what_a_damaged_line_says_was_withdrawn_is_gone(data, stores, extract, damage):
    """Its files put back by hand: the history alone keeps them from readers."""
    gone = build(extract("wrong"), stores).name
    saved = {path: path.read_bytes() for path in stores.glob(f"{gone}*")}
    withdraw(stores, gone)
    for path, content in saved.items():
        path.write_bytes(content)
    told = stores / past.HISTORY
    *before, tombstone = told.read_text(encoding="utf-8").splitlines()
    damaged = json.dumps(json.loads(tombstone) | damage)
    told.write_text("\n".join([*before, damaged]), encoding="utf-8")
    with pytest.raises(StoreError, match="was withdrawn on a day that cannot be read"):
        label_shown(data, stores)
    assert (generation.kept(stores, gone), history(stores)[0].state) == (None, "withdrawn")


@pytest.mark.parametrize("damaged", ['{"name": "{shown}", "did": "shown", "at": ""}', "noise"])
def test_a_damaged_line_that_withdraws_nothing_hides_nothing(data, stores, extract, damaged):
    shown = build(extract("right"), stores).name
    with (stores / past.HISTORY).open("a", encoding="utf-8") as told:
        told.write(damaged.replace("{shown}", shown))
    assert label_shown(data, stores) == ("right", None)
