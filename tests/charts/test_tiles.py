"""The tile map of police force areas."""

import pytest

from probation.charts import page
from probation.charts.theme import DARK, LIGHT
from probation.charts.tiles import TILES, tiles
from probation.domain.vocabulary import Dimension
from probation.store.folders import data_folder
from probation.store.source import places, read_areas
from tests.charts.frames import drawn

INSPECTED = ["kent", "gwent"]


def test_there_is_a_tile_of_its_own_for_each_of_42_areas():
    assert len(TILES) == 42  # 38 in England, London as one, and 4 in Wales
    assert len({(x, y) for _, _, x, y in TILES.values()}) == 42
    wales = {"north_wales", "dyfed_powys", "south_wales", "gwent"}
    assert wales < set(TILES)
    assert all(x <= 1 for code, (_, _, x, _) in TILES.items() if code in wales)


def test_every_area_of_table_a1_is_on_the_map_under_its_name():
    for code, label in places(read_areas(data_folder() / "areas.csv"))[Dimension.AREA].items():
        assert TILES[code][0] == label


def test_a_name_on_a_tile_fits_a_phone():
    for _, lines, _, _ in TILES.values():
        assert max(map(len, lines.split("<br>"))) <= 9


def test_a_tick_stands_on_the_shorter_of_two_lines():
    areas = ["avon_and_somerset", "south_yorkshire", "kent", "greater_manchester"]
    assert page.draw(tiles(areas), LIGHT)["data"][0]["text"] == [
        *(
            "Greater<br>Manch.\N{THIN SPACE}✓",
            "South<br>Yorks\N{THIN SPACE}✓",
            "Avon &\N{THIN SPACE}✓<br>Somerset",
            "Kent<br>✓",
        ),
    ]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_those_inspected_are_filled_ticked_and_named(theme):
    figure = page.draw(tiles(INSPECTED), theme)
    drawn(figure)
    done, others = figure["data"]
    assert sorted(done["customdata"]) == sorted(INSPECTED)
    assert done["text"] == ["Gwent<br>✓", "Kent<br>✓"]
    assert not [text for text in others["text"] if "✓" in text]
    assert len(others["text"]) == 40
    assert "<b>Kent</b><br>inspected" in done["hovertext"]
    assert "<b>Devon and Cornwall</b><br>not inspected" in others["hovertext"]
    fills = [shape["fillcolor"] for shape in figure["layout"]["shapes"]]
    assert fills.count(theme.background) == 40


def test_the_chosen_tile_has_the_heaviest_frame():
    shapes = page.draw(tiles(INSPECTED, ["gwent"]), LIGHT)["layout"]["shapes"]
    widths = [shape["line"]["width"] for shape in shapes]
    _, _, x, y = TILES["gwent"]
    heavy = shapes[widths.index(max(widths))]
    assert widths.count(max(widths)) == 1
    assert heavy["x0"] < x < heavy["x1"]
    assert heavy["y0"] < y < heavy["y1"]


def test_areas_of_another_case_set_leave_the_map_bare():
    figure = page.draw(tiles(["somewhere_else"]), LIGHT)
    drawn(figure)
    assert figure["data"][0]["customdata"] == []
