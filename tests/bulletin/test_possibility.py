"""Which printed percentages can be true: whole numbers, shares and partitions."""

from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal, localcontext

import pytest

from probation.bulletin import figures
from probation.bulletin.possibility import possibility, whole_numbers

WHOLE = """
    breakdown | level  | n   | % yes
              | all    | 100 | 60.0%
    provider  | CRC    | 60  | 50.0%
    provider  | NPS    | 40  | 75.0%
"""


def by_brute_force(n: int, percent: str) -> list[int]:
    """Every k of n that school rounding, ties up or ties down, turns into the printed text."""
    places = Decimal(1).scaleb(-len(percent.rstrip("%").partition(".")[2]))
    with localcontext() as context:
        context.prec = 50
        return [
            k
            for k in range(n + 1)
            for share in [Decimal(100 * k) / Decimal(n)]
            if percent
            in {f"{share.quantize(places, how)}%" for how in (ROUND_HALF_UP, ROUND_HALF_DOWN)}
        ]


@pytest.mark.parametrize("n", [1, 7, 36, 52, 144, 176, 215])
@pytest.mark.parametrize("places", [0, 1])
def test_whole_numbers_are_those_of_school_rounding(n, places):
    for unit in range(100 * 10**places + 1):
        percent = f"{unit / 10**places:.{places}f}%"
        assert list(whole_numbers(n, percent)) == by_brute_force(n, percent), percent


def test_an_exact_tie_may_be_rounded_either_way():
    """99 of 144 is exactly 68.75%."""
    assert 99 in whole_numbers(144, "68.7%")
    assert 99 in whole_numbers(144, "68.8%")
    assert 99 not in whole_numbers(144, "68.6%")


def test_nothing_is_a_share_of_no_cases():
    assert not whole_numbers(0, "0.0%")


def test_a_whole_table_is_possible(table):
    found = possibility(table(WHOLE))
    assert found["possible"].all()
    assert (found["tolerance"] == 0).all()
    assert not found["n_free"].any()
    assert (found["reason"] == "").all()


@pytest.mark.parametrize(
    ("right", "wrong", "reason"),
    [
        ("CRC    | 60", "CRC    | 61", "61 and 40 add to 101, more than all 100 cases."),
        ("NPS    | 40", "NPS    | 36", "60 and 36 add to 96, not to all 100 cases."),
        ("40  | 75.0%", "40  | 80.0%", "The rows have 62 yes between them; all cases have 60."),
    ],
)
def test_rows_that_are_no_breakdown_are_all_impossible(table, right, wrong, reason):
    found = possibility(table(WHOLE.replace(right, wrong))).set_index("id")
    rows = found.drop(index=["all.all.n", "all.all.percent"])
    assert (rows["tolerance"] == 3.0).all()
    assert rows["n_free"].all()
    assert set(rows["reason"]) == {f"Not a breakdown: {reason}"}
    assert found.loc["all.all.percent", "possible"]


def test_an_impossible_percentage_leaves_the_rest_of_its_breakdown_possible(table):
    found = possibility(table(WHOLE.replace("75.0%", "74.9%"))).set_index("id")
    failing = found[~found["possible"]]
    assert list(failing.index) == ["provider.NPS.percent"]
    assert failing["tolerance"].item() == 1.5
    assert not failing["n_free"].item()
    assert failing["reason"].item() == "No whole number of 40 is 74.9%: 29 is 72.5%, 30 is 75.0%."


def test_cases_not_recorded_may_say_either(table):
    """Of 100 cases 10 have no age: 60 yes can be made up, 70 cannot, nor can 49."""
    ages = """
        breakdown | level    | n   | % yes
                  | all      | 100 | {all}
        age_group | under_30 | 40  | 50.0%
        age_group | 30_plus  | 50  | 60.0%
    """
    for all_cases, possible in (("50.0%", 1), ("60.0%", 1), ("61.0%", 0), ("49.0%", 0)):
        found = possibility(table(ages.format(all=all_cases)))
        assert found["possible"].all() == bool(possible), all_cases


def test_a_count_and_its_share_must_agree(printed):
    found = possibility(
        printed("""
            id    | question | breakdown | level | statistic | printed
            all   | cases    |           | all   | n         | 1,066
            n     | cases    | mappa     | yes   | n         | 271
            right | cases    | mappa     | yes   | percent   | 25%
            wrong | cases    | mappa     | yes   | percent   | 26%
        """)
    ).set_index("id")
    assert list(found.index[~found["possible"]]) == ["wrong"]
    assert found.loc["wrong", "reason"] == "271 of 1,066 is 25.4%, not 26%."


def test_a_share_of_all_cases_needs_a_whole_number_too(printed):
    found = possibility(
        printed("""
            id    | question | factor | level | statistic | printed
            all   | cases    |        | all   | n         | 10
            right | cases    | ete    | all   | percent   | 70%
            wrong | cases    | ete    | all   | percent   | 76%
        """)
    ).set_index("id")
    assert list(found.index[~found["possible"]]) == ["wrong"]


def test_a_figure_not_about_the_case_set_is_not_doubted(printed):
    found = possibility(
        printed("""
            id      | statistic | printed
            decline | percent   | 12%
        """)
    )
    assert found["possible"].all()


def test_the_bulletin_s_impossible_figures():
    """Each worked out by hand from Tables 1 and 2 and section 2."""
    found = possibility(figures.published()).set_index("id")
    alone = found[found["tolerance"] == 1.5]
    no_breakdown = found[found["tolerance"] == 3.0]
    assert set(alone.index) == {
        "s2.cases.mappa.yes.percent",
        "t2.partner_review_information.provider.CRC.percent",
        "t2.partner_review_information.provider.NPS.percent",
        "t2.partner_risk_focus.ethnic_group.bame.percent",
    }
    assert {id.rsplit(".", 2)[0] for id in no_breakdown.index} == {
        "t1.contracted_review_information.ogrs_band",
        "t2.partner_risk_focus.ogrs_band",
        "t2.partner_review_information.ogrs_band",
        "t2.partner_review_information.ethnic_group",
    }
    assert len(no_breakdown) == 16
