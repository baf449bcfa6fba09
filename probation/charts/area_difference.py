"""One area beside all others: how far apart they are on each judgement, with intervals."""

from typing import Any

import pandas as pd

from probation.charts.gaps import POINTS, signed
from probation.charts.lengths import Headline, told
from probation.charts.rates import limits, numbers
from probation.charts.spec import Axis, Rows, Series
from probation.charts.theme import rounded
from probation.disclosure.gate import reliable, suffix, symbol
from probation.domain.text import for_plotly
from probation.domain.wording import counted, join_or, lower_first, plural
from probation.statistics.differences import detectable
from probation.stepwise.selection_result import SIGNIFICANCE


def beside(rows: pd.DataFrame, area: str) -> Rows:
    """Dots at the area minus the rest, in percentage points, with 95% whiskers.

    ``rows``: as of disclosure.estimates.profile with a column row, what is judged. A row whose
    difference is not shown says so in words.
    """
    low, high = min([0.0, *rows["ci_low"].dropna()]), max([0.0, *rows["ci_high"].dropna()])
    room = 0.05 * (high - low) + 2
    title = f"{POINTS},\n{area} minus the other areas"
    marks = Series(
        area,
        tuple(range(len(rows))),
        numbers(rows["difference"]),
        "one",
        tuple("circle-open" if symbol(flag) else "circle" for flag in rows["flag"]),
        *limits(rows["ci_low"], rows["ci_high"], True),
        labels=tuple(_label(row) or "no cases" for row in rows.itertuples()),
        shorts=tuple(map(_label, rows.itertuples())),
        hovers=tuple(_hover(row, area) for row in rows.itertuples()),
        outline=2.5,
    )
    axis = Axis(title, low - room, high + room, measure=POINTS, middle=0)
    return Rows(tuple(rows["row"]), (marks,), axis, name_width=26)


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
        return symbol(row.flag)
    return signed(row.difference) + suffix(row.flag)


def _hover(row: Any, area: str) -> str:
    return (
        f"<b>{row.row}</b><br>{for_plotly(area)}: {row.yes:,} of {row.n:,} yes<br>"
        f"other areas: {row.yes_rest:,} of {row.n_rest:,}"
    )
