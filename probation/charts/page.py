"""A chart as a Plotly figure for a page, in the page's colours."""

from probation.charts.page_funnel import funnel
from probation.charts.page_rows import rows
from probation.charts.page_squares import matrix, tiles
from probation.charts.spec import Funnel, Matrix, Rows, Tiles
from probation.charts.theme import Figure, Theme


def draw(chart: Rows | Funnel | Matrix | Tiles, theme: Theme) -> Figure:
    """The figure of a chart."""
    match chart:
        case Rows():
            return rows(chart, theme)
        case Funnel():
            return funnel(chart, theme)
        case Matrix():
            return matrix(chart, theme)
        case Tiles():
            return tiles(chart, theme)
