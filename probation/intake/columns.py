"""The columns an extract may have, by our names: of the tidy tables, and of the wide one."""

from collections.abc import Mapping

from probation.domain.questions import QUESTIONS
from probation.domain.vocabulary import PLACES, Dimension, Factor

#: What follows from other columns, where these are there, by the column that it is.
_FOLLOWS: Mapping[str, tuple[str, ...]] = {
    Dimension.AGE_GROUP: ("age",),
    Dimension.SUPERVISION_TYPE: ("sentence_type",),
    Dimension.OGRS_BAND: ("ogrs_score", "ogrs_level"),
}
#: The dimensions that a case has of its own; its division and owner follow from its area.
OWN = tuple(dimension for dimension in Dimension if dimension not in PLACES)
#: Those of them that extracts and stores may be without: they are not recorded there.
ADDED = tuple(dimension.value for dimension in OWN if dimension.entry.optional)
#: What holds a whole number, which may be empty.
NUMBERS = ("age", "ogrs_score")
CASES = (
    "case_id",
    "area",
    "inspected_on",
    *(name for dim in OWN for name in (*_FOLLOWS.get(dim, ()), dim.value)),
)
#: Those of them that have codes.
CODED = tuple(name for name in CASES if name not in ("case_id", "inspected_on", *NUMBERS))
PRIORITIES = ("case_id", "factor")
JUDGEMENTS = ("case_id", "question", "factor", "judgement")
#: Free text that extracts may bring and that no page reads: it is neither kept nor stored.
NOT_KEPT = ("rationale",)

#: The tables of the tidy shape, each with its columns.
TIDY: Mapping[str, tuple[str, ...]] = {
    "cases": CASES,
    "priorities": PRIORITIES,
    "judgements": JUDGEMENTS,
}
#: What may be left out: it follows from another column, or is then not recorded.
OPTIONAL = (
    "age",
    "age_group",
    "supervision_type",
    "ogrs_score",
    "ogrs_level",
    "ogrs_band",
    *ADDED,
)
#: Of each of these groups one column at least must be there.
ONE_OF = (("age", "age_group"), ("ogrs_score", "ogrs_level", "ogrs_band"))

#: The wide shape's columns of yes and no for each factor: was it a priority?
WIDE_PRIORITIES: Mapping[str, str] = {f"priority_{factor}": factor.value for factor in Factor}
#: The wide shape's columns of judgements: question and factor (None where asked once a case).
WIDE_JUDGEMENTS: Mapping[str, tuple[str, str | None]] = {
    (f"{question.key}_{factor}" if factor else question.key): (question.key, factor)
    for question in QUESTIONS.values()
    for factor in (list(Factor) if question.per_factor else [None])
}
#: All columns of the wide shape.
WIDE = (*CASES, *WIDE_PRIORITIES, *WIDE_JUDGEMENTS)

#: All names that a header may have.
NAMES = frozenset((*WIDE, *PRIORITIES, *JUDGEMENTS))

#: What each column holds, for a dictionary and for the template.
MEANING: Mapping[str, str] = {
    **{dimension.value: dimension.entry.meaning for dimension in Dimension},
    "case_id": "Name of a case within its case set; no name, number or code of a person",
    "inspected_on": "Month in which the inspection of the area began, YYYY-MM",
    "age": "Whole years at the start of supervision; empty where not recorded",
    "sentence_type": "Community order, suspended sentence order or licence",
    "ogrs_score": "Two-year OGRS3 score, per cent; empty where not recorded",
    "ogrs_level": "OGRS in four bands: 0 to 49, 50 to 74, 75 to 89, 90 and over",
    "factor": "Priority factor of the case; in judgements empty for a question asked once a case",
    "question": "What inspectors judged",
    "judgement": "What the inspector judged: yes or no",
}
