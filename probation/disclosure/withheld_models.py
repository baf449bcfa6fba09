"""Which numbers of a regression no exit gives, and why: the one gate of models.

The engine's own answers are whole; what is shown or filed of stored cases goes through here. That a
test rejects, and what entered, stands: it says nothing of a size.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from probation.disclosure.gate import OPEN, SMALLEST_BASE, Policy, enough
from probation.stepwise.cautions import too_few_events
from probation.stepwise.coefficients import INTERCEPT, Coefficient
from probation.stepwise.effects import Effect, Level, observed
from probation.stepwise.patterns import Patterns

#: Why nothing is sized: in a whole regression, and of a level.
TOO_FEW_EVENTS, TOO_FEW_CASES = "too few events", f"under {SMALLEST_BASE} cases"
SMALL_COUNT = "a count is withheld"

#: Why there are no points of what is predicted without error.
NO_ESTIMATE = "no estimate"

#: Levels, and numbers (level None), of whose size nothing is said, each with the reason.
Withheld = dict[Level, str]

Row = TypeVar("Row", Coefficient, Effect)


@dataclass(frozen=True, eq=False)
class Stored(Patterns):
    """Patterns of stored cases, with the policy by which their numbers are shown."""

    policy: Policy = OPEN


def stored(patterns: Patterns, policy: Policy) -> Stored:
    """``patterns`` with the policy of the store they are of."""
    own = {field.name: getattr(patterns, field.name) for field in fields(patterns)}
    return Stored(**own, policy=policy)


def base_of(patterns: Patterns, cases: float, percent: float) -> float:
    """``cases`` with so many per cent yes; NaN where they, the yes or the no are withheld.

    Where a case has several judgements its yes and no are scaled to cases, so fewer than they are.
    """
    policy = patterns.policy if isinstance(patterns, Stored) else OPEN
    yes = round(cases * percent / 100, 6)
    return math.nan if any(map(policy.small, (cases, yes, cases - yes))) else cases


def withheld(patterns: Patterns) -> Withheld:
    """The levels of candidates of whose size nothing is said: few cases or, of all, few events."""
    every = too_few_events(patterns)
    found = {
        (candidate.name, level): TOO_FEW_EVENTS if every else _why(patterns, candidate.name, place)
        for candidate in patterns.candidates
        for place, level in enumerate(candidate.levels or (None,))
        if every or level is not None
    }
    return {level: why for level, why in found.items() if why}


def _why(patterns: Patterns, name: str, place: int) -> str:
    """Why nothing is said of a level's size; '' where something may be."""
    base = base_of(patterns, *observed(patterns, name, place))
    if base != base:
        return SMALL_COUNT
    return "" if enough(base) else TOO_FEW_CASES


def reasons(rows: Sequence[Coefficient | Effect], of: Withheld) -> list[str | None]:
    """For each row of a model why its numbers are withheld, of its level or its reference; or None.

    The intercept goes with any reference: in a model of one variable it is that level's odds.
    """
    references = [of.get((row.variable, row.reference)) for row in rows]
    own = [of.get((row.variable, row.level)) for row in rows]
    any_of_them = next(filter(None, references), None)
    return [
        any_of_them if row.variable == INTERCEPT else mine or other
        for row, mine, other in zip(rows, own, references, strict=True)
    ]


def kept(rows: Sequence[Row], of: Withheld) -> list[Row]:
    """The rows of a model, with NaN for all numbers of those that have a reason."""
    return [
        _without_numbers(row) if why else row
        for row, why in zip(rows, reasons(rows, of), strict=True)
    ]


def _without_numbers(row: Row) -> Row:
    numbers = {field.name for field in fields(row) if field.type is float} - {"df"}
    none: dict[str, Any] = dict.fromkeys(numbers, math.nan)
    return replace(row, **none)
