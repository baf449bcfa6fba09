"""A chart as a Plotly figure for a page, in the page's colours."""

from dataclasses import replace

from probation.charts.medium import Medium
from probation.charts.page_funnel import funnel
from probation.charts.page_rows import rows
from probation.charts.page_squares import matrix, tiles
from probation.charts.spec import Chart, Funnel, Matrix, Rows, Tiles
from probation.charts.theme import Figure, Theme

_CARD = Medium(height=290, widths=(999,))


def draw(chart: Chart, theme: Theme) -> Figure:
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


def card(chart: Chart, theme: Theme) -> Figure:
    """The figure of a chart as small as a card has room for: each name of a row on one line."""
    return draw(chart, replace(theme, medium=_CARD))
