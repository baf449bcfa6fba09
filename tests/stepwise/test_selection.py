"""The selection: against a slow twin, and what must not change it."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy.stats import chi2_contingency

from probation.stepwise.errors import StepwiseError
from probation.stepwise.models import Models
from probation.stepwise.patterns import patterns
from probation.stepwise.roles import Roles
from probation.stepwise.score import scores
from probation.stepwise.selection import Criteria, removal_tests, select
from tests.stepwise import slow_stepwise

NAMES = ("a", "b", "c", "x")
ROLES = Roles("y", NAMES)
LEVELS = {"a": ("p", "q"), "b": ("k", "l", "m"), "c": ("s", "t", "u", "v")}


def drawn(seed, n=150):
    """A data set of three factors and a number, related to each other and to the outcome."""
    rng = np.random.default_rng(seed)
    z = rng.normal(size=(n, 2))
    frame = pd.DataFrame(
        {
            "a": np.where(z[:, 0] + rng.normal(size=n) > 0, "q", "p"),
            "b": np.array(["k", "l", "m"])[np.digitize(z[:, 0] + 0.5 * z[:, 1], [-0.5, 0.6])],
            "c": rng.choice(["s", "t", "u", "v"], n),
            "x": (z[:, 1] + 0.3 * z[:, 0]).round(1),
        }
    )
    eta = 0.7 * z[:, 0] + 0.3 * z[:, 1] + 0.6 * (frame["c"] == "t")
    return frame.assign(y=(rng.random(n) < 1 / (1 + np.exp(-eta))).astype(int))


def walked(frame, criteria=None, roles=ROLES):
    found = patterns(frame, roles)
    return select(Models.of(found), found.names, criteria or Criteria())


def trace(path):
    return [(step.action, step.variable, step.df) for step in path.steps], path.stop_reason


def numbers(path):
    """Every statistic on the way, in order."""
    states = [path.start, *(step.after for step in path.steps)]
    return [
        number
        for state in states
        for number in (
            state.minus2ll,
            *(o.score for o in state.not_in_equation),
            *(v for i in state.removal_table for v in (i.lr, i.wald, i.cond)),
        )
    ]


def blocks(frame):
    """The columns of each candidate, as the slow twin takes them."""
    own = {
        name: np.column_stack([(frame[name] == level).astype(float) for level in levels[1:]])
        for name, levels in LEVELS.items()
    }
    return own | {"x": frame[["x"]].to_numpy(float)}


@pytest.mark.parametrize("removal", ["lr", "wald", "cond"])
@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(("enter", "remove"), [(0.05, 0.10), (0.5, 0.55)])
def test_it_walks_as_the_slow_twin_does(seed, removal, enter, remove):
    frame = drawn(seed)
    path = walked(frame, Criteria(enter, remove, removal))
    steps, reason = slow_stepwise.stepwise(
        blocks(frame), frame["y"].to_numpy(), enter, remove, removal
    )
    assert [(s.action, s.variable) for s in path.steps] == [step[:2] for step in steps]
    assert path.stop_reason == reason
    assert [s.statistic for s in path.steps] == pytest.approx([s[2] for s in steps], rel=1e-8)
    assert [s.p for s in path.steps] == pytest.approx([s[3] for s in steps], rel=1e-7)


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_rows_does_not_matter(seed):
    frame = drawn(seed)
    shuffled = frame.sample(frac=1, random_state=seed)
    assert numbers(walked(shuffled)) == numbers(walked(frame))


@pytest.mark.parametrize("seed", range(4))
def test_the_reference_level_does_not_matter(seed):
    frame = drawn(seed)
    turned = replace(ROLES, levels={name: own[::-1] for name, own in LEVELS.items()})
    path, other = walked(frame), walked(frame, roles=turned)
    assert trace(other) == trace(path)
    assert numbers(other) == pytest.approx(numbers(path), rel=1e-9)


@pytest.mark.parametrize("seed", range(4))
def test_the_other_outcome_gives_the_same_walk(seed):
    frame = drawn(seed)
    path, other = walked(frame), walked(frame, roles=replace(ROLES, event="0"))
    assert trace(other) == trace(path)
    assert numbers(other) == pytest.approx(numbers(path), rel=1e-9)
    assert other.final.fit.b == pytest.approx(-path.final.fit.b, rel=1e-9)


@pytest.mark.parametrize("seed", range(4))
def test_counted_rows_are_the_same_as_rows(seed):
    frame = drawn(seed)
    counted = frame.value_counts().rename("times").reset_index()
    empty = counted.iloc[:1].assign(times=0, a="r")  # no case has this level
    counted = pd.concat([counted, empty], ignore_index=True)
    path = walked(frame)
    assert numbers(walked(counted, roles=replace(ROLES, count="times"))) == numbers(path)


def test_at_step_0_the_score_is_pearsons_chi_square():
    frame = drawn(7)
    for outside in walked(frame).start.not_in_equation:
        if outside.variable in LEVELS:
            table = pd.crosstab(frame[outside.variable], frame["y"])
            chi_square, p, df, _ = chi2_contingency(table, correction=False)
            assert (outside.df, outside.score) == (df, pytest.approx(chi_square, rel=1e-12))
            assert outside.p == pytest.approx(p, rel=1e-12)


def test_a_tie_goes_to_the_candidate_listed_first():
    frame = drawn(3).assign(again=lambda f: 7 - 2 * f["x"])
    for order in [("x", "again"), ("again", "x")]:
        path = walked(frame, Criteria(0.5, 0.6), Roles("y", order))
        assert [step.variable for step in path.steps] == [order[0]]
        left = path.steps[-1].after.not_in_equation
        assert [(o.variable, o.df, o.score, o.p) for o in left] == [(order[1], 0, 0.0, 1.0)]


def test_what_a_model_determines_already_adds_no_degree_of_freedom():
    frame = drawn(5).assign(coarse=lambda f: f["c"].isin(["s", "t"]).map(str))
    found = patterns(frame, Roles("y", ("coarse", "c")))
    models = Models.of(found)
    coarse, fine = (models.model((name,)).fit for name in ("coarse", "c"))
    within, _ = scores(coarse, found.design, {"c": found.columns["c"]})
    above, _ = scores(fine, found.design, {"coarse": found.columns["coarse"]})
    assert within["c"].df == 2  # of three dummies, one follows from the other two and coarse
    assert (above["coarse"].df, above["coarse"].statistic, above["coarse"].p) == (0, 0, 1)
    both = models.model(("coarse", "c"))
    assert both.fit.log_likelihood == pytest.approx(fine.log_likelihood, rel=1e-12)
    lost = {t.variable: (t.df, t.lr) for t in removal_tests(models, both, "lr")}
    assert lost["coarse"] == (1, pytest.approx(0, abs=1e-9))
    assert lost["c"][0] == 2


def test_a_number_that_others_determine_is_left_out_of_a_model():
    frame = drawn(6).assign(again=lambda f: 7.3 - 0.37 * f["x"] + 1.9 * (f["a"] == "q"))
    models = Models.of(patterns(frame, Roles("y", ("x", "a", "again"))))
    both = models.model(("x", "a", "again"))
    assert len(both.columns) == 2
    assert both.fit.log_likelihood == models.model(("x", "a")).fit.log_likelihood


def test_the_p_to_enter_is_strict():
    frame = drawn(1)
    p = min(o.p for o in walked(frame).start.not_in_equation)
    assert walked(frame, Criteria(p, 0.999)).steps == ()
    assert len(walked(frame, Criteria(p * (1 + 1e-9), 0.999)).steps) == 1


def test_the_p_to_be_removed_is_strict():
    roles = Roles("y", ("x",))
    entered = walked(drawn(2), Criteria(0.5, 0.6, "wald"), roles)
    (step,) = entered.steps
    (inside,) = step.after.removal_table
    enter = (step.p + inside.p) / 2
    assert step.p < enter < inside.p
    stays = walked(drawn(2), Criteria(enter, inside.p, "wald"), roles)
    goes = walked(drawn(2), Criteria(enter, inside.p * (1 - 1e-9), "wald"), roles)
    assert stays.stop_reason == "all_candidates_in_model"
    assert goes.stop_reason == "removal_would_repeat_previous_model"


@pytest.mark.parametrize(
    ("enter", "remove", "removal"),
    [(0.1, 0.1, "lr"), (0.2, 0.1, "lr"), (0, 0.1, "lr"), (0.05, 1.1, "lr"), (0.05, 0.1, "score")],
)
def test_criteria_that_could_go_round_in_circles_are_refused(enter, remove, removal):
    with pytest.raises(StepwiseError):
        Criteria(enter, remove, removal)
