"""The cases of each level of each filter: small case sets by hand, random ones by a slow twin."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probation.disclosure.estimates.cases import Facets, facets
from probation.domain.questions import QUESTIONS
from probation.domain.scope import Scope
from probation.domain.vocabulary import Dimension
from probation.store.source import CaseFiles
from tests import slow_truth
from tests.store.queries.strategies import wheres

EVERYBODY = Scope(QUESTIONS["availability"])


def one_by_one(files: CaseFiles, scope: Scope) -> Facets:
    """The same from the rows of the files: for each dimension with all filters but its own."""
    return {
        dimension: slow_truth.inspected(
            files,
            replace(
                scope,
                breakdown=dimension,
                where=tuple(pair for pair in scope.where if pair[0] != dimension),
            ),
        )
        for dimension in Dimension
    }


def test_a_filter_leaves_the_counts_of_its_own_levels_and_narrows_all_others(case_set):
    store = case_set("""
        case_id | area   | gender | provider
        A       | kent   | male   | CRC
        B       | kent   | female | CRC
        C       | london | female | NPS
        D       | london | male   | NPS
    """)
    women = Scope(QUESTIONS["availability"], where=((Dimension.GENDER, ("female",)),))
    found = facets(store, women)
    assert found[Dimension.GENDER] == {"male": 2, "female": 2}
    assert found[Dimension.AREA] == {"kent": 1, "london": 1}
    both = replace(women, where=(*women.where, (Dimension.AREA, ("kent",))))
    found = facets(store, both)
    assert found[Dimension.GENDER] == {"male": 1, "female": 1}
    assert found[Dimension.AREA] == {"kent": 1, "london": 1}
    assert found[Dimension.PROVIDER] == {"CRC": 1}, "a level without cases is left out"


def test_the_latest_inspection_of_an_area_is_counted_alone(case_set):
    store = case_set("""
        case_id | area   | inspected_on
        old     | london | 2016-05
        new     | london | 2017-10
        other   | london | 2017-10
    """)
    assert facets(store, EVERYBODY)[Dimension.AREA] == {"london": 2}


@settings(max_examples=40)
@given(data=st.data())
def test_any_filters_agree_with_the_slow_twin(random_files, random_store, data):
    asked = replace(EVERYBODY, where=data.draw(wheres(random_store.codes)))
    assert facets(random_store, asked) == one_by_one(random_files, asked)


@settings(max_examples=12)
@given(data=st.data())
def test_taking_another_level_brings_the_cases_beside_it(random_store, data):
    """What a reader expects of the number: one tap more, and so many cases more."""
    where = data.draw(wheres(random_store.codes).filter(bool))
    dimension, codes = data.draw(st.sampled_from(where))
    others = [code for code in random_store.codes[dimension] if code not in codes]
    one = data.draw(st.sampled_from(others))
    wider = tuple((d, (*c, one)) if d == dimension else (d, c) for d, c in where)
    beside = [facets(random_store, replace(EVERYBODY, where=w)) for w in (where, wider)]
    before, after = (
        sum(found[dimension].get(code, 0) for code in chosen)
        for found, chosen in zip(beside, (codes, (*codes, one)), strict=True)
    )
    assert after - before == beside[0][dimension].get(one, 0)


@pytest.mark.parametrize("hostile", ["x'; DROP TABLE case_tally; --", "\0", "%", ""])
def test_a_code_that_slips_past_the_words_is_only_ever_a_value(random_store, hostile):
    strange = replace(EVERYBODY, where=((Dimension.GENDER, (hostile,)),))
    found = facets(random_store, strange)
    whole = facets(random_store, EVERYBODY)
    assert found[Dimension.GENDER] == whole[Dimension.GENDER]
    assert not any(found[other] for other in Dimension if other != Dimension.GENDER)
