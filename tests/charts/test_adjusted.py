"""Adjusted percentages beside those observed, as a figure."""

from itertools import pairwise

import pandas as pd
import pytest

from probation.charts import page
from probation.charts.adjusted import adjusted
from probation.charts.theme import DARK, LIGHT
from tests.charts.frames import drawn

NAN = float("nan")
ROWS = pd.DataFrame(
    [
        ("provider", "CRC", 60, 40.0, 42.0, 30.0, 54.0, None, "CRC"),
        ("provider", "NPS", 40, 75.0, 73.0, 60.0, 86.0, None, "NPS"),
        ("gender", "male", 25, 52.0, 51.0, 40.0, 62.0, "u", "Male"),
        ("gender", "female", 8, NAN, 58.0, 30.0, 86.0, "u", "Female"),
    ],
    columns=["variable", "level", "n", "raw", "adjusted", "ci_low", "ci_high", "flag", "name"],
)


def marks(figure, symbol):
    """The trace whose marks have that shape."""
    (found,) = [t for t in figure["data"] if t.get("marker", {}).get("symbol") == symbol]
    return found


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_two_percentages_are_told_apart_by_shape_and_word(theme):
    figure = page.draw(adjusted(ROWS, True), theme)
    drawn(figure)
    assert marks(figure, "circle")["x"] == list(ROWS["adjusted"])
    assert marks(figure, "diamond-open")["x"][:3] == list(ROWS["raw"])[:3]


def test_observed_percentages_lie_below_the_adjusted_ones_and_variables_apart():
    figure = page.draw(adjusted(ROWS, True), LIGHT)
    above, below = marks(figure, "circle")["y"], marks(figure, "diamond-open")["y"]
    assert all(0 < b - a < 0.5 for a, b in zip(above, below, strict=True))
    steps = [b - a for a, b in pairwise(above)]
    assert steps[1] > steps[0] == steps[2]


def test_a_withheld_percentage_is_not_drawn_and_a_small_base_is_marked():
    figure = page.draw(adjusted(ROWS, True), LIGHT)
    labels = [text for t in figure["data"] if t["mode"] == "text" for text in t["text"]]
    assert labels[2].strip() == "<b>51%</b>, observed 52% [u]"
    assert "nan" not in " ".join(labels)
    assert marks(figure, "diamond-open")["x"][3] != marks(figure, "diamond-open")["x"][3]
    assert "too few to show" in marks(figure, "circle")["hovertext"][3]


def test_intervals_can_be_hidden():
    assert [t for t in page.draw(adjusted(ROWS, True), LIGHT)["data"] if "error_x" in t]
    assert not [t for t in page.draw(adjusted(ROWS, False), LIGHT)["data"] if "error_x" in t]


def test_the_two_marks_are_explained_above_the_figure():
    key = page.draw(adjusted(ROWS, True), LIGHT)["layout"]["title"]
    assert "Adjusted" in key["text"]
    assert "As observed" in key["text"]
    assert f"color:{LIGHT.one}" in key["text"], "the key has the colour of its mark"
    assert (key["y"], key["yanchor"]) == (1, "top")
