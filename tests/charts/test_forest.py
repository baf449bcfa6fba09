"""Odds ratios as a forest plot."""

import math

import pandas as pd
import pytest

from probation.charts import page
from probation.charts.forest import forest, ratio
from probation.charts.theme import DARK, LIGHT
from tests.charts.frames import drawn

NAN = float("nan")


def rows(*given):
    names = ["name", "odds_ratio", "ci_low", "ci_high", "firth"]
    return pd.DataFrame(given, columns=names).assign(withheld=None)


TWO = rows(
    ("NPS, against CRC", 2.0, 1.25, 3.2, False), ("Female, against Male", 0.8, 0.5, 1.28, False)
)


def points(figure):
    return figure["data"][1]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_axis_is_logarithmic_with_1_in_the_middle_and_marked(theme):
    figure = page.draw(forest(TWO), theme)
    drawn(figure)
    axis = figure["layout"]["xaxis"]
    assert axis["type"] == "log"
    assert axis["range"][0] == -axis["range"][1]
    assert figure["data"][0]["x"] == [1, 1]
    assert 1 in axis["tickvals"]


def test_whiskers_end_at_the_limits():
    dots = points(page.draw(forest(TWO), LIGHT))
    ends = [x + a for x, a in zip(dots["x"], dots["error_x"]["array"], strict=True)]
    starts = [x - a for x, a in zip(dots["x"], dots["error_x"]["arrayminus"], strict=True)]
    assert ends == pytest.approx([3.2, 1.28])
    assert starts == pytest.approx([1.25, 0.5])


def test_firths_estimate_has_another_shape_and_is_said_to_be_his():
    figure = page.draw(
        forest(rows(("NPS", 40.5, 2.4, 700.0, True), ("CRC", 2, 1, 4, False))), LIGHT
    )
    dots = points(figure)
    assert dots["marker"]["symbol"] == ["diamond", "square"]
    assert "Firth's odds ratio 40.50" in dots["hovertext"][0]


def test_what_is_beyond_the_axis_is_cut_and_its_figures_stand_in_full():
    figure = page.draw(forest(rows(("a", 1e9, 1e-9, math.inf, False))), LIGHT)
    drawn(figure)
    dots = points(figure)
    reach = 10 ** figure["layout"]["xaxis"]["range"][1]
    assert dots["x"][0] == pytest.approx(reach)
    assert dots["x"][0] - dots["error_x"]["arrayminus"][0] == pytest.approx(1 / reach)
    assert figure["data"][2]["text"][0].strip() == "<b>1,000,000,000</b> (1e-09 to ∞)"


def test_a_row_without_an_odds_ratio_says_so_in_words():
    figure = page.draw(forest(rows(("a", NAN, NAN, NAN, False))), LIGHT)
    drawn(figure)
    assert "none" in figure["data"][2]["text"][0]
    assert "no odds ratio" in points(figure)["hovertext"][0]


@pytest.mark.parametrize(
    ("value", "text"),
    [(2.714, "2.71"), (0.005, "0.005"), (0.1, "0.10"), (123.4, "123"), (math.inf, "∞"), (NAN, "")],
)
def test_ratios_are_short(value, text):
    assert ratio(value) == text
