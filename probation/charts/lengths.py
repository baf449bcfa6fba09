"""One message in two lengths, every one a whole sentence: nothing is ever cut."""

from typing import NamedTuple

from probation.domain.codes import Codebook, phrase
from probation.domain.vocabulary import TERMS, Dimension

#: So many words at most above a figure, and as the title of a slide.
SCREEN, SLIDE = 20, 15


class Headline(NamedTuple):
    """One message: above a figure, and as the title of a slide."""

    screen: str
    slide: str


def told(*said: str) -> Headline:
    """The first of the sentences that is short enough for each; the last one where none is."""

    def within(most: int) -> str:
        return next((text for text in said if len(text.split()) <= most), said[-1])

    return Headline(within(SCREEN), within(SLIDE))


def briefly(dimension: Dimension, first: str, second: str, codes: Codebook) -> tuple[str, str]:
    """Two levels in as few words as a headline has room for, what they are of said once.

    ('NPS', 'CRC'), ('high/very high likelihood of reoffending', 'low/medium'). codes: for the names
    of places.
    """
    one, other = (_brief(dimension, code, codes) for code in (first, second))
    return (f"{one} {dimension.phrase}" if dimension.entry.scale else one), other


def _brief(dimension: Dimension, code: str, codes: Codebook) -> str:
    return TERMS[dimension](code).brief if dimension in TERMS else phrase(dimension, code, codes)
