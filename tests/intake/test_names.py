"""One rule for the names that people give, and what is made of a file's."""

import pytest

from probation.intake.names import of_file, wrong_with

PLAIN = (
    "Kent",
    "Avon & Somerset",
    "Cases 2018 *draft* ~~old~~ :smile: :red-background",
    "HMIP_2017_18 (wave 2), 50% | 'checked'",
    "# not a heading",
    "Ynys Môn",
    "Data: 2017/18, v1.2/b, St. Helens/Wigan",
)
REFUSED = {
    "HTML": "<b>Kent</b>",
    "a link of Markdown": "[Kent](/x)",
    "LaTeX": "$x^2$",
    "LaTeX in brackets": r"\(x\)",
    "an address": "see https://evil.example",
    "an address without its protocol": "www.evil.example",
    "a mail address": "a@b.example",
    "a script": "javascript:alert(1)",
    "data for a browser": "DATA:text/html,x",
    "an address without www": "evil.example/path",
    "an entity": "Kent &amp; Essex",
    "an entity by its number": "Kent &#60;",
    "a mark of direction": "a\u202eb",
    "an isolate": "a\u2066b",
    "a joiner nobody sees": "a\u200bb",
    "a soft hyphen": "a\u00adb",
    "a control character": "a\x07b",
    "two lines": "a\nb",
    "a formula": "=1+1",
    "a minus": "-3",
    "blanks around": " Kent ",
    "nothing": "",
    "too much": "a" * 201,
}


@pytest.mark.parametrize("name", PLAIN)
def test_marks_that_pages_hold_back_are_plain(name: str) -> None:
    assert not wrong_with(name)
    assert of_file(name) == name


@pytest.mark.parametrize("name", REFUSED.values(), ids=REFUSED)
def test_what_a_program_would_act_on_or_nobody_sees_is_refused(name: str) -> None:
    assert wrong_with(name)


@pytest.mark.parametrize("name", REFUSED.values(), ids=REFUSED)
def test_of_a_file_only_that_is_left_out(name: str) -> None:
    assert not wrong_with(f"Extract {of_file(name)}".strip())


def test_a_file_keeps_its_own_name() -> None:
    assert of_file("HMIP_2017_18.csv") == "HMIP_2017_18.csv"
