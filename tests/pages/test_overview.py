"""The overview: what this is, the picture that tells the story, ways in, the five findings."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from scipy.stats import chi2_contingency, false_discovery_control

from probation.domain.questions import QUESTIONS
from probation.domain.vocabulary import REPORTED_FACTORS
from tests.pages import truth
from tests.pages.reading import Visit, charts, column, quick_tables, under_title

FILTERS = [
    pytest.param({}, id="all cases"),
    pytest.param({"area": "london"}, id="one area"),
    pytest.param({"provider": "NPS", "gender": "female"}, id="small bases"),
]
filters = pytest.mark.parametrize("where", FILTERS)
LINK = re.compile(r"\[(?P<words>.+)\]\((?P<to>[^)]+)\)(?P<mark>.*)")


@filters
def test_the_first_lines_say_what_was_inspected_and_whose_cases_are_shown(
    seen: Visit, where: dict
) -> None:
    page = seen("overview", **where)
    whole = truth.inspected()
    assert page.title[0].value == f"What inspectors judged in {whole:,} probation cases"
    said = under_title(page)
    assert said.startswith(
        "HM Inspectorate of Probation, 14 areas, March 2016 to December 2017. NPS: the public"
        " National Probation Service. CRC: the private Community Rehabilitation Companies."
    )
    assert ("Filtered to: " in said) == bool(where)
    assert (f"{truth.inspected(**where):,} case" in said) == bool(where)


@filters
def test_each_factor_has_its_cases_and_both_shares(seen: Visit, where: dict) -> None:
    rows = quick_tables(seen("overview", **where))[1]
    first, available, delivered = rows[0]
    assert column(rows, first) == [factor.label for factor in REPORTED_FACTORS]
    counts = {q: truth.judged(q, **where) for q in ("availability", "delivery")}
    for row, factor in zip(rows, REPORTED_FACTORS, strict=True):
        for name, question in ((available, "availability"), (delivered, "delivery")):
            n, yes = counts[question].get((factor.value, "all"), (0, 0))
            share = _unlinked(row[name])
            assert share.split(",")[0] == truth.share(n, yes)
            assert (truth.x_of_y(n, yes) in share) == (n >= 10), "no count where no share is shown"


@filters
def test_the_picture_shows_the_tables_shares_and_the_cases(seen: Visit, where: dict) -> None:
    main, _, card, *_ = charts(seen("overview", **where))
    for labels in (main.labels(), card.labels()):
        priorities = truth.prioritised(**where)
        cases = [priorities.get(factor.value, 0) for factor in REPORTED_FACTORS]
        said = [f"{n:,} cases{' [u]' * (0 < n < 30)}" for n in cases]
        assert labels[-len(cases) :] == said
        for question in ("availability", "delivery"):
            for n, yes in truth.judged(question, **where).values():
                if n >= 10:
                    assert truth.share(n, yes, 0).removesuffix(" [u]") in labels


def test_each_finding_is_a_card_that_says_whether_it_holds_and_leads_on(seen: Visit) -> None:
    page = seen("overview", gender="male")
    first, *cards = [head.value for head in page.subheader]
    assert first == "Start here"
    assert len(cards) == 5
    said = [caption.value for caption in page.caption]
    verdicts = [text.split(":")[0] for text in said if "n the bulletin:" in text]
    assert verdicts == ["As in the bulletin", "Not as in the bulletin", *2 * ["As in the bulletin"]]
    (told,) = [text for text in said if text.startswith("The bulletin found: some delivery")]
    assert "Take a filter away" in told
    onward = {link.proto.page: link.proto.query_string for link in page.get("page_link")}
    assert {"availability", "delivery", "gaps"} <= set(onward)
    assert all("gender=male" in query for to, query in onward.items() if to != "data")


def test_filters_that_leave_too_few_cases_are_told_of_in_place_of_the_picture(
    seen: Visit,
) -> None:
    page = seen("overview", provider="CRC", gender="female", area="kent")
    assert not page.exception
    assert [info.value for info in page.info] == ["Too few cases here to say. Take a filter away."]
    assert not charts(page)


def test_there_are_three_plain_ways_in(visit: Visit) -> None:
    page = visit("overview", gender="male")
    (gaps, *_) = [link.proto for link in page.get("page_link") if link.proto.page == "gaps"]
    assert gaps.query_string == "gender=male&by=provider"
    (briefing,) = [b for b in page.button if b.label == "Put the five findings into a briefing"]
    briefing.click().run()
    assert not page.exception
    kept = [b.label for b in page.button if b.label.startswith("Remove ")]
    assert len(kept) == 5, "the findings of the cases shown"
    (area,) = [box for box in page.main.selectbox if box.label == "Your area"]
    area.select("kent").run()
    assert not page.exception
    assert page.header[0].value.startswith("In these synthetic cases, Kent: ")
    assert page.query_params == {"gender": "male", "area": "kent"}


def test_what_outlasts_all_tests_between_providers_is_drawn_the_widest_first(visit: Visit) -> None:
    tests = []
    for question in QUESTIONS.values():
        counts = truth.judged(question.key, by="provider")
        for factor in {factor for factor, _ in counts}:
            crc, nps = (counts.get((factor, side), (0, 0)) for side in ("CRC", "NPS"))
            if min(crc[0], nps[0]) >= 10:
                cells = [[yes, n - yes] for n, yes in (crc, nps)]
                tests.append((chi2_contingency(cells, correction=False).pvalue, crc, nps))
    judged = false_discovery_control([p for p, *_ in tests])
    gaps = {
        f"{truth.points(*crc, 0)}% of {crc[0]:,}, {truth.points(*nps, 0)}% of {nps[0]:,}": abs(
            nps[1] / nps[0] - crc[1] / crc[0]
        )
        for (_, crc, nps), p in zip(tests, judged, strict=True)
        if p < 0.05 and min(crc[0], nps[0]) >= 30
    }
    rows = quick_tables(visit("overview"))[3]
    assert len(rows) == len(gaps) == 5
    assert [row["CRC, NPS"] for row in rows] == sorted(gaps, key=gaps.__getitem__, reverse=True)


def test_every_share_and_gap_leads_to_its_page_with_the_same_filters(seen: Visit) -> None:
    page = seen("overview", gender="male")
    availability, story, contributors, providers = quick_tables(page)
    rows = availability + story + contributors + providers
    cells = [value for row in rows for value in row.values()]
    links = [LINK.match(cell) for cell in cells]
    leading = [urlsplit(link["to"]) for link in links if link]
    assert len(leading) >= 3 * 10 + len(contributors) + len(providers) - 4
    for link in leading:
        params = parse_qs(link.query)
        assert params.pop("gender") == ["male"]
        if link.path == "gaps":
            # of contracted providers and partners to where they stand beside each other
            assert not params or (params.pop("question")[0] in QUESTIONS)
            assert params in ({}, {"by": ["provider"]})
        else:
            assert link.path in ("availability", "delivery", "contracted_providers", "partners")
            assert list(params) == ["factor"]


def test_the_message_does_not_rest_on_small_bases(seen: Visit) -> None:
    page = seen("overview", provider="NPS", gender="female", area="kent")
    assert "too few" in page.header[0].value


def _unlinked(cell: str) -> str:
    link = LINK.match(cell)
    return f"{link['words']}{link['mark']}" if link else cell
