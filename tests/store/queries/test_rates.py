"""Counts of judgements: small case sets counted by hand, then random ones by a slow twin."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probation.disclosure.estimates.cases import case_count
from probation.domain.questions import QUESTIONS
from probation.domain.scope import Scope, filters, parse
from probation.domain.vocabulary import BREAKDOWNS, REPORTED_FACTORS, Dimension, Factor
from probation.store.connection import Store
from probation.store.queries.rates import held, held_codes, level
from tests import builders, slow_truth
from tests.store.queries.rows import rates
from tests.store.queries.strategies import scopes, wheres


def counted(store: Store, asked: str) -> dict[tuple[str | None, str], tuple[int, int]]:
    """n and yes by factor and level of a question such as 'delivery by=gender area=kent'."""
    return {
        (r.factor, r.level): (r.n, r.yes) for r in rates(store, scope(store, asked)).itertuples()
    }


def scope(store: Store, asked: str) -> Scope:
    question, *rest = asked.split()
    params: dict[str, list[str]] = {"question": [question]}
    for name, _, value in (word.partition("=") for word in rest):
        params.setdefault(name, []).append(value)
    return parse(params, store.codes)


def some(counts: dict) -> dict:
    """The cells that have a judgement."""
    return {cell: count for cell, count in counts.items() if count[0]}


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    files = builders.case_files(
        tmp_path_factory.mktemp("small"),
        """
        case_id | area   | provider | gender | ethnic_group | rosh_level
        A       | kent   | CRC      | male   | white        | low
        B       | kent   | CRC      | female | bame         | medium
        C       | durham | NPS      | male   | not_recorded | high
        D       | durham | NPS      | female | white        | high
        """,
        """
        case_id | question              | factor          | judgement
        A       | availability          | ete             | yes
        A       | availability          | drug_misuse     | no
        B       | availability          | ete             | no
        C       | availability          | ete             | yes
        D       | availability          | ete             | yes
        D       | availability          | gang_membership | yes
        D       | delivery              | ete             | no
        A       | contracted_risk_focus |                 | yes
        B       | contracted_risk_focus |                 | no
        C       | contracted_risk_focus |                 | yes
        """,
    )
    store = builders.opened(files, tmp_path_factory.mktemp("small-stores"))
    yield store
    store.close()


def test_judgements_of_a_question_by_factor(small):
    found = counted(small, "availability")
    assert some(found) == {("ete", "all"): (4, 3), ("drug_misuse", "all"): (1, 0)}


def test_the_ten_reported_factors_stand_in_order_also_without_a_judgement(small):
    frame = rates(small, scope(small, "availability"))
    assert list(frame["factor"]) == list(REPORTED_FACTORS)
    assert frame.loc[frame["factor"] == "relationships", ["n", "yes"]].to_numpy().tolist() == [
        [0, 0]
    ]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("delivery", {("ete", "all"): (1, 0)}),
        ("availability factor=ete", {("ete", "all"): (4, 3)}),
        ("availability factor=ete by=gender", {("ete", "male"): (2, 2), ("ete", "female"): (2, 1)}),
        (
            "availability factor=ete by=ethnic_group",
            {("ete", "white"): (2, 2), ("ete", "bame"): (1, 0), ("ete", "not_recorded"): (1, 1)},
        ),
        ("availability factor=ete gender=male", {("ete", "all"): (2, 2)}),
        ("availability factor=ete gender=male provider=CRC", {("ete", "all"): (1, 1)}),
        ("availability factor=ete gender=male by=gender", {("ete", "male"): (2, 2)}),
        ("availability factor=ete rosh_level=low rosh_level=medium", {("ete", "all"): (2, 1)}),
        ("availability factor=ete area=durham", {("ete", "all"): (2, 2)}),
        ("availability factor=ete division=south_east", {("ete", "all"): (2, 1)}),
        ("availability factor=ete crc_owner=arcc", {("ete", "all"): (2, 2)}),
        ("partner_outcomes", {}),
    ],
)
def test_factors_breakdowns_and_filters(small, asked, expected):
    assert some(counted(small, asked)) == expected


def test_a_level_without_a_judgement_has_a_row_of_noughts(small):
    assert counted(small, "delivery factor=ete by=gender") == {
        ("ete", "male"): (0, 0),
        ("ete", "female"): (1, 0),
    }


def test_a_question_asked_once_a_case_has_no_factor(small):
    assert counted(small, "contracted_risk_focus by=provider") == {
        (None, "CRC"): (2, 1),
        (None, "NPS"): (1, 1),
    }
    assert counted(small, "partner_risk_focus") == {(None, "all"): (0, 0)}


def test_a_factor_the_bulletin_leaves_out_is_held_and_given_when_asked_for(small):
    assert counted(small, "availability factor=gang_membership") == {
        ("gang_membership", "all"): (1, 1)
    }


def test_the_latest_inspection_of_an_area_takes_the_place_of_the_one_before(case_set):
    store = case_set(
        """
        case_id | area   | inspected_on | provider
        old     | london | 2016-05      | CRC
        new     | london | 2017-10      | CRC
        other   | london | 2017-10      | NPS
        kent    | kent   | 2016-05      | CRC
        """,
        """
        case_id | question     | factor | judgement
        old     | availability | ete    | no
        new     | availability | ete    | yes
        other   | availability | ete    | yes
        kent    | availability | ete    | no
        """,
    )
    assert some(counted(store, "availability")) == {("ete", "all"): (3, 2)}
    assert some(counted(store, "availability area=london")) == {("ete", "all"): (2, 2)}
    assert case_count(store, scope(store, "availability")) == 3


def test_the_columns_are_those_the_docstring_lists(small):
    frame = rates(small, scope(small, "availability by=gender"))
    assert list(frame.columns) == ["question", "factor", "breakdown", "level", "n", "yes"]
    assert set(frame["question"]) == {"availability"}
    assert set(frame["breakdown"]) == {"gender"}
    assert (frame["n"].dtype, frame["yes"].dtype) == ("int64", "int64")
    whole = rates(small, scope(small, "contracted_risk_focus"))
    assert whole[["factor", "breakdown", "level"]].to_numpy().tolist() == [[None, None, "all"]]


def test_cases_are_counted_with_and_without_judgements(case_set):
    store = case_set(
        """
        case_id | gender | ogrs_band
        A       | male   | not_recorded
        B       | female | low_medium
        C       | female | low_medium
        """,
        priorities="""
        case_id | factor
        A       | ete
        A       | drug_misuse
        B       | ete
        C       | gang_membership
        """,
    )
    assert case_count(store, scope(store, "availability")) == 3
    assert case_count(store, scope(store, "availability gender=female")) == 2
    assert case_count(store, scope(store, "availability gender=female ogrs_band=not_recorded")) == 0


@settings(max_examples=40)
@given(data=st.data())
def test_any_question_agrees_with_the_slow_twin(random_files, random_store, data):
    asked = data.draw(scopes(random_store.codes))
    frame = rates(random_store, asked)
    truth = slow_truth.judged(random_files, asked)

    by = asked.breakdown
    levels = list(random_store.codes[by]) if by else ["all"]
    factors = [None]
    if asked.question.per_factor:
        factors = [asked.factor] if asked.factor else list(REPORTED_FACTORS)
    assert list(zip(frame["factor"], frame["level"], strict=True)) == [
        (factor, level) for factor in factors for level in levels
    ]
    assert some({(r.factor, r.level): (r.n, r.yes) for r in frame.itertuples()}) == truth
    inspected = slow_truth.inspected(random_files, asked)
    assert case_count(random_store, asked) == sum(inspected.values())


@settings(max_examples=12)
@given(data=st.data())
def test_the_levels_of_a_breakdown_are_a_partition(random_store, data):
    asked = data.draw(scopes(random_store.codes))
    whole = rates(random_store, Scope(asked.question, asked.factor, None, asked.where))
    for by in BREAKDOWNS:
        divided = rates(random_store, Scope(asked.question, asked.factor, by, asked.where))
        sums = divided.groupby("factor", sort=False, dropna=False)[["n", "yes"]].sum()
        assert sums.to_numpy().tolist() == whole[["n", "yes"]].to_numpy().tolist()


@settings(max_examples=12)
@given(data=st.data(), where=st.data())
def test_a_filter_on_one_code_is_the_row_of_that_level(random_store, data, where):
    """Two ways to the same number; filters on other dimensions may stand beside either."""
    by = data.draw(st.sampled_from(BREAKDOWNS))
    code = data.draw(st.sampled_from(list(random_store.codes[by])))
    others = tuple(pair for pair in data.draw(wheres(random_store.codes)) if pair[0] != by)
    divided = rates(random_store, Scope(QUESTIONS["delivery"], Factor.ETE, by, others))
    params = {dim.value: codes for dim, codes in others} | {by.value: (code,)}
    narrowed = Scope(QUESTIONS["delivery"], Factor.ETE, None, filters(params, random_store.codes))
    row = divided.loc[divided["level"] == code, ["n", "yes"]].to_numpy().tolist()
    assert rates(random_store, narrowed)[["n", "yes"]].to_numpy().tolist() == row


@pytest.mark.parametrize("dimension", Dimension)
def test_naming_every_code_of_a_dimension_changes_nothing(random_store, dimension):
    """Also where the filter reaches the query, past the words that would have dropped it."""
    codes = tuple(random_store.codes[dimension])
    question = QUESTIONS["availability"]
    all_named = rates(random_store, Scope(question, where=((dimension, codes),)))
    assert all_named.equals(rates(random_store, Scope(question)))
    assert filters({dimension.value: codes}, random_store.codes) == ()


@pytest.mark.parametrize("hostile", ["x'; DROP TABLE tally; --", "\0", "A" * 100_000, "%", ""])
def test_a_code_that_slips_past_the_words_is_only_ever_a_value(random_store, hostile):
    question = QUESTIONS["availability"]
    nothing = rates(random_store, Scope(question, where=((Dimension.GENDER, (hostile,)),)))
    assert nothing["n"].sum() == 0
    assert rates(random_store, Scope(question))["n"].sum() > 0


def test_what_a_reader_sent_is_never_part_of_a_query():
    hostile = "x'); DROP TABLE cases; --"
    asked = Scope(QUESTIONS["delivery"], where=((Dimension.AREA, (hostile,)),))
    assert held(asked) == "list_contains($area, area::VARCHAR)"
    assert held_codes(asked) == {"area": [hostile]}
    assert level(asked) == "'all'"
    assert held(Scope(QUESTIONS["delivery"])) == "TRUE"
