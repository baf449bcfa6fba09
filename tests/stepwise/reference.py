"""The data sets of tests/regression_cases, and how far an answer is from R's."""

import csv
import json
import math
from pathlib import Path

from probation.stepwise.patterns import patterns
from probation.stepwise.roles import Roles

FOLDER = Path(__file__).parents[1] / "regression_cases"
CASES = sorted(path.stem for path in FOLDER.glob("*.json") if "speed" not in path.stem)
REMOVALS = {"LR": "lr", "WALD": "wald", "COND": "cond"}


def answer(name):
    """R's answer for one case."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def columns(name):
    """The columns of a case's CSV, as text."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {column: [row[column] for row in rows] for column in rows[0]}


def roles(name):
    """What the columns of a case are for."""
    meta = answer(name)["meta"]
    factors = {v: tuple(t["levels"]) for v, t in meta["types"].items() if t["type"] == "factor"}
    return Roles(
        meta["outcome"],
        tuple(meta["candidates"]),
        levels=factors,
        event=str(meta["event_value"]),
    )


def case(name):
    """The covariate patterns of a case."""
    return patterns(columns(name), roles(name))


def is_separated(theirs):
    """Whether R found the final model of an answer separated."""
    found = theirs.get("separated", theirs.get("separation", False))
    return found["separated"] if isinstance(found, dict) else found


def difference(mine, theirs):
    """The relative difference of two numbers; infinite where one of them is missing.

    Below 1e-9 the absolute one: there a number is 0 but for rounding.
    """
    if mine is None or theirs is None or math.isnan(mine):
        return 0.0 if theirs is None and (mine is None or math.isnan(mine)) else math.inf
    gap = abs(mine - theirs)
    return gap if abs(theirs) < 1e-9 else gap / abs(theirs)


def differences(state, theirs, separated=False):
    """The differences of one state of the model (its tables after a step) from R's.

    separated: R inverts a nearly singular covariance, so its Wald and conditional statistics
    themselves are good to 1e-3 only; they are left to their own test.
    """
    yield difference(state.minus2ll, theirs["minus2LL"])
    outside = theirs["not_in_equation"] or []
    assert [o.variable for o in state.not_in_equation] == [o["variable"] for o in outside]
    for own, their in zip(state.not_in_equation, outside, strict=True):
        assert own.df == their.get("df", own.df)
        yield difference(own.score, their["score"])
        yield difference(own.p, their["p"])
    if theirs.get("overall"):
        yield difference(state.overall.score, theirs["overall"]["chi2"])
    table = theirs.get("removal_table") or []
    assert [r.variable for r in state.removal_table] == [r["variable"] for r in table]
    for own, their in zip(state.removal_table, table, strict=True):
        assert own.df == their["df"]
        yield difference(own.lr, their["lr"])
        if not separated:
            yield difference(own.wald, their["wald"])
            yield difference(own.cond, their["cond"])
