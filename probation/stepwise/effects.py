"""What a fitted model says in percentages: adjusted ones, and the points a level adds."""

import math
from dataclasses import dataclass

import numpy as np

from .coefficients import Errors, quantile
from .columns import Numbers
from .logistic import sigmoid
from .models import Model
from .patterns import Patterns

#: A variable and one of its levels; None of a number.
Level = tuple[str, str | None]


@dataclass(frozen=True)
class Effect:
    """An average marginal effect in percentage points, with a 95% interval.

    Of a level against its reference, everyone set to the one and to the other; of a number
    (level None), the average slope per unit. df: degrees of freedom of its error.
    """

    variable: str
    level: str | None
    reference: str | None
    points: float
    ci_low: float
    ci_high: float
    df: float = math.inf


@dataclass(frozen=True)
class Adjusted:
    """The percentage of events if everyone had one level, and the one observed at it.

    percent, ci_low, ci_high: the average fitted percentage with everyone set to the level (95%);
    raw: the percentage of events observed at the level; n: the cases that have it (where a case has
    several judgements each counts once).
    """

    variable: str
    level: str
    percent: float
    ci_low: float
    ci_high: float
    raw: float
    n: int


def effects(
    patterns: Patterns, model: Model, errors: Errors | None = None
) -> tuple[tuple[Effect, ...], tuple[Adjusted, ...]]:
    """Average marginal effects and adjusted percentages of every variable in a model.

    errors: of the estimates, by default the model's own; those of effects follow by the delta
    method. Source: Norton and Dowd (2018), Health Services Research 53.
    """
    errors = errors or Errors(model.fit.spread)
    levels = {candidate.name: candidate.levels for candidate in patterns.candidates}
    points: list[Effect] = []
    adjusted: list[Adjusted] = []
    for name in model.variables:
        own = levels[name]
        if own is None:
            points.append(_slope(patterns, model, name, errors))
            continue
        rates = [_rate(patterns, model, name, place) for place in range(len(own))]
        base, base_slope = rates[0]
        for level, (rate, slope) in zip(own, rates, strict=True):
            n, raw = observed(patterns, name, own.index(level))
            adjusted.append(Adjusted(name, level, *_interval(rate, slope, errors)[:3], raw, n))
            if level != own[0]:
                change = _interval(rate - base, slope - base_slope, errors)
                points.append(Effect(name, level, own[0], *change))
    return tuple(points), tuple(adjusted)


def _rate(patterns: Patterns, model: Model, name: str, place: int) -> tuple[float, Numbers]:
    """The average fitted probability with everyone at one level, and its slope in the estimates.

    NaN for a level that other variables determine: it has no coefficient of its own.
    """
    fit, block = model.fit, patterns.columns[name]
    x = fit.x.copy()
    x[:, model.own(block)] = 0
    column = block.start + place - 1  # the reference, at place 0, has none
    if place and column not in model.columns:
        return math.nan, np.full(len(fit.b), math.nan)
    if place:
        x[:, 1:][:, model.columns == column] = 1
    p = sigmoid(x @ fit.b)
    share = fit.n / fit.n.sum()
    return float(share @ p), (share * p * (1 - p)) @ x


def _slope(patterns: Patterns, model: Model, name: str, errors: Errors) -> Effect:
    fit = model.fit
    own = model.own(patterns.columns[name])
    if not own.any():  # determined by the other variables of the model
        return Effect(name, None, None, math.nan, math.nan, math.nan)
    scale = float(patterns.scale[patterns.columns[name]][0])
    b = float(fit.b[own][0])
    share = fit.n / fit.n.sum()
    steepness = share * fit.p * (1 - fit.p)
    slope = b * (steepness * (1 - 2 * fit.p)) @ fit.x
    slope[own] += steepness.sum()
    found = _interval(b * float(steepness.sum()) / scale, slope / scale, errors)
    return Effect(name, None, None, *found)


def _interval(estimate: float, slope: Numbers, errors: Errors) -> tuple[float, float, float, float]:
    """An estimate with its 95% delta-method limits, in percent, and the df of its error."""
    df = errors.df(slope)
    half = quantile(df) * errors.of(slope)
    return 100 * estimate, 100 * (estimate - half), 100 * (estimate + half), df


def observed(patterns: Patterns, name: str, place: int) -> tuple[int, float]:
    """The cases of a level, by its place among those of its variable, and their per cent yes.

    Where a case has several judgements it counts once, and the percentage is of judgements.
    """
    block = patterns.design[:, patterns.columns[name]]
    there = block[:, place - 1] == 1 if place else (block == 0).all(axis=1)
    n = float(patterns.n[there].sum())
    percent = 100 * float(patterns.yes[there].sum()) / n
    clusters = patterns.clusters
    if clusters is not None and clusters.repeated:
        own = np.unique(clusters.cluster[there[clusters.pattern]])
        n = float(clusters.times[own].sum())
    return round(n), percent
