"""Firth's penalised estimates: finite where maximum likelihood has none."""

import math
import warnings
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from .coefficients import (
    Coefficient,
    coefficient,
    exponential,
    separated,
    terms,
)
from .columns import Numbers
from .logistic import Fit, log_likelihood, sigmoid
from .models import Model
from .patterns import Patterns
from .profile_likelihood import LOSS

#: No limit is looked for further than this from the estimate, in standard deviations' log-odds.
_FURTHEST = 1000.0
_MOST_STEPS, _MOST_HALVINGS = 500, 34
#: Newton's steps are shortened to this: where the curve is flat they lead anywhere.
_LONGEST = 3.0
#: A step that gains less than this is the last.
_EXACT = 1e-13


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
        if term.column in beyond:
            low, high = _interval(patterns, model, term.column)
            row = replace(row, ci_low=exponential(low), ci_high=exponential(high))
        rows.append(row)
    return tuple(rows)


def _interval(patterns: Patterns, model: Model, column: int) -> tuple[float, float]:
    """The profile's limits of the coefficient of a column (-1: the intercept), as printed."""
    fit, place = model.fit, 0
    scale = 1.0
    if column < 0:  # at 0 of the numbers, not at their means
        moved = fit.x.copy()
        moved[:, 1:] += patterns.centre[model.columns] / patterns.scale[model.columns]
        fit = replace(fit, x=moved)
    else:
        place = 1 + model.columns.tolist().index(column)
        scale = float(patterns.scale[column])
    low, high = _limits(fit, place)
    return low / scale, high / scale


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


def _limits(fit: Fit, place: int) -> tuple[float, float]:
    """Where the profile of an estimate has fallen by the loss, below it and above; NaN if nowhere.

    Bracketed, then found as a root: the profile is flat where the estimate is far out, and Newton's
    method on both at once stops there or leaves the curve.
    """
    from scipy.optimize import brentq

    top = penalised(fit.x, fit.n, fit.yes)
    at = float(top.b[place])

    def loss(value: float) -> float:
        held = penalised(fit.x, fit.n, fit.yes, top.b, (place, value))
        return top.log_likelihood - held.log_likelihood - LOSS

    found = []
    for side in (-1, 1):
        near, step = at, 1.0
        while loss(at + side * step) < 0 and step < _FURTHEST:
            near, step = at + side * step, 2 * step
        beyond = step >= _FURTHEST
        found.append(math.nan if beyond else float(brentq(loss, near, at + side * step, xtol=1e-9)))
    return found[0], found[1]


@dataclass(frozen=True, eq=False)
class Penalised:
    """A fit by Firth's penalised likelihood: the estimates, and its logarithm there."""

    b: Numbers
    log_likelihood: float


def penalised(
    x: Numbers,
    n: Numbers,
    yes: Numbers,
    start: Numbers | None = None,
    held: tuple[int, float] | None = None,
) -> Penalised:
    """The estimates that maximise the likelihood times the root of the information.

    x: P x m patterns of full column rank; n, yes: their cases and events. held: the place of an
    estimate and the value it keeps, while the others are free; the penalty is that of all of them.
    Newton's method with the information of the free ones, each step halved until it gains.
    """
    b = np.zeros(x.shape[1]) if start is None else start.copy()
    free = np.arange(len(b))
    if held is not None:
        b[held[0]], free = held[1], np.delete(free, held[0])
    best, q, weighted = _at(x, n, yes, b)
    for _ in range(_MOST_STEPS):
        p = sigmoid(x @ b)
        leverage = (q**2).sum(axis=1)
        score = (x.T @ (yes - n * p + leverage * (0.5 - p)))[free]
        step = np.linalg.lstsq(weighted[:, free].T @ weighted[:, free], score, rcond=None)[0]
        step /= max(1.0, np.abs(step).max(initial=0.0) / _LONGEST)
        gain = 0.0
        for halving in range(_MOST_HALVINGS):
            tried = b.copy()
            tried[free] += step / 2**halving
            likelihood, tried_q, tried_weighted = _at(x, n, yes, tried)
            if likelihood >= best:
                gain = likelihood - best
                b, best, q, weighted = tried, likelihood, tried_q, tried_weighted
                break
        if gain < _EXACT:
            break
    return Penalised(b, best)


def _at(x: Numbers, n: Numbers, yes: Numbers, b: Numbers) -> tuple[float, Numbers, Numbers]:
    """The logarithm of the penalised likelihood, and an orthonormal base of the weighted x."""
    eta = x @ b
    root = np.sqrt(n * sigmoid(eta) * sigmoid(-eta))
    weighted = x * root[:, None]
    q, r = np.linalg.qr(weighted)
    with np.errstate(divide="ignore"):  # without any information: minus infinity
        penalty = float(np.log(np.abs(np.diag(r))).sum())
    return log_likelihood(eta, n, yes) + penalty, q, weighted
