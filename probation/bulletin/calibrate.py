"""Choosing by preference under exact counts: the integer programme behind the synthetic cases.

Every step of the synthesis is the same question: of many options, each with a utility, which to
choose so that given groups of options hold between so many and so many of the chosen?
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import LinearConstraint, brentq, milp
from scipy.sparse import csr_array

from probation.bulletin import figures
from probation.bulletin.figures import exact
from probation.bulletin.possibility import KEY, half_unit, possibility, whole_numbers
from probation.errors import StoreError

Flags = NDArray[np.bool_]
Numbers = NDArray[np.float64]
Positions = NDArray[np.intp]

#: Search until the choice is proved to be the best: to stop by the clock, or close to the best,
#: would let another machine give another answer.
GAP = 0.0


@dataclass(frozen=True)
class Bound:
    """One condition: ``low`` <= the sum of ``weights`` over the chosen ``members`` <= ``high``.

    members: positions of options. weights: one number for all of them, or one for each.
    """

    members: Positions
    low: float
    high: float
    weights: float | Numbers = 1.0


@dataclass(frozen=True)
class Target:
    """A percentage that a case set must come to.

    question, factor, breakdown, level, printed: as in ``figures.published``.
    within: points it may be off: half a unit of the last printed place where the figure is
        possible, the tolerance of ``possibility`` where it is not.
    n: cases it is of, as printed; None where none is printed or none can be kept.
    """

    question: str
    factor: str
    breakdown: str
    level: str
    printed: str
    within: Fraction
    n: int | None


def choose(utility: Numbers, bounds: Sequence[Bound], what: str) -> Flags:
    """Which options to choose: the largest total utility that meets every bound.

    Utilities are rounded to six decimals first, so that the last bit of a logarithm, which
    differs between machines, cannot change the answer. ``what`` names the step in the error.
    Raises StoreError where no choice meets the bounds.
    """
    members = np.concatenate([b.members for b in bounds])
    weights = np.concatenate([np.broadcast_to(b.weights, len(b.members)) for b in bounds])
    starts = np.cumsum([0, *(len(b.members) for b in bounds)])
    rows = csr_array((weights, members, starts), shape=(len(bounds), len(utility)))
    solution = milp(
        -np.round(utility, 6),
        integrality=np.ones(len(utility)),
        bounds=(0, 1),
        constraints=LinearConstraint(rows, [b.low for b in bounds], [b.high for b in bounds]),
        options={"mip_rel_gap": GAP},
    )
    if solution.x is None:
        raise StoreError(f"No choice of {what} agrees with the published figures.")
    return np.asarray(solution.x > 0.5)


def targets(published: pd.DataFrame) -> list[Target]:
    """Every percentage that the bulletin prints of some of its cases."""
    rows = figures.margins(published).merge(possibility(published), on="id")
    kept = rows[(rows["statistic"] == "n") & ~rows["n_free"]]
    n = {tuple(key): int(value) for *key, value in kept[[*KEY, "value"]].to_numpy()}
    percents = rows[rows["statistic"] == "percent"]
    found = []
    for *key, printed, tolerance in percents[[*KEY, "printed", "tolerance"]].to_numpy():
        question, factor, breakdown, level = key
        within = half_unit(printed) if tolerance == 0 else Fraction(tolerance)
        base = n.get(tuple(key))
        found.append(Target(question, factor, breakdown, level, printed, within, base))
    return found


def about(wanted: Sequence[Target], question: str, factor: str = "") -> list[Target]:
    """The targets about one question and factor."""
    return [target for target in wanted if (target.question, target.factor) == (question, factor)]


def printed_bounds(
    wanted: Sequence[Target], cases: pd.DataFrame, yes: Positions, no: Positions | None = None
) -> list[Bound]:
    """Bounds that make the chosen options come to the percentages ``wanted``.

    yes: for each row of ``cases``, the option that says yes. no: the option that says no; without
    it, a case without yes is a no. With it, a case may have neither, and the n are met too.
    Raises StoreError where no whole number of the cases comes to a percentage.
    """
    bounds = []
    for target in wanted:
        of = np.ones(len(cases), dtype=bool)
        if target.breakdown:
            of = (cases[target.breakdown] == target.level).to_numpy()
        n = target.n if no is not None else int(of.sum())
        if no is not None:
            bounds += _n_bounds(target, yes[of], no[of])
        if n is None:
            continue
        counts = whole_numbers(n, target.printed, target.within)
        if not counts:
            raise StoreError(
                f"No number of {n} cases comes to {target.printed} ({target.question})."
            )
        bounds.append(Bound(yes[of], counts[0], counts[-1]))
    return bounds


def _n_bounds(target: Target, yes: Positions, no: Positions) -> list[Bound]:
    """As many yes and no as the n printed; or, where none can be kept, only their share of yes."""
    both = np.concatenate([yes, no])
    if target.n is not None:
        return [Bound(both, target.n, target.n)]

    def above(percent: Fraction) -> Numbers:
        return np.repeat([1 - float(percent / 100), -float(percent / 100)], [len(yes), len(no)])

    percent = exact(target.printed)
    return [
        Bound(both, 0, np.inf, above(percent - target.within)),
        Bound(both, -np.inf, 0, above(percent + target.within)),
    ]


def probabilities(effect: Numbers, expected: float) -> Numbers:
    """Logistic probabilities with log-odds ``effect`` plus the level that sums to ``expected``."""

    def surplus(level: float) -> float:
        return float(_logistic(effect + level).sum()) - expected

    return _logistic(effect + brentq(surplus, -30, 30))


def near(members: Positions, p: Numbers, spread: float) -> Bound:
    """As many of ``members`` as ``p`` expects, give or take ``spread`` standard errors.

    The standard error is that of the difference between ``members`` and all others when the
    total is fixed, so ``spread`` is about the largest z of a test of ``members`` against ``p``.
    At least half a case either way is given, so that whole numbers can add up.
    """
    variance = p * (1 - p)
    inside, total = variance[members].sum(), variance.sum()
    slack = max(spread * float(np.sqrt(inside * (1 - inside / total))), 0.5)
    expected = float(p[members].sum())
    return Bound(members, round(expected - slack), round(expected + slack))


def _logistic(x: Numbers) -> Numbers:
    return np.asarray(1 / (1 + np.exp(-x)))
