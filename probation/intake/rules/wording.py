"""The sentences about each kind of fault: what is wrong, what may stand there, what to do."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """Sentences with places for {found}, {column}, {other}, {near}, {codes} and so on."""

    message: str
    expected: str
    how_to_fix: str


#: Direct identifiers by kind.
IDENTIFIERS: Mapping[str, str] = {
    "email": "an e-mail address",
    "nino": "a National Insurance number",
    "pnc": "a PNC number",
    "crn": "a CRN",
    "prison": "a prison number",
    "telephone": "a telephone number",
    "nhs": "an NHS number",
    "postcode": "a postcode",
    "birth": "a date of birth",
    "name": "a name",
}
MARKUP: Mapping[str, str] = {"html": "HTML", "markdown": "a Markdown link", "sql": "SQL"}

_AS_MAPPED = "or say in the mapping file what it stands for{or_else}"
_ID = "the id as it was first given, kept as text"
_AS_TEXT = "Give the column the format Text before the ids are put in, and put them in again."
DATE = "a month such as 2017-03, or a date such as 2017-03-14"
_IN_CASES = "an id of the cases"

WORDS: Mapping[tuple[str, str], Words] = {
    ("F12", "same"): Words(
        "Case {found} stands on rows {other}, with the same content.",
        "each case id on one row",
        "Keep one of the rows.",
    ),
    ("F12", "different"): Words(
        "Case {found} stands on rows {other}, with different content.",
        "each case id on one row",
        "Find out which row is right and keep that, or give the cases different ids.",
    ),
    ("F13", "exponent"): Words(
        "The case id {found} is a long number as a spreadsheet shortens it.", _ID, _AS_TEXT
    ),
    ("F13", "decimal"): Words(
        "The case id {found} has been made a number with decimals or commas.", _ID, _AS_TEXT
    ),
    ("F13", "date"): Words(
        "The case id {found} has been made a date, as spreadsheets do.", _ID, _AS_TEXT
    ),
    ("F13", "time"): Words(
        "The case id {found} has been made a time, as spreadsheets do.", _ID, _AS_TEXT
    ),
    ("F13", "rounded"): Words(
        "The case id {found} has lost its last digits: a spreadsheet keeps 15.", _ID, _AS_TEXT
    ),
    ("F13", "error"): Words(
        "The case id {found} is what a spreadsheet shows for an error.", _ID, _AS_TEXT
    ),
    ("F13", "nought"): Words(
        "The case id {found} is shorter than the ids that begin with a nought, and seems to have"
        " lost its own.",
        _ID,
        _AS_TEXT,
    ),
    ("F13", "blanks"): Words(
        "The case id {found} has blanks before or after it.",
        "the id without blanks",
        "Take the blanks out.",
    ),
    ("F13", "twin"): Words(
        "The case id {found} is not in the cases, but {other} is: one of the two has been changed.",
        "{other}",
        "Write the id the same way in all files. " + _AS_TEXT,
    ),
    ("F15", "empty"): Words(
        "Nothing stands in column {column}.",
        "{codes}",
        "Fill it in{or_not_recorded}, or leave the whole case out.",
    ),
    ("F15", "placeholder"): Words(
        "Column {column} holds {found}, which does not say what it is.",
        "{codes}",
        "Write {codes}, " + _AS_MAPPED + ".",
    ),
    ("F15", "unknown"): Words(
        "{found} is not a code of column {column}{near}.",
        "{codes}",
        "Correct it, " + _AS_MAPPED + ".",
    ),
    ("F15", "neither"): Words(
        "Column {column} holds {found}: neither that the factor was a priority nor that it was"
        " not.",
        "yes, no or empty",
        'Write yes or no, or map the value under [codes.priority] as "yours" = "yes", "no" or'
        ' "empty".',
    ),
    ("F16", "age"): Words(
        "Column {column} holds {found}, which is not an age in whole years from 18 to 110.",
        "a whole number from 18 to 110, or empty",
        "Correct it, or leave it empty where the age was not recorded; a mapping file can say"
        ' that it means "empty".',
    ),
    ("F16", "ogrs_score"): Words(
        "Column {column} holds {found}, which is not a whole number from 0 to 100.",
        "a whole number from 0 to 100, or empty",
        "Correct it, or leave it empty where the score was not recorded; a mapping file can say"
        ' that it means "empty".',
    ),
    ("F17", "none"): Words(
        "Case {case} has no priority factor.",
        "one to five priority factors",
        "Add the factors that were its priorities, or leave the case out.",
    ),
    ("F17", "many"): Words(
        "Case {case} has more than five priority factors: {found}.",
        "one to five priority factors",
        "Keep the five that mattered most.",
    ),
    ("F17", "twice"): Words(
        "Case {case} has the priority factor {found} twice: it stands on row {other} already.",
        "each factor once a case",
        "Take this one out, or correct it.",
    ),
    ("F17", "unknown"): Words(
        "{found} is not a priority factor{near}.",
        "{codes}",
        "Correct it, or say in the mapping file what it stands for.",
    ),
    ("F17", "orphan"): Words(
        "The priority is of case {found}, which is not in the cases.",
        _IN_CASES,
        "Correct the case id, add the case, or take the row out.",
    ),
    ("F18", "orphan"): Words(
        "The judgement is of case {found}, which is not in the cases.",
        _IN_CASES,
        "Correct the case id, add the case, or take the row out.",
    ),
    ("F18", "once"): Words(
        "The question {other} is asked once a case, yet a factor is named: {found}.",
        "no factor",
        "Leave the factor empty, or correct the question.",
    ),
    ("F18", "extra"): Words(
        "{found} was judged for {other}, but was not a priority of case {case}.",
        "a priority factor of the case",
        "Add the factor to the priorities of the case, or take the judgement out.",
    ),
    ("F18", "missing"): Words(
        "{found} was a priority of case {case}, but its {other} was not judged.",
        "a judgement of availability and one of delivery for each priority factor",
        "Add the judgement, or take the factor out of the priorities of the case.",
    ),
    ("F18", "twice"): Words(
        "Case {case} is judged twice on {found}, with different content: row {other} has it"
        " already.",
        "one judgement for each case, question and factor",
        "Find out which is right and keep that.",
    ),
    ("F19", "ambiguous"): Words(
        "The date {found} could be two: day and month cannot be told apart.",
        DATE,
        "Write the year first, then the month.",
    ),
    ("F19", "quarter"): Words(
        "The date {found} is a quarter, which has three months.",
        DATE,
        "Give the month in which the inspection began.",
    ),
    ("F19", "week"): Words(
        "The date {found} is a week, which may be of two months.",
        DATE,
        "Give the month in which the inspection began.",
    ),
    ("F19", "two_digits"): Words(
        "The date {found} has a year of two digits.", DATE, "Write the year with four digits."
    ),
    ("F19", "serial"): Words(
        "{found} is a date as a spreadsheet counts days{near}.",
        DATE,
        "Give the cells the date format, or write the month as text.",
    ),
    ("F19", "impossible"): Words(
        "There is no date {found}.", DATE, "Correct it; write the year first, then the month."
    ),
    ("F19", "early"): Words(
        "The date {found} is before June 2014, when there was neither NPS nor CRC.",
        DATE + ", not before 2014-06",
        "Give the month in which the inspection began.",
    ),
    ("F19", "future"): Words(
        "The date {found} is in the future.",
        DATE + ", not in the future",
        "Give the month in which the inspection began.",
    ),
    ("F19", "zone"): Words("The date {found} is a time in a time zone.", DATE, "{as_month}"),
    ("F19", "time"): Words("The date {found} has a time of day.", DATE, "{as_month}"),
    ("F19", "form"): Words(
        "{found} is not a date written as year and month.",
        DATE,
        "{as_month}",
    ),
    ("F20", "mixed"): Words(
        "Column {column} holds {found} on this row and values of another kind on others.",
        "{codes}",
        "Write all values of the column the same way, as the codes.",
    ),
    ("F21", "duplicate"): Words(
        "The row is the same as row {other}.", "each row once", "Take one of the two out."
    ),
    ("F21", "blank"): Words("The row is blank.", "no blank rows", "Delete the row."),
    ("F21", "total"): Words(
        "The row seems to be a total, not a case.", "one row a case", "Delete the row."
    ),
    ("F21", "header"): Words(
        "The row seems to be a second header, not a case.", "one row a case", "Delete the row."
    ),
    ("F22", "formula"): Words(
        "Column {column} holds {found}, which a spreadsheet would take for a formula.",
        "{codes}",
        "Put the value itself there.",
    ),
    ("F26", "area"): Words(
        "{found} is not an area of {areas}{near}.",
        "{codes}",
        "{areas_fix}",
    ),
    ("F26", "supervision"): Words(
        "Supervision type {found} does not go with sentence type {other}.",
        "{implied}",
        "Correct the one that is wrong.",
    ),
    ("F26", "age_group"): Words(
        "Age group {found} does not go with age {other}.",
        "{implied}",
        "Correct the one that is wrong.",
    ),
    ("F26", "ogrs_level"): Words(
        "OGRS level {found} does not go with the score {other}.",
        "{implied}",
        "Correct the one that is wrong: low is 0 to 49, medium 50 to 74, high 75 to 89.",
    ),
    ("F26", "ogrs_band"): Words(
        "OGRS band {found} does not go with the level {other}.",
        "{implied}",
        "Correct the one that is wrong.",
    ),
}
IDENTIFIER = Words(
    "Column {column} seems to hold {what}; it is not shown here.",
    "nothing that says who a person is",
    "Take it out of the extract. Give cases an id of your own.",
)
IN_MARKUP = Words(
    "Column {column} holds {what}: {found}.",
    "plain text",
    "Take it out, and leave the words.",
)
