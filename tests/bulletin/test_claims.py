"""Each kind of statement, true and false of a tiny case set, and undecided where nothing can."""

from dataclasses import replace

import pandas as pd
import pytest

from probation.bulletin import figures
from probation.bulletin.claims import KINDS, check, rounds_within
from probation.bulletin.evidence import Count, Evidence, shown_factors
from probation.domain.vocabulary import REPORTED_FACTORS, Dimension, Factor

#: The ten factors' percentages of 100 cases each, unless a test says otherwise.
TEN = dict(zip(map(str, REPORTED_FACTORS), (62, 59, 55, 48, 47, 53, 49, 48, 48, 47), strict=True))


def ten(question: str, n: int = 100, **changed: int) -> str:
    """A margins table in which each factor has yes of n cases."""
    lines = [f"{question} | {factor} | {n} | {yes}" for factor, yes in (TEN | changed).items()]
    return "\n".join(["question | factor | n | yes", *lines])


@pytest.fixture
def verdict(statements, evidence):
    """The verdict on one statement given as columns, on the evidence given."""

    def of(against: Evidence | None = None, **columns: object):
        names, values = zip(*columns.items(), strict=True)
        line = "\n".join([" | ".join(names), " | ".join(map(str, values))])
        return check(statements(line), against or evidence()).iloc[0]

    return of


def test_highest_and_lowest(verdict, evidence):
    rates = evidence(ten("delivery", ete=30))
    about = {"question": "delivery"}
    assert verdict(rates, kind="highest", factor="accommodation", **about)["holds"] is True
    assert verdict(rates, kind="highest", factor="ete", **about)["holds"] is False
    assert verdict(rates, kind="lowest", factor="ete", **about)["holds"] is True
    assert verdict(rates, kind="lowest", factor="accommodation", **about)["holds"] is False
    assert verdict(rates, kind="lowest", factor="ete", **about)["how"] == (
        "Education, training and employment 30.0% (30 of 100);"
        " attitudes to offending 47.0% (47 of 100)."
    )


def test_a_tie_is_not_the_highest(verdict, evidence):
    rates = evidence(ten("delivery", ete=62))
    for factor in ("accommodation", "ete"):
        row = verdict(rates, kind="highest", question="delivery", factor=factor)
        assert row["holds"] is False


def test_figures_3_and_4_leave_financial_management_out(verdict, evidence):
    rates = evidence(ten("partner_outcomes", financial_management=99))
    highest = verdict(rates, kind="highest", question="partner_outcomes", factor="accommodation")
    assert highest["holds"] is True
    assert Factor.FINANCIAL_MANAGEMENT not in shown_factors("partner_outcomes")
    assert Factor.FINANCIAL_MANAGEMENT in shown_factors("delivery")


def test_numbers_of_cases_rank_factors_by_share_of_all_cases(verdict, evidence):
    counts = """
        question | factor        | n   | yes
        cases    |               | 100 | 100
        cases    | relationships | 42  | 42
        cases    | ete           | 30  | 30
    """
    row = verdict(evidence(counts), kind="highest", question="cases", factor="relationships")
    assert row["holds"] is True
    assert row["how"].startswith("Relationships 42.0% (42 of 100)")


@pytest.mark.parametrize(
    ("expected", "low", "high", "holds"),
    [
        ("ete", 2, 2, True),
        ("accommodation", 2, 2, False),
        ("financial_management;ete", 2, 3, True),
        ("ete;drug_misuse", 2, 3, False),
        ("alcohol_misuse;relationships", 5, 6, False),  # relationships ties with the seventh
    ],
)
def test_ranks(verdict, evidence, expected, low, high, holds):
    rates = evidence(ten("delivery"))
    row = verdict(rates, kind="ranks", question="delivery", expected=expected, low=low, high=high)
    assert row["holds"] is holds


@pytest.mark.parametrize(
    ("value", "count", "holds"), [(50, 4, True), (50, 5, False), (53, 3, True)]
)
def test_count_above(verdict, evidence, value, count, holds):
    rates = evidence(ten("delivery"))
    row = verdict(rates, kind="count_above", question="delivery", value=value, count=count)
    assert row["holds"] is holds


def test_count_between_is_exact(verdict, evidence):
    asked = {"kind": "count_between", "question": "delivery", "low": 47, "high": 49, "count": 6}
    assert verdict(evidence(ten("delivery")), **asked)["holds"] is True
    assert verdict(evidence(ten("delivery", drug_misuse=49)), **asked)["holds"] is False
    assert verdict(evidence(ten("delivery", relationships=46)), **asked)["holds"] is False


@pytest.mark.parametrize(
    ("yes", "inside"), [(465, True), (464, False), (495, True), (496, False), (480, True)]
)
def test_a_percentage_is_within_whole_numbers_it_can_be_rounded_to(yes, inside):
    assert rounds_within(Count(1000, yes), 47, 49) is inside


@pytest.mark.parametrize(
    ("other", "low", "high", "holds"),
    [("yes", 72, 78, True), ("no", 22, 28, True), ("yes", 22, 28, False), ("no", 72, 78, False)],
)
def test_about(verdict, evidence, other, low, high, holds):
    rates = evidence("question | factor | n | yes \n availability | accommodation | 290 | 214")
    row = verdict(
        rates,
        kind="about",
        question="availability",
        factor="accommodation",
        level="all",
        low=low,
        high=high,
        other=other,
    )
    assert row["holds"] is holds


def test_greater(verdict, evidence):
    rates = evidence("""
        question     | factor        | breakdown | level | n   | yes
        availability | relationships | provider  | NPS   | 100 | 89
        availability | relationships | provider  | CRC   | 100 | 81
    """)
    asked = {"kind": "greater", "question": "availability", "factor": "relationships"}
    right = verdict(rates, **asked, breakdown="provider", level="NPS", other="CRC")
    wrong = verdict(rates, **asked, breakdown="provider", level="CRC", other="NPS")
    assert (right["holds"], wrong["holds"]) == (True, False)
    assert right["how"] == "NPS cases 89.0% (89 of 100); CRC cases 81.0% (81 of 100)."


def test_exceeds_pools_the_factors_of_a_question_asked_for_each(verdict, evidence):
    """Pooled over nine factors: financial management, far higher, would turn the answer round."""
    partners = ten("partner_outcomes", financial_management=0)
    contracted = ten("contracted_outcomes", accommodation=60, financial_management=99)
    rates = evidence(partners + contracted.removeprefix("question | factor | n | yes"))
    right = verdict(rates, kind="exceeds", question="partner_outcomes", other="contracted_outcomes")
    wrong = verdict(rates, kind="exceeds", question="contracted_outcomes", other="partner_outcomes")
    assert (right["holds"], wrong["holds"]) == (True, False)
    assert "of 900" in right["how"]


def test_exceeds_of_questions_asked_once_a_case(verdict, evidence):
    rates = evidence("""
        question              | n  | yes
        partner_risk_focus    | 10 | 7
        contracted_risk_focus | 10 | 7
    """)
    row = verdict(
        rates, kind="exceeds", question="partner_risk_focus", other="contracted_risk_focus"
    )
    assert row["holds"] is False  # the same is not greater


@pytest.mark.parametrize(("factor", "holds"), [("attitudes_to_offending", True), ("ete", False)])
def test_below_the_median_factor(verdict, evidence, factor, holds):
    rates = evidence(ten("delivery"))
    row = verdict(rates, kind="below_median", question="delivery", factor=factor)
    assert row["holds"] is holds
    assert "48.5%" in row["how"]


STANDING = """
    question     | factor        | variable | entered | removed | p
    availability | relationships | provider | {} | {} | {}
"""


@pytest.mark.parametrize(
    ("steps", "how"),
    [
        (0, "Provider does not enter (no step was made), p = 0.400."),
        (1, "Provider does not enter (1 step), p = 0.400."),
    ],
)
def test_of_how_many_steps_it_did_not_enter_is_said(verdict, evidence, steps, how):
    stood = evidence(
        selection_results=f"""
            question     | factor        | variable | entered | removed | p   | steps
            availability | relationships | provider |         |         | 0.4 | {steps}
        """
    )
    asked = {"question": "availability", "factor": "relationships", "breakdown": "provider"}
    assert verdict(stood, kind="not_significant", **asked)["how"] == how


@pytest.mark.parametrize(
    ("entered", "removed", "p", "significant", "how"),
    [
        (2, "", 0.049, True, "Provider enters at step 2 of 3 and stays, p = 0.049."),
        (2, "", 0.06, False, "Provider enters at step 2 of 3 and stays, p = 0.060."),
        (1, 3, 0.04, False, "Provider is removed at step 3 of 3, p = 0.040 outside."),
        (3, 2, 0.0004, True, "Provider enters at step 3 of 3 and stays, p < 0.001."),
        ("", "", 0.03, False, "Provider does not enter (3 steps), p = 0.030."),
    ],
)
def test_significant_is_in_the_model_selected_and_so_there(
    verdict, evidence, entered, removed, p, significant, how
):
    stood = evidence(selection_results=STANDING.format(entered, removed, p))
    asked = {"question": "availability", "factor": "relationships", "breakdown": "provider"}
    yes = verdict(stood, kind="significant", **asked)
    no = verdict(stood, kind="not_significant", **asked)
    assert (yes["holds"], no["holds"]) == (significant, not significant)
    assert yes["how"] == no["how"] == how


@pytest.mark.parametrize(
    ("ete", "relationships", "holds"),
    [
        (" | | 0.2", "1 | | 0.01", True),
        ("2 | | 0.04", "1 | | 0.01", False),
        ("| | .2", "| | 0.06", False),
    ],
)
def test_only_significant(verdict, evidence, ete, relationships, holds):
    stood = dict.fromkeys(REPORTED_FACTORS, "| | 0.5")
    stood |= {Factor.ETE: ete, Factor.RELATIONSHIPS: relationships}
    lines = [f"availability | {factor} | provider | {how}" for factor, how in stood.items()]
    row = verdict(
        evidence(
            selection_results="\n".join(["question|factor|variable|entered|removed|p", *lines]),
        ),
        kind="only_significant",
        question="availability",
        factor="relationships",
        breakdown="provider",
    )
    assert row["holds"] is holds
    nearest = row["how"].split("Nearest of the rest: ")[1]
    assert ", does not enter (3 steps), p = 0." in nearest


@pytest.mark.parametrize(("rest", "clear"), [(0.5, False), (0.02, True)])
def test_it_is_said_what_is_not_clear_once_the_ten_are_judged_together(
    verdict, evidence, rest, clear
):
    """0.01 among ten: ten times that is above 0.05, but for others that are small too."""
    stood = dict.fromkeys(REPORTED_FACTORS, f"| | {rest}") | {Factor.RELATIONSHIPS: "1 | | 0.01"}
    lines = [f"availability | {factor} | provider | {how}" for factor, how in stood.items()]
    selection_results = "\n".join(["question|factor|variable|entered|removed|p", *lines])
    asked = {"question": "availability", "factor": "relationships", "breakdown": "provider"}
    for kind in ("significant", "only_significant"):
        row = verdict(evidence(selection_results=selection_results), kind=kind, **asked)
        assert row["holds"] is True  # by the bulletin's own method
        said = "Not clear after allowing for 10 tests (Benjamini-Hochberg): relationships."
        assert row["how"].endswith(said) is not clear
    none = verdict(evidence(selection_results=selection_results), kind="not_significant", **asked)
    assert "Not clear" not in none["how"]


def test_a_question_asked_once_a_case_is_a_test_of_its_own(verdict, evidence):
    """Nothing is asked of its factors, of which it has none."""
    stood = evidence(
        selection_results="""
        question                    | factor | variable | entered | removed | p
        partner_review_information  |        | provider | 1       |         | 0.04
    """
    )

    def of_factors(question, factor):
        assert factor is None
        return stood.selection_results(question, factor)

    row = verdict(
        replace(stood, selection_results=of_factors),
        kind="significant",
        question="partner_review_information",
        breakdown="provider",
    )
    assert row["holds"] is True
    assert "Not clear" not in row["how"]


def test_fewest_applicable_cases(verdict, evidence):
    margins = ten("partner_outcomes").replace(
        "financial_management | 100", "financial_management | 99"
    )
    rates = evidence(margins)
    few = verdict(rates, kind="fewest", question="partner_outcomes", factor="financial_management")
    many = verdict(rates, kind="fewest", question="partner_outcomes", factor="ete")
    assert (few["holds"], many["holds"]) == (True, False)


@pytest.mark.parametrize(("gang", "holds"), [(46, True), (47, False), (0, False)])
def test_fewer_cases_than_any_reported_factor(verdict, evidence, gang, holds):
    """'Relatively small numbers' is some cases, and fewer than the fewest of the ten."""
    counts = ten("cases") + f"\ncases | gang_membership | {gang} | {gang}"
    row = verdict(evidence(counts), kind="fewer_cases", question="cases", factor="gang_membership")
    assert row["holds"] is holds


RISK = """
    provider | rosh_level | mappa | n
    NPS      | high       | no    | 10
    NPS      | medium     | yes   | 20
    CRC      | {}         | {}    | 30
    NPS      | low        | no    | {}
"""


@pytest.mark.parametrize(("level", "holds"), [("medium", True), ("high", False)])
def test_all_in_a_provider(verdict, evidence, level, holds):
    row = verdict(
        evidence(risk=RISK.format(level, "no", 5)),
        kind="all_in",
        breakdown="rosh_level",
        level="high;very_high",
        expected="NPS",
    )
    assert row["holds"] is holds


def test_all_mappa_cases_in_a_provider(verdict, evidence):
    asked = {"kind": "all_in", "breakdown": "mappa", "level": "yes", "expected": "NPS"}
    assert verdict(evidence(risk=RISK.format("low", "no", 5)), **asked)["holds"] is True
    assert verdict(evidence(risk=RISK.format("low", "yes", 5)), **asked)["holds"] is False


@pytest.mark.parametrize(("nps", "holds"), [(29, True), (30, False)])
def test_most_other_cases_in_a_provider(verdict, evidence, nps, holds):
    risk = evidence(risk=RISK.format("low", "no", nps))
    assert verdict(risk, kind="most_others_in", expected="CRC")["holds"] is holds


@pytest.mark.parametrize(("most", "holds"), [(5, True), (6, False)])
def test_at_most(verdict, evidence, most, holds):
    counted = evidence(priorities=f"factors | cases \n 1 | 10 \n {most} | 1 \n 9 | 0")
    assert verdict(counted, kind="at_most", count=5)["holds"] is holds


@pytest.mark.parametrize(
    ("expected", "holds"), [("kent;london", True), ("kent", False), ("kent;london;gwent", False)]
)
def test_covers(verdict, evidence, expected, holds):
    cases = evidence("""
        question | breakdown | level  | n  | yes
        cases    | area      | kent   | 10 | 10
        cases    | area      | london | 20 | 20
        cases    | area      | durham | 0  | 0
    """)
    row = verdict(cases, kind="covers", question="cases", breakdown="area", expected=expected)
    assert row["holds"] is holds


@pytest.mark.parametrize(
    ("area", "names", "holds"),
    [
        ("kent", "Essex;Dorset & Devon", True),
        ("kent", "Essex", False),
        ("essex", "Essex;Dorset & Devon", False),
    ],
)
def test_not_inspected(verdict, evidence, area, names, holds):
    areas = (
        figures.areas()
        .iloc[:3]
        .assign(contract_package_area=["Kent", "Essex", "Dorset and Devon"], area=["kent", "", ""])
    )
    cases = f"question | breakdown | level | n | yes \n cases | area | {area} | 1 | 1"
    row = verdict(evidence(cases, areas=areas), kind="not_inspected", expected=names)
    assert row["holds"] is holds


def test_an_area_inspected_without_cases_is_none_inspected(verdict, evidence):
    areas = figures.areas().set_index("area", drop=False).loc[["kent", "london"]]
    row = verdict(
        evidence(
            "question | breakdown | level | n | yes \n cases | area | kent | 1 | 1",
            areas=pd.concat([areas, figures.areas().query("area == ''").iloc[:1]]),
        ),
        kind="not_inspected",
        expected="Northumbria",
    )
    assert row["holds"] is False
    assert row["how"] == (
        "Table A1 has 1 without an inspection; cases from elsewhere: none. Inspected, but without"
        " cases: London."
    )


@pytest.mark.parametrize(("expected", "holds"), [("london;kent", True), ("kent", False)])
def test_largest(verdict, evidence, expected, holds):
    cases = evidence("""
        question | breakdown | level  | n  | yes
        cases    | area      | kent   | 10 | 10
        cases    | area      | london | 20 | 20
    """)
    row = verdict(cases, kind="largest", question="cases", breakdown="area", expected=expected)
    assert row["holds"] is holds
    assert row["how"] == "London has the most cases, 20."


def test_the_largest_may_be_none_of_the_bulletins(verdict, evidence):
    cases = evidence("""
        question | breakdown | level     | n  | yes
        cases    | area      | kent      | 10 | 10
        cases    | area      | elsewhere | 20 | 20
    """)
    row = verdict(cases, kind="largest", question="cases", breakdown="area", expected="kent")
    assert row["holds"] is False
    assert row["how"] == "elsewhere has the most cases, 20."


TOO_FEW = "There are too few cases to judge: a base is under 10."


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "highest", "factor": "ete"},
        {"kind": "lowest", "factor": "ete"},
        {"kind": "below_median", "factor": "ete"},
        {"kind": "ranks", "expected": "ete", "low": 2, "high": 2},
        {"kind": "count_above", "value": 50, "count": 4},
        {"kind": "count_between", "low": 47, "high": 49, "count": 6},
        {"kind": "about", "factor": "drug_misuse", "level": "all", "low": 37, "high": 43},
    ],
)
def test_a_percentage_of_fewer_than_ten_judges_nothing(verdict, evidence, asked):
    """One factor of 9 judgements is enough: 4 of 9 might stand anywhere among the others."""
    few = ten("delivery").replace("drug_misuse | 100 | 53", "drug_misuse | 9 | 4")
    row = verdict(evidence(few), question="delivery", **asked)
    assert row["holds"] is None
    assert row["how"] == TOO_FEW


@pytest.mark.parametrize(("n", "holds"), [(9, None), (10, True)])
def test_groups_of_fewer_than_ten_are_not_compared(verdict, evidence, n, holds):
    groups = evidence(
        f"""
        question     | factor | breakdown | level | n   | yes
        availability | ete    | provider  | NPS   | {n} | {n}
        availability | ete    | provider  | CRC   | 90  | 30
        """,
        """
        question     | factor | variable | entered | removed | p
        availability | ete    | provider | 1       |         | 0.01
        """,
    )
    of = {"question": "availability", "factor": "ete", "breakdown": "provider"}
    assert verdict(groups, kind="greater", level="NPS", other="CRC", **of)["holds"] is holds
    assert verdict(groups, kind="significant", **of)["holds"] is holds


@pytest.mark.parametrize("kind", ["covers", "largest"])
def test_nothing_is_judged_of_fewer_than_ten_cases_in_all(verdict, evidence, kind):
    nine = evidence("""
        question | breakdown | level | n | yes
        cases    |           | all   | 9 | 9
        cases    | area      | kent  | 9 | 9
    """)
    row = verdict(nine, kind=kind, question="cases", breakdown="area", expected="kent")
    assert row["holds"] is None
    assert row["how"] == TOO_FEW


def test_the_fewest_of_hardly_any_judgements_is_not_told(verdict, evidence):
    few = evidence("""
        question         | factor | n | yes
        partner_outcomes | ete    | 9 | 4
    """)
    row = verdict(few, kind="fewest", question="partner_outcomes", factor="financial_management")
    assert (row["holds"], row["how"]) == (None, TOO_FEW)


@pytest.mark.parametrize(
    ("asked", "how"),
    [
        ({"kind": "highest", "question": "delivery", "factor": "ete"}, "There are no such cases."),
        ({"kind": "about", "question": "partner_risk_focus"}, "There are no such cases."),
        ({"kind": "at_most", "count": 5}, "There are no cases."),
        ({"kind": "largest", "breakdown": "area"}, "There are no cases."),
        ({"kind": "all_in", "breakdown": "mappa", "level": "yes"}, "There are no such cases."),
        (
            {"kind": "significant", "question": "delivery", "factor": "ete", "breakdown": "gender"},
            "It takes no part in the regression: its cases have one level.",
        ),
    ],
)
def test_without_cases_nothing_is_decided(verdict, asked, how):
    row = verdict(**asked)
    assert row["holds"] is None
    assert row["how"] == how


def test_places_are_named_as_the_cases_name_them_else_as_the_bulletin_does(verdict, evidence):
    cases = evidence(
        """
        question | breakdown | level       | n | yes
        cases    | area      | kent        | 1 | 1
        cases    | area      | bristol_uni | 2 | 2
        cases    | crc_owner | seetec      | 3 | 3
        """,
        codes={Dimension.AREA: {"bristol_uni": "Bristol"}},
    )
    asked = {"kind": "covers", "question": "cases"}
    owners = verdict(cases, breakdown="crc_owner", expected="seetec;eos_works;arcc", **asked)
    assert owners["how"] == "1 of 3 have cases. Without any: ARCC and EOS Works Ltd."
    areas = verdict(cases, breakdown="area", expected="kent;west_mercia", **asked)
    assert areas["how"] == ("1 of 2 have cases. Without any: West Mercia. Not among them: Bristol.")
    most = verdict(cases, kind="largest", breakdown="area", expected="kent")
    assert most["how"] == "Bristol has the most cases, 2."
    elsewhere = verdict(cases, kind="not_inspected", expected="Essex")
    assert "cases from elsewhere: Bristol." in elsewhere["how"]


def test_no_two_statements_are_worded_alike(evidence):
    """Of two parts of one sentence the second says that it is on the direction alone."""
    shipped = figures.statements()
    found = check(shipped, evidence())
    assert found["text"].is_unique
    changed = found["text"] != shipped["text"]
    assert (shipped["kind"][changed] == "greater").all()
    assert found["text"][changed].str.endswith(" (Its direction alone.)").all()
    assert changed.sum() == shipped["text"].duplicated().sum() > 0


def test_every_statement_has_a_known_kind_and_says_how_it_is_tested():
    statements = figures.statements()
    assert statements["id"].is_unique
    assert set(statements["kind"]) == set(KINDS)
    assert (statements["test"] != "").all()


def test_statements_name_known_codes():
    statements = figures.statements()
    assert set(statements["factor"]) <= {"", *Factor}


def test_every_statement_is_decided_or_says_why_not(evidence):
    """All the shipped statements against no cases at all: none holds by default, none crashes."""
    found = check(figures.statements(), evidence())
    assert not [row.id for row in found.itertuples() if row.holds is True]
    assert pd.Series(found["how"]).str.endswith(".").all()
