"""A small store, and the folders of the command line."""

import pytest

from probation.store.build import build
from tests import builders

COUNTS = """
provider | gender | question           | factor        | yes | no
NPS      | female | availability       | accommodation | 20  | 20
NPS      | male   | availability       | accommodation | 9   | 3
CRC      | male   | availability       | accommodation | 2   | 3
CRC      | male   | partner_risk_focus |               | 30  | 10
"""


def use_folders(folder, monkeypatch):
    monkeypatch.setenv("PROBATION_DATA", str(folder / "data"))
    monkeypatch.setenv("PROBATION_STORES", str(folder / "stores"))


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A folder with the data and the built store that most tests share."""
    folder = tmp_path_factory.mktemp("command-line")
    build(builders.ship(builders.counted_files(folder / "data", COUNTS)), folder / "stores")
    return folder


@pytest.fixture(autouse=True)
def _shared_folders(built, monkeypatch):
    use_folders(built, monkeypatch)


@pytest.fixture
def own_folders(tmp_path, monkeypatch):
    """Data and no store yet, for a test that builds or harms them."""
    builders.ship(builders.counted_files(tmp_path / "data", COUNTS))
    use_folders(tmp_path, monkeypatch)
