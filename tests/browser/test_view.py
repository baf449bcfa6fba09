"""A change of the View menu: what it changes is drawn anew, all of it, and nothing else."""

import re
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Locator, Page, WebSocket, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.watching import chip, main, opened, pasted, press, settled, table, wait_for

#: Messages that a change may take; a run of the whole page takes twice as many.
MOST_MESSAGES = 17
BY_PROVIDER = {"by": ["provider"]}


@dataclass
class Talk:
    """What the page and its server have said to each other since it was last cleared."""

    asked: list[BackMsg] = field(default_factory=list)
    told: list[ForwardMsg] = field(default_factory=list)

    def over(self, line: WebSocket) -> None:
        """Listens to a line from now on."""
        line.on("framesent", lambda frame: self.asked.append(BackMsg.FromString(frame)))
        line.on("framereceived", lambda frame: self.told.append(ForwardMsg.FromString(frame)))

    def clear(self) -> None:
        """Forgets what was said."""
        self.asked.clear()
        self.told.clear()


@pytest.fixture
def talk(page: Page) -> Talk:
    """What is said; to be asked for before a page is opened."""
    talk = Talk()
    page.on("websocket", talk.over)
    return talk


def choose(page: Page, choice: str, level: str) -> None:
    """Chooses in the View menu, which then stands open."""
    menu = page.locator("#view-menu")
    if menu.is_hidden():
        main(page).get_by_role("button", name="View").click()
    group = menu.get_by_role("radiogroup", name=choice)
    group.get_by_role("radio", name=level, exact=True).check()


def test_a_change_runs_a_part_of_the_page_and_sends_half_as_much(
    page: Page, server: str, talk: Talk
) -> None:
    opened(page, f"{server}/availability?by=provider")
    view = BY_PROVIDER
    for choice, level, changed in (
        ("Order by", "Percentage", {"order": ["value"]}),
        ("Scale", "Cases", {"scale": ["cases"]}),
        ("95% confidence intervals", "Hidden", {"intervals": ["off"]}),
    ):
        talk.clear()
        choose(page, choice, level)
        view = view | changed
        wait_for(page, view)
        assert [bool(said.rerun_script.fragment_id) for said in talk.asked] == [True]
        assert len(talk.told) <= MOST_MESSAGES
    talk.clear()
    press(page, "Gender", "Female")
    expect(chip(page, "Women")).to_be_visible()
    settled(page)
    assert not talk.asked[0].rerun_script.fragment_id
    assert len(talk.told) > MOST_MESSAGES


def test_table_link_briefing_and_practice_follow_the_view(page: Page, server: str) -> None:
    opened(page, f"{server}/availability?by=provider")
    in_bulletin = table(page)
    _button(page, "Add availability to briefing").click()
    expect(_button(page, "Remove availability from briefing")).to_be_visible()
    main(page).get_by_text("What good and poor practice looks like").click()
    practice = main(page).get_by_role("link", name=re.compile("on the Practice page"))
    expect(practice).to_be_visible()
    settled(page)

    choose(page, "Order by", "Percentage")
    wait_for(page, BY_PROVIDER | {"order": ["value"]})
    by_value = table(page)
    assert by_value != in_bulletin
    assert sorted(by_value) == sorted(in_bulletin)
    expect(_button(page, "Add availability to briefing")).to_be_visible()
    expect(practice).to_have_attribute("href", re.compile("order=value"))
    _button(page, "Copy link").click()
    expect(page.get_by_role("status").filter(has_text="Link copied")).to_be_attached()
    assert "order=value" in pasted(page)

    page.go_back()
    wait_for(page, BY_PROVIDER)
    assert table(page) == in_bulletin
    expect(_button(page, "Remove availability from briefing")).to_be_visible()


def test_an_undo_goes_with_a_change_of_the_view(page: Page, server: str) -> None:
    opened(page, f"{server}/availability?gender=female")
    chip(page, "Women").click()
    undo = main(page).get_by_role("button", name="Undo")
    expect(undo).to_be_visible()
    settled(page)
    choose(page, "Order by", "Percentage")
    wait_for(page, {"order": ["value"]})
    expect(undo).to_have_count(0)


def _button(page: Page, name: str) -> Locator:
    return main(page).get_by_role("button", name=name)
