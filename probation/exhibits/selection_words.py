"""The selection of a model step by step, in words."""

from collections.abc import Sequence

from probation.domain.wording import bare_p, p_value, upper_first
from probation.exhibits.model_words import name_of, stopped
from probation.stepwise.regression import Regression
from probation.stepwise.selection import State, Step


def story(found: Regression) -> list[dict[str, str]]:
    """The selection step by step. One entry: Step, What happened, In the model, Left out."""
    path = found.path
    rows = [_told("0", "The start: no variable, the same for every case.", path.start)]
    rows += [_told(str(step.step), _happened(step), step.after) for step in path.steps]
    return [*rows, _told("End", upper_first(stopped(found)), None)]


def _told(step: str, happened: str, state: State | None) -> dict[str, str]:
    inside = state.removal_table if state else ()
    outside = sorted(state.not_in_equation if state else (), key=lambda row: row.log_p)
    return {
        "Step": step,
        "What happened": happened,
        "In the model (p if removed)": _listed([(r.variable, r.p) for r in inside]),
        "Left out (p to enter)": _listed([(r.variable, r.p) for r in outside]),
    }


def _happened(step: Step) -> str:
    statistic = {"score": "score", "lr": "likelihood ratio", "wald": "Wald", "cond": "conditional"}
    test = f"{statistic[step.stat_name]} {step.statistic:.2f}, {step.df} df, {p_value(step.p)}"
    name = upper_first(name_of(step.variable))
    if step.action == "enter":
        return f"{name} enters: the smallest p of those left out ({test})."
    return f"{name} is removed: its p rose above the limit ({test})."


def _listed(rows: Sequence[tuple[str, float]]) -> str:
    return "; ".join(f"{name_of(name)} {bare_p(p)}" for name, p in rows)
