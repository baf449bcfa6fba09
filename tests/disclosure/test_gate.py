"""What is withheld and what is marked, at the very edges of the two limits."""

import pandas as pd
import pytest

from probation.disclosure.gate import guarded
from probation.statistics.intervals import with_percent


def guard(n: int) -> pd.Series:
    return guarded(with_percent(pd.DataFrame({"n": [n], "yes": [n // 2]}))).iloc[0]


@pytest.mark.parametrize(
    ("n", "shown", "flag"),
    [
        (0, False, None),
        (1, False, "u"),
        (9, False, "u"),
        (10, True, "u"),
        (29, True, "u"),
        (30, True, None),
        (1066, True, None),
    ],
)
def test_a_base_decides_what_is_shown(n, shown, flag):
    found = guard(n)
    assert found[["percent", "ci_low", "ci_high"]].notna().tolist() == [shown] * 3
    assert found["flag"] == flag
    assert (found["n"], found["yes"]) == (n, n // 2)  # counts are not withheld: see the module


def test_rows_are_guarded_one_by_one_whatever_their_index():
    frame = with_percent(pd.DataFrame({"n": [5, 40], "yes": [5, 10]}, index=[7, 3]))
    found = guarded(frame)
    assert found["percent"].isna().tolist() == [True, False]
    assert found["percent"][3] == 25
    assert found["flag"].tolist() == ["u", None]
    assert list(found.index) == [7, 3]
    assert frame["percent"].tolist() == [100, 25]  # the frame given is kept as it is


def test_an_empty_frame_gets_the_column():
    found = guarded(with_percent(pd.DataFrame({"n": [], "yes": []})))
    assert "flag" in found
    assert found.empty
