"""What a model accounts for, and what goes with the groups compared, told by rule."""

import pytest

from probation.disclosure.estimates.accounted import accounted, of_model, same_entered
from probation.domain.questions import QUESTIONS
from probation.domain.scope import Scope
from probation.domain.vocabulary import BREAKDOWNS, Dimension

MAPPA_GOES_WITH_PROVIDER = """
    question     | factor | provider | gender | mappa | yes | no
    availability | ete    | CRC      | male   | no    | 30  | 10
    availability | ete    | CRC      | female | no    | 10  | 5
    availability | ete    | NPS      | male   | yes   | 25  | 5
    availability | ete    | NPS      | female | yes   | 10  | 5
    availability | ete    | NPS      | male   | no    | 10  | 5
"""


def told(store, variable, model=BREAKDOWNS, **where):
    through = tuple((Dimension(name), (code,)) for name, code in where.items())
    scope = Scope(QUESTIONS["availability"], where=through)
    return accounted(store, scope, Dimension(variable), model)


def test_a_level_on_one_side_only_cannot_be_told_apart(counted):
    assert told(counted(MAPPA_GOES_WITH_PROVIDER), "provider") == (
        "Accounted for: gender.",
        "Not accounted for: MAPPA eligibility.",
        "MAPPA eligibility cannot be fully told apart from provider: CRC cases include no cases"
        " eligible for MAPPA.",
    )


def test_nor_can_it_where_it_is_in_the_model(counted):
    found = told(counted(MAPPA_GOES_WITH_PROVIDER), "provider", ["provider", "gender", "mappa"])
    assert found[0] == "Accounted for: gender and MAPPA eligibility."
    assert found[1].startswith("MAPPA eligibility cannot be fully told apart from provider")


def test_it_is_told_of_either_variable(counted):
    assert told(counted(MAPPA_GOES_WITH_PROVIDER), "mappa")[-1] == (
        "Provider cannot be fully told apart from MAPPA eligibility: cases eligible for MAPPA"
        " include no CRC cases."
    )


@pytest.mark.parametrize(("seen", "sentences"), [(8, 2), (40, 3)])
def test_a_level_that_chance_would_leave_out_is_not_told(counted, seen, sentences):
    # a fifth of the cases are NPS: of 8 others none is by chance in 17 of 100 case sets
    store = counted(f"""
        question     | factor | provider | mappa | yes    | no
        availability | ete    | CRC      | no    | 80     | 40
        availability | ete    | CRC      | yes   | {seen} | 0
        availability | ete    | NPS      | no    | 20     | 12
    """)
    assert len(told(store, "provider")) == sentences


def test_what_all_cases_share_is_no_difference(counted):
    found = told(counted(MAPPA_GOES_WITH_PROVIDER), "gender", provider="CRC")
    assert found == ("Accounted for: nothing else.",)


def test_not_recorded_is_no_level(counted):
    store = counted("""
        question     | factor | provider | age_group    | yes | no
        availability | ete    | CRC      | under_30     | 80  | 40
        availability | ete    | NPS      | under_30     | 30  | 12
        availability | ete    | NPS      | not_recorded | 30  | 12
    """)
    assert told(store, "provider") == ("Accounted for: nothing else.",)


def test_areas_stand_for_all_places(random_store):
    outside = told(random_store, "gender", ["gender", "provider"])[1]
    assert "area inspected" in outside
    assert "division" not in outside
    assert "owner" not in outside
    assert all("inspected" not in sentence for sentence in told(random_store, "division"))


def test_what_was_looked_at_and_did_not_enter_is_not_accounted_for(counted):
    """Beside 'nothing else entered' nothing more is said of what is accounted for."""
    store = counted(MAPPA_GOES_WITH_PROVIDER)
    scope = Scope(QUESTIONS["availability"])
    first, *_ = of_model(store, scope, ["provider"], ["provider", "gender"])
    assert first == ("Not accounted for: MAPPA eligibility; gender (looked at and not entered).")
    assert of_model(store, scope, ["provider"], ["provider"])[0] == "Accounted for: nothing else."


def test_that_no_variable_enters_either_way_is_told_in_one_order():
    assert same_entered((), ()) == (
        "With 'not recorded' as a level of its own no variable enters either."
    )
