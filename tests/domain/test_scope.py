"""The question being asked: read from parameters, written back, and put into a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probation.domain.codes import codebook
from probation.domain.questions import QUESTIONS
from probation.domain.scope import Scope, filters, parse
from probation.domain.vocabulary import Dimension, Factor
from probation.errors import ReaderError
from tests.store.queries.strategies import scopes

CODES = codebook(
    {
        Dimension.DIVISION: {"london": "London", "south_east": "South East"},
        Dimension.CRC_OWNER: {"mtcnovo": "MTCnovo", "seetec": "Seetec"},
        Dimension.AREA: {"kent": "Kent", "london": "London", "yorks": "North Yorkshire"},
    }
)


def asked(text: str) -> Scope:
    """A scope from words such as 'question=delivery by=gender area=kent area=london'."""
    params: dict[str, list[str]] = {}
    for name, _, value in (word.partition("=") for word in text.split()):
        params.setdefault(name, []).append(value)
    return parse(params, CODES)


@pytest.mark.parametrize(
    ("params", "sentence"),
    [
        (
            "question=availability",
            "Availability of interventions. All inspected cases.",
        ),
        (
            "question=delivery factor=ete",
            "Delivery of interventions for education, training and employment."
            " All inspected cases.",
        ),
        (
            "question=delivery by=age_group",
            "Delivery of interventions, by age group. All inspected cases.",
        ),
        (
            "question=availability factor=accommodation by=provider"
            " gender=female area=london area=kent",
            "Availability of interventions for accommodation, by provider."
            " Filtered to: Kent or London; women.",
        ),
        (
            "question=partner_risk_focus provider=NPS mappa=yes rosh_level=high"
            " rosh_level=very_high crc_owner=seetec",
            "Partners' focus on risk of harm. Filtered to: NPS cases; Seetec; high risk of serious"
            " harm or very high risk of serious harm; eligible for MAPPA.",
        ),
    ],
)
def test_the_sentence_says_the_whole_question(params, sentence):
    assert asked(params).sentence(CODES) == sentence


def test_the_same_question_put_differently_is_the_same_scope():
    one = asked("question=delivery area=london area=kent gender=male area=london")
    other = asked("gender=male area=kent utm_source=mail area=london question=delivery")
    assert one == other
    assert hash(one) == hash(other)
    assert one.where == ((Dimension.AREA, ("kent", "london")), (Dimension.GENDER, ("male",)))


@pytest.mark.parametrize("text", ["Kent", "kent", "KENT", " kent "])
def test_a_place_is_known_by_its_name_in_any_letters(text):
    assert filters({"area": [text]}, CODES) == ((Dimension.AREA, ("kent",)),)


def test_every_code_is_known_by_its_label():
    for dimension, words in CODES.items():
        for code, label in words.items():
            assert filters({dimension.value: [label.upper()]}, CODES) == filters(
                {dimension.value: [code]}, CODES
            )


def test_question_factor_and_breakdown_are_known_by_their_labels():
    named = {
        "question": ["delivery OF interventions"],
        "factor": ["Drug misuse"],
        "by": ["age group"],
    }
    assert parse(named, CODES) == asked("question=delivery factor=drug_misuse by=age_group")


def test_a_filter_that_names_every_code_filters_nothing():
    assert asked("question=delivery provider=NPS provider=CRC") == asked("question=delivery")
    assert asked("question=delivery gender=female gender=male mappa=no").where == (
        (Dimension.MAPPA, ("no",)),
    )


def test_the_codes_a_scope_lets_through():
    scope = asked("question=delivery area=yorks area=kent")
    assert scope.codes(Dimension.AREA) == ("kent", "yorks")
    assert scope.codes(Dimension.GENDER) == ()


def test_an_empty_factor_or_breakdown_is_none():
    scope = parse({"question": ["delivery"], "factor": [""], "by": [""], "area": []}, CODES)
    assert scope == Scope(QUESTIONS["delivery"])


def test_a_factor_the_bulletin_leaves_out_can_be_asked_for():
    assert asked("question=delivery factor=gang_membership").factor is Factor.GANG_MEMBERSHIP


@pytest.mark.parametrize(
    ("params", "sentence"),
    [
        ("", "There is no question ''; valid are availability, delivery,"),
        ("question=deliver", "There is no question 'deliver'; did you mean delivery?"),
        ("question=delivery factor=drugs", "did you mean drug_misuse?"),
        ("question=delivery by=area", "There is no breakdown 'area'; valid are provider, gender,"),
        ("question=delivery by=mappa", "There is no breakdown 'mappa'"),
        ("question=delivery gender=man", "There is no gender 'man'; did you mean Male (male)"),
        (
            "question=delivery area=knet",
            "'knet'; did you mean Kent (kent)?",
        ),
        ("question=delivery area=", "There is no area inspected ''"),
        ("question=delivery question=availability", "Give one question, not 2."),
        ("question=delivery factor=ete factor=ete", "Give one factor, not 2."),
        ("question=delivery by=gender by=provider by=gender", "Give one breakdown, not 3."),
        (
            "question=partner_risk_focus factor=ete",
            "Partners' focus on risk of harm: this is judged once a case, not per factor; leave the"
            " factor out.",
        ),
    ],
)
def test_what_cannot_be_asked_is_answered_with_a_sentence(params, sentence):
    with pytest.raises(ReaderError) as raised:
        asked(params)
    assert sentence in str(raised.value)


@given(scopes(CODES))
def test_a_scope_survives_the_address_of_a_page(scope):
    assert parse(scope.to_params(), CODES) == scope


@given(scopes(CODES), st.randoms())
def test_the_order_and_repetition_of_parameters_mean_nothing(scope, chance):
    params = scope.to_params()
    for dimension, codes in scope.where:
        params[dimension.value] = chance.sample([*codes, *codes], 2 * len(codes))
    mixed = dict(chance.sample(list(params.items()), len(params)))
    assert parse(mixed, CODES) == scope


HOSTILE = st.one_of(
    st.text(st.characters()),
    st.sampled_from(
        [
            "A" * 100_000,
            "delivery\0",
            "<script>alert(1)</script>",
            "' OR 1=1; DROP TABLE tally; --",
            "{question}",
            "../../etc/passwd",
            "%00",
            "DELIVERY",
            " delivery",
            "Kent",
            "not_recorded",
        ]
    ),
)


@given(
    st.dictionaries(
        st.sampled_from(["question", "factor", "by", *Dimension]),
        st.lists(st.one_of(HOSTILE, st.sampled_from(["delivery", "ete", "provider", "yes"]))),
    )
)
def test_nothing_from_outside_does_more_than_raise_a_reader_error(params):
    try:
        scope = parse(params, CODES)
    except ReaderError:
        return
    assert all(code in CODES[dim] for dim, codes in scope.where for code in codes)


@pytest.mark.parametrize("dimension", Dimension)
def test_a_hostile_filter_is_refused_for_every_dimension(dimension):
    for hostile in ("A" * 100_000, "x\0", "<b>", "' OR ''='"):
        with pytest.raises(ReaderError, match=f"There is no {dimension.phrase} '"):
            filters({dimension.value: [hostile]}, CODES)
