"""From a data set to patterns: what is missing, constant, unused or refused."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from probation.stepwise.errors import StepwiseError
from probation.stepwise.patterns import ALL_MISSING, CONSTANT, Excluded, patterns
from probation.stepwise.regression import regression
from probation.stepwise.roles import Roles

ROLES = Roles("y", ("a", "x"))


def frame(text):
    """A data set written as a table; a dot is missing."""
    head, *rows = [line.split() for line in text.strip().splitlines()]
    return {
        name: [None if row[i] == "." else row[i] for row in rows] for i, name in enumerate(head)
    }


DATA = frame(
    """
    y a x
    1 p 2
    0 p 2
    1 q 2
    1 p 2
    0 q 4
    """
)


def test_cases_alike_are_one_pattern():
    found = patterns(DATA, ROLES)
    assert found.n.tolist() == [3, 1, 1]
    assert found.yes.tolist() == [2, 1, 0]
    assert (found.events, found.rows.total, found.rows.used) == (3, 5, 5)
    assert [c.levels for c in found.candidates] == [("p", "q"), None]
    level, x = found.design.T
    assert level.tolist() == [0, 1, 1]
    assert x * found.scale[1] + found.centre[1] == pytest.approx([2, 2, 4])


def test_numbers_are_centred_and_scaled_over_cases():
    found = patterns(DATA, ROLES)
    x = np.repeat(found.design[:, 1], found.n.astype(int))
    assert (x.mean(), x.std()) == (pytest.approx(0, abs=1e-15), pytest.approx(1))


def test_rows_are_lost_over_all_candidates_and_counted_by_variable():
    data = frame(
        """
        y a x
        1 p 1
        0 q 2
        . p 1
        1 . 3
        0 q .
        1 . .
        0 p 1
        """
    )
    found = patterns(data, ROLES)
    assert found.rows.missing == {"y": 1, "a": 2, "x": 2}
    assert (found.rows.total, found.rows.used) == (7, 3)


def test_what_is_missing_everywhere_costs_no_row_but_a_constant_with_blanks_does():
    data = frame(
        """
        y a x v c
        1 p 1 . k
        0 q 2 . k
        0 p 1 . .
        0 q 2 . l
        """
    )
    data["c"][3] = None
    found = patterns(data, Roles("y", ("v", "a", "c", "x")))
    assert found.excluded == (Excluded("v", ALL_MISSING), Excluded("c", CONSTANT))
    assert found.names == ("a", "x")
    assert found.rows.used == 2


def test_a_level_that_only_lost_rows_have_is_dropped_and_the_next_is_the_reference():
    data = frame(
        """
        y a x
        1 p .
        0 q 2
        1 r 1
        1 q 1
        """
    )
    found = patterns(data, replace(ROLES, levels={"a": ("p", "r", "q", "never")}))
    assert found.candidates[0].levels == ("r", "q")


@pytest.mark.parametrize(
    ("values", "event", "other"),
    [
        (["0", "1"], "1", "0"),
        (["yes", "no"], "yes", "no"),
        (["True", "False"], "True", "False"),
        ([True, False], "True", "False"),
        (["2", "1"], "2", "1"),
        ([10, 9], "10", "9"),
        ([1.0, 0.0], "1", "0"),
        (["never", "Died"], "never", "Died"),
    ],
)
def test_the_event_is_the_later_value(values, event, other):
    found = patterns({"y": values * 2, "a": ["p", "q", "q", "p"]}, Roles("y", ("a",)))
    assert (found.event, found.other) == (event, other)


@pytest.mark.parametrize("wanted", ["no", "No", " NO "])
def test_the_event_can_be_chosen(wanted):
    data = {"y": ["yes", "no", "no"], "a": ["p", "q", "p"]}
    assert patterns(data, Roles("y", ("a",), event=wanted)).yes.sum() == 2


def test_the_event_may_be_written_as_another_spelling_of_a_number():
    data = {"y": ["1.0", "2.0", "2.0"], "a": ["p", "q", "p"]}
    assert patterns(data, Roles("y", ("a",), event="1")).event == "1.0"


def test_numbers_can_be_named_categories_and_stand_in_their_order():
    data = {"y": [0, 1, 0, 1], "a": ["10", "9", "2", "10"]}
    assert patterns(data, Roles("y", ("a",))).candidates[0].levels is None
    named = patterns(data, Roles("y", ("a",), categorical=("a",)))
    assert named.candidates[0].levels == ("2", "9", "10")


def test_one_word_among_numbers_makes_categories():
    data = {"y": [0, 1, 0, 1], "a": ["1", "2", "2+", "1"]}
    assert patterns(data, Roles("y", ("a",))).candidates[0].levels == ("1", "2", "2+")


@pytest.mark.parametrize("odd", ["inf", "nan", "1_000", "0x1", "1,000", "1e999"])
def test_what_is_no_plain_number_is_a_level(odd):
    data = {"y": [0, 1, 0, 1], "a": ["1", "2", odd, "1"]}
    assert patterns(data, Roles("y", ("a",))).candidates[0].levels is not None


@pytest.mark.parametrize(
    "column",
    [
        ["p", None, "q", "p", ""],
        pd.Series(["p", None, "q", "p", " "]),
        pd.Series(["p", None, "q", "p", None], dtype="category"),
        pd.Series(["p", pd.NA, "q", "p", pd.NA], dtype="string"),
        np.array(["p", float("nan"), "q", "p", None], dtype=object),
    ],
    ids=["list", "str", "category", "string", "object"],
)
def test_columns_come_in_many_kinds(column):
    found = patterns({"y": [1, 1, 0, 0, 1], "a": column}, Roles("y", ("a",)))
    assert found.rows.missing["a"] == 2
    assert found.candidates[0].levels == ("p", "q")


@pytest.mark.parametrize(
    "column",
    [
        [1, 2.5, None, 1],
        ["1", "2.5", "", "1.0"],
        pd.Series([1, 2.5, None, 1]),
        pd.Series([1, 2.5, None, 1], dtype="Float64"),
    ],
    ids=["list", "text", "float", "Float64"],
)
def test_numbers_come_in_many_kinds(column):
    found = patterns({"y": [1, 1, 0, 0], "x": column}, Roles("y", ("x",)))
    assert found.rows.missing["x"] == 1
    assert found.design[:, 0] * found.scale + found.centre == pytest.approx([1, 2.5])


def test_clusters_divide_the_patterns_into_cells():
    data = DATA | {"area": ["N", "N", "S", "S", "S"]}
    found = patterns(data, replace(ROLES, cluster="area"))
    assert found.clusters.names == ("N", "S")
    cells = zip(
        found.clusters.pattern.tolist(),
        found.clusters.cluster.tolist(),
        found.clusters.n.tolist(),
        found.clusters.yes.tolist(),
        strict=True,
    )
    assert list(cells) == [(0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1), (2, 1, 1, 0)]


@pytest.mark.parametrize(
    ("changed", "roles", "says"),
    [
        ({}, Roles("z", ("a",)), "There is no column 'z'"),
        ({}, Roles("y", ("a", "b")), "There is no column 'b'"),
        ({}, Roles("y", ()), "at least one candidate"),
        ({}, Roles("y", ("a", "a")), "given twice"),
        ({}, Roles("y", ("a", "y")), "take it off the candidates"),
        ({}, Roles("y", ("a", "x"), count="x"), "take it off the candidates"),
        ({}, Roles("y", ("a",), categorical=("x",)), "no candidate 'x'"),
        ({}, Roles("y", ("a",), levels={"a": ("p",)}), "'a' has the value 'q'"),
        ({}, Roles("y", ("a",), levels={"a": ("p", "q", "p")}), "listed twice"),
        ({}, Roles("y", ("a",), event="2"), "the event can be '0' or '1'"),
        ({"y": ["1"] * 5}, ROLES, "must have two values, not 1"),
        ({"y": list("abcde")}, ROLES, "must have two values, not 5"),
        ({"y": [None] * 5}, ROLES, "must have two values, not 0"),
        ({"a": ["p", "p", None, "p", None], "x": [1, None, 2, None, 3]}, ROLES, "Every complete"),
        ({"a": ["p", "p", None, "p", None], "x": [None, None, 2, None, 3]}, ROLES, "No row is"),
        ({"n": [1, 2, -1, 1, 1]}, replace(ROLES, count="n"), "whole number"),
        ({"n": [1, 2, 1.5, 1, 1]}, replace(ROLES, count="n"), "whole number"),
        ({"n": [1, 2, None, 1, 1]}, replace(ROLES, count="n"), "whole number"),
        ({"n": ["1", "2", "x", "1", "1"]}, replace(ROLES, count="n"), "whole number"),
        ({"n": [0] * 5}, replace(ROLES, count="n"), "must have two values, not 0"),
        ({"area": ["N", None, "S", "S", "S"]}, replace(ROLES, cluster="area"), "is missing"),
    ],
)
def test_what_cannot_be_used_is_refused_with_one_sentence(changed, roles, says):
    with pytest.raises(StepwiseError, match=says) as refused:
        patterns(DATA | changed, roles)
    assert str(refused.value).endswith(".")


def test_free_text_is_no_candidate():
    data = {"y": [0, 1] * 1001, "a": [f"word {i}" for i in range(2002)]}
    with pytest.raises(StepwiseError, match="2,002 different texts"):
        patterns(data, Roles("y", ("a",)))


def test_many_columns_do_not_run_out_of_numbers():
    rng = np.random.default_rng(1)
    data = {f"x{i}": rng.normal(size=500) for i in range(9)}  # 500**9 is above 2**63
    found = patterns(data | {"y": rng.integers(0, 2, 500)}, Roles("y", tuple(data)))
    assert len(found.n) == 500


@pytest.mark.parametrize("unit", [1e300, 1e-300, 1e150, 1e-160, 1e-9, 1e307])
def test_a_number_matters_alike_in_every_unit(unit):
    """Squares of such numbers are no doubles: they never entered, and only numpy said a word."""
    rng = np.random.default_rng(4)
    x = rng.normal(2, 1, 150).round(3)
    y = (rng.random(150) < 1 / (1 + np.exp(2 - x))).astype(int)
    plain, scaled = (
        regression(patterns({"y": y, "x": x * factor}, Roles("y", ("x",))))
        for factor in (1.0, unit)
    )
    assert [step.variable for step in plain.path.steps] == ["x"]
    assert [step.variable for step in scaled.path.steps] == ["x"]
    of_plain, of_scaled = plain.coefficients[1], scaled.coefficients[1]
    assert of_scaled.wald == pytest.approx(of_plain.wald)
    assert of_scaled.p == pytest.approx(of_plain.p)
    assert of_scaled.b * unit == pytest.approx(of_plain.b)
    assert of_scaled.se * unit == pytest.approx(of_plain.se)
