"""A briefing saved and opened again: whole, and never trusted."""

import base64
import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probation.briefing.file import (
    LARGEST,
    LONGEST_ADDRESS,
    from_address,
    from_json,
    to_address,
    to_json,
)
from probation.briefing.items import MOST_ITEMS, Briefing, item
from probation.errors import ReaderError
from probation.exhibits.registry import EXHIBITS, explicit

EIGHT = Briefing(
    "NPS and CRC: what differs – “quoted”",
    tuple(
        item(key, explicit(key, {"gender": ["female"], "place": ["kent"]}), "gen-1-0123abcd")
        for key in list(EXHIBITS)[:8]
    ),
).worded(2, "=1+1", "Line one\n\nLine two & <three>", "Say: look\nthere")


def document(**changed):
    """The smallest file of a briefing, with something else in it."""
    return json.dumps({"briefing": 2, "title": "", "items": []} | changed)


def test_what_is_saved_is_opened_as_it_was():
    assert from_json(to_json(EIGHT)) == EIGHT
    assert from_json(to_json(EIGHT).encode()) == EIGHT


def test_a_briefing_of_the_first_version_is_read_and_has_no_speaker_notes():
    first = {"figure": "gaps", "params": {"by": ["gender"]}, "title": "Mine", "note": "Ask why."}
    expected = Briefing("Old", (item("gaps", {"by": ["gender"]}, "", "Mine", "Ask why."),))
    text = document(briefing=1, title="Old", items=[first])
    assert from_json(text) == expected
    packed = base64.urlsafe_b64encode(zlib.compress(text.encode())).decode().rstrip("=")
    assert from_address(packed) == expected


def test_a_file_is_for_people_too():
    text = to_json(EIGHT)
    assert "“quoted”" in text
    assert len(text.splitlines()) > 40


def test_a_briefing_of_eight_figures_fits_an_address():
    value = to_address(EIGHT)
    assert from_address(value) == EIGHT
    assert len(value) < LONGEST_ADDRESS
    assert value.replace("-", "").replace("_", "").isalnum()


titles = st.text(st.characters(exclude_categories=["C"]), max_size=80)
items = st.builds(
    item,
    st.just("gaps"),
    st.fixed_dictionaries({"gender": st.just(["female"]), "question": st.just(["delivery"])}),
    st.sampled_from(["", "gen-3-0123abcd"]),
    titles,
    titles,
    titles,
)


@given(st.builds(Briefing, st.just("Title"), st.lists(items, max_size=1).map(tuple)))
def test_whatever_the_words_they_come_back(briefing):
    assert from_json(to_json(briefing)) == briefing
    assert from_address(to_address(briefing)) == briefing


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "cannot be read as JSON"),
        ("{", "cannot be read as JSON"),
        (b"\xff\xfe\x00", "cannot be read as JSON"),
        ("[" * 100_000, "cannot be read as JSON"),
        ("[]", "does not say that it is one"),
        ('{"items": []}', "does not say that it is one"),
        ('{"briefing": 3, "items": []}', "another version"),
        ('{"briefing": 0, "items": []}', "another version"),
        ('{"briefing": "1", "items": []}', "another version"),
        ('{"briefing": 1}', "no list of items"),
        (document(items=[1]), "Item 1 of the briefing is no item"),
        (document(items=[{"figure": 3}]), "its figure is no text"),
        (document(items=[{"figure": "gasp"}]), "Item 1 of the briefing: There is no figure"),
        (document(items=[{"figure": "gaps", "title": ["x"]}]), "its title is no text"),
        (
            document(items=[{"figure": "gaps", "params": []}]),
            "Item 1 of the briefing: its params are",
        ),
        (
            document(items=[{"figure": "gaps", "params": {"x": []}}]),
            "no setting of 'Gaps of one question' 'x'",
        ),
        (document(items=[{"figure": "gaps", "title": "x" * 201}]), "its title has 201 characters"),
        (document(items=[{"figure": "gaps", "note": "x" * 1001}]), "its note has 1,001 characters"),
        (
            document(items=[{"figure": "gaps", "speaker_notes": "x" * 2001}]),
            "its speaker text has 2,001 characters",
        ),
        (document(items=[{"figure": "gaps", "params": {"by": "gender"}}]), "settings that are no"),
        (document(items=[{"figure": "gaps", "params": {"by": [1]}}]), "settings that are no codes"),
        (
            document(items=[{"figure": "gaps", "params": {"by": ["x" * 101]}}]),
            "settings that are no codes",
        ),
        (document(items=[{"figure": "rates", "params": {"question": []}}]), "that are no codes"),
        (document(items=[{"figure": "gaps", "params": {"by": ["\ud800"]}}]), "that are no codes"),
        (document(items=[{"figure": "gaps", "store": "\ud800"}]), "names no case set"),
        (
            document(items=[{"figure": "gaps", "store": "![x](https://evil.example/b.png)"}]),
            "names no case set",
        ),
        (document(items=[{"figure": "gaps", "store": "../gen-1-0123abcd"}]), "names no case set"),
        (document(items=[{"figure": "gaps"}] * (MOST_ITEMS + 1)), "at most 50 items; this has 51"),
        (document(title=1), "its title is no text"),
        (document(briefing=True), "another version of the dashboard"),
        (document(briefing=1.0), "another version of the dashboard"),
        (" " * (LARGEST + 1), "larger than 1,000 KB"),
    ],
)
def test_what_is_no_briefing_is_refused_in_one_sentence(text, sentence):
    with pytest.raises(ReaderError, match=sentence) as refused:
        from_json(text)
    assert str(refused.value).endswith((".", "?"))
    assert "\n" not in str(refused.value)


def test_a_setting_of_another_figure_is_refused():
    with pytest.raises(ReaderError, match=r"no setting of 'The audit .*' 'gender'; valid are none"):
        from_json(document(items=[{"figure": "published_audit", "params": {"gender": ["male"]}}]))


@pytest.mark.parametrize("cut", [1, 7, 40])
def test_an_address_that_was_cut_off_is_told(cut):
    with pytest.raises(ReaderError):
        from_address(to_address(EIGHT)[:-cut])


@given(st.text(max_size=60))
def test_no_address_does_more_than_be_refused(value):
    with pytest.raises(ReaderError):
        from_address(value)


def test_a_few_bytes_that_would_unpack_to_gigabytes_are_not_unpacked():
    bomb = base64.urlsafe_b64encode(zlib.compress(b" " * 50_000_000, 9)).decode()
    assert len(bomb) < 70_000
    with pytest.raises(ReaderError, match="larger than"):
        from_address(bomb)


def test_the_same_item_twice_counts_once():
    twice = document(items=[{"figure": "gap_matrix"}, {"figure": "gap_matrix"}])
    assert len(from_json(twice).items) == 1


def test_the_largest_briefing_there_can_be_is_opened_again():
    full = Briefing("\N{GRINNING FACE}" * 200)
    for number in range(MOST_ITEMS):
        own = item("gaps", {"area": [f"place_{number}"]}, "gen-1-0123abcd")
        full = full.added(own).worded(
            number, *("\N{GRINNING FACE}" * most for most in (200, 1000, 2000))
        )
    assert from_json(to_json(full).encode()) == full
