"""How far NPS cases stand above or below CRC cases, with the interval of each difference."""

import pandas as pd

from probation.charts.theme import Figure, Theme, layout, name_axis, rounded, value_axis
from probation.questions import QUESTIONS
from probation.vocabulary import Factor

_ROW = 62
_NPS, _CRC = ("NPS", "circle"), ("CRC", "diamond")


def provider_gaps(gaps: pd.DataFrame, theme: Theme, intervals: bool, note: str) -> Figure:
    """Dots at the difference NPS minus CRC, in percentage points, with 95% whiskers.

    ``gaps``: rows of answers.provider_gaps, in the order drawn. The side ahead is told by colour,
    shape and word.
    """
    rows = gaps.reset_index(drop=True)
    ahead = [_NPS if difference >= 0 else _CRC for difference in rows["difference"]]
    dots = {
        "type": "scatter",
        "mode": "markers+text",
        "x": list(rows["difference"]),
        "y": list(rows.index),
        "text": [
            f"{side} +{rounded(abs(difference))}" if rounded(abs(difference)) != "0" else "level"
            for (side, _), difference in zip(ahead, rows["difference"], strict=True)
        ],
        "textposition": "top center",
        "textfont": {"size": 13, "color": theme.ink},
        "marker": {
            "color": [theme.provider[side] for side, _ in ahead],
            "symbol": [shape for _, shape in ahead],
            "size": 13,
        },
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": list(rows["ci_high"] - rows["difference"]),
            "arrayminus": list(rows["difference"] - rows["ci_low"]),
            "color": theme.ink,
            "thickness": 1.6,
            "width": 5,
            "visible": intervals,
        },
        "customdata": list(rows["question"]),
        "hoverinfo": "text",
        "hovertext": [
            f"<b>{r.name}</b><br>NPS {r.yes_nps:,} of {r.n_nps:,}, CRC {r.yes_crc:,} of {r.n_crc:,}"
            for r in rows.assign(name=names(rows)).itertuples()
        ],
    }
    low, high = min(0.0, rows["ci_low"].min()), max(0.0, rows["ci_high"].max())
    axis = value_axis(theme, high + 3, range=[low - 3, high + 3])
    axis["title"] = {
        "text": "Percentage points, NPS minus CRC",
        "font": {"size": 13, "color": theme.quiet},
        "standoff": 8,
    }
    return {
        "data": [dots],
        "layout": layout(
            theme,
            _ROW * len(rows) + 50,
            note,
            xaxis=axis,
            yaxis=name_axis(theme, list(rows.index), names(rows), width=24),
        ),
    }


def signed(points: float) -> str:
    """A difference in percentage points with its sign: '+32', a true minus and '9', or '0'."""
    text = rounded(points)
    if text == "0" or text.startswith("-"):
        return text.replace("-", "\N{MINUS SIGN}")
    return f"+{text}"


def names(gaps: pd.DataFrame) -> list[str]:
    """What each gap is of: 'Delivery: accommodation'."""
    return [
        QUESTIONS[r.question].short + (f": {Factor(r.factor).phrase}" if r.factor else "")
        for r in gaps.itertuples()
    ]
