"""Which numbers of a regression no exit gives, and why: the one gate of models.

The engine's own answers are whole; what is shown or filed of stored cases goes through here. That a
test rejects, and what entered, stands: it says nothing of a size.
"""

import math
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

from probation.disclosure.gate import SMALLEST_BASE
from probation.stepwise.cautions import too_few_events
from probation.stepwise.coefficients import INTERCEPT, Coefficient
from probation.stepwise.effects import Effect, Level, observed
from probation.stepwise.patterns import Patterns

#: Why nothing is sized: in a whole regression, and of a level.
TOO_FEW_EVENTS, TOO_FEW_CASES = "too few events", f"under {SMALLEST_BASE} cases"

#: Why there are no points of what is predicted without error.
NO_ESTIMATE = "no estimate"

#: Levels, and numbers (level None), of whose size nothing is said, each with the reason.
Withheld = dict[Level, str]

Row = TypeVar("Row", Coefficient, Effect)


def withheld(patterns: Patterns) -> Withheld:
    """The levels of candidates of whose size nothing is said: few cases or, of all, few events."""
    every = too_few_events(patterns)
    return {
        (candidate.name, level): TOO_FEW_EVENTS if every else TOO_FEW_CASES
        for candidate in patterns.candidates
        for place, level in enumerate(candidate.levels or (None,))
        if every
        or (level is not None and observed(patterns, candidate.name, place)[0] < SMALLEST_BASE)
    }


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
