"""Funnel limits: how far a unit's percentage may lie from all units' by chance alone.

The limits are exact and not interpolated: the smallest and the largest number of yes that an exact
test with a chance of 2.5% (or 0.1%) in each tail does not reject, which are the binomial quantiles
at 2.5% and 97.5% (0.1% and 99.9%). Spiegelhalter (2005), Statistics in Medicine 24, 1185-1202,
interpolates between two such numbers (appendix A.1.1), which puts the upper limit up to one yes
further in. Without that a unit lies outside its limits where, and only where, the test rejects,
and the chance of lying outside is at most 5% (0.2%). The lines of a chart are interpolated, too,
but between the last number not rejected and the first one rejected (see ``curve``).
"""

from typing import Any

import numpy as np
import pandas as pd

from probation.statistics.case_mix import CaseMix
from probation.statistics.design_effect import chance, design_effect, quantile
from probation.stepwise.cautions import RED
from probation.stepwise.columns import Numbers
from probation.stepwise.models import Models

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


class TooFewError(Exception):
    """Why there is no adjusting for case mix, in words that follow a colon."""


def funnel(counts: pd.DataFrame, effect: float | None = None) -> pd.DataFrame:
    """Units (columns n, yes) against the rate of all of them together.

    effect: the design effect where a case may have several judgements (see
    statistics.design_effect): limits and test are then those of n / effect judgements. Added
    columns: percent; expected (the percentage of all units together); lower95, upper95, lower998,
    upper998; position ('within', or a key of OUTSIDE); p (exact, twice the smaller tail, so below
    0.05 outside the 95% limits). In per cent; NaN, and None for position, where n is 0.
    """
    yes, n = counts["yes"].to_numpy(float), counts["n"].to_numpy(float)
    rate = yes.sum() / n.sum() if n.sum() else np.nan
    if effect is None:
        cases, p = binomial(n, rate), chance(yes, n, np.full(len(n), rate))
    else:
        cases, p = _effective(yes, n, n / effect, np.full(len(n), rate))
    judged = np.where(n > 0, n, np.nan)
    shares = {name: 100 * cases[name] / judged for name in LIMITS}
    return counts.assign(
        percent=100 * counts["yes"] / judged,
        expected=np.where(n > 0, 100 * rate, np.nan),
        **shares,
        position=_positions(counts["yes"], cases),
        p=p,
    )


def adjusted(
    cells: pd.DataFrame, unit: str, variables: list[str], effect: float | None = None
) -> pd.DataFrame:
    """Units against what their case mix leads to expect: indirect standardisation.

    ``cells``: judgements by unit and pattern of the variables (columns of categories, n, yes).
    Expected is what the logistic regression of all variables gives, fitted on all units, with
    every level (not recorded is one) and without selection. One row: one unit of the category's,
    in its order. Columns: the unit, n, yes and those of ``funnel``, but: percent is the rate of all
    units times observed over expected yes; expected is the percentage the model expects; the limits
    are those of a sum of cases with the probabilities that the model gives them (a Poisson-binomial
    distribution), on the scale of percent, which may exceed 100. That the model is itself an
    estimate is not allowed for.

    effect: the design effect where a case may have several judgements (see ``effect_beside``):
    limits and p are then those of a binomial distribution with the mean expected and that variance
    times the effect. Raises TooFewError (see ``probabilities``).
    """
    counts = cells.groupby(unit, observed=False)[["n", "yes"]].sum().reset_index()
    n, yes = counts["n"].sum(), counts["yes"].sum()
    given = cells.assign(p=probabilities(cells, variables))
    expected, cases, p = _of_case_mix(given, unit, counts, effect)
    scale = 100 * yes / n / expected
    judged = counts["n"].where(counts["n"] > 0)
    return counts.assign(
        percent=scale * counts["yes"],
        expected=100 * expected / judged,
        **{name: scale * cases[name] for name in LIMITS},
        position=_positions(counts["yes"], cases),
        p=p,
    )


def effect_beside(cells: pd.DataFrame, variables: list[str]) -> float:
    """The design effect beside the model of ``adjusted``; cells: with sums of queries.clusters."""
    return design_effect(cells, probabilities(cells, variables), 1 + _parameters(cells, variables))


def events_per_parameter(cells: pd.DataFrame, variables: list[str]) -> float:
    """Judgements of the rarer answer for each parameter of the model of ``adjusted``."""
    yes, n = int(cells["yes"].sum()), int(cells["n"].sum())
    return min(yes, n - yes) / max(_parameters(cells, variables), 1)


def _parameters(cells: pd.DataFrame, variables: list[str]) -> int:
    """Of the model of ``adjusted``, beside the intercept."""
    levels = (cells[name].cat.remove_unused_categories().cat.categories for name in variables)
    return sum(len(each) - 1 for each in levels)


def probabilities(cells: pd.DataFrame, variables: list[str]) -> Numbers:
    """The fitted probability of a yes in each row of ``cells`` (see ``adjusted``).

    They exist also where all cases of some kind had one answer and estimates are infinite.
    Raises TooFewError where the rarer answer was given fewer than RED times for each parameter.
    """
    if events_per_parameter(cells, variables) < RED:
        rarer = int(min(cells["yes"].sum(), (cells["n"] - cells["yes"]).sum()))
        raise TooFewError(
            f"the rarer answer was given {rarer:,} {'time' if rarer == 1 else 'times'}, fewer than"
            f" {RED} for each of the model's {_parameters(cells, variables)} parameters"
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


def curve(n: Numbers, rate: float, effect: float | None = None) -> pd.DataFrame:
    """Smooth lines for a chart, in numbers of yes: a unit is beyond one where its test rejects.

    Between the last number of yes not rejected and the first one rejected, where the tail
    probability, interpolated, is the limit's; never below 0 or above n. ``n`` is 1 or more. With a
    design effect they are the limits of ``funnel`` themselves.
    """
    from scipy.special import bdtr

    if effect is not None:
        return _effective(n, n, n / effect, np.full(len(n), rate))[0]
    cases = binomial(n, rate)
    trials = n.astype(np.int64)
    for name, probability in LIMITS.items():
        reached = cases[name].to_numpy()
        below = np.where(reached > 0, bdtr(np.maximum(reached - 1, 0), trials, rate), 0.0)
        share = (probability - below) / (bdtr(reached, trials, rate) - below)
        first = -1 if name.startswith("lower") else 0
        cases[name] = np.clip(reached + first + share, 0, n)
    return cases


def _effective(yes: Numbers, n: Numbers, worth: Numbers, rate: Numbers) -> tuple[Any, Numbers]:
    """Limits in numbers of yes, and p, of units whose n judgements are worth so many."""
    sized, judged = np.where(n > 0, worth, 1.0), np.where(n > 0, n, np.nan)
    found = {}
    for name, q in LIMITS.items():
        reached = quantile(q, sized, rate)
        # every one yes is exactly that, which dividing and multiplying may miss
        found[name] = np.where(reached >= sized, judged, judged / sized * reached)
    share = np.where(yes >= n, 1.0, yes / judged)
    return pd.DataFrame(found), chance(share * sized, np.where(n > 0, worth, 0.0), rate)


def _of_case_mix(
    given: pd.DataFrame, unit: str, counts: pd.DataFrame, effect: float | None
) -> tuple[pd.Series, pd.DataFrame, Numbers]:
    """For each unit of ``counts`` the yes expected, limits in numbers of yes, and p.

    given: cells with the probability of each as p. A unit without a cell has NaN throughout.
    """
    each = given.assign(mean=given["n"] * given["p"])
    each["variance"] = each["mean"] * (1 - each["p"])
    sums = each.groupby(unit, observed=False)[["mean", "variance"]].sum().reset_index()
    n, yes = counts["n"].to_numpy(float), counts["yes"].to_numpy(float)
    expected = sums["mean"].where(n > 0)
    if effect is not None:
        rate = np.where(n > 0, expected / np.where(n > 0, n, 1.0), np.nan)
        uncertain = sums["variance"].to_numpy(float) > 0
        variance = np.where(uncertain, effect * sums["variance"], 1.0)
        worth = np.where(uncertain, rate * (1 - rate) * n**2 / variance, n)
        return expected, *_effective(yes, n, worth, rate)
    by_unit = {
        code: CaseMix(cells["n"].to_numpy(float), cells["p"].to_numpy(float))
        for code, cells in given.groupby(unit, observed=True)
    }
    rows = []
    for code, answers in zip(counts[unit], yes, strict=True):
        own, none = by_unit.get(code), [np.nan] * (len(LIMITS) + 1)
        rows.append([*own.quantiles(LIMITS.values()), own.chance(answers)] if own else none)
    found = pd.DataFrame(rows, columns=[*LIMITS, "chance"])
    return expected, found[list(LIMITS)], found["chance"].to_numpy(float)


def _positions(yes: pd.Series, cases: pd.DataFrame) -> pd.Series:
    """Where each number of yes lies; None where there are no limits."""
    found = [
        None if row["lower95"] != row["lower95"] else _position(count, row)
        for count, row in zip(yes.tolist(), cases.to_dict("records"), strict=True)
    ]
    return pd.Series(found, yes.index, dtype=object)


def _position(yes: float, cases: dict[str, float]) -> str:
    for position, limit in OUTSIDE.items():
        crossed = yes > cases[limit] if position.startswith("above") else yes < cases[limit]
        if crossed:
            return position
    return WITHIN
