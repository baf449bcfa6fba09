"""Where candidates stand at the end of a selection: in, out, and how they came there."""

import pytest

from probation.stepwise.regression import regression
from probation.stepwise.selection_result import SelectionResult, selection_results
from tests.stepwise import reference


def test_a_variable_that_entered_and_was_removed_is_not_selected():
    found = regression(reference.case("edge_enter_then_removed"))
    stood = selection_results(found.path)
    removed = [step.variable for step in found.path.steps if step.action == "remove"]
    assert removed
    for name in removed:
        assert not stood[name].selected
        assert stood[name].entered < stood[name].removed
    assert {name for name, s in stood.items() if s.selected} == set(found.model.variables)


@pytest.mark.parametrize("name", ["birthwt_cat", "neuralgia_sas", "edge_none_enters"])
def test_every_candidate_has_one_and_its_p_is_that_of_the_last_tables(name):
    found = regression(reference.case(name))
    stood = selection_results(found.path)
    assert tuple(stood) == found.patterns.names
    last = found.path.steps[-1].after if found.path.steps else found.path.start
    for row in last.not_in_equation:
        assert (stood[row.variable].selected, stood[row.variable].p) == (False, row.p)
    for row in last.removal_table:
        assert (stood[row.variable].selected, stood[row.variable].p) == (True, row.lr_p)


def test_to_stay_in_is_not_yet_significant():
    assert SelectionResult("a", 1, None, 0.049, 1).significant
    assert not SelectionResult("a", 1, None, 0.06, 1).significant


def test_what_left_and_came_back_is_in():
    assert SelectionResult("a", 3, 2, 0.01, 3).selected
    assert not SelectionResult("a", 1, 2, 0.01, 3).selected
