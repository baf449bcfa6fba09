"""A funnel plot: each area by its number of judgements, within limits that narrow as it grows."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

import pandas as pd

from probation.charts.lengths import Headline, told
from probation.charts.spec import Axis, Funnel, Kind, Limit, Mark
from probation.charts.theme import percent
from probation.disclosure.gate import LOW, SMALL_BASE, SMALLEST_BASE, reliable, suffix, symbol
from probation.domain.text import for_plotly
from probation.domain.wording import join_or, plural
from probation.stepwise.selection_result import SIGNIFICANCE

#: Of marks by how far out they lie: told by shape too, without colour. Hollow on a small base.
_FAR = {
    "within": Kind("Within the 95% limits", "one", "circle", 12),
    "95": Kind("Outside the 95% limits", "ink", "diamond", 14),
    "99.8": Kind("Outside the 99.8% limits", "ink", "square", 14),
}
_SMALL = {
    far: replace(kind, name=f"{kind.name}, fewer than {SMALL_BASE} cases", hollow=True)
    for far, kind in _FAR.items()
}


def funnel(
    rows: pd.DataFrame,
    limits: pd.DataFrame,
    pooled: float,
    chosen: Collection[str] = (),
    value: str = "Per cent yes",
    own_limits: bool = False,
    small: bool = False,
) -> Funnel:
    """Marks at number of judgements and per cent, limits, and all units together.

    ``rows``: as of disclosure.estimates.areas.funnel with columns code and name. Units whose
    percentage is not shown are not drawn. limits, pooled: as of its Funnel; there may be no limits.
    chosen: the codes of units to name and outline. Those outside the limits are named. own_limits:
    units of one size have limits of their own. small: all units together have under 30 cases.
    """
    drawn = rows[rows["percent"].notna()]
    columns = limits.columns.drop("n") if len(limits) else []
    whole = f"{percent(pooled, 1)}{suffix(LOW if small else None)}"
    return Funnel(
        tuple(_mark(row, row.code in chosen) for row in drawn.itertuples()),
        tuple(kinds[far] for far in _FAR for kinds in (_FAR, _SMALL)),
        tuple(_limit(limits, column) for column in columns),
        pooled,
        f"All cases: {whole}",
        f"All {whole}",
        Axis("Number of judgements", 0, float(rows["n"].max())),
        Axis(value, *_reach(drawn, pooled), "%"),
        own_limits,
    )


def _mark(row: Any, chosen: bool) -> Mark:
    far = row.position.split()[-1]
    kind = (_SMALL if symbol(row.flag) else _FAR)[far]
    return Mark(
        row.name, row.n, row.percent, kind, row.code, _hover(row), far != "within" or chosen, chosen
    )


def _limit(limits: pd.DataFrame, column: str) -> Limit:
    wide = column.endswith("95")
    side, level = "Lower" if column.startswith("lower") else "Upper", "95%" if wide else "99.8%"
    x, y = tuple(limits["n"]), tuple(limits[column])
    return Limit(f"{side} {level} limit", level, x, y, "solid" if wide else "dot")


def headline(rows: pd.DataFrame, units: str) -> Headline:
    """How many differ once all are judged together, and how many lie outside the 95% limits.

    It is of those with 10 cases or more, and says so where some have fewer; it names none.

    rows: as of disclosure.estimates.areas.funnel with a column name; those without a percentage
    play no part, and a base marked [u] is never named. units: their plural, such as 'areas'.
    """
    judged, found = _judged(rows)
    if len(rows) < 2:
        return told(f"One {units.removesuffix('s')} alone: there is none to compare it with")
    if len(judged) < 2:
        return told(f"Too few {units} with {SMALLEST_BASE} cases or more to compare")
    outside = int((judged["position"] != "within").sum())
    base, large = _base(rows, judged), _large(judged)
    count = f"{outside or 'none'} of {len(judged)}"
    limits, chance = "outside 95% limits", "by more than chance would give"
    if found.empty:
        none = f"No {units.removesuffix('s')}{large or base} can be told from the others"
        return told(f"{none}: {count}{base if large else ''} {limits}", none)
    compared = f"{len(judged)} {units}{base}"
    differ = f"{len(found)} of {compared} {plural(len(found), 'differs', 'differ')}"
    return told(
        f"{differ} {chance}; {count} {limits}",
        f"{differ} {chance}",
        f"{differ} beyond chance",
    )


def how_tested(rows: pd.DataFrame, units: str) -> str:
    """How many lie outside the 95% limits, and who still does once all are judged together."""
    judged, found = _judged(rows)
    if len(judged) < 2:
        return ""
    outside = int((judged["position"] != "within").sum())
    sides = [f"{row.name} ({row.position.split()[0]})" for row in found.itertuples(index=False)]
    return (
        f"Outside the 95% limits: {outside or 'none'} of {len(judged)} {units}"
        f"{_base(rows, judged)}. Below 0.05 once all are judged together (Benjamini-Hochberg):"
        f" {join_or(sides, 'and') or 'none'}{_large(judged) if found.empty else ''}."
    )


def _judged(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows that are compared; of them those that differ once all are judged together."""
    judged = rows[rows["p_bh"].notna() & rows["percent"].notna()]
    return judged, judged[(judged["p_bh"] < SIGNIFICANCE) & reliable(judged["flag"])]


def _base(rows: pd.DataFrame, judged: pd.DataFrame) -> str:
    """Of which bases a count is, where some units have too few cases to be compared."""
    return f" with {SMALLEST_BASE} cases or more" if len(judged) < len(rows) else ""


def _large(judged: pd.DataFrame) -> str:
    """Of which bases it is said that none differs, where a smaller one does."""
    small = (judged["p_bh"] < SIGNIFICANCE) & ~reliable(judged["flag"])
    return f" with {SMALL_BASE} cases or more" if small.any() else ""


def _reach(rows: pd.DataFrame, pooled: float) -> tuple[float, float]:
    """What the axis of per cent spans: every mark and its limits, in whole tens."""
    ends = pd.concat([rows["percent"], rows["lower998"], rows["upper998"]])
    low = min(ends.min(), pooled) if len(rows) else pooled
    high = max(ends.max(), pooled) if len(rows) else pooled
    return max(0.0, low // 10 * 10 - 5), max(min(105.0, high // 10 * 10 + 15), high + 2)


def _hover(row: Any) -> str:
    flag = suffix(row.flag)
    place = "within the limits" if row.position == "within" else f"{row.position}%"
    return (
        f"<b>{for_plotly(row.name)}</b><br>"
        f"{percent(row.percent, 1)}{flag}: {row.yes:,} of {row.n:,} yes<br>"
        f"95% limits {percent(row.lower95, 1)} to {percent(row.upper95, 1)}<br>{place}"
    )
