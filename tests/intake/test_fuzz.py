"""Damaged files: each is read, refused, or kills its child, and nobody else.

Ten thousand of them: ``python tests/benchmarks/intake_fuzz.py``.
"""

import time

import duckdb
import pytest

from probation.intake.formats import read
from tests.intake import fuzz


@pytest.mark.slow
def test_five_hundred_damaged_files():
    outcomes = fuzz.survey(500)
    assert sum(outcomes.values()) == 500
    # a fault of ours in a reader would show as an error, not as a sentence
    assert set(outcomes) <= {fuzz.READ, fuzz.REFUSED, fuzz.KILLED}, outcomes
    assert outcomes[fuzz.READ] > 5
    assert outcomes[fuzz.REFUSED] > 250
    assert outcomes[fuzz.KILLED] < 5


def test_a_file_that_kills_the_child_costs_itself_alone():
    outcomes = fuzz.survey(30, kill_at=7)
    assert outcomes[fuzz.KILLED] == 1
    assert sum(outcomes.values()) == 30


def test_a_mutation_can_be_made_again(tmp_path):
    files = fuzz.originals(tmp_path)
    time.sleep(1.1)
    again = fuzz.originals(tmp_path)
    for number in range(20):
        assert fuzz.mutation(1, number, files) == fuzz.mutation(1, number, again)
        assert fuzz.mutation(1, number, files) != fuzz.mutation(2, number, files)


@pytest.mark.filterwarnings("ignore:column .* is duplicated")  # by pyreadstat
@pytest.mark.parametrize(("seed", "number"), [(4242, 8472)])
def test_what_once_broke_a_reader_is_refused_with_a_sentence(tmp_path, seed, number):
    """8472 of 4242: an SPSS file of which two variables have no name."""
    kind, content = fuzz.mutation(seed, number, fuzz.originals(tmp_path))
    path = tmp_path / f"damaged{kind}"
    path.write_bytes(content)
    with duckdb.connect() as connection:
        _, faults = read(connection, [path])
    assert faults
