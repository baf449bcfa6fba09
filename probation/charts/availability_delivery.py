"""The overview's picture: how far availability and delivery lie apart for each factor."""

from typing import Any

import pandas as pd

from probation.charts import printed
from probation.charts.rates import PERCENTAGE, numbers
from probation.charts.spec import Rows, Series
from probation.charts.theme import percent
from probation.disclosure.gate import suffix
from probation.domain.vocabulary import Factor
from probation.domain.wording import counted

#: The traces whose marks are the two ends.
DELIVERED, AVAILABLE = 1, 2
#: What the column of counts keeps free for the percentages beside the marks.
_FREE = "\N{EM SPACE}\N{EM SPACE}"


def dumbbell(story: pd.DataFrame) -> Rows:
    """For each factor a line from the share delivered to the share available.

    ``story``: rows of estimates.story, in the order drawn; without bases where only what is printed
    is shown. Whiskers on the line would hide it: the intervals stand in the table.
    """
    counts = tuple(map(_counted, story.itertuples()))
    names = ("Enough delivered", "Available")
    ends = (
        _end(story, "delivered", names[0], "diamond", "one", counts),
        _end(story, "available", names[1], "circle", "quiet", ()),
    )
    factors = tuple(Factor(factor).label for factor in story["factor"])
    return Rows(factors, ends, PERCENTAGE, joined=True, key=names)


def _end(
    story: pd.DataFrame, end: str, words: str, shape: str, colour: str, counts: tuple[str, ...]
) -> Series:
    """The marks of one end, each with its percentage."""
    flags = story[f"flag_{end}"]
    signs = [printed.sign(row, f"printed_in_{end}") for row in story.itertuples()]
    return Series(
        words,
        tuple(range(len(story))),
        numbers(story[end]),
        colour,
        shape,
        labels=counts,
        shorts=tuple(
            f"{percent(value)}{sign}{suffix(flag)}" if value == value else ""
            for value, flag, sign in zip(story[end], flags, signs, strict=True)
        ),
        missing=tuple(
            "" if value == value or n is None else f"{end} [u]"
            for value, n in zip(story[end], story[f"n_{end}"], strict=True)
        ),
        beside=tuple(f"{percent(v)}{sign}" for v, sign in zip(story[end], signs, strict=True)),
        hovers=tuple(
            f"<b>{Factor(r.factor).label}</b><br>{words}: {percent(getattr(r, end), 1)}"
            f"{_of_cases(r, end)}{printed.told(r, f'printed_in_{end}')}"
            for r in story.itertuples()
        ),
        codes=tuple(story["factor"]),
        size=13,
        printed=tuple(map(bool, signs)),
    )


def _of_cases(row: Any, end: str) -> str:
    n = getattr(row, f"n_{end}")
    return "" if n is None else f", {getattr(row, f'yes_{end}'):,} of {n:,} cases"


def _counted(row: Any) -> str:
    return "" if row.n is None else f"{_FREE}{counted(row.n, 'case')}{_small(row)}"


def _small(row: Any) -> str:
    """[u] stands with the base that it is of: beside the marks it would run over the next one."""
    return suffix(row.flag_available) or suffix(row.flag_delivered)
