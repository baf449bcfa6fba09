"""Availability, delivery, contracted providers, partners: every number against the slow twin."""

import re

import pytest

from probation.charts.theme import percent
from probation.disclosure.gate import SMALL_BASE, SMALLEST_BASE
from probation.domain.questions import QUESTIONS, Question
from probation.domain.vocabulary import BREAKDOWNS, REPORTED_FACTORS, TERMS, Dimension, Factor
from tests.pages import truth
from tests.pages.reading import (
    FACTOR_PAGES,
    Visit,
    charts,
    column,
    tables_of_figures,
    under_title,
    words,
)

LABELS = {factor.value: factor.label for factor in REPORTED_FACTORS}
FILTERS = [
    pytest.param({}, id="all cases"),
    pytest.param({"area": "london"}, id="one area"),
    pytest.param({"gender": "female", "division": ["london", "wales"]}, id="small bases"),
]
factor_pages = pytest.mark.parametrize(("name", "question"), FACTOR_PAGES.items())
filters = pytest.mark.parametrize("where", FILTERS)


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_the_page_of_a_question_shows_it(seen: Visit, question: Question) -> None:
    assert question.in_bulletin() in words(seen(question.page))


@factor_pages
@filters
def test_the_table_and_the_chart_give_the_counts_of_every_factor(
    seen: Visit, name: str, question: str, where: dict
) -> None:
    page = seen(name, **where)
    counts = truth.judged(question, **where)
    expected = {LABELS[f]: counts.get((f, "all"), (0, 0)) for f in LABELS}
    rows = tables_of_figures(page)[0]
    assert {row["Factor"]: row["Yes"] for row in rows} == {
        label: truth.x_of_y(*count) for label, count in expected.items()
    }
    assert {row["Factor"]: row["% yes"] for row in rows} == {
        label: truth.share(*count) for label, count in expected.items()
    }
    for label, (n, yes) in zip(charts(page)[0].labels(), expected.values(), strict=True):
        if n >= SMALLEST_BASE:
            assert f"{truth.points(n, yes, 0)}%" in label
            assert label.endswith(truth.x_of_y(n, yes))
            assert ("[u]" in label) == (n < SMALL_BASE)
        else:
            assert "%" not in label


@factor_pages
@pytest.mark.parametrize("by", [dimension.value for dimension in BREAKDOWNS])
def test_a_breakdown_divides_every_factor_and_leaves_out_what_was_not_recorded(
    seen: Visit, name: str, question: str, by: str
) -> None:
    page = seen(name, by=by)
    counts = truth.judged(question, by=by)
    levels = [code.value for code in TERMS[Dimension(by)] if code != "not_recorded"]
    cells = [(factor, level) for factor in LABELS for level in levels]
    found = [counts.get(cell, (0, 0)) for cell in cells]
    rows = next(rows for rows in tables_of_figures(page) if "Factor" in rows[0])
    assert column(rows, "Factor") == [LABELS[factor] for factor, _ in cells]
    assert column(rows, "Yes") == [truth.x_of_y(*count) for count in found]
    drawn = [re.sub("<[^>]*>", "", label) for label in charts(page)[0].labels()]
    for (n, yes), said in zip(found, drawn, strict=True):
        small = " [u]" if n < SMALL_BASE else ""
        expected = f" {percent(100 * yes / n)}{small} of {n:,}" if n >= SMALLEST_BASE else f" {n}"
        assert said.endswith(expected if n else " no cases")
    left_out = sum(n for (_, level), (n, _) in counts.items() if level == "not_recorded")
    said = re.search(r"([0-9,]+) judgements? (is|are) left out", words(page))
    assert (said[1] if said else "0") == f"{left_out:,}"


@factor_pages
def test_one_factor_is_shown_for_all_cases_and_by_all_six_breakdowns(
    seen: Visit, name: str, question: str
) -> None:
    page = seen(name, factor="drug_misuse", gender="male")
    expected = _levels(question, "drug_misuse", gender="male")
    rows = tables_of_figures(page)[0]
    assert [row["Yes"] for row in rows] == [truth.x_of_y(*count) for count in expected]
    assert [row["% yes"] for row in rows] == [truth.share(*count) for count in expected]
    assert "drug misuse" in under_title(page)


@pytest.mark.parametrize(
    ("name", "questions"),
    {
        "contracted_providers": ("contracted_risk_focus", "contracted_review_information"),
        "partners": ("partner_risk_focus", "partner_review_information"),
    }.items(),
)
@filters
def test_questions_asked_once_a_case_stand_by_level_and_in_the_bulletins_own_shape(
    seen: Visit, name: str, questions: tuple[str, str], where: dict
) -> None:
    page = seen(name, **where)
    _, *by_level, bulletin = tables_of_figures(page)
    for question, rows in zip(questions, by_level, strict=True):
        expected = _levels(question, **where)
        assert [row["Yes"] for row in rows] == [truth.x_of_y(*count) for count in expected]
        assert [row["% yes"] for row in rows] == [truth.share(*count) for count in expected]
    for question, (n_column, share_column) in zip(
        questions, _pairs(list(bulletin[0])[1:]), strict=True
    ):
        expected = _levels(question, **where)
        assert column(bulletin, n_column) == [f"{n:,}" for n, _ in expected]
        assert column(bulletin, share_column) == [truth.share(*count) for count in expected]


@factor_pages
def test_the_headline_is_read_off_the_same_numbers(seen: Visit, name: str, question: str) -> None:
    page = seen(name)
    shares = {f: 100 * yes / n for (f, _), (n, yes) in truth.judged(question).items() if n >= 10}
    headline = page.header[0].value
    for extreme in (max, min):
        factor = extreme(shares, key=shares.__getitem__)
        assert Factor(factor).phrase in headline
        assert f"{shares[factor]:.0f}%" in headline


@factor_pages
def test_orders(seen: Visit, name: str, question: str) -> None:
    bulletin = column(tables_of_figures(seen(name))[0], "Factor")
    assert bulletin == list(LABELS.values())

    shares = {LABELS[f]: yes / n for (f, _), (n, yes) in truth.judged(question).items() if n >= 10}
    by_value = column(tables_of_figures(seen(name, order="value"))[0], "Factor")
    known = [label for label in by_value if label in shares]
    assert known == sorted(shares, key=lambda label: -shares[label])
    assert by_value[: len(known)] == known, "what has no percentage comes last"

    sides = truth.judged(question, by="gender")
    gaps = {}
    for f, label in LABELS.items():
        both = [sides.get((f, level), (0, 0)) for level in ("male", "female")]
        if all(n >= 10 for n, _ in both):
            gaps[label] = abs(both[0][1] / both[0][0] - both[1][1] / both[1][0])
    by_gap = list(
        dict.fromkeys(column(tables_of_figures(seen(name, by="gender", order="gap"))[0], "Factor"))
    )
    assert by_gap[: len(gaps)] == sorted(gaps, key=lambda label: -gaps[label])


@factor_pages
@pytest.mark.parametrize("view", [{}, {"scale": "percent"}, {"factor": "ete"}], ids=str)
def test_whiskers_come_and_go_and_change_no_number(
    seen: Visit, name: str, question: str, view: dict[str, str]
) -> None:
    shown, hidden = seen(name, **view), seen(name, intervals="off", **view)
    assert all(chart.whiskers() for chart in charts(shown))
    assert not any(chart.whiskers() for chart in charts(hidden))
    assert tables_of_figures(shown) == tables_of_figures(hidden)


def test_a_whisker_spans_the_interval_that_the_table_prints(visit: Visit) -> None:
    page = visit("availability", scale="percent")
    whisker = charts(page)[0].whiskers()[0]
    ends = zip(
        whisker["x"], whisker["error_x"]["arrayminus"], whisker["error_x"]["array"], strict=True
    )
    drawn = [(round(x - low, 1), round(x + high, 1)) for x, low, high in ends]
    printed = [text.split(" to ") for text in column(tables_of_figures(page)[0], "95% interval")]
    assert drawn == [(pytest.approx(float(a), abs=0.11), pytest.approx(float(b), abs=0.11))
                     for a, b in printed]  # fmt: skip


@factor_pages
def test_scales_draw_the_same_labels(seen: Visit, name: str, question: str) -> None:
    in_cases, in_percent = seen(name), seen(name, scale="percent")
    assert charts(in_cases)[0].labels() == charts(in_percent)[0].labels()
    assert {trace["type"] for trace in charts(in_cases)[0].data} >= {"bar"}
    assert {trace["type"] for trace in charts(in_percent)[0].data} == {"scatter"}


@factor_pages
def test_small_bases_are_marked_and_explained(seen: Visit, name: str, question: str) -> None:
    where = {"gender": "female", "area": "kent"}
    counts = truth.judged(question, **where).values()
    assert any(0 < n < SMALLEST_BASE for n, _ in counts), "the case set must have some"
    page = seen(name, **where)
    assert "[u]" in words(page), "a note explains the mark"
    marked = [row for row in tables_of_figures(page)[0] if "[u]" in row["% yes"]]
    assert len(marked) == sum(0 < n < SMALL_BASE for n, _ in counts)
    withheld = [row for row in tables_of_figures(page)[0] if row["% yes"] in ("", "[u]")]
    assert all(row["95% interval"] == "" for row in withheld)


def _levels(question: str, factor: str = "", **where: str | list[str]) -> list[tuple[int, int]]:
    """n and yes of all cases and then each recorded level of the six breakdowns, in order."""
    cell = factor or None
    counts = [truth.judged(question, factor, **where).get((cell, "all"), (0, 0))]
    for dimension in BREAKDOWNS:
        by = truth.judged(question, factor, dimension.value, **where)
        codes = [term.value for term in TERMS[dimension] if term != "not_recorded"]
        counts += [by.get((cell, code), (0, 0)) for code in codes]
    return counts


def _pairs(names: list[str]) -> list[tuple[str, str]]:
    return list(zip(names[::2], names[1::2], strict=True))
