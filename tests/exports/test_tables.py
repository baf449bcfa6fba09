"""A drawn frame as a file: read back as it was, and safe to open."""

import io

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probation.disclosure.gate import guarded
from probation.exports.tables import csv
from probation.statistics.intervals import with_percent

PROVENANCE = {
    "question_asked": "Were interventions available?",
    "filters": "Filtered to: NPS cases; women.",
    "case_set": "Case set: test, with a comma; and a “quotation”.",
    "generation": "gen-1-0123abcd",
    "downloaded_on": "2026-11-22",
}


def rates(*counts: tuple[int, int]) -> pd.DataFrame:
    """A frame as of estimates.rates, one row for each yes and n."""
    frame = pd.DataFrame(counts, columns=["yes", "n"])
    words = {"question": "availability", "factor": "ete", "breakdown": None, "level": "all"}
    return guarded(with_percent(frame.assign(**words)))


def read(file: bytes) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(file), encoding="utf-8-sig")


def test_a_file_reads_back_as_the_frame_with_its_provenance_on_every_row():
    frame = rates((7, 11), (1, 3), (0, 0), (30, 30), (1, 1066))
    found = read(csv(frame, PROVENANCE))
    assert list(found.columns) == [*frame.columns, *PROVENANCE]
    for column in ("yes", "n", "percent", "ci_low", "ci_high"):
        np.testing.assert_array_equal(found[column], frame[column])
    assert found["flag"].fillna("").tolist() == ["u", "u", "", "", ""]
    for column, text in PROVENANCE.items():
        assert found[column].tolist() == [text] * 5


@settings(max_examples=40)
@given(st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_any_number_reads_back_to_the_last_digit_and_never_in_powers_of_ten(count):
    frame = rates(count)
    file = csv(frame, {})
    found = read(file)
    for column in ("percent", "ci_low", "ci_high"):
        np.testing.assert_array_equal(found[column], frame[column])
    numbers = file.decode("utf-8-sig").splitlines()[1].split(",")
    assert not any("e-" in cell or "e+" in cell for cell in numbers)


def test_the_file_is_utf_8_with_the_mark_that_excel_needs_and_one_header():
    file = csv(rates((1, 40)), PROVENANCE)
    assert file.startswith(b"\xef\xbb\xbfyes,n,")
    assert file.count(b"\r\n") == 2
    assert "“quotation”" in file.decode("utf-8-sig")


def test_missing_is_empty_and_never_nought_or_a_word():
    lines = csv(rates((4, 9)), {}).decode("utf-8-sig").splitlines()
    assert lines[0] == "yes,n,question,factor,breakdown,level,percent,ci_low,ci_high,flag"
    assert lines[1] == "4,9,availability,ete,,all,,,,u"


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_a_spreadsheet_would_run_is_kept_as_text(first):
    frame = pd.DataFrame({"level": [f"{first}HYPERLINK(1)", "plain"], "n": [-1, 2]})
    text = csv(frame, {"filters": f"{first}cmd"}).decode("utf-8-sig")
    found = pd.read_csv(io.StringIO(text, newline=""))
    assert found["level"].tolist()[0].startswith("'")
    assert found["level"].tolist()[1] == "plain"
    assert all(value.startswith("'") for value in found["filters"])
    assert found["n"].tolist() == [-1, 2]  # a negative number is a number


def test_text_with_commas_quotes_and_lines_stays_in_its_cell():
    text = 'a "b", c\nd; <b>é</b>'
    found = read(csv(pd.DataFrame({"level": [text], "n": [1]}), {}))
    assert found["level"].tolist() == [text]


def test_the_frame_given_is_kept_as_it_is():
    frame = pd.DataFrame({"level": ["=1"]})
    csv(frame, PROVENANCE)
    assert frame.to_dict("list") == {"level": ["=1"]}


def test_an_empty_frame_is_a_header():
    file = csv(rates().iloc[:0], PROVENANCE).decode("utf-8-sig")
    assert file.splitlines()[0].endswith("generation,downloaded_on")
    assert len(file.splitlines()) == 1
