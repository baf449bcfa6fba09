"""The address bar is the truth: links, reload, the back button, copied and hostile addresses."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager, closing

import pytest
from playwright.sync_api import Page, expect

from probation.exhibits.registry import questions_of
from tests.browser.watching import (
    TITLES,
    asked,
    by_menu,
    eventually,
    faults,
    headlines,
    main,
    opened,
    press,
    sentence,
    settled,
    told,
    wait_for,
)
from tests.pages.reading import FILTERED


@pytest.mark.parametrize("name", ["overview", "availability", "regression", "data"])
def test_a_deep_link_may_be_the_first_thing_ever_asked_of_a_server(
    fresh_server: Callable[[], AbstractContextManager[str]], page: Page, name: str
) -> None:
    path = "" if name == "overview" else name
    # closing: before the server ends, for a page without one complains in the console
    with fresh_server() as address, closing(page):
        opened(page, f"{address}/{path}?gender=female")
        assert faults(page) == []
        assert asked(page) == {"gender": ["female"]}
        assert TITLES[name] in page.title()
        assert (name not in FILTERED) or "women" in sentence(page)
        menu = page.get_by_role("navigation", name="App pages")
        expect(menu.locator("a, button")).to_have_count(7)


def test_filters_survive_the_menu_and_a_reload(page: Page, server: str) -> None:
    opened(page, f"{server}/availability?gender=female&area=london&order=value")
    cases = re.findall(r"[\d,]+ cases", sentence(page))[-1]
    kept = {"gender": ["female"], "area": ["london"], "order": ["value"]}
    going_along: dict[
        str, list[str]
    ] = {}  # the question, through pages that have none of their own
    for name in ("delivery", "published", "partners", "overview", "about", "availability"):
        by_menu(page, name)
        own = questions_of(name)
        wait_for(page, kept if own else kept | going_along)
        going_along = {"question": own[:1]} if own else going_along
        if name in FILTERED:
            assert "women" in sentence(page)
            assert "London" in sentence(page)
            assert cases in sentence(page)
    page.reload()
    settled(page)
    assert asked(page) == kept
    assert cases in sentence(page)


def test_the_back_button_restores_the_filters_and_clears_them_where_there_were_none(
    page: Page, server: str
) -> None:
    opened(page, f"{server}/availability")
    whole = sentence(page)
    press(page, "Gender", "Female")
    wait_for(page, {"gender": ["female"]})
    of_women = sentence(page)
    press(page, "Provider", "CRC")
    wait_for(page, {"gender": ["female"], "provider": ["CRC"]})
    page.go_back()
    wait_for(page, {"gender": ["female"]})
    assert eventually(page, lambda: sentence(page) == of_women)
    page.go_back()
    wait_for(page, {})
    assert eventually(page, lambda: sentence(page) == whole)
    page.go_forward()
    wait_for(page, {"gender": ["female"]})
    assert eventually(page, lambda: sentence(page) == of_women)


def test_the_back_button_after_the_menu_leads_to_the_page_before_with_its_filters(
    page: Page, server: str
) -> None:
    opened(page, f"{server}/availability?gender=female")
    by_menu(page, "delivery")
    wait_for(page, {"gender": ["female"]})
    by_menu(page, "partners")
    wait_for(page, {"gender": ["female"]})
    for name in ("delivery", "availability"):
        page.go_back()
        expect(page).to_have_url(re.compile(f"/{name}"))
        wait_for(page, {"gender": ["female"]})
        assert "women" in sentence(page)


@pytest.mark.parametrize(
    "address",
    [
        "availability?by=provider&order=gap&scale=percent&intervals=off&area=london&area=kent",
        "partners?factor=drug_misuse&age_group=30_plus",
        "?provider=NPS&mappa=yes",
    ],
)
def test_a_copied_address_shows_another_reader_the_same(
    page: Page, another_reader: Page, server: str, address: str
) -> None:
    opened(page, f"{server}/{address}")
    opened(another_reader, page.url)
    assert another_reader.url == page.url
    assert sentence(another_reader) == sentence(page)
    assert headlines(another_reader) == headlines(page)
    assert _cells(another_reader) == _cells(page)
    assert len(_cells(page)) > 10


#: What a browser or a server may take badly, and what the page must name as left out; any other
#: value that is not known is in tests/ui/test_state.py.
HOSTILE = {
    "script": ("gender=%3Cscript%3Ealert(1)%3C/script%3E", "gender"),
    "picture from elsewhere": ("gender=![](//example.org/x.png)", "gender"),
    "nul": ("area=lon%00don", "area inspected"),
    "very long": (f"gender={'a' * 6000}", "gender"),
    "very many": ("&".join(f"area=a{i}" for i in range(120)), "area inspected"),
    "broken utf-8": ("gender=%FF%FE", "gender"),
}


@pytest.mark.parametrize(("query", "names"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_address_is_answered_with_a_sentence(
    page: Page, server: str, query: str, names: str
) -> None:
    opened(page, f"{server}/availability?{query}&ethnic_group=white")
    assert faults(page) == []
    assert "White" in sentence(page), "what can be understood still counts"
    assert names in told(page)
    assert len(told(page)) < 4000
    assert "ethnic_group" in asked(page)
    assert main(page).locator("iframe, img").count() == 0
    assert not [text for text in _scripts(page) if "alert(1)" in text]


def test_names_that_mean_nothing_here_are_passed_over(page: Page, server: str) -> None:
    opened(page, f"{server}/availability?utm_source=x&__proto__=1&embedd=true&gender=female")
    assert faults(page) == []
    assert asked(page) == {"gender": ["female"]}
    assert "women" in sentence(page)


def test_a_page_that_does_not_exist_leads_to_the_overview_and_says_so(
    page: Page, server: str
) -> None:
    opened(page, f"{server}/nosuchpage?gender=female")
    assert "There is no page 'nosuchpage'" in told(page)
    assert faults(page) == []
    assert "women" in sentence(page)


def _cells(page: Page) -> list[str]:
    """Every cell of every table, those too that are still folded."""
    return main(page).locator("th, td").all_text_contents()


def _scripts(page: Page) -> list[str]:
    return page.locator("script").evaluate_all("all => all.map(script => script.text)")
