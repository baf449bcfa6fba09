"""The overview's picture: from delivered to available, factor by factor."""

import json
import re

import pandas as pd
import pytest

from probation.charts import page
from probation.charts.availability_delivery import dumbbell
from probation.charts.theme import DARK, LIGHT
from tests.charts.frames import drawn, traces

NAN = float("nan")


def story(*rows: tuple[str, int, float, float]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["factor", "n", "available", "delivered"])
    small = pd.Series(["u" if n < 30 else None for n in frame["n"]], dtype=object)
    counts = {
        f"{name}_{end}": frame["n"] for name in ("n", "yes") for end in ("available", "delivered")
    }
    return frame.assign(flag_available=small, flag_delivered=small, **counts)


STORY = story(
    ("drug_misuse", 1200, 74.4, 50.5),
    ("ete", 5, NAN, NAN),
    ("accommodation", 400, 62.5, 70.0),
)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_a_figure_is_plain_data_that_plotly_takes(theme):
    drawn(page.draw(dumbbell(STORY), theme))


def test_the_factors_stand_in_the_order_of_the_frame_with_their_cases():
    figure = page.draw(dumbbell(STORY), LIGHT)
    axis = figure["layout"]["yaxis"]
    assert [text.replace("<br>", " ") for text in axis["ticktext"]] == [
        "Drug misuse",
        "Education, training and employment",
        "Accommodation",
    ]
    (counts,) = traces(figure, mode="text")
    assert [text.strip() for text in counts["text"]] == ["1,200 cases", "5 cases [u]", "400 cases"]
    assert axis["range"][0] > axis["range"][1]


def test_a_line_joins_the_two_ends_and_breaks_between_factors():
    line = traces(page.draw(dumbbell(STORY), LIGHT), mode="lines")[0]
    assert line["x"][:3] == [50.5, 74.4, None]
    assert line["x"][6:] == [70.0, 62.5, None]
    assert line["y"] == [0, 0, None, 1, 1, None, 2, 2, None]


def test_ends_are_labelled_and_told_by_shape_colour_and_word():
    figure = page.draw(dumbbell(STORY), LIGHT)
    delivered, available = traces(figure, mode="markers+text")
    assert [text.strip() for text in delivered["text"]] == ["51%", "", "70%"]
    assert [text.strip() for text in available["text"]] == ["74%", "", "63%"]
    assert delivered["marker"]["symbol"] != available["marker"]["symbol"]
    assert delivered["marker"]["color"] != available["marker"]["color"]
    key = figure["layout"]["title"]["text"]
    assert re.sub("<[^>]*>", "", key) == "◆ Enough delivered\N{EM SPACE}● Available"
    for marks in (delivered, available):
        assert f"color:{marks['marker']['color']}" in key, "the key has the colour of its marks"


def test_a_percentage_stands_where_neither_the_line_nor_an_axis_is():
    delivered, available = traces(
        page.draw(
            dumbbell(
                story(
                    ("drug_misuse", 40, 74.4, 50.5),
                    ("ete", 40, 40.0, 70.0),
                    ("accommodation", 40, 100.0, 0.0),
                    ("relationships", 40, 50.0, 50.0),
                )
            ),
            LIGHT,
        ),
        mode="markers+text",
    )
    assert delivered["textposition"] == ["middle left", "middle right", "top right", "middle left"]
    assert available["textposition"] == [
        *("middle right", "middle left", "middle right", "middle right"),
    ]


def test_taps_and_pointers_are_told_the_factor():
    delivered, available = traces(page.draw(dumbbell(STORY), LIGHT), mode="markers+text")
    assert delivered["customdata"] == list(STORY["factor"])
    assert available["hovertext"][0] == (
        "<b>Drug misuse</b><br>Available: 74.4%, 1,200 of 1,200 cases"
    )


@pytest.mark.parametrize(
    "frame",
    [
        story(),
        story(("ete", 0, NAN, NAN)),
        story(("ete", 4, NAN, NAN), ("drug_misuse", 9, NAN, NAN)),
    ],
    ids=["no row", "no case", "all withheld"],
)
def test_a_figure_with_nothing_to_show_can_still_be_drawn(frame):
    drawn(page.draw(dumbbell(frame), LIGHT))


def test_a_withheld_percentage_is_in_no_part_of_the_figure():
    frame = story(("ete", 9, NAN, NAN))
    figure = page.draw(dumbbell(frame), LIGHT)
    assert "%" not in json.dumps(figure["data"])
