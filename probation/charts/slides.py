"""The figures of the pages as charts for slides and papers: the same frames, native shapes.

Dots with whiskers become bars, since office programs put names beside bars alone: of percentages
from nought, of differences from nought to either side, of odds ratios from 1. Colours are the light
theme's: a slide is white.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from probation.charts import forest as forest_chart
from probation.charts import gaps as gap_chart
from probation.charts.levels import name as level_name
from probation.charts.rates import label
from probation.charts.spec import Bars, BarSeries, Dot, Dots
from probation.charts.theme import LIGHT, percent, short
from probation.disclosure.gate import suffix, symbol
from probation.domain.vocabulary import TERMS, Dimension, Factor

_PERCENT = "Percentage of cases"
_NOTHING = float("nan")


def cases(rates: pd.DataFrame, intervals: bool) -> Bars:
    """charts.rates.cases: the base as an outline, the yes within it, level by level."""
    by_level = _colours(rates)
    colours = tuple(by_level[level] for level in rates["level"])
    factors = tuple(Factor(code).label for code in rates["factor"])
    levels = tuple(short(r.breakdown, r.level) for r in rates.itertuples())
    divided = rates["level"].nunique() > 1
    words = tuple(_plain(label(r, ": ")) for r in rates.assign(breakdown=None).itertuples())
    limits = [rates[side] * rates["n"] / 100 for side in ("ci_low", "ci_high")]
    yes = rates["yes"].where(rates["percent"].notna())
    series = (
        BarSeries("Cases", numbers(rates["n"]), colours, labels=words, hollow=True),
        BarSeries("Yes", numbers(yes), colours, *(map(numbers, limits) if intervals else ())),
    )
    names, groups = (levels, factors) if divided else (factors, ())
    top = max(float(rates["n"].max()), 1.0) if len(rates) else 1.0
    return Bars(names, series, "Number of cases", "", top, groups, overlaid=True)


def percentages(rates: pd.DataFrame, intervals: bool) -> Bars:
    """charts.rates.percentages: a bar for each factor and level."""
    colours = _colours(rates)
    factors = list(rates["factor"].unique())
    series = []
    for level, part in rates.groupby("level", sort=False):
        rows = part.set_index("factor").reindex(factors)
        name = short(part["breakdown"].iloc[0], str(level)) or "Yes"
        series.append(_bars(name, rows, (colours[str(level)],) * len(rows), intervals))
    names = tuple(_with_withheld(Factor(f).label, rates[rates["factor"] == f]) for f in factors)
    return Bars(names, tuple(series), _PERCENT, "%", 100)


def _with_withheld(name: str, rows: pd.DataFrame) -> str:
    """A row's name with what has no bar: 'Drug misuse (NPS [u], base of 7)'."""
    said = []
    for row in rows[rows["percent"].isna()].itertuples():
        why = f"[u], base of {row.n}" if row.n else "no cases"
        said.append(f"{short(row.breakdown, row.level)} {why}".strip())
    return f"{name} ({'; '.join(said)})" if said else name


def levels(rates: pd.DataFrame, intervals: bool) -> Bars:
    """charts.levels.levels: all cases, then each level under its breakdown."""
    colours: list[str] = []
    for breakdown, part in rates.groupby(rates["breakdown"].fillna(""), sort=False):
        codes = list(part["level"])
        own = LIGHT.colours(str(breakdown), codes) if breakdown else {"all": LIGHT.quiet}
        colours += [own[code] for code in codes]
    bare = rates.assign(breakdown=None)
    names = tuple(
        _with_withheld(_below_its_head(r), bare.loc[[place]])
        for place, r in zip(rates.index, rates.itertuples(), strict=True)
    )
    heads = [Dimension(b).label if isinstance(b, str) else "" for b in rates["breakdown"]]
    series = _bars("Yes", rates, colours, intervals)
    return Bars(names, (series,), _PERCENT, "%", 100, tuple(heads))


def _below_its_head(row: Any) -> str:
    """A level's label where its breakdown stands before it."""
    if not isinstance(row.breakdown, str):
        return level_name(None, row.level)
    return TERMS[Dimension(row.breakdown)](row.level).label


def story(frame: pd.DataFrame) -> Bars:
    """As charts.availability_delivery.dumbbell: shares available and delivered, side by side."""
    series = []
    for end, name, colour in (
        ("available", "Available", LIGHT.pair[1]),
        ("delivered", "Enough delivered", LIGHT.pair[0]),
    ):
        said = map(_marked, frame[end], frame[f"flag_{end}"])
        colours = (colour,) * len(frame)
        series.append(BarSeries(name, numbers(frame[end]), colours, labels=tuple(said)))
    names = []
    for row in frame.itertuples():
        ends = {"available": row.available, "delivered": row.delivered}
        none = [f"{end} [u]" for end, value in ends.items() if value != value]
        names.append(Factor(row.factor).label + (f" ({'; '.join(none)})" if none else ""))
    return Bars(tuple(names), tuple(series), _PERCENT, "%", 100)


def adjusted(rows: pd.DataFrame, intervals: bool) -> Bars:
    """charts.adjusted.adjusted: adjusted beside observed percentages, level by level."""
    named = {"Adjusted": (rows["adjusted"], LIGHT.one), "Observed": (rows["raw"], LIGHT.grid)}
    model, observed = (
        BarSeries(name, numbers(values), (colour,) * len(rows))
        for name, (values, colour) in named.items()
    )
    if intervals:
        model = replace(model, low=numbers(rows["ci_low"]), high=numbers(rows["ci_high"]))
    model = replace(model, labels=tuple(percent(value) for value in rows["adjusted"]))
    observed = replace(observed, labels=tuple(map(_marked, rows["raw"], rows["flag"])))
    return Bars(tuple(rows["name"]), (model, observed), _PERCENT, "%", 100)


def differences(rows: pd.DataFrame, intervals: bool, adjusted: pd.DataFrame | None = None) -> Dots:
    """charts.gaps.differences: rows of disclosure.estimates.gaps with row and significant."""
    a, b = gap_chart.groups(rows)
    colours = gap_chart.sides_coloured(rows, LIGHT)
    dots = []
    for place, row in enumerate(rows.itertuples()):
        first_ahead = int(row.difference < 0)
        mark = _mark(row, gap_chart.said(row), colours[first_ahead], intervals)
        shape = gap_chart.SHAPES[first_ahead]
        dots.append(replace(mark, shape=shape, hollow=not row.significant))
        if adjusted is not None and adjusted.iloc[place].notna().all():
            dots.append(_twin(row.row, adjusted.iloc[place], intervals))
    return _apart(dots, f"Percentage points, {b} minus {a}")


def _twin(name: str, found: pd.Series, intervals: bool) -> Dot:
    """The same gap with the other variables accounted for."""
    said = f"adjusted {gap_chart.signed(found['points'])}"
    low, high = (found["ci_low"], found["ci_high"]) if intervals else (_NOTHING, _NOTHING)
    return Dot(f"{name}, adjusted", said, found["points"], low, high, LIGHT.quiet, "square")


def beside(rows: pd.DataFrame, area: str) -> Dots:
    """charts.area_difference.beside: an area minus the other areas, with a column row."""
    dots = []
    for row in rows.itertuples():
        known = row.difference == row.difference
        words = (gap_chart.signed(row.difference) if known else "") + suffix(row.flag)
        mark = _mark(row, words.strip(), LIGHT.one, True)
        dots.append(replace(mark, hollow=bool(symbol(row.flag))))
    return _apart(dots, f"Percentage points, {area} minus the other areas")


def forest(rows: pd.DataFrame) -> Dots:
    """charts.forest.forest: odds ratios on a logarithmic axis, which may end before a whisker."""
    reach = forest_chart.fold_reach(rows)
    dots = []
    for row in rows.itertuples():
        # an infinite limit cannot be drawn; what lies beyond the axis is cut by it, not here
        value, low, high = (
            float(x) if x == x and 0 < x < math.inf else _NOTHING
            for x in (row.odds_ratio, row.ci_low, row.ci_high)
        )
        words = ": ".join(filter(None, forest_chart.words(row)))
        shape = "diamond" if row.firth else "square"
        dots.append(Dot(row.name, words, value, low, high, LIGHT.one, shape))
    axis = "Odds ratio (1: no difference)"
    return Dots(tuple(dots), "Odds ratio", axis, 1 / reach, reach, 1, log=True)


def _bars(name: str, rows: pd.DataFrame, colours: Sequence[str], intervals: bool) -> BarSeries:
    said = tuple(map(_marked, rows["percent"], rows["flag"]))
    bars = BarSeries(name, numbers(rows["percent"]), tuple(colours), labels=said)
    if not intervals:
        return bars
    return replace(bars, low=numbers(rows["ci_low"]), high=numbers(rows["ci_high"]))


def _mark(row: Any, words: str, colour: str, intervals: bool) -> Dot:
    low, high = (row.ci_low, row.ci_high) if intervals else (_NOTHING, _NOTHING)
    return Dot(row.row, words, float(row.difference), float(low), float(high), colour)


def _apart(dots: list[Dot], axis: str) -> Dots:
    """Rows of differences in percentage points, on an axis that spans nought and all whiskers."""
    ends = [end for dot in dots for end in (dot.value, dot.low, dot.high)]
    known = [0.0, *(end for end in ends if end == end)]
    low, high = min(known), max(known)
    room = 0.06 * (high - low) + 3
    return Dots(tuple(dots), "Percentage points", axis, low - room, high + room, 0)


def _colours(rates: pd.DataFrame) -> dict[str, str]:
    breakdown = rates["breakdown"].iloc[0] if len(rates) else None
    return LIGHT.colours(breakdown, list(rates["level"].unique()))


def numbers(values: Iterable[float]) -> tuple[float, ...]:
    """Values as a chart holds them."""
    return tuple(float(value) for value in values)


def _marked(value: float, flag: str | None) -> str:
    return f"{percent(value)}{suffix(flag)}" if value == value else ""


def _plain(text: str) -> str:
    return text.replace("<b>", "").replace("</b>", "")
