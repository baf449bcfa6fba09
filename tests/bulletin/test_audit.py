"""The audit: one thing broken at a time, then the bulletin itself."""

import pytest

from probation.bulletin import figures, slips
from probation.bulletin.audit import Bulletin, audit

WHOLE = """
    breakdown | level  | n   | % yes
              | all    | 100 | 60.0%
    gender    | male   | 60  | 50.0%
    gender    | female | 40  | 75.0%
"""
SAMPLE = """
    id  | question | breakdown | level  | statistic | printed
    all | cases    |           | all    | n         | 200
    w   | cases    | gender    | female | n         | 50
"""


def rules(found):
    return [finding.rule for finding in found]


def test_nothing_is_found_in_a_whole_table(bulletin, table):
    assert audit(bulletin(table(WHOLE))) == []


@pytest.mark.parametrize(
    ("right", "wrong", "rule", "may_have_been"),
    [
        ("75.0%", "74.9%", "granularity", "75.0% (one unit of the last place)"),
        ("60  | 50", "61  | 50", "partition of n", "n 60 (one digit of n)"),
        ("75.0%", "25.0%", "partition of yes", "75.0% (one digit)"),
        ("100 | 60.0%", "100 | 80.0%", "between its parts", ""),
    ],
)
def test_one_broken_figure(bulletin, table, right, wrong, rule, may_have_been):
    found = audit(bulletin(table(WHOLE.replace(right, wrong))))
    assert rule in rules(found)
    finding = found[rules(found).index(rule)]
    assert finding.level == "impossible"
    assert may_have_been in finding.may_have_been


def test_a_yes_count_printed_for_n_is_recognised(bulletin, table):
    """30 of 40 are 75.0%; with 30 printed as n, 22 is 73.3% and 23 is 76.7%."""
    ethnic = """
        breakdown    | level | n   | % yes
                     | all   | 105 | 60.0%
        ethnic_group | white | 60  | 50.0%
        ethnic_group | bame  | 30  | 75.0%
    """
    (finding,) = [f for f in audit(bulletin(table(ethnic))) if f.rule == "granularity"]
    assert "n 40, of which 30 is 75.0% (its yes count stands for n)" in finding.may_have_been


def test_an_n_copied_from_another_row_is_recognised(bulletin, table):
    copied = """
        breakdown    | level    | n   | % yes | label
                     | all      | 100 | 60.0% | All
        age_group    | under_30 | 83  | 60.2% | Young
        age_group    | 30_plus  | 17  | 58.8% | Old
        ethnic_group | white    | 83  | 60.2% | White
        ethnic_group | bame     | 83  | 57.1% | BAME
    """
    (finding,) = [f for f in audit(bulletin(table(copied))) if f.rule == "partition of n"]
    assert finding.may_have_been == (
        "n 14, not the 83 of the row 'Young' (its n is another row's; 1 other such reading)."
    )


def test_no_slip_is_made_up_where_none_explains_it(bulletin, table):
    worse = WHOLE.replace("60  | 50.0%", "99  | 49.5%")
    (finding,) = [f for f in audit(bulletin(table(worse))) if f.rule == "partition of n"]
    assert finding.may_have_been == slips.NONE


def test_a_slip_must_explain_all_that_is_wrong_in_a_broken_breakdown(bulletin, table):
    """80.0% of men would mend the sum, and leave 29.9% of 40 women impossible."""
    worse = WHOLE.replace("75.0%", "29.9%")
    (finding,) = [f for f in audit(bulletin(table(worse))) if f.rule == "partition of yes"]
    assert finding.may_have_been == slips.NONE


def test_two_swapped_digits_are_recognised(bulletin, printed):
    shares = SAMPLE + "    p   | cases    | gender    | female | percent   | 52%\n"
    (finding,) = audit(bulletin(printed(shares)))
    assert finding.rule == "share"
    assert "25% (two digits swapped)" in finding.may_have_been


def test_more_women_than_the_sample_has(bulletin, printed):
    figure = "    t   | partner_risk_focus | gender | {level} | n | {n}\n"
    for level, n, rule in [
        ("female", 50, []),
        ("female", 51, ["subset"]),
        ("male", 150, []),
        ("male", 151, ["subset"]),
    ]:
        found = audit(bulletin(printed(SAMPLE + figure.format(level=level, n=n))))
        assert rules(found) == rule, (level, n)


def test_levels_of_the_sample_that_do_not_add_up(bulletin, printed):
    men = "    m   | cases    | gender    | male   | n         | {}\n"
    assert audit(bulletin(printed(SAMPLE + men.format(150)))) == []
    assert rules(audit(bulletin(printed(SAMPLE + men.format(149))))) == ["partition of n"]


def test_cases_in_no_row_are_remarked_not_faulted(bulletin, table):
    ages = """
        breakdown | level    | n   | % yes
                  | all      | 100 | 60.0%
        age_group | under_30 | 40  | 50.0%
        age_group | 30_plus  | 50  | 70.0%
    """
    (remark,) = audit(bulletin(table(ages)))
    assert (remark.rule, remark.level) == ("not recorded", "remark")
    assert "10 of 100" in remark.finding


def test_a_tie_rounded_down_is_remarked(bulletin, table):
    for percent, rule in (("12.5%", []), ("12%", ["tie"]), ("13%", [])):
        eighth = f"""
            breakdown | level  | n  | % yes
                      | all    | 16 | 12.5%
            gender    | male   | 8  | {percent}
            gender    | female | 8  | 12.5%
        """
        assert rules(audit(bulletin(table(eighth)))) == rule, percent


def test_text_must_round_from_the_table(bulletin, printed):
    both = """
        id    | where       | question           | level | statistic | printed
        table | Table 2     | partner_risk_focus | all   | percent   | 70.7%
        text  | Section 2.3 | partner_risk_focus | all   | percent   | {}
    """
    assert audit(bulletin(printed(both.format("71%")))) == []
    assert rules(audit(bulletin(printed(both.format("70%"))))) == ["text against table"]


def test_a_figure_printed_twice_must_be_one(bulletin, printed):
    twice = """
        id | where   | breakdown | level    | statistic | printed
        a  | Annex A | factor    | reported | count     | ten
        b  | Summary | factor    | reported | count     | {}
    """
    assert audit(bulletin(printed(twice.format("ten")))) == []
    assert rules(audit(bulletin(printed(twice.format("nine"))))) == ["repeated figure"]


@pytest.mark.parametrize(
    ("young", "old", "overlap"),
    [
        (">30", "30+", True),
        (">30", "31+", True),
        ("<30", "30+", False),
        ("<31", ">30", False),
        ("Male", "Female", False),
    ],
)
def test_row_labels_must_not_overlap(bulletin, printed, young, old, overlap):
    rows = f"""
        id | where   | breakdown | level    | statistic | printed | label
        a  | Table 1 | age_group | under_30 | n         | 10      | {young}
        b  | Table 1 | age_group | 30_plus  | n         | 20      | {old}
    """
    found = audit(bulletin(printed(rows)))
    assert rules(found) == (["labels"] if overlap else [])
    if overlap:
        assert found[0].may_have_been == "<30 (the sign turned round)."


@pytest.mark.parametrize(
    ("name", "may_have_been"),
    [
        ("lifestyle and associates", None),
        ("ETE", None),
        ("lifestyle and attitudes", "lifestyle and associates."),
    ],
)
def test_factors_are_called_by_their_names(bulletin, statements, name, may_have_been):
    rows = f"""
        id | kind | printed_as
        a  | sig  | {name}
    """
    found = [f.may_have_been for f in audit(bulletin(statements=statements(rows)))]
    assert found == ([] if may_have_been is None else [may_have_been])


def test_counts_in_the_text_are_those_of_table_a1(bulletin, printed):
    count = """
        id    | breakdown | level     | statistic | printed
        areas | area      | inspected | count     | {}
    """
    table_a1 = figures.areas().query("reports.str.count(';') < 2 and crc_owner != 'sodexo'")
    inspected = int((table_a1["area"] != "").sum())
    right = bulletin(printed(count.format(inspected)), areas=table_a1)
    wrong = bulletin(printed(count.format(inspected + 1)), areas=table_a1)
    assert audit(right) == []
    assert rules(audit(wrong)) == ["text against Table A1"]


@pytest.mark.parametrize(
    ("names", "rule"),
    [
        ("Essex;Dorset and Devon", []),
        ("Essex;Dorset & Devon", ["area names"]),
        ("Essex", ["text against Table A1"]),
        ("Essex;Dorset and Devon;Kent", ["text against Table A1"]),
    ],
)
def test_areas_not_inspected_are_those_of_table_a1(bulletin, statements, names, rule):
    areas = (
        figures.areas()
        .iloc[[3, 4, 5]]
        .assign(contract_package_area=["Kent", "Essex", "Dorset and Devon"], area=["kent", "", ""])
    )
    claim = f"""
        id | kind          | expected
        a  | not_inspected | {names}
    """
    found = audit(bulletin(statements=statements(claim), areas=areas))
    assert rules(found) == rule


@pytest.mark.parametrize(
    ("percent", "other", "near"),
    [("74%", "yes", True), ("79%", "yes", False), ("26%", "no", True), ("74%", "no", False)],
)
def test_a_fraction_in_words_is_near_its_percentage(
    bulletin, printed, statements, percent, other, near
):
    figure = f"""
        id | question     | factor | level | statistic | printed
        a  | availability | ete    | all   | percent   | {percent}
    """
    claim = f"""
        id | kind  | question     | factor | level | low | high | other
        b  | about | availability | ete    | all   | 72  | 78   | {other}
    """
    found = audit(bulletin(printed(figure), statements(claim)))
    assert rules(found) == ([] if near else ["verbal fractions"])


def test_the_highest_is_not_passed_by_another_printed_percentage(bulletin, printed, statements):
    figures_ = """
        id | question | factor        | level | statistic | printed
        a  | delivery | accommodation | all   | percent   | 62%
        b  | delivery | ete           | all   | percent   | {}
    """
    claim = statements("""
        id | kind    | question | factor        | text
        c  | highest | delivery | accommodation | It is highest.
    """)
    assert audit(bulletin(printed(figures_.format("59%")), claim)) == []
    assert rules(audit(bulletin(printed(figures_.format("63%")), claim))) == ["orderings"]


@pytest.fixture(scope="module")
def found():
    return audit(Bulletin(figures.published(), figures.statements(), figures.areas()))


def test_what_is_impossible_in_the_bulletin(found):
    impossible = [(f.rule, f.ids[-1]) for f in found if f.level == "impossible"]
    assert sorted(impossible) == [
        ("granularity", "t2.partner_review_information.ethnic_group.bame.percent"),
        ("granularity", "t2.partner_review_information.provider.CRC.percent"),
        ("granularity", "t2.partner_review_information.provider.NPS.percent"),
        ("granularity", "t2.partner_risk_focus.ethnic_group.bame.percent"),
        ("partition of n", "t1.contracted_review_information.ogrs_band.high_very_high.percent"),
        ("partition of n", "t2.partner_review_information.ogrs_band.high_very_high.percent"),
        ("partition of n", "t2.partner_risk_focus.ogrs_band.high_very_high.percent"),
        ("partition of yes", "t2.partner_review_information.ethnic_group.bame.percent"),
        ("share", "s2.cases.mappa.yes.percent"),
    ]


def test_what_is_remarked_in_the_bulletin(found):
    remarks = {f.rule for f in found if f.level == "remark"}
    assert remarks == {
        "not recorded",
        "tie",
        "nearest whole numbers",
        "labels",
        "factor names",
        "area names",
        "owner names",
        "report dates",
    }


def test_what_the_bame_row_may_have_been(found):
    """52 of 75 is 69.3%, and 75 fits beside 324 White cases in 406: 52 may be the yes count."""
    (row,) = [f for f in found if f.ids == ("t2.partner_risk_focus.ethnic_group.bame.percent",)]
    assert "n 75, of which 52 is 69.3%" in row.may_have_been


def test_the_provider_rows_of_table_2_miss_one_yes(found):
    (row,) = [f for f in found if f.rule == "nearest whole numbers"]
    assert row.finding == (
        "The nearest whole numbers, 137 and 145, add to 282; all cases have 283 yes."
    )


def test_no_slip_explains_the_ogrs_rows(found):
    ogrs = [f for f in found if f.rule == "partition of n"]
    assert {f.may_have_been for f in ogrs} == {slips.NONE}
