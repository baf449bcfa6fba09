"""The dashboard's server, asked by a program and by no browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.benchmarks.servers import DASHBOARD, serving


@pytest.fixture(scope="session")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the servers of these tests would build their store: nobody opens a page here."""
    return tmp_path_factory.mktemp("http-stores")


@pytest.fixture(scope="session")
def server(stores: Path) -> Iterator[str]:
    """The address of the dashboard, as `streamlit run app.py` serves it."""
    with serving(DASHBOARD, stores) as address:
        yield address


@pytest.fixture(scope="session")
def below(stores: Path) -> Iterator[str]:
    """The same below a path: it ends in /office/probation."""
    with serving(DASHBOARD, stores, base="office/probation") as address:
        yield address
