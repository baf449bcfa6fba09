"""What is accepted of an address: nothing in a URL is trusted."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probation.domain.address import NAMES, NUMBERS, PAGES, VIEW, accepted, default, one
from probation.domain.codes import codebook
from probation.domain.scope import filters
from probation.domain.vocabulary import REPORTED_FACTORS, Dimension

CODES = codebook(
    {
        Dimension.DIVISION: {"london": "London", "south_east": "South East"},
        Dimension.CRC_OWNER: {"mtcnovo": "MTCnovo", "seetec": "Seetec"},
        Dimension.AREA: {"kent": "Kent", "london": "London"},
    }
)


def test_filters_factor_breakdown_and_view_are_taken_in():
    incoming = {
        "provider": ["NPS"],
        "area": ["london", "kent"],
        "factor": ["ete"],
        "by": ["gender"],
        "order": ["gap"],
        "intervals": ["off"],
        "scale": ["cases"],
        "picture": ["svg"],
        "part": ["audit"],
    }
    assert accepted(incoming, CODES) == (incoming, [])


def test_a_divided_figure_is_in_percentages_unless_the_address_says_otherwise():
    assert accepted({"by": ["gender"], "scale": ["percent"]}, CODES) == ({"by": ["gender"]}, [])
    assert accepted({"scale": ["cases"]}, CODES) == ({}, [])
    assert one({"by": ["gender"]}, "scale") == "percent"
    assert one({"by": ["gender"], "scale": ["cases"]}, "scale") == "cases"
    assert one({}, "scale") == "cases"


def test_an_empty_address_asks_for_nothing():
    assert accepted({}, CODES) == ({}, [])


def test_what_is_the_default_is_left_out():
    assert accepted({name: [default(name)] for name in VIEW}, CODES) == ({}, [])


def test_what_links_collect_on_their_way_is_passed_over_in_silence():
    strange = {"utm_source": ["mail"], "fbclid": ["x"], "": ["x"], "embed": ["true"]}
    assert accepted(strange, CODES) == ({}, [])


@pytest.mark.parametrize(
    "name", ["provider", "PROVIDER", "Provider", "amp;provider", "amp;amp;provider", "AMP;Provider"]
)
def test_a_name_counts_in_any_case_and_after_an_ampersand_written_out(name):
    assert accepted({name: ["NPS"]}, CODES) == ({"provider": ["NPS"]}, [])


def test_the_same_name_in_two_guises_is_one():
    found, problems = accepted({"Area": ["kent"], "amp;area": ["london"]}, CODES)
    assert (found, problems) == ({"area": ["kent", "london"]}, [])


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("quesiton", "There is no setting 'quesiton'; did you mean question"),
        ("gendr", "There is no setting 'gendr'; did you mean gender"),
        ("owner", "There is no setting 'owner'; did you mean "),
        ("generation", "There is no setting 'generation'; did you mean case set?"),
        ("zzzz", "There is no setting 'zzzz'."),
        ("<b>x", "There is no setting '?b?x'."),
    ],
)
def test_a_setting_that_there_is_none_of_is_named_in_words(name, sentence):
    found, (problem,) = accepted({name: ["x"], "gender": ["male"]}, CODES)
    assert found == {"gender": ["male"]}
    assert problem.startswith(sentence)
    assert "_" not in problem


def test_a_page_that_there_is_none_of_is_named_in_words():
    found = accepted({"page": ["delivry"]}, CODES)
    assert found == ({}, ["There is no page 'delivry'; did you mean Delivery?"])


def test_every_parameter_has_words_without_a_code_among_them():
    known = {*VIEW, *NUMBERS, *Dimension, "question", "factor", "by", "place", "candidates"}
    assert known <= set(NAMES)
    assert not [words for words in NAMES.values() if "_" in words]


def test_every_page_of_the_menu_is_one_and_no_other():
    folder = Path(__file__).parents[2] / "pages"
    assert {path.stem for path in folder.glob("*.py")} == set(PAGES)


def test_a_repeated_code_counts_once_and_of_two_single_choices_the_first():
    found, problems = accepted(
        {"gender": ["female", "female"], "by": ["gender", "provider"]}, CODES
    )
    assert found == {"gender": ["female"], "by": ["gender"]}
    assert problems == ["One breakdown at a time: gender is shown."]


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("area", "Kent", "kent"),
        ("area", " KENT ", "kent"),
        ("place", "London", "london"),
        ("provider", "crc", "CRC"),
        ("gender", "Female", "female"),
        ("rosh_level", "Very High", "very_high"),
        ("question", "Delivery of interventions", "delivery"),
        ("question", "All Questions", "all"),
        ("factor", "education, training and EMPLOYMENT", "ete"),
        ("by", "Gender", "gender"),
        ("intervals", "hidden", "off"),
        ("candidates", "GENDER", "gender"),
    ],
)
def test_a_value_counts_in_any_case_and_by_its_label(name, value, code):
    assert accepted({name: [value, code]}, CODES) == ({name: [code]}, [])


def test_a_label_that_two_places_have_is_taken_for_neither():
    codes = CODES | {Dimension.AREA: {"kent_1": "Kent", "kent_2": "Kent"}}
    found, (problem,) = accepted({"area": ["kent"]}, codes, typed=True)
    assert found == {}
    assert "Kent (kent_1)" in problem
    assert "Kent (kent_2)" in problem


@pytest.mark.parametrize(
    ("asked", "on_the_page", "where_it_is_typed"),
    [
        ({"area": ["kents"]}, "did you mean Kent?", "did you mean Kent (kent)?"),
        ({"provider": ["crcs"]}, "did you mean CRC?", "did you mean CRC?"),
        ({"gender": ["x"]}, "valid are Male or Female.", "valid are Male (male) or Female"),
        ({"page": ["gasp"]}, "did you mean Compare groups?", "did you mean Compare groups (gaps)?"),
        ({"generation": ["x"]}, "did you mean case set?", "did you mean case set (store)?"),
        ({"crcowner": ["x"]}, "did you mean CRC owner", "did you mean CRC owner (crc_owner)"),
    ],
)
def test_a_hint_is_in_words_and_names_the_code_to_who_types_it(
    asked, on_the_page, where_it_is_typed
):
    _, (on_page,) = accepted(asked, CODES)
    _, (typed,) = accepted(asked, CODES, typed=True)
    assert on_the_page in on_page
    assert where_it_is_typed in typed


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("provider", "crcs", "There is no provider 'crcs'; did you mean CRC?"),
        ("area", "londno", "There is no area inspected 'londno'; did you mean London?"),
        ("by", "area", "There is no breakdown 'area'; valid are provider, gender"),
        ("by", "mappa", "There is no breakdown 'mappa'"),
        ("order", "vaule", "There is no order 'vaule'; did you mean "),
        ("factor", "gang_membership", "There is no factor 'gang_membership'"),
        ("gender", "", "There is no gender ''; valid are Male or Female."),
    ],
)
def test_what_cannot_be_had_is_left_out_and_said(name, value, sentence):
    found, problems = accepted({name: [value], "mappa": ["yes"]}, CODES)
    assert found == {"mappa": ["yes"]}
    assert len(problems) == 1
    assert problems[0].startswith(sentence)


def test_a_long_address_does_not_fill_the_page_with_warnings():
    found, problems = accepted({"area": [f"nowhere {i}" for i in range(1000)]}, CODES)
    assert found == {}
    assert len(problems) == 6
    assert problems[-1] == "995 more of its values are not known here."


def test_the_good_codes_of_a_filter_stand_where_another_is_left_out():
    found, problems = accepted({"gender": ["femal", "female"], "order": ["x", "gap"]}, CODES)
    assert found == {"gender": ["female"], "order": ["gap"]}
    assert len(problems) == 2


@pytest.mark.parametrize("name", [*Dimension, *VIEW, "factor", "by"])
@pytest.mark.parametrize(
    "hostile",
    ["A" * 60_000, "x\0", "<script>alert(1)</script>", "' OR 1=1; --", "[a](//evil.example)"],
    ids=["long", "nul", "html", "sql", "markdown"],
)
def test_hostile_values_are_left_out_and_repeated_as_plain_words(name, hostile):
    found, problems = accepted({name: [hostile]}, CODES)
    assert found == {}
    assert len(problems) == 1
    assert len(problems[0]) < 500
    assert not set("<>[]()\0") & set(problems[0])


@given(
    st.dictionaries(
        st.sampled_from([*(d.value for d in Dimension), *VIEW, "factor", "by", "other"]),
        st.lists(st.text(st.characters()) | st.sampled_from(["NPS", "yes", "gender", "gap", ""])),
    )
)
def test_whatever_the_address_what_is_accepted_can_be_asked(incoming):
    found, problems = accepted(incoming, CODES)
    filters(found, CODES)  # raises for a code that is not in the codebook
    assert set(found.get("by", [])) <= set(Dimension)
    assert set(found.get("factor", [])) <= set(REPORTED_FACTORS)
    assert all(len(found[name]) == 1 for name in found if name not in set(Dimension))
    assert all(problem.isprintable() for problem in problems)
    assert accepted(found, CODES) == (found, [])
