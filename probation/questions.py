"""The eight questions inspectors answered, as the bulletin reports them."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Question:
    """One yes-or-no judgement.

    key: the code in the store, the command line and the URL.
    title: the question in a reader's words.
    topic: the question as a noun phrase, for headlines.
    base: what the percentage is of, after "x of y".
    yes: what a yes means, after the percentage.
    no: what a no means, for headlines about the lowest.
    per_factor: asked of each priority factor of a case (otherwise once a case).
    figure: where the bulletin shows it.
    source: the inspectors' own wording in the bulletin, and its page section.
    """

    key: str
    title: str
    topic: str
    base: str
    yes: str
    no: str
    per_factor: bool
    figure: str
    source: str


_ALL = (
    Question(
        "availability",
        "Were interventions available?",
        "Availability of interventions",
        "cases where the factor was a priority",
        "interventions available",
        "interventions not available",
        True,
        "Figure 1",
        "'Were there any gaps in the availability of interventions?' (section 2.1)",
    ),
    Question(
        "delivery",
        "Were sufficient interventions delivered?",
        "Delivery of interventions",
        "cases where the factor was a priority",
        "sufficient interventions delivered",
        "too little delivered",
        True,
        "Figure 2",
        "'Were sufficient interventions delivered in relation to priority factors?' (section 2.1)",
    ),
    Question(
        "contracted_outcomes",
        "Did contracted providers contribute sufficiently to desired outcomes?",
        "Contribution of contracted providers to outcomes",
        "cases where the factor was a priority and contracted providers contributed",
        "a sufficient contribution by contracted providers",
        "an insufficient contribution by contracted providers",
        True,
        "Figure 3",
        "'Did contracted providers contribute sufficiently to helping the service user achieve"
        " the desired outcomes?' (section 2.2)",
    ),
    Question(
        "contracted_risk_focus",
        "Were contracted providers' interventions focused enough on protecting those at risk?",
        "Contracted providers' focus on risk of harm",
        "applicable cases with contracted providers",
        "a sufficient focus on protecting those at risk",
        "an insufficient focus on protecting those at risk",
        False,
        "Table 1",
        "'Were the interventions delivered by providers under contract sufficiently focused on"
        " protecting those at risk of harm from this service user?' (section 2.2)",
    ),
    Question(
        "contracted_review_information",
        "Was sufficient information from contracted providers used in reviewing the work?",
        "Contracted providers' information for reviews",
        "applicable cases with contracted providers",
        "sufficient information used in reviewing",
        "insufficient information used in reviewing",
        False,
        "Table 1",
        "'Was sufficient information from contracted providers used in reviewing the work?'"
        " (section 2.2)",
    ),
    Question(
        "partner_outcomes",
        "Did partners contribute sufficiently to desired outcomes?",
        "Contribution of partners to outcomes",
        "cases where the factor was a priority and partners contributed",
        "a sufficient contribution by partners",
        "an insufficient contribution by partners",
        True,
        "Figure 4",
        "'Did partners contribute sufficiently to helping the service user achieve the desired"
        " outcomes?' (section 2.3)",
    ),
    Question(
        "partner_risk_focus",
        "Were partners' interventions focused enough on protecting those at risk?",
        "Partners' focus on risk of harm",
        "applicable cases with partners",
        "a sufficient focus on protecting those at risk",
        "an insufficient focus on protecting those at risk",
        False,
        "Table 2",
        "'Were the interventions delivered by partners sufficiently focused on protecting those"
        " at risk of harm from this service user?' (section 2.3)",
    ),
    Question(
        "partner_review_information",
        "Was sufficient information from partners used in reviewing the work?",
        "Partners' information for reviews",
        "applicable cases with partners",
        "sufficient information used in reviewing",
        "insufficient information used in reviewing",
        False,
        "Table 2",
        "'Was sufficient information from partners used in reviewing the work?' (section 2.3)",
    ),
)

#: Every question by its key, in the bulletin's order.
QUESTIONS: Mapping[str, Question] = {q.key: q for q in _ALL}
