"""What figures are drawn on, and how large everything on it is."""

from dataclasses import dataclass, replace

#: Size of the words of marks and of names on axes, and the height of a line of them, on a page.
SMALL, LINE = 13, 16
# In pixels. A laptop of 1,366 by 768 leaves a figure FULL on its first screen, which ten rows fill.
ROW, FULL = 36, 440
#: Rows lie no closer than this.
CLOSEST = 25
#: Above the rows, for the key and the picture's button; below, for an axis and a line of title.
HEAD, FOOT = 24, 46
#: Of lines of words that fill a height, in parts of their size.
_LEADING = 1.2


@dataclass(frozen=True)
class Medium:
    """The sizes of what a figure is drawn on, in pixels.

    names, words: of the type of names of rows, and of other words. foot: below the plot, for an
    axis and its title. width, height: of a whole figure; 0 for as wide as there is place, and as
    high as its rows need. widths: letters of a line of a row's name, the fewest first, until the
    row has room for its lines; () for what a chart says.
    """

    names: int = SMALL
    words: int = SMALL
    foot: int = FOOT
    width: int = 0
    height: int = 0
    widths: tuple[int, ...] = ()

    @property
    def line(self) -> int:
        """Height of a line of words."""
        return round(_LEADING * self.words)

    @property
    def plot(self) -> int:
        """What lies between head and foot, where all figures are of one height."""
        return (self.height or FULL) - HEAD - self.foot

    def lines(self, rows: float) -> int:
        """How many lines of a name each of so many rows has room for, one at least."""
        return max(1, int(self.plot / max(rows, 1) / (_LEADING * self.names)))

    def fitted(self, rows: float, lines: float) -> "Medium":
        """With type so small that so many rows, with so many lines of words in each, have room."""
        if not self.height:
            return self
        row = self.plot / max(rows, 1) / _LEADING
        return replace(
            self, names=min(self.names, int(row)), words=min(self.words, int(row / max(lines, 1)))
        )


PAGE = Medium()


def rows_height(rows: float, lines: int = 1, around: int = HEAD + FOOT + LINE) -> int:
    """Height of ``rows`` rows of a figure, in pixels: ten and what stands around them fill FULL.

    More rows lie closer, but no closer than CLOSEST and their words on so many ``lines``. around:
    what figures have above and below them: of all the same, so that rows stand beside rows.
    """
    closest = max(CLOSEST, LINE * lines)
    return round(rows * max(closest, min(ROW, (FULL - around) / max(rows, 1))))
