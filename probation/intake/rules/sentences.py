"""From a row of the SQL of the rules to a fault, in the words of wording.py."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches

from probation.domain.vocabulary import NOT_RECORDED
from probation.domain.wording import day, join_or
from probation.intake.fault import Fault
from probation.intake.mapping import MAY_BE_EMPTY
from probation.intake.rules.wording import (
    DATE,
    IDENTIFIER,
    IDENTIFIERS,
    IN_MARKUP,
    MARKUP,
    WORDS,
    Words,
)

_SHOWN = 40
#: Year and month with a sign between them or none, and perhaps day, time of day and time zone.
_YEAR_FIRST = re.compile(
    r"(\d{4})(?:([-/. ])(?P<month>\d{1,2})(?:\2\d{1,2})?|(?P<digits>\d{2})(?:\d{2})?)"
    r"(?P<time>[T ]\d{1,2}:?\d{2}.*?(?P<zone> ?(?:Z|UTC|[+-]\d{2}(?::?\d{2})?))?)?"
)
_SERIAL_ZERO = date(1899, 12, 30)  # how spreadsheets count days


@dataclass(frozen=True)
class Found:
    """One row of the view intake_faults (rules/faults.sql), with hidden: its id is masked."""

    rule: str
    kind: str
    part: int
    file: str
    sheet: str | None
    row: int
    source_column: str | None
    case_id: str | None
    term: str | None
    found: str | None
    other: str | None
    masked: bool
    hidden: bool


def fault(
    found: Found,
    codes: Mapping[str, Sequence[str]],
    areas_given: bool,
    called: Mapping[str, str],
) -> Fault:
    """The fault as a report says it. ``called``: our names of columns to the extract's."""
    column = found.source_column or called.get(found.term or "", found.term)
    secret = found.masked or found.rule == "F14" or (found.hidden and found.term == "case_id")
    secret = secret or (found.hidden and found.kind == "total")
    value = "(not shown)" if secret else shown(found.found)
    case = "(not shown)" if found.hidden else shown(found.case_id)
    known = codes.get(found.term or "", ())
    near = nearest(found.found or "", known) if known and not secret else None
    said = {
        "found": _quoted(value),
        "case": _quoted(case),
        "column": _quoted(column) if column else "",
        "other": shown(found.other) or "",
        "near": f"; did you mean '{near}'?" if near else _serial(found),
        "or_else": _or_else(found.term, known),
        "or_not_recorded": _not_recorded(found.term, known),
        "codes": _expected(found, known, near),
        "areas": "the areas file" if areas_given else "Table A1 of the bulletin",
        "areas_fix": _areas_fix(areas_given),
        "implied": _implied(found),
        "as_month": "Write the year first, then the month." if secret else _as_month(found),
        "what": IDENTIFIERS.get(found.kind, MARKUP.get(found.kind, "")),
    }
    words = _words(found)
    return Fault(
        rule=found.rule,
        file=found.file,
        sheet=found.sheet,
        row=found.row,
        case_id=case,
        column=column,
        found=value,
        expected=words.expected.format_map(said),
        message=_sentence(words.message.format_map(said)),
        how_to_fix=words.how_to_fix.format_map(said),
    )


def shown(value: str | None) -> str | None:
    """A value as a reader may see it: no HTML, no control characters, at most 40 characters."""
    if value is None:
        return None
    seen = visible(value)
    return seen if len(seen) <= _SHOWN else seen[: _SHOWN - 1] + "…"


def visible(text: str) -> str:
    """``text`` without what a browser or terminal would act on, in characters one can see."""
    plain = text.replace("<", "‹").replace(">", "›")
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in plain)


def nearest(value: str, codes: Sequence[str]) -> str | None:
    """The code that was probably meant: spelt otherwise, cut short or mistyped."""
    by_plain = {_plain(code): code for code in codes}
    plain = _plain(value[:_SHOWN])
    begun = [code for other, code in by_plain.items() if plain and other.startswith(plain)]
    if len(begun) == 1:
        return begun[0]
    close = get_close_matches(plain, by_plain, n=1, cutoff=0.6)
    return by_plain[close[0]] if close else None


def _words(found: Found) -> Words:
    if found.rule == "F14":
        return IDENTIFIER
    if found.rule == "F23":
        return IN_MARKUP
    return WORDS[found.rule, found.kind]


def _plain(value: str) -> str:
    return re.sub(r"[\W_]+", "_", value.strip().lower()).strip("_")


def _quoted(value: str | None) -> str:
    return value if value == "(not shown)" else f"'{value or ''}'"


def _sentence(message: str) -> str:
    return message.replace("'?.", "'?")


def _expected(found: Found, known: Sequence[str], near: str | None) -> str:
    if found.term == "case_id":
        return "a case id"
    if found.term == "inspected_on":
        return DATE
    if found.term in ("age", "ogrs_score"):
        return WORDS["F16", found.term].expected
    if near and len(known) > 5:
        return near
    return join_or(known) if len(known) <= 14 else f"one of {len(known)} codes"


def _not_recorded(term: str | None, known: Sequence[str]) -> str:
    """How a mapping says that empty cells are not recorded, where a column has a code for that."""
    if NOT_RECORDED not in known:
        return ""
    return f', say in the mapping under [codes.{term}] that "" is {NOT_RECORDED}'


def _or_else(term: str | None, known: Sequence[str]) -> str:
    """What else can be done about a value without a meaning, by what the column takes."""
    if term in MAY_BE_EMPTY:
        return ", or that it is empty"
    return "" if NOT_RECORDED in known else ", or leave the whole case out"


def _areas_fix(areas_given: bool) -> str:
    mapped = "say in the mapping file what it stands for"
    if areas_given:
        return f"Correct it, {mapped}, or add the area to the areas file."
    return f"Correct it, {mapped}, or give an areas file that has it."


def _serial(found: Found) -> str:
    """Which day a spreadsheet's count of days is, where ``found`` is one."""
    if (found.rule, found.kind) != ("F19", "serial"):
        return ""
    return f": {day(_SERIAL_ZERO + timedelta(days=int(float(found.found or '0'))))}"


def _as_month(found: Found) -> str:
    """How to write a date in which year and month can be told, without guessing at more."""
    read = _YEAR_FIRST.fullmatch((found.found or "").strip())
    number = int(read["month"] or read["digits"]) if read else 0
    if not read or not 1 <= number <= 12:
        return "Write the year first, then the month."
    month = f"{int(read[1]):04}-{number:02}"  # in plain digits, whatever they are written in
    if read["zone"]:  # in which the month may be another
        return (
            "The time zone shifts the day: write the month that was meant, without time and zone."
        )
    if read["time"]:
        return f"Drop the time: write it as {month}, if that is the month that was meant."
    return f"Write it as {month}."


def _implied(found: Found) -> str:
    """The value that goes with ``other``."""
    other = found.other or ""
    match found.kind:
        case "supervision":
            return "post_custody" if other == "licence" else "community"
        case "age_group":
            return "under_30" if int(other) < 30 else "30_plus"
        case "ogrs_level":
            score = int(other)
            levels = ((50, "low"), (75, "medium"), (90, "high"))
            return next((level for limit, level in levels if score < limit), "very_high")
        case "ogrs_band":
            bands = {"low": "low_medium", "medium": "low_medium", "not_recorded": "not_recorded"}
            return bands.get(other, "high_very_high")
    return ""
