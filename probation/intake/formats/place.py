"""Where a fault of a file stands, and how it is worded."""

import re
import unicodedata
from dataclasses import dataclass, replace

from probation.intake.fault import Fault
from probation.intake.formats import limits

LONGEST = 40

#: Control characters but tab and line breaks; those that turn the direction of text; those that
#: cannot be seen. A class of a regular expression, written so that Python and DuckDB both read it.
HIDDEN = (
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u17b4\u17b5"
    "\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
_HIDDEN = re.compile(HIDDEN)
_UNSHOWN = re.compile(f"{HIDDEN}|[<>\t\r\n]")
_NAMES = {"\u0000": "NUL", "\ufeff": "byte order mark", "\u00ad": "soft hyphen"}


@dataclass(frozen=True)
class Place:
    """A file, a sheet of it, or a cell; names already fit to be shown."""

    file: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None

    def fault(
        self, rule: str, message: str, fix: str, expected: str, found: str | None = None
    ) -> Fault:
        """A fault here. message: a sentence that names the place; fix: what to do."""
        return Fault(
            rule, self.file, self.sheet, self.row, None, self.column,
            found, expected, message, fix,
        )  # fmt: skip

    def words(self) -> str:
        """'cases.xlsx, sheet cases, row 7, column age'."""
        parts = [self.file]
        parts += [f"sheet {self.sheet}"] if self.sheet else []
        parts += [f"row {self.row}"] if self.row else []
        parts += [f"column {self.column}"] if self.column else []
        return ", ".join(parts)


@dataclass(frozen=True)
class Unlisted(Fault):
    """Stands for all the faults of one rule in one file or sheet that are not listed.

    places: how many they are.
    """

    places: int


class Listed:
    """Faults in one file or sheet: the first thousand, and how many more of each column."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._more: dict[tuple[str | None, str], Unlisted] = {}

    def add(self, fault: Fault) -> None:
        """Takes one more."""
        if len(self._faults) < limits.LISTED:
            self._faults.append(fault)
        else:
            self.count(fault, 1)

    def count(self, like: Fault, places: int) -> None:
        """Counts ``places`` more faults ``like`` one, which are not listed."""
        cause = like.column, like.how_to_fix
        more = places + (self._more[cause].places if cause in self._more else 0)
        where = Place(like.file, like.sheet).words()
        message = f"{where}: {more:,} more places have the fault {like.rule}; they are not listed."
        here = replace(like, row=None, found=f"{more:,} places", message=message)
        self._more[cause] = Unlisted(**vars(here), places=more)

    def faults(self) -> list[Fault]:
        """Those kept, and one for all the others of each column."""
        return [*self._faults, *self._more.values()]


def cleaned(text: str) -> str:
    """A text with ? for every character that would take effect or hide."""
    return _UNSHOWN.sub("?", text)


def shown(text: str) -> str:
    """A value fit to be shown: cleaned, and cut to 40 characters."""
    return cleaned(text[:LONGEST])


def hidden_in(text: str) -> str | None:
    """The first character of a text that may not be there; None where there is none."""
    match = _HIDDEN.search(text)
    return match[0] if match else None


def character_name(character: str) -> str:
    """'U+200B zero width space'."""
    name = _NAMES.get(character) or unicodedata.name(character, "control character").lower()
    return f"U+{ord(character):04X} {name}"
