"""The first figure waits for nothing: what is below it follows, its scripts are on their way."""

import re

from playwright.sync_api import Page, Request, expect

from tests.browser.watching import eventually, main, opened, settled

CARDS = "The bulletin's five key findings in these cases"
SCRIPT = re.compile(r"/static/js/([\w.-]+\.js)$")


def test_the_findings_follow_the_first_figure_by_themselves(page: Page, server: str) -> None:
    page.goto(server)
    page.locator(".js-plotly-plot .trace").first.wait_for()
    expect(main(page).get_by_text("The rest of the page follows in a moment.")).to_be_visible()
    assert page.locator(".js-plotly-plot").count() == 1
    settled(page)
    assert page.locator(".js-plotly-plot").count() == 6
    expect(main(page).get_by_text("The rest of the page follows")).to_have_count(0)


def test_where_there_is_no_first_figure_they_are_there_at_once(page: Page, server: str) -> None:
    opened(page, f"{server}/?printed=on&provider=NPS&gender=female")
    expect(main(page).get_by_text("The bulletin prints none of these numbers")).not_to_have_count(0)
    expect(main(page).get_by_text("The rest of the page follows")).to_have_count(0)


def test_a_tap_among_them_is_answered_by_the_whole_page(page: Page, server: str) -> None:
    opened(page, server)
    main(page).get_by_role("button", name="Add delivery finding to briefing").click()
    menu = page.get_by_test_id("stTopNav")
    expect(menu.get_by_role("link", name="Briefing (1)")).to_be_visible()
    expect(main(page).get_by_role("button", name="Remove delivery finding")).to_be_visible()
    expect(page.locator(".js-plotly-plot")).to_have_count(6)


def test_on_the_way_back_they_are_there_at_once(page: Page, server: str) -> None:
    opened(page, server)
    page.get_by_test_id("stTopNav").get_by_role("link", name="Areas").click()
    expect(main(page).locator("h1")).to_have_text("Areas")
    settled(page)
    page.get_by_test_id("stTopNav").get_by_role("link", name="Overview").click()
    expect(main(page).get_by_role("heading", name=CARDS)).to_be_visible()
    settled(page)
    assert eventually(page, lambda: page.locator(".js-plotly-plot").count() == 6)


def test_all_scripts_of_a_question_page_are_named_in_it(page: Page, server: str) -> None:
    """Those that Streamlit asks for later would come one after the other."""
    asked: list[str] = []
    page.on("request", lambda request: asked.extend(SCRIPT.findall(_path(request))))
    opened(page, f"{server}/availability")
    named = page.request.get(f"{server}/availability").text()
    late = [name for name in asked if name not in named]
    assert len(asked) > 40
    assert not late


def _path(request: Request) -> str:
    return request.url.partition("?")[0]
