"""The five key findings: told with the numbers of the cases, and whether they hold."""

import pytest

from probation.domain.questions import QUESTIONS
from probation.domain.scope import Scope
from probation.domain.vocabulary import REPORTED_FACTORS, Dimension
from probation.exhibits.key_findings import CODES, SCOPE_QUESTIONS, key_finding
from probation.store.folders import data_folder
from probation.store.source import shipped
from tests import builders


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    opened = builders.opened(shipped(data_folder()), tmp_path_factory.mktemp("findings"))
    yield opened
    opened.close()


def told(store, *where) -> dict[str, tuple[bool | None, str]]:
    scope = Scope(QUESTIONS["availability"], where=where)
    return {
        f.code: (f.holds, f.headline.screen)
        for f in (key_finding(store, scope, code) for code in CODES)
    }


def test_all_five_hold_for_the_synthetic_set_with_the_bulletins_numbers(store):
    found = told(store)
    assert list(found) == ["availability", "delivery", "scope", "contributors", "providers"]
    assert all(holds for holds, _ in found.values())
    assert found["availability"][1] == (
        "Available in over 80% of cases for 8 of 10 factors, clearly for 5; lowest"
        " accommodation (74%) or 2 others"
    )
    assert found["delivery"][1] == (
        "Enough was delivered in fewer than half of cases for 6 of 10 factors; all intervals"
        " include half"
    )
    assert found["scope"][1] == (
        "Lowest on all three questions: lifestyle and associates, and attitudes to offending;"
        " clearly below all others on none"
    )
    assert found["contributors"][1] == (
        "Partners and contracted providers: none of 12 comparisons differs after allowing for many"
        " tests (1 before)"
    )
    assert found["providers"][1] == (
        "NPS ahead in 5 of 38 judgements after allowing for many tests, CRC in none (8 and none"
        " before)"
    )


def test_what_the_bulletin_names_and_does_not_outlast_all_tests_is_said(store):
    scope = Scope(QUESTIONS["availability"])
    notes = key_finding(store, scope, "contributors").notes
    assert notes[-1] == (
        "Named by the bulletin and not clear after allowing for 12 tests: Contracted providers:"
        " risk focus."
    )
    assert len(key_finding(store, scope, "providers").notes) == 1  # all that it names do


@pytest.mark.parametrize(
    ("yes", "said"),
    [
        ({}, ""),
        ({"accommodation": 45}, "; 1 interval includes half"),
        ({"accommodation": 20}, "; no interval includes half"),
        ({"accommodation": 45, "ete": 20, "drug_misuse": 44}, "; 2 intervals include half"),
        ({"accommodation": 45, "ete": 46}, "; all intervals include half"),
    ],
)
def test_fewer_than_half_says_whether_the_intervals_include_half(counted, yes, said):
    _, sentence = told(counted(shares("delivery", yes, 70)))["delivery"]
    assert sentence.endswith(f"{len(yes) or 'none'} of 10 factors{said}")


def test_the_two_named_are_clearly_lowest_where_every_pair_with_another_differs(counted):
    low = {"lifestyle_and_associates": 20, "attitudes_to_offending": 25}
    lines = [
        f"{question} | {factor} | {low.get(factor, rest)} | {100 - low.get(factor, rest)}"
        for question, rest in zip(SCOPE_QUESTIONS, (70, 70, 30), strict=True)
        for factor in REPORTED_FACTORS
    ]
    _, sentence = told(counted("question | factor | yes | no\n" + "\n".join(lines)))["scope"]
    assert sentence.endswith("clearly below all others on 2")


def test_numbers_change_with_the_filters_and_so_does_what_holds(store):
    men = told(store, (Dimension.GENDER, ("male",)))
    holds, sentence = men["delivery"]
    assert holds is False
    assert "for 5 of 10 factors" in sentence


def test_a_finding_that_rests_on_small_bases_is_not_told(store):
    few = ((Dimension.PROVIDER, ("CRC",)), (Dimension.GENDER, ("female",)))
    few += ((Dimension.AREA, ("kent",)),)
    for holds, sentence in told(store, *few).values():
        assert holds is None
        assert sentence.endswith("too few cases here to say")


def test_where_the_lowest_factors_are_others_they_are_named(counted):
    yes = {"lifestyle_and_associates": 20, "attitudes_to_offending": 25}
    lines = [
        f"{question} | {factor} | {yes.get(factor, 30)} | 20"
        for question in SCOPE_QUESTIONS
        for factor in REPORTED_FACTORS
    ]
    as_published = told(counted("question | factor | yes | no\n" + "\n".join(lines)))
    assert as_published["scope"][0]
    spoilt = [
        line.replace("delivery | accommodation | 30", "delivery | accommodation | 10")
        for line in lines
    ]
    holds, sentence = told(counted("question | factor | yes | no\n" + "\n".join(spoilt)))["scope"]
    assert holds is False
    assert sentence == "The lowest factors are not the same on all three questions"


def shares(question: str, yes: dict[str, int], rest: int) -> str:
    """Counts of 100 judgements a factor, so many yes."""
    lines = [
        f"{question} | {f} | {yes.get(f, rest)} | {100 - yes.get(f, rest)}"
        for f in REPORTED_FACTORS
    ]
    return "question | factor | yes | no\n" + "\n".join(lines)


@pytest.mark.parametrize(
    ("yes", "rest", "holds"),
    [
        ({"accommodation": 74}, 90, True),
        ({"accommodation": 5}, 90, False),  # not about a quarter
        ({"accommodation": 74, "ete": 70}, 90, False),  # another is lower
        ({}, 90, False),  # all alike
    ],
)
def test_when_the_finding_on_availability_holds(counted, yes, rest, holds):
    assert told(counted(shares("availability", yes, rest)))["availability"][0] is holds


@pytest.mark.parametrize(("rest", "holds"), [(47, True), (5, False), (60, False)])
def test_just_under_half_is_from_forty_per_cent(counted, rest, holds):
    assert told(counted(shares("delivery", {}, rest)))["delivery"][0] is holds


def test_factors_on_small_bases_are_left_out_of_the_count(counted):
    counts = shares("availability", {"accommodation": 74}, 90)
    counts = counts.replace("financial_management | 90 | 10", "financial_management | 9 | 1")
    holds, sentence = told(counted(counts))["availability"]
    assert holds
    assert "for 8 of 9 factors" in sentence


def test_of_factors_all_alike_none_is_lowest(counted):
    _, sentence = told(counted(shares("availability", {}, 90)))["availability"]
    assert sentence == "Available in over 80% of cases for 10 of 10 factors, clearly for 10"


def test_a_difference_that_is_not_significant_does_not_hold(counted):
    counts = """
        question              | factor | yes | no
        contracted_risk_focus |        | 50  | 50
        partner_risk_focus    |        | 52  | 48
    """
    holds, sentence = told(counted(counts))["contributors"]
    assert holds is False
    assert sentence == (
        "Partners and contracted providers: the one comparison is no different after allowing for"
        " many tests (none before)"
    )
