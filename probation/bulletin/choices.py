"""What the synthetic cases need and the bulletin does not print: chosen by us, published by no one.

The bars of Figures 1 to 4 are unknown but for what the text quotes of them, so the number of
cases with each factor, and most percentages, are inventions that keep to its statements.
"""

from dataclasses import dataclass

from probation.domain.questions import QUESTIONS
from probation.domain.vocabulary import Factor
from probation.errors import StoreError

#: 'Up to five' priority factors a case: the bulletin's own words (section 2.1).
MOST_PRIORITIES = 5


#: The four questions that the bulletin asks of each priority factor, in its order.
PER_FACTOR = tuple(q.key for q in QUESTIONS.values() if q.per_factor and q.figure)


@dataclass(frozen=True)
class Chosen:
    """What we chose for one factor.

    priority, contracted, partner: cases with the factor as a priority, and of them those with a
        contribution of a contracted provider or a partner: (CRC, NPS).
    percents: the share of yes in each of PER_FACTOR; None where one of all cases is published.
    older, likely: log-odds of enough delivered for those aged 30 and over against under 30, and
        for the high or very high OGRS band against low or medium.
    """

    priority: tuple[int, int]
    contracted: tuple[int, int]
    partner: tuple[int, int]
    percents: tuple[float | None, float | None, float | None, float | None]
    older: float = 0.0
    likely: float = 0.0

    def percent(self, question: str) -> float:
        """The chosen share of yes to one of PER_FACTOR. Raises StoreError where none is chosen."""
        percent = self.percents[PER_FACTOR.index(question)]
        if percent is None:
            raise StoreError(f"A percentage for {question} is neither published nor chosen.")
        return percent


CHOSEN = {
    Factor.ACCOMMODATION: Chosen((172, 118), (60, 28), (74, 76), (None, None, 63, None)),
    Factor.ETE: Chosen((185, 115), (63, 33), (70, 45), (84, None, None, 65)),
    Factor.FINANCIAL_MANAGEMENT: Chosen((72, 38), (24, 12), (26, 18), (83, 53, 58, 66)),
    Factor.RELATIONSHIPS: Chosen((253, 198), (38, 20), (56, 54), (84.5, 49, 57, 64), 0.7, -0.7),
    Factor.LIFESTYLE_AND_ASSOCIATES: Chosen(
        (205, 125), (36, 22), (44, 46), (78, 47, None, 57), 0.8, -0.8
    ),
    Factor.DRUG_MISUSE: Chosen((230, 115), (78, 34), (92, 58), (87, 54, 62, 69)),
    Factor.ALCOHOL_MISUSE: Chosen((200, 120), (62, 30), (70, 50), (None, 48, 61, 68), 0.8, -0.8),
    Factor.EMOTIONAL_WELLBEING: Chosen(
        (232, 177), (48, 30), (78, 92), (85, 49.1, 59, 67), 0.75, -0.75
    ),
    Factor.THINKING_AND_BEHAVIOUR: Chosen(
        (508, 302), (88, 50), (110, 120), (86, 48.4, 60, 66), 0.55, -0.55
    ),
    Factor.ATTITUDES_TO_OFFENDING: Chosen(
        (190, 185), (44, 26), (91, 114), (82, 47, 54, None), 0.75, -0.75
    ),
    Factor.GANG_MEMBERSHIP: Chosen((28, 14), (4, 2), (6, 5), (71, 45, 50, 60)),
    Factor.DISCRIMINATORY_ATTITUDES: Chosen((18, 20), (2, 2), (3, 6), (74, 47, 50, 60)),
}

#: Chosen: log-odds of a factor's being a priority, by what a case is.
LEANINGS = {
    (Factor.ACCOMMODATION, "supervision_type", "post_custody"): 0.5,
    (Factor.RELATIONSHIPS, "gender", "female"): 0.4,
    (Factor.LIFESTYLE_AND_ASSOCIATES, "age_group", "under_30"): 0.4,
    (Factor.DRUG_MISUSE, "ogrs_band", "high_very_high"): 0.6,
    (Factor.ALCOHOL_MISUSE, "age_group", "30_plus"): 0.4,
    (Factor.EMOTIONAL_WELLBEING, "gender", "female"): 0.5,
    (Factor.ATTITUDES_TO_OFFENDING, "ogrs_band", "high_very_high"): 0.3,
    (Factor.GANG_MEMBERSHIP, "age_group", "under_30"): 1.0,
}

#: Chosen: the most by which a level's share of yes may stray from the model, in standard errors;
#: where age and OGRS have an effect, their levels do not stray.
STRAY = 0.4
STEERED = ("age_group", "ogrs_band")

#: Chosen: where the text quotes NPS and CRC and calls the difference significant, prefer the
#: counts that print right with the widest gap: log-odds large enough to outweigh any draw.
WIDEN = 20.0

#: Chosen: how alike the judgements of one case are, and how much more often enough is delivered
#: where interventions are available and a contribution sufficient where enough is delivered, on
#: the log-odds scale.
CASE_QUALITY = 0.5
FOLLOWS = {"delivery": 1.2, "contracted_outcomes": 0.8, "partner_outcomes": 0.8}

#: Chosen: how much a body's part in one priority of a case goes with a part in its others.
INVOLVEMENT = 2.5
