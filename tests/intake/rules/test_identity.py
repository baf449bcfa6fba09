"""Headers that say that a column holds who a person is."""

import pytest

from probation.intake import columns
from probation.intake.rules import identifying


@pytest.mark.parametrize(
    ("header", "what"),
    [
        ("Name", "a name"),
        ("offender_name", "a name"),
        ("Service user's surname", "a name"),
        ("FirstName", "a name"),
        ("inspector name", "a name"),
        ("DOB", "a date of birth"),
        ("d_o_b", "a date of birth"),
        ("Date of Birth", "a date of birth"),
        ("dateofbirth", "a date of birth"),
        ("NHSNumber", "an NHS number"),
        ("nhs_no", "an NHS number"),
        ("PNC ID", "a PNC number"),
        ("pnc", "a PNC number"),
        ("CRN", "a CRN"),
        ("case_crn", "a CRN"),
        ("NINO", "a National Insurance number"),
        ("ni_number", "a National Insurance number"),
        ("home postcode", "a postcode"),
        ("Post Code", "a postcode"),
        ("E-mail", "an e-mail address"),
        ("mobile", "a telephone number"),
        ("Home address", "an address"),
        ("address_line_1", "an address"),
        ("NOMS number", "a prison number"),
    ],
)
def test_a_header_of_a_direct_identifier(header, what):
    assert identifying(["area", header]) == {header: what}


def test_no_column_of_ours_is_one():
    assert identifying(columns.WIDE) == {}
    assert identifying(columns.JUDGEMENTS) == {}


@pytest.mark.parametrize(
    "header",
    [
        "area_name",
        "Division name",
        "crc_owner_name",
        "file name",
        "Unique",
        "interests",
        "mappa",
        "",
    ],
)
def test_a_name_of_a_place_or_thing_is_nobodys(header):
    assert identifying([header]) == {}
