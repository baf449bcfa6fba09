"""What every test shares. No test writes in the project's own data folder."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from probation.store import claims
from probation.store.connection import Store
from probation.store.source import CaseFiles
from tests import builders

# limits on the time of an example would fail tests on a busy machine; none is a test of speed
settings.register_profile("probation", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("probation")


@pytest.fixture(scope="session", autouse=True)
def _own_stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Stores that tests (and programs they start) build stand in a temporary folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PROBATION_STORES", str(tmp_path_factory.mktemp("stores")))
        yield


@contextmanager
def _known_as_before() -> Iterator[None]:
    before = dict(claims.SHIPPED)
    yield
    claims.SHIPPED.clear()
    claims.SHIPPED.update(before)


@pytest.fixture(scope="module", autouse=True)
def _shipped_by_a_module() -> Iterator[None]:
    """What the fixtures of a module make known as shipped (builders.ship) is so for it alone."""
    with _known_as_before():
        yield


@pytest.fixture(autouse=True)
def _shipped_by_a_test(_shipped_by_a_module: None) -> Iterator[None]:
    with _known_as_before():
        yield


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[[CaseFiles], Store]]:
    """Builds case files with the production code and opens them; closes them after the test."""
    stores: list[Store] = []

    def build_and_open(files: CaseFiles) -> Store:
        stores.append(builders.opened(files, tmp_path / "stores"))
        return stores[-1]

    yield build_and_open
    for store in stores:
        store.close()


@pytest.fixture
def case_set(tmp_path: Path, opened: Callable[[CaseFiles], Store]) -> Callable[..., Store]:
    """``case_set(cases, judgements, ...)``: text tables (see builders.case_files) to a store."""
    numbers = count(1)
    return lambda *tables, **more: opened(
        builders.case_files(tmp_path / f"data-{next(numbers)}", *tables, **more)
    )


@pytest.fixture
def counted(tmp_path: Path, opened: Callable[[CaseFiles], Store]) -> Callable[[str], Store]:
    """``counted(counts)``: a text table of yes and no counts (see builders.counted_files)."""
    numbers = count(1)
    return lambda counts: opened(
        builders.counted_files(tmp_path / f"counted-{next(numbers)}", counts)
    )


@pytest.fixture(scope="session")
def random_files(tmp_path_factory: pytest.TempPathFactory) -> CaseFiles:
    """The files of a case set of 400 cases drawn at random (seed 2019)."""
    return builders.random_case_files(tmp_path_factory.mktemp("random"), seed=2019, cases=400)


@pytest.fixture(scope="session")
def random_store(
    random_files: CaseFiles, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """The store of ``random_files``, for tests against slow_truth."""
    builders.ship(random_files)
    store = builders.opened(random_files, tmp_path_factory.mktemp("random-stores"))
    yield store
    store.close()
