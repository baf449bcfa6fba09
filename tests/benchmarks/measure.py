"""A measurement as it is printed, with its target where it has one."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """One line of the report: what was measured, the figure, its ratio and target in words.

    met: whether the target holds; None where there is none.
    """

    name: str
    figure: str
    ratio: str = ""
    target: str = ""
    met: bool | None = None


def at_most(name: str, figure: str, ratio: float, limit: float) -> Measure:
    """A ratio with its limit. A ratio that could not be had (NaN) misses it."""
    return Measure(name, figure, f"{ratio:.2f}", f"at most {limit:g}", ratio <= limit)


def milliseconds(seconds: float) -> str:
    """The duration in words; tenths where it is short."""
    return f"{seconds * 1000:,.1f} ms" if seconds < 0.1 else f"{seconds * 1000:,.0f} ms"


def report(measures: Sequence[Measure]) -> str:
    """The measurements as a Markdown table."""
    said = {True: "yes", False: "MISSED", None: ""}
    rows = [("measured", "figure", "ratio", "target", "met")]
    rows += [(m.name, m.figure, m.ratio, m.target, said[m.met]) for m in measures]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "| " + " | ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    rule = "| " + " | ".join("-" * width for width in widths) + " |"
    return "\n".join([lines[0], rule, *lines[1:]])
