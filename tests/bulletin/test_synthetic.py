"""The synthetic case set: the committed files, counted again here in plain Python."""

import csv
from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest

from probation.bulletin import figures, synthetic
from probation.bulletin.possibility import possibility
from probation.domain.questions import QUESTIONS
from probation.domain.vocabulary import (
    NOT_RECORDED,
    REPORTED_BREAKDOWNS,
    REPORTED_FACTORS,
    TERMS,
    UNREPORTED_FACTORS,
    Factor,
)
from probation.stepwise.patterns import patterns
from probation.stepwise.regression import Regression, regression
from probation.stepwise.roles import Roles
from probation.stepwise.selection_result import selection_results

DATA = Path(__file__).parents[2] / "data"
FILES = ("synthetic_cases.csv", "synthetic_priorities.csv", "synthetic_judgements.csv")
Row = dict[str, str]


def read(name: str) -> list[Row]:
    with open(DATA / name, encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def cases() -> dict[str, Row]:
    return {row["case_id"]: row for row in read("synthetic_cases.csv")}


@pytest.fixture(scope="module")
def priorities(cases) -> list[Row]:
    return [row | cases[row["case_id"]] for row in read("synthetic_priorities.csv")]


@pytest.fixture(scope="module")
def judgements(cases) -> list[Row]:
    return [row | cases[row["case_id"]] for row in read("synthetic_judgements.csv")]


def percent(rows: Iterable[Row]) -> Fraction:
    answers = [row["judgement"] == "yes" for row in rows]
    return Fraction(100 * sum(answers), len(answers))


def of(judgements: list[Row], question: str, **has: str) -> list[Row]:
    wanted = has | {"question": question}
    return [row for row in judgements if all(row[key] == code for key, code in wanted.items())]


def by_factor(judgements: list[Row], question: str) -> dict[str, Fraction]:
    return {str(f): percent(of(judgements, question, factor=f)) for f in REPORTED_FACTORS}


@pytest.mark.slow
def test_the_committed_files_are_what_the_module_makes_to_the_byte(tmp_path):
    synthetic.write(synthetic.synthesise(), tmp_path)
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (DATA / name).read_bytes(), name


def test_files_have_the_documented_columns_and_unix_line_ends():
    columns = {
        "synthetic_cases.csv": "case_id,area,inspected_on,provider,gender,age,age_group,"
        "ethnic_group,sentence_type,supervision_type,ogrs_score,ogrs_level,ogrs_band,rosh_level,"
        "mappa",
        "synthetic_priorities.csv": "case_id,factor",
        "synthetic_judgements.csv": "case_id,question,factor,judgement,rationale",
    }
    for name, header in columns.items():
        content = (DATA / name).read_bytes()
        assert content.splitlines()[0].decode() == header
        assert b"\r" not in content


# Figures


def margin_rows() -> list[object]:
    published = figures.published()
    known = figures.margins(published).merge(possibility(published), on="id")
    return list(known.itertuples())


@pytest.mark.parametrize("figure", margin_rows(), ids=lambda figure: figure.id)
def test_every_figure_comes_out_as_printed_or_as_near_as_it_can(
    figure, cases, priorities, judgements
):
    rows = list(cases.values()) if figure.question == "cases" else judgements
    if figure.question == "cases" and figure.factor:
        rows = [row for row in priorities if row["factor"] == figure.factor]
    elif figure.question != "cases":
        rows = of(judgements, figure.question, factor=figure.factor)
    if figure.breakdown:
        rows = [row for row in rows if row[figure.breakdown] in figure.level.split(";")]
    printed = figures.exact(figure.printed)
    if figure.statistic == "n":
        assert figure.n_free or len(rows) == printed
        return
    share = Fraction(100 * len(rows), len(cases)) if figure.question == "cases" else percent(rows)
    half_a_unit = Fraction(1, 2 * 10**figure.decimals)
    assert abs(share - printed) <= (half_a_unit if figure.possible else figure.tolerance)


def test_a_figure_that_cannot_be_printed_is_the_exception():
    impossible = [figure for figure in margin_rows() if not figure.possible]
    assert 0 < len(impossible) < len(margin_rows()) / 5


# Plausibility


def test_every_code_is_one_of_the_vocabulary(cases, priorities, judgements):
    for row in cases.values():
        assert all(row[dim] in set(terms) for dim, terms in TERMS.items()), row
    assert {row["factor"] for row in priorities} == set(Factor)
    assert {row["question"] for row in judgements} == set(QUESTIONS)
    assert {row["judgement"] for row in judgements} == {"yes", "no"}
    assert {row["rationale"] for row in judgements} == {""}


def test_cases_are_numbered_from_one(cases):
    assert list(cases) == [f"S{number:04}" for number in range(1, len(cases) + 1)]


def test_ages_and_scores_agree_with_their_bands(cases):
    for row in cases.values():
        age, score = row["age"], row["ogrs_score"]
        group = "not_recorded" if not age else "under_30" if int(age) < 30 else "30_plus"
        level = "not_recorded"
        if score:
            limits = ((50, "low"), (75, "medium"), (90, "high"), (100, "very_high"))
            level = next(name for limit, name in limits if int(score) < limit)
        band = {"low": "low_medium", "medium": "low_medium", "not_recorded": "not_recorded"}
        assert row["age_group"] == group
        assert row["ogrs_level"] == level
        assert row["ogrs_band"] == band.get(level, "high_very_high")
        assert not age or 18 <= int(age) < 80
        assert not score or 1 <= int(score) <= 99


def test_licence_cases_are_the_post_custody_cases(cases):
    for row in cases.values():
        licence = row["sentence_type"] == "licence"
        assert row["supervision_type"] == ("post_custody" if licence else "community")


def test_the_nps_holds_exactly_the_high_risk_and_mappa_cases(cases):
    for row in cases.values():
        kept = row["rosh_level"] in ("high", "very_high") or row["mappa"] == "yes"
        assert (row["provider"] == "NPS") == kept


def test_every_inspected_area_has_both_providers_and_london_most_cases(cases):
    inspected = {area for area in figures.areas()["area"] if area}
    sizes = Counter(row["area"] for row in cases.values())
    assert set(sizes) == inspected
    assert sizes.most_common(1)[0][0] == "london"
    assert {(row["area"], row["provider"]) for row in cases.values()} == {
        (area, provider) for area in inspected for provider in ("CRC", "NPS")
    }


def test_an_area_was_inspected_in_one_month_shortly_before_its_latest_report(cases):
    reports = {row.area: row.reports.split(";") for row in figures.areas().itertuples()}
    months = {(row["area"], row["inspected_on"]) for row in cases.values()}
    assert len(months) == len({area for area, _ in months})
    for area, month in months:
        waited = pd.Period(reports[area][-1], "M") - pd.Period(month, "M")
        assert 3 <= waited.n <= 4
        assert "2016-03" <= month <= "2017-12"


def test_gaps_in_the_record_are_few(cases):
    missing = {
        name: sum(row[name] == "not_recorded" for row in cases.values())
        for name in ("age_group", "ethnic_group", "ogrs_band")
    }
    assert missing["age_group"] == 1
    assert 30 <= missing["ethnic_group"] <= 60
    assert 20 <= missing["ogrs_band"] <= 40


def test_each_case_has_one_to_five_priorities_and_one_of_the_ten_reported(cases, priorities):
    held: dict[str, list[str]] = {case: [] for case in cases}
    for row in priorities:
        held[row["case_id"]].append(row["factor"])
    for case, factors in held.items():
        assert 1 <= len(factors) <= 5, case
        assert len(set(factors)) == len(factors), case
        assert not set(factors) <= set(UNREPORTED_FACTORS), case


def test_the_two_factors_left_out_are_rarer_than_the_ten(priorities):
    sizes = Counter(row["factor"] for row in priorities)
    fewest = min(sizes[factor] for factor in REPORTED_FACTORS)
    assert all(0 < sizes[factor] < fewest for factor in UNREPORTED_FACTORS)


# Judgements belong to the cases they can belong to


def test_every_priority_has_one_judgement_of_availability_and_one_of_delivery(
    priorities, judgements
):
    pairs = sorted((row["case_id"], row["factor"]) for row in priorities)
    for question in ("availability", "delivery"):
        judged = sorted((row["case_id"], row["factor"]) for row in of(judgements, question))
        assert judged == pairs


@pytest.mark.parametrize("body", ["contracted", "partner"])
def test_a_body_contributes_to_priorities_and_to_every_case_its_other_questions_judge(
    body, priorities, judgements
):
    pairs = {(row["case_id"], row["factor"]) for row in priorities}
    outcomes = [(row["case_id"], row["factor"]) for row in of(judgements, f"{body}_outcomes")]
    assert set(outcomes) <= pairs
    assert len(set(outcomes)) == len(outcomes)
    contributed = {case for case, _ in outcomes}
    for question in (f"{body}_risk_focus", f"{body}_review_information"):
        judged = [row["case_id"] for row in of(judgements, question)]
        assert set(judged) <= contributed
        assert len(set(judged)) == len(judged)
        assert all(row["factor"] == "" for row in of(judgements, question))


def test_the_case_without_an_age_is_in_the_one_block_whose_ages_fall_short(judgements):
    asked = [row for row in judgements if row["age_group"] == "not_recorded" and not row["factor"]]
    assert [(row["question"], row["judgement"]) for row in asked] == [
        ("contracted_risk_focus", "yes")
    ]


def test_enough_is_delivered_less_often_where_interventions_are_not_available(judgements):
    available = {
        (row["case_id"], row["factor"]): row["judgement"] for row in of(judgements, "availability")
    }
    delivered = of(judgements, "delivery")
    share = {
        answer: percent(
            row for row in delivered if available[row["case_id"], row["factor"]] == answer
        )
        for answer in ("yes", "no")
    }
    assert 5 < share["no"] < share["yes"] - 20


# Statements


def test_the_order_of_the_factors_is_the_bulletins(priorities, judgements):
    sizes = Counter(row["factor"] for row in priorities)
    assert [factor for factor, _ in sizes.most_common(3)] == [
        "thinking_and_behaviour",
        "relationships",
        "emotional_wellbeing",
    ]
    availability = by_factor(judgements, "availability")
    delivery = by_factor(judgements, "delivery")
    assert max(availability, key=availability.get) == "alcohol_misuse"
    assert min(availability, key=availability.get) == "accommodation"
    assert sum(share > 80 for share in availability.values()) == 8
    ranked = sorted(delivery, key=delivery.get)
    assert ranked[-2:] == ["ete", "accommodation"]
    assert set(ranked[:2]) == {"lifestyle_and_associates", "attitudes_to_offending"}
    assert sum(47 <= round(share) <= 49 for share in delivery.values()) == 6


@pytest.mark.parametrize(
    ("question", "highest", "lowest"),
    [
        ("contracted_outcomes", "ete", "lifestyle_and_associates"),
        ("partner_outcomes", "accommodation", "attitudes_to_offending"),
    ],
)
def test_contributions_have_the_bulletins_extremes_and_fewest(
    question, highest, lowest, judgements
):
    shares = by_factor(judgements, question)
    sizes = Counter(row["factor"] for row in of(judgements, question))
    assert min(REPORTED_FACTORS, key=sizes.get) == "financial_management"
    assert max(shares, key=shares.get) == highest
    assert min(shares, key=shares.get) == lowest
    middle = sorted(shares.values())[4]
    assert shares["lifestyle_and_associates"] < middle
    assert shares["attitudes_to_offending"] < middle


def test_partners_are_judged_sufficient_more_often_than_contracted_providers(judgements):
    for suffix in ("outcomes", "risk_focus", "review_information"):
        partner = percent(of(judgements, f"partner_{suffix}"))
        assert partner > percent(of(judgements, f"contracted_{suffix}"))


SIX = (
    "relationships",
    "lifestyle_and_associates",
    "alcohol_misuse",
    "emotional_wellbeing",
    "thinking_and_behaviour",
    "attitudes_to_offending",
)
CLAIMED = [
    ("availability", "relationships", "provider", "NPS", 1),
    ("delivery", "accommodation", "provider", "NPS", 1),
    ("delivery", "emotional_wellbeing", "provider", "NPS", 1),
    ("contracted_outcomes", "ete", "provider", "NPS", 1),
    ("partner_outcomes", "ete", "provider", "NPS", 1),
    ("partner_outcomes", "attitudes_to_offending", "provider", "NPS", 1),
    ("partner_review_information", "", "provider", "NPS", 1),
    *(("delivery", factor, "age_group", "30_plus", 1) for factor in SIX),
    *(("delivery", factor, "ogrs_band", "high_very_high", -1) for factor in SIX),
]


def selected(judgements: list[Row], question: str, factor: str) -> Regression:
    """The engine's stepwise regression of the cases as they stand in the files."""
    columns = {
        name: [
            row[name] if row[name] != NOT_RECORDED else ""
            for row in of(judgements, question, factor=factor)
        ]
        for name in (*REPORTED_BREAKDOWNS, "judgement")
    }
    levels = {
        name: tuple(term for term in TERMS[name] if term != NOT_RECORDED)
        for name in REPORTED_BREAKDOWNS
    }
    roles = Roles("judgement", tuple(REPORTED_BREAKDOWNS), levels=levels, event="yes")
    return regression(patterns(columns, roles))


@pytest.mark.parametrize(("question", "factor", "variable", "level", "sign"), CLAIMED)
def test_a_difference_called_significant_is_so_with_room_to_spare(
    question, factor, variable, level, sign, judgements
):
    found = selected(judgements, question, factor)
    selection_result = selection_results(found.path)[variable]
    assert selection_result.significant
    assert selection_result.p < 0.02
    (term,) = [row for row in found.coefficients if row.variable == variable]
    assert term.level == level
    assert sign * term.b > 0


@pytest.mark.parametrize("question", ["availability", "delivery"])
@pytest.mark.parametrize("factor", [str(f) for f in REPORTED_FACTORS])
def test_a_difference_not_called_significant_is_far_from_it(question, factor, judgements):
    claimed = {variable for q, f, variable, *_ in CLAIMED if (q, f) == (question, factor)}
    found = selection_results(selected(judgements, question, factor).path)
    rest = {
        name: selection_result.p for name, selection_result in found.items() if name not in claimed
    }
    assert len(rest) == len(REPORTED_BREAKDOWNS) - len(claimed)
    assert min(rest.values()) > 0.15, rest
