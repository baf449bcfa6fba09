"""The areas page: the funnel, the map and an area's profile."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Selectbox

from probation.domain.questions import QUESTIONS
from probation.domain.vocabulary import BREAKDOWNS, REPORTED_FACTORS
from probation.domain.wording import join_or
from tests import builders
from tests.pages import truth
from tests.pages.reading import (
    FILTERED,
    Chart,
    Visit,
    charts,
    choices,
    column,
    plain,
    tables,
    under_title,
    words,
)

#: Where each chart stands: those of a chosen area come first.
PROFILE, FACTORS, FUNNEL, MAP = 0, 1, -2, -1
AREAS = (
    "South Yorkshire", "Durham", "North Yorkshire", "Cumbria", "Greater Manchester",
    "Staffordshire", "Derbyshire", "West Mercia", "Gwent", "Gloucestershire", "Northamptonshire",
    "Suffolk", "Kent", "London",
)  # fmt: skip


def code(name: str) -> str:
    return name.lower().replace(" ", "_")


def test_the_table_has_every_area_in_the_order_of_table_a1(seen: Visit) -> None:
    rows = tables(seen("areas", question="partner_risk_focus"))[0]
    counts = truth.judged("partner_risk_focus", by="area")
    assert column(rows, "Area inspected") == list(AREAS)
    for row in rows:
        n, yes = counts[None, code(row["Area inspected"])]
        assert row["Yes"] == truth.x_of_y(n, yes)
        assert row["% yes"] == truth.share(n, yes)


def test_the_headline_counts_who_is_outside_and_says_what_chance_would_do(seen: Visit) -> None:
    page = seen("areas", question="delivery", factor="accommodation")
    rows = tables(page)[0]
    out = [row["Area inspected"] for row in rows if row["Position"] not in ("Within", "[u]")]
    few = [row for row in rows if row["Position"] == "[u]"]
    assert len(out) == len(few) == 1
    assert (few[0]["% yes"], few[0]["p, all tests together"]) == ("[u]", "")
    assert page.header[0].value == (
        "In these synthetic cases, no area with 10 cases or more can be told from the others: 1 of"
        " 13 outside 95% limits"
    )
    said = words(page)
    assert "Outside the 95% limits: 1 of 13 areas with 10 cases or more. Below 0.05" in said
    assert out[0] not in said, "named in the figure and the table alone"
    assert "at most 1 in 20" in said
    assert "at most 1 in 500" in said
    assert "not a verdict" in said
    assert "independent of each other" in said


def test_the_chart_shows_the_tables_percentages_by_size(seen: Visit) -> None:
    page = seen("areas", question="availability", factor="ete")
    marks = charts(page)[FUNNEL].data[0]
    counts = truth.judged("availability", "ete", by="area")
    for name, size, share in zip(marks["customdata"], marks["x"], marks["y"], strict=True):
        n, yes = counts["ete", name]
        assert (size, share) == (n, pytest.approx(100 * yes / n))
    assert len(marks["x"]) == sum(n >= 10 for n, _ in counts.values())


def test_of_all_factors_together_it_is_said_what_judgements_are_worth(seen: Visit) -> None:
    together, one = (seen("areas", question="delivery", **f) for f in ({}, {"factor": "ete"}))
    assert "judgements tell as much as" in words(together)
    assert "at most about 1 in 20" in words(together)
    assert "judgements tell as much as" not in words(one)


def test_an_older_link_is_adjusted_for_provider_too(seen: Visit) -> None:
    page = seen("areas", question="delivery", factor="ete", adjusted="on")
    named = f"Adjusted for {join_or([b.phrase for b in BREAKDOWNS], 'and')}."
    assert named in words(page)
    funnel = charts(page)[FUNNEL]
    assert "Adjusted for provider" in funnel.layout["meta"]["source"]
    assert funnel.layout["yaxis"]["title"]["text"] == "Adjusted per cent yes"
    assert {"Adjusted % yes", "Expected"} <= set(tables(page)[0][0])
    assert "adjusted for case mix and provider" in under_title(page)


def test_adjusted_for_case_mix_leaves_provider_out_and_says_so(seen: Visit) -> None:
    page = seen("areas", question="delivery", factor="ete", case_mix="on")
    said = "not for provider, which is part of what is judged."
    assert said in words(page)
    assert said in charts(page)[FUNNEL].layout["meta"]["source"]
    assert {"Adjusted % yes", "Expected"} <= set(tables(page)[0][0])
    view = choices(page, "view")
    switches = dict(zip(view["labels"], view["chosen"].values(), strict=True))
    assert switches["Adjusted for case mix"] == ["on"]
    assert switches["Adjusted for case mix and provider"] == ["off"]


def test_adjusted_gaps_do_not_adjust_the_funnel(visit: Visit) -> None:
    """The menu leads to a bare address."""
    page = visit("gaps", adjusted="on", gender="male")
    page.query_params.clear()
    page = page.switch_page("../../pages/areas.py").run()
    assert page.query_params == {"gender": "male"}
    assert "Adjusted for" not in words(page)


def test_what_cannot_be_adjusted_is_said_and_nowhere_called_adjusted(seen: Visit) -> None:
    asked = {"question": "availability", "factor": "financial_management", "gender": "female"}
    plain, page = seen("areas", **asked), seen("areas", **asked, adjusted="on")
    said = words(page)
    assert "There are too few judgements to adjust for case mix: the rarer answer" in said
    assert "Adjusted for" not in said
    assert tables(page)[0] == tables(plain)[0]
    assert "% yes" in tables(page)[0][0]
    funnel = charts(page)[FUNNEL]
    assert funnel.layout["yaxis"]["title"]["text"] == "Per cent yes"
    assert "Adjusted" not in funnel.layout["meta"]["source"]


def test_under_10_judgements_in_all_there_is_no_percentage_and_no_funnel(seen: Visit) -> None:
    asked = {"question": "contracted_outcomes", "factor": "financial_management"}
    ((n, _),) = truth.judged(*asked.values(), gender="female", ethnic_group="bame").values()
    page = seen("areas", **asked, gender="female", ethnic_group="bame")
    assert not page.exception
    assert 0 < n < 10
    said = f"In these synthetic cases, too few cases ({n}) to compare"
    assert page.header[0].value == said
    assert "Yes in" not in words(page)
    assert len(charts(page)) == 1, "the map alone"
    assert not any("%" in cell for row in tables(page)[0] for cell in row.values())


def test_under_30_judgements_in_all_the_percentage_is_flagged(seen: Visit) -> None:
    asked = {"question": "contracted_outcomes", "factor": "financial_management"}
    ((n, yes),) = truth.judged(*asked.values(), gender="male", ethnic_group="white").values()
    assert 10 <= n < 30
    page = seen("areas", **asked, gender="male", ethnic_group="white")
    assert f"Yes in {100 * yes / n:.1f}% [u] of {n} judgements" in words(page)
    (named,) = [trace for trace in charts(page)[FUNNEL].data if trace["mode"] == "text"]
    assert plain(named["text"][0]) == f"All {100 * yes / n:.1f}% [u]"


@pytest.mark.parametrize(("unit", "rows"), [("crc_owner", 8), ("division", 7)])
def test_crc_owners_and_divisions_can_be_compared(seen: Visit, unit: str, rows: int) -> None:
    page = seen("areas", question="partner_risk_focus", unit=unit)
    counts = truth.judged("partner_risk_focus", by=unit)
    shown = tables(page)[0]
    assert len(shown) == rows
    assert sorted(column(shown, "Yes")) == sorted(truth.x_of_y(*c) for c in counts.values())
    assert ("NPS cases too" in words(page)) == (unit == "crc_owner")


def test_a_filter_of_place_is_set_aside_and_that_is_said(seen: Visit) -> None:
    every, one = (seen("areas", **where) for where in ({}, {"area": "kent"}))
    assert tables(one)[-1] == tables(every)[-1]
    (said,) = [text.value for text in one.main.caption if "set aside" in text.value]
    assert said.startswith("Filters of area, CRC owner and NPS division are set aside")
    assert "set aside" not in words(every)


def test_the_map_marks_the_14_areas_inspected(seen: Visit) -> None:
    map_ = charts(seen("areas"))[MAP]
    assert sorted(map_.data[0]["customdata"]) == sorted(map(code, AREAS))
    assert len(_marked(map_)) == 14


def _marked(chart: Chart) -> list[str]:
    return [label for label in chart.labels() if "✓" in label]


def test_without_a_choice_the_page_says_how_to_choose(seen: Visit) -> None:
    page = seen("areas")
    assert "Select a mark, or a tile of the map, for an area's profile." in words(page)
    assert len(charts(page)) == 2


def test_the_profile_holds_each_question_against_the_other_areas(seen: Visit) -> None:
    page = seen("areas", question="partner_risk_focus", place="kent", gender="male")
    rows, people, _ = tables(page)
    for row, question in zip(rows, QUESTIONS.values(), strict=True):
        counts = truth.judged(question.key, by="area", gender="male")
        here = [pair for (_, area), pair in counts.items() if area == "kent"]
        rest = [pair for (_, area), pair in counts.items() if area != "kent"]
        for name, part in (("Kent", here), ("Other areas", rest)):
            sums = [sum(pair[i] for pair in part) for i in (0, 1)]
            assert truth.x_of_y(*sums) in row[name]
    cases = truth.inspected(area="kent", gender="male")
    assert page.header[0].value == f"In these synthetic cases, Kent: {cases} cases"
    assert f"100.0% ({cases})" in column(people, "Kent")
    assert "tests were made at once: were there no real differences, 1 in 20" in words(page)


def test_who_an_areas_cases_are_is_marked_on_a_small_base(seen: Visit) -> None:
    cases = truth.inspected(area="kent", gender="female")
    assert 10 <= cases < 30
    page = seen("areas", place="kent", gender="female")
    (people,) = [rows for rows in tables(page) if "All areas" in rows[0]]
    assert f"100.0% [u] ({cases})" in column(people, "Kent")
    assert f"100.0% ({truth.inspected(gender='female')})" in column(people, "All areas")


def test_a_question_asked_per_factor_is_also_shown_factor_by_factor(seen: Visit) -> None:
    page = seen("areas", question="delivery", place="london")
    drawn = charts(page)[FACTORS].layout["yaxis"]["ticktext"]
    assert len(drawn) == len(REPORTED_FACTORS)
    rows = tables(page)[2]
    assert column(rows, "Judgement") == [factor.label for factor in REPORTED_FACTORS]
    counts = truth.judged("delivery", by="area")
    for row, factor in zip(rows, REPORTED_FACTORS, strict=True):
        assert truth.x_of_y(*counts[factor.value, "london"]) in row["London"]


def test_the_profile_names_division_owner_reports_and_month(seen: Visit) -> None:
    said = words(seen("areas", place="london"))
    for fact in ("NPS division: London", "MTCnovo", "January 2018", "Inspected from"):
        assert fact in said
    assert "No other inspection" in said


def test_an_area_chosen_on_this_page_is_chosen_on_every_other(visit: Visit) -> None:
    page = visit("areas", gender="male", question="delivery")
    page = _area(page).select("kent").run()
    assert page.header[0].value.startswith("In these synthetic cases, Kent: ")
    for name in FILTERED:
        page = page.switch_page(f"../../pages/{name}.py").run()
        assert not page.exception
        assert "Filtered to: Kent; men." in under_title(page)


@pytest.mark.parametrize("link", ["place", "area"])
def test_older_links_name_the_place_and_mean_the_filter_on_areas(seen: Visit, link: str) -> None:
    page = seen("areas", question="delivery", **{link: "kent"})
    assert page.query_params == {"question": "delivery", "area": "kent"}
    assert (
        page.header[0].value
        == f"In these synthetic cases, Kent: {truth.inspected(area='kent')} cases"
    )
    assert _area(page).value == "kent"
    assert "Filtered to: Kent." in under_title(page)


def test_an_older_link_names_a_place_beside_filters_on_places(seen: Visit) -> None:
    where = {"division": "london", "crc_owner": "mtcnovo", "gender": "male"}
    page = seen("areas", place="kent", area="london", **where)
    assert page.query_params == where | {"area": "kent"}
    assert (
        page.header[0].value
        == f"In these synthetic cases, Kent: {truth.inspected(area='kent', gender='male')} cases"
    )


def _area(page: AppTest) -> Selectbox:
    """The choice of an area."""
    (choice,) = [box for box in page.selectbox if box.label == "Area"]
    return choice


def test_an_area_without_cases_under_the_filters_is_said_to_have_none(seen: Visit) -> None:
    page = seen("areas", place="kent", provider="CRC", mappa="yes")
    assert not page.exception
    assert page.header[0].value == "In these synthetic cases, Kent: 0 cases"
    assert "No case in Kent matches" in "\n".join(info.value for info in page.info)


def test_choosing_an_area_in_the_list_shows_its_profile(visit: Visit) -> None:
    page = visit("areas")
    chosen = _area(page).select("gwent").run()
    assert chosen.header[0].value.startswith("In these synthetic cases, Gwent: ")
    assert chosen.query_params == {"area": "gwent"}
    every = _area(chosen).select("").run()
    assert every.query_params == {}
    assert len(charts(every)) == 2


def test_areas_stand_in_the_order_of_the_alphabet(seen: Visit) -> None:
    assert _area(seen("areas")).options == ["All areas", *sorted(AREAS)]


def test_a_question_of_the_regression_page_alone_is_not_taken_for_one(seen: Visit) -> None:
    page = seen("areas", question="all")
    assert not page.exception
    assert "Availability of interventions" in under_title(page)


def test_an_earlier_inspection_and_areas_off_the_map_are_told_of(
    visit: Visit, own_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = """
    case_id | area   | inspected_on
    old     | london | 2016-05
    new     | london | 2017-10
    other   | yorks  | 2017-03
    """
    judgements = """
    case_id | question           | judgement
    old     | partner_risk_focus | yes
    new     | partner_risk_focus | no
    """
    builders.ship(builders.case_files(tmp_path / "data", cases, judgements))
    monkeypatch.setenv("PROBATION_DATA", str(tmp_path / "data"))
    page = visit("areas", place="london", question="partner_risk_focus")
    assert not page.exception
    said = words(page)
    assert "Inspected from May 2016: 1 case, not counted: inspected again later" in said
    assert "Inspected from October 2017: 1 case, counted" in said
    assert "No other inspection" not in said
    assert "not on this map: Yorkshire" in said
    assert page.header[1].value.endswith("too few cases (1) to compare")
