"""The zip of CSV files and their metadata, read back with zipfile, json and pandas."""

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from probation.exports.bundle import bundle, datatype
from tests.exports.papers import CASE_SET, funnel, gaps, paper, rates, sheet

#: How each datatype of CSV on the Web is read.
PARSED = {
    "integer": int,
    "double": float,
    "date": date.fromisoformat,
    "string": str,
    "boolean": {"True": True, "False": False}.__getitem__,
}
KINDS = pd.DataFrame(
    {
        "latest": [True, False],
        "cases": [90, 62],
        "inspected_on": pd.to_datetime(["2017-02-01", "2016-04-01"]),
        "matches": pd.Series([True, None], dtype=object),
        "computed": [62.1, np.nan],
        "df": [1.0, np.nan],
        "factor": pd.Series([None, None], dtype=object),
    }
)


def read(made):
    """The files of a paper's bundle by their names."""
    with zipfile.ZipFile(io.BytesIO(bundle(made))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def metadata(made):
    return json.loads(read(made)["csv-metadata.json"])


def test_every_number_reads_back_as_that_of_the_frame():
    files = read(paper())
    names = ["01-availability.csv", "02-availability.csv", "03-availability.csv"]
    assert list(files) == ["README.txt", "csv-metadata.json", *names]
    for name, frame in zip(names, (rates(), gaps(), funnel()), strict=True):
        found = pd.read_csv(io.BytesIO(files[name]))
        for column in frame.select_dtypes("number"):
            np.testing.assert_array_equal(found[column], frame[column])
        assert (found["case_set"] == CASE_SET).all()
        assert found["question_asked"].iloc[0] == "Were interventions available?"


def test_a_withheld_value_is_empty():
    lines = read(paper())["01-availability.csv"].decode("utf-8-sig").splitlines()
    assert lines[2].startswith("delivery,accommodation,provider,NPS,9,6,,,,u,")


@pytest.mark.parametrize("frame", [rates(), gaps(), funnel(), KINDS], ids=len)
def test_the_metadata_describe_the_file_and_parse_every_value(frame):
    made = paper(sheet(frame))
    (table,) = metadata(made)["tables"]
    text = read(made)[table["url"]].decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    columns = table["tableSchema"]["columns"]
    assert [column["titles"][0] for column in columns] == header
    assert len({column["name"] for column in columns}) == len(columns)
    assert all(re.fullmatch("[A-Za-z0-9][A-Za-z0-9_]*", column["name"]) for column in columns)
    for column, *values in zip(columns, *rows, strict=True):
        kind = column["datatype"]
        parse = PARSED[kind if isinstance(kind, str) else kind["base"]]
        assert all(parse(value) is not None for value in values if value)


def test_datatypes_say_what_the_values_are():
    found = {name: datatype(KINDS[name]) for name in KINDS}
    truth = {"base": "boolean", "format": "True|False"}
    assert found == {
        "latest": truth,
        "cases": "integer",
        "inspected_on": "date",
        "matches": truth,
        "computed": "double",
        "df": "double",
        "factor": "string",
    }


def test_the_metadata_say_what_the_briefing_is():
    said = metadata(paper())
    assert said["@context"][0] == "http://www.w3.org/ns/csvw"
    assert said["dc:title"] == "Interventions in Kent"
    assert said["dc:description"] == CASE_SET
    assert said["dc:language"] == "en-GB"
    source = said["dc:source"]
    assert source["dc:title"].startswith("HM Inspectorate of Probation")
    assert source["dc:license"]["@id"].endswith("open-government-licence/version/3/")
    assert "dc:license" not in said  # of the cases nobody has said anything
    assert said["null"] == ""
    table = said["tables"][1]
    assert table["dc:title"] == "Gaps"
    assert table["notes"][0] == {"rdfs:comment": "Intervals: 95%, Wilson's."}
    (difference,) = (c for c in table["tableSchema"]["columns"] if c["name"] == "difference")
    assert difference["titles"][1].endswith("(percentage points)")
    assert difference["dc:description"] == "The second percentage minus the first."


def test_the_readme_names_each_file_and_the_terms():
    text = read(paper())["README.txt"].decode()
    for words in (
        CASE_SET,
        "gen-1-0123abcd, built on 1 November 2026",
        "Made on 22 November 2026",
        "Open Government Licence v3.0",
        "02-availability.csv: ",
        "female = Female",
        "never nought",
        "A 'u' in a column flag",
        "HM Inspectorate of Probation",
    ):
        assert words in text


@pytest.mark.parametrize("key", ["../../etc/passwd", "=cmd", "a" * 300, "", "日本", "a b"])
def test_names_of_files_are_safe(key):
    (name,) = (name for name in read(paper(sheet(rates(), key=key))) if name.endswith(".csv"))
    assert re.fullmatch(r"01-[a-z0-9-]{1,50}\.csv", name)


@pytest.mark.parametrize("items", [0, 30])
def test_any_number_of_items(items):
    made = replace(paper(), sheets=(sheet(rates(), "The same title"),) * items)
    assert len(read(made)) == items + 2
    assert len(metadata(made)["tables"]) == items


def test_an_item_without_rows_is_a_header_and_says_so():
    made = paper(sheet(rates().iloc[:0], empty="No judgement matches these filters."))
    (text,) = (text for name, text in read(made).items() if name.endswith(".csv"))
    assert len(text.splitlines()) == 1
    assert "No judgement matches these filters." in metadata(made)["tables"][0]["dc:description"]


def test_without_a_frame_the_table_of_the_exhibit_is_filed():
    table = pd.DataFrame({"% yes": ["57.7%"], "yes": [1]}, index=pd.Index(["Men"], name="Cases"))
    made = paper(sheet(pd.DataFrame(), table=table))
    found = pd.read_csv(io.BytesIO(read(made)["01-availability.csv"]))
    assert found["% yes"].tolist() == ["57.7%"]
    names = [c["name"] for c in metadata(made)["tables"][0]["tableSchema"]["columns"]]
    assert names[:3] == ["Cases", "yes", "yes_2"]


def test_hostile_words_stay_words():
    odd = sheet(rates(), '=1+1\n"quoted", <b>\x00\ud800', said={"question_asked": "=1+1\r\nnext"})
    made = paper(odd, title="=1+1")
    found = pd.read_csv(io.BytesIO(read(made)["01-availability.csv"]))
    assert found["question_asked"].iloc[0].startswith("'=1+1")
    assert metadata(made)["tables"][0]["dc:title"] == '=1+1 "quoted", <b>'


def test_the_same_paper_gives_the_same_bytes():
    assert bundle(paper()) == bundle(paper())
    with zipfile.ZipFile(io.BytesIO(bundle(paper()))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
