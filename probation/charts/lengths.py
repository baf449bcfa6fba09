"""One message in two lengths, every one a whole sentence: nothing is ever cut."""

from typing import NamedTuple

from probation.domain.vocabulary import TERMS, Codebook, Dimension, phrase

#: So many words at most above a figure, and as the title of a slide.
SCREEN, SLIDE = 20, 15
#: The shortest clear words for a level, where they are not its label.
_BRIEF = {
    "male": "men",
    "female": "women",
    "under_30": "aged under 30",
    "30_plus": "aged 30 and over",
    "community": "community sentences",
    "post_custody": "post-custody",
    "low_medium": "low/medium",
    "high_very_high": "high/very high",
    "yes": "eligible for MAPPA",
    "no": "not eligible for MAPPA",
}
#: Dimensions whose levels say nothing without what they are of.
_SCALES = (Dimension.OGRS_BAND, Dimension.ROSH_LEVEL)


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
    return (f"{one} {dimension.phrase}" if dimension in _SCALES else one), other


def _brief(dimension: Dimension, code: str, codes: Codebook) -> str:
    if code in _BRIEF and dimension in TERMS:
        return _BRIEF[code]
    if dimension == Dimension.ROSH_LEVEL:
        return TERMS[dimension](code).label.lower()
    return TERMS[dimension](code).label if dimension in TERMS else phrase(dimension, code, codes)
