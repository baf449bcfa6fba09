"""Widgets and the address say the same thing, in both directions."""

import pytest
from streamlit.testing.v1 import AppTest

from probation.domain.vocabulary import Dimension
from tests.pages import truth
from tests.pages.reading import FACTOR_PAGES, FILTERED, Visit, tables, words


@pytest.mark.parametrize("name", FILTERED)
def test_every_dimension_has_a_filter_with_a_name(seen: Visit, name: str) -> None:
    labels = [element.label for element in seen(name).sidebar if hasattr(element, "label")]
    assert set(labels) >= {dimension.label for dimension in Dimension}


@pytest.mark.parametrize("name", FILTERED)
def test_a_chosen_filter_is_in_the_address_in_the_sentence_and_in_the_count(
    visit: Visit, name: str
) -> None:
    page = visit(name)
    _named(page.sidebar, "Area inspected").set_value(["london"]).run()
    _named(page.sidebar, "Gender").set_value(["female"]).run()
    assert page.query_params == {"area": "london", "gender": "female"}
    assert f"{truth.inspected(area='london', gender='female'):,} case" in words(page)


@pytest.mark.parametrize("name", FILTERED)
def test_clearing_all_filters_keeps_how_the_figure_is_drawn(visit: Visit, name: str) -> None:
    page = visit(name, area="london", mappa="no", order="value", by="gender")
    _named(page.sidebar, "Clear all filters").click().run()
    assert page.query_params == {"order": "value", "by": "gender"}
    assert "Filtered to" not in words(page)
    assert f"{truth.inspected():,} " in words(page)
    assert _named(page.sidebar, "Clear all filters").disabled


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


def _named(part: AppTest, label: str):
    (element,) = [e for e in part if getattr(e, "label", None) == label]
    return element
