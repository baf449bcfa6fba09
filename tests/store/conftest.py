"""Small case sets, stored: the shipped ones, and an extract."""

import pytest

from probation.store.build import build
from probation.store.source import shipped
from tests import builders
from tests.store.dying import real


@pytest.fixture
def data(tmp_path):
    builders.ship(builders.case_files(tmp_path / "data", "case_id\nA\nB"))
    return tmp_path / "data"


@pytest.fixture
def stores(data, tmp_path):
    """The shipped cases, then an extract, which counts."""
    folder = tmp_path / "stores"
    build(shipped(data), folder)
    builders.case_files(tmp_path / "extract", "case_id\nX")
    build(real(tmp_path / "extract", "extract"), folder)
    return folder
