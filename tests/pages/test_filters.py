"""Filters as a reader meets them: counted, folded, told as chips, taken away and brought back."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.reading import FILTERED, PAGES, Visit, charts, choices, tables, tap, under_title

Way = Callable[[AppTest], AppTest]
GROUPS = ["Person", "Place", "Sentence and risk"]
WHERE = {"gender": "female", "area": ["kent", "london"]}


def chips(page: AppTest) -> list[str]:
    """The buttons beside the question: filters in force, and the ways to be rid of them."""
    return [b.label for b in page.main.button if (b.key or "").startswith("chip")]


def press(page: AppTest, label: str) -> AppTest:
    (button,) = [b for b in page.main.button if b.label == label]
    return button.click().run()


def by_menu(page: AppTest, name: str) -> None:
    """Another page, as the menu leads to it: to an address without parameters."""
    page.query_params.clear()
    page.switch_page(f"../../pages/{name}.py").run()


@pytest.mark.parametrize("name", FILTERED)
def test_without_filters_there_are_no_chips(seen: Visit, name: str) -> None:
    assert chips(seen(name, order="value")) == []


#: The briefing's items have filters of their own.
@pytest.mark.parametrize("name", [page for page in PAGES if page != "briefing"])
def test_each_filter_in_force_is_a_button_that_takes_it_away(visit: Visit, name: str) -> None:
    page = visit(name, **WHERE)
    assert chips(page) == ["Kent", "London", "Women", "Clear"]
    page = press(page, "Kent")
    assert not page.exception
    assert page.query_params == {"gender": "female", "area": "london"}
    assert chips(page) == ["London", "Women", "Clear", "Undo"]
    page = press(press(page, "London"), "Women")
    assert page.query_params == {}
    assert chips(page) == ["Undo"]


def test_one_filter_alone_needs_no_second_way_to_be_taken_away(seen: Visit) -> None:
    assert chips(seen("delivery", gender="female")) == ["Women"]


@pytest.mark.parametrize("way", [lambda page: press(page, "Clear"), lambda page: tap(page, "")])
def test_all_filters_go_at_once_and_come_back_at_once(visit: Visit, way: Way) -> None:
    page = visit("delivery", by="gender", **WHERE)
    before = under_title(page), tables(page)
    page = way(page)
    assert page.query_params == {"by": "gender"}
    assert "All inspected cases." in under_title(page)
    page = press(page, "Undo")
    assert page.query_params == {"by": "gender", **WHERE}
    assert (under_title(page), tables(page)) == before
    assert "Undo" not in chips(page), "there is nothing more to bring back"


def test_what_was_taken_away_comes_back_on_another_page_too(visit: Visit) -> None:
    page = press(visit("delivery", **WHERE), "Kent")
    by_menu(page, "availability")
    page = press(page, "Undo")
    assert not page.exception
    assert "Filtered to: Kent or London; women." in under_title(page)


def test_a_filter_chosen_since_is_not_lost_by_an_undo(visit: Visit) -> None:
    page = press(visit("delivery", gender="female"), "Women")
    page = tap(page, "provider", "CRC")
    assert chips(page) == ["CRC cases"], "the way back ended with the next choice"
    assert page.query_params == {"provider": "CRC"}


def test_an_undo_brings_back_filters_and_nothing_else(visit: Visit) -> None:
    page = press(visit("availability", **WHERE), "Women")
    by_menu(page, "delivery")
    by_menu(page, "gaps")
    page = press(page, "Undo")
    assert under_title(page).startswith("Delivery of interventions")
    assert "women" in under_title(page)


def test_an_address_from_outside_leaves_nothing_to_undo(visit: Visit) -> None:
    page = press(visit("availability", gender="female"), "Women")
    page.query_params.update({"factor": "ete", "provider": "NPS"})
    page.switch_page("../../pages/delivery.py").run()
    assert chips(page) == ["NPS cases"]


@pytest.mark.parametrize(
    ("name", "where", "tables_of_all"),
    [
        ("gaps", {"division": "south_east_and_eastern", "ethnic_group": "bame"}, 1),
        ("delivery", {"by": "provider", "gender": "female", "age_group": "under_30"}, 1),
        ("availability", {"provider": "CRC", "age_group": "not_recorded"}, 0),
    ],
)
def test_a_small_group_is_no_dead_end(
    visit: Visit, name: str, where: dict, tables_of_all: int
) -> None:
    page = visit(name, **where)
    together = [rows for rows in tables(page) if "All ten factors together" in rows[0]]
    assert len(together) == tables_of_all
    wider = [b for b in page.main.button if b.label.startswith("Without '")]
    assert wider
    page = wider[0].click().run()
    assert not page.exception
    assert "Undo" in chips(page)
    assert "%" in str(tables(page)[0])


def test_areas_are_listed_in_the_order_of_the_alphabet(seen: Visit) -> None:
    areas = list(choices(seen("delivery"))["levels"]["area"].values())
    assert len(areas) == 14
    assert areas == sorted(areas)


def test_groups_are_folded_but_for_what_is_asked_most_and_what_is_in_force(seen: Visit) -> None:
    assert [name for name, _ in choices(seen("delivery"))["groups"]] == ["", *GROUPS]
    assert choices(seen("delivery"))["unfolded"] == GROUPS[:1]
    assert choices(seen("delivery", area="kent", mappa="no"))["unfolded"] == GROUPS


GOING = [
    pytest.param("delivery", {}, "gaps", "Delivery of interventions, by provider", id="question"),
    pytest.param("partners", {}, "areas", "Contribution of partners to outcomes", id="to areas"),
    pytest.param("availability", {}, "areas", "Availability of interventions", id="the first"),
    pytest.param(
        "gaps", {"question": "delivery", "factor": "ete"}, "regression",
        "Delivery of interventions for education, training and employment", id="onwards",
    ),
    pytest.param(
        "delivery", {"factor": "ete"}, "areas",
        "Delivery of interventions for education, training and employment", id="factor",
    ),
    pytest.param("delivery", {"by": "gender"}, "gaps", "Delivery of interventions, by gender",
                 id="breakdown"),
    pytest.param("gaps", {"by": "gender"}, "availability", "Availability of interventions, by"
                 " gender", id="breakdown back"),
]  # fmt: skip


@pytest.mark.parametrize(("start", "params", "to", "said"), GOING)
def test_question_factor_and_breakdown_go_along_to_a_page_that_has_them(
    visit: Visit, start: str, params: dict, to: str, said: str
) -> None:
    page = visit(start, gender="male", **params)
    by_menu(page, to)
    assert not page.exception
    assert under_title(page).startswith(said)
    assert "Filtered to: men." in under_title(page)


def test_a_question_of_the_gaps_page_comes_through_a_page_with_questions_of_its_own(
    visit: Visit,
) -> None:
    page = visit("gaps", question="partner_risk_focus")
    by_menu(page, "partners")
    by_menu(page, "gaps")
    assert under_title(page).startswith("Partners' focus on")
    by_menu(page, "delivery")
    by_menu(page, "gaps")
    assert under_title(page).startswith("Delivery of interventions")


def test_a_page_with_questions_of_its_own_has_no_other_in_its_address(visit: Visit) -> None:
    page = visit("gaps", question="delivery", gender="male")
    by_menu(page, "availability")
    assert page.query_params == {"gender": "male"}
    page = visit("partners", question="partner_risk_focus")
    assert page.query_params == {"question": "partner_risk_focus"}, "which is one of its own"


def test_old_links_show_what_they_asked_for(seen: Visit) -> None:
    page, same = (
        seen("availability", by="provider", scale="percent"),
        seen("availability", by="provider"),
    )
    assert not page.warning
    assert charts(page) == charts(same), "percentages are what a divided figure shows"
    assert under_title(seen("gaps", question="delivery")).startswith("Delivery of interventions")
