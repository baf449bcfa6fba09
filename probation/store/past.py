"""What became of the generations: the history in the stores folder, a line for each event.

It outlasts the files: it says what was withdrawn, what was rolled back, and whether cases that are
not synthetic were ever shown. A line that cannot be read is kept and counts as such cases, and as
the end of the case set that it names.
"""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from probation.domain.wording import day
from probation.errors import StoreError, ToldError
from probation.store.atomic_files import replace_file
from probation.store.private import small_file
from probation.store.steps import Step

HISTORY = "HISTORY.jsonl"

_NAME = re.compile(r"gen-\d+-[0-9a-f]{8}")
_ROWS = re.compile(r"(?:[0-9a-f]{64})?")
_UNKNOWN_DAY = "a day that cannot be read"


class Did(StrEnum):
    """What became of a generation."""

    SHOWN = "shown"  # it was made the one that counts
    ROLLED_BACK = "rolled back"  # somebody went back to an earlier one
    WITHDRAWN = "withdrawn"  # removed for good; its case set never comes back


@dataclass(frozen=True)
class Event:
    """One line. at: UTC. synthetic: of the generation. rows: of one withdrawn. See store.claims."""

    name: str
    did: Did
    synthetic: bool
    at: datetime
    rows: str = ""


@dataclass(frozen=True)
class Past:
    """The history as far as it can be read. whole: that is all of it. unread: the other lines."""

    events: tuple[Event, ...] = ()
    whole: bool = True
    unread: tuple[str, ...] = ()

    def last(self, name: str, *kinds: Did) -> Event | None:
        """The last event of a case set, whatever the number of its generation, or of some kinds."""
        of = [e for e in self.events if same_data(e.name, name) and e.did in (kinds or Did)]
        return of[-1] if of else None


def same_data(one: str, other: str) -> bool:
    """Whether two generations are of the same case set: their names end alike."""
    return one.rpartition("-")[2] == other.rpartition("-")[2]


def past(stores: Path) -> Past:
    """The history of a stores folder; empty where there is none."""
    try:
        lines = small_file(stores / HISTORY).splitlines()
    except FileNotFoundError:
        return Past()
    except OSError:
        return Past(whole=False)
    events = [_event(line) for line in lines]
    unread = [
        line.decode(errors="replace")
        for line, event in zip(lines, events, strict=True)
        if event is None
    ]
    return Past(tuple(filter(None, events)), not unread, tuple(unread))


def note(stores: Path, events: Iterable[Event]) -> None:
    """Adds lines, in one step, to all that stands there already.

    Raises StoreError where a history is there that cannot be read, OSError where it cannot be
    written.
    """
    try:
        before = small_file(stores / HISTORY)
    except FileNotFoundError:
        before = b""
    except OSError as error:
        raise StoreError(
            f"{HISTORY} in the stores folder is no file that can be read; move it away, then try"
            " again."
        ) from error
    lines = [_line(event).encode() + b"\n" for event in events]
    ended = before if not before or before.endswith(b"\n") else before + b"\n"
    replace_file(stores / HISTORY, ended + b"".join(lines), Step.HISTORY_WRITTEN, Step.HISTORY_KEPT)


def _line(event: Event) -> str:
    told = asdict(event) | {"at": event.at.isoformat()}
    return json.dumps({name: value for name, value in told.items() if value != ""})


def now() -> datetime:
    """The time of an event."""
    return datetime.now(UTC).replace(microsecond=0)


def withdrawn_on(stores: Path, name: str) -> str | None:
    """The day on which a case set was withdrawn, whatever its number; None where it was not.

    A line that cannot be read and may say so counts: withdrawn is gone.
    """
    told = past(stores)
    if event := told.last(name, Did.WITHDRAWN):
        return day(event.at)
    return _UNKNOWN_DAY if any(_may_withdraw(line, name) for line in told.unread) else None


def _may_withdraw(unread: str, name: str) -> bool:
    """Whether a line that cannot be read names a case set, or none and says withdrawn."""
    if f'"{Did.SHOWN}"' in unread or f'"{Did.ROLLED_BACK}"' in unread:
        return False
    named = _NAME.findall(unread)
    if not named:
        return Did.WITHDRAWN in unread
    return any(same_data(other, name) for other in named)


def rows_withdrawn_on(stores: Path, rows: Callable[[], str]) -> str | None:
    """The same of cases, under whatever label. rows: gives claims.rows_of them, if need be."""
    gone = {event.rows: event for event in past(stores).events if event.did == Did.WITHDRAWN}
    gone.pop("", None)
    event = gone.get(rows()) if gone else None
    return day(event.at) if event else None


def check_whole(stores: Path) -> None:
    """Raises ToldError where the history cannot be read in full.

    Then nobody can say what was withdrawn: nothing is taken in, or shown again, until it is mended.
    """
    if not past(stores).whole:
        raise ToldError(
            f"A part of {HISTORY} in the stores folder cannot be read, so nobody can say what was"
            " withdrawn. Put the file back from a backup; where nothing was ever withdrawn, remove"
            " it."
        )


def caution(stores: Path, name: str) -> str:
    """What must be said wherever a generation is shown that somebody rolled back; else empty."""
    event = past(stores).last(name)
    if event is None or event.did != Did.ROLLED_BACK:
        return ""
    return (
        f"It was taken back on {day(event.at)} by those who look after the dashboard: ask them why"
        " before you use its figures."
    )


def _event(line: bytes) -> Event | None:
    try:
        said = json.loads(line)
        name, synthetic, at = said["name"], said["synthetic"], datetime.fromisoformat(said["at"])
        rows = said.get("rows", "")
        of_forms = _NAME.fullmatch(name) and _ROWS.fullmatch(rows) and isinstance(synthetic, bool)
        if not of_forms:
            return None
        return Event(name, Did(said["did"]), synthetic, at, rows)
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
