"""The gaps between NPS and CRC cases as a figure."""

import pytest

from probation.charts.gaps import names, provider_gaps, signed
from probation.charts.theme import DARK, LIGHT
from tests.charts.frames import NOTE, drawn, gaps

GAPS = """
    question           | factor        | n_crc | yes_crc | n_nps | yes_nps
    delivery           | accommodation | 100   | 40      | 1000  | 725
    partner_risk_focus |               | 40    | 30      | 50    | 25
    availability       | ete           | 30    | 0       | 30    | 30
"""


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_who_is_ahead_is_told_by_colour_shape_and_word(theme):
    figure = provider_gaps(gaps(GAPS), theme, True, NOTE)
    drawn(figure)
    (dots,) = figure["data"]
    assert dots["x"] == [32.5, -25, 100]
    assert dots["text"] == ["NPS +33", "CRC +25", "NPS +100"]
    nps, crc = theme.provider["NPS"], theme.provider["CRC"]
    assert dots["marker"]["color"] == [nps, crc, nps]
    assert dots["marker"]["symbol"] == ["circle", "diamond", "circle"]


def test_whiskers_are_the_interval_never_negative_and_within_the_axis():
    frame = gaps(GAPS)
    figure = provider_gaps(frame, LIGHT, True, NOTE)
    dots = figure["data"][0]
    up, down = dots["error_x"]["array"], dots["error_x"]["arrayminus"]
    assert min(up + down) >= 0
    assert [x + u for x, u in zip(dots["x"], up, strict=True)] == pytest.approx(
        list(frame["ci_high"])
    )
    assert [x - d for x, d in zip(dots["x"], down, strict=True)] == pytest.approx(
        list(frame["ci_low"])
    )
    low, high = figure["layout"]["xaxis"]["range"]
    assert low < frame["ci_low"].min()
    assert high > frame["ci_high"].max()


def test_nought_is_always_on_the_axis():
    figure = provider_gaps(gaps(GAPS).iloc[[2]], LIGHT, True, NOTE)
    low, high = figure["layout"]["xaxis"]["range"]
    assert low < 0 < high


def test_rows_are_named_and_tell_their_counts():
    frame = gaps(GAPS)
    assert names(frame) == [
        "Delivery: accommodation",
        "Partners: risk focus",
        "Availability: education, training and employment",
    ]
    dots = provider_gaps(frame, LIGHT, True, NOTE)["data"][0]
    assert dots["hovertext"][0] == (
        "<b>Delivery: accommodation</b><br>NPS 725 of 1,000, CRC 40 of 100"
    )
    assert dots["customdata"] == ["delivery", "partner_risk_focus", "availability"]


def test_no_gap_can_still_be_drawn():
    drawn(provider_gaps(gaps(GAPS).iloc[:0], LIGHT, True, NOTE))


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
