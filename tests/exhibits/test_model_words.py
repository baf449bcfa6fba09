"""A regression in sentences, each held against numbers worked out here."""

import re
from dataclasses import replace
from math import exp, log, sqrt

import pytest
from scipy.stats import t

from probation.charts import model_matrix
from probation.cli import story as cli
from probation.disclosure.estimates import model_tables
from probation.disclosure.estimates.models import Options, regress, screened
from probation.domain.questions import QUESTIONS
from probation.domain.scope import Scope
from probation.domain.vocabulary import Dimension, Factor
from probation.exhibits import model_headlines, model_words
from probation.exhibits.model_cautions import warnings
from probation.exhibits.model_matrix import lost
from probation.exhibits.selection_words import story
from probation.exports.model_json import document
from probation.statistics.model_matrix import Screen
from probation.stepwise.cautions import rarer_cases
from probation.stepwise.regression import regression
from probation.stepwise.selection import Criteria
from tests.stepwise import reference

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
    said = f"NPS 35 points above CRC ({low} to {high}), nothing else entered"
    assert model_headlines.headline(found, DELIVERED, codes).screen == f"{HEAD}: {said}"
    assert model_headlines.headline(found, DELIVERED, codes).slide == f"{Factor.ETE.label}: {said}"


def test_a_negative_gap_is_told_as_less_often_with_its_limits_turned_round(fitted):
    found, codes = fitted(PROVIDER.replace("NPS", "X").replace("CRC", "NPS").replace("X", "CRC"))
    assert re.search(
        r"NPS 35 points below CRC \(17 to 53\)",
        model_headlines.headline(found, DELIVERED, codes).screen,
    )


def test_what_did_not_enter_is_named_with_its_p(fitted):
    found, codes = fitted(PROVIDER)
    _, left_out, *_ = model_words.rest(found, codes)
    assert left_out == "Looked at and not entered: gender (p = 1.000)."
    assert model_words.advice(found) == ""


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
    assert model_headlines.headline(found, DELIVERED, codes).screen.endswith(
        ", after accounting for gender"
    )
    points = {e.variable: e.points for e in found.effects}
    assert model_words.rest(found, codes)[0].startswith(
        f"In the same model, a yes was given {round(-points['gender'])} percentage points less"
        " often in female cases than in male cases ("
    )


def test_nothing_entered_is_said_with_what_to_do(fitted):
    found, codes = fitted(NOTHING)
    assert model_headlines.headline(found, DELIVERED, codes).screen == (
        f"{HEAD}: no candidate enters at p < 0.05"
    )
    assert "Take filters away" in model_words.advice(found)
    assert [row["Step"] for row in story(found)] == ["0", "End"]


def test_a_variable_that_stays_above_05_is_said_to_do_so(fitted):
    options = Options(criteria=Criteria(0.5, 0.9))
    counts = """
        question | factor | provider | yes | no
        delivery | ete    | NPS      | 22  | 18
        delivery | ete    | CRC      | 18  | 22
    """
    found, codes = fitted(counts, options)
    assert (
        model_words.rest(found, codes)[0]
        == "Provider stays at p = 0.371: it would leave above 0.9."
    )


def test_candidates_that_are_all_alike_or_unrecorded_are_named_with_what_to_do(fitted):
    options = Options(candidates=(Dimension.PROVIDER, Dimension.GENDER, Dimension.OGRS_BAND))
    counts = """
        question | factor | provider | ogrs_band    | yes | no
        delivery | ete    | NPS      | not_recorded | 15  | 5
        delivery | ete    | CRC      | not_recorded | 12  | 18
    """
    found, codes = fitted(counts, options)
    told = model_words.warnings(found, codes)
    assert set(told) >= {
        "Gender took no part: it is the same in all of these cases. Clear its filter, or take it"
        " off the candidates.",
        "Likelihood of reoffending took no part: it is recorded in none of these cases.",
    }
    quoted = [re.sub("(Firth|full model)'s", "", sentence) for sentence in told]
    assert not [sentence for sentence in quoted if "'" in sentence]


def test_with_no_candidate_left_the_advice_is_to_choose_others(fitted):
    found, codes = fitted(NOTHING, Options(candidates=(Dimension.PROVIDER,)))
    assert model_words.advice(found).startswith("No candidate is left to choose from.")
    assert model_headlines.headline(found, DELIVERED, codes) == (
        f"{HEAD}: no candidate could be tested",
        f"{HEAD}: no candidate could be tested",
    )


def test_separation_is_told_in_the_words_of_the_vocabulary(fitted):
    counts = """
        question | factor | provider | yes | no
        delivery | ete    | NPS      | 40  | 0
        delivery | ete    | CRC      | 20  | 20
    """
    found, codes = fitted(counts)
    assert model_words.warnings(found, codes)[0] == (
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
    assert model_words.alarm(found).startswith("These variables predict every case without error")
    assert "Choose fewer candidates" in model_words.alarm(found)
    assert model_headlines.headline(found, DELIVERED, codes).screen.endswith(
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
    headline = model_headlines.headline(found, DELIVERED, codes).screen
    assert headline == f"{HEAD}: NPS below CRC, by how much these cases cannot tell"
    assert "predicted without error" in model_words.alarm(found)


def test_a_level_of_under_10_cases_has_no_size_either(fitted):
    counts = """
        question | factor | provider | yes | no
        delivery | ete    | NPS      | 8   | 1
        delivery | ete    | CRC      | 20  | 60
    """
    found, codes = fitted(counts)
    assert "points" not in model_headlines.headline(found, DELIVERED, codes).screen


def test_odds_have_a_headline_of_their_own(fitted):
    """Odds of 30 to 10 against 24 to 36, with Woolf's interval."""
    found, codes = fitted(PROVIDER)
    error = sqrt(1 / 30 + 1 / 10 + 1 / 24 + 1 / 36)
    low, high = (exp(log(4.5) + sign * 1.96 * error) for sign in (-1, 1))
    assert model_headlines.odds_headline(found, DELIVERED, codes).screen == (
        f"{HEAD}: odds for NPS 4.50 times those for CRC ({low:.2f} to {high:.2f}),"
        " nothing else entered"
    )


def test_without_one_finite_ratio_odds_have_the_headline_of_the_percentages(fitted):
    found, codes = fitted(NOTHING)
    assert model_headlines.odds_headline(found, DELIVERED, codes) == model_headlines.headline(
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
    assert model_headlines.headline(found, DELIVERED, codes).screen == (
        f"{HEAD}: highest for high risk of serious harm (90%), lowest for low (20%)"
    )
    assert model_headlines.headline(found, DELIVERED, codes).slide == (
        f"{HEAD}: differs by risk of serious harm, from 20% to 90%"
    )


#: As PROVIDER, of a factor with a short name, men and women not alike.
SHORT = """
    question | factor       | provider | gender | yes | no
    delivery | accommodation| NPS      | male   | 16  | 4
    delivery | accommodation| NPS      | female | 14  | 6
    delivery | accommodation| CRC      | male   | 11  | 19
    delivery | accommodation| CRC      | female | 13  | 17
"""


def test_where_nothing_else_entered_the_model_of_all_candidates_speaks_too(fitted):
    scope = replace(DELIVERED, factor=Factor.ACCOMMODATION)
    found, codes = fitted(SHORT, scope=scope)
    assert found.model.variables == ("provider",)
    full = next(e for e in found.full.effects if e.variable == "provider")
    size, low, high = (model_headlines.limit(v) for v in (full.points, full.ci_low, full.ci_high))
    said = model_headlines.headline(found, scope, codes)
    assert said.screen.endswith(
        f", nothing else entered; with all candidates {size} ({low} to {high})"
    )
    assert said.slide.endswith("), nothing else entered")
    assert model_words.rest(found, codes)[0] == (
        "Nothing else entered, so nothing else is accounted for. With all 2 candidates in the model"
        f" a yes was given {size} percentage points more often in NPS cases than in CRC cases"
        f" ({low} to {high})."
    )


def test_one_candidate_alone_leaves_nothing_that_could_have_entered(fitted):
    found, codes = fitted(PROVIDER, Options(candidates=(Dimension.PROVIDER,)))
    assert "nothing else" not in model_headlines.headline(found, DELIVERED, codes).screen
    assert not any("else entered" in sentence for sentence in model_words.rest(found, codes))


#: Two parameters; the no, which are fewer, are twice the sum of the two numbers put in.
FEW = """
    question | factor | provider | gender | yes | no
    delivery | ete    | NPS      | male   | 40  | {0}
    delivery | ete    | NPS      | female | 40  | {0}
    delivery | ete    | CRC      | male   | 20  | {1}
    delivery | ete    | CRC      | female | 20  | {1}
"""


@pytest.mark.parametrize(
    ("no", "each", "sized"), [((2, 8), "", True), ((1, 8), "9.0", True), ((0, 5), "5.0", True),
                              ((1, 3), "4.0", False)],
)  # fmt: skip
def test_with_too_few_events_the_first_sentence_says_so_and_sizes_nothing_under_five(
    fitted, no, each, sized
):
    """Events: the no, of which there are fewer; parameters: provider and gender."""
    options = Options(criteria=Criteria(0.6, 0.7))
    found, codes = fitted(FEW.format(*no), options)
    assert found.model.variables
    said = model_headlines.headline(found, DELIVERED, codes)
    for text in (*said, *model_headlines.odds_headline(found, DELIVERED, codes)):
        assert (f"too few events ({each} a parameter)" in text) == bool(each)
    assert bool(model_words.alarm(found)) == bool(each)
    assert ("points" in said.screen or "how far" in said.screen or "how much" in said.screen) == (
        sized
    )
    numbers = [
        *model_tables.adjusted(found)[["adjusted", "ci_low"]].stack(),
        *model_tables.in_full(found)[["points", "selected", "clustered_low"]].stack(),
        *model_tables.gaps(found, found.model.variables[0])[["points", "ci_low"]].stack(),
    ]
    assert any(n == n for n in numbers) == sized
    if not sized:
        assert "for adjusted numbers; provider enters" in said.screen
        assert model_tables.adjusted(found)["raw"].notna().all()
        assert "percentage point" not in " ".join(model_words.rest(found, codes))
        numbers = ["b", "odds_ratio", "ci_low", "profile_low", "firth", "p_by_case"]
        assert model_tables.coefficients(found)[numbers].isna().all(axis=None)
        assert set(model_tables.coefficients(found)["withheld"]) == {"too few events"}
        assert model_tables.in_full(found)[["odds_ratio", "p"]].isna().all(axis=None)


TOGETHER = Scope(QUESTIONS["delivery"])


@pytest.fixture
def judged(case_set):
    """``judged(of_nps, of_crc)``: so many cases of each, all five judgements of a case alike."""

    def make(of_nps, of_crc, genders=False):
        factors = ["ete", "accommodation", "drug_misuse", "relationships", "alcohol_misuse"]
        people, judgements = (
            ["case_id | provider | gender"],
            ["case_id | question | factor | judgement"],
        )
        for provider, (yes, no) in (("NPS", of_nps), ("CRC", of_crc)):
            for number in range(yes + no):
                gender = "female" if genders and number % 2 else "male"
                people.append(f"{provider}{number} | {provider} | {gender}")
                judgements += [
                    f"{provider}{number} | delivery | {f} | {'yes' if number < yes else 'no'}"
                    for f in factors
                ]
        return case_set("\n".join(people), "\n".join(judgements))

    return make


def test_judgements_of_one_case_count_once_in_what_is_said_of_all_factors(judged):
    """Five judgements that always agree say no more than one: 24 of 40 against 18 of 40."""
    store = judged((24, 16), (18, 22))
    options = Options(candidates=(Dimension.PROVIDER,))
    found = regress(store, TOGETHER, options)
    assert found.model.variables == ("provider",)  # 200 judgements a side: p = 0.0027
    assert found.by_case("provider") > 0.05  # of 40 cases a side
    said = model_headlines.headline(found, TOGETHER, store.codes).screen
    assert said == (
        "Delivery, all factors: no difference by provider that these cases can tell from none"
    )
    assert any(
        "selection takes each judgement" in w for w in model_words.warnings(found, store.codes)
    )


def test_the_interval_of_all_factors_is_that_of_the_cases(judged):
    """30 of 40 against 12 of 40, each told five times: the difference of two such percentages.

    CR2 of one variable of two levels has the variance p (1 - p) / (n - 1) on either side.
    """
    store = judged((30, 10), (12, 28))
    found = regress(store, TOGETHER, Options(candidates=(Dimension.PROVIDER,)))
    (effect,) = found.effects
    error = sqrt((0.75 * 0.25 + 0.3 * 0.7) / 39)
    assert effect.points == pytest.approx(45)
    assert effect.df == pytest.approx(78, rel=0.02)
    assert (effect.ci_high - effect.ci_low) / 2 == pytest.approx(
        100 * error * t.ppf(0.975, effect.df), rel=1e-6
    )
    assert (
        "NPS 45 points above CRC" in model_headlines.headline(found, TOGETHER, store.codes).screen
    )
    assert model_tables.coefficients(found)["profile_low"].isna().all()


@pytest.mark.parametrize(
    ("name", "removal"), [("edge_stop_previous_model", "lr"), ("made_entry_repeats", "wald")]
)
def test_a_selection_that_ends_by_the_repeat_rule_says_so(name, removal, monkeypatch):
    meta = reference.answer(name)
    criteria = Criteria(meta["pin"], meta["pout"], removal)
    found = regression(reference.case(name), criteria)
    assert found.path.stop_variable
    monkeypatch.setattr(model_words, "name_of", lambda variable: variable)
    monkeypatch.setattr(model_words, "difference", lambda *_: "")
    monkeypatch.setattr(model_words, "_covers_nought", lambda *_: "")
    assert "would repeat an earlier model" in model_words.rest(found, {})[-1]


def test_a_variable_kept_by_the_repeat_rule_alone_is_not_said_to_be_below_its_limit(monkeypatch):
    found = regression(reference.case("edge_stop_previous_model"))
    monkeypatch.setattr(model_words, "name_of", lambda variable: variable)
    monkeypatch.setattr(model_words, "difference", lambda *_: "")
    last = found.path.steps[-1].after
    above = [row.variable for row in last.removal_table if row.p > found.criteria.remove]
    assert above
    told = [
        sentence
        for sentence in model_words.rest(found, {})
        if "above the limit to leave" in sentence
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
    assert model_headlines.limit(value) == text


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
    assert model_words.level(variable, code, random_store.codes) == text


def test_a_level_names_what_it_is_held_against(random_store):
    codes = random_store.codes
    assert model_words.against("provider", "NPS", "CRC", codes) == "NPS, against CRC"
    assert model_words.against("ogrs_band", "high_very_high", "low_medium", codes) == (
        "Likelihood of reoffending: high or very high, against low or medium"
    )


def test_a_screen_says_what_outlasts_its_tests_and_what_chance_would_let_in(counted):
    both = PROVIDER + PROVIDER.split("\n", 2)[2].replace("ete   ", "drug_misuse")
    found = screened(counted(both), DELIVERED, questions=[QUESTIONS["delivery"]])
    by_chance = f"{sum(found.by_chance.values()):.1f}"
    assert 0 < float(by_chance) < 1
    said = model_matrix.headline(model_tables.screened(found))
    assert said == (
        "2 of 4 differences remain after allowing for all tests; candidates enter 2 of 2 models"
        f" (chance alone: {by_chance})",
        f"2 of 4 differences remain; candidates enter 2 of 2 models (chance alone: {by_chance})",
    )
    none = screened(counted(NOTHING), DELIVERED, questions=[QUESTIONS["delivery"]])
    assert model_matrix.headline(model_tables.screened(none)).screen.startswith(
        "No difference remains after allowing for all tests; candidates enter none of 1 model"
        " (chance alone: 0."
    )
    assert isinstance(found, Screen)


def test_a_screen_says_first_in_how_many_models_events_are_too_few_and_what_was_lost(counted):
    """Three yes and one parameter; one case more has no age group."""
    counts = """
        question     | factor | provider | age_group    | yes | no
        delivery     | ete    | CRC      | under_30     | 3   | 30
        delivery     | ete    | NPS      | under_30     | 0   | 30
        delivery     | ete    | NPS      | not_recorded | 0   | 1
        availability | ete    | CRC      | under_30     | 20  | 30
        availability | ete    | NPS      | under_30     | 30  | 20
    """
    two = [QUESTIONS["delivery"], QUESTIONS["availability"]]
    frame = model_tables.screened(screened(counted(counts), DELIVERED, questions=two))
    said = model_matrix.headline(frame)
    assert said.screen.startswith("Too few events in 1 of 2 models; ")
    assert said.slide.startswith("Too few events in 1 of 2 models; ")
    assert len(said.screen.split()) <= 20
    assert len(said.slide.split()) <= 15
    assert list(frame["model_lost"]) == [0, 1] or list(frame["model_lost"]) == [1, 0]
    assert lost(frame) == (
        "The models rest on 163 of 164 judgements; 1 was left out because a candidate is not"
        " recorded (at most 1 of one model)."
    )
    assert lost(frame[frame["model_lost"] == 0]) == ""


@pytest.fixture
def of_cases(case_set):
    """``of_cases(counts)``: for each provider the yes of its cases, each of as many judgements."""

    def make(counts, judgements_each=5):
        factors = ["ete", "accommodation", "drug_misuse", "relationships", "alcohol_misuse"]
        people, judgements = ["case_id | provider"], ["case_id | question | factor | judgement"]
        for provider, cases in counts.items():
            for number, yes in enumerate(cases):
                people.append(f"{provider}{number} | {provider}")
                judgements += [
                    f"{provider}{number} | delivery | {f} | {'yes' if i < yes else 'no'}"
                    for i, f in enumerate(factors[:judgements_each])
                ]
        return case_set("\n".join(people), "\n".join(judgements))

    return make


ONE = Options(candidates=(Dimension.PROVIDER,))


def test_small_groups_are_counted_by_cases_and_not_by_judgements(of_cases):
    """6 NPS cases with five judgements each are 6, as in the percentages of all factors."""
    store = of_cases({"NPS": [5, 4, 5, 2, 5, 5], "CRC": [5, 0] * 29 + [3, 2]})
    found = regress(store, TOGETHER, ONE)
    frame = model_tables.adjusted(found).set_index("level")
    assert list(frame["n"]) == [60, 6]
    assert frame.loc["NPS", ["raw", "adjusted", "ci_low", "ci_high"]].isna().all()
    assert list(frame["flag"]) == [None, "u"]
    assert model_tables.in_full(found)["selected"].isna().all()
    assert "points" not in model_headlines.headline(found, TOGETHER, store.codes).screen


def test_with_few_cases_the_test_by_case_is_the_t_of_the_coefficient(of_cases):
    store = of_cases({"NPS": [5, 4, 5, 1, 5, 5], "CRC": [5, 0] * 29 + [3, 2]})
    found = regress(store, TOGETHER, ONE)
    assert found.coefficients[1].df < 10
    assert found.by_case("provider") == pytest.approx(found.coefficients[1].p)


def test_what_is_separated_is_not_claimed_where_a_case_has_several_judgements(of_cases):
    """Four NPS cases, all yes: no residual is left to tell how unlike cases are."""
    store = of_cases({"NPS": [3] * 4, "CRC": [3, 0] * 30}, 3)
    found = regress(store, TOGETHER, ONE)
    assert found.separated
    assert found.by_case("provider") != found.by_case("provider")
    said = model_headlines._briefly(found, "provider", store.codes)[0]
    assert said == "no difference by provider that these cases can tell from none"


def test_of_all_factors_the_interval_is_not_held_against_the_test_of_judgements(judged):
    store = judged((24, 16), (18, 22))
    found = regress(store, TOGETHER, ONE)
    assert not any("covers zero" in text for text in model_words.rest(found, store.codes))


def test_all_factors_together_are_told_in_cases_and_judgements(of_cases):
    store = of_cases({"NPS": [5, 4, 5, 2, 5, 5], "CRC": [5, 0] * 29 + [3, 2]})
    found = regress(store, TOGETHER, ONE)
    assert model_words.counted(found) == (
        "66 cases with everything recorded, with 330 of 330 judgements"
    )
    told = cli.story(found)
    assert "of 330 judgements used (330 in all)" in told
    assert "95% intervals by case (CR2)" in told
    assert "Wald intervals" not in told


def test_no_number_that_takes_judgements_as_cases_stands_beside_those_by_case(of_cases):
    store = of_cases({"NPS": [3] * 12, "CRC": [3, 0] * 30}, 3)
    found = regress(store, TOGETHER, ONE)
    assert model_tables.in_full(found)["p"].isna().all()
    firth = model_tables.coefficients(found)[["firth", "firth_low", "firth_high"]]
    assert firth["firth"].notna().all()
    assert firth[["firth_low", "firth_high"]].isna().all(axis=None)
    assert any("Firth's estimates, would be so too" in w for w in warnings(found))


def test_where_no_difference_can_be_told_nothing_is_said_of_what_else_entered(judged):
    store = judged((24, 16), (18, 22), genders=True)
    found = regress(store, TOGETHER, Options(candidates=(Dimension.PROVIDER, Dimension.GENDER)))
    assert found.model.variables == ("provider",)
    assert model_headlines.headline(found, TOGETHER, store.codes).screen == (
        "Delivery, all factors: no difference by provider that these cases can tell from none"
    )
    assert model_headlines.difference(found, "provider", store.codes) == (
        "provider makes no difference that these cases can tell from none"
    )


def test_a_case_is_one_event_however_many_of_its_judgements_are(of_cases):
    """Yes were given in 4 NPS and 24 CRC cases; no in all but those with five yes."""
    store = of_cases({"NPS": [5, 1, 1, 1], "CRC": [5] * 20 + [3] * 4 + [0] * 6})
    found = regress(store, TOGETHER, ONE)
    assert found.patterns.events == 8 + 112
    assert rarer_cases(found.patterns) == min(4 + 24, 3 + 10)
    (few,) = [w for w in warnings(found) if "Too few" in w] or [""]
    assert few == ""
    store = of_cases({"NPS": [5, 1, 1, 1], "CRC": [5] * 24 + [0] * 4})
    found = regress(store, TOGETHER, ONE)
    assert rarer_cases(found.patterns) == 3 + 4
    assert warnings(found)[0] == (
        "Too few events: the rarer outcome has 7 cases (each counted once, however many judgements"
        " it has) for 1 parameter, 7.0 each, which is few: take the answer with care."
    )


def test_beside_odds_ratios_by_case_stands_the_p_by_case_under_a_name_of_its_own(judged):
    """24 of 40 against 18 of 40, five judgements each: what decides the sentence is not 0.003."""
    store = judged((24, 16), (18, 22), genders=True)
    found = regress(store, TOGETHER, Options(candidates=(Dimension.PROVIDER, Dimension.GENDER)))
    by_case = found.by_case("provider")
    assert by_case > 0.05 > found.path.steps[0].p
    row = model_tables.coefficients(found).iloc[1]
    assert row["p_by_case"] == by_case
    assert f"p of each variable by case (CR2, F): provider {by_case:.3f}".replace("0.", ".") in (
        cli.story(found)
    )
    assert document(found)["p_by_case"] == {"provider": by_case}
    full = model_tables.in_full(found)
    assert list(full["p_by_case"]) == [found.full.p_by_case[v] for v in full["variable"]]
    # of one judgement a case there is no such test
    assert "p_by_case" not in document(regression(reference.case("birthwt_cat")))


UNRECORDED = Options(candidates=(Dimension.AGE_GROUP,), missing="category")


def test_cases_without_the_variable_recorded_are_no_group_in_a_headline(fitted):
    """80% of those under 30, 30% of those not recorded."""
    counts = """
        question | factor | age_group    | yes | no
        delivery | ete    | under_30     | 40  | 10
        delivery | ete    | not_recorded | 15  | 35
    """
    found, codes = fitted(counts, UNRECORDED)
    said = model_headlines.headline(found, DELIVERED, codes)
    assert said.screen == f"{HEAD}: differs by age group, 'not recorded' among its levels"
    assert "recorded" not in said.slide or "among its levels" in said.slide
    assert "points" not in model_headlines.difference(found, "age_group", codes)
    more = counts + "        delivery | ete    | 30_plus      | 20  | 30\n"
    found, codes = fitted(more, UNRECORDED)
    said = model_headlines.headline(found, DELIVERED, codes).screen
    assert "aged 30 and over 40 points below aged under 30" in said
    alike = counts + "        delivery | ete    | 30_plus      | 39  | 11\n"
    found, codes = fitted(alike, UNRECORDED)
    said = model_headlines.headline(found, DELIVERED, codes).screen
    assert said == f"{HEAD}: differs by age group, 'not recorded' among its levels"
