"""Which of the numbers shown the bulletin prints, and where.

The synthetic cases are made to agree with what it prints; all else of them is invented. A number
counts as printed where data/published.csv has it of the very question, factor and group, and what
the cases give reads as what is printed, to the last decimal that is. Of any other case set nothing
is said.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cache
from typing import Any

import pandas as pd

from probation.bulletin.figures import exact, margins, published
from probation.bulletin.possibility import half_unit
from probation.disclosure.estimates.gaps import CONTRACTED, PARTNERS
from probation.domain.scope import Scope
from probation.domain.vocabulary import NOT_RECORDED, Dimension
from probation.statistics.rows import rows as rows_of
from probation.store.connection import Store

#: A group of the cases as data/published.csv names it: a breakdown and its level.
Group = tuple[str, str]
_EVERYBODY: Group = ("", "all")


def of_rates(store: Store, where: Scope, rates: pd.DataFrame) -> pd.DataFrame:
    """``rates`` (see disclosure.estimates.rates) with two columns more.

    printed_in: where the bulletin prints the percentage, such as 'Section 2.1'; n_printed_in: where
    it prints n; None where it does not. where: whose filters the cases went through. Unchanged
    where the cases are not the synthetic ones.
    """
    if not store.generation.synthetic:
        return rates
    rows = [(row, _group(where, row.breakdown, row.level)) for row in rows_of(rates)]
    percents = [_percent(r.question, r.factor, g, r.percent, r.n, r.yes) for r, g in rows]
    bases = [_base(r.question, r.factor, g, r.n) for r, g in rows]
    return _with(rates, printed_in=percents, n_printed_in=bases)


def of_gaps(store: Store, where: Scope, gaps: pd.DataFrame) -> pd.DataFrame:
    """``gaps`` (see disclosure.estimates.gaps) with four columns more.

    printed_in_a, printed_in_b: where the bulletin prints the percentages; printed_in: where it
    prints both, whose difference it is; n_printed_in: where both bases; None where it does not.
    """
    if not store.generation.synthetic or gaps.empty:
        return gaps
    a, b = ([_side(where, row, side) for row in rows_of(gaps)] for side in ("a", "b"))
    (percent_a, n_a), (percent_b, n_b) = (zip(*side, strict=True) for side in (a, b))
    return _with(
        gaps,
        printed_in=_both(percent_a, percent_b),
        printed_in_a=percent_a,
        printed_in_b=percent_b,
        n_printed_in=_both(n_a, n_b),
    )


def of_story(store: Store, where: Scope, story: pd.DataFrame) -> pd.DataFrame:
    """``story`` (see disclosure.estimates.story) with three columns more.

    printed_in_available, printed_in_delivered: where the bulletin prints the percentages;
    printed_in: where it prints both; None where it does not.
    """
    if not store.generation.synthetic:
        return story
    ends, group = {"available": "availability", "delivered": "delivery"}, _group(where, None, "all")
    found = {
        end: [
            _percent(question, factor, group, *numbers)
            for factor, *numbers in zip(
                *(story[name] for name in ("factor", end, f"n_{end}", f"yes_{end}")), strict=True
            )
        ]
        for end, question in ends.items()
    }
    ends_in = {f"printed_in_{end}": where for end, where in found.items()}
    return _with(story, printed_in=_both(*found.values()), **ends_in)


def of_cases(store: Store, cases: pd.DataFrame) -> pd.DataFrame:
    """``cases`` (see disclosure.estimates.cases.levels) with the columns of ``of_rates``.

    printed_in is of the share of all cases.
    """
    if not store.generation.synthetic:
        return cases
    rows = [(r.n, (r.breakdown or "", r.level)) for r in rows_of(cases)]
    total = next(n for n, group in rows if group == _EVERYBODY)
    shares = [_percent("cases", None, group, 100 * n / total, total, n) for n, group in rows]
    bases = [_base("cases", None, group, n) for n, group in rows]
    return _with(cases, printed_in=shares, n_printed_in=bases)


def _both(first: Iterable[str | None], second: Iterable[str | None]) -> list[str | None]:
    """Where two numbers are printed, of which both must be."""
    return [_joined((a, b)) if a and b else None for a, b in zip(first, second, strict=True)]


def _with(frame: pd.DataFrame, **columns: Sequence[str | None]) -> pd.DataFrame:
    more = {name: pd.Series(told, frame.index, dtype=object) for name, told in columns.items()}
    return frame.assign(**more)


def _side(where: Scope, row: Any, side: str) -> tuple[str | None, str | None]:
    """Where the percentage of one side of a gap is printed, and where its base."""
    level, question = getattr(row, f"level_{side}"), row.question
    if level == PARTNERS:
        question = question.replace(CONTRACTED, "partner", 1)
    group = _group(where, row.breakdown, level if row.breakdown else "all")
    percent, n, yes = (getattr(row, f"{name}_{side}") for name in ("percent", "n", "yes"))
    of = (question, row.factor, group)
    return _percent(*of, percent, n, yes), _base(*of, n)


def _group(where: Scope, breakdown: str | None, level: str) -> Group | None:
    """The group that filters and a level leave, if one level alone makes it; else None."""
    chosen = dict(where.where)
    if breakdown:
        dimension = Dimension(breakdown)
        if level == NOT_RECORDED or level not in chosen.get(dimension, (level,)):
            return None
        chosen[dimension] = (level,)
    if not chosen:
        return _EVERYBODY
    ((dimension, levels), *others) = chosen.items()
    return None if others else (dimension.value, ";".join(levels))


def _percent(
    question: str, factor: str | None, group: Group | None, percent: float, n: float, yes: float
) -> str | None:
    """Where a percentage that is shown is printed: so many yes of n."""
    if percent != percent:
        return None
    found = _places().get((question, factor or "", group, "percent"), ())
    exactly = Fraction(100 * int(yes), int(n))
    same = [(printed, place) for printed, place in found if _reads_as(exactly, printed)]
    # a table that prints another decimal is right against a text that rounds it
    finest = min((half_unit(printed) for printed, _ in found), default=None)
    if finest not in [half_unit(printed) for printed, _ in same]:
        return None
    return _joined(place for _, place in same)


def _reads_as(percent: Fraction, printed: str) -> bool:
    """Whether a percentage, a tie rounded up as everywhere here, reads as the printed one."""
    return -half_unit(printed) <= percent - exact(printed) < half_unit(printed)


def _base(question: str, factor: str | None, group: Group | None, n: float) -> str | None:
    """Where n is printed."""
    found = _places().get((question, factor or "", group, "n"), ())
    return _joined(place for printed, place in found if exact(printed) == n)


def _joined(places: Iterable[str]) -> str | None:
    """'Section 2.2; Table 1', each once."""
    return "; ".join(dict.fromkeys(places)) or None


@cache
def _places() -> Mapping[tuple[str, str, Group | None, str], list[tuple[str, str]]]:
    """What is printed of each question, factor, group and statistic, and where."""
    found: dict[tuple[str, str, Group | None, str], list[tuple[str, str]]] = {}
    for row in margins(published()).itertuples(index=False):
        key = (row.question, row.factor, (row.breakdown, row.level), row.statistic)
        found.setdefault(key, []).append((row.printed, row.where))
    return found
