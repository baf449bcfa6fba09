"""How much room text takes in Arial: office programs lay text out only when they show it."""

from collections.abc import Sequence
from itertools import pairwise

#: Advance widths of Arial in thousandths of its size.
_WIDTHS = {
    191: "'",
    222: "ijl",
    260: "|",
    278: " !,./:;I[]\\ft\N{NO-BREAK SPACE}",
    333: "()-r`{}",
    500: "Jckxyzvs",
    556: "0123456789abdeghnopqu?_L$#",
    584: "+<=>~\N{MINUS SIGN}",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1015: "@",
}
_OF = {letter: wide for wide, letters in _WIDTHS.items() for letter in letters}
_LATIN, _OTHER = 600, 1000
#: Lines are so many times as high as their type.
LEADING = 1.2
_BOLD = 1.12
#: Programs round the widths of letters, and break a line that is too long by a hair.
_SPARE = 1.02
#: A line is taken to be no shorter, in inches.
_NARROWEST = 0.05


def width(text: str, size: float, bold: bool = False) -> float:
    """The width of ``text`` on one line, in inches; size: of the type, in points."""
    units = sum(_OF.get(c, _LATIN if ord(c) < 0x2E80 else _OTHER) for c in text)
    return _SPARE * units / 1000 * size / 72 * (_BOLD if bold else 1)


def lines(text: str, size: float, room: float, bold: bool = False) -> int:
    """How many lines ``text`` takes where they are ``room`` inches long."""
    count, room = 0, max(room, _NARROWEST)
    for paragraph in text.split("\n"):
        count += 1
        filled = 0.0
        for word in paragraph.split(" "):
            wide = width(word, size, bold)
            gap = width(" ", size, bold) if filled else 0.0
            if filled and filled + gap + wide > room:
                count, filled, gap = count + 1, 0.0, 0.0
            broken = int(wide // room)  # a word longer than a line is broken
            count, filled = count + broken, filled + gap + wide - broken * room
    return count


def rows_apart(names: Sequence[str], size: float, room: float) -> float:
    """How many lines apart rows must stand whose names are broken into lines of ``room`` inches."""
    counts = [lines(name, size, room) for name in names]
    return max([1.0, *(sum(pair) / 2 for pair in pairwise(counts))])


def height(text: str, size: float, room: float, bold: bool = False) -> float:
    """The height of ``text`` set in lines of ``room`` inches, in inches."""
    return lines(text, size, room, bold) * line_height(size)


def line_height(size: float) -> float:
    """The height of one line, in inches."""
    return size * LEADING / 72


def fitted(text: str, sizes: Sequence[float], room: float, most: int, bold: bool = False) -> float:
    """The first of ``sizes`` at which ``text`` takes at most so many lines, else the last."""
    fits = (size for size in sizes if lines(text, size, room, bold) <= most)
    return next(fits, sizes[-1])
