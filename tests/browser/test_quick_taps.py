"""Taps in quick succession, on a line or a server so slow that the page is behind all of them."""

import re
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.browser.watching import (
    chip,
    eventually,
    level,
    opened,
    press,
    sentence,
    wait_for,
)


@dataclass
class Line:
    """What the server tells the page, to be held back and let go."""

    page: Page
    held: list[str | bytes] = field(default_factory=list)
    holding: bool = False
    #: So many messages were held when the last answer had been waited for.
    known: int = 0
    ends: list[WebSocketRoute] = field(default_factory=list)

    def between(self, end: WebSocketRoute) -> None:
        """Stands between the page and its server."""
        self.ends.append(end)
        end.connect_to_server().on_message(self._told)

    def _told(self, message: str | bytes) -> None:
        if self.holding:
            self.held.append(message)
        else:
            self.ends[-1].send(message)

    def hold(self) -> None:
        """From now on the page hears nothing."""
        self.holding = True

    def answered(self) -> int:
        """How many messages are held, once a run has ended on the server."""
        # the answer may have come before anybody asks for it
        assert eventually(self.page, lambda: len(self.held) > self.known), "nothing was asked"
        while self.known != len(self.held):
            self.known = len(self.held)
            self.page.wait_for_timeout(700)
        return self.known

    def let_go(self, messages: int | None = None) -> None:
        """The page hears the first ``messages``, or all and what comes after them."""
        first = self.held[:messages]
        del self.held[:messages]
        self.known = len(self.held)
        for message in first:
            self.ends[-1].send(message)
        self.holding = messages is not None


@pytest.fixture
def line(page: Page) -> Line:
    """A line that a test can hold; to be asked for before a page is opened."""
    line = Line(page)
    page.route_web_socket(re.compile("/_stcore/stream"), line.between)
    return line


def test_a_filter_tapped_before_the_page_hears_of_the_one_before_is_kept(
    page: Page, server: str, line: Line
) -> None:
    opened(page, f"{server}/delivery")
    line.hold()
    for group, name in (("Gender", "Female"), ("Age group", "Under 30")):
        press(page, group, name)
        line.answered()
    line.let_go()
    wait_for(page, {"gender": ["female"], "age_group": ["under_30"]})
    assert "women" in sentence(page)
    assert "aged under 30" in sentence(page)


def test_a_tap_is_kept_when_the_answer_to_the_one_before_comes_after_it(
    page: Page, server: str, line: Line
) -> None:
    opened(page, f"{server}/delivery")
    line.hold()
    press(page, "Gender", "Female")
    first = line.answered()
    press(page, "Age group", "Under 30")
    line.answered()
    line.let_go(first)
    expect(chip(page, "Women")).to_be_visible()
    press(page, "Provider", "NPS")
    line.answered()
    line.let_go()
    wait_for(page, {"gender": ["female"], "age_group": ["under_30"], "provider": ["NPS"]})


def test_a_level_shows_what_was_tapped_last_whatever_the_page_hears_meanwhile(
    page: Page, server: str, line: Line
) -> None:
    opened(page, f"{server}/delivery")
    line.hold()
    press(page, "Gender", "Female")
    expect(level(page, "Gender", "Female")).to_be_checked()
    first = line.answered()
    press(page, "Gender", "Female")
    line.answered()
    line.let_go(first)
    expect(chip(page, "Women")).to_be_visible()
    expect(level(page, "Gender", "Female")).not_to_be_checked()
    line.let_go()
    wait_for(page, {})
    expect(level(page, "Gender", "Female")).not_to_be_checked()


def test_areas_chosen_from_a_list_before_the_page_hears_of_a_filter(
    page: Page, server: str, line: Line
) -> None:
    opened(page, f"{server}/delivery?area=kent")
    line.hold()
    press(page, "Gender", "Female")
    line.answered()
    press(page, "Area inspected", "London")
    line.answered()
    press(page, "Provider", "CRC")
    line.answered()
    line.let_go()
    wait_for(page, {"gender": ["female"], "area": ["kent", "london"], "provider": ["CRC"]})
    assert "Kent or London" in sentence(page)


def test_a_filter_taken_away_stays_away_when_others_are_tapped_before_the_page_hears_of_it(
    page: Page, server: str, line: Line
) -> None:
    opened(page, f"{server}/delivery?gender=female&area=kent")
    line.hold()
    chip(page, "Women").click()
    line.answered()
    press(page, "Provider", "CRC")
    line.answered()
    line.let_go()
    wait_for(page, {"area": ["kent"], "provider": ["CRC"]})


def test_what_is_no_tap_on_a_filter_does_not_undo_one_that_the_page_has_not_heard_of(
    page: Page, server: str, line: Line
) -> None:
    opened(page, f"{server}/delivery")
    line.hold()
    press(page, "Gender", "Female")
    line.answered()
    page.get_by_role("button", name="Add delivery to briefing").click()
    line.answered()
    line.let_go()
    wait_for(page, {"gender": ["female"]})
    assert "women" in sentence(page)
    page.go_back()
    wait_for(page, {})
    assert "women" not in sentence(page)
