"""Figures 1 to 4: what is drawn, in which order, and what is left out and said to be."""

import math
from itertools import pairwise

import pytest

from probation.charts import page
from probation.charts.medium import FOOT, HEAD
from probation.charts.rates import cases, label, percentages
from probation.charts.theme import DARK, LIGHT
from probation.domain.questions import QUESTIONS
from tests.charts.frames import drawn, known, rates, traces, whiskers

QUESTION = QUESTIONS["availability"]
SHAPES = pytest.mark.parametrize("draw", [cases, percentages])

# in an order of the reader's, not the bulletin's; one small base, one withheld, one empty
DIVIDED = """
    factor        | level | yes | n
    ete           | CRC   | 30  | 40
    ete           | NPS   | 45  | 50
    drug_misuse   | CRC   | 12  | 20
    drug_misuse   | NPS   | 4   | 9
    accommodation | CRC   | 900 | 1200
    accommodation | NPS   | 0   | 0
"""


def divided(draw, intervals=True, theme=LIGHT):
    return page.draw(draw(rates(DIVIDED, breakdown="provider"), QUESTION, intervals), theme)


def labels(figure):
    return [text for trace in traces(figure, mode="text") for text in trace["text"]]


@SHAPES
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("intervals", [True, False])
def test_a_figure_is_plain_data_that_plotly_takes(draw, theme, intervals):
    drawn(divided(draw, intervals, theme))


@SHAPES
def test_the_factors_stand_in_the_order_of_the_frame_from_the_top(draw):
    axis = divided(draw)["layout"]["yaxis"]
    assert [name.replace("<br>", " ") for name in axis["ticktext"]] == [
        "Education, training and employment",
        "Drug misuse",
        "Accommodation",
    ]
    assert axis["range"][0] > axis["range"][1]


@SHAPES
def test_levels_of_a_factor_stand_side_by_side_the_first_above(draw):
    figure = divided(draw)
    (words,) = (trace["y"] for trace in traces(figure, mode="text"))
    crc, nps = words[::2], words[1::2]
    for factor in range(3):
        assert factor - 0.5 < crc[factor] < factor < nps[factor] < factor + 0.5


@SHAPES
def test_every_mark_says_its_level_its_percentage_and_of_how_many_on_one_line(draw):
    assert [text.strip() for text in labels(divided(draw))] == [
        *("CRC <b>75%</b> of 40", "NPS <b>90%</b> of 50"),
        *("CRC <b>60%</b> [u] of 20", "NPS [u], base of 9"),
        *("CRC <b>75%</b> of 1,200", "NPS no cases"),
    ]


def test_bars_are_the_base_with_a_segment_of_the_cases_with_a_yes():
    base_crc, yes_crc, base_nps, _ = traces(divided(cases), type="bar")
    assert (base_crc["x"], base_nps["x"]) == ([40, 20, 1200], [50, 9, 0])
    assert yes_crc["x"] == [30, 12, 900]
    assert divided(cases)["layout"]["barmode"] == "overlay"
    assert divided(cases)["layout"]["xaxis"]["range"] == [0, 1200]


def test_a_withheld_percentage_has_no_segment_from_which_to_read_it():
    yes_nps = traces(divided(cases), type="bar")[3]
    assert yes_nps["x"][0] == 45
    assert all(math.isnan(x) for x in yes_nps["x"][1:])


def test_dots_are_percentages_from_nought_to_a_hundred():
    figure = divided(percentages)
    crc, nps = (t for t in traces(figure, mode="markers") if "hovertext" in t)
    assert crc["x"] == [75, 60, 75]
    assert nps["x"][0] == 90
    assert all(math.isnan(x) for x in nps["x"][1:])
    assert figure["layout"]["xaxis"]["range"] == [0, 100]
    assert crc["marker"]["symbol"] != nps["marker"]["symbol"]  # not told by colour alone


@SHAPES
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_providers_have_their_two_colours(draw, theme):
    marks = [t for t in divided(draw, theme=theme)["data"] if "hovertext" in t]
    assert [t["marker"]["color"] for t in marks] == [theme.provider["CRC"], theme.provider["NPS"]]


@SHAPES
def test_a_reader_may_do_without_whiskers(draw):
    assert len(whiskers(divided(draw, intervals=True))) == 2
    assert not any("error_x" in trace for trace in divided(draw, intervals=False)["data"])


@SHAPES
def test_whiskers_end_at_the_interval_in_the_units_of_the_axis(draw):
    figure = divided(draw)
    frame = rates(DIVIDED, breakdown="provider")
    crc = frame[frame["level"] == "CRC"]
    scale = crc["n"] / 100 if draw is cases else 1
    spans = whiskers(figure)[0]
    trace = next(t for t in figure["data"] if t.get("error_x") == spans)
    high = [x + up for x, up in zip(trace["x"], spans["array"], strict=True)]
    low = [x - down for x, down in zip(trace["x"], spans["arrayminus"], strict=True)]
    assert high == pytest.approx(list(crc["ci_high"] * scale))
    assert low == pytest.approx(list(crc["ci_low"] * scale))


@SHAPES
def test_whiskers_are_never_negative_and_absent_where_nothing_is_shown(draw):
    text = """
        factor        | yes | n
        ete           | 0   | 40
        drug_misuse   | 40  | 40
        accommodation | 3   | 4
        relationships | 0   | 0
    """
    spans = whiskers(page.draw(draw(rates(text), QUESTION, True), LIGHT))[0]
    for lengths in (spans["array"], spans["arrayminus"]):
        assert all(x >= 0 for x in known(lengths))
        assert len(known(lengths)) == 2


@SHAPES
def test_without_a_breakdown_one_colour_and_no_level_names(draw):
    text = """
        factor        | yes | n
        ete           | 30  | 40
        accommodation | 4   | 9
        relationships | 0   | 0
    """
    figure = page.draw(draw(rates(text), QUESTION, True), LIGHT)
    drawn(figure)
    assert [text.strip() for text in labels(figure)] == [
        *("<b>75%</b>, 30 of 40", "[u], base of 9", "no cases"),
    ]
    assert {t["marker"]["color"] for t in figure["data"] if "hovertext" in t} == {LIGHT.one}


@SHAPES
@pytest.mark.parametrize(
    "text",
    [
        "factor | level | yes | n",
        "factor | level | yes | n\nete | CRC | 0 | 0\nete | NPS | 0 | 0",
        "factor | level | yes | n\nete | CRC | 1 | 9\nete | NPS | 9 | 9",
    ],
    ids=["no row", "no judgement", "all withheld"],
)
def test_a_figure_with_nothing_to_show_can_still_be_drawn(draw, text):
    drawn(page.draw(draw(rates(text, breakdown="provider"), QUESTION, True), LIGHT))


@SHAPES
def test_what_a_pointer_is_told_and_what_a_tap_carries(draw):
    marks = next(t for t in divided(draw)["data"] if "hovertext" in t)
    assert marks["hovertext"][2] == (
        "<b>Accommodation</b><br>CRC<br>75.0%: 900 of 1,200 cases where the factor was a priority"
        "<br>95% interval 72.5% to 77.4%"
    )
    assert marks["customdata"] == ["ete", "drug_misuse", "accommodation"]


@SHAPES
@pytest.mark.parametrize("levels", [1, 2, 3, 4])
def test_any_number_of_levels_has_rows_colours_and_shapes_of_their_own(draw, levels):
    text = "factor | level | yes | n\n" + "\n".join(
        f"{factor} | {level} | 30 | 40"
        for factor in ("ete", "drug_misuse")
        for level in ("low", "medium", "high", "very_high")[:levels]
    )
    figure = page.draw(draw(rates(text, breakdown="rosh_level"), QUESTION, True), LIGHT)
    drawn(figure)
    marks = [t for t in figure["data"] if "hovertext" in t]
    assert len({t["marker"]["color"] for t in marks}) == levels
    lines = sorted(y for trace in traces(figure, mode="text") for y in trace["y"])
    pixels = (figure["layout"]["height"] - HEAD - FOOT) / 2
    assert len(lines) == 2 * levels
    assert all((below - above) * pixels >= 13 for above, below in pairwise(lines))


def test_a_label_of_one_row():
    row = next(rates("factor | yes | n\nete | 11 | 16").itertuples())
    assert label(row) == "<b>69%</b> [u], 11 of 16"
    assert label(row, ": ") == "<b>69%</b> [u]: 11 of 16"
