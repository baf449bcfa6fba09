"""The areas of England and Wales as tiles: a schematic map, own work.

One tile for each police force area, the area of a Police and Crime Commissioner (London: the
Metropolitan Police and the City of London together). Tiles lie roughly as the areas do; size and
neighbourhood are not to scale.
"""

from collections.abc import Collection, Iterable, Mapping

from probation.charts.theme import BARE, Figure, Theme, layout

#: Code of each area: its name, the name on the tile (lines of at most nine letters), column from
#: the west, row from the north.
TILES: Mapping[str, tuple[str, str, int, int]] = {
    "northumbria": ("Northumbria", "North-<br>umbria", 3, 0),
    "cumbria": ("Cumbria", "Cumbria", 2, 1),
    "durham": ("Durham", "Durham", 3, 1),
    "cleveland": ("Cleveland", "Cleve-<br>land", 4, 1),
    "lancashire": ("Lancashire", "Lancs", 2, 2),
    "north_yorkshire": ("North Yorkshire", "North<br>Yorks", 3, 2),
    "merseyside": ("Merseyside", "Mersey-<br>side", 1, 3),
    "greater_manchester": ("Greater Manchester", "Greater<br>Manch.", 2, 3),
    "west_yorkshire": ("West Yorkshire", "West<br>Yorks", 3, 3),
    "south_yorkshire": ("South Yorkshire", "South<br>Yorks", 4, 3),
    "humberside": ("Humberside", "Humber-<br>side", 5, 3),
    "north_wales": ("North Wales", "North<br>Wales", 0, 4),
    "cheshire": ("Cheshire", "Cheshire", 1, 4),
    "staffordshire": ("Staffordshire", "Staffs", 2, 4),
    "derbyshire": ("Derbyshire", "Derbys", 3, 4),
    "nottinghamshire": ("Nottinghamshire", "Notts", 4, 4),
    "lincolnshire": ("Lincolnshire", "Lincs", 5, 4),
    "dyfed_powys": ("Dyfed-Powys", "Dyfed-<br>Powys", 0, 5),
    "west_mercia": ("West Mercia", "West<br>Mercia", 1, 5),
    "west_midlands": ("West Midlands", "West<br>Mids", 2, 5),
    "leicestershire": ("Leicestershire", "Leics", 3, 5),
    "northamptonshire": ("Northamptonshire", "North-<br>ants", 4, 5),
    "cambridgeshire": ("Cambridgeshire", "Cambs", 5, 5),
    "norfolk": ("Norfolk", "Norfolk", 6, 5),
    "south_wales": ("South Wales", "South<br>Wales", 0, 6),
    "gwent": ("Gwent", "Gwent", 1, 6),
    "gloucestershire": ("Gloucestershire", "Glos", 2, 6),
    "warwickshire": ("Warwickshire", "Warks", 3, 6),
    "bedfordshire": ("Bedfordshire", "Beds", 4, 6),
    "hertfordshire": ("Hertfordshire", "Herts", 5, 6),
    "suffolk": ("Suffolk", "Suffolk", 6, 6),
    "avon_and_somerset": ("Avon and Somerset", "Avon &<br>Somerset", 1, 7),
    "wiltshire": ("Wiltshire", "Wilts", 2, 7),
    "thames_valley": ("Thames Valley", "Thames<br>Valley", 3, 7),
    "london": ("London", "London", 4, 7),
    "essex": ("Essex", "Essex", 5, 7),
    "devon_and_cornwall": ("Devon and Cornwall", "Devon &<br>Cornwall", 0, 8),
    "dorset": ("Dorset", "Dorset", 1, 8),
    "hampshire": ("Hampshire", "Hants", 2, 8),
    "surrey": ("Surrey", "Surrey", 3, 8),
    "sussex": ("Sussex", "Sussex", 4, 8),
    "kent": ("Kent", "Kent", 5, 8),
}
_TILE = 46
_TICK = "\N{THIN SPACE}✓"
_COLUMNS, _ROWS = 7, 9


def tiles(inspected: Iterable[str], theme: Theme, chosen: Collection[str] = ()) -> Figure:
    """A tile an area. Those inspected are filled and ticked; those chosen have a heavy frame too.

    The marks are those of the areas inspected, in the order of TILES; what a tap on one tells is
    its code.
    """
    done = [code for code in TILES if code in set(inspected)]
    others = [code for code in TILES if code not in done]
    axis = {"visible": False, "fixedrange": True}
    figure = layout(
        theme,
        _TILE * _ROWS,
        head=BARE,
        foot=BARE,
        xaxis=axis | {"range": [-0.5, _COLUMNS - 0.5]},
        yaxis=axis | {"range": [_ROWS - 0.5, -0.5]},
        shapes=[_tile(code, code in done, code in chosen, theme) for code in TILES],
        hovermode="closest",
    )
    return {
        "data": [
            _names(done, theme, [_ticked(TILES[code][1]) for code in done], "inspected"),
            _names(others, theme, [TILES[code][1] for code in others], "not inspected"),
        ],
        "layout": figure,
    }


def _ticked(name: str) -> str:
    """A name with its tick: below it, or of two lines on the shorter one, as a tile holds two."""
    first, _, last = name.partition("<br>")
    if last and len(first) < len(last):
        return f"{first}{_TICK}<br>{last}"
    return f"{first}<br>{last + _TICK if last else _TICK.strip()}"


def _tile(code: str, done: bool, chosen: bool, theme: Theme) -> Figure:
    _, _, x, y = TILES[code]
    edge = 0.46 if chosen else 0.485
    return {
        "type": "rect",
        "layer": "below",
        "x0": x - edge,
        "x1": x + edge,
        "y0": y - edge,
        "y1": y + edge,
        "fillcolor": theme.grid if done else theme.background,
        "line": {
            "color": theme.ink if done else theme.grid,
            "width": 4 if chosen else 1.2,
        },
    }


def _names(codes: list[str], theme: Theme, texts: list[str], what: str) -> Figure:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [TILES[code][2] for code in codes],
        "y": [TILES[code][3] for code in codes],
        "text": texts,
        "textposition": "middle center",
        "textfont": {"size": 12, "color": theme.ink if what == "inspected" else theme.quiet},
        # nothing to see: where a finger meets the tile
        "marker": {"symbol": "square", "size": 40, "opacity": 0},
        "customdata": codes,
        "hoverinfo": "text",
        "hovertext": [f"<b>{TILES[code][0]}</b><br>{what}" for code in codes],
        "cliponaxis": False,
    }
