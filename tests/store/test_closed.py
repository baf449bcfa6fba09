"""What is shown where pointer, record or file are lost: shipped cases fall back, others do not."""

import os

import pytest

from probation.errors import StoreError
from probation.store import atomic_files, generation, past
from probation.store.build import INCOMING, build
from probation.store.current import ready, unchosen
from probation.store.history import roll_back
from probation.store.source import shipped
from tests import builders


@pytest.fixture
def stores(data, stores):
    """Shipped cases, an extract, shipped cases again: these count."""
    build(shipped(data), stores)
    return stores


def lose_pointer(stores):
    (stores / generation.POINTER).unlink()


def damage(stores):
    (stores / f"{generation.pointed(stores)}.duckdb").write_bytes(b"damaged")


def forget_extracts(stores):
    """All files of the extract gone, as after three more builds."""
    for path in stores.glob(f"{generation.names(stores)[1]}.*"):
        path.unlink()


def lose_history(stores):
    (stores / past.HISTORY).unlink()


def garble_history(stores):
    path = stores / past.HISTORY
    path.write_bytes(path.read_bytes()[:-40])


def lose_record(stores):
    (stores / f"{generation.names(stores)[1]}.json").unlink()


def claim_otherwise(stores):
    """The extract's record says that its cases are synthetic."""
    path = stores / f"{generation.names(stores)[1]}.json"
    path.write_text(path.read_text("utf-8").replace('"synthetic": false', '"synthetic": true'))


def lose_records(stores):
    for path in stores.glob("gen-*.json"):
        path.unlink()


def garble_files(stores):
    """All but the first bytes, by which files of DuckDB are known."""
    for path in stores.glob("gen-*.duckdb"):
        path.write_bytes(path.read_bytes()[:20] + b"x" * 9000)


@pytest.mark.parametrize("cut", [(), (garble_files,)])
def test_where_files_alone_are_left_nothing_is_shown_until_somebody_chooses(data, stores, cut):
    for harm in (lose_pointer, lose_history, lose_records, *cut):
        harm(stores)
    with pytest.raises(StoreError, match="No figures are shown: it cannot be made out"):
        ready(data, stores)
    build(shipped(data), stores)
    store, said = ready(data, stores)
    store.close()
    assert (store.generation.synthetic, said) == (True, None)


@pytest.mark.parametrize("lose", [lose_pointer, damage])
@pytest.mark.parametrize(
    "cut",
    [
        (), (forget_extracts,), (lose_history,), (garble_history, forget_extracts),
        (lose_history, lose_record), (lose_history, claim_otherwise),
    ],
)  # fmt: skip
def test_where_other_cases_were_ever_shown_nothing_is_until_somebody_chooses(
    data, stores, lose, cut
):
    last = generation.names(stores)[0]
    for harm in (lose, *cut):
        harm(stores)
    refused = unchosen(stores)
    assert refused.startswith("No figures are shown: ")
    for _ in range(2):
        with pytest.raises(StoreError) as raised:
            ready(data, stores)
        assert str(raised.value) == refused
    if garble_history in cut:
        for choose in (lambda: roll_back(stores, last), lambda: build(shipped(data), stores)):
            with pytest.raises(StoreError, match=r"A part of HISTORY\.jsonl .* cannot be read"):
                choose()
        assert generation.kept(stores, last) is None, "it may have been withdrawn"
        lose_history(stores)
    if lose is lose_pointer:
        assert roll_back(stores, last).name == last
    else:
        build(shipped(data), stores)
    store, said = ready(data, stores)
    store.close()
    assert (store.generation.synthetic, said, unchosen(stores)) == (True, None, None)


def test_where_history_and_every_trace_of_them_are_gone_shipped_cases_are_shown(data, stores):
    for harm in (lose_pointer, lose_history, forget_extracts):
        harm(stores)
    store, said = ready(data, stores)
    store.close()
    assert store.generation.synthetic
    assert "another that was whole is shown instead" in said


def test_an_empty_folder_with_a_history_of_other_cases_builds_nothing(data, stores):
    for path in stores.glob("gen-*"):
        path.unlink()
    lose_pointer(stores)
    with pytest.raises(StoreError, match="No figures are shown"):
        ready(data, stores)
    assert generation.names(stores) == []


def test_other_files_in_the_data_folder_are_not_shown_unasked(data, tmp_path):
    stores = tmp_path / "stores"
    first = build(shipped(data), stores)
    builders.case_files(data, "case_id\nQ")
    store, said = ready(data, stores)
    store.close()
    assert store.generation.name == first.name
    assert "are not those that were shipped; python -m probation build takes them in" in said
    built = build(shipped(data), stores)
    assert (built.synthetic, built.label) == (False, "cases other than those shipped")


def test_what_a_killed_import_left_goes_at_a_start_and_a_living_one_stays(data, stores):
    left = stores / f"{INCOMING}left"
    left.mkdir()
    (left / atomic_files._IN_USE).touch()
    os.utime(left / atomic_files._IN_USE, (0, 0))
    living = atomic_files.Folder(stores, f"{INCOMING}new-")
    ready(data, stores)[0].close()
    assert list(stores.glob(f"{INCOMING}*")) == [living.path]
    living.remove()
