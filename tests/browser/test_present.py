"""A briefing on the whole screen and on paper, as a reader, a keyboard and a printer meet it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from streamlit.testing.v1 import AppTest

from tests.benchmarks.servers import serving
from tests.browser.apps.slides import FOOT, SLIDES
from tests.browser.watching import PATIENCE_MS, Watch, eventually, new_tab, opened

APP = Path(__file__).with_name("apps") / "present.py"
WIDE, LAPTOP, PHONE = (1600, 900), (1366, 768), (400, 800)
LAST = len(SLIDES) + 1
A4_ACROSS = (841.92, 594.96)  # points
#: What is wrong with the slide shown: parts that are cut off, and type that is too small.
_FAULTS = """(floor) => {
  const stage = document.querySelector('.stage');
  const shown = stage.getBoundingClientRect();
  const texts = [...stage.querySelectorAll('h2, p, th, td')].filter((part) => part.innerText);
  const cut = texts.filter((part) => {
    const { left, right, bottom } = part.getBoundingClientRect();
    return left < shown.left || right > shown.right || bottom > shown.bottom;
  });
  const small = texts.filter((part) => parseFloat(getComputedStyle(part).fontSize) < floor);
  return [...cut, ...small].map((part) => part.innerText);
}"""


@pytest.fixture(scope="module")
def app(browser: Browser, stores: Path) -> Iterator[str]:
    with serving(APP, stores) as address:
        yield address


@pytest.fixture(scope="module")
def reader(browser: Browser, app: str) -> Iterator[BrowserContext]:
    """One browser for these tests."""
    context = browser.new_context(viewport={"width": WIDE[0], "height": WIDE[1]})
    context.set_default_timeout(PATIENCE_MS)
    context.new_page().goto(f"{app}/_stcore/health")
    yield context
    context.close()


@pytest.fixture(scope="module")
def loaded(reader: BrowserContext, app: str) -> Iterator[Page]:
    """The page, opened once for the tests that leave it as it was, its console clean to the end."""
    watch = Watch()
    tab = new_tab(reader)
    watch.over(tab)
    yield opened(tab, app)
    assert watch.strangers == []
    assert watch.errors == []


@pytest.fixture
def briefing(loaded: Page) -> Iterator[Page]:
    loaded.bring_to_front()
    yield loaded
    loaded.keyboard.press("Escape")
    loaded.emulate_media(media="null")
    loaded.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})


@pytest.fixture
def own_briefing(page: Page, app: str) -> Page:
    """The page in a tab of its own, for the tests that change it."""
    return opened(page, app)


def present(page: Page) -> Locator:
    """The presentation, begun."""
    page.get_by_role("button", name="Present").click()
    shown = page.get_by_role("dialog", name="Presentation")
    expect(shown).to_be_visible()
    expect(place(page)).to_have_text(re.compile(f"1 of {LAST}"))
    return shown


def place(page: Page) -> Locator:
    return page.get_by_role("dialog").get_by_role("status")


def at(page: Page, number: int) -> None:
    expect(place(page)).to_have_text(re.compile(f"^{number} of {LAST}: "))


def turn(page: Page, key: str, number: int) -> None:
    page.keyboard.press(key)
    at(page, number)


def lay_out(page: Page) -> Locator:
    """The sheets, as the browser prints them."""
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    return page.locator(".briefing-paper > .slide")


def test_every_slide_can_be_reached_by_the_keyboard(briefing: Page) -> None:
    shown = present(briefing)
    assert briefing.evaluate("document.fullscreenElement.contains(document.activeElement)")
    for number, key in enumerate(("ArrowRight", "ArrowDown", "PageDown", "Space", "Enter"), 2):
        turn(briefing, key, number)
    for number, key in enumerate(("Backspace", "PageUp", "ArrowUp", "ArrowLeft"), -5):
        turn(briefing, key, -number)
    turn(briefing, "End", LAST)
    turn(briefing, "ArrowRight", LAST)
    turn(briefing, "Home", 1)
    turn(briefing, "ArrowLeft", 1)
    briefing.evaluate("document.addEventListener('keydown', () => { window.heard = true; })")
    briefing.keyboard.press("Control+ArrowRight")
    briefing.keyboard.press("r")  # would run the page anew, were it heard there
    at(briefing, 1)
    assert not briefing.evaluate("window.heard")
    briefing.keyboard.press("Escape")
    expect(shown).to_have_count(0)
    expect(briefing.get_by_role("button", name="Present")).to_be_focused()
    assert briefing.evaluate("document.fullscreenElement") is None


def test_the_buttons_turn_and_leave_and_focus_stays_among_them(briefing: Page) -> None:
    shown = present(briefing)
    names = ["Previous slide", "Next slide", "Leave the presentation"]
    for name in names:
        briefing.keyboard.press("Tab")
        button = shown.get_by_role("button", name=name)
        expect(button).to_be_focused()
        assert button.evaluate("b => parseFloat(getComputedStyle(b).outlineWidth)") >= 2
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44
    briefing.keyboard.press("Tab")
    assert briefing.evaluate("!document.querySelector('#root').contains(document.activeElement)")
    following = shown.get_by_role("button", name="Next slide")
    following.focus()
    turn(briefing, "Enter", 2)
    turn(briefing, "Space", 3)
    shown.get_by_role("button", name="Previous slide").click()
    at(briefing, 2)
    place(briefing).click()  # what cannot take the focus must not lose the keyboard
    turn(briefing, "ArrowRight", 3)
    shown.get_by_role("button", name="Leave the presentation").click()
    expect(shown).to_have_count(0)


def test_a_swipe_turns(briefing: Page) -> None:
    present(briefing)
    swipe = """(to) => {
      const stage = document.querySelector('.stage');
      const touch = { pointerType: 'touch', pointerId: 7, isPrimary: true, clientY: 300 };
      stage.dispatchEvent(new PointerEvent('pointerdown', { ...touch, clientX: 300 }));
      stage.dispatchEvent(new PointerEvent('pointerup', { ...touch, clientX: to }));
    }"""
    for to, number in ((200, 2), (290, 2), (100, 3), (400, 2)):
        briefing.evaluate(swipe, to)
        at(briefing, number)


def test_slides_say_what_they_were_given_and_text_stays_text(briefing: Page) -> None:
    shown = present(briefing)
    expect(shown.get_by_role("heading", name="A briefing on availability")).to_be_visible()
    expect(shown.get_by_text("Synthetic cases: they describe no person.")).to_be_visible()
    for number, slide in enumerate(SLIDES, 2):
        turn(briefing, "ArrowRight", number)
        expect(place(briefing)).to_have_text(f"{number} of {LAST}: {slide.title}")
        assert shown.get_by_role("heading").inner_text() == slide.title
        for text in (slide.subtitle, slide.note, *slide.notes, slide.foot, slide.empty):
            if text:
                expect(shown.get_by_text(text).first).to_be_visible()
        charts = shown.get_by_role("img").filter(has=briefing.locator("svg"))
        assert charts.count() == bool(slide.chart)
        if slide.chart:
            expect(charts).to_have_attribute("aria-label", slide.description)
        assert shown.get_by_role("table").count() == (bool(slide.rows) and not slide.chart)


def test_a_chart_is_drawn_in_full_and_its_clip_paths_are_its_own(briefing: Page) -> None:
    shown = present(briefing)
    turn(briefing, "ArrowRight", 2)
    words = [re.sub(r"\s", "", text) for text in shown.locator("svg text").all_text_contents()]
    assert "84%of209" in words
    assert "Attitudestooffending" in words
    assert not any("Source" in word for word in words)  # the slide's foot says it
    ids, used, twice = briefing.evaluate("""() => {
      const chart = document.querySelector('.chart');
      const ids = [...chart.querySelectorAll('[id]')].map((part) => part.id);
      const used = [...chart.outerHTML.matchAll(/url\\((?:&quot;)?[^)#]*#([^)&"']+)/g)];
      const twice = ids.filter((id) => document.querySelectorAll(`[id="${id}"]`).length > 1);
      return [ids, used.map((found) => found[1]), twice];
    }""")
    assert used
    assert set(used) <= set(ids)
    assert twice == []


def test_a_long_table_says_what_it_leaves_out(briefing: Page) -> None:
    shown = present(briefing)
    for number in range(2, 6):
        turn(briefing, "ArrowRight", number)
    rows = shown.locator("tbody tr").count()
    assert 10 < rows < 40
    expect(shown.get_by_text(f"The first {rows} of 40 rows; files hold all.")).to_be_visible()


@pytest.mark.parametrize("size", [WIDE, LAPTOP], ids=["wide", "laptop"])
def test_nothing_is_cut_off_and_type_is_large(briefing: Page, size: tuple[int, int]) -> None:
    width, height = size
    briefing.set_viewport_size({"width": width, "height": height})
    present(briefing)
    for number in range(2, LAST + 1):
        turn(briefing, "ArrowRight", number)
        assert briefing.evaluate(_FAULTS, 0.0219 * height) == []
    heading = briefing.get_by_role("dialog").get_by_role("heading")
    tall = heading.evaluate("part => parseFloat(getComputedStyle(part).fontSize)")
    assert tall == pytest.approx(0.05 * height, abs=1)


def test_a_phone_scrolls_long_slides_down_and_never_sideways(briefing: Page) -> None:
    briefing.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    shown = present(briefing)
    stage = shown.locator(".stage")
    for number in range(2, LAST + 1):
        shown.get_by_role("button", name="Next slide").click()
        at(briefing, number)
        assert stage.evaluate("part => part.scrollWidth <= part.clientWidth")
        foot = shown.locator("footer")
        foot.scroll_into_view_if_needed()
        assert foot.bounding_box()["y"] < 740  # type: ignore[index]
    turn(briefing, "Home", 1)
    for number in range(2, 6):
        turn(briefing, "ArrowRight", number)
    stage.focus()
    briefing.keyboard.press("ArrowDown")  # reads on
    at(briefing, 5)
    expect(shown.locator("tbody tr")).to_have_count(40)


def test_presenting_goes_on_and_begins_when_the_server_is_gone(
    browser: Browser, stores: Path
) -> None:
    asked: list[str] = []
    with browser.new_context() as context:
        page = context.new_page()
        with serving(APP, stores) as address:
            opened(page, address)
            shown = present(page)
            page.on("request", lambda request: asked.append(request.url))
        context.set_offline(True)
        trouble = page.get_by_text("Connection error")
        trouble.wait_for()
        assert all_on_top(page)
        page.keyboard.press("Escape")
        expect(shown).to_have_count(0)
        page.get_by_role("dialog").get_by_role("button", name="Close").click()
        expect(trouble).to_be_hidden()
        present(page)
        assert all_on_top(page)
        # Streamlit goes on looking for its server
        assert [url for url in asked if "/_stcore/" not in url] == []


def all_on_top(page: Page) -> bool:
    """Turns through the slides by the keyboard; whether each was what a reader saw."""
    seen = []
    for number in range(2, LAST + 1):
        turn(page, "ArrowRight", number)
        seen += page.evaluate(
            "[[0.5, 0.5], [0.5, 0.2], [0.2, 0.5]].map(([x, y]) => document"
            ".elementFromPoint(x * innerWidth, y * innerHeight).closest('.stage') !== null)"
        )
    return all(seen)


def test_it_can_be_left_while_full_screen_is_on_its_way(own_briefing: Page) -> None:
    own_briefing.evaluate(
        "Element.prototype.requestFullscreen = () => new Promise((done) => setTimeout(done, 600))"
    )
    own_briefing.get_by_role("button", name="Present").click()
    begun = own_briefing.locator(".briefing-show")
    expect(begun).to_have_count(1)
    own_briefing.keyboard.press("Escape")
    expect(begun).to_have_count(0)
    own_briefing.wait_for_timeout(800)  # the console stays clean, as of every page here
    expect(begun).to_have_count(0)
    expect(own_briefing.get_by_role("button", name="Present")).to_be_focused()


def test_a_run_of_the_page_neither_ends_the_presentation_nor_piles_up(own_briefing: Page) -> None:
    title = own_briefing.get_by_role("textbox", name="Title")
    for words in ("One", "Two", "Three"):
        title.fill(words)
        title.press("Enter")
        expect(own_briefing.get_by_text(f"Titled {words}.")).to_be_visible()
    shown = present(own_briefing)
    expect(shown).to_have_count(1)
    expect(shown.get_by_role("heading", name="Three")).to_be_visible()
    own_briefing.evaluate(
        "[...document.querySelectorAll('button')].find(b => b.innerText === 'Retitle').click()"
    )
    expect(own_briefing.get_by_text("Titled Four.")).to_be_attached()
    turn(own_briefing, "ArrowRight", 2)
    own_briefing.keyboard.press("Escape")
    expect(own_briefing.get_by_role("button", name="Present")).to_be_focused()

    def laid_out_once() -> bool:
        lay_out(own_briefing)  # again: the page's answer may still be on its way, and takes it away
        heads = own_briefing.locator(".briefing-paper h2:first-of-type").all_inner_texts()
        return own_briefing.locator(".briefing-paper").count() == 1 and "Four" in heads

    assert eventually(own_briefing, laid_out_once)


def test_it_prints_one_item_a_sheet_of_a4_across(briefing: Page) -> None:
    pdf = briefing.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == LAST
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", pdf)
    assert boxes
    for box in boxes:
        assert tuple(map(float, box)) == pytest.approx(A4_ACROSS, abs=1)


def test_a_sheet_holds_its_item_and_nothing_of_the_page(briefing: Page) -> None:
    sheets = lay_out(briefing)
    expect(sheets).to_have_count(LAST)
    assert all(slide.title in sheets.first.inner_text() for slide in SLIDES)
    for number, slide in enumerate(SLIDES, 1):
        sheet = sheets.nth(number)
        for text in (slide.title, slide.subtitle, slide.note, *slide.notes, FOOT, slide.empty):
            assert text in sheet.inner_text()
        assert f"{number + 1} of {LAST}" in sheet.inner_text()
        assert sheet.evaluate("s => s.scrollHeight <= s.clientHeight + 1")
        assert sheet.evaluate("s => s.scrollWidth <= s.clientWidth + 1")
    # short enough to stand beside its chart
    assert sheets.nth(1).locator("tbody tr").count() == len(SLIDES[0].rows)
    visible = "[...document.body.children].filter((part) => part.checkVisibility())"
    assert briefing.evaluate(f"{visible}.map((part) => part.className)") == [
        "briefing briefing-paper"
    ]


def test_the_print_button_prints_and_the_sheets_go_with_the_page(own_briefing: Page) -> None:
    own_briefing.evaluate("window.print = () => { window.printed = true; }")
    own_briefing.get_by_role("button", name="Print").click()
    assert eventually(own_briefing, lambda: own_briefing.evaluate("window.printed === true"))
    lay_out(own_briefing)
    own_briefing.emulate_media(media="screen")
    expect(own_briefing.locator(".briefing-paper")).to_be_hidden()
    own_briefing.get_by_role("link", name="other").click()
    expect(own_briefing.get_by_role("heading", name="Other")).to_be_visible()
    expect(own_briefing.locator(".briefing-paper")).to_have_count(0)
    expect(lay_out(own_briefing)).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_page_and_over_it(own_briefing: Page, scheme: str) -> None:
    if scheme == "dark":
        own_briefing.emulate_media(color_scheme="dark")
        opened(own_briefing, own_briefing.url)
    assert faults(own_briefing) == []
    present(own_briefing)
    for number in (2, 3, 4, 5):
        turn(own_briefing, "ArrowRight", number)
        assert faults(own_briefing) == []


def faults(page: Page) -> list[str]:
    """What axe finds: rule, where, and why."""
    return [
        f"{found['id']}: {node['target']}: {node['failureSummary']}"
        for found in Axe().run(page).response["violations"]
        for node in found["nodes"]
        if found["impact"] in ("serious", "critical")
    ]


def test_a_page_with_it_runs_without_a_browser() -> None:
    assert not AppTest.from_file(str(APP)).run().exception
