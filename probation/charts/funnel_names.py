"""Where the names of a funnel's marks stand: clear of its lines, of its marks and of one another.

The width of a figure is the reader's, so a place must do at several: a place found for one alone
would lie on a line at another.
"""

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from probation.charts.medium import Medium

#: Widths of figures that readers have, where the medium has none of its own; of a figure, what
#: stands beside its plot. In pixels.
WIDTHS, _BESIDE = (350, 500, 640, 900), 135
#: From a mark to its name, the nearest first, and where it stands: across, down.
_GAPS = (10, 16, 24, 34, 46, 60, 78, 100, 130)
_SIDES = ((0, -1), (0, 1), (1, 0), (-1, 0), (1, -1), (-1, -1), (1, 1), (-1, 1))
#: Half of a mark, and what stays free around a name, in pixels.
_MARK, _FREE = 8, 3
#: Points of a line that are looked at under a name.
_LOOKS = 15


@dataclass(frozen=True)
class Ground:
    """What a funnel draws, in its own units, and the part of them that it shows.

    lines: x and y of each line. marks: x and y of each mark. right, low, high: where the axes end.
    """

    lines: Sequence[tuple[Sequence[float], Sequence[float]]]
    marks: Sequence[tuple[float, float]]
    right: float
    low: float
    high: float
    medium: Medium

    @property
    def widths(self) -> tuple[int, ...]:
        """Of the plot, in pixels."""
        figures = (self.medium.width,) if self.medium.width else WIDTHS
        return tuple(width - _BESIDE for width in figures)

    def across(self, x: float, width: float) -> float:
        """Pixels from the left edge of a plot as wide as that."""
        return x / self.right * width

    def down(self, y: float) -> float:
        """Pixels from the upper edge."""
        return (self.high - y) / (self.high - self.low) * self.medium.plot


@dataclass(frozen=True)
class Box:
    """A rectangle, from the upper left corner of what it lies on."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


def size(name: str, medium: Medium) -> tuple[float, float]:
    """Width and height of a name, in pixels; its lines are parted by '<br>'."""
    lines = name.split("<br>")
    return 0.56 * medium.words * max(map(len, lines)), medium.line * len(lines)


def placed(names: Sequence[tuple[float, float, str]], ground: Ground) -> list[tuple[float, float]]:
    """For each mark's x, y and name: how far right and down of it the middle of the name stands."""
    taken: list[list[Box]] = [[] for _ in ground.widths]
    found = []
    for x, y, name in names:
        best, least = (0.0, 0.0), math.inf
        for place in _places(name, ground):
            hits = _hits(x, y, name, place, ground, taken)
            if hits < least:
                best, least = place, hits
            if not hits:
                break
        found.append(best)
        for width, boxes in zip(ground.widths, taken, strict=True):
            boxes.append(box(x, y, name, best, ground, width))
    return found


def box(
    x: float, y: float, name: str, place: tuple[float, float], ground: Ground, width: float
) -> Box:
    """What a name covers that stands at ``place`` from its mark, in a plot as wide as that."""
    across, high = (length / 2 for length in size(name, ground.medium))
    middle, level = ground.across(x, width) + place[0], ground.down(y) + place[1]
    return Box(middle - across, level - high, middle + across, level + high)


def crossed(name: Box, ground: Ground, width: float) -> int:
    """How many lines run through a name, or end of the plot through it."""
    left, step = name.left - _FREE, (name.right - name.left + 2 * _FREE) / (_LOOKS - 1)
    looked = [(left + step * look) / width * ground.right for look in range(_LOOKS)]
    count = int(name.left < _FREE) + int(name.right > width)
    count += int(name.top < 0) + int(name.bottom > ground.medium.plot - _FREE)
    for x, y in ground.lines:
        levels = [ground.down(_level(x, y, at)) for at in looked if x[0] <= at <= x[-1]]
        if levels:
            count += int(max(levels) > name.top - _FREE and min(levels) < name.bottom + _FREE)
    return count


def _level(x: Sequence[float], y: Sequence[float], at: float) -> float:
    """Of a line at ``at``, which is not beyond its ends."""
    after = min(bisect_right(x, at), len(x) - 1)
    part = (at - x[after - 1]) / (x[after] - x[after - 1])
    return y[after - 1] + part * (y[after] - y[after - 1])


def _places(name: str, ground: Ground) -> Iterator[tuple[float, float]]:
    across, high = (length / 2 for length in size(name, ground.medium))
    for gap in _GAPS:
        for right, down in _SIDES:
            yield right * (across + gap), down * (high + gap)


def _hits(
    x: float,
    y: float,
    name: str,
    place: tuple[float, float],
    ground: Ground,
    taken: Sequence[Sequence[Box]],
) -> int:
    """What a name would lie on, in all widths together."""
    count = 0
    for width, boxes in zip(ground.widths, taken, strict=True):
        own = box(x, y, name, place, ground, width)
        marks = (_mark(*mark, ground, width) for mark in ground.marks)
        count += crossed(own, ground, width)
        count += sum(own.meets(other) for other in (*boxes, *marks))
    return count


def _mark(x: float, y: float, ground: Ground, width: float) -> Box:
    across, down = ground.across(x, width), ground.down(y)
    return Box(across - _MARK, down - _MARK, across + _MARK, down + _MARK)
