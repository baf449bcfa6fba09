"""Native charts as PowerPoint and Word hold them: the chart's XML and the workbook behind it."""

import math
from dataclasses import dataclass, replace

from probation.charts.office_spec import Bars, Dots, Scatter
from probation.charts.theme import LIGHT
from probation.exports.office import bars, dots, scatter
from probation.exports.office.chart_workbook import Behind
from probation.exports.office.drawing import Drawing, Frame, text
from probation.exports.office.markup import (
    DRAWING,
    LANGUAGE,
    NO_LINE,
    element,
    filled,
    value,
)

Native = Bars | Dots | Scatter

#: A chart of bars is at most so many times as high as it must be.
_THICKEST = 2.5
_SPACES = {
    "xmlns__c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "xmlns__a": DRAWING,
    "xmlns__r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}


@dataclass(frozen=True)
class Chart:
    """A chart and its workbook; what python-pptx asks of chart data are the two members below."""

    drawing: Drawing
    behind: Behind

    def xml_bytes(self, kind: object = None, workbook: str = "") -> bytes:
        """The chart part. workbook: the id of its relationship to the workbook, or ''."""
        linked = ""
        if workbook:
            linked = element("c:externalData", value("c:autoUpdate", False), r__id=workbook)
        space = element(
            "c:chartSpace",
            value("c:date1904", False),
            value("c:lang", LANGUAGE),
            value("c:roundedCorners", False),
            self._chart(),
            element("c:spPr", filled(LIGHT.background), NO_LINE),
            text(self.drawing.plot.frame.size),
            linked,
            **_SPACES,
        )
        return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{space}'.encode()

    @property
    def xlsx_blob(self) -> bytes:
        """The workbook behind the chart."""
        return self.behind.workbook()

    def _chart(self) -> str:
        drawn = self.drawing
        area = element("c:plotArea", drawn.plot.layout(), *drawn.kinds, *drawn.axes)
        return element(
            "c:chart",
            value("c:autoTitleDeleted", True),
            area,
            drawn.legend,
            value("c:plotVisOnly", True),
            value("c:dispBlanksAs", "gap"),
        )


def has_marks(native: Native) -> bool:
    """Whether there is anything to draw: a chart without a category is none."""
    match native:
        case Bars():
            return bool(native.categories)
        case Dots():
            return bool(native.dots)
        case Scatter():
            return any(points.x for points in native.series)


def chart(native: Native, frame: Frame) -> Chart:
    """``native`` drawn in ``frame``. It has marks."""
    behind = Behind()
    match native:
        case Bars():
            drawing = bars.bars(native, frame, behind)
        case Dots():
            drawing = dots.dots(native, frame, behind)
        case Scatter():
            drawing = scatter.scatter(native, frame, behind)
    return Chart(drawing, behind)


def most_height(native: Native, size: float, wide: float) -> float:
    """The height in inches beyond which a few bars would be blocks; marks and lines have none."""
    return math.inf if isinstance(native, Scatter) else _THICKEST * least_height(native, size, wide)


def least_height(native: Native, size: float, wide: float) -> float:
    """The least height in inches at which its parts, so wide, do not run into one another."""
    match native:
        case Bars():
            return bars.least_height(native, size, wide)
        case Dots():
            return dots.least_height(native, size, wide)
        case Scatter():
            return scatter.least_height(native, size)


def halves(native: object) -> tuple[Native, ...]:
    """Its first rows and the rest of them, on one axis; () where it has none to part."""
    match native:
        case Bars(categories=rows) if len(rows) > 1:
            middle = math.ceil(len(rows) / 2)
            return _bars_of(native, slice(middle)), _bars_of(native, slice(middle, None))
        case Dots(dots=rows) if len(rows) > 1:
            middle = math.ceil(len(rows) / 2)
            middle += rows[middle].name.startswith(f"{rows[middle - 1].name}, ")  # its own twin
            return replace(native, dots=rows[:middle]), replace(native, dots=rows[middle:])
        case _:
            return ()


def _bars_of(native: Bars, rows: slice) -> Bars:
    of_rows = ("values", "colours", "low", "high", "labels", "printed")
    series = (
        replace(one, **{name: getattr(one, name)[rows] for name in of_rows})
        for one in native.series
    )
    return replace(native, categories=native.categories[rows], series=tuple(series))
