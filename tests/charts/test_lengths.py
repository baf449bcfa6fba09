"""One message in two lengths: whole sentences, the longest that fits."""

from probation.charts.lengths import SCREEN, SLIDE, briefly, told
from probation.domain.vocabulary import Dimension


def sentence(words):
    return " ".join(["word"] * words)


def test_each_length_is_the_first_sentence_that_fits():
    long, middle, short = (sentence(n) for n in (SCREEN + 1, SCREEN, SLIDE))
    assert told(long, middle, short) == (middle, short)
    assert told(short, middle) == (short, short)


def test_a_sentence_that_does_not_fit_is_told_whole_rather_than_cut():
    assert told(sentence(SCREEN + 5)).slide == sentence(SCREEN + 5)


def test_what_levels_are_of_is_said_once():
    of = Dimension.OGRS_BAND
    assert briefly(of, "high_very_high", "low_medium", {}) == (
        "high/very high likelihood of reoffending",
        "low/medium",
    )
    assert briefly(Dimension.PROVIDER, "NPS", "CRC", {}) == ("NPS", "CRC")
    places = {Dimension.AREA: {"kent": "Kent", "london": "London"}}
    assert briefly(Dimension.AREA, "kent", "london", places) == ("Kent", "London")
