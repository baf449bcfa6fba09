"""The templates: workbooks whose columns are ours, mapping examples that can be read."""

import pytest
from openpyxl import load_workbook

from probation.domain.questions import QUESTIONS
from probation.domain.vocabulary import Factor
from probation.intake import columns
from probation.intake.mapping import read_mapping
from probation.intake.template import write_templates
from probation.store.source import fixed_codes


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The four files by name."""
    codes: dict[str, list[str]] = {"area": ["kent", "london"]}
    for column, code, _, _ in fixed_codes():
        codes.setdefault(column, []).append(code)
    return {p.name: p for p in write_templates(tmp_path_factory.mktemp("templates"), codes)}


def test_the_tidy_workbook_has_a_sheet_for_each_table(written):
    book = load_workbook(written["template-tidy.xlsx"])
    found = {sheet.title: tuple(cell.value for cell in sheet[1]) for sheet in book}
    assert found == dict(columns.TIDY)
    assert all(sheet.max_row == 1 for sheet in book), "empty but for the header"


def test_the_wide_workbook_has_a_column_for_each_question_and_factor(written):
    (sheet,) = load_workbook(written["template-wide.xlsx"])
    assert tuple(cell.value for cell in sheet[1]) == columns.WIDE
    asked, once = (sum(q.per_factor == by for q in QUESTIONS.values()) for by in (True, False))
    of_cases = len(columns.WIDE) - len(Factor) * (1 + asked) - once
    assert of_cases == len(set(columns.TIDY["cases"])), "the columns of a case, then judgements"


@pytest.mark.parametrize("name", ["template-tidy.xlsx", "template-wide.xlsx"])
def test_every_column_says_what_it_holds_with_its_codes_and_is_text(written, name):
    for sheet in load_workbook(written[name]):
        for cell in sheet[1]:
            assert len(cell.comment.text) > 20
            assert sheet.column_dimensions[cell.column_letter].number_format == "@"
        comments = {cell.value: cell.comment.text for cell in sheet[1]}
        if "gender" in comments:
            assert "Codes: male, female." in comments["gender"]
            listed = [v.formula1 for v in sheet.data_validations.dataValidation]
            assert '"male,female"' in listed
            assert all(len(formula) <= 255 for formula in listed)


@pytest.mark.parametrize("shape", ["tidy", "wide"])
def test_the_mapping_examples_can_be_read(written, shape):
    mapping = read_mapping(written[f"mapping-{shape}.toml"])
    assert mapping.shape == shape
    assert mapping.codes["provider"]["National Probation Service"] == "NPS"
    assert mapping.columns["case_id"] == "Case ref"
