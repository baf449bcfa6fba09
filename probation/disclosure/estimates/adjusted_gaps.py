"""The difference between two groups with other variables accounted for, factor by factor."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from probation.disclosure.estimates import model_tables
from probation.disclosure.estimates.models import Options, screened
from probation.disclosure.gate import CONFIDENTIAL, SMALLEST_BASE, enough, flag_of
from probation.disclosure.withheld_models import SMALL_COUNT, TOO_FEW_EVENTS, base_of
from probation.domain.scope import Scope
from probation.domain.vocabulary import CANDIDATES, Dimension
from probation.domain.wording import join_or
from probation.statistics.multiplicity import benjamini_hochberg
from probation.stepwise.cautions import RED, events_per_parameter
from probation.stepwise.effects import observed
from probation.stepwise.regression import Regression
from probation.store.connection import Store

#: Why no adjusted difference is given.
_NO_MODEL = "no model can be fitted"
_ONE_SIDE = "no complete case on one side"
_FEW_CASES = f"under {SMALLEST_BASE} complete cases on a side"
_UNSIZED = "these cases cannot tell how far"
_NOTHING_TO = "nothing else to account for"
#: The note on a stepwise model of the two groups alone.
NOTHING_ELSE = "nothing else in the model"

#: The columns of either model, of the model of all candidates, and of the stepwise model.
OF_BOTH = ("model_cases", "model_lost", "events_per_parameter")
OF_FULL = (
    *("full_model", "full_model_low", "full_model_high", "full_model_p", "full_model_p_bh"),
    *("flag_full_model", "full_model_note"),
)
OF_STEPWISE = ("adjusted", "adjusted_low", "adjusted_high", "adjusted_note")


def adjusted_gaps(store: Store, scope: Scope) -> pd.DataFrame:
    """The two levels of the scope's breakdown, the second minus the first, in models by factor.

    The candidates are the usual ones and the breakdown; a case with one of them not recorded takes
    no part. One row: one factor (None for a question asked once a case). Columns: factor;
    model_cases, model_lost (judgements in the models, and left out for lack of a value; NaN where
    no model can be fitted); events_per_parameter (see stepwise.cautions); full_model,
    full_model_low, full_model_high (the average marginal effect in the model of all candidates, in
    percentage points, 95% delta method); full_model_p (likelihood ratio, of taking the breakdown
    out of it), full_model_p_bh (Benjamini and Hochberg's, over the rows); flag_full_model ('u'
    where a side has under 30 judgements in the model, else None); adjusted, adjusted_low,
    adjusted_high (the same in the stepwise model); full_model_note, adjusted_note (why there is
    none, or, of the stepwise model, what else is in it; else None). NaN under 5 events a parameter,
    under 10 judgements on a side, and where a level is predicted without error.
    """
    assert scope.breakdown is not None
    where, variable = replace(scope, factor=None, breakdown=None), scope.breakdown.value
    candidates = tuple(d for d in Dimension if d in (*CANDIDATES, scope.breakdown))
    found = screened(store, where, Options(candidates), (scope.question,))
    rows = []
    for key in [*found.regressions, *found.skipped]:
        row = {"factor": key[1], "full_model_note": _NO_MODEL, "adjusted_note": _NO_MODEL}
        if key in found.regressions:
            row |= _row(found.regressions[key], variable)
        rows.append(row)
    frame = pd.DataFrame(rows, columns=["factor", *OF_BOTH, *OF_FULL, *OF_STEPWISE], dtype=object)
    # whole numbers stay whole beside missing ones
    numbers = ["events_per_parameter", *OF_FULL[:4], *OF_STEPWISE[:3]]
    frame = frame.astype(dict.fromkeys(numbers, float))
    flag = frame["flag_full_model"]
    return frame.assign(
        full_model_p_bh=benjamini_hochberg(frame["full_model_p"].tolist()),
        flag_full_model=flag.where(flag.notna(), None),
    )


def with_models(
    frame: pd.DataFrame, store: Store, scope: Scope, columns: Sequence[str]
) -> pd.DataFrame:
    """``frame`` (rows of estimates.gaps of the scope) with OF_BOTH and ``columns`` of models."""
    found = adjusted_gaps(store, scope)
    own = found.set_index(found["factor"].map(lambda factor: factor or ""))
    rows = own.loc[[factor or "" for factor in frame["factor"]]]
    return frame.assign(**{name: rows[name].to_numpy() for name in (*OF_BOTH, *columns)})


def _row(found: Regression, variable: str) -> dict[str, Any]:
    """Both models of one factor: columns of ``adjusted_gaps``."""
    rows, each = found.patterns.rows, events_per_parameter(found.patterns)
    row = {
        "model_cases": rows.used,
        "model_lost": rows.total - rows.used,
        "events_per_parameter": each,
    }
    sides = _sides(found, variable)
    why = _why(each, sides)
    if why:
        flag = CONFIDENTIAL if why is SMALL_COUNT else None
        return row | {"full_model_note": why, "adjusted_note": why, "flag_full_model": flag}
    return row | _full(found, variable, sides) | _stepwise(found, variable)


def _full(found: Regression, variable: str, sides: list[float]) -> dict[str, Any]:
    if found.patterns.names == (variable,):
        return {"full_model_note": _NOTHING_TO}
    own = model_tables.full_gaps(found, variable).iloc[0]
    p = {test.variable: test.lr_p for test in found.full.tests}[variable]
    known = own["points"] == own["points"]
    return _named("full_model", own) | {
        "full_model_p": p if known else np.nan,
        "flag_full_model": flag_of(*sides),
        "full_model_note": None if known else _UNSIZED,
    }


def _sides(found: Regression, variable: str) -> list[float]:
    """The cases of each level of a variable in the model, NaN where withheld; [] without it."""
    if variable not in found.patterns.names:
        return []
    of = found.patterns
    return [base_of(of, *observed(of, variable, place)) for place in (0, 1)]


def _why(each: float, sides: list[float]) -> str:
    """Why neither model can give a difference, or ''."""
    if each < RED:
        return TOO_FEW_EVENTS
    if not sides:
        return _ONE_SIDE
    if any(side != side for side in sides):
        return SMALL_COUNT
    return "" if all(map(enough, sides)) else _FEW_CASES


def _stepwise(found: Regression, variable: str) -> dict[str, Any]:
    if variable not in found.model.variables:
        return {"adjusted_note": "not in the model"}
    own = model_tables.gaps(found, variable).iloc[0]
    if len(model_tables.told(found, variable)) < 2 or own["points"] != own["points"]:
        return {"adjusted_note": _UNSIZED}
    others = [Dimension(name).phrase for name in found.model.variables if name != variable]
    note = f"with {join_or(others, 'and')}" if others else NOTHING_ELSE
    return _named("adjusted", own) | {"adjusted_note": note}


def _named(name: str, own: pd.Series) -> dict[str, Any]:
    points = ("points", "ci_low", "ci_high")
    return dict(zip((name, f"{name}_low", f"{name}_high"), own[list(points)], strict=True))
