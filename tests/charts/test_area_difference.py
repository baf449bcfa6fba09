"""One area beside all others, as a figure."""

import numpy as np
import pandas as pd
import pytest

from probation.charts import page
from probation.charts.area_difference import beside, headline, how_tested
from probation.charts.theme import DARK, LIGHT
from probation.statistics.multiplicity import benjamini_hochberg
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
    figure = page.draw(beside(ROWS, "Kent"), theme)
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
    figure = page.draw(beside(ROWS.iloc[[0]], "Kent"), LIGHT)
    (bars,) = whiskers(figure)
    assert (bars["array"], bars["arrayminus"]) == ([9.0], [9.0])
    low, high = figure["layout"]["xaxis"]["range"]
    assert low < 0 < 19 < high
    assert "Kent minus the other areas" in figure["layout"]["xaxis"]["title"]["text"]


def test_nothing_shown_can_still_be_drawn_and_is_said():
    figure = page.draw(beside(ROWS.iloc[[2]].assign(flag=None), "Kent"), LIGHT)
    drawn(figure)
    assert [t["text"] for t in figure["data"] if t["mode"] == "text"] == [["\N{EM SPACE}no cases"]]


def judged_rows(*p, flag=None):
    """Rows of 100 and 400 judgements with these p, the first ones differing by 10 points."""
    return pd.DataFrame(
        {
            "row": [f"Row {i}" for i in range(len(p))],
            "n": 100,
            "n_rest": 400,
            "design_effect": [1.0 + i for i in range(len(p))],
            "difference": 10.0,
            "p": p,
            "p_bh": benjamini_hochberg(list(p)),
            "flag": flag,
        }
    )


def test_what_is_left_of_all_tests_is_counted_with_those_before():
    found = judged_rows(0.001, 0.04, 0.3, 0.5)
    assert headline(found, "Kent").screen == (
        "1 of 4 differences between Kent and other areas remains, allowing for many tests"
        " (2 before)"
    )
    assert how_tested(found) == (
        "Below 0.05, each taken alone: 2 of 4; once all are judged together (Benjamini-Hochberg):"
        " row 0 (+10)."
    )


def test_where_none_is_left_it_is_said_what_would_have_been_found():
    """Round a half, 2.8 standard errors, at judgements over the design effect: 1.4 times wider."""
    found = judged_rows(0.04, 0.3)
    assert headline(found, "Kent", "delivery").screen == (
        "No difference in delivery between Kent and other areas that these cases can tell from none"
    )
    assert how_tested(found).endswith(
        "none. A test of its own would find, four times in five (round 50%), a difference of 16"
        " points (row 0) to 22 (row 1)."
    )


def test_small_bases_are_no_finding():
    found = judged_rows(0.0001, 0.0001, flag="u")
    assert headline(found, "Kent").screen == "Too few cases to compare Kent with the other areas"
    assert how_tested(found) == ""
    partly = found.assign(flag=["u", None], p=[0.0001, 0.3], p_bh=[0.0002, 0.3])
    assert headline(partly, "Kent").slide.startswith("No difference between Kent")
