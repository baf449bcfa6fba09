"""Charts for a screen in a room: a page's own marks, in few pixels and so in large type.

A page's figure is as high as its rows need at the type of a page; enlarged to fill a screen it
would shrink its words. These have one height for all.
"""

from dataclasses import replace

from probation.charts import office, page
from probation.charts.medium import Medium
from probation.charts.spec import Chart, Matrix
from probation.charts.theme import LIGHT, Figure

ROOM = Medium(names=17, words=15, foot=56, width=900, height=490, widths=(30, 36, 42, 48, 60))
#: Rows of a matrix of which the words can be read; as on a slide.
_MOST_ROWS = 16


def draw(chart: Chart) -> Figure | None:
    """The figure of a chart, in light colours; None where a slide has its table alone."""
    if isinstance(chart, Matrix) and len(chart.rows) > _MOST_ROWS:
        return None
    return None if office.draw(chart) is None else page.draw(chart, replace(LIGHT, medium=ROOM))
