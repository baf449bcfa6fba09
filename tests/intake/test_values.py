"""What the values of a column are in our words: as mapped, alike, the same, or none of ours."""

from zoneinfo import ZoneInfo

import pytest

from probation.intake.values import (
    ALIKE,
    CONTRARY,
    DECLARED,
    MAPPED,
    MIDNIGHT,
    SAME,
    Column,
    readings,
)

WORDS = {
    "gender": {"male": "male", "female": "female", "Male": "male", "Female": "female"},
    "ethnic_group": {c: c for c in ("white", "bame", "not_recorded")} | {"BAME": "bame"},
    "sentence_type": {
        "community_order": "community_order", "Community order": "community_order",
        "licence": "licence",
    },
    "judgement": {"yes": "yes", "no": "no"},
}  # fmt: skip


def read(name, *values, mapped=(), labels=(), declared=(), zone=None):
    """What ``values`` of a column are read as: those that are read as another, and why."""
    column = Column(
        name, dict(mapped), WORDS.get(name, {}), dict(labels), frozenset(declared), zone
    )
    return {value: (r.ours, r.why) for value, r in readings(column, values).items()}


def test_case_and_blanks_make_no_difference_and_our_labels_are_ours():
    assert read("gender", "male", "MALE", " Female\u00a0", "men") == {
        "MALE": ("male", ALIKE),
        " Female\u00a0": ("female", ALIKE),
    }
    assert read("sentence_type", "Community Order", "licence") == {
        "Community Order": ("community_order", ALIKE)
    }


@pytest.mark.parametrize("value", ["\tyes", "yes\n", "y es", "ye", "1", "y"])
def test_nothing_else_is_guessed(value):
    assert read("judgement", value) == {}


def test_a_mapping_comes_first_and_knows_its_words_in_any_case():
    mapped = {"Ja": "yes", "NEIN ": "no", "yes": "no", "1": "yes"}
    assert read("judgement", "Ja", "ja ", "nein", "yes", "Yes", "1.0", mapped=mapped) == {
        "Ja": ("yes", MAPPED),
        "ja ": ("yes", ALIKE),
        "nein": ("no", ALIKE),
        "yes": ("no", CONTRARY),
        "Yes": ("no", ALIKE),
        "1.0": ("yes", ALIKE),
    }


def test_a_mapping_that_turns_a_word_of_ours_into_another_is_told_from_others():
    mapped = {"no": "yes", "Yes": "", "yes": "yes", "1": "no"}
    labels = {"1": "YES "}
    assert read("judgement", "no", "Yes", "yes", "1", mapped=mapped, labels=labels) == {
        "no": ("yes", CONTRARY),
        "Yes": (None, CONTRARY),
        "1": ("no", MAPPED),
    }
    assert read("judgement", "YES ", mapped={"1": "no"}, labels=labels) == {
        "YES ": ("no", CONTRARY)
    }


def test_words_of_a_mapping_that_differ_in_case_alone_and_mean_two_things_are_taken_as_they_are():
    assert read("judgement", "A", "a", " a", mapped={"A": "yes", "a": "no"}) == {
        "A": ("yes", MAPPED),
        "a": ("no", MAPPED),
    }


def test_a_value_can_mean_empty_and_an_empty_cell_can_mean_a_code():
    assert read("judgement", "N/A", " n/a", None, mapped={"N/A": ""}) == {
        "N/A": (None, MAPPED),
        " n/a": (None, ALIKE),
    }
    assert read("ethnic_group", None, " ", "white", mapped={"": "not_recorded"}) == {
        None: ("not_recorded", MAPPED),
        " ": ("not_recorded", MAPPED),
    }


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u2003", "\t", " \u00a0 "])
def test_blanks_alone_are_an_empty_cell(blank):
    assert read("judgement", blank, "yes") == {blank: (None, SAME)}
    assert read("age", blank, mapped={"": ""}) == {blank: (None, MAPPED)}
    assert read("ogrs_level", blank, mapped={"": "not_recorded"}) == {blank: (None, SAME)}
    assert read("judgement", blank, mapped={blank: "no"}) == {blank: ("no", MAPPED)}


def test_true_and_false_are_yes_and_no_where_a_column_holds_nothing_else_of_that_kind():
    assert read("judgement", "TRUE", "false", None) == {
        "TRUE": ("yes", ALIKE),
        "false": ("no", ALIKE),
    }
    assert read("judgement", "true", "NA") == {"true": ("yes", ALIKE)}
    assert read("judgement", "true", "1") == {}
    assert read("judgement", "true", "yes") == {}
    assert read("gender", "true") == {}


@pytest.mark.parametrize(
    ("value", "number"),
    [("30.0", "30"), ("30.", "30"), (" 30 ", "30"), ("0.000", "0"), ("00000030", "30")],
)
def test_a_whole_number_in_another_guise(value, number):
    assert read("age", value) == {value: (number, SAME)}


@pytest.mark.parametrize("value", ["30", "30.5", "3e1", "1,020", "NaN", "٣٠", "-9.0"])
def test_what_is_no_whole_number_or_is_one_already_stays(value):
    assert read("age", value) == {}


@pytest.mark.parametrize(
    ("value", "month", "why"),
    [
        ("2016-04-01 00:00:00", "2016-04", SAME),
        ("2016-04-01T00:00:00.000", "2016-04", SAME),
        ("2016-04-01T00:00:00Z", "2016-04", SAME),
        ("2016-04-01T00:00:00+01:00", "2016-04", SAME),
        ("2016-04-01 00:00:00 UTC", "2016-04", SAME),
        (" 2016-04 ", "2016-04", SAME),
        ("2016-03-31T23:00:00Z", "2016-04", MIDNIGHT),
        ("2016-03-31 23:00:00+00", "2016-04", MIDNIGHT),
        ("2016-04-01 01:00:00+02:00", "2016-04", MIDNIGHT),
        ("2016-04-01T01:00:00+01:00", "2016-04", MIDNIGHT),
    ],
)
def test_a_day_in_another_guise(value, month, why):
    assert read("inspected_on", value) == {value: (month, why)}


@pytest.mark.parametrize(
    "value",
    [
        "2016-12-31T23:00:00Z",  # midnight in Paris, no day of ours
        "2016-04-01 09:30:00",
        "2016-03-31 23:00:00",  # no zone says where that is a midnight
        "2016-04-01 01:00:00",
        "2016-02-30 00:00:00",
        "0001-01-01T00:00:01+14:00",
        "01/04/2016 00:00",
        "20160401T000000Z",
        "42461",
    ],
)
def test_what_is_no_midnight_stays(value):
    assert read("inspected_on", value) == {}


def test_a_midnight_in_the_zone_of_its_column_is_that_day():
    values = "2016-03-31 22:00:00Z", "2016-12-31 23:00:00Z"
    month = {values[0]: ("2016-04", MIDNIGHT), values[1]: ("2017-01", MIDNIGHT)}
    assert read("inspected_on", *values, zone=ZoneInfo("Europe/Paris")) == month


@pytest.mark.parametrize("value", ["2016-04-01 00:00:00Z", "2016-03-31 23:00:00Z"])
def test_a_midnight_elsewhere_than_in_the_zone_of_its_column_is_none(value):
    assert read("inspected_on", value, zone=ZoneInfo("America/New_York")) == {}


def test_a_midnight_in_utc_counts_where_it_is_one_in_the_zone_of_its_column():
    value = "2016-12-01 00:00:00Z"
    assert read("inspected_on", value, zone=ZoneInfo("Europe/London")) == {value: ("2016-12", SAME)}


@pytest.mark.parametrize("others", [(), ("2016-06-01",), ("2016-06-30 23:00:00Z",)])
def test_no_other_cell_makes_a_time_without_a_zone_a_midnight(others):
    assert "2016-05-31 23:00:00" not in read("inspected_on", "2016-05-31 23:00:00", *others)


def test_a_day_to_come_stays_a_day_to_come():
    assert read("inspected_on", "2999-04-01 00:00:00") == {
        "2999-04-01 00:00:00": ("2999-04-01", SAME)
    }


def test_a_label_may_be_foreign_where_its_code_is_ours_or_mapped():
    labels = {"male": "Mann", "f": "Frau", "9": "Divers"}
    assert read("gender", "Mann", "Frau", "Divers", labels=labels, mapped={"F": "female"}) == {
        "Mann": ("male", ALIKE),
        "Frau": ("female", MAPPED),
    }


def test_a_label_of_two_codes_that_mean_two_things_is_none_of_them():
    labels = {"1": "Other", "2": "Other"}
    assert read("judgement", "Other", labels=labels, mapped={"1": "yes", "2": "no"}) == {}
    assert read("judgement", "Other", labels=labels, mapped={"1": "yes"}) == {}


def test_what_is_declared_missing_is_empty_unless_mapped_or_ours():
    declared = {"Refused", "Not recorded", "99"}
    assert read("age", "Refused", "99", "98", declared=declared) == {
        "Refused": (None, DECLARED),
        "99": (None, DECLARED),
    }
    assert read("judgement", "Refused", mapped={"refused": "no"}, declared=declared) == {
        "Refused": ("no", ALIKE)
    }
    # a case must have an ethnic group or say that none is recorded: this is asked about
    assert read("ethnic_group", "Refused", declared=declared) == {}
