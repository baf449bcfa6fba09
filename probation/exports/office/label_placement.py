"""Where the names of marks stand, so that they cover neither marks nor one another."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from probation.charts.funnel_names import Box
from probation.charts.office_spec import Points
from probation.exports.office.axes import Scale
from probation.exports.office.drawing import Label, Plot, label_width
from probation.exports.office.text_metrics import line_height

#: Sides of a mark, in the order tried: beside it, or above it where marks stand in rows.
_BESIDE, _ABOVE = ("r", "l", "t", "b"), ("t", "b", "r", "l")
_POINT = 1 / 72
#: Between the end of a line and its words, in inches.
_OFF = 0.08


def named(
    series: Sequence[Points], x: Scale, y: Scale, plot: Plot, rows: bool
) -> list[list[Label]]:
    """The labels of each series. rows: marks stand in rows, with their names above them."""
    boxes = [[_mark(points, at, x, y, plot) for at in range(len(points.x))] for points in series]
    taken = [box for own in boxes for box in own]
    found: list[list[Label]] = []
    for points, own in zip(series, boxes, strict=True):
        labels = []
        for at, words in enumerate(points.labels):
            if not words or points.x[at] != points.x[at]:
                continue
            if points.line:
                labels.append(_of_line(points, at, plot))
                continue
            label, box = _free(words, at, own[at], taken, plot, _ABOVE if rows else _BESIDE)
            taken.append(box)
            labels.append(label)
        found.append(labels)
    return _apart(found, boxes, plot)


def _apart(
    found: list[list[Label]], boxes: Sequence[Sequence[Box]], plot: Plot
) -> list[list[Label]]:
    """``found`` with the words at the ends of lines moved down where they would overlap."""
    ends = sorted(
        (own[label.at].top, place)
        for place, (own, labels) in enumerate(zip(boxes, found, strict=True))
        for label in labels
        if _at_an_end(label, own)
    )
    free = -1.0
    for level, place in ends:
        lower = max(level, free)
        free = lower + line_height(plot.frame.size)
        own, down = boxes[place], (lower - level) / plot.frame.height
        found[place] = [
            replace(label, down=down) if _at_an_end(label, own) else label for label in found[place]
        ]
    return found


def _at_an_end(label: Label, own: Sequence[Box]) -> bool:
    """Whether words stand at the end of a line: a point of a line has no size."""
    box = own[label.at]
    return label.at == len(own) - 1 and box.left == box.right


def _mark(points: Points, at: int, x: Scale, y: Scale, plot: Plot) -> Box:
    half = 0 if points.line else points.size / 2 * _POINT
    across = plot.left + x.share(points.x[at]) * plot.width
    down = plot.top + (1 - y.share(points.y[at])) * plot.height
    return Box(across - half, down - half, across + half, down + half)


def _of_line(points: Points, at: int, plot: Plot) -> Label:
    """At its end the words of a line stand beside it, elsewhere above it, from there on."""
    words = points.labels[at]
    if at == len(points.x) - 1:
        return Label(at, words, "r", _OFF / plot.frame.width)  # off a mark that stands there
    half = label_width(words, plot.frame.size) / 2
    return Label(at, words, "t", half / plot.frame.width)


def _free(
    words: str, at: int, mark: Box, taken: Sequence[Box], plot: Plot, sides: Sequence[str]
) -> tuple[Label, Box]:
    """The first place where nothing else stands; else where least does, covering it.

    The sides of a mark first, then further up and down: between two limits is no room for a name.
    """
    tried = list(_tried(words, at, mark, plot, sides))
    frame, low = plot.frame, plot.frame.height - plot.bottom
    within = [
        (label, box)
        for label, box in tried
        if box.left >= 0 and box.right <= frame.width and box.top >= 0 and box.bottom <= low
    ]
    label, box = min(within or tried[:1], key=lambda one: _met(one[1], taken))
    return (replace(label, covering=True) if _met(box, taken) else label), box


def _met(box: Box, taken: Sequence[Box]) -> int:
    """How many marks, words and points of lines lie within ``box``."""
    return sum(box.meets(other) for other in taken)


def _tried(
    words: str, at: int, mark: Box, plot: Plot, sides: Sequence[str]
) -> Iterator[tuple[Label, Box]]:
    size, frame = plot.frame.size, plot.frame
    wide, high = label_width(words, size), line_height(size)
    middle, level = (mark.left + mark.right) / 2, (mark.top + mark.bottom) / 2
    centre = max(wide / 2, min(middle, frame.width - wide / 2))
    moved = (centre - middle) / frame.width
    for side in sides:
        match side:
            case "r":
                box = Box(mark.right, level - high / 2, mark.right + wide, level + high / 2)
            case "l":
                box = Box(mark.left - wide, level - high / 2, mark.left, level + high / 2)
            case "t":
                box = Box(centre - wide / 2, mark.top - high, centre + wide / 2, mark.top)
            case _:
                box = Box(centre - wide / 2, mark.bottom, centre + wide / 2, mark.bottom + high)
        yield Label(at, words, side, moved if side in "tb" else 0.0), box
    for far, across in itertools.product((high, 2 * high), (0.0, wide / 2, -wide / 2)):
        for side, down in (("b", far), ("t", -far)):
            top = mark.bottom + far if side == "b" else mark.top - far - high
            box = Box(middle + across - wide / 2, top, middle + across + wide / 2, top + high)
            yield Label(at, words, side, across / frame.width, down=down / frame.height), box
