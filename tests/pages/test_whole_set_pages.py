"""Published figures, data and about: pages that no filter changes."""

import json

import pytest

from probation.bulletin.comparison import published
from probation.domain.vocabulary import Dimension
from probation.store.current import ready
from probation.store.folders import data_folder, stores_folder
from tests import slow_truth
from tests.pages import truth
from tests.pages.reading import Visit, column, tables, words


@pytest.fixture(scope="module")
def report() -> dict[str, list[dict]]:
    """What ``python -m probation published --format json`` prints."""
    store, _ = ready(data_folder(), stores_folder())
    try:
        return json.loads(json.dumps(published(store)))
    finally:
        store.close()


def test_the_published_page_counts_what_agrees_holds_and_cannot_be(
    seen: Visit, report: dict
) -> None:
    figures = [f for f in report["figures"] if f["matches"] is not None and f["possible"]]
    told = [s for s in report["statements"] if s["holds"] is not None]
    impossible = [f for f in report["figures"] if not f["possible"]]
    assert [metric.value for metric in seen("published").metric] == [
        f"{sum(f['matches'] for f in figures):,} of {len(figures):,}",
        f"{sum(s['holds'] for s in told):,} of {len(told):,}",
        f"{len(impossible):,} of {len(report['figures']):,}",
    ]


def test_every_possible_figure_agrees(report: dict) -> None:
    assert [f["id"] for f in report["figures"] if f["possible"] and f["matches"] is False] == []


def test_every_printed_figure_stands_beside_the_stores(seen: Visit, report: dict) -> None:
    rows = tables(seen("published"))[-1]
    assert column(rows, "Printed") == [str(f["printed"]) for f in report["figures"]]
    reasons = [f["reason"] or "" for f in report["figures"]]
    assert [len(row["Why not"]) > 0 for row in rows] == [len(reason) > 0 for reason in reasons]


def test_parts_of_the_published_page_are_chosen_in_the_address(seen: Visit, report: dict) -> None:
    statements = tables(seen("published", part="statements"))[-1]
    assert len(statements) == len(report["statements"])
    impossible, remarks = tables(seen("published", part="audit"))
    assert column(impossible + remarks, "Finding") == [
        " ".join(f["finding"].split()) for f in report["audit"]
    ]


def test_published_figures_can_be_narrowed_to_those_that_cannot_be_true(
    visit: Visit, report: dict
) -> None:
    page = visit("published")
    kinds = page.selectbox[1]
    narrowed = kinds.select(kinds.options[1]).run()
    assert not narrowed.exception
    impossible = [f for f in report["figures"] if not f["possible"]]
    assert len(tables(narrowed)[-1]) == len(impossible)


def test_coverage_gives_the_cases_of_every_level(seen: Visit) -> None:
    page = seen("data")
    by_name = {next(iter(rows[0])): rows for rows in tables(page)}
    for dimension in Dimension:
        if dimension == Dimension.AREA:
            continue
        expected = slow_truth.inspected(
            truth.shipped(data_folder()), truth.scope("availability", by=dimension.value)
        )
        rows = by_name[dimension.label]
        shown = [int(count.replace(",", "")) for count in column(rows, "Cases")]
        assert sorted(n for n in shown if n) == sorted(expected.values())


def test_the_data_page_says_what_is_loaded_and_what_each_code_means(seen: Visit) -> None:
    page = seen("data")
    cells = " ".join(cell for rows in tables(page) for row in rows for cell in row.values())
    for said in ("1,066", "gen-", "not_recorded", "rosh_level", "London"):
        assert said in cells


def test_the_about_page_speaks_of_method_source_limits_access_and_licence(seen: Visit) -> None:
    said = words(seen("about")).lower()
    for subject in ("wilson", "bulletin 2019/01", "limit", "accessib", "licence", "wcag"):
        assert subject in said
