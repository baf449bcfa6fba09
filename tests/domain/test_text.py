"""Text made fit for where it goes: nothing that acts there is left, and plain words stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from probation.domain.text import (
    for_code,
    for_file_name,
    for_markdown,
    for_plotly,
    for_sheet,
    for_terminal,
    for_xml,
)

PLACES = [for_code, for_markdown, for_plotly, for_sheet, for_terminal, for_xml]


@pytest.mark.parametrize("made", PLACES, ids=lambda made: made.__name__)
def test_plain_words_stay_as_they_are(made):
    assert made("Kent, Surrey and Sussex") == "Kent, Surrey and Sussex"
    assert made("日本") == "日本"


@given(st.text())
def test_any_text_can_stand_in_xml_on_one_line_of_code_and_in_a_file_name(text):
    held = etree.Element("a")
    held.text = for_xml(text)
    assert "\r" not in held.text
    assert len(for_code(text).splitlines()) < 2
    assert for_file_name(text).replace("-", "a").isascii()
    assert "/" not in for_file_name(text)


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("*Kent* [x](y)", r"\*Kent\* \[x\]\(y\)"),
        ("a_b 3.5 St-Ives", "a_b 3.5 St-Ives"),
        ("1. Kent", r"1\. Kent"),
        ("www.example.org", "www\u2060\\.example.org"),
    ],
)
def test_markdown_shows_text_as_it_was_given(text, markdown):
    assert for_markdown(text) == markdown


def test_what_looks_like_html_is_drawn_as_text():
    assert for_plotly("<b>A & B</b> &lt;") == "&lt;b&gt;A & B&lt;/b&gt; &amp;lt;"


def test_a_terminal_gets_no_codes():
    assert for_terminal("kent\x1b[2J`*\u202e\u200b") == "kent??2J????"


@pytest.mark.parametrize("plain", ["2016/17; Kent", "O'Brien & Son, 50%", '"a" = 1.5?', "a+b!"])
def test_a_terminal_gets_plain_signs_as_they_are(plain):
    assert for_terminal(plain) == plain


@pytest.mark.parametrize(
    ("text", "shown"), [("www.a.org", "www?a.org"), ("&lt;b", "?lt;b"), ("http://a", "http?//a")]
)
def test_nor_what_markdown_makes_a_link_or_another_character(text, shown):
    assert for_terminal(text) == shown


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-1", "@a", "\t=1", "\r=1", "  =1", "\u00a0=1", "＝1"]
)
def test_text_like_a_formula_is_made_harmless_for_a_sheet(text):
    assert for_sheet(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "1", "a=b", "a - b", " x"])
def test_other_text_stays_as_it_is(text):
    assert for_sheet(text) == text
