"""Firth's penalised estimates: finite where maximum likelihood has none."""

import math
import warnings
from dataclasses import replace
from typing import Any

import numpy as np

from probation.analysis.coefficients import (
    Coefficient,
    coefficient,
    exponential,
    separated,
    terms,
)
from probation.analysis.columns import Numbers
from probation.analysis.models import Model
from probation.analysis.patterns import Patterns


def firth(patterns: Patterns, model: Model) -> tuple[Coefficient, ...]:
    """The coefficients of a model by Firth's method, with 95% intervals.

    The intervals of the terms that maximum likelihood separates are those of the profile penalised
    likelihood, the others Wald's; wald and p are of the estimate and its standard error. What is
    not found, or determined by other variables, is NaN. Source: Firth (1993), Biometrika 80;
    Heinze and Schemper (2002), Statistics in Medicine 21.
    """
    fit = model.fit
    raw = fit.x[:, 1:] * patterns.scale[model.columns] + patterns.centre[model.columns]
    try:
        found = _fitted(raw, fit.yes, fit.n - fit.yes)
    except np.linalg.LinAlgError:
        return tuple(coefficient(t, math.nan, math.nan) for t in terms(patterns, model.variables))
    # firthmodels puts the intercept last
    b = np.append(found.coef_.ravel(), found.intercept_)
    se = found.bse_
    place = {column: i for i, column in enumerate([*model.columns.tolist(), -1])}
    beyond = {term.column for term in separated(patterns, model)}
    rows = []
    for term in terms(patterns, model.variables):
        i = place.get(term.column)
        if i is None:
            rows.append(coefficient(term, math.nan, math.nan))
            continue
        row = coefficient(term, float(b[i]), float(se[i]))
        rows.append(_profiled(row, found, i) if term.column in beyond else row)
    return tuple(rows)


def _fitted(x: Numbers, yes: Numbers, no: Numbers) -> Any:
    """The fit of patterns that stand twice: with their events, and with the others."""
    from firthmodels import FirthLogisticRegression

    both, weight = np.vstack([x, x]), np.concatenate([yes, no])
    event = np.repeat([1, 0], len(x))
    held = weight > 0
    for tolerance in (1e-6, 1e-4):  # the finer one is not always to be had
        found = FirthLogisticRegression(max_iter=200, gtol=tolerance, xtol=tolerance)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it tells converged_ as well
            found.fit(both[held], event[held], sample_weight=weight[held])
        if found.converged_:
            break
    return found


def _profiled(row: Coefficient, found: Any, i: int) -> Coefficient:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a limit that is not found is NaN
        try:
            low, high = found.conf_int(method="pl", features=[i])[i].tolist()
        except np.linalg.LinAlgError:
            low = high = math.nan
    return replace(row, ci_low=exponential(low), ci_high=exponential(high))
