"""Tables 1 and 2 as a figure."""

import math
from itertools import pairwise

import pytest

from probation.charts import page
from probation.charts.levels import levels, name
from probation.charts.theme import DARK, LIGHT
from probation.domain.questions import QUESTIONS
from tests.charts.frames import drawn, known, rates, traces, whiskers

QUESTION = QUESTIONS["partner_risk_focus"]
TABLE = """
    breakdown | level          | yes  | n
              | all            | 750  | 1000
    provider  | CRC            | 400  | 500
    provider  | NPS            | 350  | 500
    gender    | male           | 14   | 20
    gender    | female         | 6    | 9
    ogrs_band | low_medium     | 40   | 40
    ogrs_band | high_very_high | 0    | 0
"""


@pytest.fixture
def figure():
    return page.draw(levels(rates(TABLE), QUESTION, True), LIGHT)


def dots(figure):
    return [t for t in figure["data"] if "hovertext" in t]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("intervals", [True, False])
def test_a_figure_is_plain_data_that_plotly_takes(theme, intervals):
    drawn(page.draw(levels(rates(TABLE), QUESTION, intervals), theme))


def test_rows_are_named_in_the_order_of_the_frame(figure):
    axis = figure["layout"]["yaxis"]
    assert [text.replace("<br>", " ") for text in axis["ticktext"]] == [
        "All cases",
        "CRC",
        "NPS",
        "Male",
        "Female",
        "OGRS low or medium",
        "OGRS high or very high",
    ]
    positions = axis["tickvals"]
    assert positions == sorted(positions)
    steps = [below - above for above, below in pairwise(positions)]
    assert [step > 1.1 for step in steps] == [True, False, True, False, True, False]


def test_dots_are_percentages_and_the_withheld_ones_are_absent(figure):
    (marks,) = dots(figure)
    assert [None if math.isnan(x) else x for x in marks["x"]] == [75, 80, 70, 70, None, 100, None]


def test_every_row_says_x_of_y(figure):
    text = traces(figure, mode="text")[0]["text"]
    assert [line.strip() for line in text] == [
        "<b>75%</b>, 750 of 1,000",
        "<b>80%</b>, 400 of 500",
        "<b>70%</b>, 350 of 500",
        "<b>70%</b> [u], 14 of 20",
        "[u], base of 9",
        "<b>100%</b>, 40 of 40",
        "no cases",
    ]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_colours_and_shapes(theme):
    (marks,) = dots(page.draw(levels(rates(TABLE), QUESTION, True), theme))
    whole, *provider = marks["marker"]["color"][:3]
    assert whole == theme.quiet
    assert provider == [theme.provider["CRC"], theme.provider["NPS"]]
    assert marks["marker"]["color"][3:5] == [
        theme.levels["gender male"],
        theme.levels["gender female"],
    ]
    assert len(set(marks["marker"]["symbol"][3:5])) == 2


def test_whiskers_are_there_or_not_and_never_negative(figure):
    spans = whiskers(figure)
    assert len(spans) == 1
    lengths = [x for span in spans for x in known([*span["array"], *span["arrayminus"]])]
    assert len(lengths) == 10  # of the five rows with a percentage
    assert min(lengths) >= 0
    bare = page.draw(levels(rates(TABLE), QUESTION, False), LIGHT)
    assert not any("error_x" in trace for trace in bare["data"])


def test_a_pointer_is_told_the_counts_and_the_interval(figure):
    assert dots(figure)[0]["hovertext"][0] == (
        "<b>All cases</b><br>75.0%: 750 of 1,000 applicable cases with partners"
        "<br>95% interval 72.2% to 77.6%"
    )


@pytest.mark.parametrize("text", ["level | yes | n", "level | yes | n\nall | 0 | 0"])
def test_a_figure_with_nothing_to_show_can_still_be_drawn(text):
    drawn(page.draw(levels(rates(text), QUESTION, True), LIGHT))


def test_a_level_among_levels_of_other_breakdowns():
    assert name(None, "all") == "All cases"
    assert name("age_group", "30_plus") == "30 and over"
    assert name("ogrs_band", "low_medium") == "OGRS low or medium"
