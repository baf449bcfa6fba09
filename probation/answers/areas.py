"""Areas, CRC owners and NPS divisions compared: funnels, and what one area is beside the others."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from probation.analysis import funnel as limits
from probation.analysis.cautions import AMBER
from probation.analysis.comparison import compared
from probation.analysis.disclosure import SMALL_BASE, SMALLEST_BASE, flag_of, guarded
from probation.analysis.intervals import with_percent
from probation.analysis.multiplicity import benjamini_hochberg
from probation.queries.covariates import covariates
from probation.queries.people import people
from probation.questions import QUESTIONS, Question
from probation.scope import Scope
from probation.store.connection import Store
from probation.vocabulary import (
    BREAKDOWNS,
    PLACES,
    REPORTED_FACTORS,
    Dimension,
    join_or,
)

_CASES_OF = [
    "dimension",
    "level",
    "n",
    "percent",
    "flag",
    "n_all",
    "percent_all",
    "flag_all",
]
#: What an adjusted funnel is adjusted for, in words.
ADJUSTED_FOR = f"Adjusted for {join_or([b.phrase for b in BREAKDOWNS], 'and')}."
_ALL_FACTORS = (
    "All factors are taken together, so a case counts once for each of its priority factors, its"
    " judgements are not independent and the limits are too narrow; for one factor each case counts"
    " once."
)
PLACES_SET_ASIDE = (
    "Filters of area, CRC owner and NPS division are set aside: all places are compared."
)
#: So many sizes a limit is drawn through.
_POINTS = 400
#: Whom the table of an area's cases divides by: all but the place itself.
_WHO = tuple(dimension for dimension in Dimension if dimension not in PLACES)


@dataclass(frozen=True)
class Funnel:
    """Units against all of them together.

    rows: one row a unit (see ``funnel``). limits: what the lines are drawn through, in columns n
    and those of analysis.funnel.LIMITS, in per cent (see analysis.funnel.curve; adjusted, the
    units' own limits). percent: of all units together; NaN where they have under 10 judgements.
    adjusted: whether it is adjusted for case mix. notes: what must be known of it, a sentence each.
    """

    rows: pd.DataFrame
    limits: pd.DataFrame
    percent: float
    adjusted: bool
    notes: tuple[str, ...]

    @property
    def too_few(self) -> str:
        """'Too few judgements (3) to compare' where all units together have under 10; else ''."""
        n = int(self.rows["n"].sum())
        return f"Too few judgements ({n}) to compare" if n < SMALLEST_BASE else ""


def funnel(store: Store, scope: Scope, unit: Dimension, case_mix: bool = False) -> Funnel:
    """The funnel of one question, of one factor or all reported ones together.

    Filters of place are set aside. Columns of ``rows``: the unit (its codes, in the order of Table
    A1, also without a judgement), n, yes, percent, expected, lower95, upper95, lower998, upper998,
    position (see analysis.funnel.funnel; with ``case_mix`` see analysis.funnel.adjusted, on the six
    breakdowns), flag ('u' on a base under 30, else None). percent is NaN on a base under 10;
    position, expected and the limits hold at any base. Where too few judgements bear the adjustment
    it is not made, and a note says so. On fewer than 10 judgements of all units
    together there is nothing but counts.
    """
    bare = everywhere(scope)
    dimensions = [unit, *(BREAKDOWNS if case_mix else ())]
    cells = covariates(store, bare, dimensions, scope.question, scope.factor)
    if scope.factor is None:
        cells = _reported(cells)
    cells[unit.value] = cells[unit.value].cat.set_categories(list(store.codes[unit]))
    enough = cells["n"].sum() >= SMALLEST_BASE
    found, mixed = _adjusted(cells, unit) if case_mix and enough else (None, [])
    adjusted = found is not None
    if found is None:
        counts = cells.groupby(unit.value, observed=False)[["n", "yes"]].sum().reset_index()
        found = limits.funnel(counts)
    n, yes = int(found["n"].sum()), int(found["yes"].sum())
    percent = 100 * yes / n if n >= SMALLEST_BASE else np.nan
    if n < SMALLEST_BASE:
        found[["expected", *limits.LIMITS]] = np.nan
        found["position"] = None
    drawn = found if adjusted or n < SMALLEST_BASE else _curve(found["n"], percent / 100)
    shown = guarded(found.assign(ci_low=np.nan, ci_high=np.nan)).drop(columns=["ci_low", "ci_high"])
    return Funnel(
        shown.assign(**{unit.value: shown[unit.value].astype(str)}),
        drawn[["n", *limits.LIMITS]].dropna().sort_values("n").reset_index(drop=True),
        percent,
        adjusted,
        tuple(_notes(scope, mixed)),
    )


def everywhere(scope: Scope) -> Scope:
    """``scope`` without its filters of place and without a breakdown."""
    where = tuple((dim, codes) for dim, codes in scope.where if dim not in PLACES)
    return replace(scope, where=where, breakdown=None)


def profile(
    store: Store, where: Scope, area: str, question: Question | None = None
) -> pd.DataFrame:
    """An area against all others together: every question, or the factors of one.

    ``where`` gives the filters; those of place are set aside. One row: one question, of all
    reported factors together where it is asked per factor; with ``question`` one reported factor
    of it. Columns: question, factor (None for all); n, yes, percent (the area's); n_rest, yes_rest,
    percent_rest (the other areas'); difference (area minus rest in percentage points), ci_low,
    ci_high (95% Newcombe); p (see analysis.comparison); p_bh (Benjamini and Hochberg's, over the
    rows); flag ('u' where either base is under 30, else None). What is beside counts is NaN where
    a base it rests on is under 10.
    """
    counts = _reported(covariates(store, everywhere(where), [Dimension.AREA], question))
    key = "question" if question is None else "factor"
    codes = list(QUESTIONS) if question is None else [f.value for f in REPORTED_FACTORS]
    here, rest = (
        part.groupby(key)[["n", "yes"]].sum().reindex(codes, fill_value=0).reset_index(drop=True)
        for part in (counts[counts["area"] == area], counts[counts["area"] != area])
    )
    named = pd.DataFrame(
        {
            "question": codes if question is None else question.key,
            "factor": pd.Series([None] * len(codes) if question is None else codes, dtype=object),
        }
    )
    smallest = np.minimum(here["n"], rest["n"])
    found = compared(rest, here)[["difference", "ci_low", "ci_high", "p"]]
    found = found.where(smallest >= SMALLEST_BASE)
    small = (smallest < SMALL_BASE) & (here["n"] + rest["n"] > 0)
    sides = {
        **{name: here[name] for name in ("n", "yes")},
        "percent": guarded(with_percent(here))["percent"],
        **{f"{name}_rest": rest[name] for name in ("n", "yes")},
        "percent_rest": guarded(with_percent(rest))["percent"],
    }
    return (
        named.assign(**sides)
        .join(found)
        .assign(
            p_bh=benjamini_hochberg(found["p"].tolist()),
            flag=pd.Series(["u" if s else None for s in small], dtype=object),
        )
    )


def cases_of(store: Store, where: Scope, area: str) -> pd.DataFrame:
    """Who an area's cases are, beside those of all areas.

    ``where`` gives the filters; those of place are set aside. One row: one level of one dimension
    that is no place, in vocabulary order. Columns: dimension, level; n (the area's cases of that
    level), percent (of the area's cases), flag; n_all, percent_all (of all areas), flag_all. A
    percentage is NaN on a base under 10 cases; a flag is 'u' on one under 30, else None.
    """
    counts = people(store, everywhere(where), [Dimension.AREA, *_WHO])
    here = counts[counts["area"] == area]
    rows = []
    for dimension in _WHO:
        by_level = [
            part.groupby(dimension.value, observed=False)["n"].sum() for part in (here, counts)
        ]
        for level in store.codes[dimension]:
            own, every = (int(sums.get(level, 0)) for sums in by_level)
            rows.append((dimension.value, level, own, every))
    frame = pd.DataFrame(rows, columns=["dimension", "level", "n", "n_all"])
    for end, base in (("", here["n"].sum()), ("_all", counts["n"].sum())):
        shown = base >= SMALLEST_BASE
        frame[f"percent{end}"] = 100 * frame[f"n{end}"] / base if shown else np.nan
        frame[f"flag{end}"] = flag_of(base)
    return frame[_CASES_OF]


def _reported(counts: pd.DataFrame) -> pd.DataFrame:
    """``counts`` without the factors that the bulletin does not report."""
    reported = [factor.value for factor in REPORTED_FACTORS]
    return counts[counts["factor"].isna() | counts["factor"].isin(reported)].reset_index(drop=True)


def _adjusted(cells: pd.DataFrame, unit: Dimension) -> tuple[pd.DataFrame | None, list[str]]:
    """The adjusted funnel, or None where it is not to be had; what is to be said of it."""
    variables = [b.value for b in BREAKDOWNS]
    try:
        found = limits.adjusted(cells, unit.value, variables)
    except limits.TooFewError as error:
        return None, [f"There are too few judgements to adjust for case mix: {error}."]
    each = limits.events_per_parameter(cells, variables)
    if each >= AMBER:
        return found, [ADJUSTED_FOR]
    few = (
        f"The model has {each:.1f} judgements of the rarer answer for each of its parameters, fewer"
        f" than {AMBER}: what it expects is uncertain."
    )
    return found, [ADJUSTED_FOR, few]


def _curve(n: pd.Series, rate: float) -> pd.DataFrame:
    """The lines at every size up to the largest unit, or at ``_POINTS`` of them."""
    sizes = np.unique(np.linspace(1, n.max(), min(_POINTS, n.max())).round())
    return limits.curve(sizes, rate).mul(100 / sizes, axis=0).assign(n=sizes)


def _notes(scope: Scope, mixed: list[str]) -> list[str]:
    """``mixed``: what is to be said of the case mix."""
    notes = []
    if any(dimension in PLACES for dimension, _ in scope.where):
        notes.append(PLACES_SET_ASIDE)
    notes.extend(mixed)
    if scope.question.per_factor and scope.factor is None:
        notes.append(_ALL_FACTORS)
    return notes
