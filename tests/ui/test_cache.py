"""What the dashboard remembers of a case set, and for how long."""

import gc
import weakref

import pytest

from probation.store.build import build, silent
from probation.store.history import withdraw
from probation.ui import cache
from tests import builders
from tests.store.dying import real


class Answer:
    """Something that was made of a case set."""


@pytest.fixture
def two(tmp_path, monkeypatch):
    """The stores folder, and the names of two case sets in it."""
    stores = tmp_path / "stores"
    monkeypatch.setenv("PROBATION_STORES", str(stores))
    names = []
    for label in ("older", "newer"):
        builders.case_files(tmp_path / label, f"case_id\n{label}")
        names.append(build(real(tmp_path / label, label), stores).name)
    return stores, names


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("keep", [cache._shared, cache._fitted])
def test_what_was_made_of_a_case_set_is_forgotten_at_the_first_run_after_it_is_withdrawn(
    two, keep, which
):
    """Also of one that is not shown any more."""
    stores, names = two
    served = cache._Served()
    served.store(silent)
    remembered = weakref.ref(keep("kind", names[which], "asked", Answer))
    served.store(silent)
    gc.collect()
    assert remembered() is not None
    withdraw(stores, names[which])
    if which:
        with pytest.raises(Exception, match="No figures are shown"):
            served.store(silent)
    else:
        served.store(silent)
    gc.collect()
    assert remembered() is None
