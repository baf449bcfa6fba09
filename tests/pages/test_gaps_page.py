"""The gaps page: one question, all questions, and contracted providers beside partners."""

import pytest

from probation.domain.vocabulary import REPORTED_FACTORS
from tests.pages import truth
from tests.pages.reading import Visit, charts, column, tables, words

CASES = [
    pytest.param("provider", "CRC", "NPS", {}, id="providers"),
    pytest.param("gender", "male", "female", {"age_group": "30_plus"}, id="gender, filtered"),
]


@pytest.mark.parametrize(("by", "a", "b", "where"), CASES)
def test_each_factor_has_the_counts_of_both_sides_and_their_difference(
    seen: Visit, by: str, a: str, b: str, where: dict
) -> None:
    page = seen("gaps", question="delivery", by=by, **where)
    rows = tables(page)[0]
    counts = truth.judged("delivery", by=by, **where)
    assert column(rows, "Factor") == [factor.label for factor in REPORTED_FACTORS]
    names = {"male": "Male", "female": "Female"}
    for row, factor in zip(rows, REPORTED_FACTORS, strict=True):
        (n_a, yes_a), (n_b, yes_b) = counts[factor.value, a], counts[factor.value, b]
        assert truth.x_of_y(n_a, yes_a) in row[names.get(a, a)]
        assert truth.x_of_y(n_b, yes_b) in row[names.get(b, b)]
        points = round(abs(100 * yes_b / n_b - 100 * yes_a / n_a))
        if min(n_a, n_b) >= 10:
            assert row["Difference, points (95% interval)"].split(" ")[0].lstrip("+−") == str(
                points
            )
        else:
            assert row["Difference, points (95% interval)"] == "[u]"


def test_chart_and_table_keep_one_order(seen: Visit) -> None:
    page = seen("gaps", question="delivery", order="gap")
    rates, differences, *_ = charts(page)
    names = [text.replace("<br>", " ") for text in differences.layout["yaxis"]["ticktext"]]
    assert names == [text.replace("<br>", " ") for text in rates.layout["yaxis"]["ticktext"]]
    assert column(tables(page)[0], "Factor") == names
    widths = [abs(x) for x in differences.data[0]["x"]]
    assert widths == sorted(widths, reverse=True)


def test_what_is_significant_depends_on_whether_tests_are_judged_together(seen: Visit) -> None:
    alone = seen("gaps", question="availability")
    together = seen("gaps", question="availability", bh="on")
    results = [column(tables(page)[0], "Result") for page in (alone, together)]
    assert results[0].count("significant") > results[1].count("significant")
    assert "p, together" in tables(together)[0][0]
    assert "Benjamini-Hochberg" in words(together)


def test_an_old_link_with_adjusted_on_keeps_the_stepwise_model_and_says_so(seen: Visit) -> None:
    page = seen("gaps", question="delivery", adjusted="on")
    assert "Shown too: adjusted by the stepwise model." in words(page)
    assert "Nothing else entered, so nothing is accounted for: accommodation." in words(page)
    rows = {row["Factor"]: row for row in tables(page)[0]}
    adjusted = rows["Emotional wellbeing"]["Stepwise model, points (95% interval)"]
    screen = seen("regression", question="delivery", run="on")
    cells = {row["Model"].split("]")[0].strip("["): row["Provider"] for row in tables(screen)[0]}
    assert adjusted.replace(" ", "") == cells["Emotional wellbeing"].replace("*", "").replace(
        " ", ""
    )
    assert rows["Drug misuse"]["Stepwise model, points (95% interval)"] == "not in the model"
    assert cells["Drug misuse"].startswith("–")


def test_adjusted_is_with_all_six_breakdowns_and_says_on_how_many_cases(seen: Visit) -> None:
    page = seen("gaps", question="availability", full_model="on")
    rows = {row["Factor"]: row for row in tables(page)[0]}
    assert rows["Accommodation"]["Cases in the model"] == "270 of 290"
    # 17 cases of the rarer answer for 6 parameters
    assert rows["Financial management"]["Adjusted, points (95% interval)"] == "too few events"
    said = words(page)
    assert "financial management: fewer than 5, so none is given." in said
    assert "Accounted for: gender, age group, ethnic group, supervision type and" in said
    assert "cannot be fully told apart from provider: CRC cases include no cases of high" in said


def test_the_full_model_is_that_of_the_regression_page(seen: Visit) -> None:
    asked = {"question": "delivery", "factor": "accommodation", "run": "on", "full": "on"}
    page = seen("gaps", question="delivery", full_model="on")
    full = tables(seen("regression", **asked))[-1]
    row = tables(page)[0][0]
    assert full[0]["Level"] == "NPS, against CRC"
    assert (row["Adjusted, points (95% interval)"], row["p, adjusted"]) == (
        full[0]["Points"],
        full[0]["p if removed"],
    )


def test_bounds_for_the_not_recorded_stand_at_a_switch(seen: Visit) -> None:
    page = seen("gaps", question="delivery", by="age_group", bounds="on")
    assert "with age group not recorded belong to" in words(page)
    assert "Bounds for the not recorded, points" in tables(page)[0][0]
    assert "Bounds" not in str(tables(seen("gaps", question="delivery", by="age_group"))[0])


def test_ratios_stand_beside_differences(seen: Visit) -> None:
    rows = tables(seen("gaps", question="delivery", ratio="on"))[0]
    # 93 of 172 and 87 of 118
    assert rows[0]["Ratio (95% interval)"].startswith("1.36 (1.1")


def test_a_question_asked_once_a_case_is_one_row(seen: Visit) -> None:
    page = seen("gaps", question="partner_risk_focus", factor="ete")
    assert not page.exception
    (row,) = tables(page)[0]
    assert row["Judgement"] == "Partners: risk focus"


@pytest.mark.parametrize("bh", ["off", "on"])
def test_what_picks_from_many_gives_both_counts_whatever_the_switch(seen: Visit, bh: str) -> None:
    said = words(seen("gaps", bh=bh))
    assert "5 of 38 gaps remain after allowing for many tests (8 before)" in said
    assert "partners and contracted providers: no difference that these cases can tell from" in said


def test_the_matrix_has_every_judgement(seen: Visit) -> None:
    page = seen("gaps", by="gender")
    matrix = charts(page)[2]
    assert len(matrix.data[0]["x"]) == 44
    rows = tables(page)[1]
    assert len(rows) == 12
    assert sum(bool(cell) for row in rows for name, cell in row.items() if name != "Factor") == 44


def test_contracted_providers_stand_beside_partners(seen: Visit) -> None:
    rows = tables(seen("gaps"))[2]
    assert len(rows) == 12
    risk = next(row for row in rows if row["Factor"] == "Focus on risk of harm")
    assert risk["Contracted providers"] == "61.0% (152 of 249)"
    assert risk["Partners"] == "70.7% (287 of 406)"
    assert risk["Result"] == "significant"


def test_a_filter_that_leaves_one_side_empty_is_named(seen: Visit) -> None:
    page = seen("gaps", provider="NPS")
    assert not page.exception
    assert "The filter on provider leaves one side empty" in page.info[0].value
    assert len(charts(page)) == 1, "partners and contracted providers can still be compared"


def test_both_sides_let_through_are_not_called_one_sided(seen: Visit) -> None:
    page = seen(
        "gaps", by="ethnic_group", ethnic_group=["white", "bame"], area="suffolk", gender="female"
    )
    assert not [info for info in page.info if "leaves one side empty" in info.value]


def test_the_headline_agrees_with_the_results_below_it(seen: Visit) -> None:
    """London has differences on small bases that a test alone would call significant."""
    page = seen("gaps", question="delivery", area="london")
    results = column(tables(page)[0], "Result")
    assert page.header[0].value.endswith("in 3 with 30 or more a side")
    assert results.count("significant") == 0
    assert results.count("[u]") + results.count("not significant") == 10
    assert "+57*" not in str(tables(page)[1])
    assert any(caption.value.startswith("[u] Low reliability") for caption in page.caption)


def test_organisations_are_compared_whatever_the_filter_on_providers(seen: Visit) -> None:
    page = seen("gaps", provider="NPS", area="suffolk")
    sentences = [info.value for info in page.info]
    assert sum("leaves one side empty" in sentence for sentence in sentences) == 2
