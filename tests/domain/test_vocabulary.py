"""The words: their codes and order, the sentences made of them, and what a wrong code is told."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    codebook,
    known,
    phrase,
)
from probation.errors import ReaderError

PLACE_CODES = {
    Dimension.DIVISION: {"london": "London", "south_east": "South East"},
    Dimension.CRC_OWNER: {"mtcnovo": "MTCnovo"},
    Dimension.AREA: {"london": "London", "kent": "Kent"},
}


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


def test_the_codebook_holds_every_dimension_in_order_with_the_places_of_a_store():
    codes = codebook(PLACE_CODES)
    assert list(codes) == list(Dimension)
    assert codes[Dimension.AREA] == {"london": "London", "kent": "Kent"}
    assert codes[Dimension.MAPPA] == {"yes": "Eligible for MAPPA", "no": "Not eligible for MAPPA"}


@pytest.mark.parametrize(
    ("dimension", "code", "words"),
    [
        (Dimension.GENDER, "female", "women"),
        (Dimension.ETHNIC_GROUP, "bame", "BAME"),
        (Dimension.OGRS_BAND, "not_recorded", "likelihood of reoffending not recorded"),
        (Dimension.AREA, "kent", "Kent"),
    ],
)
def test_a_level_in_the_middle_of_a_sentence(dimension, code, words):
    assert phrase(dimension, code, codebook(PLACE_CODES)) == words


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("crc", "There is no provider 'crc'; did you mean CRC?"),
        ("NSP", "There is no provider 'NSP'; did you mean NPS?"),
        ("probation", "There is no provider 'probation'; valid are CRC or NPS."),
        ("CRC, or", "There is no provider 'CRC, or'; did you mean CRC?"),
        ("", "There is no provider ''; valid are CRC or NPS."),
        ("x" * 41, f"There is no provider '{'x' * 40}...'; valid are CRC or NPS."),
    ],
)
def test_an_unknown_code_is_told_the_nearest_valid_ones(code, sentence):
    with pytest.raises(ReaderError) as raised:
        known(code, list(Provider), "provider")
    assert str(raised.value) == sentence


def test_several_codes_may_be_near():
    with pytest.raises(ReaderError, match=r"did you mean alcohol_misuse or drug_misuse\?$"):
        known("alcohl_misuse", list(Factor), "factor")


def test_a_valid_code_is_given_back():
    assert known("NPS", iter(Provider), "provider") == "NPS"


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("<script>alert(1)</script>", "?script?alert?1??/script?"),
        ("[sign in](//evil.example)", "?sign in??//evil.example?"),
        ("www.evil.example", "www?evil.example"),
        ("![](https://evil.example/x.png)", "!???https?//evil.example/x.png?"),
        ("'; DROP TABLE tally; --", "'; DROP TABLE tally; --"),
        ("a\0b\nc\x1b[31m", "a?b?c??31m"),
        ("\udc80\u202e", "??"),
    ],
)
def test_a_wrong_code_is_repeated_as_plain_words_on_one_line(hostile, shown):
    """It comes from outside and is shown on a page that reads Markdown, or on a terminal."""
    with pytest.raises(ReaderError) as raised:
        known(hostile, list(Provider), "provider")
    assert str(raised.value) == f"There is no provider '{shown}'; valid are CRC or NPS."


@given(st.text(st.characters()))
def test_no_text_gives_anything_but_itself_or_one_sentence(text):
    try:
        assert known(text, list(Factor), "factor") in list(Factor)
    except ReaderError as error:
        sentence = str(error)
        assert sentence.startswith("There is no factor '")
        assert sentence.isprintable()
        assert sentence[-1] in ".?"


def test_a_very_long_text_is_turned_down_at_once():
    endless = "acc" * 1_000_000
    began = time.monotonic()
    for _ in range(10):
        with pytest.raises(ReaderError):
            known(endless, list(Factor), "factor")
    assert time.monotonic() - began < 3  # compared in full it takes a second each time
