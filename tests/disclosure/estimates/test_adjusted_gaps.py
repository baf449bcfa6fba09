"""Differences between two groups with other variables accounted for, held against statsmodels."""

from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy.stats import chi2

from probation.disclosure.estimates.adjusted_gaps import (
    OF_FULL,
    OF_STEPWISE,
    adjusted_gaps,
    with_models,
)
from probation.disclosure.estimates.gaps import gaps
from probation.domain.questions import QUESTIONS
from probation.domain.scope import Scope
from probation.domain.vocabulary import REPORTED_FACTORS, Dimension
from probation.exhibits.gap_words import bounds, few_events, full_model, stepwise

DELIVERY = Scope(QUESTIONS["delivery"], None, Dimension.PROVIDER)

#: More of the women are NPS cases, and women are answered yes more often.
CONFOUNDED = """
    question | factor | provider | gender | age_group    | yes | no
    delivery | ete    | CRC      | male   | under_30     | 40  | 50
    delivery | ete    | CRC      | female | 30_plus      | 15  | 5
    delivery | ete    | NPS      | male   | 30_plus      | 15  | 20
    delivery | ete    | NPS      | female | under_30     | 45  | 15
    delivery | ete    | CRC      | male   | 30_plus      | 10  | 10
    delivery | ete    | NPS      | male   | not_recorded | 3   | 4
"""


def row(store, scope=DELIVERY):
    found = adjusted_gaps(store, scope)
    return next(row for row in found.itertuples() if row.factor == "ete")


def test_it_is_the_average_effect_in_the_model_of_all_candidates(counted):
    draw = np.random.default_rng(12)
    levels = product(["CRC", "NPS"], ["male", "female"], ["under_30", "30_plus", "not_recorded"])
    cells = [(*names, *draw.integers(3, 30, 2)) for names in levels]
    lines = [f"delivery | ete | {' | '.join(map(str, cell))}" for cell in cells]
    head = "question | factor | provider | gender | age_group | yes | no"
    found = row(counted("\n".join([head, *lines])))

    table = pd.DataFrame(cells, columns=["provider", "gender", "age", "yes", "no"])
    table = table[table["age"] != "not_recorded"]
    x = pd.DataFrame(
        {
            "nps": table["provider"] == "NPS",
            "female": table["gender"] == "female",
            "older": table["age"] == "30_plus",
        }
    ).astype(float)
    cases = pd.concat([x.assign(yes=1.0), x.assign(yes=0.0)])
    cases = cases.reset_index(drop=True)
    cases = cases.loc[cases.index.repeat([*table["yes"], *table["no"]])]
    x, yes = sm.add_constant(cases.drop(columns="yes")), cases["yes"]
    fit, without = (sm.Logit(yes, part).fit(disp=0) for part in (x, x.drop(columns="nps")))
    margins = fit.get_margeff(dummy=True, at="overall").summary_frame().loc["nps"]
    expected = margins[["dy/dx", "Conf. Int. Low", "Cont. Int. Hi."]] * 100
    limits = [found.full_model, found.full_model_low, found.full_model_high]
    assert limits == pytest.approx(list(expected), abs=1e-4)
    assert found.full_model_p == pytest.approx(chi2.sf(2 * (fit.llf - without.llf), 1), abs=1e-8)
    assert found.model_cases == len(cases)


def test_a_gap_that_is_gender_is_not_one_of_provider(counted):
    store = counted(CONFOUNDED)
    crude = gaps(store, DELIVERY).set_index("factor").loc["ete", "difference"]
    found = row(store)
    assert crude > 10
    assert abs(found.full_model) < 3
    assert (found.model_cases, found.model_lost) == (225, 7)
    assert found.adjusted_note == "not in the model"


def test_alone_in_the_stepwise_model_nothing_is_accounted_for(counted):
    store = counted("""
        question | factor | provider | gender | yes | no
        delivery | ete    | CRC      | male   | 30  | 60
        delivery | ete    | CRC      | female | 10  | 20
        delivery | ete    | NPS      | male   | 60  | 30
        delivery | ete    | NPS      | female | 20  | 10
    """)
    found = row(store)
    assert found.adjusted == pytest.approx(100 / 3)
    assert found.adjusted_note == "nothing else in the model"
    frame = with_models(gaps(store, DELIVERY), store, DELIVERY, OF_STEPWISE)
    said = " ".join(stepwise(store, DELIVERY, frame))
    assert "Nothing else entered, so nothing is accounted for: education, training and" in said


@pytest.mark.parametrize(
    ("fewer", "given", "sentence"),
    [
        (20, True, ""),
        (19, True, "fewer than 10, take with care."),
        (10, True, "fewer than 10, take with care."),
        (9, False, "fewer than 5, so none is given."),
    ],
)
def test_too_few_events_are_said_first_and_then_nothing_is_given(counted, fewer, given, sentence):
    # two parameters: provider and gender
    store = counted(f"""
        question | factor | provider | gender | yes | no
        delivery | ete    | CRC      | male   | 30  | {fewer - 8}
        delivery | ete    | CRC      | female | 12  | 2
        delivery | ete    | NPS      | male   | 30  | 4
        delivery | ete    | NPS      | female | 12  | 2
    """)
    frame = with_models(gaps(store, DELIVERY), store, DELIVERY, [*OF_FULL, *OF_STEPWISE])
    found = frame.set_index("factor").loc["ete"]
    assert found["events_per_parameter"] == fewer / 2
    assert (found["full_model"] == found["full_model"]) == given
    assert found["difference"] == found["difference"], "the plain difference needs no model"
    if not given:
        assert found[["full_model_low", "full_model_high", "full_model_p"]].isna().all()
        assert found[["adjusted", "adjusted_low", "adjusted_high"]].isna().all()
        assert (found["full_model_note"], found["adjusted_note"]) == ("too few events",) * 2
    said = few_events(frame)
    prefix = (
        "Adjusted differences rest on few cases of the rarer answer a parameter. Education,"
        " training and employment: "
    )
    assert said == (prefix + sentence if sentence else "")


def test_small_sides_are_marked_and_smaller_ones_withheld(counted):
    def of(n):
        return row(
            counted(f"""
            question | factor | provider | gender | yes | no
            delivery | ete    | CRC      | male   | 50  | 50
            delivery | ete    | NPS      | male   | {n} | 4
            delivery | ete    | CRC      | female | 20  | 20
        """)
        )

    assert (of(5).full_model_note, of(5).flag_full_model) == (
        "under 10 complete cases on a side",
        None,
    )
    assert np.isnan(of(5).full_model)
    assert of(10).flag_full_model == "u"
    assert of(26).flag_full_model is None
    assert of(26).full_model == of(26).full_model


def test_where_no_model_can_be_fitted_that_is_said(counted):
    store = counted("""
        question | factor | provider | yes | no
        delivery | ete    | CRC      | 40  | 0
        delivery | ete    | NPS      | 40  | 0
    """)
    found = row(store)
    assert found.full_model_note == "no model can be fitted"
    assert pd.isna(found.model_cases)
    assert list(adjusted_gaps(store, DELIVERY)["factor"]) == [f.value for f in REPORTED_FACTORS]


def test_a_group_without_complete_cases_has_no_adjusted_difference(counted):
    store = counted("""
        question | factor | provider | age_group    | yes | no
        delivery | ete    | CRC      | 30_plus      | 40  | 40
        delivery | ete    | CRC      | under_30     | 40  | 40
        delivery | ete    | NPS      | not_recorded | 40  | 40
    """)
    assert row(store).full_model_note == "no complete case on one side"


def test_what_adjusted_means_is_said_with_how_many_cases_it_rests_on(counted):
    store = counted(CONFOUNDED)
    frame = with_models(gaps(store, DELIVERY), store, DELIVERY, OF_FULL)
    first, *said = full_model(store, DELIVERY, frame)
    assert first.endswith(
        "an average of the model, not what would happen were a case on the other side."
    )
    assert said[0] == "Accounted for: gender and age group."
    assert (
        "The models rest on 225 of 232 judgements (by factor in the table); 7 were left out"
        in said[1]
    )
    assert said[2].startswith("Test of the adjusted difference: p = ")


def test_bounds_say_what_they_are_of(counted):
    by_age = replace(DELIVERY, breakdown=Dimension.AGE_GROUP)
    store = counted(CONFOUNDED)
    assert bounds(by_age, gaps(store, by_age, bounds=True)) == (
        "Bounds: the least and the greatest each difference could be, whichever group the 7"
        " judgements with age group not recorded belong to; chance is not allowed for."
    )
    assert "provider is recorded for every case" in bounds(
        DELIVERY, gaps(store, DELIVERY, bounds=True)
    )
    known = replace(by_age, where=((Dimension.AGE_GROUP, ("under_30", "30_plus")),))
    assert "the filter keeps only cases with age group recorded" in bounds(
        known, gaps(store, known, bounds=True)
    )
