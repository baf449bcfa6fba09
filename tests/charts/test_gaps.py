"""Differences between two groups as figures."""

import numpy as np
import pandas as pd
import pytest

from probation.charts import page
from probation.charts.gaps import ahead, cell, differences, matrix, name, said, signed
from probation.charts.medium import FOOT, LINE
from probation.charts.theme import DARK, LIGHT
from tests.charts.frames import drawn, gaps

GAPS = """
    question           | factor        | n_a | yes_a | n_b  | yes_b
    delivery           | accommodation | 100 | 40    | 1000 | 725
    partner_risk_focus |               | 40  | 30    | 50   | 25
    availability       | ete           | 20  | 12    | 25   | 15
    availability       | drug_misuse   | 5   | 0     | 30   | 30
"""


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_who_is_ahead_and_whether_it_is_significant_are_told_by_colour_shape_and_word(theme):
    figure = page.draw(differences(gaps(GAPS), True), theme)
    drawn(figure)
    dots, words = figure["data"]
    assert dots["x"][:3] == [32.5, -25, 0]
    assert [text.strip() for text in words["text"]] == [
        *("NPS +33 *", "CRC +25 *", "0 points [u]", "[u]"),
    ]
    assert figure["layout"]["xaxis"]["title"]["text"].endswith("; * significant")
    nps, crc = theme.provider["NPS"], theme.provider["CRC"]
    # no difference is nobody's
    assert dots["marker"]["line"]["color"][:3] == [nps, crc, theme.quiet]
    # filled where significant, empty where not
    assert dots["marker"]["color"][:3] == [nps, crc, theme.background]
    assert dots["marker"]["symbol"][:3] == ["diamond", "circle", "diamond"]


def test_whiskers_are_the_interval_and_within_the_axis():
    frame = gaps(GAPS)
    figure = page.draw(differences(frame, True), LIGHT)
    dots = figure["data"][0]
    up, down = dots["error_x"]["array"], dots["error_x"]["arrayminus"]
    np.testing.assert_allclose(np.add(dots["x"], up), frame["ci_high"])
    np.testing.assert_allclose(np.subtract(dots["x"], down), frame["ci_low"])
    low, high = figure["layout"]["xaxis"]["range"]
    assert low < frame["ci_low"].min()
    assert high > frame["ci_high"].max()
    assert "error_x" not in page.draw(differences(frame, False), LIGHT)["data"][0]


def test_nought_is_always_on_the_axis():
    figure = page.draw(differences(gaps(GAPS).iloc[[0]], True), LIGHT)
    low, high = figure["layout"]["xaxis"]["range"]
    assert low < 0 < high


def test_an_adjusted_gap_stands_below_its_own_and_none_where_there_is_none():
    frame = gaps(GAPS).head(2)
    twin = pd.DataFrame(
        {"points": [30.0, np.nan], "ci_low": [20.0, np.nan], "ci_high": [80.0, np.nan]}
    )
    figure = page.draw(differences(frame, True, twin), LIGHT)
    drawn(figure)
    dots, adjusted, words, beside = figure["data"]
    assert [text.strip() for text in beside["text"]] == ["adjusted +30", ""]
    assert (dots["y"], adjusted["y"]) == (words["y"], beside["y"]), (
        "words on the line of their mark"
    )
    assert -0.5 < dots["y"][0] < 0 < adjusted["y"][0] < 0.5
    row = (figure["layout"]["height"] - figure["layout"]["margin"]["t"] - FOOT - LINE) / 2
    assert (adjusted["y"][0] - dots["y"][0]) * row >= 15, "two lines of words have room in a row"
    assert figure["layout"]["xaxis"]["range"][1] > 80


def test_marks_tell_their_counts_and_lead_to_their_judgement():
    dots = page.draw(differences(gaps(GAPS), True), LIGHT)["data"][0]
    assert dots["hovertext"][0].startswith(
        "<b>Delivery: accommodation</b><br>NPS 725 of 1,000, CRC 40 of 100<br>p"
    )
    assert dots["customdata"][:2] == [["delivery", "accommodation"], ["partner_risk_focus", ""]]


def test_partners_and_contracted_providers_are_named():
    frame = gaps(GAPS).head(1).assign(breakdown=None, level_a="contracted", level_b="partners")
    figure = page.draw(differences(frame, True), LIGHT)
    title = figure["layout"]["xaxis"]["title"]["text"]
    assert title == "Percentage points,<br>partners minus contracted providers; * significant"
    assert figure["data"][1]["text"][0].strip() == "Partners +33 *"
    behind = frame.assign(difference=-frame["difference"], significant=False)
    figure = page.draw(differences(behind, True), LIGHT)
    assert figure["data"][1]["text"][0].strip() == "Contracted +33", "short enough for a phone"
    assert "*" not in figure["layout"]["xaxis"]["title"]["text"]


def test_a_matrix_marks_what_is_significant_by_star_and_outline():
    frame = gaps(GAPS)
    frame = frame.assign(row=["a", "b", "a", "b"], column=["x", "x", "y", "y"])
    figure = page.draw(matrix(frame), LIGHT)
    drawn(figure)
    (marks,) = figure["data"]
    assert marks["text"] == ["+33*", "\N{MINUS SIGN}25*", "0 [u]", "[u]"]
    # [u] has no square: the words are wider than one
    assert marks["marker"]["line"]["width"] == [3, 3, 0, 0]
    assert (marks["x"], marks["y"]) == ([0, 0, 1, 1], [0, 1, 0, 1])


def test_words_beside_a_mark():
    rows = list(gaps(GAPS).itertuples())
    assert [ahead(row) for row in rows[:3]] == ["NPS +33", "CRC +25", "0 points"]
    assert [said(row) for row in rows[1:]] == ["CRC +25, significant", "0 points [u]", ""]
    assert [cell(row) for row in rows[2:]] == ["0 [u]", "[u]"]
    assert name("delivery", "accommodation") == "Delivery: accommodation"
    assert name("partner_risk_focus", None) == "Partners: risk focus"


@pytest.mark.parametrize(
    ("points", "text"),
    [
        (32.4, "+32"),
        (0.5, "+1"),
        (0.4, "0"),
        (0.0, "0"),
        (-0.4, "0"),
        (-0.5, "\N{MINUS SIGN}1"),
        (-9.3, "\N{MINUS SIGN}9"),
    ],
)
def test_a_difference_with_its_sign(points, text):
    assert signed(points) == text
