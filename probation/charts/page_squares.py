"""Charts of squares as Plotly figures for a page: matrices, and tiles in place of a map."""

from collections.abc import Sequence

from probation.charts.medium import rows_height
from probation.charts.spec import Matrix, Tile, Tiles
from probation.charts.theme import Figure, Theme, layout, name_axis

#: A square of a matrix, the names above it where they are slanted, and a foot without an axis.
_CELL, _SLANTED, _BARE = 29, 60, 8
#: A mark without a square is so much smaller: it can be tapped too. Words as '+20*' are so many
#: times as wide as their type; between two squares are so many pixels.
_CIRCLE, _WORDS, _BETWEEN = 26 / 29, 2.4, 2
#: Of a tile, in pixels; of one that is chosen and of others, half the edge, in tiles.
_TILE, _CHOSEN, _EDGE = 46, 0.46, 0.485
_TICK = "\N{THIN SPACE}✓"


def matrix(chart: Matrix, theme: Theme) -> Figure:
    """A mark with its words in each cell, the names of the columns above."""
    cells, high = chart.cells, theme.medium.height
    size = (high - _SLANTED - _BARE) // len(chart.rows) - _BETWEEN if high else _CELL
    marks = {
        "type": "scatter",
        "mode": "markers+text",
        "x": [cell.column for cell in cells],
        "y": [cell.row for cell in cells],
        "text": [cell.words for cell in cells],
        "textposition": "middle center",
        "textfont": {"size": min(int(size / _WORDS), theme.medium.words), "color": theme.ink},
        "marker": {
            "symbol": [cell.shape for cell in cells],
            "size": [round(size * (_CIRCLE if cell.shape == "circle" else 1)) for cell in cells],
            "color": theme.background,
            "line": {
                "width": [cell.outline for cell in cells],
                "color": [theme.colour(cell.colour) for cell in cells],
            },
        },
        "customdata": [list(cell.code) for cell in cells],
        "hoverinfo": "text",
        "hovertext": [cell.hover for cell in cells],
        "cliponaxis": False,
    }
    names = name_axis(theme, range(len(chart.rows)), chart.rows, chart.name_width)
    figure = _matrix_layout(
        theme, len(chart.rows), _head_axis(theme, chart.heads or chart.columns), names
    )
    return {"data": [marks], "layout": figure}


def _matrix_layout(theme: Theme, rows: int, columns: Figure, names: Figure) -> Figure:
    """The layout of a matrix of cells: its axes are its names, above and at the left."""
    height = rows_height(rows, 2, _SLANTED + _BARE)
    return layout(theme, height, right=24, head=_SLANTED, foot=_BARE, xaxis=columns, yaxis=names)


def _head_axis(theme: Theme, names: Sequence[str]) -> Figure:
    """A horizontal axis of names above the columns of a matrix, slanted where they do not fit."""
    return {
        "side": "top",
        "range": [-0.5, len(names) - 0.5],
        "tickmode": "array",
        "tickvals": list(range(len(names))),
        "ticktext": list(names),
        "autotickangles": [0, -35],
        "tickfont": {"size": theme.medium.names},
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
    }


def tiles(chart: Tiles, theme: Theme) -> Figure:
    """A tile an area, those filled with a tick; what a tap on one tells is its code."""
    columns, rows = (max(getattr(t, at) for t in chart.tiles) + 1 for at in ("column", "row"))
    axis = {"visible": False, "fixedrange": True}
    filled = [tile for tile in chart.tiles if tile.filled]
    others = [tile for tile in chart.tiles if not tile.filled]
    figure = layout(
        theme,
        _TILE * rows,
        head=_BARE,
        foot=_BARE,
        xaxis=axis | {"range": [-0.5, columns - 0.5]},
        yaxis=axis | {"range": [rows - 0.5, -0.5]},
        shapes=[_square(t, _CHOSEN if t.chosen else _EDGE, theme) for t in chart.tiles],
        hovermode="closest",
    )
    return {
        "data": [_names(filled, theme.ink), _names(others, theme.quiet)],
        "layout": figure,
    }


def _square(tile: Tile, edge: float, theme: Theme) -> Figure:
    """A tile without its words, ``edge`` from its middle to each side."""
    return {
        "type": "rect",
        "layer": "below",
        "x0": tile.column - edge,
        "x1": tile.column + edge,
        "y0": tile.row - edge,
        "y1": tile.row + edge,
        "fillcolor": theme.grid if tile.filled else theme.background,
        "line": {
            "color": theme.ink if tile.filled else theme.grid,
            "width": 4 if tile.chosen else 1.2,
        },
    }


def _names(drawn: Sequence[Tile], colour: str) -> Figure:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [tile.column for tile in drawn],
        "y": [tile.row for tile in drawn],
        "text": [_ticked(tile) for tile in drawn],
        "textposition": "middle center",
        "textfont": {"size": 12, "color": colour},
        # nothing to see: where a finger meets the tile
        "marker": {"symbol": "square", "size": 40, "opacity": 0},
        "customdata": [tile.code for tile in drawn],
        "hoverinfo": "text",
        "hovertext": [f"<b>{tile.name}</b><br>{tile.said}" for tile in drawn],
        "cliponaxis": False,
    }


def _ticked(tile: Tile) -> str:
    """Its lines; a tick if filled: below one, or on the shorter of two, as a tile holds two."""
    first, *more = tile.lines
    if not tile.filled:
        return "<br>".join(tile.lines)
    if not more:
        return f"{first}<br>{_TICK.strip()}"
    last = more[0]
    if len(first) < len(last):
        return f"{first}{_TICK}<br>{last}"
    return f"{first}<br>{last}{_TICK}"
