"""What a scope would hold without each of its filters, against asking it without that filter."""

from dataclasses import replace

import pytest

from probation.disclosure.estimates import rates
from probation.disclosure.estimates.cases import (
    by_pattern,
    case_count,
    cases_without,
    judgements_without,
)
from probation.domain.scope import parse

ASKED = (
    {"question": ["delivery"], "gender": ["female"]},
    {"question": ["delivery"], "by": ["provider"], "gender": ["female"], "age_group": ["under_30"]},
    {
        "question": ["availability"],
        "by": ["gender"],
        "gender": ["male"],
        "area": ["kent", "london"],
    },
    {"question": ["availability"], "factor": ["ete"], "mappa": ["yes"], "provider": ["CRC"]},
    {"question": ["partner_outcomes"], "by": ["ogrs_band"], "provider": ["NPS"], "mappa": ["no"]},
)


@pytest.mark.parametrize("asked", ASKED)
def test_each_filter_taken_away_in_turn_gives_what_asking_without_it_gives(random_store, asked):
    scope = parse(asked, random_store.codes)
    judged, people = (f(random_store, scope) for f in (judgements_without, cases_without))
    for dimension, _ in scope.where:
        wider = replace(scope, where=tuple(own for own in scope.where if own[0] != dimension))
        for row in rates(random_store, wider).itertuples():
            assert judged.get((dimension, row.factor, row.level), 0) == row.n
        if scope.breakdown is None:
            assert people[dimension, None, "all"] == case_count(random_store, wider)
        else:
            for level, n in by_pattern(random_store, wider, [scope.breakdown]).to_numpy():
                assert people[dimension, None, level] == n
