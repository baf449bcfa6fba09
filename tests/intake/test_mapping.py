"""The mapping file: what it may say, and the sentence for what it may not."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probation.errors import ReaderError
from probation.intake.mapping import Mapping, parsed, read_mapping, written

WHOLE = """
label = "Extract of 31 March"
synthetic = true
shape = "wide"
ignore = ["Notes"]

[tables]
cases = "Case list"

[columns]
case_id = "Case ref"
availability_ete = "ETE_AV"

[codes.provider]
"National Probation Service" = "NPS"

[codes.priority]
"1" = "yes"
"""


def test_a_mapping_says_what_an_extract_calls_things():
    assert parsed(WHOLE) == Mapping(
        label="Extract of 31 March",
        synthetic=True,
        shape="wide",
        tables={"cases": "Case list"},
        columns={"case_id": "Case ref", "availability_ete": "ETE_AV"},
        codes={"provider": {"National Probation Service": "NPS"}, "priority": {"1": "yes"}},
        ignore=("Notes",),
    )


def test_what_is_written_is_read_back():
    assert parsed(written(parsed(WHOLE))) == parsed(WHOLE)
    odd = Mapping(
        synthetic=True,
        codes={"judgement": {'"=\\ \x7f\u00e9\n#': "yes", "": "", "N/A": ""}, "gender": {}},
        columns={"case_id": 'the "ref"'},
        ignore=("Notes", "#"),
    )
    assert parsed(written(odd)) == odd


@pytest.mark.parametrize("text", ["''", "'empty'"])
def test_a_code_can_mean_an_empty_cell(text):
    assert parsed(f"[codes.judgement]\n'N/A' = {text}").codes == {"judgement": {"N/A": ""}}


def test_one_of_their_names_may_mean_two_columns_in_different_tables():
    mapping = parsed("[columns]\nquestion = 'Item'\nage = 'Item'")
    assert mapping.columns == {"question": "Item", "age": "Item"}


def test_an_empty_mapping_maps_nothing():
    assert parsed("") == Mapping()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("label = ", "m.toml: line 1 cannot be read as TOML: write lines of the form name = "),
        ("label = 'a'\nlabel = 'b'", "m.toml: line 2 cannot be read as TOML: write lines"),
        ("[columns]\nage = [", "m.toml: line 2 cannot be read as TOML: write lines"),
        ("labels = 'x'", "There is no section in m.toml 'labels'; did you mean label?"),
        ("shape = 'long'", "There is no shape 'long'"),
        ("synthetic = 'no'", "synthetic must be true or false"),
        ("shape = 3", "shape must be a text"),
        ("label = ''", "label must be a text"),
        (f"label = '{'x' * 201}'", "at most 200 characters"),
        ("label = '<b>x</b>'", "m.toml: in the label, leave out '<', a mark of HTML"),
        ("label = '=1+1'", "in the label, do not begin with '=', as formulas"),
        ('label = "a\\u202Eb"', "in the label, leave out characters that cannot be seen"),
        ("ignore = 'Notes'", "write ignore as a list"),
        ("ignore = [1]", "ignore must be a text"),
        ("columns = 3", r"write \[columns\] as lines"),
        ("[columns]\ncase = 'x'", "There is no column of ours 'case'; did you mean case_id?"),
        ("[columns]\ncase_id = 3", "columns.case_id must be a text"),
        ("[tables]\ncase = 'x'", "There is no table 'case'; did you mean cases?"),
        ("codes = 3", "write codes as"),
        ("[codes]\nprovider = 3", r"write \[codes.provider\] as lines"),
        ("[columns]\nage = 'A'\nmappa = 'A'", "age and mappa are both called 'A'"),
        ("[codes.priority_ete]\n1 = 'yes'", "column of ours that has codes 'priority_ete'"),
        ("[codes.case_id]\n1 = '2'", "column of ours that has codes 'case_id'"),
        ("[codes.gender]\nX = 'empty'", "that 'X' is empty, but gender cannot be empty"),
        ("[codes.provder]\na = 'NPS'", "did you mean provider?"),
    ],
)
def test_what_it_cannot_be_is_said_in_a_sentence(text, sentence):
    with pytest.raises(ReaderError, match=sentence):
        parsed(text, "m.toml")


@pytest.mark.parametrize("text", ["a = " + "[" * 50_000, "a = " + "9" * 5_000])
def test_what_the_reader_of_toml_chokes_on_is_a_sentence_too(text):
    with pytest.raises(ReaderError, match=r"m\.toml: line 1 cannot be read as TOML"):
        parsed(text, "m.toml")


@given(st.text(max_size=60))
def test_any_text_gives_a_mapping_or_a_sentence(text):
    with suppress(ReaderError):
        assert isinstance(parsed(text), Mapping)


def test_files_that_cannot_be_read_get_a_sentence(tmp_path):
    with pytest.raises(ReaderError, match=r"There is no mapping file none\.toml"):
        read_mapping(tmp_path / "none.toml")
    latin = tmp_path / "latin.toml"
    latin.write_bytes(b"label = '\xe9'")
    with pytest.raises(ReaderError, match=r"^latin\.toml is not UTF-8 text; save it as UTF-8\.$"):
        read_mapping(latin)
    large = tmp_path / "large.toml"
    large.write_bytes(b"#" * 1_000_001)
    with pytest.raises(ReaderError, match="too large"):
        read_mapping(large)
    marked = tmp_path / "marked.toml"
    marked.write_text('label = "x"', encoding="utf-8-sig")
    assert read_mapping(marked).label == "x"
