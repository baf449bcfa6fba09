"""What codes are called in sentences, and what a wrong code is told."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probation.domain.codes import codebook, known, phrase
from probation.domain.vocabulary import Dimension, Factor, Provider
from probation.errors import ReaderError

PLACE_CODES = {
    Dimension.DIVISION: {"london": "London", "south_east": "South East"},
    Dimension.CRC_OWNER: {"mtcnovo": "MTCnovo"},
    Dimension.AREA: {"london": "London", "kent": "Kent"},
}


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
