"""Where data and stores are looked for."""

from pathlib import Path

import pytest

from probation.errors import ReaderError
from probation.store.folders import data_folder, stores_folder

PROJECT = Path(__file__).parents[2]


def test_the_project_holds_both_unless_told_otherwise(monkeypatch):
    monkeypatch.delenv("PROBATION_DATA", raising=False)
    monkeypatch.delenv("PROBATION_STORES", raising=False)
    assert data_folder() == PROJECT / "data"
    assert stores_folder() == PROJECT / "data" / "stores"


def test_the_environment_names_others(monkeypatch, tmp_path):
    monkeypatch.setenv("PROBATION_DATA", str(tmp_path / "d"))
    monkeypatch.setenv("PROBATION_STORES", str(tmp_path / "s"))
    assert (data_folder(), stores_folder()) == (tmp_path / "d", tmp_path / "s")


@pytest.mark.parametrize("below", ["", "stores"])
@pytest.mark.parametrize(
    ("variable", "folder"), [("PROBATION_DATA", data_folder), ("PROBATION_STORES", stores_folder)]
)
def test_a_file_where_a_folder_is_meant_is_a_sentence(
    monkeypatch, tmp_path, variable, folder, below
):
    (tmp_path / "file").touch()
    monkeypatch.setenv(variable, str(tmp_path / "file" / below))
    with pytest.raises(ReaderError) as raised:
        folder()
    assert str(raised.value) == f"{variable} names a file where a folder is meant; name a folder."


def test_tests_never_touch_the_stores_of_the_project():
    assert not stores_folder().is_relative_to(PROJECT)
