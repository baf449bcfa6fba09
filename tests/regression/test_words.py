"""A regression in sentences, each held against numbers worked out here."""

import re
from dataclasses import replace
from math import exp, log, sqrt

import pytest

from probation.analysis.regression import regression
from probation.analysis.screen import Screen
from probation.analysis.stepwise import Criteria
from probation.questions import QUESTIONS
from probation.regression import headlines, tables, words
from probation.regression.fitting import Options, regress, screened
from probation.regression.steps import story
from probation.scope import Scope
from probation.vocabulary import Dimension, Factor
from tests.analysis import reference

DELIVERED = Scope(QUESTIONS["delivery"], Factor.ETE)

#: 75% of 40 NPS cases and 40% of 60 CRC cases; men and women alike in both.
PROVIDER = """
    question | factor | provider | gender | yes | no
    delivery | ete    | NPS      | male   | 15  | 5
    delivery | ete    | NPS      | female | 15  | 5
    delivery | ete    | CRC      | male   | 12  | 18
    delivery | ete    | CRC      | female | 12  | 18
"""
#: 50% of 40 men and 50% of 40 women.
NOTHING = """
    question | factor | provider | gender | yes | no
    delivery | ete    | CRC      | male   | 20  | 20
    delivery | ete    | CRC      | female | 20  | 20
"""


@pytest.fixture
def fitted(counted):
    """``fitted(counts, options)``: the regression of delivery for one factor, and the codebook."""

    def fit(counts, options=None, scope=DELIVERED):
        store = counted(counts)
        return regress(store, scope, options), store.codes

    return fit


HEAD = "Delivery, education, training and employment"


def test_the_headline_says_how_many_points_with_the_interval(fitted):
    """With one two-level variable the adjusted gap is the observed one, its error binomial."""
    found, codes = fitted(PROVIDER)
    half = 1.96 * sqrt(0.75 * 0.25 / 40 + 0.4 * 0.6 / 60)
    low, high = round(35 - 100 * half), round(35 + 100 * half)
    assert headlines.headline(found, DELIVERED, codes).screen == (
        f"{HEAD}: NPS 35 points above CRC ({low} to {high})"
    )
    assert headlines.headline(found, DELIVERED, codes).slide == (
        f"{HEAD}: NPS 35 points above CRC ({low} to {high})"
    )


def test_a_negative_gap_is_told_as_less_often_with_its_limits_turned_round(fitted):
    found, codes = fitted(PROVIDER.replace("NPS", "X").replace("CRC", "NPS").replace("X", "CRC"))
    assert re.search(
        r"NPS 35 points below CRC \(17 to 53\)",
        headlines.headline(found, DELIVERED, codes).screen,
    )


def test_what_did_not_enter_is_named_with_its_p(fitted):
    found, codes = fitted(PROVIDER)
    assert words.rest(found, codes) == ["Gender (p = 1.000) did not enter."]
    assert words.advice(found) == ""


def test_a_second_variable_is_accounted_for_and_told_in_turn(fitted):
    counts = """
        question | factor | provider | gender | yes | no
        delivery | ete    | NPS      | male   | 90  | 10
        delivery | ete    | NPS      | female | 60  | 40
        delivery | ete    | CRC      | male   | 60  | 40
        delivery | ete    | CRC      | female | 20  | 80
    """
    found, codes = fitted(counts)
    assert found.model.variables == ("provider", "gender")  # a tie: the order of the candidates
    assert headlines.headline(found, DELIVERED, codes).screen.endswith(
        ", after accounting for gender"
    )
    points = {e.variable: e.points for e in found.effects}
    assert words.rest(found, codes)[0].startswith(
        f"In the same model, a yes was given {round(-points['gender'])} percentage points less"
        " often in female cases than in male cases ("
    )


def test_nothing_entered_is_said_with_what_to_do(fitted):
    found, codes = fitted(NOTHING)
    assert headlines.headline(found, DELIVERED, codes).screen == (
        f"{HEAD}: no candidate enters at p < 0.05"
    )
    assert "Take filters away" in words.advice(found)
    assert [row["Step"] for row in story(found)] == ["0", "End"]


def test_a_variable_that_stays_above_05_is_said_to_do_so(fitted):
    options = Options(criteria=Criteria(0.5, 0.9))
    counts = """
        question | factor | provider | yes | no
        delivery | ete    | NPS      | 22  | 18
        delivery | ete    | CRC      | 18  | 22
    """
    found, codes = fitted(counts, options)
    assert words.rest(found, codes) == ["Provider stays at p = 0.371: it would leave above 0.9."]


def test_candidates_that_are_all_alike_or_unrecorded_are_named_with_what_to_do(fitted):
    options = Options(candidates=(Dimension.PROVIDER, Dimension.GENDER, Dimension.OGRS_BAND))
    counts = """
        question | factor | provider | ogrs_band    | yes | no
        delivery | ete    | NPS      | not_recorded | 15  | 5
        delivery | ete    | CRC      | not_recorded | 12  | 18
    """
    found, codes = fitted(counts, options)
    told = words.warnings(found, codes)
    assert set(told) >= {
        "Gender took no part: it is the same in all of these cases. Clear its filter, or take it"
        " off the candidates.",
        "Likelihood of reoffending took no part: it is recorded in none of these cases.",
    }
    assert not [sentence for sentence in told if "'" in sentence.replace("Firth's", "")]


def test_with_no_candidate_left_the_advice_is_to_choose_others(fitted):
    found, codes = fitted(NOTHING, Options(candidates=(Dimension.PROVIDER,)))
    assert words.advice(found).startswith("No candidate is left to choose from.")
    assert headlines.headline(found, DELIVERED, codes).screen.endswith(
        "no candidate enters at p < 0.05"
    )


def test_separation_is_told_in_the_words_of_the_vocabulary(fitted):
    counts = """
        question | factor | provider | yes | no
        delivery | ete    | NPS      | 40  | 0
        delivery | ete    | CRC      | 20  | 20
    """
    found, codes = fitted(counts)
    assert words.warnings(found, codes)[0] == (
        "Some cases are predicted without error (separation): the odds ratio of NPS cases is"
        " infinite or zero and is withheld; use the likelihood-ratio test and Firth's estimates."
    )


def test_a_perfect_fit_is_told_above_the_figures_with_what_to_do(fitted):
    counts = """
        question | factor | provider | yes | no
        delivery | ete    | NPS      | 40  | 0
        delivery | ete    | CRC      | 0   | 40
    """
    found, codes = fitted(counts)
    assert words.alarm(found).startswith("These variables predict every case without error")
    assert "Choose fewer candidates" in words.alarm(found)
    assert headlines.headline(found, DELIVERED, codes).screen.endswith(
        "NPS above CRC, by how much these cases cannot tell"
    )
    assert story(found)[-1]["What happened"] == ("The model predicts every case without error.")


def test_a_separated_level_has_a_direction_and_no_size(fitted):
    counts = """
        question | factor | provider | yes | no
        delivery | ete    | NPS      | 0   | 40
        delivery | ete    | CRC      | 20  | 20
    """
    found, codes = fitted(counts)
    headline = headlines.headline(found, DELIVERED, codes).screen
    assert headline == f"{HEAD}: NPS below CRC, by how much these cases cannot tell"
    assert "predicted without error" in words.alarm(found)


def test_a_level_of_under_10_cases_has_no_size_either(fitted):
    counts = """
        question | factor | provider | yes | no
        delivery | ete    | NPS      | 8   | 1
        delivery | ete    | CRC      | 20  | 60
    """
    found, codes = fitted(counts)
    assert "points" not in headlines.headline(found, DELIVERED, codes).screen


def test_odds_have_a_headline_of_their_own(fitted):
    """Odds of 30 to 10 against 24 to 36, with Woolf's interval."""
    found, codes = fitted(PROVIDER)
    error = sqrt(1 / 30 + 1 / 10 + 1 / 24 + 1 / 36)
    low, high = (exp(log(4.5) + sign * 1.96 * error) for sign in (-1, 1))
    assert headlines.odds_headline(found, DELIVERED, codes).screen == (
        f"{HEAD}: odds for NPS 4.50 times those for CRC ({low:.2f} to {high:.2f})"
    )


def test_without_one_finite_ratio_odds_have_the_headline_of_the_percentages(fitted):
    found, codes = fitted(NOTHING)
    assert headlines.odds_headline(found, DELIVERED, codes) == headlines.headline(
        found, DELIVERED, codes
    )


def test_of_several_levels_the_most_and_least_frequent_are_named_without_an_interval(fitted):
    counts = """
        question | factor | rosh_level | yes | no
        delivery | ete    | low        | 10  | 40
        delivery | ete    | medium     | 25  | 25
        delivery | ete    | high       | 45  | 5
        delivery | ete    | very_high  | 9   | 0
    """
    found, codes = fitted(counts, Options(candidates=(Dimension.ROSH_LEVEL,)))
    assert headlines.headline(found, DELIVERED, codes).screen == (
        f"{HEAD}: highest for high risk of serious harm (90%), lowest for low (20%)"
    )
    assert headlines.headline(found, DELIVERED, codes).slide == (
        f"{HEAD}: differs by risk of serious harm, from 20% to 90%"
    )


def test_too_few_cases_for_so_many_candidates_is_an_alarm(fitted):
    counts = """
        question | factor | provider | gender | yes | no
        delivery | ete    | NPS      | male   | 3   | 9
        delivery | ete    | CRC      | female | 3   | 9
        delivery | ete    | CRC      | male   | 2   | 9
    """
    found, _ = fitted(counts)
    assert "4.0 of the rarer answer for each parameter" in words.alarm(found)


@pytest.mark.parametrize(
    ("name", "removal"), [("edge_stop_previous_model", "lr"), ("made_entry_repeats", "wald")]
)
def test_a_selection_that_ends_by_the_repeat_rule_says_so(name, removal, monkeypatch):
    meta = reference.answer(name)
    criteria = Criteria(meta["pin"], meta["pout"], removal)
    found = regression(reference.case(name), criteria)
    assert found.path.stop_variable
    monkeypatch.setattr(words, "name_of", lambda variable: variable)
    monkeypatch.setattr(words, "difference", lambda *_: "")
    monkeypatch.setattr(words, "_covers_nought", lambda *_: "")
    assert "would repeat an earlier model" in words.rest(found, {})[-1]


def test_a_variable_kept_by_the_repeat_rule_alone_is_not_said_to_be_below_its_limit(monkeypatch):
    found = regression(reference.case("edge_stop_previous_model"))
    monkeypatch.setattr(words, "name_of", lambda variable: variable)
    monkeypatch.setattr(words, "difference", lambda *_: "")
    last = found.path.steps[-1].after
    above = [row.variable for row in last.removal_table if row.p > found.criteria.remove]
    assert above
    told = [
        sentence for sentence in words.rest(found, {}) if "above the limit to leave" in sentence
    ]
    assert len(told) == len(above)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (9.4, "9"),
        (-0.39, "\N{MINUS SIGN}0.4"),
        (0.04, "0.0"),
        (120.0, "100"),
        (-2e6, "\N{MINUS SIGN}100"),
    ],
)
def test_a_limit_keeps_its_side_of_nought_and_within_a_hundred(value, text):
    assert headlines.limit(value) == text


def test_the_story_names_what_entered_and_what_was_left_out_smallest_p_first(random_store):
    options = Options(criteria=Criteria(0.98, 0.99))
    found = regress(random_store, replace(DELIVERED, factor=Factor.ACCOMMODATION), options)
    rows = story(found)
    assert [row["Step"] for row in rows] == [*map(str, range(len(found.path.steps) + 1)), "End"]
    for step, row in zip(found.path.steps, rows[1:], strict=False):
        name = Dimension(step.variable).phrase
        assert row["What happened"].lower().startswith(f"{name.lower()} ")
        entered = step.action == "enter"
        assert (name in row["In the model (p if removed)"]) == entered
        ps = [float(p) for p in re.findall(r"(\d\.\d{3})", row["Left out (p to enter)"])]
        assert ps == sorted(ps)


@pytest.mark.parametrize(
    ("variable", "code", "text"),
    [
        ("provider", "NPS", "NPS"),
        ("ogrs_band", "low_medium", "Likelihood of reoffending: low or medium"),
        ("rosh_level", "high", "Risk of serious harm: high"),
        ("ethnic_group", "not_recorded", "Ethnic group: not recorded"),
        ("area", "london", "London"),
    ],
)
def test_a_level_is_named_so_that_it_stands_alone(random_store, variable, code, text):
    assert words.level(variable, code, random_store.codes) == text


def test_a_level_names_what_it_is_held_against(random_store):
    codes = random_store.codes
    assert words.against("provider", "NPS", "CRC", codes) == "NPS, against CRC"
    assert words.against("ogrs_band", "high_very_high", "low_medium", codes) == (
        "Likelihood of reoffending: high or very high, against low or medium"
    )


def test_a_screen_says_what_outlasts_its_tests_and_what_chance_would_let_in(counted):
    both = PROVIDER + PROVIDER.split("\n", 2)[2].replace("ete   ", "drug_misuse")
    found = screened(counted(both), DELIVERED, questions=[QUESTIONS["delivery"]])
    by_chance = f"{sum(found.by_chance.values()):.1f}"
    assert 0 < float(by_chance) < 1
    said = headlines.screened(tables.screened(found))
    assert said == (
        "2 of 4 differences remain after allowing for all tests; candidates enter 2 of 2 models"
        f" (chance alone: {by_chance})",
        f"2 of 4 differences remain; candidates enter 2 of 2 models (chance alone: {by_chance})",
    )
    none = screened(counted(NOTHING), DELIVERED, questions=[QUESTIONS["delivery"]])
    assert headlines.screened(tables.screened(none)).screen.startswith(
        "No difference remains after allowing for all tests; candidates enter none of 1 model"
        " (chance alone: 0."
    )
    assert isinstance(found, Screen)
