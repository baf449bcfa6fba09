"""What every exhibit is, and the words that all of them share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from probation import answers
from probation.charts.native import Native
from probation.charts.theme import percent
from probation.scope import Scope
from probation.store.connection import Store


@dataclass(frozen=True)
class Exhibit:
    """One figure or table with everything that belongs to it, made of one frame.

    key: its name in exhibits.FIGURES. topic: what it is of, in a few words.
    headline: its message in one sentence. subtitle: the question, and what percentages are of.
    who: the filters in words. count: how many are counted, such as '290 judgements', or ''.
    notes: what must be known of it, a sentence each: intervals, tests, small bases, what is left
    out. empty: the sentence in its place where nothing matches, else ''.
    frame: the rows drawn, in codes and unrounded, as they are filed. table: the same as a reader
    sees them, the rows' names in its index.
    figure: a Plotly figure in the colours of the page, or None for a table alone or nothing to
    draw. native: the same for office programs. description: alternative text.
    file: the stem of the names of its files. said: what each row of its CSV file says of itself
    beside its provenance.
    """

    key: str
    topic: str
    headline: str
    subtitle: str
    who: str
    count: str
    frame: pd.DataFrame
    table: pd.DataFrame
    description: str
    file: str
    figure: Any = None
    native: Native | None = None
    notes: tuple[str, ...] = ()
    empty: str = ""
    said: Mapping[str, str] = field(default_factory=dict)


def note(store: Store, scope: Scope) -> str:
    """What is printed at the foot of every figure, and so in every picture made of it."""
    return f"{scope.sentence(store.codes)} {provenance(store)}"


def provenance(store: Store) -> str:
    """What the cases are, and from which generation of the store, on which day, they come."""
    generation = store.generation
    built = f"{generation.built_at.day} {generation.built_at:%B %Y}"
    return f"{answers.case_set(generation)} Store {generation.name}, built on {built}."


def unbroken(text: str) -> str:
    """``text`` kept on one line in a table."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def marked(value: float, flag: str | None) -> str:
    """A percentage with one decimal and its mark: '57.7% [u]'; '[u]' alone where not shown."""
    return f"{percent(value, 1)} [u]".strip() if flag == "u" else percent(value, 1)
