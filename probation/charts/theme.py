"""How every chart looks: colours, type, and the parts all charts share.

Colours are the Government Analysis Function's, those of levels charts.shades': a colour means the
same wherever it stands. On a dark page the darkest, which would vanish there, are lighter.
"""

import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from typing import Any

from probation.charts.medium import HEAD, PAGE, Medium
from probation.charts.shades import named, shades
from probation.domain.text import for_plotly
from probation.domain.vocabulary import NOT_RECORDED, TERMS, Dimension

Figure = dict[str, Any]

#: Longest alternative text: what a screen reader says in one breath.
ALT_LIMIT = 220


@dataclass(frozen=True)
class Theme:
    """How figures look: the colours of one page theme, as hex strings, and a medium's sizes.

    one: what is not divided. quiet, grid: what that is held against. ink: what is singled out.
    provider: NPS and CRC. levels: those of every other breakdown, by the names of charts.shades.
    """

    background: str
    ink: str
    quiet: str
    grid: str
    one: str
    provider: dict[str, str]
    levels: dict[str, str]
    medium: Medium = PAGE

    @property
    def palette(self) -> tuple[str, ...]:
        """Every colour, in the same order for every theme."""
        single = (self.background, self.ink, self.quiet, self.grid, self.one)
        return (*single, *self.provider.values(), *self.levels.values())

    def colour(self, name: str) -> str:
        """The colour of a name: of a provider, a level, or a field."""
        return self.provider.get(name) or self.levels.get(name) or str(getattr(self, name))


def colours(breakdown: str | None, levels: Sequence[str]) -> dict[str, str]:
    """The name of a colour for each level. Providers keep theirs; not recorded is grey."""
    if breakdown is None:
        return dict.fromkeys(levels, "one")
    if breakdown == Dimension.PROVIDER:
        return {level: level for level in levels}
    return {
        level: "quiet" if level == NOT_RECORDED else named(breakdown, level) for level in levels
    }


LIGHT = Theme(
    background="#FFFFFF",
    ink="#1B1F23",
    quiet="#4A5159",
    grid="#D6D6D6",
    one="#28A197",
    provider={"CRC": "#F46A25", "NPS": "#12436D"},
    levels=shades((0.63, 0.42, 0.53, 0.32)),
)
DARK = Theme(
    background="#14181C",
    ink="#F2F4F6",
    quiet="#C3C9CF",
    grid="#3D454D",
    one="#28A197",
    provider={"CRC": "#F46A25", "NPS": "#6BACE6"},
    levels=shades((0.82, 0.57, 0.70, 0.93)),
)

_FONT = "Source Sans, Source Sans Pro, Arial, sans-serif"
_MARKUP = re.compile("<[^>]*>")
#: Width of a letter in parts of its size, on average.
_LETTER = 0.5


def layout(
    theme: Theme,
    height: int,
    key: str = "",
    right: int = 8,
    head: int = HEAD,
    foot: int | None = None,
    **more: Any,
) -> Figure:
    """The layout all charts share: plain background, one font, room for the axis at the foot.

    height: of what lies between ``head`` and ``foot``, all in pixels, where the medium has none of
    its own; foot: None for the medium's. right: what words need beside it. key: what the marks
    mean, above the figure.
    """
    medium = theme.medium
    foot = medium.foot if foot is None else foot
    base = {
        "height": medium.height or height + head + foot,
        "paper_bgcolor": theme.background,
        "plot_bgcolor": theme.background,
        "font": {"family": _FONT, "size": 15, "color": theme.ink},
        "margin": {"l": 0, "r": right, "t": head, "b": foot},
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {"font": {"family": _FONT, "size": 14}},
        # Plotly's own camera is too pale to be seen (WCAG 1.4.11)
        "modebar": {"color": theme.quiet, "activecolor": theme.ink, "bgcolor": "rgba(0,0,0,0)"},
    }
    width = {"width": medium.width} if medium.width else {}
    return base | width | (_key(theme, key) if key else {}) | more


def _key(theme: Theme, words: str) -> Figure:
    """What the marks mean, as the title: it alone can begin at the figure's own left edge."""
    return {
        "title": {
            "text": words,
            "xref": "container",
            "yref": "container",
            "x": 0,
            "y": 1,
            "xanchor": "left",
            "yanchor": "top",
            "pad": {"t": 3},
            "font": words_font(theme),
        }
    }


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
        "tickangle": 0,
        "fixedrange": True,
        "tickfont": words_font(theme, "quiet"),
    }
    # four steps of a percentage stand apart on a phone, where five run into each other
    return axis | ({"dtick": 25} if suffix == "%" else {}) | more


def words_font(theme: Theme, colour: str = "ink") -> Figure:
    """The type of words, in the colour of a name."""
    return {"size": theme.medium.words, "color": theme.colour(colour)}


def axis_title(theme: Theme, text: str) -> Figure:
    """What an axis measures, set off from its ticks."""
    return {"text": text, "font": words_font(theme, "quiet"), "standoff": 8}


def column(theme: Theme, x: float, y: Sequence[float], words: Sequence[str]) -> Figure:
    """Words in a column at the right edge ``x`` of a figure, off the marks that reach the edge."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": [x] * len(words),
        "y": list(y),
        "text": [f"\N{EM SPACE}{said}" for said in words],
        "textposition": "middle right",
        "textfont": words_font(theme),
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def column_width(theme: Theme, words: Iterable[str]) -> int:
    """Pixels that a column of ``words`` needs, as ``right`` of a layout: an estimate."""
    bare = (_MARKUP.sub("", said).replace("\N{EM SPACE}", "mm") for said in words)
    longest = max(map(len, bare), default=0)
    return round(theme.medium.words * (1.5 + _LETTER * longest))


def line(x: Sequence[float | None], y: Sequence[float | None], **look: Any) -> Figure:
    """A trace of a line through points, broken where one is None."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": list(x),
        "y": list(y),
        "line": look,
        "hoverinfo": "skip",
    }


def coloured(mark: str, colour: str) -> str:
    """A mark within words, in its own colour."""
    return f"<span style='color:{colour}'>{mark}</span>"


def name_axis(
    theme: Theme, positions: Sequence[float], names: Sequence[str], width: int = 22
) -> Figure:
    """A vertical axis of names, first at the top, on lines of at most ``width`` characters.

    Where the medium has widths of its own, on as many lines as a row has room for.
    """
    medium = theme.medium
    wrapped = partial(
        _wrapped, widths=medium.widths or (width,), most=medium.lines(max(positions, default=0) + 1)
    )
    return {
        "tickmode": "array",
        "tickvals": list(positions),
        "ticktext": ["<br>".join(map(for_plotly, wrapped(name))) for name in names],
        "range": [max(positions, default=0) + 0.5, min(positions, default=0) - 0.5],
        "automargin": True,
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "ticks": "",
        "ticklabelstandoff": 8,
        "tickfont": {"size": medium.names},
    }


def _wrapped(name: str, widths: Sequence[int], most: int) -> list[str]:
    """A name on short lines, on longer ones where it would take more than ``most``."""
    tried = [textwrap.wrap(name, width) for width in widths]
    return next((lines for lines in tried if len(lines) <= most), tried[-1])


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


def apart(high: float, low: float) -> tuple[str, str]:
    """Two percentages without decimals, or with one where they differ and would read the same."""
    decimals = 0 if percent(high) != percent(low) or high == low else 1
    return percent(high, decimals), percent(low, decimals)


def short(breakdown: str | None, level: str) -> str:
    """The shortest clear name of a level, for beside a mark; '' without a breakdown."""
    if breakdown is None:
        return ""
    return TERMS[Dimension(breakdown)](level).short
