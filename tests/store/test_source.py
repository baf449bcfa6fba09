"""The files of a case set: what is read from them, and what is refused in one sentence."""

import pytest

from probation.errors import ReaderError
from probation.store.build import build
from tests import builders

TWO_CASES = """
case_id | provider | area
A       | NPS      | kent
B       | CRC      | london
"""


@pytest.mark.parametrize(
    ("cases", "judgements", "sentence"),
    [
        (
            "case_id | provider\nA | NPS\nB | NSP",
            "",
            "In synthetic_cases.csv, row 3, column provider: there is no provider 'NSP';"
            " did you mean NPS?",
        ),
        (
            "case_id | area\nA | knet",
            "",
            "row 2, column area: there is no area 'knet'; did you mean kent?",
        ),
        ("case_id | gender\nA |", "", "row 2, column gender: there is no gender ''; valid are"),
        ("case_id\nA\nA", "", "row 3, column case_id: 'A' stands there; it must be given, and"),
        (
            "case_id | inspected_on\nA | 2017-13",
            "",
            "column inspected_on: '2017-13' stands there; it must be a month such as 2017-03.",
        ),
        ("case_id | age\nA | 30.5", "", "column age: '30.5' stands there; it must be a whole"),
        ("case_id | ogrs_score\nA | 101", "", "column ogrs_score: '101' stands there; it must be"),
        (
            "case_id\nA",
            "case_id | question | factor\nZ | availability | ete",
            "column case_id: 'Z' stands there; it must be a case of the cases file.",
        ),
        (
            "case_id\nA",
            "case_id | question\nA | availability",
            "In synthetic_judgements.csv, row 2, column factor: nothing stands there; it must be"
            " given for a question judged per factor",
        ),
        (
            "case_id\nA",
            "case_id | question | factor\nA | partner_risk_focus | ete",
            "column factor: 'ete' stands there; it must be given for a question judged per factor",
        ),
        (
            "case_id\nA",
            "case_id | question\nA | partner_risk_focus\nA | partner_risk_focus",
            "row 3, column question: 'partner_risk_focus' stands there; it must be judged once",
        ),
        (
            "case_id\nA",
            "case_id | question | factor | judgement\nA | availability | ete | perhaps",
            "column judgement: there is no judgement 'perhaps'; valid are yes or no.",
        ),
    ],
)
def test_a_value_that_cannot_be_taken_is_named_by_file_row_and_column(
    tmp_path, cases, judgements, sentence
):
    files = builders.case_files(tmp_path, cases, judgements)
    with pytest.raises(ReaderError) as raised:
        build(files, tmp_path / "stores")
    assert sentence in str(raised.value)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "lacks case_id, factor"),
        (b"case_id,fctor\nA,ete\n", "lacks factor; it must be case_id,factor."),
        (b"case_id,factor,factor\nA,ete,ete\n", "has other columns or one twice"),
        (b"case_id,factor\nA\n", "is not a regular CSV file"),
        (b"case_id,factor\nA,ete,ete\n", "is not a regular CSV file"),
        (b'case_id,factor\nA,"ete\n', "is not a regular CSV file"),
        (b"case_id,factor\nA,\xff\n", "is not a UTF-8 CSV file; save it as one"),
        (b"\xff\xfe,factor\nA,ete\n", "is not a UTF-8 CSV file; save it as one"),
        (None, "There is no file synthetic_priorities.csv"),
    ],
)
def test_a_file_that_is_not_the_csv_it_should_be_is_refused(tmp_path, content, sentence):
    files = builders.case_files(tmp_path, TWO_CASES)
    if content is None:
        files.priorities.unlink()
    else:
        files.priorities.write_bytes(content)
    with pytest.raises(ReaderError) as raised:
        build(files, tmp_path / "stores")
    assert "synthetic_priorities.csv" in str(raised.value)
    assert sentence in str(raised.value)


def test_any_column_order_byte_order_mark_and_line_end_will_do(tmp_path, opened):
    files = builders.case_files(tmp_path, TWO_CASES)
    files.priorities.write_bytes("\ufefffactor,case_id\r\nete,A\r\nete,B\r\n".encode())
    store = opened(files)
    assert store.frame("FROM priorities", {}).to_numpy().tolist() == [["A", "ete"], ["B", "ete"]]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("kent,Kent", "k'); --,Kent", "column area: 'k'); --' is not a code"),
        ("london,London,mtcnovo", ",London,mtcnovo", "column division: '' is not a code"),
        ("kent,Kent", "durham,Durham", "row 5, column area: 'durham' stands twice"),
        ("sodexo,Sodexo,Sodexo,yorks", "sodexo,Soxedo,Sodexo,yorks", "has a second name, 'Soxedo'"),
        ("kent,Kent", "kent,<b>Kent</b>", "row 5, column area_name: leave out '<', a mark"),
        ("kent,Kent", "kent,Kent www.evil.example", "row 5, column area_name: leave out links"),
        ("kent,Kent", "kent,https://evil.example", "row 5, column area_name: leave out links"),
        ("kent,Kent", "kent,who@evil.example", "row 5, column area_name: leave out links"),
        ("kent,Kent", "kent,Kent $x$", "row 5, column area_name: leave out '$', a mark"),
        ("kent,Kent", "kent,Kent &lt;b&gt;", "row 5, column area_name: leave out links"),
        ("kent,Kent", "kent,Durham", "row 5, column area: 'kent' has the name of another code"),
        ("kent,Kent", "kent,Kent,,,,", "row 5: there are more cells than columns"),
        ("kent,Kent", "kent,", "row 5, column area_name: 'kent' has no name"),
        ("kent,Kent", "kent,=Kent", "row 5, column area_name: do not begin with '='"),
        ("kent,Kent", "kent,Ke\u200bnt", "row 5, column area_name: leave out characters"),
    ],
)
def test_an_areas_file_that_contradicts_itself_is_refused(tmp_path, old, new, sentence):
    files = builders.case_files(tmp_path, TWO_CASES)
    text = files.areas.read_text(encoding="utf-8")
    assert old in text
    files.areas.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ReaderError) as raised:
        build(files, tmp_path / "stores")
    assert sentence in str(raised.value)
