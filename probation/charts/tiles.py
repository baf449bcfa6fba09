"""The areas of England and Wales as tiles: a schematic map, own work.

One tile for each police force area, the area of a Police and Crime Commissioner (London: the
Metropolitan Police and the City of London together). Tiles lie roughly as the areas do; size and
neighbourhood are not to scale.
"""

from collections.abc import Collection, Mapping

from probation.charts.spec import Tile, Tiles

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


def tiles(inspected: Collection[str], chosen: Collection[str] = ()) -> Tiles:
    """A tile an area. Those inspected are filled; those chosen have a heavy frame too."""
    return Tiles(
        tuple(
            Tile(
                name,
                tuple(lines.split("<br>")),
                column,
                row,
                code in inspected,
                code in chosen,
                code,
                "inspected" if code in inspected else "not inspected",
            )
            for code, (name, lines, column, row) in TILES.items()
        )
    )
