"""From page to page: nothing holds a reader back, clears the filters or loses own cases."""

import re
import time
from collections.abc import Iterator
from contextlib import closing

import pytest
from streamlit.testing.v1 import AppTest

from probation.store.connection import open_store
from probation.store.current import ready
from probation.store.folders import data_folder, stores_folder
from probation.ui import session_cases, state, ways
from tests.pages.reading import PAGES, Visit

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


@pytest.fixture
def with_own_cases(visit: Visit) -> Iterator[Visit]:
    """A page as a session with cases of its own has it."""
    shipped, _ = ready(data_folder(), stores_folder())
    with closing(open_store(shipped.generation.path, shipped.generation)) as store:

        def opened(page: str, **params: str | list[str]) -> AppTest:
            shown = visit("about")
            shown.session_state[session_cases._OWN] = (store, None)
            shown.query_params.clear()
            for name, value in params.items():
                shown.query_params[name] = value
            return shown.switch_page(f"../../pages/{page}.py").run()

        yield opened
    shipped.close()


def links_in_tables(page: AppTest) -> list[str]:
    """The links that would load a page afresh: those of Markdown that lead off this page."""
    shown = [
        *(part.value for part in page.markdown),
        *(table.value.to_csv() for table in page.table),
    ]
    return re.findall(r"\]\((?!https?:|#)[^)]*\)", "\n".join(shown))


SCREEN = {"question": "delivery", "run": "on"}


@pytest.mark.parametrize("page", PAGES)
def test_no_link_loses_a_sessions_own_cases(with_own_cases: Visit, page: str) -> None:
    assert not links_in_tables(with_own_cases(page, **(SCREEN if page == "regression" else {})))


def test_tables_link_on_where_nothing_can_be_lost(seen: Visit) -> None:
    for page, asked in (("overview", {}), ("regression", SCREEN)):
        assert links_in_tables(seen(page, **asked))


def test_from_the_table_of_all_regressions_a_model_is_opened_with_own_cases(
    with_own_cases: Visit,
) -> None:
    page = with_own_cases("regression", **SCREEN)
    (model,) = [box for box in page.selectbox if box.label == "Model to open"]
    (relationships,) = [name for name in model.options if "elationships" in name]
    page = model.set_value(relationships).run()
    (button,) = [button for button in page.button if button.label == "Open the model"]
    page = button.click().run()
    assert not page.exception
    assert page.query_params["factor"] == "relationships"
    assert session_cases._OWN in page.session_state
