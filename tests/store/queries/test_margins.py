"""Every margin at once, against small case sets and the slow twin."""

import pytest

from probation.domain.questions import QUESTIONS
from probation.domain.scope import Scope
from probation.domain.vocabulary import UNREPORTED_FACTORS, Dimension
from probation.store.connection import Store
from tests import builders, slow_truth
from tests.store.queries.rows import margins, priority_counts, risk_cross

Cell = tuple[str | None, str | None, str]


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    files = builders.case_files(
        tmp_path_factory.mktemp("small"),
        """
        case_id | area   | inspected_on | provider | gender | rosh_level | mappa
        old     | london | 2016-05      | CRC      | male   | low        | no
        A       | london | 2017-10      | NPS      | male   | high       | yes
        B       | london | 2017-10      | NPS      | male   | high       | yes
        C       | kent   | 2016-05      | CRC      | female | medium     | no
        """,
        """
        case_id | question           | factor          | judgement
        old     | availability       | ete             | no
        A       | availability       | ete             | yes
        A       | availability       | gang_membership | yes
        C       | availability       | ete             | no
        B       | partner_risk_focus |                 | yes
        """,
        """
        case_id | factor
        old     | ete
        A       | ete
        A       | gang_membership
        B       | ete
        C       | ete
        """,
    )
    store = builders.opened(files, tmp_path_factory.mktemp("small-stores"))
    yield store
    store.close()


def found(store: Store, question: str) -> dict[Cell, tuple[int, int]]:
    """n and yes by factor, breakdown and level of one question."""
    frame = margins(store)
    rows = frame[frame["question"] == question]
    assert not rows.duplicated(["factor", "breakdown", "level"]).any()
    return {(r.factor, r.breakdown, r.level): (r.n, r.yes) for r in rows.itertuples()}


def test_judgements_by_every_dimension_places_too(small):
    availability = found(small, "availability")
    assert availability["ete", None, "all"] == (2, 1)
    assert availability["ete", "provider", "NPS"] == (1, 1)
    assert availability["ete", "area", "london"] == (1, 1)
    assert availability["ete", "division", "south_east"] == (1, 0)
    assert availability["ete", "crc_owner", "mtcnovo"] == (1, 1)
    assert availability["ete", "mappa", "no"] == (1, 0)
    assert availability["gang_membership", None, "all"] == (1, 1)


def test_a_question_asked_once_a_case_has_no_factor(small):
    assert found(small, "partner_risk_focus")[None, None, "all"] == (1, 1)


def test_cases_are_counted_all_and_by_priority_factor(small):
    cases = found(small, "cases")
    assert cases[None, None, "all"] == (3, 3)
    assert cases[None, "gender", "male"] == (2, 2)
    assert cases["ete", None, "all"] == (3, 3)
    assert cases["gang_membership", "provider", "NPS"] == (1, 1)


def test_the_columns_are_those_the_docstring_lists(small):
    frame = margins(small)
    assert list(frame.columns) == ["question", "factor", "breakdown", "level", "n", "yes"]
    assert all(value is None or isinstance(value, str) for value in frame["factor"])
    assert all(value is None or isinstance(value, str) for value in frame["breakdown"])


def test_risk_and_provider_crossed(small):
    frame = risk_cross(small)
    assert list(frame.columns) == ["provider", "rosh_level", "mappa", "n"]
    assert sorted(frame.itertuples(index=False, name=None)) == [
        ("CRC", "medium", "no", 1),
        ("NPS", "high", "yes", 2),
    ]


def test_numbers_of_priority_factors_of_the_cases_that_count(small):
    frame = priority_counts(small)
    assert list(frame.itertuples(index=False, name=None)) == [(1, 2), (2, 1)]


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_every_margin_of_a_question_agrees_with_the_slow_twin(random_files, random_store, question):
    truth: dict[Cell, tuple[int, int]] = {}
    factors = [None, *UNREPORTED_FACTORS] if question.per_factor else [None]
    for factor in factors:
        for by in (None, *Dimension):
            scope = Scope(question, factor, by)
            for (of, level), count in slow_truth.judged(random_files, scope).items():
                truth[of, by.value if by else None, level] = count
    assert found(random_store, question.key) == truth


def test_every_margin_of_the_cases_agrees_with_the_slow_twin(random_files, random_store):
    truth: dict[Cell, tuple[int, int]] = {}
    availability = QUESTIONS["availability"]
    for by in (None, *Dimension):
        name = by.value if by else None
        for level, n in slow_truth.inspected(random_files, Scope(availability, None, by)).items():
            truth[None, name, level] = (n, n)
        for factor in (None, *UNREPORTED_FACTORS):
            counts = slow_truth.prioritised(random_files, Scope(availability, factor, by))
            truth |= {(of, name, level): (n, n) for (of, level), n in counts.items()}
    assert found(random_store, "cases") == truth
