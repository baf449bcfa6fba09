"""One area beside all others: how far apart they are on each judgement, with intervals."""

from typing import Any

import pandas as pd

from probation.charts.gaps import signed
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
    name_axis,
    rows_height,
    value_axis,
)


def beside(rows: pd.DataFrame, area: str, theme: Theme) -> Figure:
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
            "size": 11,
            "symbol": ["circle" if row.flag != "u" else "circle-open" for row in rows.itertuples()],
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
    axis["title"] = axis_title(theme, f"Percentage points,<br>{area} minus the other areas")
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


def _label(row: Any) -> str:
    if row.difference != row.difference:
        return "[u]" if row.flag == "u" else "no cases"
    return signed(row.difference) + (" [u]" if row.flag == "u" else "")


def _hover(row: Any, area: str) -> str:
    return (
        f"<b>{row.row}</b><br>{area}: {row.yes:,} of {row.n:,} yes<br>"
        f"other areas: {row.yes_rest:,} of {row.n_rest:,}"
    )
