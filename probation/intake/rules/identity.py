"""Headers of columns that say who a person is (F14)."""

import re
from collections.abc import Mapping, Sequence

#: What the name of a column is about when its letters, without anything between, hold these.
_HELD: Mapping[str, str] = {
    "dateofbirth": "a date of birth",
    "birthdate": "a date of birth",
    "birthday": "a date of birth",
    "nhsnumber": "an NHS number",
    "postcode": "a postcode",
    "email": "an e-mail address",
    "surname": "a name",
    "forename": "a name",
    "firstname": "a name",
    "lastname": "a name",
    "fullname": "a name",
    "telephone": "a telephone number",
    "phonenumber": "a telephone number",
    "mobilenumber": "a telephone number",
    "homeaddress": "an address",
    "nationalinsurance": "a National Insurance number",
    "casereferencenumber": "a CRN",
    "prisonnumber": "a prison number",
}
#: The same for single words of it.
_WORDS: Mapping[str, str] = {
    "dob": "a date of birth",
    "birth": "a date of birth",
    "nhs": "an NHS number",
    "nhsno": "an NHS number",
    "pnc": "a PNC number",
    "pncid": "a PNC number",
    "crn": "a CRN",
    "cro": "a CRO number",
    "ni": "a National Insurance number",
    "nino": "a National Insurance number",
    "noms": "a prison number",
    "nomis": "a prison number",
    "zip": "a postcode",
    "initials": "a name",
    "alias": "a name",
    "phone": "a telephone number",
    "mobile": "a telephone number",
    "passport": "a passport number",
}
#: A name of one of these is nobody's.
_PLACES = {
    "area", "division", "provider", "owner", "crc", "lau", "ldu", "pdu", "region", "office",
    "court", "pcc", "file", "sheet", "factor", "question", "column", "variable", "intervention",
    "programme", "team", "organisation", "cluster", "county", "package",
}  # fmt: skip


def identifying(columns: Sequence[str]) -> dict[str, str]:
    """The columns whose names say that they hold a direct identifier, each with what it holds.

    'Date of birth', 'dob', 'NHSNumber' and 'offender_name' are; 'area_name' is not.
    """
    held = {column: _held(column) for column in columns}
    return {column: what for column, what in held.items() if what}


def _held(column: str) -> str | None:
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", column)
    words = re.findall(r"[a-z]+", apart.lower())
    joined = "".join(words)
    if joined in _WORDS:  # d.o.b.
        return _WORDS[joined]
    for held, what in _HELD.items():
        if held in joined:
            return what
    for word in words:
        if word in _WORDS:
            return _WORDS[word]
    if (words and words[-1] in ("address", "addresses")) or "address line" in " ".join(words):
        return "an address"
    if {"name", "names"} & set(words) and not _PLACES & set(words):
        return "a name"
    return None
