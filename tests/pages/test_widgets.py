"""Widgets and the address say the same thing, in both directions."""

import pytest
from streamlit.testing.v1 import AppTest

from probation.domain.vocabulary import Dimension
from tests.pages import truth
from tests.pages.reading import FACTOR_PAGES, FILTERED, Visit, choices, send, tables, tap, words


@pytest.mark.parametrize("name", FILTERED)
def test_every_dimension_has_a_filter_with_a_name(seen: Visit, name: str) -> None:
    assert set(choices(seen(name))["labels"]) == {dimension.label for dimension in Dimension}


@pytest.mark.parametrize("name", FILTERED)
def test_a_chosen_filter_is_in_the_address_in_the_sentence_and_in_the_count(
    visit: Visit, name: str
) -> None:
    page = visit(name)
    tap(page, "area", "london")
    tap(page, "gender", "female")
    assert page.query_params == {"area": "london", "gender": "female"}
    assert f"{truth.inspected(area='london', gender='female'):,} case" in words(page)


@pytest.mark.parametrize("name", FILTERED)
def test_clearing_all_filters_keeps_how_the_figure_is_drawn(visit: Visit, name: str) -> None:
    page = visit(name, area="london", mappa="no", order="value", by="gender")
    tap(page, "")
    assert page.query_params == {"order": "value", "by": "gender"}
    assert "Filtered to" not in words(page)
    assert f"{truth.inspected():,} " in words(page)
    assert choices(page)["chosen"] == {}


@pytest.mark.parametrize("name", FACTOR_PAGES)
def test_a_chosen_factor_is_in_the_address_and_shows_its_levels(visit: Visit, name: str) -> None:
    page = visit(name)
    _named(page.main, "Factor").set_value("drug_misuse").run()
    assert page.query_params == {"factor": "drug_misuse"}
    assert tables(page) == tables(visit(name, factor="drug_misuse"))


@pytest.mark.parametrize("name", FILTERED)
def test_filters_are_kept_from_page_to_page(visit: Visit, name: str) -> None:
    page = visit("overview", area="kent", order="value")
    page.switch_page(f"../../pages/{name}.py").run()
    assert page.query_params == {"area": "kent", "order": "value"}
    assert "Kent" in words(page)


@pytest.mark.parametrize(
    "taps",
    [
        pytest.param(None, id="nothing"),
        pytest.param("gender", id="a word"),
        pytest.param({"gender": "male"}, id="a mapping"),
        pytest.param([[2, "gender", "nobody", True]], id="an unknown code"),
        pytest.param([[2, "haircut", "long", True]], id="an unknown parameter"),
        pytest.param([[2, "run", "perhaps", True]], id="an unknown way to view"),
        pytest.param([[2, "gender", "male"]], id="too few"),
        pytest.param([[2, "gender", "male", True, True]], id="too many"),
        pytest.param([[2, "gender", ["male"], True]], id="a list for a code"),
        pytest.param([["2", "gender", "male", True]], id="a word for a number"),
        pytest.param([[1, "gender", "male", True]], id="a tap that was taken already"),
    ],
)
def test_whatever_else_a_browser_sends_changes_nothing(visit: Visit, taps: object) -> None:
    page = tap(visit("overview"), "gender", "female")
    send(page, taps)
    assert not page.exception
    assert page.query_params == {"gender": "female"}


def test_of_several_taps_each_is_taken_once_and_in_order(visit: Visit) -> None:
    page = visit("overview", area="kent")
    taps = [[1, "gender", "male", True], [2, "gender", "male", False], [3, "area", "kent", False]]
    send(page, taps)
    assert page.query_params == {}
    send(page, [*taps, [4, "area", "london", True]])
    assert page.query_params == {"area": "london"}
    assert choices(page)["heard"] == 4


def test_the_view_menu_writes_into_the_address(visit: Visit) -> None:
    page = visit("availability", gender="female")
    assert choices(page, "view")["chosen"]["order"] == ["bulletin"]
    send(page, [[1, "order", "value", True]], "view")
    assert page.query_params == {"gender": "female", "order": "value"}
    assert choices(page, "view")["chosen"]["order"] == ["value"]


def _named(part: AppTest, label: str):
    (element,) = [e for e in part if getattr(e, "label", None) == label]
    return element
