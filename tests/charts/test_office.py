"""The figures of the pages as charts for slides: the numbers of the frame, in its order."""

import math

import pandas as pd
import pytest

from probation.charts import office
from probation.charts.adjusted import adjusted
from probation.charts.forest import forest
from probation.charts.funnel import funnel
from probation.charts.gaps import differences
from probation.charts.levels import levels
from probation.charts.rates import cases, percentages
from probation.charts.theme import LIGHT
from probation.domain.questions import QUESTIONS
from tests.charts.frames import gaps, rates

AVAILABILITY, CONTRACTED = QUESTIONS["availability"], QUESTIONS["contracted_risk_focus"]
BY_PROVIDER = """
    factor        | level | n   | yes
    accommodation | CRC   | 172 | 93
    accommodation | NPS   | 118 | 87
    ete           | CRC   | 25  | 20
    ete           | NPS   | 7   | 7
    drug_misuse   | CRC   | 0   | 0
    drug_misuse   | NPS   | 40  | 0
"""
WHOLE = """
    factor        | n   | yes
    accommodation | 290 | 214
    ete           | 20  | 10
    drug_misuse   | 4   | 4
"""
GAPS = """
    question           | factor        | n_a | yes_a | n_b  | yes_b
    delivery           | accommodation | 100 | 40    | 1000 | 725
    partner_risk_focus |               | 40  | 30    | 50   | 25
    availability       | drug_misuse   | 5   | 0     | 30   | 30
"""


def same(found, expected):
    """Equal number by number, missing where missing."""
    return all(
        (math.isnan(a) and math.isnan(b)) or a == pytest.approx(b)
        for a, b in zip(found, expected, strict=True)
    )


def test_bars_of_cases_lie_on_their_base_and_a_withheld_percentage_has_no_bar():
    chart = office.draw(cases(rates(WHOLE), AVAILABILITY, True))
    assert chart.categories[:2] == ("Accommodation", "Education, training and employment")
    base, yes = chart.series
    assert (base.name, base.hollow, base.values) == ("Cases", True, (290, 20, 4))
    assert base.labels == ("74%: 214 of 290", "50% [u]: 10 of 20", "[u]: base of 4")
    assert same(yes.values, (214, 10, math.nan))
    assert chart.overlaid
    assert chart.top == 290


def test_whiskers_of_cases_are_the_interval_in_cases_of_the_base():
    frame = rates(WHOLE)
    _, yes = office.draw(cases(frame, AVAILABILITY, True)).series
    assert same(yes.low, frame["ci_low"] * frame["n"] / 100)
    assert same(yes.high, frame["ci_high"] * frame["n"] / 100)
    assert office.draw(cases(frame, AVAILABILITY, False)).series[1].low == ()


def test_a_name_stands_once_for_the_bars_of_its_levels_which_have_their_colours():
    chart = office.draw(percentages(rates(BY_PROVIDER, breakdown="provider"), AVAILABILITY, True))
    assert chart.categories[0] == "Accommodation"
    crc, nps = LIGHT.provider["CRC"], LIGHT.provider["NPS"]
    assert [series.colours for series in chart.series] == [(crc,) * 3, (nps,) * 3]


def test_percentages_have_a_series_a_level_and_a_row_a_factor():
    frame = rates(BY_PROVIDER, breakdown="provider")
    chart = office.draw(percentages(frame, AVAILABILITY, True))
    crc, nps = chart.series
    assert (crc.name, nps.name) == ("CRC", "NPS")
    assert same(crc.values, (100 * 93 / 172, 80, math.nan))
    assert same(nps.values, (100 * 87 / 118, math.nan, 0))
    assert crc.labels == ("CRC 54%", "CRC 80% [u]", "")
    assert same(nps.low, frame.loc[frame["level"] == "NPS", "ci_low"])
    assert (chart.top, chart.unit) == (100, "%")


def test_a_level_of_several_breakdowns_is_named_so_that_it_needs_no_heading():
    frame = rates(
        """
        breakdown | level    | n   | yes
                  | all      | 249 | 152
        provider  | CRC      | 150 | 92
        provider  | NPS      | 99  | 60
        age_group | under_30 | 104 | 52
        ogrs_band | low_medium | 190 | 117
        """,
        question="contracted_risk_focus",
    )
    chart = office.draw(levels(frame, CONTRACTED, False))
    assert chart.categories == ("All cases", "CRC", "NPS", "Under 30", "OGRS low or medium")
    assert chart.series[0].colours[1] == LIGHT.provider["CRC"]
    assert chart.series[0].labels == ("61%", "61%", "61%", "50%", "62%")


def test_differences_are_marks_with_their_interval_told_apart_by_shape_and_fill():
    frame = gaps(GAPS)
    chart = office.draw(differences(frame, True))
    first, _, withheld = chart.dots
    assert same(
        (first.value, first.low, first.high), frame.iloc[0][["difference", "ci_low", "ci_high"]]
    )
    (marks,) = differences(frame, True).series
    assert marks.shapes[:2] == ("diamond", "circle")
    assert not first.hollow
    assert (first.name, first.said) == ("Delivery: accommodation", "NPS +33, significant")
    assert math.isnan(withheld.value)
    assert chart.middle == 0
    assert chart.low < min(0, frame["ci_low"].min())
    assert chart.high > frame["ci_high"].max()


def test_an_adjusted_gap_stands_below_its_own_and_none_is_not_drawn():
    nothing = float("nan")
    twin = pd.DataFrame(
        [[30.0, 10.0, 50.0], [nothing] * 3, [nothing] * 3], columns=["points", "ci_low", "ci_high"]
    )
    dots = office.draw(differences(gaps(GAPS), True, twin)).dots
    assert len(dots) == 4, "of the gaps that are in no model there is none"
    assert (dots[1].value, dots[1].low, dots[1].high) == (30, 10, 50)
    assert dots[1].said == "adjusted +30"


def ratios(*rows):
    names = ["name", "odds_ratio", "ci_low", "ci_high", "firth"]
    return pd.DataFrame(rows, columns=names).assign(withheld=None)


def test_a_forest_is_logarithmic_round_one_and_holds_the_limits_of_the_frame():
    chart = office.draw(
        forest(
            ratios(
                ("NPS, against CRC", 1.7, 1.1, 2.7, False),
                ("women, against men", 9.0, 0.5, math.inf, True),
                ("nobody", math.nan, math.nan, math.nan, False),
            )
        )
    )
    assert chart.log
    assert chart.middle == 1
    assert chart.low == pytest.approx(1 / chart.high)
    plain, firth, none = chart.dots
    assert plain.value == 1.7
    assert math.isnan(firth.high), "what is infinite has no whisker"
    assert firth.said == "9.00: 0.50 to ∞"
    assert math.isnan(none.value)


@pytest.mark.parametrize("intervals", [True, False])
def test_adjusted_stands_beside_observed(intervals):
    rows = pd.DataFrame(
        [("NPS", 56.2, 48.0, 64.0, 55.9, None), ("CRC", 44.0, 38.0, 50.0, 43.0, "u")],
        columns=["name", "adjusted", "ci_low", "ci_high", "raw", "flag"],
    )
    chart = office.draw(adjusted(rows.assign(variable="provider", n=40), intervals))
    model, observed = chart.series
    assert (model.values, observed.values) == ((56.2, 44.0), (55.9, 43.0))
    assert model.low == ((48.0, 38.0) if intervals else ())
    assert observed.labels == ("Observed 56%", "Observed 43% [u]")


def test_nothing_to_draw_is_no_chart():
    assert office.draw(cases(rates("factor | n | yes"), AVAILABILITY, True)) is None


def test_what_is_withheld_is_named_beside_the_row_that_has_no_bar():
    by_provider = office.draw(
        percentages(rates(BY_PROVIDER, breakdown="provider"), AVAILABILITY, True)
    )
    assert by_provider.categories == (
        "Accommodation",
        "Education, training and employment (NPS [u], base of 7)",
        "Drug misuse (CRC no cases)",
    )
    whole = office.draw(percentages(rates(WHOLE), AVAILABILITY, False))
    assert whole.categories[2] == "Drug misuse ([u], base of 4)"


def units(*rows):
    names = ["code", "name", "n", "percent", "position", "flag", "lower998", "upper998"]
    frame = pd.DataFrame(rows, columns=names)
    return frame.assign(cases=frame["n"], yes=frame["n"], lower95=0.0, upper95=100.0)


def test_a_small_unit_of_a_funnel_is_hollow_and_the_chosen_one_named():
    marks = units(
        ("kent", "Kent", 80, 60.0, "within", None, 30.0, 90.0),
        ("york", "York", 20, 55.0, "within", "u", 20.0, 95.0),
        ("leeds", "Leeds", 90, 95.0, "above 95", None, 30.0, 90.0),
    )
    chart = office.draw(funnel(marks, pd.DataFrame(), 61.0, chosen=["kent"]))
    outside, small, large, _ = chart.series
    assert (large.x, large.hollow, large.labels) == ((80,), False, ("Kent",))
    assert (small.x, small.hollow, small.labels) == ((20,), True, ("",))
    assert outside.labels == ("Leeds",)
    assert [points.names for points in chart.series[:3]] == [("Leeds",), ("York",), ("Kent",)]
    assert small.name.endswith("fewer than 30 cases")


def test_the_line_of_all_cases_on_a_small_base_is_marked():
    marks = units(("kent", "Kent", 18, 72.2, "within", "u", 20.0, 95.0))
    chart = office.draw(funnel(marks, pd.DataFrame(), 72.2, small=True))
    assert chart.series[-1].labels[0] == "All cases: 72.2% [u]"
