"""Figures 1 to 4: how often the judgement was yes, for each priority factor.

Both shapes take the frame of estimates.rates as it is and draw it in the order of its rows. A
percentage that is not shown (base under 10) leaves a full bar without a segment, or no dot.
"""

from collections.abc import Iterable
from math import nan
from typing import Any

import pandas as pd

from probation.charts import printed
from probation.charts.spec import Axis, Rows, Series
from probation.charts.theme import colours, percent, short
from probation.disclosure.gate import suffix
from probation.domain.questions import Question
from probation.domain.vocabulary import Factor
from probation.statistics.rows import rows as rows_of

#: A second level's dot differs in shape too, so that nobody need tell the colours apart. One more
#: than there are colours: where both begin again no two levels are alike.
SHAPES = ("circle", "diamond", "square", "triangle-up", "x")
PERCENTAGE = Axis("Percentage of cases", 0, 100, "%")


def cases(rates: pd.DataFrame, question: Question, intervals: bool) -> Rows:
    """Bars in cases: the full bar is the base, the solid segment the cases with a yes.

    ``intervals`` puts a whisker at the end of the segment: the 95% interval of the percentage,
    in cases of the base.
    """
    top = max(float(rates["n"].max()), 1.0) if len(rates) else 1.0
    return _by_factor(rates, question, intervals, Axis("Number of cases", 0, top), in_bars=True)


def percentages(rates: pd.DataFrame, question: Question, intervals: bool) -> Rows:
    """Dots on an axis from 0% to 100%, with the 95% interval as a whisker."""
    return _by_factor(rates, question, intervals, PERCENTAGE, in_bars=False)


def _by_factor(
    rates: pd.DataFrame, question: Question, intervals: bool, axis: Axis, in_bars: bool
) -> Rows:
    """A row a factor, the levels side by side in it."""
    factors, levels = list(rates["factor"].unique()), list(rates["level"].unique())
    painted = colours(rates["breakdown"].iloc[0] if len(rates) else None, levels)
    series, every = [], rows_of(rates)
    for place, level in enumerate(levels):
        rows = [row for row in every if row.level == level]
        scales = [row.n / 100 if in_bars else 1.0 for row in rows]
        series.append(
            Series(
                short(rows[0].breakdown, level) or "Yes",
                tuple(factors.index(row.factor) for row in rows),
                numbers(_shown_yes(row) if in_bars else row.percent for row in rows),
                painted[level],
                SHAPES[place % len(SHAPES)],
                *limits(
                    (row.ci_low * scale for row, scale in zip(rows, scales, strict=True)),
                    (row.ci_high * scale for row, scale in zip(rows, scales, strict=True)),
                    intervals,
                ),
                bases=numbers(row.n for row in rows) if in_bars else (),
                labels=tuple(map(label, rows)),
                shorts=tuple(_in_cases(row) if in_bars else share(row) for row in rows),
                missing=tuple(missing(row, short(row.breakdown, level)) for row in rows),
                hovers=tuple(_hover(row, question) for row in rows),
                codes=tuple(row.factor for row in rows),
                printed=tuple(map(printed.is_printed, rows)),
            )
        )
    names = tuple(Factor(factor).label for factor in factors)
    return Rows(names, tuple(series), axis, in_bars=in_bars, parted=True)


def _shown_yes(row: Any) -> float:
    """The cases with a yes; NaN where their percentage is not shown."""
    return float(row.yes) if row.percent == row.percent else nan


def numbers(values: Iterable[float]) -> tuple[float, ...]:
    """Values as a chart holds them."""
    return tuple(float(value) for value in values)


def limits(
    low: Iterable[float], high: Iterable[float], shown: bool
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Both ends of intervals as a chart holds them."""
    return (numbers(low), numbers(high)) if shown else ((), ())


def label(row: Any, then: str = ", ") -> str:
    """Beside a mark: '74%, 215 of 290', 'NPS 74% of 290' of a level; [u] marks a small base.

    ``row`` is one row of the frame of estimates.rates, as itertuples gives it. then: what parts the
    percentage from its counts where no level is named.
    """
    return _label(row, short(row.breakdown, row.level), then)


def share(row: Any) -> str:
    """The percentage alone: '74% [u]'; '' where it is not shown."""
    if row.percent != row.percent:
        return ""
    return f"{percent(row.percent)}{printed.sign(row)}{suffix(row.flag)}"


def missing(row: Any, name: str = "") -> str:
    """Why a row has no percentage: 'NPS [u], base of 7'; '' where it has one."""
    return _label(row, name, ", ") if row.percent != row.percent else ""


def _in_cases(row: Any) -> str:
    """'74%: 215 of 290', on a row that has the name of its level."""
    return _label(row, "", ": ").replace("<b>", "").replace("</b>", "")


def _label(row: Any, name: str, then: str) -> str:
    if row.n is None:
        return f"{name} <b>{share(row)}</b>".strip()
    if row.n == 0:
        return f"{name} no cases".strip()
    if row.percent != row.percent:
        return f"{name} [u]{then}base of {row.n}".strip()
    said = f"<b>{percent(row.percent)}{printed.sign(row)}</b>{suffix(row.flag)}"
    return f"{name} {said} of {row.n:,}" if name else f"{said}{then}{row.yes:,} of {row.n:,}"


def _hover(row: Any, question: Question) -> str:
    level = short(row.breakdown, row.level)
    return f"<b>{Factor(row.factor).label}</b><br>{level + '<br>' if level else ''}" + told(
        row, question
    )


def told(row: Any, question: Question) -> str:
    """What a pointer is told of a row: its percentage, its counts and its interval."""
    if row.n is None:
        return f"{percent(row.percent, 1)} of {question.base}{printed.told(row)}"
    return (
        f"{percent(row.percent, 1)}: {row.yes:,} of {row.n:,} {question.base}<br>"
        f"95% interval {percent(row.ci_low, 1)} to {percent(row.ci_high, 1)}{printed.told(row)}"
    )
