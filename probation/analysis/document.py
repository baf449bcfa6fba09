"""A regression as plain data: what the command line prints as JSON and a page hands out."""

import math
from collections.abc import Collection, Sequence
from dataclasses import asdict
from typing import Any

from probation.analysis.coefficients import Coefficient
from probation.analysis.effects import Adjusted, Effect, Level, unsized
from probation.analysis.goodness import Goodness
from probation.analysis.regression import Regression, Robust
from probation.analysis.stepwise import Inside, Outside, Step


def document(regression: Regression, guarded: bool = False) -> dict[str, Any]:
    """The regression as objects, lists, texts and numbers; what is missing or infinite is None.

    guarded: whether adjusted numbers are None of a level with too few cases, and of all where there
    are too few events, and limits of points are held within -100 and 100.
    """
    patterns, path = regression.patterns, regression.path
    withheld = unsized(patterns) if guarded else None
    return finite(
        {
            "n_total": patterns.rows.total,
            "n_used": patterns.rows.used,
            "events": patterns.events,
            "steps": [_step(step) for step in path.steps],
            "stop_reason": path.stop_reason,
            "final_variables": list(path.final.variables),
            "coefficients": [_row(row) for row in regression.coefficients],
            "fit": _fit(regression.goodness),
            "effects": [_effect(row, withheld) for row in regression.effects],
            "adjusted": [_adjusted(row, withheld) for row in regression.adjusted],
            "separation": _separation(regression),
            "warnings": [*regression.warnings, *regression.context],
            "clustered": _clustered(regression.robust, withheld),
        }
    )


def _row(row: Coefficient | Effect) -> dict[str, Any]:
    """The fields of a row, without the degrees of freedom of errors that have infinitely many."""
    return {k: v for k, v in asdict(row).items() if k != "df" or math.isfinite(row.df)}


def _effect(row: Effect, withheld: Collection[Level] | None) -> dict[str, Any]:
    """An effect as it is where ``withheld`` is None; else guarded, of these levels None."""
    if withheld is None:
        return _row(row)
    if {(row.variable, row.level), (row.variable, row.reference)} & set(withheld):
        return _row(row) | dict.fromkeys(("points", "ci_low", "ci_high"))
    return _row(row) | {"ci_low": max(row.ci_low, -100.0), "ci_high": min(row.ci_high, 100.0)}


def _adjusted(row: Adjusted, withheld: Collection[Level] | None) -> dict[str, Any]:
    known = (row.variable, row.level) not in (withheld or ())
    percent = row.percent if known else None
    return {"variable": row.variable, "level": row.level, "percent": percent}


def _clustered(robust: Robust | None, withheld: Collection[Level] | None) -> dict[str, Any] | None:
    """The model selected with errors by cluster: CR2, each with Satterthwaite's df."""
    if robust is None:
        return None
    return {
        "clusters": robust.clusters,
        "coefficients": [_row(row) for row in robust.coefficients],
        "effects": [_effect(row, withheld) for row in robust.effects],
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


def _separation(regression: Regression) -> list[dict[str, Any]]:
    """The terms without a finite estimate, each with Firth's."""
    if not regression.separated:
        return []
    estimates = {(row.variable, row.level): row for row in regression.firth}
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
