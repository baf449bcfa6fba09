"""The overview: five key findings, each with its figure, its table and ways onward."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from scipy.stats import chi2_contingency

from probation.questions import QUESTIONS
from probation.vocabulary import REPORTED_FACTORS
from tests.pages import truth
from tests.pages.reading import Visit, charts, column, quick_tables

FILTERS = [
    pytest.param({}, id="all cases"),
    pytest.param({"area": "london"}, id="one area"),
    pytest.param({"provider": "NPS", "gender": "female"}, id="small bases"),
]
filters = pytest.mark.parametrize("where", FILTERS)
LINK = re.compile(r"\[(?P<words>.+)\]\((?P<to>[^)]+)\)(?P<mark>.*)")


@filters
def test_each_factor_has_its_cases_and_both_shares(visit: Visit, where: dict) -> None:
    page = visit("overview", **where)
    rows = quick_tables(page)[1]
    told = [text.strip() for text in charts(page)[1].data[-1]["text"]]
    assert told == [
        f"{truth.prioritised(**where).get(factor.value, 0):,} cases" for factor in REPORTED_FACTORS
    ]
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
def test_the_picture_shows_the_tables_shares(visit: Visit, where: dict) -> None:
    page = visit("overview", **where)
    labels = charts(page)[1].labels()
    for question in ("availability", "delivery"):
        for n, yes in truth.judged(question, **where).values():
            if n >= 10:
                assert truth.share(n, yes, 0) in labels


def test_each_finding_says_whether_it_holds_and_leads_on(visit: Visit) -> None:
    page = visit("overview", gender="male")
    assert len(page.header) == 5 + len(page.sidebar.header)
    verdicts = [m.value for m in page.markdown if "for these cases.**" in m.value]
    assert [v.startswith("**Holds") for v in verdicts] == [True, False, True, True]
    (told,) = page.info
    assert told.value.startswith("The bulletin found: some delivery")
    assert "Take a filter away" in told.value


def test_what_is_significant_between_providers_is_drawn_the_widest_first(visit: Visit) -> None:
    gaps = {}
    for question in QUESTIONS.values():
        counts = truth.judged(question.key, by="provider")
        for factor in {factor for factor, _ in counts}:
            (n_crc, yes_crc), (n_nps, yes_nps) = (
                counts.get((factor, side), (0, 0)) for side in ("CRC", "NPS")
            )
            if min(n_crc, n_nps) < 30:
                continue
            cells = [[yes_crc, n_crc - yes_crc], [yes_nps, n_nps - yes_nps]]
            if chi2_contingency(cells, correction=False).pvalue < 0.05:
                shares = truth.points(n_crc, yes_crc, 0), truth.points(n_nps, yes_nps, 0)
                sides = f"{shares[0]}% of {n_crc:,}, {shares[1]}% of {n_nps:,}"
                gaps[question.key, factor] = abs(yes_nps / n_nps - yes_crc / n_crc), sides
    widest = [sides for _, sides in sorted(gaps.values(), reverse=True)]
    rows = quick_tables(visit("overview"))[3]
    assert len(rows) > 5
    assert [row["CRC, NPS"] for row in rows] == widest[:8]


def test_every_share_and_gap_leads_to_its_page_with_the_same_filters(visit: Visit) -> None:
    page = visit("overview", gender="male")
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


def test_the_message_does_not_rest_on_small_bases(visit: Visit) -> None:
    page = visit("overview", provider="NPS", gender="female", area="kent")
    assert "too few" in page.header[0].value


def _unlinked(cell: str) -> str:
    link = LINK.match(cell)
    return f"{link['words']}{link['mark']}" if link else cell
