"""From a data set to covariate patterns: all that a logistic regression needs to know of it.

Cases with the same values of all candidates are one row with its number of cases and of events,
so that what a model costs does not grow with the number of cases. Source of the rules for
missing values, constants and unused levels: SPSS LOGISTIC REGRESSION, METHOD=FSTEP.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .columns import (
    Codes,
    Column,
    Flags,
    Numbers,
    in_order,
    magnitude,
    number,
    numbers,
)
from .errors import StepwiseError
from .roles import Roles

#: Reasons why a candidate takes no part.
ALL_MISSING = "missing_in_every_row"
CONSTANT = "constant_in_complete_cases"

#: More categories than this are free text or identifiers.
MOST_LEVELS = 1000


@dataclass(frozen=True)
class Candidate:
    """A variable that may enter. levels: those found, the reference first; None for a number."""

    name: str
    levels: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Rows:
    """Rows of a data set, and what became of them.

    total: with a count column, the sum of counts; used: complete in the outcome and every
    candidate; missing: for the outcome and each candidate, the rows in which it is blank.
    """

    total: int
    used: int
    missing: Mapping[str, int]


@dataclass(frozen=True)
class Excluded:
    """A candidate that took no part, and why (ALL_MISSING or CONSTANT)."""

    variable: str
    reason: str


@dataclass(frozen=True, eq=False)
class Clusters:
    """Cases by pattern and cluster. One cell: one pattern in one cluster.

    names: the clusters; pattern, cluster: for each cell its row in the patterns and its place in
    names; n, yes: its cases and events. times: how many clusters that are quite alike each name
    stands for; n and yes are of all of them. repeated: whether a cluster is one case with several
    judgements, which no model may take as independent.
    """

    names: tuple[str, ...]
    pattern: Codes
    cluster: Codes
    n: Numbers
    yes: Numbers
    times: Numbers
    repeated: bool = False


@dataclass(frozen=True, eq=False)
class Patterns:
    """The complete cases of a data set, by pattern of the candidates.

    outcome, event, other: the outcome's name, the value modelled and the other one.
    candidates: those that take part, in the order given.
    n, yes: cases and events of each pattern (P).
    design: P x K; a 0-1 column for each level but the reference; numbers centred and scaled.
    columns: for each candidate its columns of the design.
    centre, scale: of each column of the design (0 and 1 for levels).
    """

    outcome: str
    event: str
    other: str
    candidates: tuple[Candidate, ...]
    n: Numbers
    yes: Numbers
    design: Numbers
    columns: Mapping[str, slice]
    centre: Numbers
    scale: Numbers
    rows: Rows
    excluded: tuple[Excluded, ...] = ()
    clusters: Clusters | None = None

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(candidate.name for candidate in self.candidates)

    def fixed_by_cluster(self, variable: str) -> bool:
        """Whether every case of a cluster has the same value of a variable.

        That clusters are cases with several judgements does not count: there are many of each.
        """
        if self.clusters is None or self.repeated:
            return False
        cells = self.design[self.clusters.pattern, self.columns[variable]]
        first = {c: cells[i] for i, c in reversed(list(enumerate(self.clusters.cluster.tolist())))}
        of_first = np.array([first[c] for c in self.clusters.cluster.tolist()])
        return bool((cells == of_first).all())

    @property
    def repeated(self) -> bool:
        """Whether a case may have several judgements, so that these are not independent."""
        return self.clusters is not None and self.clusters.repeated

    @property
    def events(self) -> int:
        return round(float(self.yes.sum()))


def patterns(
    columns: Mapping[str, Any], roles: Roles, repeats: Sequence[int] | None = None
) -> Patterns:
    """The covariate patterns of a data set: a DataFrame, or columns of equal length by name.

    repeats: how often each row stands in the data set, by default once.
    Raises StepwiseError with one sentence for a column that is not there, an outcome that is not
    two-valued, counts that are not whole numbers, a value that listed levels lack, and where no
    complete row is left, or only one value of the outcome in complete rows.
    """
    roles.check(list(columns))
    count = _counts(columns, roles) * (1 if repeats is None else np.asarray(repeats))
    counted = count > 0
    count = count[counted]
    outcome, event, other = _outcome(Column.read(columns[roles.outcome]).at(counted), roles)
    read = {name: _candidate(name, columns[name], roles).at(counted) for name in roles.candidates}
    present = {name: column for name, column in read.items() if not column.missing.all()}
    complete = ~np.logical_or.reduce([outcome.missing, *(c.missing for c in present.values())])
    rows = Rows(
        round(count.sum()),
        round(count[complete].sum()),
        {
            name: round(count[column.missing].sum())
            for name, column in {roles.outcome: outcome, **read}.items()
        },
    )
    weight = count[complete]
    is_event = outcome.codes[complete] == 1
    _check_left(is_event, roles.outcome, event, other)
    used = {name: column.at(complete).used() for name, column in present.items()}
    varying = {name: column for name, column in used.items() if len(column) > 1}
    group, first = _grouped([c.codes for c in varying.values()], len(weight))
    clusters = None
    if roles.cluster is not None:
        column = Column.read(columns[roles.cluster]).at(counted).at(complete)
        clusters = _clusters(roles.cluster, column, group, weight, is_event)
    n = np.bincount(group, weight, len(first))
    blocks = [_block(column.at(first), n) for column in varying.values()]
    ends = np.cumsum([0, *(block.shape[1] for block, _, _ in blocks)]).tolist()
    return Patterns(
        outcome=roles.outcome,
        event=event,
        other=other,
        candidates=tuple(Candidate(name, c.levels or None) for name, c in varying.items()),
        n=n,
        yes=np.bincount(group, weight * is_event, len(first)),
        design=np.column_stack([np.empty((len(first), 0)), *(block for block, _, _ in blocks)]),
        columns={name: slice(ends[i], ends[i + 1]) for i, name in enumerate(varying)},
        centre=np.concatenate([np.empty(0), *(centre for _, centre, _ in blocks)]),
        scale=np.concatenate([np.empty(0), *(scale for _, _, scale in blocks)]),
        rows=rows,
        excluded=tuple(
            Excluded(name, CONSTANT if name in present else ALL_MISSING)
            for name in roles.candidates
            if name not in varying
        ),
        clusters=clusters,
    )


def _counts(columns: Mapping[str, Any], roles: Roles) -> Numbers:
    if roles.count is None:
        return np.ones(len(Column.read(columns[roles.outcome]).codes))
    counts = numbers(columns[roles.count])
    if counts is None or np.isnan(counts).any() or ((counts < 0) | (counts % 1 != 0)).any():
        raise StepwiseError(
            f"Every row of the count column '{roles.count}' must hold a whole number, 0 or more."
        )
    return counts


def _outcome(column: Column, roles: Roles) -> tuple[Column, str, str]:
    """The outcome with code 1 for the event and 0 for the other value, and the two values."""
    found = in_order(column.used().levels)
    if len(found) != 2:
        some = f": it has {', '.join(map(repr, found[:5]))}" if found else ""
        more = " and more" if len(found) > 5 else ""
        raise StepwiseError(
            f"The outcome '{roles.outcome}' must have two values, not {len(found)}{some}{more}."
        )
    other, event = found
    if roles.event is not None:
        wanted = roles.event
        named = [v for v in found if v == wanted] or [v for v in found if _same(v, wanted)]
        if not named:
            raise StepwiseError(
                f"The outcome '{roles.outcome}' has no '{roles.event[:40]}'; the event can be"
                f" '{other}' or '{event}'."
            )
        event = named[0]
        other = next(value for value in found if value != event)
    return column.recoded((other, event)), event, other


def _same(value: str, wanted: str) -> bool:
    """1 and 1.0, yes and Yes are the same value of an outcome."""
    try:
        return number(value) == number(wanted)
    except ValueError:
        return value.strip().casefold() == wanted.strip().casefold()


def _candidate(name: str, values: Any, roles: Roles) -> Column:
    """One candidate, its levels in order: as listed, by number, or by the alphabet."""
    if name not in roles.levels and name not in roles.categorical:
        found = numbers(values)
        if found is not None:
            return Column.of_numbers(found)
    column = Column.read(values)
    if name in roles.levels:
        listed = roles.levels[name]
        stray = [level for level in column.used().levels if level not in listed]
        if stray:
            raise StepwiseError(
                f"'{name}' has the value '{stray[0][:40]}', which its levels do not list; add it."
            )
        return column.recoded(listed)
    if len(column) > MOST_LEVELS:
        raise StepwiseError(
            f"'{name}' has {len(column):,} different texts, too many for categories; group them,"
            " or mend the cells that are no numbers."
        )
    return column.recoded(tuple(in_order(column.levels)))


def _check_left(is_event: Flags, outcome: str, event: str, other: str) -> None:
    if not len(is_event):
        raise StepwiseError(
            "No row is left that is complete in the outcome and every candidate; leave out the"
            " candidates that are often missing."
        )
    if is_event.all() or not is_event.any():
        only = event if is_event.any() else other
        raise StepwiseError(
            f"Every complete row has '{only}' as its '{outcome}', so nothing can be explained;"
            " widen the filters or leave out candidates that are often missing."
        )


def _grouped(codes: Sequence[Codes], rows: int) -> tuple[Codes, Codes]:
    """For each row its group of equal codes, and for each group one of its rows."""
    key = np.zeros(rows, dtype=np.int64)
    size = 1
    for code in codes:
        width = int(code.max()) + 1
        if size * width > 2**62:
            _, key = np.unique(key, return_inverse=True)
            size = int(key.max()) + 1
        key = key * width + code
        size *= width
    _, first, group = np.unique(key, return_index=True, return_inverse=True)
    return group, first


def _block(column: Column, n: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """The columns of the design for one candidate, with their centres and scales."""
    if column.numbers is None:
        width = len(column) - 1
        levels = (column.codes[:, None] == np.arange(1, width + 1)).astype(np.float64)
        return levels, np.zeros(width), np.ones(width)
    values = column.numbers[column.codes]
    size = magnitude(values)  # of 1e300 and 1e-300 there are no squares
    values = values / size
    centre = np.average(values, weights=n)
    scale = np.sqrt(np.average((values - centre) ** 2, weights=n))
    return ((values - centre) / scale)[:, None], np.array([centre * size]), np.array([scale * size])


def _clusters(
    name: str, column: Column, group: Codes, weight: Numbers, is_event: Flags
) -> Clusters:
    if column.missing.any():
        raise StepwiseError(
            f"'{name}' is missing in some rows, so cases cannot be told apart by it;"
            " fill it in or leave it out."
        )
    column = column.used()
    cell, first = _grouped([group, column.codes], len(group))
    return Clusters(
        column.levels,
        group[first],
        column.codes[first],
        np.bincount(cell, weight, len(first)),
        np.bincount(cell, weight * is_event, len(first)),
        np.ones(len(column)),
    )
