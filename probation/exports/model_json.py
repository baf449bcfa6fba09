"""A regression as plain data: what the command line prints as JSON."""

import math
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from probation.disclosure.withheld_models import NO_ESTIMATE, Withheld, kept, withheld
from probation.exhibits.model_cautions import warnings
from probation.stepwise.cautions import too_few_events
from probation.stepwise.coefficients import Coefficient
from probation.stepwise.effects import Adjusted, Effect
from probation.stepwise.goodness import Goodness
from probation.stepwise.regression import Regression, Robust
from probation.stepwise.selection import Inside, Outside, Step


def document(regression: Regression, guarded: bool = False) -> dict[str, Any]:
    """The regression as objects, lists, texts and numbers; what is missing or infinite is None.

    guarded: whether the numbers of a level with too few cases, and of all where there are too few
    events, are None (``withheld`` says which, and why), and limits of points are held within -100
    and 100. Points of what is predicted without error are None always: they are no estimate.
    """
    patterns, path = regression.patterns, regression.path
    of = withheld(patterns) if guarded else {}
    points = of | {(term.variable, term.level): NO_ESTIMATE for term in regression.separated}
    found = {
        "n_total": patterns.rows.total,
        "n_used": patterns.rows.used,
        "events": patterns.events,
        "steps": [_step(step) for step in path.steps],
        "stop_reason": path.stop_reason,
        "final_variables": list(path.final.variables),
        "coefficients": [_row(row) for row in kept(regression.coefficients, of)],
        "fit": _fit(regression.goodness),
        "effects": _effects(regression.effects, points, guarded),
        "adjusted": [_adjusted(row, of) for row in regression.adjusted],
        "separation": _separation(regression, of),
        "warnings": [*warnings(regression), *regression.context],
        "clustered": _clustered(regression.robust, of, points, guarded),
    }
    if patterns.repeated:
        none = guarded and too_few_events(patterns)
        tests = {name: regression.by_case(name) for name in path.final.variables}
        found["p_by_case"] = dict.fromkeys(tests) if none else tests
    if guarded:
        found["withheld"] = [
            {"variable": variable, "level": level, "reason": why}
            for (variable, level), why in of.items()
        ]
    document: dict[str, Any] = finite(found)
    return document


def _row(row: Coefficient | Effect) -> dict[str, Any]:
    """The fields of a row, without the degrees of freedom of errors that have infinitely many."""
    return {k: v for k, v in asdict(row).items() if k != "df" or math.isfinite(row.df)}


def _effects(rows: Sequence[Effect], of: Withheld, guarded: bool) -> list[dict[str, Any]]:
    found = [_row(row) for row in kept(rows, of)]
    if not guarded:
        return found
    within: dict[str, Callable[[float], float]] = {
        "ci_low": lambda limit: max(limit, -100.0),
        "ci_high": lambda limit: min(limit, 100.0),
    }
    return [row | {name: held(row[name]) for name, held in within.items()} for row in found]


def _adjusted(row: Adjusted, of: Withheld) -> dict[str, Any]:
    percent = None if (row.variable, row.level) in of else row.percent
    return {"variable": row.variable, "level": row.level, "percent": percent}


def _clustered(
    robust: Robust | None, of: Withheld, points: Withheld, guarded: bool
) -> dict[str, Any] | None:
    """The model selected with errors by cluster: CR2, each with Satterthwaite's df."""
    if robust is None:
        return None
    return {
        "clusters": robust.clusters,
        "coefficients": [_row(row) for row in kept(robust.coefficients, of)],
        "effects": _effects(robust.effects, points, guarded),
    }


def finite(value: Any) -> Any:
    """The same with None for every NaN and infinity, which JSON does not know."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: finite(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [finite(item) for item in value]
    return value


def _step(step: Step) -> dict[str, Any]:
    return {
        "step": step.step,
        "action": step.action,
        "variable": step.variable,
        "df": step.df,
        "statistic": step.statistic,
        "stat_name": step.stat_name,
        "p": step.p,
        "minus2LL": step.after.minus2ll,
        "not_in_equation": [_outside(row) for row in step.after.not_in_equation],
        "removal_table": [_inside(row) for row in step.after.removal_table],
    }


def _outside(row: Outside) -> dict[str, Any]:
    return {"variable": row.variable, "df": row.df, "score": row.score, "p": row.p}


def _inside(row: Inside) -> dict[str, Any]:
    return {
        "variable": row.variable,
        "df": row.df,
        "lr": row.lr,
        "wald": row.wald,
        "cond": row.cond,
        "p": row.p,
    }


def _fit(goodness: Goodness) -> dict[str, Any]:
    test = goodness.hosmer_lemeshow
    return {
        "minus2LL": goodness.minus2ll,
        "cox_snell": goodness.cox_snell,
        "nagelkerke": goodness.nagelkerke,
        "auc": goodness.auc,
        "hosmer_lemeshow": {
            "chi2": test.chi2 if test else None,
            "df": test.df if test else None,
            "p": test.p if test else None,
        },
    }


def _separation(regression: Regression, of: Withheld) -> list[dict[str, Any]]:
    """The terms without a finite estimate, each with Firth's."""
    if not regression.separated:
        return []
    estimates = {(row.variable, row.level): row for row in kept(regression.firth, of)}
    return [
        {
            "variable": term.variable,
            "level": term.level,
            "reference": term.reference,
            "firth": _estimate(estimates[term.variable, term.level]),
        }
        for term in regression.separated
    ]


def _estimate(row: Coefficient) -> dict[str, Any]:
    return {
        "b": row.b,
        "se": row.se,
        "odds_ratio": row.odds_ratio,
        "ci_low": row.ci_low,
        "ci_high": row.ci_high,
    }
