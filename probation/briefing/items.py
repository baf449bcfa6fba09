"""A briefing: figures and tables of the dashboard in an order, each with the reader's own words.

An item is what an address says of one figure, in full: which, its settings and filters. It holds
no number, so a briefing is made anew of the cases that count whenever it is shown.
"""

from dataclasses import dataclass, replace

from probation.domain.address import Params

#: So many items, and so long a title, a note and speaker notes.
MOST_ITEMS, LONGEST_TITLE, LONGEST_NOTE, LONGEST_SPEAKER_NOTES = 50, 200, 1000, 2000
#: What makes one sign of several, in some scripts and in emoji.
_JOINERS = "\u200c\u200d"


@dataclass(frozen=True)
class Item:
    """One figure or table.

    figure: its name in exhibits.registry.FIGURES. params: its settings and filters, sorted by name.
    store: the generation it was chosen from, or ''. title, note: the reader's own words on the
    slide, or ''. speaker_notes: what the reader says to it, which stands on no slide, or ''.
    """

    figure: str
    params: tuple[tuple[str, tuple[str, ...]], ...] = ()
    store: str = ""
    title: str = ""
    note: str = ""
    speaker_notes: str = ""

    @property
    def asked(self) -> Params:
        """The parameters as an address has them."""
        return {name: list(values) for name, values in self.params}

    def same_as(self, other: "Item") -> bool:
        """Whether both show the same figure, whatever their words."""
        return (self.figure, self.params) == (other.figure, other.params)


def item(
    figure: str,
    params: Params,
    store: str = "",
    title: str = "",
    note: str = "",
    speaker_notes: str = "",
) -> Item:
    """An item of parameters as an address has them."""
    in_order = tuple(sorted((name, tuple(sorted(values))) for name, values in params.items()))
    own = title_of(title), note_of(note), speaker_notes_of(speaker_notes)
    return Item(figure, in_order, store, *own)


@dataclass(frozen=True)
class Briefing:
    """Items in the order in which they are shown. title: the reader's, or ''."""

    title: str = ""
    items: tuple[Item, ...] = ()

    @property
    def full(self) -> bool:
        """Whether no item can be added."""
        return len(self.items) >= MOST_ITEMS

    def place(self, wanted: Item) -> int | None:
        """Where an item that shows the same figure stands; None where there is none."""
        places = (place for place, own in enumerate(self.items) if own.same_as(wanted))
        return next(places, None)

    def added(self, new: Item) -> "Briefing":
        """With one more item at the end; as it is where it is full or has it already."""
        if self.full or self.place(new) is not None:
            return self
        return replace(self, items=(*self.items, new))

    def without(self, place: int) -> "Briefing":
        """Without one item."""
        return replace(self, items=(*self.items[:place], *self.items[place + 1 :]))

    def moved(self, place: int, by: int) -> "Briefing":
        """With one item so many places further down, or up, but never off an end."""
        items = list(self.items)
        moved = items.pop(place)
        items.insert(max(0, place + by), moved)
        return replace(self, items=tuple(items))

    def worded(self, place: int, title: str, note: str, speaker_notes: str = "") -> "Briefing":
        """With other words of one item."""
        own = replace(
            self.items[place],
            title=title_of(title),
            note=note_of(note),
            speaker_notes=speaker_notes_of(speaker_notes),
        )
        return replace(self, items=(*self.items[:place], own, *self.items[place + 1 :]))

    def titled(self, title: str) -> "Briefing":
        """With another title."""
        return replace(self, title=title_of(title))


def cleaned(text: str) -> str:
    """One line of ``text`` without what cannot be seen or printed, but for joiners of letters.

    Control characters would make XML invalid, and marks of direction would turn a title round.
    """
    kept = (c if c.isprintable() or c in _JOINERS else " " for c in text)
    line = " ".join("".join(kept).split())
    return line if line.strip(_JOINERS + " ") else ""  # joiners of nothing cannot be seen


def cleaned_lines(text: str) -> str:
    """``text`` cleaned line by line."""
    return "\n".join(cleaned(line) for line in text.splitlines()).strip()


def title_of(text: str) -> str:
    """A title, cleaned and cut."""
    return cleaned(text)[:LONGEST_TITLE].strip()


def note_of(text: str) -> str:
    """A note, cleaned line by line and cut."""
    return cleaned_lines(text)[:LONGEST_NOTE].strip()


def speaker_notes_of(text: str) -> str:
    """Speaker notes, cleaned line by line and cut."""
    return cleaned_lines(text)[:LONGEST_SPEAKER_NOTES].strip()
