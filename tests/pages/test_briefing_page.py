"""The briefing page: figures collected, worded, ordered, undone, opened again."""

import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from probation.briefing.file import to_address, to_json
from probation.briefing.items import Briefing, item
from probation.exhibits.registry import EXHIBITS
from probation.store.serving import workers
from tests.pages.reading import PAGES, Visit, charts, link, words

THREE = Briefing(
    "For the board",
    (
        item("gap_matrix", {"by": ["gender"]}),
        item("area_map", {}),
        item("finding_delivery", {}, title="What was delivered"),
    ),
)


#: The buttons that put a figure into the briefing and take it out, each with its own noun.
ADD, REMOVE = re.compile("Add .+ to briefing"), re.compile("Remove .+ from briefing")


def at(visit: Visit, briefing: Briefing, **params: Any) -> AppTest:
    """The briefing page with a briefing, as its link opens it."""
    return visit("briefing", briefing=to_address(briefing), **params)


def press(page: AppTest, label: str, place: int = 0) -> AppTest:
    """Presses the button of a label, the first of several unless ``place`` says so."""
    return [button for button in page.button if button.label == label][place].click().run()


def labels(page: AppTest) -> list[str]:
    return [button.label for button in page.button]


def headlines(page: AppTest) -> list[str]:
    """The headlines of the items, in order."""
    return [head.value.replace("\\", "") for head in page.header]


def test_an_empty_briefing_says_what_to_do_and_offers_a_beginning(visit: Visit) -> None:
    page = visit("briefing")
    assert "Nothing is in the briefing yet" in page.info[0].value
    page = press(page, "Begin with the five key findings")
    assert len(headlines(page)) == 5
    assert "in over 80% of cases" in headlines(page)[0]


#: Parameters with which the pages show every figure there is.
SHOWN = {
    "regression": {
        "question": "delivery",
        "factor": "emotional_wellbeing",
        "run": "on",
        "full": "on",
    },
    "areas": {"place": "kent"},
}


@pytest.mark.parametrize("name", [p for p in PAGES if p not in ("briefing", "about", "glossary")])
def test_every_figure_of_a_page_can_be_added_and_is_shown_as_the_page_shows_it(
    visit: Visit, name: str
) -> None:
    page = visit(name, **SHOWN.get(name, {}))
    adding = [label for label in labels(page) if label.endswith(" to briefing")]
    expected, figures = len(adding), len(charts(page))
    assert expected >= 1
    for label in adding:
        page = press(page, label)
    removing = [label for label in labels(page) if label.endswith(" from briefing")]
    assert [f"Add {label[7:-14]} to briefing" for label in removing] == adding
    briefing = page.switch_page("../../pages/briefing.py").run()
    assert not briefing.exception
    assert not briefing.warning, "no item that cannot be made"
    assert len(headlines(briefing)) == expected
    # the overview shows one of its findings twice
    assert len(charts(briefing)) == figures - (name == "overview")


def test_every_kind_of_figure_stands_on_some_page(seen: Visit) -> None:
    keys = set()
    for name in PAGES:
        for params in ({}, SHOWN.get(name, {}), {"run": "on"}, {"part": "statements"}):
            page = seen(name, **params)
            added = [b.key for b in page.button if b.label.endswith(" to briefing")]
            keys |= {key for key in EXHIBITS for one in added if one.startswith(f"basket_{key}_")}
    page = seen("published", part="audit")
    keys |= {"published_audit"} if any("audit" in b.key for b in page.button) else set()
    assert keys == set(EXHIBITS)


def test_adding_is_said_and_can_be_taken_back(visit: Visit) -> None:
    page = press(visit("delivery", gender="female"), "Add delivery to briefing")
    assert [toast.value for toast in page.toast] == ["Added to the briefing: 1 item."]
    page = press(page, "Remove delivery from briefing")
    assert "Add delivery to briefing" in labels(page)


def test_an_item_keeps_the_filters_it_was_chosen_with(visit: Visit) -> None:
    page = press(visit("delivery", gender="female", by="provider"), "Add delivery to briefing")
    page.switch_page("../../pages/briefing.py").run()
    page.query_params.clear()
    page = page.run()
    assert "Filtered to: women." in words(page).replace("\\", "")


def test_items_move_and_are_removed_and_every_change_is_undone(visit: Visit) -> None:
    page = at(visit, THREE)
    first, second, third = headlines(page)
    page = press(page, "Item 1 down")
    assert headlines(page) == [second, first, third]
    page = press(page, "Remove item 3")
    assert headlines(page) == [second, first]
    page = press(page, "Remove all")
    assert headlines(page) == []
    for expected in ([second, first], [second, first, third], [first, second, third]):
        page = press(page, "Undo")
        assert headlines(page) == expected
    assert next(b for b in page.button if b.label == "Undo").disabled


def test_the_ends_cannot_be_passed(visit: Visit) -> None:
    page = at(visit, THREE)
    ups, downs = (
        [b.disabled for b in page.button if b.label.endswith(x)] for x in (" up", " down")
    )
    assert ups == [True, False, False]
    assert downs == [False, False, True]


def test_headline_and_note_are_the_readers_own(visit: Visit) -> None:
    page = at(visit, THREE)
    assert headlines(page)[2] == "What was delivered"
    page.text_input[1].set_value("Where **we** <b>went</b>").run()
    page.text_area[0].set_value("One.\n# Two.").run()
    assert headlines(page)[0] == "Where **we** <b>went</b>"
    said = [m.value for m in page.markdown]
    assert "One\\.\n\n\\# Two\\." in said or "One.\n\n\\# Two." in said
    page = press(page, "Undo")
    page = press(page, "Undo")
    assert "Where" not in headlines(page)[0]
    assert page.text_input[1].value == ""


def test_words_longer_than_a_briefing_holds_are_cut_aloud(visit: Visit) -> None:
    page = at(visit, THREE)
    page = page.text_input[1].set_value("x" * 201).run()
    assert [toast.value for toast in page.toast] == ["The headline was cut to 200 characters."]
    assert page.text_input[1].value == "x" * 200
    page = page.text_area[0].set_value("y" * 1001).run()
    assert [toast.value for toast in page.toast] == ["The text was cut to 1,000 characters."]
    page = page.text_area[1].set_value("z" * 2001).run()
    assert [toast.value for toast in page.toast] == [
        "The text of the speaker notes was cut to 2,000 characters."
    ]
    page = page.text_input[0].set_value("z" * 300).run()
    assert [toast.value for toast in page.toast] == ["The title was cut to 200 characters."]
    page = page.text_input[1].set_value("x" + 200 * " " + "y").run()
    assert page.text_input[1].value == "x y"
    assert not page.toast, "nothing of the words was lost"


def test_what_is_said_to_a_slide_has_a_field_of_its_own_and_is_not_shown(visit: Visit) -> None:
    page = at(visit, THREE)
    assert page.text_area[1].label == "Speaker notes of item 1 (not on the slide)"
    page = page.text_area[1].set_value("Ask who was inspected").run()
    assert page.text_area[1].value == "Ask who was inspected"
    assert page.text_area[0].value == ""
    assert not [text for text in page.markdown if "Ask who" in text.value]


def test_words_stay_with_their_item_when_it_moves(visit: Visit) -> None:
    page = press(at(visit, THREE), "Item 3 up")
    assert [field.value for field in page.text_input] == [
        "For the board",
        "",
        "What was delivered",
        "",
    ]


def test_the_link_of_a_briefing_opens_it_and_leaves_the_address(visit: Visit) -> None:
    page = at(visit, THREE)
    assert "briefing" not in page.query_params
    assert page.text_input[0].value == "For the board"
    copied = link(page)
    assert copied is not None
    assert "/briefing?briefing=" in copied
    assert copied.endswith(to_address(THREE)) or to_address(THREE)[:40] in copied


def test_a_briefing_too_long_for_an_address_says_so(visit: Visit) -> None:
    note = "".join(chr(0x4E00 + (i * 7919) % 20000) for i in range(1000))
    long = THREE.worded(0, "", note)
    page = at(visit, long)
    assert link(page) is None
    assert "too long for a link" in words(page)


def test_a_link_never_takes_the_place_of_the_readers_own(visit: Visit) -> None:
    page = press(visit("delivery"), "Add delivery to briefing")
    page.query_params["briefing"] = to_address(THREE)
    page = page.switch_page("../../pages/briefing.py").run()
    assert len(headlines(page)) == 3
    assert "Your own, of 1 item, is kept" in page.info[0].value
    both = press(page, "Add its items to mine")
    assert len(headlines(both)) == 4
    assert not both.info
    back = press(press(both, "Undo"), "Undo")
    assert len(headlines(back)) == 3


@pytest.mark.parametrize("value", ["x", "", "!!", to_address(THREE)[:-9]])
def test_a_damaged_link_is_told_and_nothing_is_lost(visit: Visit, value: str) -> None:
    page = press(visit("delivery"), "Add delivery to briefing")
    page.query_params["briefing"] = value
    page = page.switch_page("../../pages/briefing.py").run()
    assert not page.exception
    assert "cut off or damaged" in page.warning[0].value or value == ""
    assert len(headlines(page)) == 1


def test_an_item_that_cannot_be_made_says_why_and_the_others_stand(visit: Visit) -> None:
    lost = item("rates", {"area": ["narnia"]})
    page = at(visit, Briefing("", (lost, item("area_map", {}))))
    assert "There is no area inspected 'narnia'" in page.warning[0].value
    assert len(headlines(page)) == 1
    assert "leave out what cannot be made: 1." in words(page)


def test_a_saved_file_is_opened_in_place_or_added(visit: Visit) -> None:
    page = press(visit("delivery"), "Add delivery to briefing")
    page = page.switch_page("../../pages/briefing.py").run()
    file = ("b.json", to_json(THREE).encode(), "application/json")
    page = page.file_uploader[0].set_value(file).run()
    assert "The file holds 3 items." in words(page)
    opened = press(page, "Open it")
    assert len(headlines(opened)) == 3
    assert len(headlines(press(opened, "Undo"))) == 1


def test_a_file_that_is_no_briefing_is_told(visit: Visit) -> None:
    page = visit("briefing")
    page = page.file_uploader[0].set_value(("b.json", b'{"a": 1}', "application/json")).run()
    assert "This is no briefing of this dashboard" in page.error[0].value
    assert not page.exception


def test_charts_of_a_briefing_are_light_whatever_the_page(visit: Visit) -> None:
    for chart in charts(at(visit, THREE)):
        assert chart.layout["paper_bgcolor"] == "#FFFFFF"


def test_what_was_typed_before_a_button_is_kept_with_what_the_button_does(visit: Visit) -> None:
    page = at(visit, THREE)
    page.text_input[1].set_value("Typed just before")
    page = press(page, "Remove item 3")
    assert headlines(page)[0] == "Typed just before"
    assert len(headlines(page)) == 2


#: A session whose browser has kept a briefing of one item.
RESTORED = """
from probation.briefing.file import to_json
from probation.briefing.items import Briefing, item
from probation.ui import briefing_session as mine
import streamlit as st
if "taken" not in st.session_state:
    st.session_state["taken"] = mine._taken(to_json(Briefing("", (item("area_map", {}),))))
st.text(f"{len(mine.held().items)} items, undo {mine.can_undo()}")
"""


def test_what_the_browser_brings_back_cannot_be_undone() -> None:
    app = AppTest.from_string(RESTORED).run()
    assert not app.exception
    assert app.text[0].value == "1 items, undo False"


STRANGE = """
from probation.ui import briefing_session as mine
import streamlit as st
newer = '{"briefing": 99, "title": "precious", "items": []}'
st.text(str(mine._taken(newer) == newer and st.session_state["briefing_strange"] == newer))
st.text(mine.wrong())
"""


def test_what_the_browser_keeps_and_cannot_be_read_is_left_there_and_told() -> None:
    app = AppTest.from_string(STRANGE).run()
    assert app.text[0].value == "True"
    assert "another version" in app.text[1].value


def test_addresses_in_a_readers_words_become_no_links(visit: Visit) -> None:
    page = at(visit, THREE.worded(0, "See https://evil.example or www.evil.example &lt;", ""))
    said = page.header[0].value
    assert "https://" not in said.replace("\\", "")
    assert "www.evil" not in said
    assert "\\&lt;" in said


def test_an_item_that_takes_too_long_says_so_and_the_page_goes_on(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = item("screen", {"question": ["all"], "candidates": ["mappa", "rosh_level"]})
    with monkeypatch.context() as patch:
        patch.setattr(workers, "SECONDS", 0.0)
        page = at(visit, Briefing("", (long,)))
    assert not page.exception
    assert "This took longer than 20 seconds and was stopped; choose fewer" in words(page)
    assert "Remove item 1" in labels(page)
    page = page.run()  # what was stopped is not remembered
    assert "This took longer" not in words(page)
    assert len(headlines(page)) == 1
