"""Charts for office programs: what a slide or a paper needs to draw one of its own.

The figures of a page are Plotly's; PowerPoint and Word draw theirs from numbers in a sheet behind
the chart. These say which numbers, with which colours and words. No number in them is made here:
they are the frame's. NaN is a mark that is not drawn.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class BarSeries:
    """One series of bars, a value for each category.

    colours: one a bar. low, high: limits of the values, in their units, or () for no whiskers.
    labels: words at the end of each bar, '' for none, or () for none at all. hollow: outlined.
    """

    name: str
    values: tuple[float, ...]
    colours: tuple[str, ...]
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()
    labels: tuple[str, ...] = ()
    hollow: bool = False


@dataclass(frozen=True)
class Bars:
    """Horizontal bars from nought, the first category at the top.

    categories: their names. groups: the heading of each category, alike for neighbours, or ().
    overlaid: the series lie on one another, the first at the back; else side by side, the first on
    top, told apart by a legend. axis: its title. unit: '%' or ''. top: the end of the axis.
    """

    categories: tuple[str, ...]
    series: tuple[BarSeries, ...]
    axis: str
    unit: str
    top: float
    groups: tuple[str, ...] = ()
    overlaid: bool = False


@dataclass(frozen=True)
class Dot:
    """A difference or ratio on a row of its own, with a whisker from low to high.

    name: of the row. said: what is said of it, or ''. shape: 'circle', 'diamond' or 'square', where
    it is a mark. hollow: outlined.
    """

    name: str
    said: str
    value: float
    low: float
    high: float
    colour: str
    shape: str = "circle"
    hollow: bool = False


@dataclass(frozen=True)
class Dots:
    """Rows of differences or ratios, the first at the top, on one axis.

    value: what the axis measures, as the head of a column. axis: its title. low, high: its ends.
    middle: where a line stands: 0 for differences, 1 for ratios. log: a logarithmic axis.
    """

    dots: tuple[Dot, ...]
    value: str
    axis: str
    low: float
    high: float
    middle: float
    log: bool = False


@dataclass(frozen=True)
class Points:
    """Marks or a line through x and y.

    labels: words beside each mark, '' for none, or (). line: '' for marks alone, 'solid', 'dot';
    then there are no marks. shape: as of Dot, or 'dash', a level stroke. below: the words stand
    below the marks, not above. names: what each mark is, written beside it or not, or ().
    """

    name: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    colour: str
    labels: tuple[str, ...] = ()
    line: str = ""
    shape: str = "circle"
    size: int = 9
    hollow: bool = False
    below: bool = False
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Axis:
    """The title and ends of an axis. unit: '%' or ''. shown: whether its numbers stand there."""

    title: str
    low: float
    high: float
    unit: str = ""
    shown: bool = True


@dataclass(frozen=True)
class Scatter:
    """Marks and lines on two axes of numbers. The first series lies on top of the others."""

    series: tuple[Points, ...]
    x: Axis
    y: Axis


@dataclass(frozen=True)
class Tile:
    """One square of a tile map: its name, the lines on it, its place from the west and north.

    filled: in grey with an outline, which is heavy for the one that is chosen.
    """

    name: str
    lines: tuple[str, ...]
    column: int
    row: int
    filled: bool
    chosen: bool = False


@dataclass(frozen=True)
class Tiles:
    """A tile map, drawn of squares: no chart has such a shape."""

    tiles: tuple[Tile, ...]


Native = Bars | Dots | Scatter | Tiles
