"""How every chart looks: colours, type, and the parts all charts share.

Colours are the Government Analysis Function's. On a dark page the two darkest, which would vanish
there, give way to lighter ones of the same palette.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from probation.vocabulary import TERMS, Dimension

Figure = dict[str, Any]

#: Longest alternative text: what a screen reader says in one breath.
ALT_LIMIT = 220


@dataclass(frozen=True)
class Theme:
    """Colours of one page theme, as hex strings.

    provider: NPS and CRC, the same two everywhere and nothing else's. pair: two of anything else.
    one: a figure without a breakdown.
    """

    background: str
    ink: str
    quiet: str
    grid: str
    one: str
    provider: dict[str, str]
    pair: tuple[str, str]

    def colours(self, breakdown: str | None, levels: Sequence[str]) -> dict[str, str]:
        """A colour for each level, in order; providers keep theirs."""
        if breakdown is None:
            return dict.fromkeys(levels, self.one)
        if breakdown == Dimension.PROVIDER:
            return self.provider
        return dict(zip(levels, self.pair, strict=False))


LIGHT = Theme(
    background="#FFFFFF",
    ink="#1B1F23",
    quiet="#4A5159",
    grid="#D6D6D6",
    one="#28A197",
    provider={"CRC": "#F46A25", "NPS": "#12436D"},
    pair=("#28A197", "#801650"),
)
DARK = Theme(
    background="#14181C",
    ink="#F2F4F6",
    quiet="#C3C9CF",
    grid="#3D454D",
    one="#28A197",
    provider={"CRC": "#F46A25", "NPS": "#6BACE6"},
    pair=("#28A197", "#A285D1"),
)

_FONT = "Source Sans, Source Sans Pro, Arial, sans-serif"


def layout(theme: Theme, height: int, note: str, below: int = 0, **more: Any) -> Figure:
    """The layout all charts share: plain background, one font, ``note`` printed at the foot.

    below: pixels that the axis needs beside those for a title of one line.

    The note stays in a picture saved from the chart, so it carries source and synthetic label.
    """
    lines = textwrap.wrap(note, 62)
    foot = 70 + below + 16 * len(lines)
    base = {
        "height": height + foot,
        "paper_bgcolor": theme.background,
        "plot_bgcolor": theme.background,
        "font": {"family": _FONT, "size": 15, "color": theme.ink},
        "margin": {"l": 0, "r": 8, "t": 8, "b": foot},
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {"font": {"family": _FONT, "size": 14}},
        # a title, placed at the foot: annotations cannot be placed against the whole picture
        "title": {
            "text": "<br>".join(lines),
            "xref": "container",
            "yref": "container",
            "x": 0,
            "y": (foot - below - 62) / (height + foot),
            "xanchor": "left",
            "yanchor": "top",
            "font": {"size": 12, "color": theme.quiet},
        },
    }
    return base | more


def value_axis(theme: Theme, top: float, suffix: str = "", **more: Any) -> Figure:
    """A horizontal axis from 0 to ``top``: quiet grid, few ticks."""
    axis = {
        "range": [0, top],
        "gridcolor": theme.grid,
        "zeroline": True,
        "zerolinecolor": theme.quiet,
        "ticksuffix": suffix,
        "showticksuffix": "last",  # at each number it would turn them all round on a phone
        "nticks": 6,
        "fixedrange": True,
        "tickfont": {"size": 13, "color": theme.quiet},
    }
    return axis | more


def axis_title(theme: Theme, text: str, size: int = 13) -> Figure:
    """What an axis measures, set off from its ticks."""
    return {"text": text, "font": {"size": size, "color": theme.quiet}, "standoff": 8}


def words_at(
    theme: Theme,
    x: Sequence[float],
    y: Sequence[float],
    words: Sequence[str],
    place: str | list[str] = "middle right",
    size: int = 13,
) -> Figure:
    """A trace of words without marks; place: on which side of its point each stands."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": list(x),
        "y": list(y),
        "text": list(words),
        "textposition": place,
        "textfont": {"size": size, "color": theme.ink},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def coloured(mark: str, colour: str) -> str:
    """A mark within words, in its own colour."""
    return f"<span style='color:{colour}'>{mark}</span>"


def name_axis(
    theme: Theme, positions: Sequence[float], names: Sequence[str], width: int = 20
) -> Figure:
    """A vertical axis of names, first at the top, on lines of at most ``width`` characters."""
    return {
        "tickmode": "array",
        "tickvals": list(positions),
        "ticktext": ["<br>".join(textwrap.wrap(name, width)) for name in names],
        "range": [max(positions, default=0) + 0.6, min(positions, default=0) - 0.6],
        "automargin": True,
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "ticks": "",
        "ticklabelstandoff": 8,
        "tickfont": {"size": 14},
    }


def head_axis(names: Sequence[str]) -> Figure:
    """A horizontal axis of names above the columns of a matrix, slanted to fit a phone."""
    return {
        "side": "top",
        "range": [-0.6, len(names) - 0.4],
        "tickmode": "array",
        "tickvals": list(range(len(names))),
        "ticktext": list(names),
        "tickangle": -35,
        "tickfont": {"size": 13},
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
    }


def alt(text: str) -> str:
    """``text`` as alternative text: one line, cut at a word to the limit."""
    return textwrap.shorten(text, ALT_LIMIT, placeholder=" ...")


def rounded(value: float, decimals: int = 0) -> str:
    """``value`` to so many decimals, ties away from nought; '' for NaN."""
    if value != value:
        return ""
    quantum = Decimal(1).scaleb(-decimals)
    near = Decimal(repr(float(value))).quantize(quantum, ROUND_HALF_UP)
    return f"{near + 0:,}"  # adding nought takes the minus from -0


def percent(value: float, decimals: int = 0) -> str:
    """'74%', or '' where there is no percentage."""
    return f"{rounded(value, decimals)}%" if value == value else ""


def short(breakdown: str | None, level: str) -> str:
    """The shortest clear name of a level, for beside a mark; '' without a breakdown."""
    if breakdown is None:
        return ""
    return _SHORT.get(level) or TERMS[Dimension(breakdown)](level).label


_SHORT = {
    "30_plus": "30+",
    "bame": "BAME",
    "community": "Community",
    "low_medium": "Low/medium",
    "high_very_high": "High/very high",
}
