"""Charts for a screen in a room: a page's own marks, in one small height and large type."""

import math
from dataclasses import replace

import pytest

from probation.charts import page, projector
from probation.charts.funnel import funnel
from probation.charts.gaps import differences, matrix
from probation.charts.projector import ROOM
from probation.charts.rates import cases, percentages
from probation.charts.spec import Axis, Matrix, Rows, Series, Tile, Tiles
from probation.charts.theme import LIGHT
from probation.domain.questions import QUESTIONS
from tests.charts.frames import drawn, gaps, rates, traces
from tests.charts.test_funnel import LINES, UNITS

BY_PROVIDER = """
    factor        | level | n   | yes
    accommodation | CRC   | 172 | 93
    accommodation | NPS   | 118 | 87
    drug_misuse   | CRC   | 4   | 0
    drug_misuse   | NPS   | 40  | 5
"""
GAPS = """
    question     | factor        | n_a | yes_a | n_b  | yes_b
    delivery     | accommodation | 100 | 40    | 1000 | 725
    availability | drug_misuse   | 5   | 0     | 30   | 30
"""
AVAILABILITY = QUESTIONS["availability"]
FRAME = rates(BY_PROVIDER, breakdown="provider")
BARS = cases(FRAME, AVAILABILITY, True)
MARKS = percentages(FRAME, AVAILABILITY, True)
DOTS = differences(gaps(GAPS), True)
RATIO = Series("", (0,), (2.0,), "one", low=(1.0,), high=(4.0,), labels=("2.00",), shorts=("",))
RATIOS = Rows(("A",), (RATIO,), Axis("Odds ratio", 0.25, 4, middle=1, log=True))
FUNNEL = funnel(UNITS, LINES, 50.0, ["kent"])
TILES = Tiles((Tile("Kent", ("Kent",), 1, 2, True), Tile("Essex", ("Essex",), 0, 0, False)))
ALL = {
    "bars": BARS, "marks": MARKS, "dots": DOTS, "ratios": RATIOS, "funnel": FUNNEL, "tiles": TILES
}  # fmt: skip
every_chart = pytest.mark.parametrize("chart", ALL.values(), ids=ALL)


@every_chart
def test_a_chart_is_one_that_plotly_knows_and_of_one_size(chart):
    figure = projector.draw(chart)
    drawn(figure)
    assert (figure["layout"]["width"], figure["layout"]["height"]) == (900, 490)
    assert figure["layout"]["paper_bgcolor"] == "#FFFFFF"


@every_chart
def test_a_room_is_shown_the_marks_of_the_page(chart):
    def marks(figure):
        return repr([trace.get("marker") for trace in figure["data"]])

    here, there = page.draw(chart, LIGHT), projector.draw(chart)
    assert marks(there) == marks(here)
    for ours, theirs in zip(here["data"], there["data"], strict=True):
        assert repr(theirs["x"]) == repr(ours["x"])
        assert repr(theirs.get("error_x")) == repr(ours.get("error_x"))


@every_chart
def test_its_words_are_larger_than_those_of_a_page(chart):
    if chart is TILES:  # words of the size of a tile
        return
    layout = projector.draw(chart)["layout"]
    for size in (layout["xaxis"]["tickfont"]["size"], layout["xaxis"]["title"]["font"]["size"]):
        assert size == ROOM.words > LIGHT.medium.words
    if chart is not FUNNEL:
        assert layout["yaxis"]["tickfont"]["size"] == ROOM.names > ROOM.words


def test_names_take_no_more_lines_than_their_rows_have_room_for():
    name = "Contracted providers: education, training and employment"
    for rows, most in ((5, 3), (8, 2), (12, 1), (20, 1), (30, 1)):
        places = tuple(range(rows))
        each = {"values": (2.0,) * rows, "shorts": ("",) * rows}
        marks = replace(RATIO, rows=places, low=(), high=(), labels=(), **each)
        chart = replace(RATIOS, names=(name,) * rows, series=(marks,))
        axis = projector.draw(chart)["layout"]["yaxis"]
        lines = axis["ticktext"][0].split("<br>")
        assert " ".join(lines) == name
        assert len(lines) <= most
        assert len(lines) * axis["tickfont"]["size"] * 1.2 <= ROOM.plot / rows


@pytest.mark.parametrize(("rows", "levels"), [(2, 2), (10, 2), (10, 4), (12, 3)])
def test_words_of_several_lines_a_row_do_not_run_into_one_another(rows, levels):
    marks = [
        Series(
            str(level), tuple(range(rows)), (50.0,) * rows, "one", labels=("50%",) * rows
        )
        for level in range(levels)
    ]  # fmt: skip
    chart = Rows(("A",) * rows, tuple(marks), Axis("Percentage", 0, 100), parted=True)
    (words,) = traces(projector.draw(chart), mode="text")
    assert words["textfont"]["size"] * 1.2 * rows * levels <= ROOM.plot


def test_the_title_of_an_axis_stands_on_one_line():
    title = projector.draw(DOTS)["layout"]["xaxis"]["title"]["text"]
    assert title.startswith("Percentage points, NPS minus CRC")
    assert "<br>" not in title


def test_a_logarithmic_axis_has_its_ends_and_plain_numbers():
    axis = projector.draw(RATIOS)["layout"]["xaxis"]
    assert axis["type"] == "log"
    assert axis["range"] == pytest.approx([math.log10(0.25), math.log10(4)])
    assert axis["ticktext"] == ["0.5", "1", "2"]


def test_whiskers_on_bars_are_parted_from_them_by_a_halo():
    halo, line = [t for t in projector.draw(BARS)["data"] if "error_x" in t][:2]
    assert halo["error_x"]["array"] == line["error_x"]["array"]
    assert halo["error_x"]["color"] == "#FFFFFF", "it parts the whisker from a dark bar"
    assert halo["error_x"]["thickness"] > line["error_x"]["thickness"]


def test_tiles_lie_where_their_areas_do_and_a_tick_says_which_are_filled():
    figure = projector.draw(TILES)
    assert [trace["text"] for trace in figure["data"]] == [["Kent<br>✓"], ["Essex"]]
    kent, essex = figure["layout"]["shapes"]
    assert kent["x0"] < 1 < kent["x1"]
    assert kent["fillcolor"] != essex["fillcolor"]


def test_a_matrix_is_a_chart_in_a_room_too_in_larger_type():
    (marks,) = projector.draw(matrix(gaps(GAPS).assign(column="Delivery")))["data"]
    assert marks["text"] == ["+33*", "[u]"]
    assert marks["textfont"]["size"] > 12
    rows = tuple(f"Row {at}" for at in range(17))
    assert projector.draw(Matrix(rows, ("Delivery",), ())) is None, "too small to be read"


def test_what_a_slide_has_a_table_for_has_no_chart_in_a_room_either():
    withheld = rates("factor | n | yes\nete | 4 | 1")
    assert projector.draw(percentages(withheld, AVAILABILITY, False)) is None
