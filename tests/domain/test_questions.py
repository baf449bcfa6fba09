"""The registry of the eight questions."""

import re
from dataclasses import FrozenInstanceError, fields

import pytest

from probation.domain.address import PAGES
from probation.domain.questions import QUESTIONS, Question


def test_the_eight_questions_in_the_order_of_the_bulletin():
    assert list(QUESTIONS) == [
        "availability",
        "delivery",
        "contracted_outcomes",
        "contracted_risk_focus",
        "contracted_review_information",
        "partner_outcomes",
        "partner_risk_focus",
        "partner_review_information",
    ]
    assert all(key == question.key for key, question in QUESTIONS.items())


def test_four_are_asked_of_each_factor_and_are_the_figures_of_the_bulletin():
    figures = {q.key: q.figure for q in QUESTIONS.values() if q.per_factor}
    assert figures == {
        "availability": "Figure 1",
        "delivery": "Figure 2",
        "contracted_outcomes": "Figure 3",
        "partner_outcomes": "Figure 4",
    }


def test_four_are_asked_once_a_case_and_are_the_tables():
    tables = {q.key: q.figure for q in QUESTIONS.values() if not q.per_factor}
    assert tables == {
        "contracted_risk_focus": "Table 1",
        "contracted_review_information": "Table 1",
        "partner_risk_focus": "Table 2",
        "partner_review_information": "Table 2",
    }


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_the_words_of_a_question_fit_where_they_stand(question: Question):
    assert question.title.endswith("?")
    assert question.base.split(" ")[-1] in ("priority", "contributed", "providers", "partners")
    assert question.base[0].islower()  # stands after "x of y"
    assert not question.finding.endswith(".")  # goes on: "... in 74% of cases"
    assert re.search(r"^'.+\?' \(section 2\.[123]\)$", question.source)
    assert all(getattr(question, f.name) != "" for f in fields(Question))
    assert question.page in PAGES


def test_a_question_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        QUESTIONS["delivery"].title = "Other"
