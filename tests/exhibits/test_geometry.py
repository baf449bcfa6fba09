"""Every figure fits the first screen of a laptop, and no word of it lies on a line."""

from itertools import combinations
from urllib.parse import parse_qs

import pytest

from probation.charts import page, projector
from probation.charts.theme import LIGHT
from probation.exhibits.registry import made
from probation.store.folders import data_folder
from probation.store.source import shipped
from tests.builders import opened
from tests.exhibits.geometry import Drawn

MODEL = "question=delivery&factor=accommodation"
#: Figures as their pages open, and with what crowds them most.
VIEWS = [
    ("rates", ""),
    ("rates", "scale=percent"),
    ("rates", "by=provider"),
    ("rates", "by=provider&scale=percent"),
    ("rates", "by=ogrs_band&scale=percent&question=partner_outcomes&gender=female"),
    ("rates", "question=contracted_risk_focus"),
    ("rates", "factor=accommodation"),
    ("gaps", ""),
    ("gaps", "question=delivery&adjusted=on"),
    ("gaps", "question=delivery&full_model=on"),
    ("gaps", "question=partner_outcomes&adjusted=on"),
    ("contributors", ""),
    ("funnel", ""),
    ("funnel", "place=kent"),
    ("funnel", "unit=crc_owner"),
    ("funnel", "unit=crc_owner&question=delivery"),
    ("funnel", "adjusted=on&place=london"),
    ("funnel", "question=delivery"),
    ("funnel", "question=partner_outcomes&place=gwent"),
    ("funnel", f"{MODEL}&place=durham"),
    ("profile", "place=kent"),
    ("profile_by_factor", "place=kent&question=delivery"),
    ("adjusted", MODEL),
    ("adjusted", "question=delivery&candidates=provider&candidates=rosh_level"),
    ("odds_ratios", MODEL),
    ("odds_ratios", "question=delivery&factor=emotional_wellbeing"),
    ("finding_availability", ""),
    ("finding_delivery", ""),
    ("finding_delivery", "gender=female&area=kent"),
    ("finding_scope", ""),
    ("finding_contributors", ""),
    ("finding_providers", ""),
    ("area_map", ""),
    ("gap_matrix", ""),
    ("screen", "question=delivery"),
]
every_view = pytest.mark.parametrize(("key", "address"), VIEWS)
#: Widths of figures on a laptop, two beside one another there, and on a phone.
WIDTHS = (640, 500, 350)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """The case set that is shipped: its numbers are those that readers see."""
    found = opened(shipped(data_folder()), tmp_path_factory.mktemp("shipped"))
    yield found
    found.close()


@every_view
def test_a_figure_fits_the_first_screen_in_words_that_can_be_read(key, address, store):
    layout = made(key, store, parse_qs(address)).drawn(page.draw, LIGHT).figure["layout"]
    rows = len(layout["yaxis"].get("tickvals", ()))
    assert layout["height"] <= (440 if rows <= 10 else 480)
    sizes = [
        *(trace["textfont"]["size"] for trace in figure_texts(key, address, store)),
        *(layout[axis]["tickfont"]["size"] for axis in ("xaxis", "yaxis") if key != "area_map"),
        *(note["font"]["size"] for note in layout.get("annotations", ())),
    ]
    assert min(sizes) >= 12
    if "title" in layout:
        assert layout["title"]["y"] == 1, "no foot note: it stands on the page, and in pictures"


def figure_texts(key, address, store):
    figure = made(key, store, parse_qs(address)).drawn(page.draw, LIGHT).figure
    return [trace for trace in figure["data"] if "text" in trace.get("mode", "")]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    ("key", "address"),
    [view for view in VIEWS if view[0] not in ("area_map", "gap_matrix", "screen")],
)
def test_no_words_lie_on_a_line_or_on_other_words_or_leave_the_figure(key, address, width, store):
    assert_clear(Drawn(made(key, store, parse_qs(address)).drawn(page.draw, LIGHT).figure, width))


@pytest.mark.parametrize(
    ("key", "address"),
    [view for view in VIEWS if view[0] not in ("area_map", "gap_matrix", "screen")],
)
def test_so_it_is_on_a_screen_in_a_room(key, address, store):
    assert_clear(Drawn(made(key, store, parse_qs(address)).drawn(projector.draw).figure, 900))


def assert_clear(drawn):
    """No words lie on a line, on other words or beyond the figure."""
    words = drawn.words()
    assert words
    assert {box.said: drawn.crossed(box) for box in words if drawn.crossed(box)} == {}
    overlaps = [(a.said, b.said) for a, b in combinations(words, 2) if a.meets(b)]
    assert overlaps == []
    for box in words:
        assert box.left >= 0, box.said
        assert box.right <= drawn.width, box.said


@pytest.mark.parametrize("address", [address for key, address in VIEWS if key == "funnel"])
def test_whoever_is_outside_the_limits_is_named_and_so_is_the_one_chosen(address, store):
    asked = parse_qs(address)
    exhibit = made("funnel", store, asked).drawn(page.draw, LIGHT)
    names = {note["text"].replace("<br>", " ") for note in exhibit.figure["layout"]["annotations"]}
    outside = exhibit.table[~exhibit.table["Position"].isin(["Within", "[u]", ""])].index
    chosen = {name for name in names if name.startswith("<b>")}
    assert set(outside) <= {name.replace("<b>", "").replace("</b>", "") for name in names}
    assert len(chosen) == int("place" in asked and "unit" not in asked)


@every_view
def test_a_picture_says_what_it_shows_and_where_it_comes_from(key, address, store):
    exhibit = made(key, store, parse_qs(address)).drawn(page.draw, LIGHT)
    said = exhibit.figure["layout"]["meta"]
    assert said["headline"] == exhibit.headline
    assert said["question"].startswith(exhibit.subtitle)
    assert exhibit.who in said["question"]
    assert all(note.text in said["reading"] for note in exhibit.notes)
    assert "Synthetic cases" in said["source"]
    assert store.generation.name in said["source"]
