"""Adjusted percentages beside those observed: what a model says for each level, all else alike."""

from typing import Any

import pandas as pd

from probation.charts.levels import spaced
from probation.charts.rates import PERCENTAGE, limits, numbers
from probation.charts.spec import Rows, Series
from probation.charts.theme import percent
from probation.disclosure.gate import suffix
from probation.domain.text import for_plotly
from probation.domain.wording import counted

#: How far an observed percentage lies below the adjusted, in rows: often both are alike.
_BELOW = 0.3


def adjusted(rows: pd.DataFrame, intervals: bool) -> Rows:
    """Dots from 0% to 100%: filled where adjusted, with the 95% interval; open where observed.

    ``rows``: disclosure.estimates.model_tables.adjusted with a column name (the level in words), in
    the order drawn; a gap parts the variables.
    """
    places = tuple(range(len(rows)))
    told = list(rows.itertuples())
    hovers = tuple(map(_hover, told))
    model = Series(
        "Adjusted",
        places,
        numbers(rows["adjusted"]),
        "one",
        "circle",
        *limits(rows["ci_low"], rows["ci_high"], intervals),
        labels=tuple(map(_label, told)),
        shorts=tuple(percent(row.adjusted) for row in told),
        hovers=hovers,
        size=12,
    )
    observed = Series(
        "Observed",
        places,
        numbers(rows["raw"]),
        "ink",
        "diamond-open",
        shorts=tuple(_observed(row) if row.raw == row.raw else "" for row in told),
        hovers=hovers,
        offsets=(_BELOW,) * len(rows),
        size=9,
        outline=2,
        bar="grid",
    )
    return Rows(
        tuple(rows["name"]),
        (model, observed),
        PERCENTAGE,
        tuple(spaced(rows["variable"])),
        key=("Adjusted", "As observed"),
        name_width=24,
    )


def _hover(row: Any) -> str:
    observed = f"as observed {percent(row.raw, 1)} of {counted(row.n, 'case')}"
    few = counted(row.n, "case")
    return (
        f"<b>{for_plotly(row.name)}</b><br>adjusted {percent(row.adjusted, 1)}"
        f" (95% interval {percent(row.ci_low, 1)} to {percent(row.ci_high, 1)})<br>"
        f"{observed if row.raw == row.raw else f'observed in {few}: too few to show'}"
    )


def _observed(row: Any) -> str:
    return f"{percent(row.raw)}{suffix(row.flag)}".strip()


def _label(row: Any) -> str:
    """'74%, observed 54% [u]'."""
    return f"<b>{percent(row.adjusted)}</b>, observed {_observed(row)}"
