"""One area beside all others: how far apart they are on each judgement, with intervals."""

from typing import Any

import pandas as pd

from probation.charts.gaps import signed
from probation.charts.rates import whiskers
from probation.charts.theme import (
    Figure,
    Theme,
    axis_title,
    layout,
    name_axis,
    value_axis,
    words_at,
)

_ROW = 44


def beside(rows: pd.DataFrame, area: str, theme: Theme, note: str) -> Figure:
    """Dots at the area minus the rest, in percentage points, with 95% whiskers.

    ``rows``: as of answers.areas.profile with a column row, what is judged. A row whose difference
    is not shown says so in words.
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
            "size": 13,
            "symbol": ["circle" if row.flag != "u" else "circle-open" for row in rows.itertuples()],
            "color": theme.one,
            "line": {"width": 2.5, "color": theme.one},
        },
        "hoverinfo": "text",
        "hovertext": [_hover(row, area) for row in rows.itertuples()],
    }
    said = [f" {_label(row)}" for row in placed.itertuples()]
    labels = words_at(theme, [high + room] * len(placed), placed["y"], said)
    axis = value_axis(theme, high + room, range=[low - room, high + room])
    axis["title"] = axis_title(theme, f"Percentage points, {area} minus the other areas")
    figure = layout(
        theme,
        _ROW * len(rows) + 50,
        note,
        xaxis=axis,
        yaxis=name_axis(theme, list(placed["y"]), list(rows["row"]), width=26),
    )
    figure["margin"]["r"] = 64
    scale = pd.Series(1.0, index=placed.index)
    return {"data": [*whiskers(placed, scale, theme), dots, labels], "layout": figure}


def _label(row: Any) -> str:
    if row.difference != row.difference:
        return "[u]" if row.flag == "u" else "no cases"
    return signed(row.difference) + (" [u]" if row.flag == "u" else "")


def _hover(row: Any, area: str) -> str:
    return (
        f"<b>{row.row}</b><br>{area}: {row.yes:,} of {row.n:,} yes<br>"
        f"other areas: {row.yes_rest:,} of {row.n_rest:,}"
    )
