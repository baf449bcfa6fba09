"""Many outcomes at once: each selected alone, their tests judged together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from probation.analysis.patterns import Patterns
from probation.analysis.regression import Regression, regression
from probation.analysis.stepwise import Criteria, Watch


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


def screen(
    outcomes: Mapping[Any, Patterns],
    criteria: Criteria,
    skipped: Mapping[Any, str] | None = None,
    watch: Watch | None = None,
) -> Screen:
    """A stepwise selection for each outcome, and the step-0 tests with their false discovery rate.

    Source: Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57.
    """
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


def benjamini_hochberg(p: Sequence[float]) -> list[float]:
    """Adjusted p: below q, a test is among discoveries of which a share of q may be false."""
    given = np.asarray(p, dtype=np.float64)
    order = np.argsort(-given, kind="stable")
    ranks = np.arange(len(given), 0, -1)
    adjusted = np.empty(len(given))
    adjusted[order] = np.minimum.accumulate(np.minimum(given[order] * len(given) / ranks, 1.0))
    return adjusted.tolist()
