"""Whatever is killed, full or damaged, a start shows the last good case set or the new one.

A few of each fault: hundreds of them by ``python -m tests.benchmarks.store_faults``.
"""

import random

import pytest

from probation.store import generation
from probation.store.steps import Step
from tests.store import surviving
from tests.store.dying import Forks
from tests.store.surviving import Ground

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def ground(tmp_path_factory):
    with Forks() as forks:
        yield Ground(tmp_path_factory.mktemp("faults"), forks)


@pytest.fixture(scope="module")
def seconds(ground):
    """How long a build takes, by action."""
    return {
        action: max(ground.run(action, ground.stores())["seconds"] for _ in range(2))
        for action in ("build", "adopt")
    }


#: What adopt does otherwise than build: it holds the lock for the end alone.
_TAKING_IN = [Step.LOCKED, *list(Step)[list(Step).index(Step.BROUGHT_IN) :]]


@pytest.mark.parametrize(
    ("action", "step"),
    [("build", step) for step in list(Step)[::2]] + [("adopt", step) for step in _TAKING_IN[1::2]],
)
def test_a_build_killed_at_a_step_leaves_the_last_case_set_or_the_new_one(ground, action, step):
    surviving.killed_at(ground, action, step)


def test_there_are_at_least_twelve_steps_to_be_killed_at():
    assert len(Step) >= 12


@pytest.mark.parametrize("seed", range(2))
def test_a_build_killed_at_any_moment_leaves_the_last_case_set_or_the_new_one(
    ground, seconds, seed
):
    action = ("build", "adopt")[seed % 2]
    surviving.killed_after(ground, action, random.Random(seed).uniform(0, seconds[action]))


@pytest.mark.parametrize(
    ("action", "size"),
    [("build", 0), ("adopt", 100_000), ("build", 2_000_000)],
)
def test_a_file_that_cannot_grow_is_a_sentence_and_changes_nothing(ground, action, size):
    assert surviving.limited(ground, action, size)


def test_a_file_that_can_grow_far_enough_is_taken(ground):
    assert not surviving.limited(ground, "build", 100_000_000)


@pytest.mark.parametrize(
    ("action", "spare", "refused"),
    [
        ("build", 0, True),
        ("adopt", 2_600_000, True),
        ("adopt", 8_000_000, False),
    ],
)
def test_a_full_disk_is_a_sentence_and_changes_nothing(ground, action, spare, refused):
    try:
        assert surviving.full(ground, action, spare) == refused
    except PermissionError as error:
        pytest.skip(str(error))


def test_a_damaged_case_set_on_a_full_disk_is_a_sentence_and_nothing_is_lost(ground):
    try:
        surviving.damaged_and_full(ground)
    except PermissionError as error:
        pytest.skip(str(error))


@pytest.mark.parametrize("where", [0, 0.37, 1])
def test_one_turned_bit_is_found_and_nothing_is_shown_until_somebody_chooses(ground, where):
    surviving.flipped(ground, where)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize(
    "fault", [surviving.planted, surviving.pointer_cut, surviving.swapped], ids=lambda f: f.__name__
)
def test_what_somebody_plants_cuts_or_swaps_shows_nothing_until_somebody_chooses(
    ground, fault, seed
):
    fault(ground, random.Random(seed))


@pytest.mark.parametrize("actions", [["build", "adopt"], ["adopt", "adopt"]])
def test_two_imports_at_once_end_one_after_the_other(ground, actions):
    surviving.at_once(ground, *actions)


def test_two_imports_of_the_same_files_at_once_make_one_generation(ground):
    stores = ground.stores()
    answers = ground.forks.run(*(ground.job("adopt", stores) for _ in range(2)))
    assert len({answer["name"] for answer in answers}) == 1
    assert generation.names(stores)[0] == generation.pointed(stores) == answers[0]["name"]
    surviving.tidy(stores)
