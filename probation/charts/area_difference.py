"""One area beside all others: how far apart they are on each judgement, with intervals."""

from typing import Any

import pandas as pd

from probation.charts.gaps import signed
from probation.charts.lengths import Headline, told
from probation.charts.rates import whiskers
from probation.charts.theme import (
    FOOT,
    LINE,
    Figure,
    Theme,
    axis_title,
    column,
    column_width,
    layout,
    literal,
    name_axis,
    rounded,
    rows_height,
    value_axis,
)
from probation.disclosure.gate import reliable, suffix, symbol
from probation.domain.vocabulary import counted, join_or, lower_first, plural
from probation.statistics.differences import detectable
from probation.stepwise.selection_result import SIGNIFICANCE


def beside(rows: pd.DataFrame, area: str, theme: Theme) -> Figure:
    """Dots at the area minus the rest, in percentage points, with 95% whiskers.

    ``rows``: as of disclosure.estimates.profile with a column row, what is judged. A row whose
    difference is not shown says so in words.
    """
    placed = rows.reset_index(drop=True).assign(
        y=range(len(rows)), percent=rows["difference"].to_numpy()
    )
    known = pd.concat([placed["ci_low"], placed["ci_high"]]).dropna()
    low, high = min([0.0, *known]), max([0.0, *known])
    room = 0.05 * (high - low) + 2
    dots = {
        "type": "scatter",
        "mode": "markers",
        "x": list(placed["percent"]),
        "y": list(placed["y"]),
        "marker": {
            "size": 11,
            "symbol": ["circle-open" if symbol(flag) else "circle" for flag in rows["flag"]],
            "color": theme.one,
            "line": {"width": 2.5, "color": theme.one},
        },
        "hoverinfo": "text",
        "hovertext": [_hover(row, area) for row in rows.itertuples()],
    }
    words = [_label(row) for row in placed.itertuples()]
    labels = column(theme, high + room, list(placed["y"]), words)
    axis = value_axis(theme, high + room, range=[low - room, high + room])
    # on one line it leaves a phone
    axis["title"] = axis_title(
        theme, f"Percentage points,<br>{literal(area)} minus the other areas"
    )
    names = name_axis(theme, list(placed["y"]), list(rows["row"]), width=26)
    figure = layout(
        theme,
        rows_height(len(rows)),
        right=column_width(words),
        foot=FOOT + LINE,
        xaxis=axis,
        yaxis=names,
    )
    scale = pd.Series(1.0, index=placed.index)
    return {"data": [*whiskers(placed, scale, theme), dots, labels], "layout": figure}


def headline(rows: pd.DataFrame, area: str, judged: str = "") -> Headline:
    """How many differences are left once all rows are judged together, and how many before.

    judged: what the rows are about, such as 'delivery'. A row marked [u] is no finding.
    """
    firm, alone, left = _tested(rows)
    of = f" in {judged}" if judged else ""
    if not rows["n_rest"].any():
        return told(f"There is no other area to compare {area} with{of}")
    if firm.empty:
        return told(f"Too few cases to compare {area} with the other areas{of}")
    between = f"{of} between {area} and other areas"
    if left.empty:
        return told(
            f"No difference{between} that these cases can tell from none",
            f"No clear difference{between}",
        )
    of = counted(len(firm), "difference")
    remain = f"{len(left)} of {of}{between} {plural(len(left), 'remains', 'remain')}"
    return told(
        f"{remain}, allowing for many tests ({len(alone)} before)",
        f"{remain}, allowing for many tests",
        f"{remain} ({len(alone)} before)",
    )


def how_tested(rows: pd.DataFrame) -> str:
    """What is below 0.05, alone and judged together; where nothing is left, what would have been.

    '' where nothing was tested.
    """
    firm, alone, left = _tested(rows)
    if firm.empty:
        return ""
    named = [f"{lower_first(row.row)} ({signed(row.difference)})" for row in left.itertuples()]
    said = (
        f"Below 0.05, each taken alone: {len(alone) or 'none'} of {len(firm)}; once all are judged"
        f" together (Benjamini-Hochberg): {join_or(named, 'and') or 'none'}."
    )
    if named:
        return said
    worth = [
        [round(n / row.design_effect) for n in (row.n, row.n_rest)] for row in firm.itertuples()
    ]
    sizes = firm.assign(seen=[detectable(*pair) for pair in worth]).sort_values("seen")
    least, most = sizes.iloc[0], sizes.iloc[-1]
    spread = f" ({lower_first(least['row'])})"
    if rounded(least["seen"]) != rounded(most["seen"]):
        spread += f" to {rounded(most['seen'])} ({lower_first(most['row'])})"
    return (
        f"{said} A test of its own would find, four times in five (round 50%), a difference of"
        f" {rounded(least['seen'])} points{spread}."
    )


def _tested(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The rows on bases that bear a finding; those below 0.05; those left, all judged together."""
    firm = rows[reliable(rows["flag"]) & rows["p"].notna()]
    return firm, firm[firm["p"] < SIGNIFICANCE], firm[firm["p_bh"] < SIGNIFICANCE]


def _label(row: Any) -> str:
    if row.difference != row.difference:
        return symbol(row.flag) or "no cases"
    return signed(row.difference) + suffix(row.flag)


def _hover(row: Any, area: str) -> str:
    return (
        f"<b>{row.row}</b><br>{literal(area)}: {row.yes:,} of {row.n:,} yes<br>"
        f"other areas: {row.yes_rest:,} of {row.n_rest:,}"
    )
