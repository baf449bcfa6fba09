"""Charts for a screen in a room: the numbers of the slides, in one small height."""

import math
from dataclasses import replace

import pytest

from probation.charts.projector import HEIGHT, projected
from probation.charts.spec import Axis, Bars, BarSeries, Dot, Dots, Points, Scatter, Tile, Tiles
from tests.charts.frames import drawn, traces

NOTHING = math.nan
ONE, TWO = "#12436D", "#F46A25"
BARS = Bars(
    ("Accommodation", "Drug misuse"),
    (
        BarSeries(
            "CRC", (54.0, NOTHING), (ONE, ONE), (47.0, NOTHING), (61.0, NOTHING), ("54%", "")
        ),
        BarSeries("NPS", (74.0, 12.0), (TWO, TWO), labels=("74%", "12% [u]")),
    ),
    "Percentage of cases",
    "%",
    100,
)
OVERLAID = Bars(
    ("CRC", "NPS"),
    (
        BarSeries("Cases", (172.0, 118.0), (ONE, TWO), labels=("54%", "74%"), hollow=True),
        BarSeries("Yes", (93.0, 87.0), (ONE, TWO)),
    ),
    "Number of cases",
    "",
    172,
    ("Accommodation", "Accommodation"),
    overlaid=True,
)
DOTS = Dots(
    (
        Dot("First", "NPS +20", 20.0, 10.0, 30.0, ONE, "diamond"),
        Dot("Second", "", NOTHING, NOTHING, NOTHING, TWO, hollow=True),
    ),
    "Points",
    "Percentage points",
    -10,
    40,
    0,
)
SCATTER = Scatter(
    (
        Points("Within", (100.0, 200.0), (50.0, NOTHING), ONE),
        Points("Upper", (1.0, 300.0), (90.0, 60.0), TWO, ("", "95%"), line="dot"),
    ),
    Axis("Number", 0, 320),
    Axis("Per cent", 20, 100, "%"),
)
TILES = Tiles((Tile("Kent", ("Kent",), 1, 2, True), Tile("Essex", ("Essex",), 0, 0, False)))
ALL = [BARS, OVERLAID, DOTS, SCATTER, TILES]


@pytest.mark.parametrize("native", ALL, ids=lambda native: type(native).__name__)
def test_a_chart_is_one_that_plotly_knows_and_of_one_height(native):
    figure = projected(native)
    drawn(figure)
    assert figure["layout"]["height"] == HEIGHT + 70
    assert figure["layout"]["paper_bgcolor"] == "#FFFFFF"


def test_bars_side_by_side_are_the_values_with_their_whiskers_and_words():
    crc, nps = traces(projected(BARS), type="bar")
    assert crc["x"] == [54.0, None]
    assert nps["x"] == [74.0, 12.0]
    halo, line = (t for t in projected(BARS)["data"] if "error_x" in t)
    for whisker in (halo, line):
        assert (whisker["x"], whisker["y"]) == ([54.0], crc["y"][:1])
        assert whisker["error_x"]["array"] == whisker["error_x"]["arrayminus"] == [7.0]
    assert halo["error_x"]["color"] == "#FFFFFF", "it parts the whisker from a dark bar"
    assert halo["error_x"]["thickness"] > line["error_x"]["thickness"]
    assert crc["y"][0] < 0 < nps["y"][0], "the first series on top"
    words = [t["text"] for t in traces(projected(BARS), mode="text")]
    assert [said.strip() for said in words[0] + words[1]] == [
        "CRC 54%",
        "",
        "NPS 74%",
        "NPS 12% [u]",
    ]


def test_bars_on_one_another_share_their_rows_and_the_group_stands_once():
    figure = projected(OVERLAID)
    base, yes = traces(figure, type="bar")
    assert base["y"] == yes["y"] == [0, 1]
    assert base["marker"]["color"] == "#FFFFFF"
    assert yes["x"] == [93.0, 87.0]
    assert figure["layout"]["yaxis"]["ticktext"] == ["<b>Accommodation</b>  CRC", "NPS"]
    assert figure["layout"]["yaxis"]["range"][0] > figure["layout"]["yaxis"]["range"][1]


def test_marks_stand_on_rows_with_their_whiskers():
    figure = projected(DOTS)
    line, marks, words = figure["data"]
    assert line["x"] == [0, 0]
    assert words["x"] == [30.0, 0], "to the right of all that a row draws"
    assert [said.strip() for said in words["text"]] == ["NPS +20", ""]
    assert marks["x"] == [20.0, None]
    assert marks["error_x"]["array"] == [10.0, None]
    assert marks["marker"]["symbol"] == ["diamond", "circle"]
    assert marks["marker"]["color"] == [ONE, "#FFFFFF"]


def test_names_take_no_more_lines_than_their_rows_have_room_for():
    name = "Contracted providers: education, training and employment"
    for rows, most in ((5, 3), (8, 2), (12, 1), (20, 1)):
        dots = tuple(replace(DOTS.dots[0], name=name) for _ in range(rows))
        axis = projected(replace(DOTS, dots=dots))["layout"]["yaxis"]
        lines = axis["ticktext"][0].split("<br>")
        assert " ".join(lines) == name
        assert len(lines) <= most
        assert len(lines) * axis["tickfont"]["size"] * 1.2 <= HEIGHT / rows


def test_words_of_marks_stand_on_a_ground_that_shows_what_is_below():
    within, upper = SCATTER.series
    named = replace(within, labels=("Kent", "Essex"))
    figure = projected(replace(SCATTER, series=(named, upper)))
    (kent,) = figure["layout"]["annotations"]
    assert (kent["text"], kent["x"], kent["y"]) == ("Kent", 100.0, 50.0)
    assert kent["yshift"] > 0
    assert kent["bgcolor"].endswith("0.8)")
    below = projected(replace(SCATTER, series=(replace(named, below=True), upper)))
    assert below["layout"]["annotations"][0]["yshift"] < 0


def test_a_logarithmic_axis_has_its_ends_and_plain_numbers():
    ratios = Dots(
        (Dot("A", "A", 2.0, 1.0, 4.0, ONE),), "Odds ratio", "Odds ratio", 0.25, 4, 1, True
    )
    axis = projected(ratios)["layout"]["xaxis"]
    assert axis["type"] == "log"
    assert axis["range"] == pytest.approx([math.log10(0.25), math.log10(4)])
    assert axis["ticktext"] == ["0.5", "1", "2"]


def test_the_first_series_lies_on_top_and_lines_have_no_marks():
    line, marks = projected(SCATTER)["data"]
    assert line["mode"] == "lines+text"
    assert line["line"]["dash"] == "dot"
    assert marks["mode"] == "markers"
    assert marks["y"] == [50.0, None]


def test_tiles_lie_where_their_areas_do_and_a_tick_says_which_are_filled():
    figure = projected(TILES)
    assert figure["data"][0]["text"] == ["<b>Kent</b>", "Essex"]
    kent, essex = figure["layout"]["shapes"]
    assert kent["x0"] < 1 < kent["x1"]
    assert kent["fillcolor"] != essex["fillcolor"]
