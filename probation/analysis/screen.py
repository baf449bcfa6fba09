"""Many outcomes at once: each selected alone, their tests judged together."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from probation.analysis.multiplicity import benjamini_hochberg
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
