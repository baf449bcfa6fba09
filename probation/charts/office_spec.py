"""What charts.office makes of a specification: the charts that PowerPoint and Word draw.

Colours are those of a white slide, as hex strings. NaN is a mark that is not drawn.
"""

from dataclasses import dataclass

from probation.charts.spec import Axis, Matrix, Tiles


@dataclass(frozen=True)
class BarSeries:
    """One series of bars, a value for each category.

    colours: one a bar. low, high: limits of the values, in their units, or () for no whiskers.
    labels: words at the end of each bar, '' for none, or () for none at all. hollow: outlined.
    printed: of each bar whether the bulletin prints its number, or ().
    """

    name: str
    values: tuple[float, ...]
    colours: tuple[str, ...]
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()
    labels: tuple[str, ...] = ()
    hollow: bool = False
    printed: tuple[bool, ...] = ()


@dataclass(frozen=True)
class Bars:
    """Horizontal bars from nought, the first category at the top.

    categories: their names. overlaid: the series lie on one another, the first at the back; else
    side by side, the first on top. axis: its title, which stands where there is no unit. unit: '%'
    or ''. top: the end of the axis.
    """

    categories: tuple[str, ...]
    series: tuple[BarSeries, ...]
    axis: str
    unit: str
    top: float
    overlaid: bool = False


@dataclass(frozen=True)
class Dot:
    """A difference or ratio on a row of its own, with a whisker from low to high.

    name: of the row. said: what is said of it, or ''. hollow: outlined. printed: whether the
    bulletin prints it.
    """

    name: str
    said: str
    value: float
    low: float
    high: float
    colour: str
    hollow: bool = False
    printed: bool = False


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
    then there are no marks. shape: 'circle', 'diamond', 'square', or 'dash', a level stroke. below:
    the words stand below the marks, not above. names: what each mark is, written beside it or not,
    or (). printed: as of BarSeries.
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
    printed: tuple[bool, ...] = ()


@dataclass(frozen=True)
class Scatter:
    """Marks and lines on two axes of numbers. The first series lies on top of the others."""

    series: tuple[Points, ...]
    x: Axis
    y: Axis


Native = Bars | Dots | Scatter | Matrix | Tiles
