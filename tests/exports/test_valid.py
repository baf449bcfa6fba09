"""Files as Office and OpenDocument define them: every part held to its schema and rules."""

import time
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from openxml_audit import FileFormat, OdfValidator, OpenXmlValidator

from probation.briefing.assemble import whole
from probation.briefing.assembled import AssembledBriefing
from probation.briefing.items import Briefing, item
from probation.exhibits.registry import EXHIBITS
from probation.exports.formats import FORMATS
from tests.exports import samples

pytestmark = pytest.mark.slow

OFFICE = ("pptx", "docx", "xlsx")
FILES = pytest.mark.parametrize("ending", [*OFFICE, "ods"])
#: A question, a factor and an area that every figure can be made of.
ASKED = {
    "question": ["delivery"],
    "factor": ["emotional_wellbeing"],
    "place": ["london"],
    "run": ["on"],
}


@pytest.fixture(scope="module")
def every_figure(random_store) -> AssembledBriefing:
    """Every figure of the dashboard in one paper."""
    asked = {key: dict(ASKED) for key in EXHIBITS}
    asked["bulletin_table"]["question"] = ["partner_risk_focus"]
    for key in ("rates", "gaps", "screen", "practice"):
        del asked[key]["factor"]
    items = tuple(item(key, params) for key, params in asked.items())
    found = whole(random_store, Briefing("Every figure", items), "https://example.org")
    assert len(found.sheets) == len(EXHIBITS)
    return found


def problems(file: Path) -> list[str]:
    """What is wrong with a file, warnings too, and with the workbooks in it."""
    if file.suffix == ".ods":
        validator = OdfValidator(FileFormat.ODF_1_3, relaxng_validation=True)
    else:
        validator = OpenXmlValidator(max_errors=0)
    found = [str(problem) for problem in validator.validate(file).errors]
    with zipfile.ZipFile(file) as packed:
        for name in packed.namelist():
            if name.endswith(".xlsx"):
                inside = Path(packed.extract(name, file.parent / "inside"))
                found += [f"{name}: {problem}" for problem in problems(inside)]
    return found


def written(paper: AssembledBriefing, ending: str, folder: Path) -> Path:
    path = folder / f"briefing.{ending}"
    path.write_bytes(FORMATS[ending].write(paper))
    return path


@FILES
def test_every_figure_is_written_as_the_standards_have_it(every_figure, ending, tmp_path):
    assert problems(written(every_figure, ending, tmp_path)) == []


@FILES
def test_so_are_hard_names_tables_and_charts(ending, tmp_path):
    assert problems(written(samples.every_kind(), ending, tmp_path)) == []


@FILES
def test_so_is_a_briefing_of_nothing(ending, tmp_path):
    assert problems(written(samples.paper(), ending, tmp_path)) == []


@pytest.mark.parametrize(
    ("part", "sound", "broken"),
    [
        (  # Office repairs, or refuses, a chart whose elements are out of order
            "ppt/charts/chart1.xml",
            b'<c:autoTitleDeleted val="1"/><c:plotArea>',
            b'<c:plotArea><c:autoTitleDeleted val="1"/>',
        ),
        ("word/document.xml", b"<w:tblGrid>", b"<w:nonsense/><w:tblGrid>"),
        ("xl/worksheets/sheet1.xml", b"<sheetData>", b"<nonsense/><sheetData>"),
        ("content.xml", b'office:value-type="float"', b'office:value-type="banana"'),
    ],
)
def test_what_breaks_a_schema_would_be_found(part, sound, broken, tmp_path):
    ending = {"ppt": "pptx", "word": "docx", "xl": "xlsx"}.get(part.split("/")[0], "ods")
    paper = samples.paper(samples.sheet(samples.BARS, frame=pd.DataFrame({"n": [1, 2]})))
    file = written(paper, ending, tmp_path)
    assert problems(file) == []
    with zipfile.ZipFile(file) as given:
        parts = {name: given.read(name) for name in given.namelist()}
    assert sound in parts[part]
    parts[part] = parts[part].replace(sound, broken, 1)
    with zipfile.ZipFile(file, "w") as taken:
        for name, content in parts.items():
            taken.writestr(name, content)
    assert problems(file) != []


def test_the_same_briefing_is_the_same_file_whenever_it_is_written():
    first = {ending: form.write(samples.every_kind()) for ending, form in FORMATS.items()}
    time.sleep(2.1)  # a zip tells times to two seconds
    for ending, form in FORMATS.items():
        assert form.write(samples.every_kind()) == first[ending], ending
