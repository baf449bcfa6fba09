"""One area beside all others, as a figure."""

import numpy as np
import pandas as pd
import pytest

from probation.charts.beside import beside
from probation.charts.theme import DARK, LIGHT
from tests.charts.frames import drawn, whiskers

ROWS = pd.DataFrame(
    {
        "row": ["Availability", "Delivery", "Partners"],
        "n": [100, 20, 4],
        "yes": [60, 8, 1],
        "n_rest": [1000, 400, 50],
        "yes_rest": [500, 200, 20],
        "difference": [10.0, -10.0, np.nan],
        "ci_low": [1.0, -31.0, np.nan],
        "ci_high": [19.0, 12.0, np.nan],
        "flag": [None, "u", "u"],
    }
)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_dots_stand_at_the_differences_and_small_bases_are_hollow_and_marked(theme):
    figure = beside(ROWS, "Kent", theme)
    drawn(figure)
    (dots,) = [t for t in figure["data"] if t.get("hovertext")]
    assert dots["x"][:2] == [10.0, -10.0]
    assert dots["marker"]["symbol"] == ["circle", "circle-open", "circle-open"]
    (labels,) = [t for t in figure["data"] if t["mode"] == "text"]
    assert [text.strip() for text in labels["text"]] == ["+10", "−10 [u]", "[u]"]
    assert dots["hovertext"][0] == (
        "<b>Availability</b><br>Kent: 60 of 100 yes<br>other areas: 500 of 1,000"
    )


def test_whiskers_are_the_intervals_and_nought_is_on_the_axis():
    figure = beside(ROWS.iloc[[0]], "Kent", LIGHT)
    (bars,) = whiskers(figure)
    assert (bars["array"], bars["arrayminus"]) == ([9.0], [9.0])
    low, high = figure["layout"]["xaxis"]["range"]
    assert low < 0 < 19 < high
    assert "Kent minus the other areas" in figure["layout"]["xaxis"]["title"]["text"]


def test_nothing_shown_can_still_be_drawn_and_is_said():
    figure = beside(ROWS.iloc[[2]].assign(flag=None), "Kent", LIGHT)
    drawn(figure)
    assert [t["text"] for t in figure["data"] if t["mode"] == "text"] == [["\N{EM SPACE}no cases"]]
