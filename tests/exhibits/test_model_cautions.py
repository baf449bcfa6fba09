"""The cautions of a regression in sentences, as the data call things."""

import numpy as np
import pytest

from probation.exhibits.model_cautions import floored, several_tests, warnings
from probation.stepwise.cautions import events_per_parameter
from probation.stepwise.patterns import patterns
from probation.stepwise.regression import regression
from probation.stepwise.roles import Roles
from probation.stepwise.selection import Criteria
from tests.stepwise.test_selection import ROLES, drawn


def test_what_other_variables_determine_is_said():
    frame = drawn(28).assign(coarse=lambda f: f["c"].isin(["s", "t"]).map(str))
    found = regression(patterns(frame, Roles("y", ("coarse", "c"))), Criteria(0.98, 1))
    (said,) = [text for text in warnings(found) if "determine" in text]
    assert said.startswith("Other variables in the model determine 'c' = 'v', so")


@pytest.mark.parametrize(
    ("tests", "said"), [(3, "1 in 20 would"), (19, "1 in 20 would"), (20, "about 1 of them"),
                        (60, "about 3 of them")],
)  # fmt: skip
def test_how_many_tests_would_come_out_by_chance_is_said(tests, said):
    found = several_tests(tests, "The stars allow")
    assert said in found
    assert found.endswith(". The stars allow for that.")


def test_of_one_test_nothing_is_said_of_many():
    assert several_tests(1, "The stars allow") == ""


def warned(data, roles):
    return " ".join(warnings(regression(patterns(data, roles))))


@pytest.mark.parametrize(
    ("events", "says"), [(12, ""), (8, "few: take the answer with care"), (4, "far too few")]
)
def test_few_events_for_each_parameter_are_warned_of(events, says):
    y = [1] * events + [0] * 60
    data = {"y": y, "a": ["p", "q"] * (len(y) // 2)}
    found = patterns(data, Roles("y", ("a",)))
    assert events_per_parameter(found) == events
    text = warned(data, Roles("y", ("a",)))
    assert ("cases for 1 parameter" in text) == bool(says)
    assert says in text


def test_events_are_rounded_down_so_that_fewer_than_ten_are_never_called_ten():
    assert [floored(each) for each in (9.97, 10, 4.999, 0.04)] == ["9.9", "10.0", "4.9", "0.0"]


def test_a_selection_is_said_to_be_optimistic_and_no_selection_is_not():
    frame = drawn(25, n=400)
    assert "too optimistic" in warned(frame, ROLES)
    noise = frame.assign(y=np.arange(400) % 2)
    assert "too optimistic" not in warned(noise, Roles("y", ("c",)))


def test_what_was_lost_or_left_out_is_said():
    data = {"y": [0, 1, 1, 0, 1], "a": ["p", "q", "p", "q", None], "c": ["k"] * 5, "v": [None] * 5}
    text = warned(data, Roles("y", ("a", "c", "v")))
    assert "1 case was left out of 5 for lack of a value: 'a' 1." in text
    assert "'v' was left out: it is missing in every row." in text
    assert "'c' was left out: it has one value" in text


def test_an_event_that_is_not_plain_is_said():
    data = {"y": ["2", "1", "2", "1"], "a": ["p", "q", "q", "q"]}
    assert "The event is 'y' = '2', against '1'." in warned(data, Roles("y", ("a",)))
    data["y"] = ["Yes", "no", "Yes", "no"]
    assert "The event is" not in warned(data, Roles("y", ("a",)))


def test_what_ignores_the_clusters_says_so():
    frame = drawn(26).assign(area=lambda f: np.arange(len(f)) % 14)
    said = warned(frame, Roles("y", ("a",), cluster="area"))
    assert "There are 14 clusters: intervals by cluster allow for likeness within them, few" in said
    assert "all other intervals and p-values take cases as independent" in said


def test_errors_by_area_are_told_of_only_where_there_are_any():
    frame = drawn(25, n=400).assign(area=[f"A{i % 3}" for i in range(400)])
    frame["y"] = np.where(frame["area"] == "A0", 1, frame["y"])
    frame.loc[:8, "y"] = 0
    found = regression(patterns(frame, Roles("y", ("area",), cluster="area")))
    assert found.model.variables == ("area",)
    assert found.robust is None
    assert not any("There are 3" in text for text in warnings(found))


def test_separation_and_a_perfect_fit_are_said():
    data = {"y": [0, 1] * 20 + [1] * 9, "g": ["a"] * 40 + ["b"] * 9}
    found = regression(patterns(data, Roles("y", ("g",))))
    assert "'g' = 'b' is infinite" in warnings(found)[0]
    data = {"y": [0] * 8 + [1] * 8, "x": list(range(16)), "a": ["p", "q"] * 8}
    few, perfect, *_ = warnings(regression(patterns(data, Roles("y", ("a", "x")))))
    assert few.startswith("Too few events: the rarer outcome has 8 cases for 2 parameters")
    assert "every case without error" in perfect
