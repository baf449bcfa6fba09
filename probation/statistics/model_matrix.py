"""Many outcomes at once: each selected alone, their tests judged together."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from probation.statistics.multiplicity import benjamini_hochberg
from probation.stepwise.chisquare import sf
from probation.stepwise.columns import Numbers
from probation.stepwise.patterns import Patterns
from probation.stepwise.regression import Regression, regression
from probation.stepwise.selection import Criteria, Watch

#: How often answers are dealt out at random, and from which seed.
DEALS, _SEED = 200, 1
#: A direction with less than this share of the variation is collinear.
_COLLINEAR = 1e-7


@dataclass(frozen=True)
class Screened:
    """One candidate of one outcome at step 0, before any other is accounted for.

    p: of the score test; p_adjusted: Benjamini and Hochberg's, over all tests of the screen.
    """

    outcome: Any
    variable: str
    df: int
    score: float
    p: float
    p_adjusted: float


@dataclass(frozen=True, eq=False)
class Screen:
    """Regressions of many outcomes.

    regressions: each outcome's own; tests: the step-0 tests of all of them; skipped: why an
    outcome has no regression.
    """

    regressions: Mapping[Any, Regression]
    tests: tuple[Screened, ...]
    skipped: Mapping[Any, str]

    @cached_property
    def by_chance(self) -> Mapping[Any, float]:
        """How likely a candidate is to enter each model if answers are dealt out at random.

        A model keeps its cases and its number of events; the share of DEALS deals, always from the
        same seed. A candidate enters whose score test, at the model of the intercept alone, is
        below the p to enter.
        """
        chance = np.random.default_rng(_SEED)
        return {
            key: _entering(found.patterns, found.criteria.enter, chance)
            for key, found in self.regressions.items()
        }


def _entering(patterns: Patterns, enter: float, chance: np.random.Generator) -> float:
    """The share of deals in which a candidate enters."""
    held = patterns.n > 0
    n = patterns.n[held]
    rate = patterns.events / n.sum()
    sizes = np.rint(n).astype(np.int64)
    dealt = chance.multivariate_hypergeometric(sizes, patterns.events, DEALS, "marginals")
    residual = (dealt - n * rate) / np.sqrt(n * rate * (1 - rate))
    entered = np.zeros(DEALS, bool)
    for block in patterns.columns.values():
        along = residual @ _directions(patterns.design[held, block], n)
        entered |= _below((along**2).sum(axis=1), along.shape[1], enter)
    return float(entered.mean())


def _below(scores: Numbers, df: int, p: float) -> NDArray[np.bool_]:
    """Which scores have a p below ``p``; p is found of a few, as it falls with the score."""
    rising: list[float] = np.sort(scores).tolist()
    least = bisect_left(rising, True, key=lambda score: sf(score, df) < p)
    return scores >= (rising[least] if least < len(rising) else np.inf)


def _directions(block: Numbers, n: Numbers) -> Numbers:
    """The directions, of length one, in which a candidate varies among the cases."""
    centred = np.sqrt(n)[:, None] * (block - n @ block / n.sum())
    along, size, _ = np.linalg.svd(centred, full_matrices=False)
    return along[:, size > _COLLINEAR * size.max(initial=0)]


def screen(
    outcomes: Mapping[Any, Patterns],
    criteria: Criteria,
    skipped: Mapping[Any, str] | None = None,
    watch: Watch | None = None,
) -> Screen:
    """A stepwise selection for each outcome; the step-0 tests with their false discovery rate."""
    done = {key: regression(patterns, criteria, watch) for key, patterns in outcomes.items()}
    tests = [(key, o) for key, r in done.items() for o in r.path.start.not_in_equation]
    adjusted = benjamini_hochberg([o.p for _, o in tests])
    return Screen(
        done,
        tuple(
            Screened(key, o.variable, o.df, o.score, o.p, p)
            for (key, o), p in zip(tests, adjusted, strict=True)
        ),
        dict(skipped or {}),
    )
