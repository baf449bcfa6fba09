"""The eight questions inspectors answered, as the bulletin reports them."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Question:
    """One yes-or-no judgement.

    key: the code in the store, the command line and the URL.
    title: the question in a reader's words.
    topic: the question as a noun phrase.
    short: the same in two or three words, for beside a mark.
    noun: the same as a button calls it.
    base: what the percentage is of, after "x of y".
    finding: what a yes says, as the start of a headline.
    per_factor: asked of each priority factor of a case (otherwise once a case).
    figure: where the bulletin shows it; '' where the bulletin did not ask it.
    source: the inspectors' own wording in the bulletin, and its page section.
    page: where its own figure stands, one of address.PAGES; a page of several shows one under
        another, in the order of this registry.
    """

    key: str
    title: str
    topic: str
    short: str
    noun: str
    base: str
    finding: str
    per_factor: bool
    figure: str
    source: str
    page: str

    def in_bulletin(self, of: str = "") -> str:
        """The question and where the bulletin shows it: 'Bulletin Figure 1: Were ...'.

        of: what it is asked of, ', accommodation'.
        """
        return f"Bulletin {self.figure}{of}: {self.title}" if self.figure else self.title


_ALL = (
    Question(
        "availability",
        "Were interventions available?",
        "Availability of interventions",
        "Availability",
        "availability",
        "cases where the factor was a priority",
        "Interventions were available",
        True,
        "Figure 1",
        "'Were there any gaps in the availability of interventions?' (section 2.1)",
        "availability",
    ),
    Question(
        "delivery",
        "Were sufficient interventions delivered?",
        "Delivery of interventions",
        "Delivery",
        "delivery",
        "cases where the factor was a priority",
        "Enough was delivered",
        True,
        "Figure 2",
        "'Were sufficient interventions delivered in relation to priority factors?' (section 2.1)",
        "delivery",
    ),
    Question(
        "contracted_outcomes",
        "Did contracted providers contribute sufficiently to desired outcomes?",
        "Contribution of contracted providers to outcomes",
        "Contracted providers",
        "contracted contribution",
        "cases where the factor was a priority and contracted providers contributed",
        "Contracted providers contributed enough",
        True,
        "Figure 3",
        "'Did contracted providers contribute sufficiently to helping the service user achieve"
        " the desired outcomes?' (section 2.2)",
        "contracted_providers",
    ),
    Question(
        "contracted_risk_focus",
        "Were contracted providers' interventions focused enough on protecting those at risk?",
        "Contracted providers' focus on risk of harm",
        "Contracted providers: risk focus",
        "contracted risk focus",
        "applicable cases with contracted providers",
        "Contracted providers' work focused enough on those at risk",
        False,
        "Table 1",
        "'Were the interventions delivered by providers under contract sufficiently focused on"
        " protecting those at risk of harm from this service user?' (section 2.2)",
        "contracted_providers",
    ),
    Question(
        "contracted_review_information",
        "Was sufficient information from contracted providers used in reviewing the work?",
        "Contracted providers' information for reviews",
        "Contracted providers: reviews",
        "contracted reviews",
        "applicable cases with contracted providers",
        "Enough information from contracted providers was used in reviewing",
        False,
        "Table 1",
        "'Was sufficient information from contracted providers used in reviewing the work?'"
        " (section 2.2)",
        "contracted_providers",
    ),
    Question(
        "partner_outcomes",
        "Did partners contribute sufficiently to desired outcomes?",
        "Contribution of partners to outcomes",
        "Partners",
        "partner contribution",
        "cases where the factor was a priority and partners contributed",
        "Partners contributed enough",
        True,
        "Figure 4",
        "'Did partners contribute sufficiently to helping the service user achieve the desired"
        " outcomes?' (section 2.3)",
        "partners",
    ),
    Question(
        "partner_risk_focus",
        "Were partners' interventions focused enough on protecting those at risk?",
        "Partners' focus on risk of harm",
        "Partners: risk focus",
        "partner risk focus",
        "applicable cases with partners",
        "Partners' work focused enough on those at risk",
        False,
        "Table 2",
        "'Were the interventions delivered by partners sufficiently focused on protecting those"
        " at risk of harm from this service user?' (section 2.3)",
        "partners",
    ),
    Question(
        "partner_review_information",
        "Was sufficient information from partners used in reviewing the work?",
        "Partners' information for reviews",
        "Partners: reviews",
        "partner reviews",
        "applicable cases with partners",
        "Enough information from partners was used in reviewing",
        False,
        "Table 2",
        "'Was sufficient information from partners used in reviewing the work?' (section 2.3)",
        "partners",
    ),
)

#: Every question by its key, in the bulletin's order.
QUESTIONS: Mapping[str, Question] = {q.key: q for q in _ALL}
#: What they are called where no one of them is chosen.
ALL_QUESTIONS = f"All {'eight' if len(QUESTIONS) == 8 else len(QUESTIONS)} questions"
