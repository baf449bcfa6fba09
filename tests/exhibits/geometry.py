"""Where a figure's words and lines lie in pixels, worked out from its specification alone."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

Figure = dict[str, Any]
#: Of the page's font, in parts of its size: a letter, rather more than on average, and its height.
_LETTER, _LINE = 0.51, 1.1
#: Half of a stroke with what must stay free beside it, in pixels.
_STROKE = 1.0


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels from the upper left corner of the figure; said: the words in it."""

    left: float
    top: float
    right: float
    bottom: float
    said: str = ""

    def meets(self, other: "Box") -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True)
class Drawn:
    """A figure as wide as a page shows it."""

    figure: Figure
    width: float

    @property
    def layout(self) -> Figure:
        return self.figure["layout"]

    @property
    def left(self) -> float:
        """The plot's left edge: the names beside it take what they need."""
        axis = self.layout["yaxis"]
        names = axis.get("ticktext")
        if names is None:
            return 50
        return 8 + max(_size(name, axis["tickfont"]["size"])[0] for name in names)

    @property
    def right(self) -> float:
        return self.width - self.layout["margin"]["r"]

    @property
    def top(self) -> float:
        return self.layout["margin"]["t"]

    @property
    def bottom(self) -> float:
        return self.layout["height"] - self.layout["margin"]["b"]

    def across(self, x: float) -> float:
        axis = self.layout["xaxis"]
        if axis.get("type") == "log":
            x = math.log10(x)
        low, high = axis["range"]
        return self.left + (x - low) / (high - low) * (self.right - self.left)

    def down(self, y: float) -> float:
        low, high = self.layout["yaxis"]["range"]
        return self.bottom - (y - low) / (high - low) * (self.bottom - self.top)

    def words(self) -> list[Box]:
        """What covers each of the figure's words: those of traces, and names with a leader."""
        return [*self._of_traces(), *self._of_annotations()]

    def _of_traces(self) -> Iterator[Box]:
        for trace in self.figure["data"]:
            if "text" not in trace.get("mode", ""):
                continue
            places = trace["textposition"]
            places = [places] * len(trace["x"]) if isinstance(places, str) else places
            for x, y, said, place in zip(
                trace["x"], trace["y"], trace["text"], places, strict=True
            ):
                if said.strip() and x == x:
                    size = trace["textfont"]["size"]
                    yield self._beside(x, y, said, place, size, trace.get("marker", {}).get("size"))

    def _beside(self, x: float, y: float, said: str, place: str, size: float, mark: Any) -> Box:
        wide, high = _size(said.lstrip("\N{EM SPACE}"), size)
        indent = size * (len(said) - len(said.lstrip("\N{EM SPACE}")))
        off = mark / 2 / 0.8 + 1 if mark else 0
        vertical, horizontal = place.split()
        middle, level = self.across(x), self.down(y)
        starts = {"left": -off - wide, "center": -wide / 2, "right": off + indent}[horizontal]
        tops = {"top": -off - high, "middle": -high / 2, "bottom": off}[vertical]
        left, top = middle + starts, level + tops
        return Box(left, top, left + wide, top + high, said)

    def _of_annotations(self) -> Iterator[Box]:
        for note in self.layout.get("annotations", ()):
            wide, high = _size(note["text"], note["font"]["size"])
            middle = self.across(note["x"]) + note["ax"]
            level = self.down(note["y"]) + note["ay"]
            yield Box(
                middle - wide / 2,
                level - high / 2,
                middle + wide / 2,
                level + high / 2,
                note["text"],
            )

    def crossed(self, words: Box) -> list[str]:
        """The axes, whiskers and lines that run through words."""
        found = [name for name, line in self._strokes() if words.meets(line)]
        for trace in self.figure["data"]:
            if trace.get("mode") == "lines" and len(trace["x"]) > 1 and None not in trace["x"]:
                x = [self.across(at) for at in trace["x"]]
                y = [self.down(at) for at in trace["y"]]
                if _runs_through(x, y, words, self.top, self.bottom):
                    found.append(f"line {trace['line'].get('dash', '')}")
        return found

    def _strokes(self) -> Iterator[tuple[str, Box]]:
        """Axes at nought and at the plot's foot, and each whisker."""
        low, high = self.layout["xaxis"]["range"]
        if self.layout["xaxis"].get("zeroline") and low <= 0 <= high:
            yield "nought", self._stroke(self.across(0), self.top, self.across(0), self.bottom)
        yield "foot", self._stroke(self.left, self.bottom, self.right, self.bottom)
        for trace in self.figure["data"]:
            bars = trace.get("error_x", {"visible": False})
            if bars.get("visible", True):
                for x, y, up, down in zip(
                    trace["x"], trace["y"], bars["array"], bars["arrayminus"], strict=True
                ):
                    if x == x and up == up:
                        level, cap = self.down(y), bars["width"]
                        start, end = self.across(x - down), self.across(x + up)
                        yield "whisker", self._stroke(start, level - cap, end, level + cap)

    def _stroke(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        return Box(x0 - _STROKE, y0 - _STROKE, x1 + _STROKE, y1 + _STROKE)


def _runs_through(x: list[float], y: list[float], words: Box, top: float, bottom: float) -> bool:
    if x[0] == x[-1]:  # upright
        return words.left < x[0] < words.right
    at = np.linspace(max(words.left, x[0]), min(words.right, x[-1]), 60)
    if words.right < x[0] or words.left > x[-1]:
        return False
    level = np.clip(np.interp(at, x, y), top, bottom)
    return bool(((level > words.top - _STROKE) & (level < words.bottom + _STROKE)).any())


def _size(text: str, size: float) -> tuple[float, float]:
    lines = [re.sub("<[^>]*>", "", line) for line in text.split("<br>")]
    return _LETTER * size * max(map(len, lines)), _LINE * size * len(lines)
