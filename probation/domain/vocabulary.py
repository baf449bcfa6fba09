"""The words everybody uses: each code, the label a reader sees, and their order.

The codes are those of the store, the command line and the URL. The order of the members is the
order of the bulletin and of every table and chart. Source: HM Inspectorate of Probation, Research
& Analysis Bulletin 2019/01, section 2 and Annex A.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from probation.domain.wording import in_words


class Term(StrEnum):
    """A code with the words a reader sees.

    label: by itself. phrase: in the middle of a sentence. brief: the same in a headline, in as few
    words as are clear. short: the shortest clear name, for beside a mark.
    """

    label: str
    phrase: str
    brief: str
    short: str

    def __new__(
        cls, code: str, label: str = "", phrase: str = "", brief: str = "", short: str = ""
    ) -> Self:
        term = str.__new__(cls, code)
        term._value_ = code
        term._say(label, phrase, brief, short)
        return term

    def _say(self, label: str, phrase: str, brief: str = "", short: str = "") -> None:
        self.label = label
        self.phrase = phrase or label
        self.brief = brief or self.phrase
        self.short = short or label


def labels(terms: Iterable[Term]) -> dict[str, str]:
    """The label of each code."""
    return {term.value: term.label for term in terms}


class Factor(Term):
    """Priority factors: what inspectors named as mattering most for a case's desistance."""

    ACCOMMODATION = "accommodation", "Accommodation", "accommodation"
    ETE = "ete", "Education, training and employment", "education, training and employment"
    FINANCIAL_MANAGEMENT = "financial_management", "Financial management", "financial management"
    RELATIONSHIPS = "relationships", "Relationships", "relationships"
    LIFESTYLE_AND_ASSOCIATES = (
        "lifestyle_and_associates",
        "Lifestyle and associates",
        "lifestyle and associates",
    )
    DRUG_MISUSE = "drug_misuse", "Drug misuse", "drug misuse"
    ALCOHOL_MISUSE = "alcohol_misuse", "Alcohol misuse", "alcohol misuse"
    EMOTIONAL_WELLBEING = "emotional_wellbeing", "Emotional wellbeing", "emotional wellbeing"
    THINKING_AND_BEHAVIOUR = (
        "thinking_and_behaviour",
        "Thinking and behaviour",
        "thinking and behaviour",
    )
    ATTITUDES_TO_OFFENDING = (
        "attitudes_to_offending",
        "Attitudes to offending",
        "attitudes to offending",
    )
    GANG_MEMBERSHIP = "gang_membership", "Gang membership", "gang membership"
    DISCRIMINATORY_ATTITUDES = (
        "discriminatory_attitudes",
        "Discriminatory attitudes",
        "discriminatory attitudes",
    )


#: Recorded by inspectors but left out of the bulletin: too few cases (its footnote 9).
UNREPORTED_FACTORS = (Factor.GANG_MEMBERSHIP, Factor.DISCRIMINATORY_ATTITUDES)
REPORTED_FACTORS = tuple(f for f in Factor if f not in UNREPORTED_FACTORS)
#: What they are called where no one of them is chosen.
ALL_FACTORS = f"All {in_words(len(REPORTED_FACTORS))} factors"


class Provider(Term):
    CRC = "CRC", "CRC", "CRC cases", "CRC"
    NPS = "NPS", "NPS", "NPS cases", "NPS"


class Gender(Term):
    MALE = "male", "Male", "men"
    FEMALE = "female", "Female", "women"


class AgeGroup(Term):
    UNDER_30 = "under_30", "Under 30", "aged under 30"
    THIRTY_PLUS = "30_plus", "30 and over", "aged 30 and over", "", "30+"
    NOT_RECORDED = "not_recorded", "Not recorded", "age not recorded"


class EthnicGroup(Term):
    WHITE = "white", "White", "White"
    BAME = "bame", "BAME"  # the bulletin's term: Black, Asian and minority ethnic
    NOT_RECORDED = "not_recorded", "Not recorded", "ethnic group not recorded"


class SentenceType(Term):
    COMMUNITY_ORDER = "community_order", "Community order"
    SUSPENDED_SENTENCE_ORDER = "suspended_sentence_order", "Suspended sentence order"
    LICENCE = "licence", "Licence"


class SupervisionType(Term):
    COMMUNITY = "community", "Community sentence", "community sentences", "", "Community"
    POST_CUSTODY = "post_custody", "Post-custody", "post-custody supervision", "post-custody"


class OgrsLevel(Term):
    """Four bands of the two-year OGRS3 score: 0 to 49, 50 to 74, 75 to 89, 90 and over."""

    LOW = "low", "Low"
    MEDIUM = "medium", "Medium"
    HIGH = "high", "High"
    VERY_HIGH = "very_high", "Very high"
    NOT_RECORDED = "not_recorded", "Not recorded"


class OgrsBand(Term):
    LOW_MEDIUM = (
        "low_medium",
        "Low or medium",
        "low or medium likelihood of reoffending",
        "low/medium",
        "Low/medium",
    )
    HIGH_VERY_HIGH = (
        "high_very_high",
        "High or very high",
        "high or very high likelihood of reoffending",
        "high/very high",
        "High/very high",
    )
    NOT_RECORDED = "not_recorded", "Not recorded", "likelihood of reoffending not recorded"


class RoshLevel(Term):
    LOW = "low", "Low", "low risk of serious harm", "low"
    MEDIUM = "medium", "Medium", "medium risk of serious harm", "medium"
    HIGH = "high", "High", "high risk of serious harm", "high"
    VERY_HIGH = "very_high", "Very high", "very high risk of serious harm", "very high"


class Mappa(Term):
    YES = "yes", "Eligible for MAPPA", "eligible for MAPPA"
    NO = "no", "Not eligible for MAPPA", "not eligible for MAPPA"


class Judgement(Term):
    YES = "yes", "Yes"
    NO = "no", "No"


NOT_RECORDED = "not_recorded"


@dataclass(frozen=True)
class Entry:
    """All that is said of a dimension: filters, tables, columns and words are made of it.

    label, phrase, short: as of a Term; short is a heading that stands beside others on a phone.
    levels: its codes in their order; None for places, which the areas file of a store lists.
    meaning: what its column of an extract, or of a download, holds.
    group: the filters among which it stands, of those that are no places.
    cases: how the words for a level join 'cases': of {label}, {lower} (its label in small letters)
    and {phrase}.
    scale: its levels, such as 'low', say nothing without what they are of.
    divides: it may divide a figure. reported: the bulletin reports by it (Tables 1 and 2).
    candidate: it may enter a model unless others are chosen.
    optional: extracts and stores may be without it, and it is not recorded there. One that is
    added has to be: the cases that are stored know nothing of it.
    """

    label: str
    phrase: str
    levels: type[Term] | None = None
    meaning: str = ""
    group: str | None = None
    short: str = ""
    cases: str = "{lower} cases"
    scale: bool = False
    divides: bool = False
    reported: bool = False
    candidate: bool = False
    optional: bool = False


#: So that a dimension can be looked up by its code alone.
_UNSAID = Entry("", "")


class Dimension(Term):
    """What a case is known by: every dimension filters; their order is that of columns and tables.

    entry: all else that is said of it.
    """

    entry: Entry

    def __new__(cls, code: str, entry: Entry = _UNSAID) -> Self:
        dimension = str.__new__(cls, code)
        dimension._value_ = code
        dimension.entry = entry
        dimension._say(entry.label, entry.phrase, short=entry.short)
        return dimension

    PROVIDER = (
        "provider",
        Entry(
            "Provider",
            "provider",
            Provider,
            "Who supervises the case: the private Community Rehabilitation Companies"
            " or the public National Probation Service",
            cases="{label} cases",
            divides=True,
            reported=True,
            candidate=True,
        ),
    )
    DIVISION = (
        "division",
        Entry(
            "NPS division",
            "NPS division",
            meaning="NPS division the inspected area lies in",
            short="Division",
            cases="cases in the {phrase} division",
        ),
    )
    CRC_OWNER = (
        "crc_owner",
        Entry(
            "CRC owner",
            "CRC owner",
            meaning="Owner of the CRC of the inspected area, for NPS cases too",
            cases="cases in areas of {phrase}",
        ),
    )
    AREA = (
        "area",
        Entry(
            "Area inspected",
            "area inspected",
            meaning="Police and Crime Commissioner area inspected",
            short="Area",
            cases="cases in {phrase}",
        ),
    )
    GENDER = (
        "gender",
        Entry(
            "Gender",
            "gender",
            Gender,
            "As recorded by the probation provider",
            group="Person",
            divides=True,
            reported=True,
            candidate=True,
        ),
    )
    AGE_GROUP = (
        "age_group",
        Entry(
            "Age group",
            "age group",
            AgeGroup,
            "Age at the start of supervision",
            group="Person",
            short="Age",
            cases="cases {phrase}",
            divides=True,
            reported=True,
            candidate=True,
        ),
    )
    ETHNIC_GROUP = (
        "ethnic_group",
        Entry(
            "Ethnic group",
            "ethnic group",
            EthnicGroup,
            "White, or BAME: the bulletin's term for Black, Asian and minority ethnic",
            group="Person",
            short="Ethnicity",
            cases="{label} cases",
            divides=True,
            reported=True,
            candidate=True,
        ),
    )
    SUPERVISION_TYPE = (
        "supervision_type",
        Entry(
            "Supervision type",
            "supervision type",
            SupervisionType,
            "A community order or suspended sentence order, or licence after custody",
            group="Sentence and risk",
            short="Supervision",
            divides=True,
            reported=True,
            candidate=True,
        ),
    )
    OGRS_BAND = (
        "ogrs_band",
        Entry(
            "Likelihood of reoffending (OGRS)",
            "likelihood of reoffending",
            OgrsBand,
            "Likelihood of reoffending within two years (OGRS3): below 75%, or 75% and over",
            group="Sentence and risk",
            short="OGRS",
            cases="cases of {phrase}",
            scale=True,
            divides=True,
            reported=True,
            candidate=True,
        ),
    )
    ROSH_LEVEL = (
        "rosh_level",
        Entry(
            "Risk of serious harm",
            "risk of serious harm",
            RoshLevel,
            "Assessed risk of serious harm to others",
            group="Sentence and risk",
            short="Harm",
            cases="cases of {phrase}",
            scale=True,
        ),
    )
    MAPPA = (
        "mappa",
        Entry(
            "MAPPA",
            "MAPPA eligibility",
            Mappa,
            "Eligible for Multi-Agency Public Protection Arrangements",
            group="Sentence and risk",
            cases="cases {phrase}",
        ),
    )


#: What may divide a figure; the rows of Tables 1 and 2; what may enter a model unless others are
#: chosen.
BREAKDOWNS = tuple(d for d in Dimension if d.entry.divides)
REPORTED_BREAKDOWNS = tuple(d for d in Dimension if d.entry.reported)
CANDIDATES = tuple(d for d in Dimension if d.entry.candidate)
#: How many may enter, in words.
HOW_MANY = in_words(len(CANDIDATES))

#: Dimensions whose levels are places, listed by the areas file of the store, not by this module.
PLACES = tuple(d for d in Dimension if d.entry.levels is None)
TERMS: Mapping[Dimension, type[Term]] = {d: d.entry.levels for d in Dimension if d.entry.levels}
