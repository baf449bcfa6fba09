"""A run asked for between two pages neither holds a reader back nor clears the filters."""

import time

import pytest

from probation.ui import state, ways
from tests.pages.reading import Visit

FILTERED = {"gender": ["female"], "by": ["provider"]}


def test_the_page_left_asked_for_once_more_leads_on(visit: Visit) -> None:
    page = visit("delivery", gender="female")
    page.session_state[ways._WAY] = ("delivery", "gaps", FILTERED, time.monotonic())
    page = page.run()
    assert page.title[0].value == "Gaps between groups"
    assert page.query_params["gender"] == "female"


def test_once_the_other_page_has_begun_the_menu_leads_back(visit: Visit) -> None:
    page = visit("gaps", gender="female")
    page.session_state[ways._WAY] = ("delivery", "gaps", FILTERED, time.monotonic())
    page = page.run().switch_page("../../pages/delivery.py").run()
    assert page.title[0].value == "Delivery of interventions"


@pytest.mark.parametrize(
    ("led_to", "seconds_ago", "by_hand"),
    [("gaps", 2 * ways._SECONDS, False), ("gaps", 0.0, True), ("delivery", 0.0, False)],
)
def test_later_or_by_the_back_button_it_is_what_the_reader_wants(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, led_to: str, seconds_ago: float, by_hand: bool
) -> None:
    page = visit("delivery", gender="female")
    page.session_state[ways._WAY] = ("delivery", led_to, FILTERED, time.monotonic() - seconds_ago)
    monkeypatch.setattr(state, "by_hand", lambda: by_hand)
    assert page.run().title[0].value == "Delivery of interventions"


def test_a_bare_address_between_two_others_keeps_the_filters(visit: Visit) -> None:
    page = visit("delivery", gender="female")
    page.query_params.clear()
    page = page.run()
    assert page.query_params["gender"] == "female"
