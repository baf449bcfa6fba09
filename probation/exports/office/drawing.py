"""The parts that all charts of office programs share, in the order their schema asks for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from probation.charts.spec import Cell
from probation.charts.theme import LIGHT
from probation.exports.office.chart_workbook import Column
from probation.exports.office.markup import (
    FONT,
    LANGUAGE,
    NO_FILL,
    NO_LINE,
    element,
    filled,
    line,
    said,
    value,
)
from probation.exports.office.text_metrics import width

#: What a label needs beside its text, in inches.
LABEL_ROOM = 0.12
#: How much of its colour a hollow mark has within, and a bar on which a line must show.
_TINT, _CROSSED = 0.2, 0.6
#: Width in points of the outline of what the bulletin prints.
_PRINTED = 2.25


@dataclass(frozen=True)
class Frame:
    """The room a chart is drawn in, in inches, and the size of its type in points."""

    width: float
    height: float
    size: float


@dataclass(frozen=True)
class Plot:
    """Where in the frame values are drawn, between the axes: distances in inches from its edges."""

    frame: Frame
    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.frame.width - self.left - self.right

    @property
    def height(self) -> float:
        return self.frame.height - self.top - self.bottom

    def layout(self) -> str:
        """The same for the chart: left to itself, a program squeezes it between long names."""
        shares = {
            "x": self.left / self.frame.width,
            "y": self.top / self.frame.height,
            "w": self.width / self.frame.width,
            "h": self.height / self.frame.height,
        }
        return element(
            "c:layout",
            element(
                "c:manualLayout",
                value("c:layoutTarget", "inner"),
                value("c:xMode", "edge"),
                value("c:yMode", "edge"),
                *(value(f"c:{name}", f"{share:.5f}") for name, share in shares.items()),
            ),
        )


@dataclass(frozen=True)
class Drawing:
    """A chart without its sheet: kinds of chart in it, axes, and its legend or ''."""

    plot: Plot
    kinds: tuple[str, ...]
    axes: tuple[str, ...]
    legend: str = ""


def look(tag: str, size: float, colour: str = LIGHT.ink, bold: bool = False) -> str:
    """Properties of a run of text."""
    face = element("a:latin", typeface=FONT) + element("a:cs", typeface=FONT)
    given = {"lang": LANGUAGE, "sz": round(size * 100), "b": int(bold)}
    return element(tag, filled(colour), face, **given)


def text(size: float, colour: str = LIGHT.ink) -> str:
    """How the text of a part of the chart looks."""
    paragraph = element(
        "a:p",
        element("a:pPr", look("a:defRPr", size, colour)),
        element("a:endParaRPr", lang=LANGUAGE),
    )
    return element("c:txPr", element("a:bodyPr"), element("a:lstStyle"), paragraph)


def words(given: str, size: float, colour: str, **body: object) -> str:
    """Words in a label or title; ``body``: properties of the text's box."""
    run = element("a:r", look("a:rPr", size, colour), element("a:t", said(given)))
    paragraph = element("a:p", element("a:pPr", look("a:defRPr", size, colour)), run)
    box = element("a:bodyPr", **body)
    return element("c:tx", element("c:rich", box, element("a:lstStyle"), paragraph))


def title(given: str, size: float, upright: bool = False) -> str:
    """The title of an axis; upright: turned to run from the bottom to the top."""
    body = {"rot": -5400000, "vert": "horz"} if upright else {}
    told = words(given, size, LIGHT.quiet, **body)
    return element("c:title", told, value("c:overlay", False)) if given else ""


def _shows(shown: bool) -> str:
    flags = ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
    return "".join(value(f"c:show{flag}", shown and flag == "Val") for flag in flags)


#: The box of a label: no margin but a little at the sides.
_TIGHT: dict[str, object] = {
    "lIns": 18288,
    "tIns": 0,
    "rIns": 18288,
    "bIns": 0,
    "anchor": "ctr",
    "wrap": "none",
}
#: Labels that were moved have no line to their marks; an extension of Office 2013.
_NO_LEADERS = element(
    "c:extLst",
    element(
        "c:ext",
        value("c15:showLeaderLines", False),
        uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}",
        xmlns__c15="http://schemas.microsoft.com/office/drawing/2012/chart",
    ),
)


@dataclass(frozen=True)
class Label:
    """A label at the point ``at``. words: None for the value in the format ``form``.

    position: of the schema: 't', 'r', 'outEnd' ... across, down: how far it is moved from there,
    as shares of the chart's width and height. covering: white, over a line behind it.
    """

    at: int
    words: str | None
    position: str
    across: float = 0.0
    form: str = "General"
    covering: bool = False
    down: float = 0.0

    def drawn(self, size: float) -> str:
        moved = value("c:x", f"{self.across:.5f}") + value("c:y", f"{self.down:.5f}")
        told = "" if self.words is None else words(self.words, size, LIGHT.ink, **_TIGHT)
        return element(
            "c:dLbl",
            value("c:idx", self.at),
            element("c:layout", element("c:manualLayout", moved))
            if self.across or self.down
            else "",
            told,
            element("c:numFmt", formatCode=self.form, sourceLinked=0),
            element("c:spPr", filled(LIGHT.background) if self.covering else NO_FILL, NO_LINE),
            text(size) if self.words is None else "",
            value("c:dLblPos", self.position),
            _shows(True),
        )


def labels(of: list[Label], size: float) -> str:
    """The labels of a series; its other points have none."""
    if not of:
        return ""
    drawn = (label.drawn(size) for label in of)
    return element("c:dLbls", *drawn, _shows(False), _NO_LEADERS)


def label_width(given: str, size: float) -> float:
    """The room a label takes, in inches."""
    return width(given, size) + LABEL_ROOM


def whiskers(down: Column, up: Column) -> str:
    """Error bars by the distances in two columns; see bar_look for what lies beneath them."""
    return element(
        "c:errBars",
        value("c:errBarType", "both"),
        value("c:errValType", "cust"),
        value("c:noEndCap", False),
        element("c:plus", up.as_numbers()),
        element("c:minus", down.as_numbers()),
        element("c:spPr", line(LIGHT.ink, 1.25)),
    )


def shape(symbol: str, size: int, colour: str, hollow: bool = False, printed: bool = False) -> str:
    """A mark of so many points; a hollow one is pale within, one that is printed has an outline.

    White would leave nothing of it in LibreOffice, which draws no outlines of marks.
    """
    inside = filled(pale(colour) if hollow else colour)
    edge = line(LIGHT.ink, _PRINTED) if printed else line(colour, 2 if hollow else 0.75)
    look_of = element("c:spPr", inside, edge)
    return element("c:marker", value("c:symbol", symbol), value("c:size", size), look_of)


def bar_look(
    colour: str, hollow: bool = False, crossed: bool = False, printed: bool = False
) -> str:
    """A bar; a hollow one is pale within, one whose number is printed has a dark outline.

    crossed: by a whisker, or one of its kind has that outline: navy is too dark for either.
    LibreOffice draws no halo round a whisker.
    """
    tint = _TINT if hollow else _CROSSED if crossed else 1
    edge = line(LIGHT.ink, _PRINTED) if printed else line(colour, 1.25) if tint < 1 else ""
    return element("c:spPr", filled(pale(colour, tint)), edge)


def pale(colour: str, tint: float = _TINT) -> str:
    """A colour thinned with white."""
    channels = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - tint * (255 - channel)):02X}" for channel in channels)


def legend(size: float, unlisted: tuple[int, ...] = ()) -> str:
    """A legend above the plot. unlisted: places of the series that need none."""
    left_out = (
        element("c:legendEntry", value("c:idx", place), value("c:delete", True))
        for place in unlisted
    )
    return element(
        "c:legend",
        value("c:legendPos", "t"),
        *left_out,
        value("c:overlay", False),
        text(size),
    )


def points(looks: Iterable[str]) -> Iterator[str]:
    """What is said of each bar of a series: how it looks."""
    for at, look in enumerate(looks):
        inverted, bubble = value("c:invertIfNegative", False), value("c:bubble3D", False)
        yield element("c:dPt", value("c:idx", at), inverted, bubble, look)


def look_of_cell(cell: Cell) -> tuple[str, str]:
    """The ground of a matrix's cell, pale in its colour where that means something, and its edge.

    The edge is '' where it has no outline.
    """
    edge = LIGHT.colour(cell.colour)
    return pale(edge) if cell.outline > 1 else LIGHT.background, edge if cell.outline else ""
