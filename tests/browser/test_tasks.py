"""What readers come for, with the taps it takes them: a click is one, and so is a typing."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect
from pptx import Presentation

from probation.disclosure.gate import SMALL_BASE
from tests.browser.watching import (
    asked,
    chip,
    faults,
    headlines,
    main,
    opened,
    sentence,
    settled,
    table,
    wait_for,
)
from tests.pages import truth


@dataclass
class Taps:
    """Counts what a reader does."""

    page: Page
    made: int = 0

    def on(self, part: Locator) -> None:
        """A click on what is there to be clicked."""
        part.click()
        self.made += 1

    def typing(self, words: str, part: Locator | None = None, key: str = "Enter") -> None:
        """Words typed where the cursor is, or over what a field holds, and the key that ends it."""
        if part is None:
            self.page.keyboard.type(words)
        else:
            part.fill(words)
        self.page.keyboard.press(key)
        self.made += 1


def pill(page: Page, name: str) -> Locator:
    """A filter's button, whatever its number of cases, or a control's."""
    wanted = re.compile(rf"^{name}( [\d,]+ cases?)?$")
    return page.get_by_role("checkbox", name=wanted).or_(page.get_by_role("radio", name=wanted))


def test_women_under_30_by_provider_with_a_usable_answer_in_3(page: Page, server: str) -> None:
    opened(page, f"{server}/delivery")
    taps = Taps(page)
    for name in ("Female", "Under 30", "Provider"):
        taps.on(pill(page, name))  # in quick succession: see test_quick_taps.py
    wait_for(page, {"gender": ["female"], "age_group": ["under_30"], "by": ["provider"]})
    assert taps.made == 3
    assert "women" in sentence(page)
    # of no factor have both sides 30 judgements: all ten together have
    said = main(page).get_by_text("All ten factors together: ").inner_text()
    counts = truth.judged("delivery", by="provider", gender="female", age_group="under_30")
    (head, *sides) = table(page)
    assert head[0] == "All ten factors together"
    for side, *_ in sides:
        found = [pair for (_, level), pair in counts.items() if level == side]
        n, yes = (sum(pair[i] for pair in found) for i in (0, 1))
        assert n >= SMALL_BASE
        assert f"{side} {truth.points(n, yes)}%" in said
        assert f"({yes} of {n} judgements in " in said
    assert {side for side, *_ in sides} == {"CRC", "NPS"}
    assert headlines(page)[0] == (
        "In these synthetic cases, too few NPS cases (20): at least 30 are needed on each side"
    )
    wider = main(page).get_by_role("button", name="Without 'aged under 30' (37 NPS cases)")
    expect(wider).to_be_visible()
    assert faults(page) == []


def test_kents_profile_from_the_overview_in_2(page: Page, server: str) -> None:
    page.set_viewport_size({"width": 1366, "height": 630})
    opened(page, server)
    taps = Taps(page)
    taps.on(main(page).get_by_role("combobox", name="Your area"))
    taps.typing("Kent")
    expect(main(page).get_by_role("heading", name="Kent: 80 cases")).to_be_in_viewport()
    settled(page)
    assert taps.made == 2
    assert asked(page) == {"area": ["kent"]}
    assert sentence(page).endswith("Filtered to: Kent. 80 cases.")


def test_five_charts_in_a_deck_two_of_them_retitled_in_14(
    another_reader: Page, server: str
) -> None:
    page = another_reader
    opened(page, server)
    taps = Taps(page)
    taps.on(main(page).get_by_role("button", name="Put the five findings into a briefing"))
    settled(page)
    menu = page.get_by_role("navigation", name="App pages")
    taps.on(menu.get_by_role("link", name="Briefing (5)"))
    expect(main(page).get_by_role("heading", name="Briefing")).to_be_visible()
    settled(page)
    for place in (1, 2):
        words = main(page).get_by_label(f"Headline of item {place}", exact=True)
        taps.typing(f"In our words {place}", words)
        expect(main(page).locator("h2", has_text=f"In our words {place}")).to_be_visible()
        settled(page)
    taps.on(main(page).get_by_role("button", name="Download", exact=True))
    with page.expect_download() as download:
        taps.on(page.get_by_role("button", name=re.compile("PowerPoint")))
    assert taps.made <= 14
    slides = Presentation(Path(download.value.path()).as_posix()).slides
    titles = [" ".join(s.shapes.title.text.split()) for s in slides if s.shapes.title]
    assert {"In our words 1", "In our words 2"} <= set(titles)
    assert sum(shape.has_chart for slide in slides for shape in slide.shapes) == 5


def test_a_filter_is_undone_in_1(page: Page, server: str) -> None:
    opened(page, f"{server}/delivery?gender=female&area=kent")
    taps = Taps(page)
    taps.on(chip(page, "Women"))
    wait_for(page, {"area": ["kent"]})
    assert taps.made == 1
    assert "women" not in sentence(page)


def test_filters_cleared_by_mistake_are_back_in_1(page: Page, server: str) -> None:
    opened(page, f"{server}/delivery?gender=female&area=kent")
    chip(page, "Clear").click()
    wait_for(page, {})
    taps = Taps(page)
    taps.on(chip(page, "Undo"))
    wait_for(page, {"gender": ["female"], "area": ["kent"]})
    assert taps.made == 1


def _shows_kent(page: Page) -> bool:
    return headlines(page)[0].startswith("In these synthetic cases, Kent: 80 cases")


def _divided_in_percentages(page: Page) -> bool:
    return sentence(page).startswith("Availability of interventions, by provider.")


def _about_delivery(page: Page) -> bool:
    return sentence(page).startswith("Delivery of interventions, by provider.")


#: Addresses that were sent before the pages were rebuilt, what they show, and what they now say.
OLD: dict[str, tuple[Callable[[Page], bool], dict[str, list[str]]]] = {
    "areas?place=kent": (_shows_kent, {"area": ["kent"]}),
    "availability?by=provider&scale=percent": (_divided_in_percentages, {"by": ["provider"]}),
    "gaps?question=delivery": (_about_delivery, {"question": ["delivery"]}),
}


def test_old_links_keep_working(page: Page, server: str) -> None:
    for address, (shows, said) in OLD.items():
        opened(page, f"{server}/{address}")
        assert faults(page) == []
        assert shows(page), address
        assert asked(page) == said
