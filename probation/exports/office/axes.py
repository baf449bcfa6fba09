"""The axes of charts for office programs: where they begin and end, and what stands at them."""

import math
from dataclasses import dataclass

from probation.charts.theme import LIGHT
from probation.exports.office.drawing import text, title
from probation.exports.office.markup import NO_LINE, element, line, value

#: How axes name one another in the chart.
ACROSS, UPWARDS = 50010001, 50010002
#: Gridlines at most.
_MOST = 7
#: The format of ratios: '1', '0.5', '0.125', also where a program finds 0.9999 for 1.
_RATIOS = "[>=0.9]0;0.0##"
#: A logarithmic axis counts in doublings up to so many of them, else in tens.
_DOUBLINGS = 8


@dataclass(frozen=True)
class Scale:
    """The ends of an axis, its gridlines ``step`` apart, the format of its numbers.

    base: of a logarithmic axis, else 0.
    """

    low: float
    high: float
    step: float
    form: str
    base: int = 0

    def share(self, at: float) -> float:
        """How far along the axis ``at`` lies, from 0 to 1."""
        if self.base:
            return math.log(at / self.low) / math.log(self.high / self.low)
        return (at - self.low) / (self.high - self.low)


def linear(low: float, high: float, unit: str = "", signed: bool = False) -> Scale:
    """An axis from ``low``, put back to a gridline, so that lines and numbers are round.

    unit: '%' or ''. signed: with + and -.
    """
    step = _step(high - low)
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    form = ("#,##0" + ("." + "0" * decimals if decimals else "")) + (f'"{unit}"' if unit else "")
    start = math.floor(round(low / step, 9)) * step
    return Scale(start, high, step, f"+{form};\N{MINUS SIGN}{form};{form}" if signed else form)


def logarithmic(low: float, high: float) -> Scale:
    """An axis of ratios, from one gridline to another."""
    base = 2 if math.log2(high / low) <= _DOUBLINGS else 10
    start = base ** math.floor(round(math.log(low, base), 9))
    end = base ** math.ceil(round(math.log(high, base), 9))
    return Scale(start, end, base, _RATIOS, base)


def _step(span: float) -> float:
    """The smallest of 1, 2, 5, 10 ... that needs no more gridlines than the most."""
    tens = 10.0 ** math.floor(math.log10(span / _MOST))
    return next(f * tens for f in (1, 2, 5, 10) if span / (f * tens) <= _MOST)


def value_axis(
    scale: Scale,
    of: int,
    size: float,
    named: str = "",
    crosses: str = "min",
    between: str = "midCat",
    shown: bool = True,
) -> str:
    """An axis of numbers with quiet gridlines.

    of: ACROSS or UPWARDS. named: its title. crosses: the end of the other axis where it stands.
    shown: with its numbers and gridlines.
    """
    grid = element("c:majorGridlines", element("c:spPr", line(LIGHT.grid, 0.75)))
    return _numbers(
        of,
        _scaling(scale.low, scale.high, base=scale.base),
        grid if shown else "",
        title(named, size, upright=of == UPWARDS),
        element("c:numFmt", formatCode=scale.form, sourceLinked=0),
        value("c:tickLblPos", "nextTo" if shown else "none"),
        element("c:spPr", NO_LINE),
        text(size, LIGHT.quiet),
        value("c:crosses", crosses),
        between,
        scale.step,
    )


def name_axis(size: float, middle: float | None = None) -> str:
    """The axis of categories, the first at the top, every name shown.

    middle: where the bars begin, unless at nought.
    """
    return element(
        "c:catAx",
        value("c:axId", UPWARDS),
        element("c:scaling", value("c:orientation", "maxMin")),
        value("c:delete", False),
        value("c:axPos", "l"),
        element("c:numFmt", formatCode="General", sourceLinked=0),
        value("c:majorTickMark", "none"),
        value("c:minorTickMark", "none"),
        value("c:tickLblPos", "low"),
        element("c:spPr", line(LIGHT.quiet, 1)),
        text(size),
        value("c:crossAx", ACROSS),
        value("c:crosses", "autoZero") if middle is None else value("c:crossesAt", middle),
        value("c:auto", False),
        value("c:lblAlgn", "ctr"),
        value("c:lblOffset", 100),
        value("c:tickLblSkip", 1),
        value("c:noMultiLvlLbl", True),
    )


def _scaling(low: float, high: float, base: int = 0, reverse: bool = False) -> str:
    return element(
        "c:scaling",
        value("c:logBase", base) if base else "",
        value("c:orientation", "maxMin" if reverse else "minMax"),
        value("c:max", f"{high:.15g}"),
        value("c:min", f"{low:.15g}"),
    )


def _numbers(
    of: int,
    scaling: str,
    grid: str,
    named: str,
    form: str,
    where: str,
    drawn: str,
    written: str,
    crosses: str,
    between: str,
    step: float,
) -> str:
    """A c:valAx with its parts in the order of the schema."""
    across = of == ACROSS
    return element(
        "c:valAx",
        value("c:axId", of),
        scaling,
        value("c:delete", False),
        value("c:axPos", "b" if across else "l"),
        grid,
        named,
        form,
        value("c:majorTickMark", "none"),
        value("c:minorTickMark", "none"),
        where,
        drawn,
        written,
        value("c:crossAx", UPWARDS if across else ACROSS),
        crosses,
        value("c:crossBetween", between),
        value("c:majorUnit", f"{step:.15g}"),
    )
