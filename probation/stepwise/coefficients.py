"""The coefficients of a fitted model as a table: one row per level, beside its reference."""

import math
from dataclasses import dataclass

import numpy as np

from .chisquare import sf
from .columns import Flags, Numbers, magnitude
from .models import Model
from .patterns import Patterns
from .separation import infinite

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


@dataclass(frozen=True, eq=False)
class Errors:
    """The errors of a model's estimates. spread: S with S'S their covariance.

    These are a model's own, from its likelihood; see ``clusters`` for others.
    """

    spread: Numbers

    def of(self, g: Numbers) -> float:
        """The standard error of g'b."""
        size = magnitude(g)  # per unit of 1e-300 its square would be infinite
        return size * float(np.linalg.norm(self.spread @ (g / size)))

    def df(self, g: Numbers) -> float:
        """The degrees of freedom of the t distribution that g'b over its error has."""
        return math.inf


@dataclass(frozen=True)
class Coefficient:
    """One coefficient on the log-odds scale, and its odds ratio with a 95% Wald interval.

    wald: the square of b over its error; p: its probability, as a chi-square on 1 df or, with
    finite df, by Student's t on df degrees of freedom. For a number they are per unit. All NaN
    where the estimate is infinite (separation) or the level is determined by other variables.
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
    df: float = math.inf


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
    patterns: Patterns, model: Model, errors: Errors | None = None
) -> tuple[Coefficient, ...]:
    """The table of a model's coefficients. errors: of the estimates, by default the model's own."""
    fit = model.fit
    errors = errors or Errors(fit.spread)
    by_column = contrasts(patterns, model)
    unbounded = infinite(fit)
    rows = []
    for term in terms(patterns, model.variables):
        g = by_column.get(term.column)
        if g is None or _touches(g, unbounded):
            rows.append(coefficient(term, math.nan, math.nan))
        else:
            rows.append(coefficient(term, float(g @ fit.b), errors.of(g), errors.df(g)))
    return tuple(rows)


def coefficient(term: Term, b: float, se: float, df: float = math.inf) -> Coefficient:
    """The row of one term from its estimate, its standard error and that error's df."""
    wald = (b / se) ** 2 if se > 0 else math.nan
    half = quantile(df) * se
    return Coefficient(
        term.variable,
        term.level,
        term.reference,
        b,
        se,
        wald,
        sf(wald, 1) if math.isinf(df) else _two_sided(wald, df),
        exponential(b),
        exponential(b - half),
        exponential(b + half),
        df,
    )


def quantile(df: float) -> float:
    """The 97.5th percentile of Student's t; of the normal distribution where df is infinite."""
    if math.isinf(df):
        return Z
    from scipy.special import stdtrit  # takes long to load

    return float(stdtrit(df, 0.975))


def _two_sided(squared: float, df: float) -> float:
    from scipy.special import stdtr

    return float(2 * stdtr(df, -math.sqrt(squared)))


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


def aliased(patterns: Patterns, model: Model) -> tuple[Term, ...]:
    """The terms of a model that have no coefficient: the variables before them determine them."""
    columns = set(model.columns.tolist())
    return tuple(t for t in terms(patterns, model.variables)[1:] if t.column not in columns)


def _touches(g: Numbers, unbounded: Flags) -> bool:
    return bool((g[unbounded] != 0).any())
