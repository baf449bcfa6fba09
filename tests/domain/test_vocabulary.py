"""The words: their codes and their order."""

import pytest

from probation.domain import vocabulary
from probation.domain.vocabulary import (
    PLACES,
    REPORTED_BREAKDOWNS,
    REPORTED_FACTORS,
    TERMS,
    UNREPORTED_FACTORS,
    Dimension,
    Factor,
    Provider,
    Term,
)


def test_the_ten_factors_stand_in_the_order_of_the_bulletin_and_two_are_left_out():
    assert [factor.value for factor in REPORTED_FACTORS] == [
        "accommodation",
        "ete",
        "financial_management",
        "relationships",
        "lifestyle_and_associates",
        "drug_misuse",
        "alcohol_misuse",
        "emotional_wellbeing",
        "thinking_and_behaviour",
        "attitudes_to_offending",
    ]
    assert [f.value for f in UNREPORTED_FACTORS] == ["gang_membership", "discriminatory_attitudes"]
    assert {*REPORTED_FACTORS, *UNREPORTED_FACTORS} == set(Factor)


@pytest.mark.parametrize(
    ("dimension", "codes"),
    [
        ("provider", "CRC NPS"),
        ("gender", "male female"),
        ("age_group", "under_30 30_plus not_recorded"),
        ("ethnic_group", "white bame not_recorded"),
        ("supervision_type", "community post_custody"),
        ("ogrs_band", "low_medium high_very_high not_recorded"),
        ("rosh_level", "low medium high very_high"),
        ("mappa", "yes no"),
    ],
)
def test_the_codes_of_a_dimension_in_order(dimension, codes):
    assert [term.value for term in TERMS[Dimension(dimension)]] == codes.split()


def test_six_breakdowns_eleven_dimensions_and_three_of_them_places():
    assert [d.value for d in REPORTED_BREAKDOWNS] == [
        "provider",
        "gender",
        "age_group",
        "ethnic_group",
        "supervision_type",
        "ogrs_band",
    ]
    assert len(Dimension) == 11
    assert set(PLACES) == set(Dimension) - set(TERMS)


def test_a_term_is_its_code_and_carries_words():
    assert Provider.NPS == "NPS"
    assert Provider("NPS") is Provider.NPS
    assert (Provider.NPS.label, Provider.NPS.phrase) == ("NPS", "NPS cases")
    assert Dimension.OGRS_BAND.phrase == "likelihood of reoffending"


def test_every_term_has_words_and_a_code_fit_for_a_url():
    kinds = [kind for kind in vars(vocabulary).values() if isinstance(kind, type)]
    terms = [term for kind in kinds if issubclass(kind, Term) for term in kind]
    assert len(terms) > 50
    for term in terms:
        assert term.label
        assert term.phrase
        assert term.value.replace("_", "").isalnum()
