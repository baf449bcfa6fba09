"""Profile-likelihood intervals of odds ratios: fairer than Wald's where cases are few."""

import math
from dataclasses import dataclass

import numpy as np

from .coefficients import exponential, terms
from .logistic import fit
from .models import Model
from .patterns import Patterns
from .separation import infinite

#: Half the 95th percentile of chi-square on 1 df: the log-likelihood a limit may lose.
LOSS = 3.841458820694124 / 2
#: No limit is looked for further than this many standard errors away.
_FURTHEST = 40


@dataclass(frozen=True)
class Profile:
    """The 95% profile-likelihood interval of one odds ratio (for a number, per unit).

    A limit is NaN where the likelihood does not fall far enough to set one; both are where the
    estimate itself is infinite (see firth).
    """

    variable: str
    level: str | None
    reference: str | None
    ci_low: float
    ci_high: float


def profiles(patterns: Patterns, model: Model) -> tuple[Profile, ...]:
    """The interval of every coefficient of a model but the intercept.

    Source: Venzon and Moolgavkar (1988), Applied Statistics 37.
    """
    unbounded = infinite(model.fit)
    places = {column: i + 1 for i, column in enumerate(model.columns.tolist())}
    found = []
    for term in terms(patterns, model.variables)[1:]:
        place = places.get(term.column)
        low = high = math.nan
        if place is not None and not unbounded[place]:
            scale = float(patterns.scale[term.column])
            low, high = (exponential(_limit(model, place, side) / scale) for side in (-1, 1))
        found.append(Profile(term.variable, term.level, term.reference, low, high))
    return tuple(found)


def _limit(model: Model, place: int, side: int) -> float:
    """Where along one estimate the likelihood has fallen by the loss, NaN where it nowhere does."""
    from scipy.optimize import brentq

    full = model.fit
    at, error = float(full.b[place]), float(full.errors()[place])
    others = np.delete(full.x, place, axis=1)
    # where another estimate is infinite, the fit is no place to start from
    start = None if full.extreme else np.delete(full.b, place)

    def loss(value: float) -> float:
        held = fit(others, full.n, full.yes, start, value * full.x[:, place])
        return full.log_likelihood - held.log_likelihood - LOSS

    near, far = at, at + side * 2 * error
    while loss(far) < 0:
        near, far = far, at + (far - at) * 1.5
        if abs(far - at) > _FURTHEST * error:
            return math.nan
    return float(brentq(loss, near, far, xtol=1e-9 * error, rtol=1e-10))
