"""What must be known of figures: a sentence, and what kind of thing it says."""

from dataclasses import dataclass
from enum import Enum, auto


class NoteKind(Enum):
    """What a note is about. Pages, slides and files go by this, never by the sentence."""

    READING = auto()  #: how the marks of the figure are read: a table alone goes without it
    INTERVAL = auto()  #: by whose method intervals are
    TEST = auto()  #: how differences were tested, and what came of it
    METHOD = auto()  #: how the numbers came about, and what they mean
    SMALL_BASE = auto()  #: what [u] means, which stands under a table that shows it
    WITHHELD = auto()  #: that numbers are not given, and why
    LEFT_OUT = auto()  #: which cases or judgements are not counted
    FILTERS = auto()  #: which filters do not apply
    SAMPLE = auto()  #: how the cases were chosen
    SYNTHETIC = auto()  #: what is invented
    BULLETIN = auto()  #: what the bulletin says of it
    UNDECIDED = auto()  #: what the bulletin found, where the cases are too few to say it too
    CAUTION = auto()  #: what else to beware of


@dataclass(frozen=True)
class Note:
    """One sentence or a few. of_table: what it says of a table alone, where that differs."""

    kind: NoteKind
    text: str
    of_table: str = ""

    def __str__(self) -> str:
        return self.text


def notes_of(kind: NoteKind, *texts: str) -> tuple[Note, ...]:
    """A note of each text that says something."""
    return tuple(Note(kind, text) for text in texts if text)
