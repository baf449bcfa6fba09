"""The figures of the pages as charts for slides and papers: the same frames, native shapes.

Dots with whiskers become bars, since office programs put names beside bars alone: of percentages
from nought, of differences from nought to either side, of odds ratios from 1. Colours are the light
theme's: a slide is white.
"""

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from probation.charts import forest as forest_chart
from probation.charts import funnel as funnel_chart
from probation.charts import gaps as gap_chart
from probation.charts.levels import name as level_name
from probation.charts.native import Axis, Bars, BarSeries, Dot, Dots, Points, Scatter, Tile, Tiles
from probation.charts.rates import label
from probation.charts.theme import LIGHT, percent, short
from probation.charts.tiles import TILES
from probation.questions import QUESTIONS
from probation.vocabulary import Dimension, Factor

_PERCENT = "Percentage of cases"
_NOTHING = float("nan")
#: How a mark of the funnel is named in the chart's own sheet.
_FAR = {
    "within": "Within the 95% limits",
    "95": "Outside the 95% limits",
    "99.8": "Outside the 99.8% limits",
}


def cases(rates: pd.DataFrame, intervals: bool) -> Bars:
    """charts.rates.cases: the base as an outline, the yes within it, level by level."""
    by_level = _colours(rates)
    colours = tuple(by_level[level] for level in rates["level"])
    factors = tuple(Factor(code).label for code in rates["factor"])
    levels = tuple(short(r.breakdown, r.level) for r in rates.itertuples())
    divided = rates["level"].nunique() > 1
    words = tuple(_plain(label(r)) for r in rates.assign(breakdown=None).itertuples())
    limits = [rates[side] * rates["n"] / 100 for side in ("ci_low", "ci_high")]
    yes = rates["yes"].where(rates["percent"].notna())
    series = (
        BarSeries("Cases", _numbers(rates["n"]), colours, labels=words, hollow=True),
        BarSeries("Yes", _numbers(yes), colours, *(map(_numbers, limits) if intervals else ())),
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
        _with_withheld(level_name(r.breakdown, r.level), bare.loc[[place]])
        for place, r in zip(rates.index, rates.itertuples(), strict=True)
    )
    heads = [Dimension(b).label if isinstance(b, str) else "All" for b in rates["breakdown"]]
    series = _bars("Yes", rates, colours, intervals)
    return Bars(names, (series,), _PERCENT, "%", 100, tuple(heads))


def story(frame: pd.DataFrame) -> Bars:
    """charts.story.dumbbell: the share available and the share delivered, side by side."""
    series = []
    for end, name, colour in (
        ("available", "Available", LIGHT.pair[1]),
        ("delivered", "Enough delivered", LIGHT.pair[0]),
    ):
        said = map(_marked, frame[end], frame[f"flag_{end}"])
        colours = (colour,) * len(frame)
        series.append(BarSeries(name, _numbers(frame[end]), colours, labels=tuple(said)))
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
        BarSeries(name, _numbers(values), (colour,) * len(rows))
        for name, (values, colour) in named.items()
    )
    if intervals:
        model = replace(model, low=_numbers(rows["ci_low"]), high=_numbers(rows["ci_high"]))
    model = replace(model, labels=tuple(percent(value) for value in rows["adjusted"]))
    observed = replace(observed, labels=tuple(map(_marked, rows["raw"], rows["flag"])))
    return Bars(tuple(rows["name"]), (model, observed), _PERCENT, "%", 100)


def differences(rows: pd.DataFrame, intervals: bool, adjusted: pd.DataFrame | None = None) -> Dots:
    """charts.gaps.differences: rows of answers.gaps with row and significant."""
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
    """charts.beside.beside: an area minus the other areas, with a column row."""
    dots = []
    for row in rows.itertuples():
        known = row.difference == row.difference
        words = (gap_chart.signed(row.difference) if known else "") + _small(row.flag)
        mark = _mark(row, words.strip(), LIGHT.one, True)
        dots.append(replace(mark, hollow=row.flag == "u"))
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
        words = _plain(forest_chart.label(row))
        shape = "diamond" if row.firth else "square"
        dots.append(Dot(row.name, words, value, low, high, LIGHT.one, shape))
    axis = "Odds ratio (1: no difference)"
    return Dots(tuple(dots), "Odds ratio", axis, 1 / reach, reach, 1, log=True)


def funnel(
    rows: pd.DataFrame,
    limits: pd.DataFrame,
    pooled: float,
    value: str,
    own_limits: bool,
    chosen: str = "",
) -> Scatter:
    """charts.funnel.funnel: units within limits that narrow as they grow. chosen: named too."""
    drawn = rows[rows["percent"].notna()]
    far = drawn["position"].map(lambda position: position.split()[-1])
    series = []
    for code, words in _FAR.items():
        for small in (False, True):
            part = drawn[(far == code) & ((drawn["flag"] == "u") == small)]
            if len(part):
                head = f"{words}, fewer than 30 judgements" if small else words
                series.append(_units(head, part, code, chosen, small))
    columns = limits.columns.drop("n") if len(limits) else []
    series += [_limit(limits, column, own_limits) for column in columns]
    widest = float(rows["n"].max())
    said = f"All cases: {percent(pooled, 1)}{_small('u' if rows['n'].sum() < 30 else None)}"
    series.append(Points(said, (0.0, widest), (pooled, pooled), LIGHT.ink, (said, ""), "solid"))
    low, high = funnel_chart.reach(drawn, pooled)
    across = Axis("Number of judgements", 0, 1.08 * widest)
    return Scatter(tuple(series), across, Axis(value, low, high, "%"))


def _units(head: str, part: pd.DataFrame, far: str, chosen: str, small: bool) -> Points:
    """Units at one distance from the rest; those outside the limits and the chosen one named."""
    known = zip(part["name"], part["code"], strict=True)
    names = tuple(name if far != "within" or code == chosen else "" for name, code in known)
    colour = LIGHT.one if far == "within" else LIGHT.pair[1]
    x, y = _numbers(part["n"]), _numbers(part["percent"])
    shape = funnel_chart.SHAPES[far]
    return Points(head, x, y, colour, names, shape=shape, hollow=small)


def lowest(rates: pd.DataFrame, named: Collection[str]) -> Scatter:
    """charts.lowest.lowest: two factors among all others, a row a question."""
    questions = list(rates["question"].unique())
    height = {key: float(len(questions) - place) for place, key in enumerate(questions)}
    colours, shapes = LIGHT.pair[::-1], ("circle", "diamond")
    series: list[Points] = []
    told: set[str] = set()  # the words of the first mark name the row, which no axis of numbers can
    for factor, colour, shape in zip(named, colours, shapes, strict=True):
        own = rates[(rates["factor"] == factor) & rates["percent"].notna()]
        name, below = Factor(factor).label, bool(series)
        words = [
            f"{'' if r.question in told else QUESTIONS[r.question].short + ': '}{name}"
            f" {percent(r.percent)}{_small(r.flag)}"
            for r in own.itertuples()
        ]
        told |= set(own["question"])
        x, y = _numbers(own["percent"]), _heights(own, height)
        series.append(Points(name, x, y, colour, tuple(words), "", shape, 13, below=below))
    others = rates[~rates["factor"].isin(list(named))]
    others = others[others["percent"].notna()]
    first = ~others["question"].duplicated()
    heads = tuple(
        QUESTIONS[key].short if is_first and key not in told else ""
        for key, is_first in zip(others["question"], first, strict=True)
    )
    x, y = _numbers(others["percent"]), _heights(others, height)
    series.append(Points("Other factors", x, y, LIGHT.quiet, heads, size=7))
    rows = Axis("", 0.4, len(questions) + 0.6, shown=False)
    return Scatter(tuple(series), Axis(_PERCENT, 0, 100, "%"), rows)


def tiles(inspected: Collection[str]) -> Tiles:
    """charts.tiles.tiles: the areas inspected, each where it lies roughly."""
    made = []
    for code, (name, lines, column, row) in TILES.items():
        filled = code in inspected
        words = (*lines.split("<br>"), *(("✓",) if filled else ()))
        made.append(Tile(name, words, column, row, filled))
    return Tiles(tuple(made))


def _bars(name: str, rows: pd.DataFrame, colours: Sequence[str], intervals: bool) -> BarSeries:
    said = tuple(map(_marked, rows["percent"], rows["flag"]))
    bars = BarSeries(name, _numbers(rows["percent"]), tuple(colours), labels=said)
    if not intervals:
        return bars
    return replace(bars, low=_numbers(rows["ci_low"]), high=_numbers(rows["ci_high"]))


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


def _limit(limits: pd.DataFrame, column: str, own_limits: bool) -> Points:
    level = "95%" if column.endswith("95") else "99.8%"
    side = "Lower" if column.startswith("lower") else "Upper"
    x, y = _numbers(limits["n"]), _numbers(limits[column])
    line = Points(f"{side} {level} limit", x, y, LIGHT.quiet)
    if own_limits:  # units of one size have limits of their own: no line joins them
        return replace(line, shape="dash", size=9 if level == "95%" else 5)
    words = ("",) * (len(line.x) - 1) + (level,)
    return replace(line, labels=words, line="solid" if level == "95%" else "dot")


def _heights(rates: pd.DataFrame, height: dict[str, float]) -> tuple[float, ...]:
    return tuple(height[key] for key in rates["question"])


def _colours(rates: pd.DataFrame) -> dict[str, str]:
    breakdown = rates["breakdown"].iloc[0] if len(rates) else None
    return LIGHT.colours(breakdown, list(rates["level"].unique()))


def _numbers(values: Iterable[float]) -> tuple[float, ...]:
    return tuple(float(value) for value in values)


def _marked(value: float, flag: str | None) -> str:
    return f"{percent(value)}{_small(flag)}" if value == value else ""


def _small(flag: str | None) -> str:
    return " [u]" if flag == "u" else ""


def _plain(text: str) -> str:
    return text.replace("<b>", "").replace("</b>", "").replace("<br>", ": ")
