"""What the values of a column of an extract are in our words.

A value is what the mapping file says; or ours but for its letters, the blanks around it or the
guise that a file format gives it. Nothing else is guessed: what stays is for the rules to refuse.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from zoneinfo import ZoneInfo

from probation.domain.vocabulary import NOT_RECORDED
from probation.intake.columns import ADDED, NUMBERS, WIDE_JUDGEMENTS, WIDE_PRIORITIES

#: Columns that follow from others where they are empty, else are not recorded (see shape.py).
FOLLOWING = ("age_group", "ogrs_level", "ogrs_band", *ADDED)
DATES = ("inspected_on",)

#: Of these columns what is declared missing is empty. The others have a code for not recorded, or
#: need one: there the label stays, so that it can be mapped.
_EMPTY_WHERE_DECLARED = (*NUMBERS, "supervision_type", "judgement", "priority", "factor")
_TRUTH = {"true": "yes", "false": "no"}
_BLANKS = " \u00a0"
_POINT_NOUGHTS = re.compile(r"(-?[0-9]+)\.0*")
_WHOLE = re.compile(r"[0-9]+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?")
_TIMED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}.*)?")
_LONDON = ZoneInfo("Europe/London")

#: Why a value is read as another: the mapping file says so; it says so of a word of ours that means
#: another; it is a word of ours, or of the mapping file, in other letters or blanks; it is the same
#: number or day; the day is that of a midnight in London, or in the column's own zone; SPSS
#: declares it missing.
MAPPED, CONTRARY, ALIKE, SAME = "mapped", "contrary", "alike", "same"
MIDNIGHT, DECLARED = "midnight", "declared"


@dataclass(frozen=True)
class Reading:
    """What a value of an extract is read as, None for empty, and why (MAPPED and so on).

    mapped: the mapping file says so, of it or of another spelling.
    """

    ours: str | None
    why: str
    mapped: bool = False


@dataclass(frozen=True)
class Column:
    """What is known of one column of an extract, beside its values.

    name: of our column whose codes it has, 'judgement' for the columns of judgements. mapped: their
    value to our code, '' for empty. words: our codes and labels to our codes. labels: codes of
    theirs to the labels that the file shows for them. declared: what the file declares missing.
    zone: in which the file says that its moments were meant.
    """

    name: str
    mapped: Mapping[str, str]
    words: Mapping[str, str]
    labels: Mapping[str, str]
    declared: Collection[str]
    zone: tzinfo | None = None


def codes_of(column: str) -> str:
    """The column whose codes a column of ours has: those of the wide shape share two."""
    if column in WIDE_PRIORITIES:
        return "priority"
    return "judgement" if column in WIDE_JUDGEMENTS else column


def readings(column: Column, values: Collection[str | None]) -> dict[str | None, Reading]:
    """Of the different ``values`` of a column those that are read as another; None: empty cells."""
    reader = _Reader(column, [value for value in values if value is not None])
    found = {value: reader.read(value) for value in values}
    return {v: r for v, r in found.items() if r is not None and (r.ours != v or v is None)}


class _Reader:
    def __init__(self, column: Column, values: Collection[str]) -> None:
        self.column = column
        self.mapped = _agreed((_plain(their), our) for their, our in column.mapped.items())
        words = {_plain(label): code for label, code in column.words.items()}
        self.words = words | {_plain(code): code for code in column.words.values()}
        left = [v for v in values if v not in column.mapped and _plain(v) not in self.mapped]
        self.truth = self._holds_truth(left)
        self.codes: dict[str, list[str]] = {}
        for code, label in column.labels.items():
            self.codes.setdefault(label, []).append(code)

    def _holds_truth(self, left: Collection[str]) -> bool:
        """Whether true and false are yes and no here: not beside numbers, or yes and no."""
        plain = {_plain(value) for value in left}
        return set(self.column.words.values()) == {"yes", "no"} and not any(
            value in self.words or _WHOLE.fullmatch(value) for value in plain
        )

    def read(self, value: str | None) -> Reading | None:
        """None: the value stays as it is."""
        column = self.column
        if value is None:
            meant = self.mapped.get("")
            if meant is None or (column.name in FOLLOWING and meant == NOT_RECORDED):
                return None
            return Reading(meant or None, MAPPED, mapped=True)
        if value in column.mapped:
            return self._as_mapped(value, column.mapped[value])
        if not value.strip():  # blanks alone are an empty cell
            return self.read(None) or Reading(None, SAME)
        if value in column.words.values():
            return None
        plain = _plain(value)
        if plain in self.mapped:
            return Reading(self.mapped[plain] or None, ALIKE, mapped=True)
        by_code = _agreed((value, self.mapped.get(_plain(c))) for c in self.codes.get(value, ()))
        code = by_code.get(value)
        if code is not None:
            return self._as_mapped(value, code)
        ours = self._ours(value, plain)
        if ours:
            return ours
        if value in column.declared and column.name in _EMPTY_WHERE_DECLARED:
            return Reading(None, DECLARED)
        return None

    def _as_mapped(self, value: str, ours: str) -> Reading:
        itself = self.words.get(_plain(value), ours)
        return Reading(ours or None, MAPPED if itself == ours else CONTRARY, mapped=True)

    def _ours(self, value: str, plain: str) -> Reading | None:
        name = self.column.name
        if name in NUMBERS:
            whole = _WHOLE.fullmatch(plain) and value not in self.column.declared
            return Reading(plain.lstrip("0") or "0", SAME) if whole else None
        if name in DATES:
            return self._day(value.strip(_BLANKS))
        if plain in self.words:
            return Reading(self.words[plain], ALIKE)
        if self.truth and plain in _TRUTH:
            return Reading(_TRUTH[plain], ALIKE)
        codes = ((value, self.words.get(_plain(code))) for code in self.codes.get(value, ()))
        code = _agreed(codes).get(value)
        return Reading(code, ALIKE) if code else None

    def _day(self, value: str) -> Reading | None:
        """The day of a date, or of a midnight; of one in another zone where that is said."""
        if _DAY.fullmatch(value):
            return Reading(value, SAME)
        moment = _moment(value)
        if moment is None:
            return None
        own = self.column.zone if moment.tzinfo else None
        if moment.time() == time() and (own is None or _is_midnight(moment, own)):
            return Reading(_month(moment.date()), SAME)  # midnight where it was written
        # a time without its zone may be any place's: it is asked about
        day = _day_beginning(moment, own) if moment.tzinfo else None
        return Reading(_month(day), MIDNIGHT) if day else None


def _plain(value: str) -> str:
    """A value without what may differ: its case, blanks around it, and .0 behind a number."""
    bare = value.strip(_BLANKS).casefold()
    number = _POINT_NOUGHTS.fullmatch(bare)
    return number[1] if number else bare


def _agreed(pairs: Iterable[tuple[str, str | None]]) -> dict[str, str | None]:
    """Each first to its second; without those that have two."""
    found: dict[str, set[str | None]] = {}
    for first, second in pairs:
        found.setdefault(first, set()).add(second)
    return {first: seconds.pop() for first, seconds in found.items() if len(seconds) == 1}


def _moment(value: str) -> datetime | None:
    """A date with or without a time of day, and with its zone where one is written."""
    if not _TIMED.fullmatch(value):
        return None
    try:
        return datetime.fromisoformat(value.removesuffix(" UTC"))
    except ValueError:
        return None


def _day_beginning(moment: datetime, own: tzinfo | None) -> date | None:
    """The day that begins at that moment in the column's own zone, else in London or in UTC."""
    zones = (own,) if own else (_LONDON, UTC)
    zone = next((zone for zone in zones if _is_midnight(moment, zone)), None)
    return moment.astimezone(zone).date() if zone else None


def _is_midnight(moment: datetime, zone: tzinfo) -> bool:
    try:
        return moment.astimezone(zone).time() == time()
    except OverflowError:
        return False


def _month(day: date) -> str:
    """What counts of a date; a day to come is for the rules to refuse."""
    return f"{day:%Y-%m}" if day <= datetime.now(_LONDON).date() else day.isoformat()
