"""Cells of a CSV file: what SPSS and R take as missing is missing, and nothing is guessed."""

import pytest

from probation.disclosure.estimates.models import stepwise_csv
from probation.errors import ReaderError
from probation.stepwise.roles import Roles
from probation.store.csv_cells import MISSING_CODES, read

AGES = "0,19\n0,22\n1,25\n0,28\n1,31\n1,34\n0,37\n1,40\n"
AGE = Roles("y", ("age",))


def written(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "cases.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("code", [*MISSING_CODES, "na", "NaN", "#null!"])
def test_a_code_of_a_missing_value_among_numbers_is_missing_and_counted(tmp_path, code):
    path = written(tmp_path, f"y,age\n{AGES}1,{code}\n0,{code} \n1,\n")
    found = stepwise_csv(path, AGE)
    blank = stepwise_csv(written(tmp_path, f"y,age\n{AGES}1,\n0,\n1,\n"), AGE)
    assert found.path.start.not_in_equation == blank.path.start.not_in_equation
    assert found.patterns.rows == blank.patterns.rows
    assert found.cautions == blank.cautions
    assert found.notes == (f"In 'age' these count as missing: {code} (2).",)


@pytest.mark.parametrize("text", ["1,020", "30,5", "1 020", "12%", "30.5.1", "forty", "?", "3O"])
def test_another_text_among_numbers_is_refused_with_its_row(tmp_path, text):
    path = written(tmp_path, f'y,age\n{AGES}1,"{text}"\n')
    with pytest.raises(ReaderError) as refused:
        stepwise_csv(path, AGE)
    assert str(refused.value).startswith(f"Row 10 has '{text}' as its 'age', which is no number")
    assert "--categorical" in str(refused.value)
    as_levels = stepwise_csv(path, Roles("y", ("age",), categorical=("age",)))
    assert len(as_levels.patterns.candidates[0].levels) == 9


def test_a_column_of_numbers_with_commas_alone_is_refused_too(tmp_path):
    path = written(tmp_path, 'y,age\n0,"30,5"\n1,"31,5"\n0,"32,5"\n')
    with pytest.raises(ReaderError, match="Row 2 has '30,5' as its 'age'"):
        read(path, AGE)


@pytest.mark.parametrize("levels", [["a", "b", "NA"], ["1 or 2", "3 to 5", "-"], ["A1", "7", "B2"]])
def test_texts_are_levels_and_so_is_what_looks_like_a_code_among_them(tmp_path, levels):
    rows = "".join(f"{i % 2},{level}\n" for i, level in enumerate(levels * 4))
    columns, _, said = read(written(tmp_path, f"y,age\n{rows}"), AGE)
    assert set(columns["age"]) == set(levels)
    assert said == []


def test_the_list_of_codes_can_be_another_one(tmp_path):
    path = written(tmp_path, f"y,age\n{AGES}1,99\n0,NA\n")
    with pytest.raises(ReaderError, match="'NA' as its 'age'"):
        read(path, AGE, ["99"])
    columns, rows, said = read(path, AGE, ["99", "NA"])
    assert said == ["In 'age' these count as missing: 99 (1) and NA (1)."]
    assert sum(rows) == 10
    assert columns["age"].count(None) == 2


def test_the_outcome_may_be_missing_by_a_code(tmp_path):
    found = stepwise_csv(written(tmp_path, f"y,age\n{AGES}NA,30\n"), AGE)
    assert (found.patterns.rows.total, found.patterns.rows.used) == (9, 8)


def test_blanks_at_the_end_make_no_other_level(tmp_path):
    path = written(tmp_path, "y,sex\n0,male\n1,male \n0,female\n1,female\t\n")
    found = stepwise_csv(path, Roles("y", ("sex",), levels={"sex": ("male", "female")}))
    assert found.patterns.candidates[0].levels == ("male", "female")


@pytest.mark.parametrize(
    ("text", "encoding", "says"),
    [
        ('y,sex\n0,"a"\n1\n0,"b"\n', "utf-8", "line 3 has 1 cell, the header 2"),
        ("y,sex\n0,a\n1,b,c\n", "utf-8", "line 3 has 3 cells, the header 2"),
        ("y,sex\n0,a\n1,café\n", "cp1252", "line 3 holds letters that are not UTF-8"),
    ],
)
def test_a_malformed_file_is_a_sentence_with_its_line(tmp_path, text, encoding, says):
    with pytest.raises(ReaderError) as refused:
        read(written(tmp_path, text, encoding), Roles("y", ("sex",)))
    assert says in str(refused.value)
    assert "Error" not in str(refused.value)
