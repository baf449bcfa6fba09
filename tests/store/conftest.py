"""Small case sets, stored: the shipped ones, and an extract."""

import shutil
from pathlib import Path

import pytest

from probation.store.build import build
from probation.store.source import shipped
from tests import builders
from tests.store.dying import real


@pytest.fixture
def data(tmp_path):
    builders.ship(builders.case_files(tmp_path / "data", "case_id\nA\nB"))
    return tmp_path / "data"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The stores folder that each test has a copy of."""
    folder = tmp_path_factory.mktemp("built")
    builders.ship(builders.case_files(folder / "data", "case_id\nA\nB"))
    build(shipped(folder / "data"), folder / "stores")
    builders.case_files(folder / "extract", "case_id\nX")
    build(real(folder / "extract", "extract"), folder / "stores")
    return folder / "stores"


@pytest.fixture
def stores(built, data, tmp_path):
    """The shipped cases, then an extract, which counts."""
    builders.case_files(tmp_path / "extract", "case_id\nX")
    return Path(shutil.copytree(built, tmp_path / "stores"))
