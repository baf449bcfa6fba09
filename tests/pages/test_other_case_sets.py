"""A case set of other areas, years or providers, with names of its own, is described as it is."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from probation.store import areas_file, source
from probation.store.build import build
from probation.store.source import CaseFiles
from tests import builders
from tests.pages.reading import PAGES, Visit, charts, forget_store, status, tables, words

pytestmark = pytest.mark.slow

Take = Callable[[CaseFiles], None]
#: What only the bulletin's own cases are.
OF_THE_BULLETIN = (
    "1,066 probation cases",
    "14 areas",
    "14 police",
    "14 inspected",
    "March 2016 to",
)


@pytest.fixture
def take(own_store: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Take:
    """Makes files the case set that is shown, under a name that is not that of the shipped one."""
    monkeypatch.setenv("PROBATION_DATA", str(tmp_path / "data"))

    def taken(files: CaseFiles) -> None:
        build(replace(files, synthetic=False), own_store)
        forget_store()

    return taken


def cases(folder: Path, **same: str) -> CaseFiles:
    """Forty cases, alike but for what is asked; half the judgements are yes."""
    head = "case_id | " + " | ".join(same)
    rows = "\n".join(f"C{n} | " + " | ".join(same.values()) for n in range(40))
    judged = "case_id | question | factor | judgement\n" + "\n".join(
        f"C{n} | {question} | ete | {'yes' if n % 2 else 'no'}"
        for n in range(40)
        for question in ("availability", "delivery")
    )
    return builders.case_files(folder, f"{head}\n{rows}", judged)


KENT = {"area": "kent", "inspected_on": "2018-05"}
#: What is loaded, and how the overview says of what it is.
SETS = {
    "one area of a later year": (KENT, "1 area, May 2018."),
    "one provider": ({"area": "london", "provider": "NPS"}, "1 area, March 2017."),
    "women alone, none eligible for MAPPA": (
        {"area": "durham", "gender": "female", "mappa": "no"},
        "1 area, March 2017.",
    ),
}


@pytest.mark.parametrize("same", [same for same, _ in SETS.values()], ids=SETS)
def test_no_page_says_of_it_what_only_the_bulletins_cases_are(
    visit: Visit, take: Take, tmp_path: Path, same: dict[str, str]
) -> None:
    take(cases(tmp_path / "data", **same))
    for page in [p for p in PAGES if p not in ("published", "glossary", "about")]:
        shown = visit(page)
        assert not shown.exception, page
        said = words(shown) + " ".join(chart.alt for chart in charts(shown))
        assert not [phrase for phrase in OF_THE_BULLETIN if phrase in said], page


@pytest.mark.parametrize(("same", "covered"), SETS.values(), ids=SETS)
def test_the_overview_says_of_what_it_is(
    visit: Visit, take: Take, tmp_path: Path, same: dict[str, str], covered: str
) -> None:
    take(cases(tmp_path / "data", **same))
    page = visit("overview")
    assert page.title[0].value == "What inspectors judged in 40 probation cases"
    assert covered in words(page)
    assert "NPS and CRC compared" not in words(page), "there is one provider to show"
    assert "all other areas" not in words(page), "there is no other area"


def test_the_map_counts_ticks_and_names_the_areas_of_the_cases(
    visit: Visit, take: Take, tmp_path: Path
) -> None:
    take(cases(tmp_path / "data", **KENT))
    page = visit("areas")
    assert page.header[0].value == "One area alone: there is none to compare it with"
    funnel, tiles = charts(page)
    assert "1 inspected" in tiles.alt
    ticked = [label for label in tiles.labels() if "✓" in label]
    assert ticked == ["Kent ✓"]
    assert [row["Area inspected"] for row in tables(page)[0]] == ["Kent"]
    assert not funnel.layout.get("annotations")


def test_a_profile_without_other_areas_says_so(visit: Visit, take: Take, tmp_path: Path) -> None:
    take(cases(tmp_path / "data", **KENT))
    said = words(visit("areas", area="kent"))
    assert "Inspection reports: none named" in said, "Table A1's report is of another inspection"
    page = visit("areas", area="kent")
    assert "There is no other area to compare Kent with" in page.subheader[0].value


def test_the_data_page_and_about_tell_the_cases_loaded(
    visit: Visit, take: Take, tmp_path: Path
) -> None:
    take(replace(cases(tmp_path / "data", **KENT), label="Kent, 2018"))
    (inspection,) = [rows for rows in tables(visit("data")) if "Reports" in rows[0]]
    assert [(row["Area"], row["Inspected from"], row["Reports"]) for row in inspection] == [
        ("Kent", "May 2018", "")
    ]
    about = words(visit("about"))
    assert "Kent, 2018, 40 cases." in about
    assert "The cases loaded are synthetic" not in about


def test_the_source_of_other_cases_is_not_the_bulletin_but_that_of_its_examples_is(
    visit: Visit, take: Take, tmp_path: Path
) -> None:
    take(cases(tmp_path / "data", **KENT))
    assert "Source: the cases loaded; questions as in HM Inspectorate" in words(visit("delivery"))
    practice = words(visit("practice"))
    assert "Source: HM Inspectorate of Probation" in practice
    assert "the cases loaded; questions" not in practice


def test_no_filter_is_to_be_taken_away_where_there_is_none(
    visit: Visit, take: Take, tmp_path: Path
) -> None:
    take(cases(tmp_path / "data", **KENT))
    said = words(visit("partners"))
    assert "None of the cases loaded has such a judgement." in said
    assert "Take one away" not in said


#: A label as the rule takes it, and a name as only an earlier version did.
LABEL = "Cases 2018 *draft* ~~old~~ :smile: :red-background"
NAME = "Kent *east* :smile: $x$ <b>b</b> &lt;"


def raw(page: object) -> list[str]:
    """Every text of a page as it is sent, for Markdown to read."""
    kinds = ("title", "header", "subheader", "markdown", "caption", "info", "warning", "button")
    return [
        str(getattr(element, "label" if kind == "button" else "value"))
        for kind in kinds
        for element in getattr(page, kind)
    ]


def test_a_label_is_the_same_plain_words_on_every_page(
    visit: Visit, take: Take, tmp_path: Path
) -> None:
    take(replace(cases(tmp_path / "data", **KENT), label=LABEL))
    acting = re.compile(r"(?<!\\)(\*draft|~~old|:smile:)")
    for page in PAGES:
        shown = visit(page)
        assert LABEL in status(shown), page
        assert not [text for text in raw(shown) if acting.search(text)], page


def test_a_name_stored_by_an_earlier_version_is_shown_as_it_is(
    visit: Visit, take: Take, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = cases(tmp_path / "data", **KENT)
    text = files.areas.read_text(encoding="utf-8")
    files.areas.write_text(text.replace(",kent,Kent,", f",kent,{NAME},"), encoding="utf-8")
    assert NAME in files.areas.read_text(encoding="utf-8")
    with monkeypatch.context() as earlier:
        earlier.setattr(areas_file, "wrong_with", lambda name: "")
        take(files)
    acting = re.compile(r"(?<!\\)(\*east|:smile:|\$x|<b>b|&lt;)")
    for page in [p for p in PAGES if p not in ("published", "glossary")]:
        for asked in ({}, {"area": "kent"}):
            shown = visit(page, **asked)
            assert not shown.exception, page
            assert not [text for text in raw(shown) if acting.search(text)], page
    area = visit("areas", area="kent")
    assert NAME in re.sub(r"\\(.)", r"\1", area.header[0].value)
    drawn = str([{**chart.layout, "meta": None} for chart in charts(area)])
    assert "&lt;b&gt;b&lt;/b&gt; &amp;lt;" in drawn
    assert "<b>b</b>" not in drawn


@pytest.mark.parametrize("reports", ["2018-13", "2018-08, 2019-01"])
def test_a_month_stored_by_an_earlier_version_is_shown_as_it_is(
    visit: Visit, take: Take, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reports: str
) -> None:
    files = cases(tmp_path / "data", **KENT)
    text = files.areas.read_text(encoding="utf-8")
    files.areas.write_text(text.replace(",Kent,2016-10", f',Kent,"{reports}"'), encoding="utf-8")
    assert reports in files.areas.read_text(encoding="utf-8")
    with monkeypatch.context() as earlier:
        earlier.setattr(source, "check_row", lambda where, area: None)
        take(files)
    files.areas.write_text(text, encoding="utf-8")  # the server's own, of which templates are made
    page = visit("data")
    assert not page.exception
    (inspection,) = [rows for rows in tables(page) if "Reports" in rows[0]]
    assert [row["Reports"] for row in inspection] == [reports]
    assert f"Inspection reports: {reports}" in words(visit("areas", area="kent"))
