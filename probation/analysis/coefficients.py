"""The coefficients of a fitted model as a table: one row per level, beside its reference."""

import math
from dataclasses import dataclass

import numpy as np

from probation.analysis.chisquare import sf
from probation.analysis.columns import Flags, Numbers, magnitude
from probation.analysis.models import Model
from probation.analysis.patterns import Patterns
from probation.analysis.separation import infinite

INTERCEPT = "(Intercept)"

#: The 97.5th percentile of the standard normal distribution.
Z = 1.959963984540054


@dataclass(frozen=True)
class Term:
    """What a coefficient is about.

    level, reference: None for the intercept and for a number. column: of the design; -1 for the
    intercept.
    """

    variable: str
    level: str | None
    reference: str | None
    column: int


@dataclass(frozen=True)
class Coefficient:
    """One coefficient on the log-odds scale, and its odds ratio with a 95% Wald interval.

    wald: chi-square on 1 df; p: its probability. For a number they are per unit. All NaN where
    the estimate is infinite (separation) or the level is determined by other variables.
    """

    variable: str
    level: str | None
    reference: str | None
    b: float
    se: float
    wald: float
    p: float
    odds_ratio: float
    ci_low: float
    ci_high: float


def terms(patterns: Patterns, variables: tuple[str, ...]) -> list[Term]:
    """The terms of a model with an intercept, in the order of its variables."""
    levels = {candidate.name: candidate.levels for candidate in patterns.candidates}
    found = [Term(INTERCEPT, None, None, -1)]
    for name in variables:
        first, own = patterns.columns[name].start, levels[name]
        if own is None:
            found.append(Term(name, None, None, first))
        else:
            found += [Term(name, own[i], own[0], first + i - 1) for i in range(1, len(own))]
    return found


def contrasts(patterns: Patterns, model: Model) -> dict[int, Numbers]:
    """For each column of a model (-1: the intercept), g with g'b its coefficient as printed.

    Undoes the centring and scaling of numbers: per unit, and the intercept at 0.
    """
    width = len(model.fit.b)
    scale = np.concatenate([[1.0], patterns.scale[model.columns]])
    unscaled = np.eye(width) / scale
    unscaled[0, 1:] = -patterns.centre[model.columns] / scale[1:]
    return dict(zip([-1, *model.columns.tolist()], unscaled, strict=True))


def coefficients(
    patterns: Patterns, model: Model, spread: Numbers | None = None
) -> tuple[Coefficient, ...]:
    """The table of a model's coefficients.

    spread: S with the covariance of the estimates S'S, by default the model's own.
    """
    fit = model.fit
    spread = fit.spread if spread is None else spread
    by_column = contrasts(patterns, model)
    unbounded = infinite(fit)
    rows = []
    for term in terms(patterns, model.variables):
        g = by_column.get(term.column)
        known = g is not None and not _touches(g, unbounded)
        b = float(g @ fit.b) if g is not None and known else math.nan
        se = error(spread, g) if g is not None and known else math.nan
        rows.append(coefficient(term, b, se))
    return tuple(rows)


def error(spread: Numbers, g: Numbers) -> float:
    """The standard error of g'b where S'S (``spread`` is S) is the covariance of the b."""
    size = magnitude(g)  # per unit of 1e-300 its square would be infinite
    return size * float(np.linalg.norm(spread @ (g / size)))


def coefficient(term: Term, b: float, se: float) -> Coefficient:
    """The row of one term from its estimate and standard error."""
    wald = (b / se) ** 2 if se > 0 else math.nan
    return Coefficient(
        term.variable,
        term.level,
        term.reference,
        b,
        se,
        wald,
        sf(wald, 1),
        exponential(b),
        exponential(b - Z * se),
        exponential(b + Z * se),
    )


def exponential(b: float) -> float:
    """exp(b); infinity where it is above the largest double."""
    return math.exp(b) if b < 709 else math.inf if b >= 709 else math.nan


def separated(patterns: Patterns, model: Model) -> tuple[Term, ...]:
    """The terms of a model whose estimates are infinite."""
    unbounded = infinite(model.fit)
    by_column = contrasts(patterns, model)
    return tuple(
        term
        for term in terms(patterns, model.variables)
        if term.column in by_column and _touches(by_column[term.column], unbounded)
    )


def _touches(g: Numbers, unbounded: Flags) -> bool:
    return bool((g[unbounded] != 0).any())
