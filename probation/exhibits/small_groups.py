"""What a small group is offered: all factors together, and the filters that stand in its way."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import pandas as pd

from probation.charts.levels import name as level_name
from probation.disclosure.estimates.cases import cases_without, judgements_without
from probation.disclosure.gate import SMALL_BASE, SMALLEST_BASE, large
from probation.domain.address import Params
from probation.domain.codes import cases, phrase
from probation.domain.scope import Scope
from probation.domain.vocabulary import ALL_FACTORS, Dimension
from probation.domain.wording import counted, join_or
from probation.exhibits.table_text import marked, span, unbroken
from probation.statistics.rows import rows as rows_of
from probation.store.connection import Store

_TOGETHER = (
    f"{ALL_FACTORS} together: {{}}. A case counts once for each of its priority factors; the"
    " intervals allow for that (clustered by case). [u]: under"
    f" {SMALL_BASE} cases; no percentage is shown under {SMALLEST_BASE} cases."
)


@dataclass(frozen=True)
class Pooled:
    """All factors of a question together, where each alone has too few judgements.

    frame: of estimates.pooled. table: the same as a reader sees it. sentence: the same in words.
    """

    frame: pd.DataFrame
    table: pd.DataFrame
    sentence: str


@dataclass(frozen=True)
class Widening:
    """A filter that stands in the way: without it there are enough judgements to say something.

    dimension: what it is on. label: for a button: "Without 'women' (212 NPS cases)", the cases of
    the smaller side. params: the address without it.
    """

    dimension: Dimension
    label: str
    params: Params


def pooled(frame: pd.DataFrame) -> Pooled:
    """frame: of estimates.pooled."""
    rows = rows_of(frame)
    names = [level_name(row.breakdown, row.level) for row in rows]
    columns = {
        "Yes": [unbroken(f"{r.yes:,} of {r.n:,}") for r in rows],
        "Cases": [f"{r.cases:,}" for r in rows],
        "% yes": [unbroken(marked(r.percent, r.flag)) for r in rows],
        "95% interval": [unbroken(span(r.ci_low, r.ci_high)) for r in rows],
    }
    table = pd.DataFrame(columns, index=pd.Index(names, name=f"{ALL_FACTORS} together"))
    said = []
    for name, row in zip(names, rows, strict=True):
        share = f" {marked(row.percent, row.flag)}" if row.cases else ""
        limits = (
            f", 95% interval {span(row.ci_low, row.ci_high)}" if row.ci_low == row.ci_low else ""
        )
        n, people = counted(row.n, "judgement"), counted(row.cases, "case")
        counts = f"{row.yes:,} of {n} in {people}"
        said.append(f"{name}{share} ({counts}{limits})")
    return Pooled(frame, table, _TOGETHER.format("; ".join(said)))


def widenings(store: Store, scopes: Sequence[Scope], params: Params) -> tuple[Widening, ...]:
    """Filters that, one of them taken away, leave 30 judgements on each side; the most first.

    scopes: what is compared, divided or several beside one another; of all the same filters.
    """
    where, breakdown = scopes[0].where, scopes[0].breakdown
    if not where:
        return ()
    judged = [judgements_without(store, scope) for scope in scopes]
    people = cases_without(store, scopes[0])
    levels = scopes[0].recorded_levels(store.codes)
    found = []
    for dimension, codes in where:
        sides = list(product(judged, levels))
        least = [
            min(bases.get((dimension, factor, level), 0) for bases, level in sides)
            for factor in scopes[0].factors
        ]
        if not large(max(least)):
            continue
        fewest = min(levels, key=lambda level: people.get((dimension, None, level), 0))
        n = people.get((dimension, None, fewest), 0)
        side = cases(breakdown, fewest, store.codes) if breakdown else "cases"
        words = join_or(phrase(dimension, code, store.codes) for code in codes)
        left = {name: own for name, own in params.items() if name != dimension.value}
        found.append((n, Widening(dimension, f"Without '{words}' ({n:,} {side})", left)))
    found.sort(key=lambda each: each[0], reverse=True)
    return tuple(widening for _, widening in found)
