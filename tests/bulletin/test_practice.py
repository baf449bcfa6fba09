"""The practice examples: all there, every code known, in words that are not the bulletin's."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from probation.bulletin import practice as room
from probation.bulletin.practice import FILE, Kind, Quality, few, matching, practice, read
from probation.domain.questions import QUESTIONS
from probation.domain.vocabulary import REPORTED_FACTORS, Factor, Provider
from probation.errors import ReaderError
from probation.ui.about import sections

BULLETIN = Path(__file__).parents[3] / "shared" / "bulletin-2019-01.txt"
#: Names of things, such as of an accredited programme, are shared; sentences are not.
LONGEST_SHARED = 6
#: Who stands in the bulletin's examples, though by other names than their own.
NAMES = ("Rachel", "Jay", "Simon", "Kieran", "Mikey", "Lily", "Jenni", "John", "Kenny", "Martin")

HEADER = "code,kind,quality,questions,factors,provider,title,text,section"
GOOD_ROW = "a,example,good,delivery,ete;drug_misuse,CRC,A title,A text.,2.1"


def codes(entries) -> list[str]:
    return [entry.code for entry in entries]


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower().replace("’", "'").replace("'s", "s"))


@pytest.fixture
def file(tmp_path: Path):
    """``file(*rows)``: a practice file of these lines below the header."""

    def written(*rows: str, header: str = HEADER) -> Path:
        path = tmp_path / "practice.csv"
        path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
        return path

    return written


def test_ten_examples_three_enablers_and_six_barriers_as_the_bulletin_heads_them():
    found = Counter((e.section, e.kind.value, e.quality.value) for e in practice())
    assert found == {
        ("2.1", "example", "good"): 1,
        ("2.1", "example", "poor"): 3,
        ("2.2", "example", "good"): 2,
        ("2.2", "example", "poor"): 1,
        ("2.3", "example", "good"): 2,
        ("2.3", "example", "poor"): 1,
        ("2.1", "enabler", "good"): 3,
        ("2.1", "barrier", "poor"): 6,
    }


def test_each_entry_is_about_questions_of_its_own_section():
    for entry in practice():
        for key in entry.questions:
            assert f"(section {entry.section})" in QUESTIONS[key].source, entry.code
    assert {key for entry in practice() for key in entry.questions} == (
        QUESTIONS.keys() - {"contracted_risk_focus"}
    )


def test_a_provider_is_given_in_the_one_example_whose_text_names_it():
    assert {e.code: e.provider for e in practice() if e.provider} == {"example_3": Provider.NPS}
    assert [e.code for e in practice() if re.search(r"\b(NPS|CRC)\b", e.text)] == ["example_3"]


def test_each_text_has_two_or_three_sentences_and_no_mark_of_a_person():
    for entry in practice():
        assert 2 <= len(re.findall(r"\.(?= |$)", entry.text)) <= 3, entry.code
        told = f"{entry.title} {entry.text}"
        assert not re.search(rf"\b({'|'.join(NAMES)})\b|\d", told), entry.code
        assert not re.search(r"[*_`#<>\[\]$~|:]", told), "would be read as Markdown"


def test_no_long_run_of_words_is_the_bulletins():
    if not BULLETIN.exists():
        pytest.skip(f"the bulletin's text is not at {BULLETIN}")
    length = LONGEST_SHARED + 1
    printed = words(BULLETIN.read_text(encoding="utf-8"))
    theirs = {tuple(printed[i : i + length]) for i in range(len(printed))}
    ours = {entry.code: f"{entry.title}. {entry.text}" for entry in practice()}
    ours |= {"about": sections(True, "")["How the bulletin's cases were inspected"]}
    for code, text in ours.items():
        told = words(text)
        runs = [told[i : i + length] for i in range(len(told) - length + 1)]
        assert [" ".join(run) for run in runs if tuple(run) in theirs] == [], code


def test_the_file_has_a_row_an_entry_in_its_order():
    with FILE.open(encoding="utf-8", newline="") as shipped:
        assert codes(practice()) == [row["code"] for row in csv.DictReader(shipped)]


def test_a_row_is_read_into_terms_and_empty_cells_into_none(file):
    full, empty = read(file(GOOD_ROW, "b,barrier,poor,availability;delivery,,,T,Text.,2.1"))
    assert full == room.Practice(
        "a", Kind.EXAMPLE, Quality.GOOD, ("delivery",), (Factor.ETE, Factor.DRUG_MISUSE),
        Provider.CRC, "A title", "A text.", "2.1",
    )  # fmt: skip
    assert (empty.questions, empty.factors) == (("availability", "delivery"), ())
    assert empty.provider is None


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (GOOD_ROW.replace("example", "exampel"), "no kind 'exampel'; did you mean example"),
        (GOOD_ROW.replace("good", "god"), "no quality 'god'; did you mean good"),
        (GOOD_ROW.replace("delivery", "deliver"), "did you mean delivery"),
        (GOOD_ROW.replace("delivery", "delivery;"), "There is no question ''"),
        (GOOD_ROW.replace("ete", "gang_membership"), "There is no factor 'gang_membership'"),
        (GOOD_ROW.replace("CRC", "XYZ"), "There is no provider 'XYZ'"),
        (GOOD_ROW.replace("A text.", " "), "It has no text."),
        (GOOD_ROW.replace("delivery", ""), "It has no questions."),
        (GOOD_ROW + ",more", "It has 10 cells, and needs 9."),
        ("", "It has 0 cells, and needs 9."),
        (GOOD_ROW.replace("example", "barrier"), "of kind 'barrier' is 'poor', not 'good'"),
        (GOOD_ROW.replace("example,good", "enabler,poor"), "of kind 'enabler' is 'good'"),
        (GOOD_ROW.replace("a,example", "b,example"), "The code 'b' is given twice."),
    ],
)
def test_a_fault_is_told_with_its_place(file, row: str, said: str):
    with pytest.raises(ReaderError) as error:
        read(file(GOOD_ROW.replace("a,example", "b,example"), row, GOOD_ROW))
    assert str(error.value).startswith("practice.csv, entry 2: ")
    assert said in str(error.value)


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe\x00", b'code,"kind\n', None],
    ids=["empty", "not UTF-8", "an open quotation mark", "no file"],
)
def test_what_is_no_csv_is_told(tmp_path: Path, content: bytes | None):
    path = tmp_path / "practice.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ReaderError, match=r"practice\.csv cannot be read as CSV in UTF-8"):
        read(path)


def test_other_columns_are_told(file):
    with pytest.raises(ReaderError, match=r"The columns of practice\.csv must be code, kind"):
        read(file(GOOD_ROW, header=HEADER.replace("title", "heading")))


PICKED = (
    "good_drugs,example,good,delivery,drug_misuse,,T,Text.,2.1",
    "poor_any,barrier,poor,availability;delivery,,,T,Text.,2.1",
    "poor_crc,example,poor,delivery,ete;drug_misuse,CRC,T,Text.,2.1",
    "poor_nps,example,poor,delivery,drug_misuse,NPS,T,Text.,2.1",
    "good_home,enabler,good,delivery,accommodation,,T,Text.,2.1",
)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["good_drugs", "poor_any", "poor_crc", "poor_nps", "good_home"]),
        ({"question": "availability"}, ["poor_any"]),
        ({"question": "partner_outcomes"}, []),
        ({"factor": Factor.ETE}, ["poor_any", "poor_crc"]),
        ({"providers": ("CRC",)}, ["good_drugs", "poor_any", "poor_crc", "good_home"]),
        ({"providers": ("NPS",), "factor": Factor.ETE}, ["poor_any"]),
        ({"providers": ("NPS", "CRC"), "factor": Factor.ETE}, ["poor_any", "poor_crc"]),
        ({"quality": Quality.GOOD}, ["good_drugs", "good_home"]),
        ({"quality": Quality.GOOD, "factor": Factor.ETE}, []),
        ({"question": "delivery", "factor": Factor.DRUG_MISUSE, "quality": Quality.POOR,
          "providers": ("CRC",)}, ["poor_any", "poor_crc"]),
    ],
)  # fmt: skip
def test_entries_are_picked_by_question_factor_provider_and_quality(file, asked, expected):
    assert codes(matching(read(file(*PICKED)), **asked)) == expected


def test_the_few_are_examples_by_turns_then_what_names_a_factor_then_the_rest(file):
    entries = read(file(*PICKED, "poor_drugs,barrier,poor,delivery,drug_misuse,,T,Text.,2.1"))
    in_order = ["good_drugs", "poor_crc", "poor_nps", "good_home", "poor_drugs", "poor_any"]
    assert codes(few(entries, 6)) == in_order
    assert codes(few(entries, 3)) == in_order[:3]
    assert codes(few(entries[1:2], 3)) == ["poor_any"]
    assert few([], 3) == ()


def test_every_factor_meets_something_on_availability_and_on_delivery():
    for factor in REPORTED_FACTORS:
        for question in ("availability", "delivery"):
            assert len(few(matching(practice(), question, factor))) == 3
