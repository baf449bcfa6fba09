"""A screen of regressions as a matrix."""

import pandas as pd
import pytest

from probation.charts import page
from probation.charts.model_matrix import CELLS, gap, mark, matrix
from probation.charts.theme import DARK, LIGHT
from tests.charts.frames import drawn

NAN = float("nan")
HEADINGS = {"provider": "Provider", "rosh_level": "Harm"}
CELLS_FRAME = pd.DataFrame(
    [
        ("delivery", "ete", "provider", 2, True, 22.4, 0.01, "Education"),
        ("delivery", "ete", "rosh_level", 3, False, NAN, 0.2, "Education"),
        ("delivery", "drug_misuse", "provider", 2, True, -9.6, 0.2, "Drugs"),
        ("delivery", "drug_misuse", "rosh_level", 3, True, 30.0, 0.001, "Drugs"),
        ("partner_risk_focus", None, "provider", 2, False, NAN, 0.04, "Partners"),
    ],
    columns=["question", "factor", "variable", "levels", "entered", "points", "p_adjusted", "row"],
    dtype=object,
)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_what_entered_is_a_square_with_its_gap_and_the_rest_dots(theme):
    figure = page.draw(matrix(CELLS_FRAME, HEADINGS), theme)
    drawn(figure)
    cells = figure["data"][CELLS]
    assert cells["text"] == ["+22*", "•", "−10", "↕30*", "•*"]
    assert cells["marker"]["symbol"] == ["square", "circle", "square", "square", "circle"]
    assert set(cells["marker"]["line"]["color"]) == {theme.one}


def test_cells_stand_in_their_row_and_column_and_lead_to_their_model():
    figure = page.draw(matrix(CELLS_FRAME, HEADINGS), LIGHT)
    cells = figure["data"][CELLS]
    assert list(zip(cells["x"], cells["y"], strict=True)) == [
        (0, 0),
        (1, 0),
        (0, 1),
        (1, 1),
        (0, 2),
    ]
    assert cells["customdata"][0] == ["delivery", "ete"]
    assert cells["customdata"][4] == ["partner_risk_focus", ""]
    assert figure["layout"]["xaxis"]["ticktext"] == ["Provider", "Harm"]
    assert "did not enter" in cells["hovertext"][1]


def test_a_gap_of_two_levels_is_signed_and_one_of_more_is_a_width():
    first, *_, width, _ = CELLS_FRAME.itertuples()
    assert gap(first) == "+22"
    assert gap(width) == "↕30"
    assert mark(width) == "↕30*"
