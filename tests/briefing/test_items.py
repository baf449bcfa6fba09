"""Items of a briefing: added once, moved within it, in the reader's words."""

from hypothesis import given
from hypothesis import strategies as st

from probation.briefing.items import (
    LONGEST_NOTE,
    LONGEST_SPEAKER_NOTES,
    LONGEST_TITLE,
    MOST_ITEMS,
    Briefing,
    cleaned,
    item,
    note_of,
)

A, B, C = (item(key, {}) for key in ("gap_matrix", "area_map", "contributors"))
THREE = Briefing("Three", (A, B, C))


def figures(briefing):
    return [own.figure for own in briefing.items]


def test_an_item_is_added_at_the_end_and_once():
    assert figures(Briefing().added(A).added(B).added(A)) == ["gap_matrix", "area_map"]


def test_the_same_figure_with_other_words_is_the_same_item():
    assert Briefing().added(A).place(item("gap_matrix", {}, title="Mine")) == 0


def test_the_order_of_parameters_does_not_tell_items_apart():
    params = {"question": ["delivery"], "by": ["gender"]}
    assert item("gaps", params).same_as(item("gaps", dict(reversed(params.items()))))


def test_an_item_moves_within_the_briefing_and_never_off_its_ends():
    assert figures(THREE.moved(2, -1)) == ["gap_matrix", "contributors", "area_map"]
    assert THREE.moved(0, -1) == THREE
    assert THREE.moved(2, 1) == THREE


def test_an_item_is_removed_and_the_others_stay_in_order():
    assert figures(THREE.without(1)) == ["gap_matrix", "contributors"]


def test_words_are_changed_of_one_item_alone():
    found = THREE.worded(1, "Where we went", "First line\nSecond line", "Say it slowly")
    assert [own.title for own in found.items] == ["", "Where we went", ""]
    assert found.items[1].note == "First line\nSecond line"
    assert [own.speaker_notes for own in found.items] == ["", "Say it slowly", ""]
    assert found.items[1].same_as(B)


def test_a_full_briefing_takes_no_more():
    full = Briefing()
    for number in range(MOST_ITEMS + 5):
        full = full.added(item("gaps", {"area": [f"place_{number}"]}))
    assert full.full
    assert len(full.items) == MOST_ITEMS


@given(st.text(st.characters()))
def test_no_title_or_note_holds_what_cannot_be_printed_or_is_too_long(text):
    own = Briefing("", (A,)).worded(0, text, text, text).items[0]
    assert len(own.title) <= LONGEST_TITLE
    assert len(own.note) <= LONGEST_NOTE
    assert len(own.speaker_notes) <= LONGEST_SPEAKER_NOTES
    assert own.speaker_notes.replace("\n", "").isprintable()
    assert own.title.isprintable()
    assert own.note.replace("\n", "").isprintable()
    assert Briefing().titled(text).title == cleaned(text)[:LONGEST_TITLE]
    assert note_of(own.note) == own.note


def test_marks_of_direction_and_controls_are_taken_out():
    assert cleaned("a\x00b\u202ec\u200bd\n e") == "a b c d e"


def test_joiners_are_kept_between_letters_and_are_no_words_of_their_own():
    assert cleaned("\U0001f468\u200d\U0001f469") == "\U0001f468\u200d\U0001f469"
    assert cleaned("\u200d") == cleaned(" \u200c \u200d") == ""


def test_the_order_in_which_filters_were_chosen_does_not_tell_items_apart():
    first, second = (
        item("gaps", {"area": codes}) for codes in (["kent", "yorks"], ["yorks", "kent"])
    )
    assert first.same_as(second)


def test_a_title_cut_at_a_blank_comes_back_as_it_was():
    found = item("gaps", {}, title="a" * (LONGEST_TITLE - 1) + " b")
    assert item("gaps", {}, title=found.title) == found
