"""What a session puts together outlives it: reloads, page hops, other tabs, a new server."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from streamlit.testing.v1 import AppTest

from probation.ui import browser_storage
from probation.ui.browser_storage import LONGEST
from tests.benchmarks.servers import serving
from tests.browser.watching import PATIENCE_MS, Watch, eventually, new_tab

APP = Path(__file__).with_name("apps") / "keep.py"
KEPT = "localStorage.getItem('probation-briefing')"
QUIET_MS = 300
#: Notes when the component starts to listen to other tabs: it is there a moment after the page.
NOTE_LISTENING = """
  const add = window.addEventListener;
  window.addEventListener = function (type, ...rest) {
    if (type === "storage") window.listening = true;
    return add.call(this, type, ...rest);
  };
"""


@pytest.fixture(scope="module")
def app(browser: Browser, stores: Path) -> Iterator[str]:
    with serving(APP, stores) as address:
        yield address


@pytest.fixture(scope="module")
def shared(browser: Browser, app: str) -> Iterator[BrowserContext]:
    """One browser for these tests: it loads Streamlit's own parts once."""
    context = browser.new_context()
    context.set_default_timeout(PATIENCE_MS)
    context.new_page().goto(f"{app}/_stcore/health")
    context.add_init_script(NOTE_LISTENING)
    yield context
    context.close()


@pytest.fixture
def anybody(shared: BrowserContext, app: str, watch: Watch) -> Iterator[BrowserContext]:
    """A browser that has kept nothing yet, and whose console must stay clean."""
    shared.on("page", watch.over)
    yield shared
    shared.remove_listener("page", watch.over)
    first, *rest = shared.pages
    first.evaluate("localStorage.clear()")
    for page in rest:
        page.close()


def opened(context: BrowserContext, address: str) -> Page:
    page = new_tab(context)
    page.goto(address)
    expect(page.get_by_text("Run ")).to_be_visible()
    page.wait_for_function("() => window.listening")
    return page


def keeps(page: Page, words: str | None) -> bool:
    """Whether the browser comes to keep these words: it is told a moment after they are shown."""
    return eventually(page, lambda: page.evaluate(KEPT) == words)


def add(page: Page, word: str) -> None:
    """Adds a word, which the browser then keeps."""
    type_in(page, word)
    assert eventually(page, lambda: str(page.evaluate(KEPT)).endswith(word))


def type_in(page: Page, word: str) -> None:
    page.bring_to_front()
    box = page.get_by_role("textbox", name="Word")
    box.fill(word)
    box.press("Enter")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_text(re.compile(rf"Run \d+: .*{word}\."))).to_be_visible()


def shows(page: Page, words: str) -> None:
    expect(page.get_by_text(re.compile(rf"Run \d+: {re.escape(words)}\."))).to_be_visible()


def runs(page: Page) -> int:
    """How often the session has run, once nothing more has come for a while."""
    before, now = None, _shown_run(page)
    while before != now:
        page.wait_for_timeout(QUIET_MS)
        before, now = now, _shown_run(page)
    return now


def _shown_run(page: Page) -> int:
    found = re.search(r"Run (\d+)", page.get_by_text("Run ").inner_text())
    assert found is not None
    return int(found[1])


def test_a_first_visit_costs_no_run_of_its_own(anybody: BrowserContext, app: str) -> None:
    assert runs(opened(anybody, app)) == 1


def test_a_reload_and_a_new_tab_bring_the_text_back_at_the_cost_of_one_run(
    anybody: BrowserContext, app: str
) -> None:
    page = opened(anybody, app)
    add(page, "Kent")
    add(page, "London")
    page.reload()
    shows(page, "Kent London")
    assert runs(page) == 2
    another = opened(anybody, app)
    shows(another, "Kent London")
    assert runs(another) == 2
    assert runs(page) == 2


def test_page_hops_lose_nothing_and_cost_nothing(anybody: BrowserContext, app: str) -> None:
    page = opened(anybody, app)
    add(page, "Kent")
    before = runs(page)
    page.get_by_role("link", name="other").click()
    expect(page.get_by_role("heading", name="Other")).to_be_visible()
    assert runs(page) == before + 1
    page.get_by_role("link", name="home").click()
    shows(page, "Kent")
    assert runs(page) == before + 2
    add(page, "London")
    assert keeps(page, "Kent London")


def test_two_tabs_follow_each_other_and_come_to_rest(anybody: BrowserContext, app: str) -> None:
    one, two = opened(anybody, app), opened(anybody, app)
    add(one, "Kent")
    shows(two, "Kent")
    add(two, "London")
    shows(one, "Kent London")
    at_rest = runs(one), runs(two)
    assert (runs(one), runs(two)) == at_rest
    one.bring_to_front()
    one.get_by_role("button", name="Clear").click()
    shows(two, "nothing")
    assert keeps(two, None)


def test_a_tab_in_the_background_is_told_when_it_is_looked_at(
    anybody: BrowserContext, app: str
) -> None:
    one, two = opened(anybody, app), opened(anybody, app)
    two.evaluate(
        "Object.defineProperty(document, 'hidden', { configurable: true, get: () => true })"
    )
    add(one, "Kent")
    assert runs(two) == 1
    two.evaluate("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))")
    shows(two, "Kent")


def test_tabs_that_read_the_text_differently_do_not_write_it_back_and_forth(
    anybody: BrowserContext, app: str
) -> None:
    one, two = opened(anybody, app), opened(anybody, app)
    one.evaluate("localStorage.setItem('probation-briefing', 'Kent 12 <b>London</b>')")
    shows(two, "Kent")
    assert runs(two) == 2
    assert two.evaluate(KEPT) == "Kent 12 <b>London</b>"
    add(two, "Essex")
    assert keeps(two, "Kent Essex")
    shows(one, "Kent Essex")


def test_of_two_changes_at_once_both_tabs_come_to_hold_the_same(
    anybody: BrowserContext, app: str
) -> None:
    pages = [opened(anybody, app), opened(anybody, app)]
    for page, word in zip(pages, ("Kent", "London"), strict=True):
        page.get_by_role("textbox", name="Word").fill(word)
        page.get_by_role("textbox", name="Word").press("Enter")
        runs(page)
    press = "[...document.querySelectorAll('button')].find(b => b.innerText === 'Add').click()"
    for page in pages:
        page.evaluate(press)

    def agreed() -> bool:
        shown = {page.get_by_text("Run ").inner_text().partition(": ")[2] for page in pages}
        return shown == {f"{pages[0].evaluate(KEPT)}."}

    assert eventually(pages[0], agreed)
    assert [runs(page) for page in pages] == [runs(page) for page in pages]
    assert agreed(), "and it stays so"


def test_a_server_that_has_lost_its_sessions_is_given_the_text(
    anybody: BrowserContext, app: str
) -> None:
    page = opened(anybody, app)
    add(page, "Kent")
    page.get_by_role("button", name="Lose").click()
    shows(page, "Kent")
    assert runs(page) == 2  # counted anew


@pytest.mark.parametrize(
    "broken",
    [
        "Storage.prototype.setItem = () => { throw new Error('full'); }",
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })",
    ],
    ids=["full", "switched off"],
)
def test_a_browser_that_keeps_nothing_says_so_and_nothing_else_breaks(
    browser: Browser, app: str, watch: Watch, broken: str
) -> None:
    with browser.new_context() as context:
        context.on("page", watch.over)
        context.add_init_script(NOTE_LISTENING)
        context.add_init_script(broken)
        context.new_page()
        page = opened(context, app)
        assert runs(page) == 1
        type_in(page, "Kent")
        expect(page.get_by_text("This browser keeps nothing.")).to_be_visible()
        type_in(page, "London")
        shows(page, "Kent London")


def test_a_text_too_long_is_not_kept_and_not_taken(anybody: BrowserContext, app: str) -> None:
    page = opened(anybody, app)
    add(page, "Kent")
    page.get_by_role("button", name="Long").click()
    expect(page.get_by_text("This browser keeps nothing.")).to_be_visible()
    assert page.evaluate(KEPT) == "Kent"
    page.get_by_role("button", name="Clear").click()
    expect(page.get_by_text("This browser keeps nothing.")).to_be_hidden()
    page.evaluate(f"localStorage.setItem('probation-briefing', 'x'.repeat({LONGEST + 1}))")
    page.reload()
    shows(page, "nothing")
    assert runs(page) == 1


def test_nothing_of_it_is_seen_heard_or_focused(anybody: BrowserContext, app: str) -> None:
    page = opened(anybody, app)
    kept = page.locator(".st-key-kept_in_browser")
    expect(kept).to_have_count(1)
    expect(kept).to_have_css("display", "none")


@pytest.mark.parametrize(
    ("sent", "taken"),
    [
        ({"text": "London", "change": 3}, ["London"]),
        ({"text": "", "change": 3}, [""]),
        ({"text": "London", "change": 2}, []),  # the reader has changed something since
        ({"text": "x" * (LONGEST + 1), "change": 3}, []),
        ({"text": ["London"], "change": 3}, []),
        ({"change": 3}, []),
        ("London", []),
        (None, []),
    ],
)
def test_only_a_text_in_answer_to_the_session_s_own_is_taken(
    monkeypatch: pytest.MonkeyPatch, sent: object, taken: list[str]
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(browser_storage.st, "session_state", {"kept_in_browser": {"text": sent}})
    session = browser_storage._Session(text="Kent", change=3)
    browser_storage._taken(session, lambda text: seen.append(text) or text.lower())
    assert seen == taken
    assert session.text == (taken[0].lower() if taken else "Kent")
    assert session.change == 3


def test_a_page_with_it_runs_without_a_browser() -> None:
    page = AppTest.from_file(str(APP)).run()
    assert not page.exception
    assert "Run 1: nothing." in page.markdown[0].value
