"""What holds of every page, whatever is asked of it."""

from collections import Counter

import pytest

from tests.pages import truth
from tests.pages.reading import (
    FILTERED,
    PAGES,
    Visit,
    charts,
    status,
    tables,
    under_title,
    words,
)

#: No CRC case is eligible for MAPPA.
EMPTY = {"provider": "CRC", "mappa": "yes"}
CASE_SETS = {"typical": {}, "empty": EMPTY, "one area": {"area": "london"}}

every_page = pytest.mark.parametrize("name", PAGES)
every_case_set = pytest.mark.parametrize("where", CASE_SETS.values(), ids=CASE_SETS)


@every_page
@every_case_set
def test_a_page_shows_no_fault_one_title_and_what_the_cases_are(
    seen: Visit, name: str, where: dict[str, str]
) -> None:
    page = seen(name, **where)
    assert not page.exception
    assert not page.error
    assert len(page.title) == 1
    assert "ynthetic" in status(page), "the first thing on the page"
    assert "Source: HM Inspectorate of Probation" in page.caption[-1].value
    assert "Store gen-" in page.caption[-1].value


@pytest.mark.parametrize("name", FILTERED[1:])  # the overview says what it is of: see its tests
@every_case_set
def test_the_resolved_question_and_its_number_of_cases_stand_under_the_title(
    seen: Visit, name: str, where: dict[str, str]
) -> None:
    asked = under_title(seen(name, **where))
    assert ("All inspected cases." in asked) == (not where)
    assert f"{truth.inspected(**where):,} case" in asked


@pytest.mark.parametrize("name", FILTERED)
def test_the_sentence_names_every_filter_in_words(seen: Visit, name: str) -> None:
    page = seen(name, gender="female", area=["london", "kent"], rosh_level="very_high")
    asked = under_title(page)
    for phrase in ("women", "London", "Kent", "very high risk of serious harm"):
        assert phrase in asked


@pytest.mark.parametrize("name", FILTERED)
def test_filters_that_match_nothing_give_sentences_and_neither_bars_nor_percentages(
    seen: Visit, name: str
) -> None:
    page = seen(name, **EMPTY)
    assert page.info, "a sentence says that nothing matches"
    cells = [cell for table in tables(page) for row in table for cell in row.values()]
    assert not [cell for cell in cells if "%" in cell]
    assert not [label for chart in charts(page) for label in chart.labels() if "%" in label]


@every_page
@every_case_set
def test_every_chart_and_table_has_a_name_for_those_who_cannot_see_it(
    seen: Visit, name: str, where: dict[str, str]
) -> None:
    page = seen(name, **where)
    title = page.title[0].value
    for chart in charts(page):
        assert 20 <= len(chart.alt) <= 220
        assert chart.alt != title
        assert chart.alt not in [header.value for header in page.header]
    for table in page.table:
        assert table.proto.alt


@every_page
def test_buttons_have_names_of_their_own(seen: Visit, name: str) -> None:
    page = seen(name, gender="female")
    labels = [element.proto.label for kind in ("button", "download_button") for element in
              page.get(kind)]  # fmt: skip
    assert [label for label, times in Counter(labels).items() if times > 1] == []


@every_page
def test_every_chart_brings_what_the_cases_are_so_that_a_saved_picture_says_it(
    seen: Visit, name: str
) -> None:
    for chart in charts(seen(name, gender="female")):
        said = chart.layout["meta"]
        assert "women" in said["source"]
        assert "ynthetic" in said["source"]
        assert said["headline"]
        assert said["question"]
        assert "ynthetic" not in str(chart.layout.get("title")), "it stands on the page once"


@pytest.mark.parametrize("name", FILTERED)
def test_what_an_address_asks_in_vain_is_told_and_the_rest_is_kept(seen: Visit, name: str) -> None:
    page = seen(name, gender=["femal", "male"], area="lundon", order="sideways", by="shoe_size")
    told = "\n".join(warning.value for warning in page.warning)
    for wrong, nearest in (("femal", "Female"), ("lundon", "London")):
        assert f"'{wrong}'; did you mean {nearest}" in told
    for wrong in ("sideways", "shoe_size"):
        assert wrong in told
    assert page.query_params == {"gender": "male"}
    assert f"{truth.inspected(gender='male'):,} case" in words(page)


MARKUP = ("<script>alert(1)</script>", "[x](http://evil.example)", "![](//evil.example/x.png)")


@pytest.mark.parametrize("name", FILTERED)
def test_markup_in_an_address_is_repeated_as_text(seen: Visit, name: str) -> None:
    page = seen(name, gender=list(MARKUP))
    assert page.query_params == {}
    [told] = [warning.value for warning in page.warning if "gender" in warning.value]
    assert told.count("There is no gender") == len(MARKUP)
    # Markdown that is not held back would make a link or, worse, fetch a picture from elsewhere.
    assert "](" not in told
    assert "<" not in told
    assert not [m for m in page.markdown if m.proto.allow_html]


@every_page
def test_a_page_about_one_question_stands_where_all_were_asked_elsewhere(
    seen: Visit, name: str
) -> None:
    page = seen(name, question="all")
    assert not page.exception
    assert not page.error
    assert page.title


@pytest.mark.parametrize("more", [{}, {"provider": "NPS", "gender": "female"}])
@pytest.mark.parametrize("page", FILTERED)
def test_only_what_the_bulletin_prints_is_shown_or_said_to_be_nothing(
    seen: Visit, page: str, more: dict[str, str]
) -> None:
    found = seen(page, printed="on", **more)
    assert not found.exception
    assert not found.error
    if more:
        assert "prints none of these numbers" in words(found)
