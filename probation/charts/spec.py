"""What a chart shows, whatever draws it: charts.page for a page, charts.projector for a screen in a
room, charts.office for office programs.

A specification holds the numbers of a frame with their names, words, colours and scales; none is
made in it. Colours are names of the theme's, see theme.Theme.colour. NaN is a mark that is not
drawn.
"""

from dataclasses import dataclass
from typing import Any

#: Something of each mark, or the same of all.
OfMarks = str | tuple[str, ...]


@dataclass(frozen=True)
class Axis:
    """The title and ends of an axis.

    title: on lines of its own where a page is narrow. unit: '%' or ''. shown: whether its numbers
    stand there. measure: what it measures, as the head of a column. middle: where marks begin that
    lie on both sides: 0 for differences, 1 for ratios; None where bars begin at nought. log: a
    logarithmic axis. ticks: about so many. signs: what signs in the words of its marks mean.
    """

    title: str
    low: float
    high: float
    unit: str = ""
    shown: bool = True
    measure: str = ""
    middle: float | None = None
    log: bool = False
    ticks: int = 6
    signs: str = ""


@dataclass(frozen=True)
class Series:
    """Marks of one kind, such as those of one level.

    rows: on which row each stands. values, low, high: in units of the axis; low and high are ()
    where no interval is shown. bases: the ends of bars of which the values are a part, or ().
    labels: what a page says of each, in a column; shorts: what a slide says at it. missing: why
    there is no mark, '' where there is one, or (). beside: words at the mark itself, or ().
    hovers: what a pointer is told of each, as HTML, or (). codes: where each leads, or ().
    colours, shapes: of marks; '-open' at the end of a shape is an outline that can be seen through,
    and ``bar`` the colour of its bars. hollow: filled with the background; () for none. outline:
    width of a line round each; opacity: of a mark. offsets: how far below its row each stands, in
    rows, or (). quiet: a second thought on the first series: words and whiskers of less weight.
    printed: of each mark whether the bulletin prints its number, or ().
    """

    name: str
    rows: tuple[int, ...]
    values: tuple[float, ...]
    colours: OfMarks
    shapes: OfMarks = "circle"
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()
    bases: tuple[float, ...] = ()
    labels: tuple[str, ...] = ()
    shorts: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    hovers: tuple[str, ...] = ()
    codes: tuple[Any, ...] = ()
    hollow: tuple[bool, ...] = ()
    offsets: tuple[float, ...] = ()
    size: int = 11
    outline: float = 0
    opacity: float = 1
    bar: str = ""
    quiet: bool = False
    printed: tuple[bool, ...] = ()


@dataclass(frozen=True)
class Rows:
    """Named rows, the first at the top, with marks on one axis.

    at: where each row stands, in rows; () for one after the other. in_bars: bars that are part of
    their bases, not marks. parted: the series stand side by side in a row. joined: a line joins
    the two marks of a row. key: what the marks of each series mean, or () where words say so.
    name_width: letters of a line of a name; lines: lines of words that a row must have room for,
    None for those of its name.
    """

    names: tuple[str, ...]
    series: tuple[Series, ...]
    axis: Axis
    at: tuple[float, ...] = ()
    in_bars: bool = False
    parted: bool = False
    joined: bool = False
    key: tuple[str, ...] = ()
    name_width: int = 22
    lines: int | None = 1


@dataclass(frozen=True)
class Kind:
    """What marks of a kind mean, and how they look; shape: 'circle', 'diamond' or 'square'."""

    name: str
    colour: str
    shape: str
    size: int
    hollow: bool = False


@dataclass(frozen=True)
class Mark:
    """A mark at x and y. named: its name stands beside it. hover, code: as of Series, of one."""

    name: str
    x: float
    y: float
    kind: Kind
    code: str
    hover: str
    named: bool
    chosen: bool


@dataclass(frozen=True)
class Limit:
    """A limit that changes with x. words: where it ends, in short. line: 'solid' or 'dot'."""

    name: str
    words: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    line: str


@dataclass(frozen=True)
class Funnel:
    """Marks on two axes of numbers, within limits, and a level line for all of them together.

    kinds: of marks, the first on top. level: where that line stands, and ``level_name`` in full and
    ``level_words`` in short what it means. x, y: axes that end at the last mark and a little after.
    own_limits: each mark has limits of its own, so that no line can join them: each is a dash.
    """

    marks: tuple[Mark, ...]
    kinds: tuple[Kind, ...]
    limits: tuple[Limit, ...]
    level: float
    level_name: str
    level_words: str
    x: Axis
    y: Axis
    own_limits: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell of a matrix: its words, on a mark with an outline.

    shape: 'square' or 'circle'. outline: its width, in the colour of that name. hover, code: as of
    Series, of one mark.
    """

    row: int
    column: int
    words: str
    outline: float
    colour: str
    hover: str
    code: tuple[str, ...]
    shape: str = "square"


@dataclass(frozen=True)
class Matrix:
    """Cells in named rows and columns. heads: the columns' names for a page, or () for the same."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[Cell, ...]
    name_width: int = 22
    heads: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tile:
    """One square of a tile map: its name, the lines on it, its place from the west and north.

    filled: in grey with an outline, which is heavy for the one that is chosen, and with a tick.
    code: where it leads. said: what filled or not filled means.
    """

    name: str
    lines: tuple[str, ...]
    column: int
    row: int
    filled: bool
    chosen: bool = False
    code: str = ""
    said: str = ""


@dataclass(frozen=True)
class Tiles:
    """A tile map, drawn of squares: no chart has such a shape."""

    tiles: tuple[Tile, ...]


Chart = Rows | Funnel | Matrix | Tiles
