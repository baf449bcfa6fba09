"""What code in any language says of a regression: safe names, cases, steps, the answer.

Names and levels come from files of strangers. A name becomes letters, digits and underscores, and
is no reserved word of SPSS or R; a level becomes one line of printable text.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from probation.domain.wording import p_value
from probation.exhibits.model_cautions import events_said, warnings
from probation.exports.code.texts import number, one_line_each, safe_names
from probation.stepwise.coefficients import INTERCEPT, terms
from probation.stepwise.patterns import Candidate, Patterns
from probation.stepwise.regression import Regression
from probation.stepwise.selection import STOPPED, State, Step

#: How a statistic is called in a comment.
STATISTICS = {
    "score": "score",
    "lr": "likelihood ratio",
    "wald": "Wald",
    "cond": "conditional likelihood ratio",
}

#: Numbers are kept to so many digits of the largest of their column: rounding below is undone.
_DIGITS = 14


@dataclass(frozen=True)
class Variable:
    """A candidate as code knows it.

    name: valid in every language; original: what the data set calls it.
    levels: one line each, the reference first; None for a number.
    values: for each pattern the place of its level (from 0), or its number.
    """

    name: str
    original: str
    levels: tuple[str, ...] | None
    values: tuple[float, ...]

    @property
    def cells(self) -> list[str]:
        """The values as they stand in CSV."""
        if self.levels is None:
            return [number(value) for value in self.values]
        quoted = [_quoted(level) for level in self.levels]
        return [quoted[int(place)] for place in self.values]


@dataclass(frozen=True)
class Move:
    """A step as a sentence, with the variables in the model after it and those tested outside."""

    sentence: str
    action: str
    variable: str
    inside: tuple[str, ...]
    outside: tuple[str, ...]


@dataclass(frozen=True)
class Estimate:
    """A coefficient of the dashboard. b: NaN if other variables determine it, inf if infinite."""

    variable: str
    level: str | None
    b: float

    @property
    def finite(self) -> bool:
        return math.isfinite(self.b)

    @property
    def term(self) -> str:
        return self.variable if self.level is None else f"{self.variable} = {self.level}"


@dataclass(frozen=True)
class Contents:
    """A regression with safe names.

    outcome: its safe name; event, other: its two values, on one line.
    yes, no: cases by pattern with the event and without.
    start: the candidates tested at step 0; moves: the steps after it; stopped: why no more.
    selected: the variables of the last model, in the order in which they entered.
    """

    outcome: str
    event: str
    other: str
    variables: tuple[Variable, ...]
    yes: tuple[int, ...]
    no: tuple[int, ...]
    start: tuple[str, ...]
    moves: tuple[Move, ...]
    stopped: str
    selected: tuple[str, ...]
    estimates: tuple[Estimate, ...]

    @property
    def infinite(self) -> tuple[str, ...]:
        """The terms without a finite estimate."""
        return tuple(estimate.term for estimate in self.estimates if math.isinf(estimate.b))

    @property
    def comparable(self) -> bool:
        """Whether any coefficient is finite."""
        return any(estimate.finite for estimate in self.estimates)

    @property
    def without_estimate(self) -> bool:
        """Whether any coefficient is not finite."""
        return not all(estimate.finite for estimate in self.estimates)

    @property
    def adjusted(self) -> tuple[str, ...]:
        """The variables of the last model that have levels, to adjust percentages by."""
        factors = [variable.name for variable in self.factors]
        return tuple(name for name in self.selected if name in factors)

    @property
    def factors(self) -> tuple[Variable, ...]:
        """The variables with levels."""
        return tuple(variable for variable in self.variables if variable.levels)


def contents(regression: Regression) -> Contents:
    """What code needs of a regression."""
    patterns, path = regression.patterns, regression.path
    outcome, *names = safe_names([patterns.outcome, *patterns.names])
    called = dict(zip(patterns.names, names, strict=True))
    variables = tuple(_variable(patterns, c, called[c.name]) for c in patterns.candidates)
    other, event = one_line_each([patterns.other, patterns.event])
    stopped = STOPPED[path.stop_reason].format(variable=called.get(path.stop_variable or "", ""))
    return Contents(
        outcome,
        event,
        other,
        variables,
        _whole(patterns.yes),
        _whole(patterns.n - patterns.yes),
        _outside(path.start, called),
        tuple(_move(step, called) for step in path.steps),
        f"The selection stops: {stopped}",
        tuple(called[name] for name in path.final.variables),
        _estimates(regression, {v.original: v for v in variables}),
    )


def top(regression: Regression, said: Mapping[str, str]) -> list[str]:
    """The sentences at the top: what was asked, of which cases, by which rules, with what care."""
    patterns, criteria = regression.patterns, regression.criteria
    rows = patterns.rows
    asked = [f"{key.replace('_', ' ').capitalize()}: {text}" for key, text in said.items()]
    names = safe_names([patterns.outcome, *patterns.names])
    renamed = [
        f"{name} stands for '{original}'."
        for name, original in zip(names, [patterns.outcome, *patterns.names], strict=True)
        if name != original
    ]
    few = events_said(patterns)
    return [
        *([few] if few else []),
        *asked,
        f"Modelled: '{patterns.outcome}' = '{patterns.event}' against '{patterns.other}'; "
        f"{rows.used:,} of {rows.total:,} cases, complete in every candidate.",
        f"A variable enters at p < {criteria.enter:g} of the score test and is removed at "
        f"p > {criteria.remove:g} of the {STATISTICS[criteria.removal]} test.",
        *renamed,
        *(warning for warning in warnings(regression) if warning != few),
        *regression.context,
    ]


def csv_table(found: Contents) -> list[str]:
    """The cases as lines of CSV: a header, then a row per pattern, each column aligned."""
    columns = [[v.name, *v.cells] for v in found.variables]
    columns += [["yes", *map(str, found.yes)], ["no", *map(str, found.no)]]
    for column in columns[:-1]:
        width = max(map(len, column)) + 1
        column[:] = [f"{cell},".ljust(width) for cell in column]
    return [" ".join(row) for row in zip(*columns, strict=True)]


def _variable(patterns: Patterns, candidate: Candidate, name: str) -> Variable:
    block = patterns.columns[candidate.name]
    design = patterns.design[:, block]
    if candidate.levels is not None:
        places = design @ np.arange(1, design.shape[1] + 1)
        levels = one_line_each(candidate.levels)
        return Variable(name, candidate.name, levels, tuple(places.tolist()))
    values = design[:, 0] * patterns.scale[block] + patterns.centre[block]
    decimals = _DIGITS - 1 - math.floor(math.log10(np.abs(values).max()))
    return Variable(
        name, candidate.name, None, tuple(round(value, decimals) for value in values.tolist())
    )


def _quoted(cell: str) -> str:
    if '"' in cell or "," in cell:
        return '"{}"'.format(cell.replace('"', '""'))
    return cell


def _whole(counts: Iterable[float]) -> tuple[int, ...]:
    return tuple(round(float(count)) for count in counts)


def _outside(state: State, called: Mapping[str, str]) -> tuple[str, ...]:
    """The candidates tested outside; none after a perfect fit, which leaves nothing to explain."""
    if state.overall is None:
        return ()
    return tuple(called[row.variable] for row in state.not_in_equation)


def _move(step: Step, called: Mapping[str, str]) -> Move:
    name = called[step.variable]
    done = {"enter": "enters", "remove": "is removed"}[step.action]
    test = f"{STATISTICS[step.stat_name]} {step.statistic:.4f}, {step.df} df, {p_value(step.p)}"
    return Move(
        f"Step {step.step}: {name} {done} ({test}).",
        step.action,
        name,
        tuple(called[variable] for variable in step.after.variables),
        _outside(step.after, called),
    )


def _estimates(regression: Regression, variables: Mapping[str, Variable]) -> tuple[Estimate, ...]:
    """The coefficients with safe names, in the order of the model's terms."""
    patterns = regression.patterns
    levels = {candidate.name: candidate.levels or () for candidate in patterns.candidates}
    found = []
    about = terms(patterns, regression.model.variables)
    for term, coefficient in zip(about, regression.coefficients, strict=True):
        b = math.inf if term in regression.separated else coefficient.b
        if term.column < 0:
            found.append(Estimate(INTERCEPT, None, b))
            continue
        variable = variables[term.variable]
        level = None
        if term.level is not None and variable.levels:
            level = variable.levels[levels[term.variable].index(term.level)]
        found.append(Estimate(variable.name, level, b))
    return tuple(found)
