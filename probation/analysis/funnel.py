"""Funnel limits: how far a unit's percentage may lie from all units' by chance alone.

The limits are exact and not interpolated: the smallest and the largest number of yes that an exact
test with a chance of 2.5% (or 0.1%) in each tail does not reject, which are the binomial quantiles
at 2.5% and 97.5% (0.1% and 99.9%). Spiegelhalter (2005), Statistics in Medicine 24, 1185-1202,
interpolates between two such numbers (appendix A.1.1), which puts the upper limit up to one yes
further in. Without that a unit lies outside its limits where, and only where, the test rejects,
and the chance of lying outside is at most 5% (0.2%). The lines of a chart are interpolated, too,
but between the last number not rejected and the first one rejected (see ``curve``).
"""

import math

import numpy as np
import pandas as pd

from probation.analysis.columns import Numbers
from probation.analysis.models import Models

#: For each limit, the probability of which it is the quantile.
LIMITS = {"lower95": 0.025, "upper95": 0.975, "lower998": 0.001, "upper998": 0.999}
WITHIN = "within"
#: The positions outside the limits; the limit crossed, the outer limits first.
OUTSIDE = {
    "above 99.8": "upper998",
    "below 99.8": "lower998",
    "above 95": "upper95",
    "below 95": "lower95",
}
#: Up to so many judgements of a unit the distribution at its case mix is exact.
EXACT = 100_000
#: Above it is the normal one with its mean, variance and skewness, off by one yes at most, unless
#: fewer yes, or no, than this are expected.
_ENOUGH = 100
#: Nothing of a distribution lies so many standard errors from its mean that a limit could be moved.
_ALL = 10
#: A fitted probability this near to 0 or 1 is an estimate on its way to infinity.


class TooFewError(Exception):
    """Why there is no adjusting for case mix, in words that follow a colon."""


def funnel(counts: pd.DataFrame) -> pd.DataFrame:
    """Units (columns n, yes) against the rate of all of them together.

    Added columns: percent; expected (the percentage of all units together); lower95, upper95,
    lower998, upper998; position ('within', or a key of OUTSIDE). In per cent; NaN, and None for
    position, where n is 0.
    """
    yes, n = counts["yes"].sum(), counts["n"].to_numpy(float)
    rate = yes / n.sum() if n.sum() else np.nan
    cases = binomial(n, rate)
    judged = np.where(n > 0, n, np.nan)
    shares = {name: 100 * cases[name] / judged for name in LIMITS}
    return counts.assign(
        percent=100 * counts["yes"] / judged,
        expected=np.where(n > 0, 100 * rate, np.nan),
        **shares,
        position=_positions(counts["yes"], cases),
    )


def adjusted(cells: pd.DataFrame, unit: str, variables: list[str]) -> pd.DataFrame:
    """Units against what their case mix leads to expect: indirect standardisation.

    ``cells``: judgements by unit and pattern of the variables (columns of categories, n, yes).
    Expected is what the logistic regression of all variables gives, fitted on all units, with
    every level (not recorded is one) and without selection. One row: one unit of the category's,
    in its order. Columns: the unit, n, yes and those of ``funnel``, but: percent is the rate of all
    units times observed over expected yes; expected is the percentage the model expects; the limits
    are those of a sum of cases with the probabilities that the model gives them (a Poisson-binomial
    distribution), on the scale of percent, which may exceed 100. That the model is itself an
    estimate is not allowed for. Raises TooFewError (see ``probabilities``).
    """
    counts = cells.groupby(unit, observed=False)[["n", "yes"]].sum().reset_index()
    n, yes = counts["n"].sum(), counts["yes"].sum()
    given = cells.assign(p=probabilities(cells, variables))
    by_unit = dict(list(given.groupby(unit, observed=True)))
    rows = [_of_case_mix(by_unit.get(code, given.iloc[:0])) for code in counts[unit]]
    cases = pd.DataFrame(rows, columns=["expected", *LIMITS])
    scale = 100 * yes / n / cases["expected"]
    judged = counts["n"].where(counts["n"] > 0)
    return counts.assign(
        percent=scale * counts["yes"],
        expected=100 * cases["expected"] / judged,
        **{name: scale * cases[name] for name in LIMITS},
        position=_positions(counts["yes"], cases),
    )


def events_per_parameter(cells: pd.DataFrame, variables: list[str]) -> float:
    """Judgements of the rarer answer for each parameter of the model of ``adjusted``."""
    yes, n = int(cells["yes"].sum()), int(cells["n"].sum())
    levels = [len(cells[name].cat.remove_unused_categories().cat.categories) for name in variables]
    return min(yes, n - yes) / max(sum(count - 1 for count in levels), 1)


def probabilities(cells: pd.DataFrame, variables: list[str]) -> Numbers:
    """The fitted probability of a yes in each row of ``cells`` (see ``adjusted``).

    They exist also where all cases of some kind had one answer and estimates are infinite.
    Raises TooFewError where the rarer answer was given less often than there are parameters.
    """
    if events_per_parameter(cells, variables) < 1:
        rarer = int(min(cells["yes"].sum(), (cells["n"] - cells["yes"]).sum()))
        raise TooFewError(
            f"the rarer answer was given {rarer:,} {'time' if rarer == 1 else 'times'}, less often"
            " than the model has parameters"
        )
    blocks = [
        pd.get_dummies(cells[name].cat.remove_unused_categories(), drop_first=True, dtype=float)
        for name in variables
    ]
    ends = np.cumsum([0, *(block.shape[1] for block in blocks)]).tolist()
    columns = {name: slice(ends[i], ends[i + 1]) for i, name in enumerate(variables)}
    design = np.column_stack([np.empty((len(cells), 0)), *(block.to_numpy() for block in blocks)])
    n, yes = cells["n"].to_numpy(float), cells["yes"].to_numpy(float)
    return Models(design, columns, n, yes).model(variables).fit.p


def binomial(n: Numbers, rate: float) -> pd.DataFrame:
    """The limits for units of ``n`` judgements, in numbers of yes; NaN where n is 0."""
    from scipy.special import bdtr  # takes long to load

    trials = n.astype(np.int64)
    columns = {}
    for name, probability in LIMITS.items():
        below, reached = np.full(len(n), -1.0), np.array(n, dtype=float)
        while (reached - below > 1).any():
            middle = np.where(reached - below > 1, np.floor((below + reached) / 2), reached)
            enough = bdtr(middle, trials, rate) >= probability
            below, reached = np.where(enough, below, middle), np.where(enough, middle, reached)
        columns[name] = np.where(n > 0, reached, np.nan)
    return pd.DataFrame(columns)


def curve(n: Numbers, rate: float) -> pd.DataFrame:
    """Smooth lines for a chart, in numbers of yes: a unit is beyond one where its test rejects.

    Between the last number of yes not rejected and the first one rejected, where the tail
    probability, interpolated, is the limit's; never below 0 or above n. ``n`` is 1 or more.
    """
    from scipy.special import bdtr

    cases = binomial(n, rate)
    trials = n.astype(np.int64)
    for name, probability in LIMITS.items():
        reached = cases[name].to_numpy()
        below = np.where(reached > 0, bdtr(np.maximum(reached - 1, 0), trials, rate), 0.0)
        share = (probability - below) / (bdtr(reached, trials, rate) - below)
        first = -1 if name.startswith("lower") else 0
        cases[name] = np.clip(reached + first + share, 0, n)
    return cases


def case_mix(n: Numbers, p: Numbers) -> list[float]:
    """The limits of one unit, in numbers of yes: ``n`` judgements with probability ``p`` each."""
    total, mean = float(n.sum()), float(n @ p)
    if total > EXACT and min(mean, total - mean) >= _ENOUGH:
        found = _nearly(n, p)
    else:
        found = _exactly(n, p)
    return [float(min(max(k, 0), total)) for k in found]


def _exactly(n: Numbers, p: Numbers) -> list[float]:
    """Quantiles of a Poisson-binomial distribution, from its characteristic function.

    The function is taken at as many points as the numbers of yes that can occur at all. Source:
    Hong (2013), Computational Statistics and Data Analysis 59, 41-51.
    """
    mean, error = float(n @ p), float(np.sqrt(n @ (p * (1 - p))))
    reach = _ALL * error + 2 * _ALL
    first = max(0, math.floor(mean - reach))
    points = 2 ** math.ceil(math.log2(mean + reach - first + 1))
    angle = 2 * np.pi * np.arange(points // 2 + 1) / points
    turned = np.expm1(1j * angle)
    logs = np.zeros(len(angle), dtype=complex)
    for size, probability in zip(n[n > 0].tolist(), p[n > 0].tolist(), strict=True):
        with np.errstate(divide="ignore"):  # a probability of a half: the function is 0 somewhere
            logs += size * np.log1p(probability * turned)
    terms = np.fft.irfft(np.conj(np.exp(logs - 1j * angle * first)), points)
    reached = np.searchsorted(np.cumsum(terms), list(LIMITS.values()))
    return [first + float(k) for k in reached]


def _nearly(n: Numbers, p: Numbers) -> list[float]:
    """The same from mean, variance and skewness (Cornish and Fisher), for large numbers."""
    from statistics import NormalDist

    variance = float(n @ (p * (1 - p)))
    skewness = float(n @ (p * (1 - p) * (1 - 2 * p))) / variance**1.5
    scores = [NormalDist().inv_cdf(q) for q in LIMITS.values()]
    mean, error = float(n @ p), math.sqrt(variance)
    return [math.ceil(mean + error * (z + skewness * (z * z - 1) / 6) - 0.5) for z in scores]


def _of_case_mix(cells: pd.DataFrame) -> list[float]:
    if cells.empty:
        return [np.nan] * (1 + len(LIMITS))
    n, p = cells["n"].to_numpy(float), cells["p"].to_numpy(float)
    return [float(n @ p), *case_mix(n, p)]


def _positions(yes: pd.Series, cases: pd.DataFrame) -> pd.Series:
    """Where each number of yes lies; None where there are no limits."""
    found = [
        None if row["lower95"] != row["lower95"] else _position(count, row)
        for count, row in zip(yes.tolist(), cases.to_dict("records"), strict=True)
    ]
    return pd.Series(found, yes.index, dtype=object)


def _position(yes: float, cases: dict) -> str:
    for position, limit in OUTSIDE.items():
        crossed = yes > cases[limit] if position.startswith("above") else yes < cases[limit]
        if crossed:
            return position
    return WITHIN
