"""The terms of this dashboard in plain words, each with where its meaning comes from.

Nothing here is needed to compute anything: pages explain with it the words they show.
"""

import re
from dataclasses import dataclass
from functools import cache

from probation.errors import ReaderError

_BULLETIN = "Bulletin 2019/01"
_COMMON = "common definition"


@dataclass(frozen=True)
class Entry:
    """One term.

    term: as readers meet it. meaning: one or two sentences. source: where the meaning comes from.
    also: other words for it, or its abbreviation, which lead to the same meaning.
    """

    term: str
    meaning: str
    source: str
    also: tuple[str, ...] = ()


_ALL = (
    Entry(
        "Adjusted",
        "What is left of a difference when the other variables of the model are alike on both"
        " sides. It shows a connection, not a cause.",
        _COMMON,
    ),
    Entry(
        "BAME",
        "Black, Asian and minority ethnic: the bulletin's word for all who are not White.",
        f"{_BULLETIN}, Tables 1 and 2",
    ),
    Entry(
        "Benjamini-Hochberg",
        "A way to judge many tests together, so that of the differences called significant few are"
        " due to chance.",
        "Benjamini and Hochberg (1995)",
        ("tests judged together", "allowing for many tests"),
    ),
    Entry(
        "Case mix",
        "Who the cases of an area are: how many are women, under 30, likely to reoffend and so on."
        " Areas are compared more fairly when it is allowed for.",
        _COMMON,
    ),
    Entry(
        "Confidence interval",
        "The range in which the true percentage may well lie, given how few cases were judged. Of"
        " 100 such intervals at 95%, about 95 hold the true value.",
        _COMMON,
        ("95% interval", "95% intervals", "confidence intervals"),
    ),
    Entry(
        "Contracted providers",
        "Organisations that are paid by the NPS or a CRC to deliver interventions, such as"
        " charities and companies.",
        f"{_BULLETIN}, section 2.2",
        ("contracted provider",),
    ),
    Entry(
        "CRC",
        "Community Rehabilitation Company: one of 21 private companies that supervised people of"
        " low or medium risk of serious harm from 2014.",
        f"{_BULLETIN}, section 1",
        ("CRCs", "Community Rehabilitation Company", "Community Rehabilitation Companies"),
    ),
    Entry(
        "CSV",
        "A plain table that every spreadsheet and statistics program opens.",
        _COMMON,
    ),
    Entry(
        "Design effect",
        "How many times less a number of judgements tells because those of one case tend to agree."
        " At 1.5, 150 judgements tell as much as 100 of as many cases.",
        "Rao and Scott (1992)",
    ),
    Entry(
        "ETE",
        "Education, training and employment: whether a person learns or works, and what stands in"
        " the way of it.",
        f"{_BULLETIN}, section 2",
        ("Education, training and employment",),
    ),
    Entry(
        "Funnel plot",
        "A figure of areas by their number of judgements. Between its lines an area differs from"
        " all areas together by no more than chance would explain.",
        "Spiegelhalter (2005)",
        ("funnel",),
    ),
    Entry(
        "Licence",
        "The part of a prison sentence that is served under supervision outside prison.",
        _COMMON,
    ),
    Entry(
        "MAPPA",
        "Multi-Agency Public Protection Arrangements: police, prison and probation services manage"
        " together those who committed certain violent and sexual offences.",
        _COMMON,
    ),
    Entry(
        "NPS",
        "National Probation Service: the public service that from 2014 supervised people of high"
        " risk of serious harm and those eligible for MAPPA.",
        f"{_BULLETIN}, section 1",
        ("National Probation Service",),
    ),
    Entry(
        "Odds ratio",
        "The odds of a yes in one group, divided by those in another. Above 1 a yes is likelier; it"
        " is not a ratio of percentages.",
        _COMMON,
        ("odds ratios", "odds"),
    ),
    Entry(
        "OGRS",
        "Offender Group Reconviction Scale: the likelihood of reoffending within two years, worked"
        " out from age, sex and criminal history. Low or medium is under 75%.",
        f"{_BULLETIN}, section 2",
        ("OGRS3", "likelihood of reoffending"),
    ),
    Entry(
        "Partners",
        "Other services that work with probation without being paid by it, such as councils, health"
        " services and police.",
        f"{_BULLETIN}, section 2.3",
    ),
    Entry(
        "PCC area",
        "Police and Crime Commissioner area: the area of one police force, by which inspections"
        " were made.",
        f"{_BULLETIN}, Annex A",
        ("police force area", "police force areas", "PCC"),
    ),
    Entry(
        "Percentage points",
        "The difference of two percentages: from 50% to 60% are 10 percentage points.",
        _COMMON,
        ("points",),
    ),
    Entry(
        "Post-custody",
        "Supervision after release from prison, on licence or after a short sentence.",
        f"{_BULLETIN}, Tables 1 and 2",
        ("post-custody supervision",),
    ),
    Entry(
        "Priority factor",
        "What the inspector named as mattering most if a person is to stop offending, such as"
        " accommodation or drug misuse. A case has one to five.",
        f"{_BULLETIN}, section 2",
        ("priority factors",),
    ),
    Entry(
        "RAR",
        "Rehabilitation Activity Requirement: up to so many days of activities that a court can"
        " make part of a community sentence.",
        _COMMON,
        ("rehabilitation activity requirement",),
    ),
    Entry(
        "Responsible officer",
        "The probation worker who is in charge of a case.",
        _COMMON,
        ("responsible officers",),
    ),
    Entry(
        "Risk of serious harm",
        "How likely, and how soon, a person is to do serious harm to others: low, medium, high or"
        " very high, as the probation service judged it.",
        f"{_BULLETIN}, section 2",
    ),
    Entry(
        "ROC curve",
        "A measure of how well a model tells cases with a yes from those with a no: 0.5 is no"
        " better than chance, 1 is without error.",
        _COMMON,
    ),
    Entry(
        "Significant",
        "Unlikely to be due to chance alone: were there no real difference, a test would come out"
        " so in less than 1 of 20 tries. It says nothing of how large a difference is.",
        _COMMON,
    ),
    Entry(
        "Stepwise regression",
        "A model that takes in one variable after another, each time the one that explains most,"
        " until none adds enough. The bulletin's authors used it.",
        f"{_BULLETIN}, Annex A",
        ("stepwise logistic regression", "stepwise logistic regressions", "stepwise model"),
    ),
    Entry(
        "Synthetic cases",
        "Cases that were made up so that they agree with the published figures. They describe no"
        " person.",
        "this dashboard",
    ),
    Entry(
        "[u]",
        "Low reliability: fewer than 30 cases stand behind the number. Under 10 no percentage is"
        " shown.",
        "Government Analysis Function, symbols in tables",
    ),
)

#: Every entry by its term, in alphabetical order; signs come last.
ENTRIES = {
    entry.term: entry
    for entry in sorted(_ALL, key=lambda entry: (not entry.term[0].isalpha(), entry.term.lower()))
}


def meaning(term: str) -> str:
    """What a term means, in a sentence or two. term: it, or another word for it, in any case.

    Raises ReaderError where it is not in the glossary.
    """
    found = _by_words().get(term.lower())
    if found is None:
        raise ReaderError(f"There is no '{term[:40]}' in the glossary.")
    return found.meaning


def terms_in(text: str) -> tuple[str, ...]:
    """The terms that occur in a text, as whole words, in alphabetical order.

    Abbreviations count in capitals alone, and of words that lie within others ('odds' in 'odds
    ratio') each its own entry once.
    """
    found = {_by_words()[match.lower()].term for match in _pattern().findall(text)}
    return tuple(term for term in ENTRIES if term in found)


def explained(text: str) -> str:
    """The terms of a text with their meanings, as a list in Markdown; '' where there are none."""
    return "\n".join(f"- **{_plain(term)}**: {ENTRIES[term].meaning}" for term in terms_in(text))


def _plain(term: str) -> str:
    """A term in Markdown, in which square brackets may begin a link."""
    return term.replace("[", "\\[").replace("]", "\\]")


@cache
def _by_words() -> dict[str, Entry]:
    """Every entry by its term and its other words, in small letters."""
    return {word.lower(): entry for entry in _ALL for word in (entry.term, *entry.also)}


@cache
def _pattern() -> re.Pattern[str]:
    """Finds every term, the longest first; in small letters too where it is no abbreviation."""
    words = sorted((w for e in _ALL for w in (e.term, *e.also)), key=len, reverse=True)
    parts = [re.escape(word) if word[:3].isupper() else f"(?i:{re.escape(word)})" for word in words]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)")
