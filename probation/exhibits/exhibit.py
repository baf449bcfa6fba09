"""What every exhibit is, and the words that all of them share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from probation import answers
from probation.analysis.disclosure import SMALL_BASE, SMALLEST_BASE, flag_of
from probation.charts.native import Native
from probation.charts.theme import percent, rounded
from probation.scope import Scope
from probation.store.connection import Store

#: The publication that all of this is about.
BULLETIN = (
    "HM Inspectorate of Probation, Research & Analysis Bulletin 2019/01, The availability and"
    " delivery of interventions (probation services)"
)
#: Whom an exhibit is about that filters leave as it is.
WHOLE_SET = "The whole case set; filters do not apply."
OF_OWNERS = "A CRC owner's cases are all those of its areas, NPS cases too."
#: What of a note is of a figure alone.
_WHISKERS = ", whiskers in the chart"
LOW_RELIABILITY = (
    f"[u] Low reliability: a base under {SMALL_BASE} cases. No percentage is shown on a base under"
    f" {SMALLEST_BASE}."
)


@dataclass(frozen=True)
class Exhibit:
    """One figure or table with everything that belongs to it, made of one frame.

    key: its name in exhibits.figures.FIGURES. topic: what it is of, in a few words.
    headline: its message in one sentence. subtitle: the question, and what percentages are of.
    who: the filters in words. count: how many are counted, such as '290 judgements', or ''.
    notes: what must be known of it, a sentence each: intervals, tests, small bases, what is left
    out. reading: which of them says how the figure's marks are read, or ''.
    empty: the sentence in its place where nothing matches, else ''.
    frame: the rows drawn, in codes and unrounded, as they are filed. table: the same as a reader
    sees them, the rows' names in its index.
    figure: a Plotly figure in the colours of the page, or None for a table alone or nothing to
    draw; what a picture of it says around it goes along as its layout's meta. source: of the
    figure: whose cases, by which method, from which store. for_office: makes the figure for office
    programs, which pages do not need, or None.
    description: alternative text.
    file: the stem of the names of its files. said: what each row of its CSV file says of itself
    beside its provenance. prose: whether the last column of the table holds paragraphs.
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
    source: str = ""
    for_office: Callable[[], Native] | None = None
    notes: tuple[str, ...] = ()
    reading: str = ""
    empty: str = ""
    said: Mapping[str, str] = field(default_factory=dict)
    prose: bool = False

    def __post_init__(self) -> None:
        if isinstance(self.figure, dict):
            layout = self.figure["layout"] | {"meta": self.picture}
            object.__setattr__(self, "figure", self.figure | {"layout": layout})

    @property
    def picture(self) -> dict[str, str]:
        """What stands around the figure in a picture saved of it."""
        question = filter(None, (self.subtitle, self.who, self.count and f"{self.count}."))
        return {
            "headline": self.headline,
            "question": " ".join(question),
            "reading": " ".join(self.notes),
            "source": self.source,
        }

    @cached_property
    def native(self) -> Native | None:
        """The figure for office programs, made when it is first asked for; None for none."""
        return self.for_office() if self.for_office else None

    @property
    def own_cases(self) -> str:
        """What it is of where it is not of the cases loaded, such as practice examples; or ''."""
        return self.said.get("case_set", "")

    @property
    def notes_of_table(self) -> tuple[str, ...]:
        """The notes for files that hold the table alone: nothing is said of a figure's marks."""
        notes = (note for note in self.notes if note != self.reading)
        return tuple(note.replace(_WHISKERS, "") for note in notes)


def intervals(whose: str, drawn: bool = True) -> str:
    """Whose 95% intervals an exhibit gives; drawn: in its figure too."""
    return f"95% intervals{_WHISKERS if drawn else ''}: {whose}."


def foot(store: Store, scope: Scope) -> str:
    """The source of a figure of one question, as every picture made of it says."""
    return f"{scope.sentence(store.codes)} {provenance(store)}"


def provenance(store: Store) -> str:
    """What the cases are, and from which generation of the store, on which day, they come."""
    return f"{answers.case_set(store.generation)} {stored(store)}"


def stored(store: Store) -> str:
    """From which generation of the store, on which day."""
    generation = store.generation
    built = f"{generation.built_at.day} {generation.built_at:%B %Y}"
    return f"Store {generation.name}, built on {built}."


def said(store: Store, scope: Scope, question: str) -> dict[str, str]:
    """What each row of a file says of itself: the question and the filters."""
    return {"question_asked": question, "filters": scope.who(store.codes)}


def counted(n: int, what: str) -> str:
    """'290 judgements', '1 judgement'."""
    return f"{n:,} {what}{'' if n == 1 else 's'}"


def low_reliability(frame: pd.DataFrame) -> tuple[str, ...]:
    """The sentence on small bases, where a column of flags marks one."""
    flags = [name for name in frame if str(name).startswith("flag")]
    return (LOW_RELIABILITY,) if any((frame[name] == "u").any() for name in flags) else ()


def unbroken(text: str) -> str:
    """``text`` kept on one line in a table."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def marked(value: float, flag: str | None) -> str:
    """A percentage with one decimal and its mark: '57.7% [u]'; '[u]' alone where not shown."""
    return f"{percent(value, 1)} [u]".strip() if flag == "u" else percent(value, 1)


def share(value: float, count: int, of: int | None = None, flag: str | None = None) -> str:
    """'73.8% (214 of 290)', '73.8% (214)', '60.0% [u] (6 of 10)'; the counts alone of none.

    flag: 'u' for a base under 30; where ``of`` is given, that says it.
    """
    counts = f"{count:,} of {of:,}" if of is not None else f"{count:,}"
    flag = flag if of is None else flag_of(of)
    before = marked(value, flag) if value == value or flag == "u" else ""
    return f"{before} ({counts})" if before else counts


def span(low: float, high: float) -> str:
    """'68.5 to 78.6', or '' where there are no limits."""
    return f"{rounded(low, 1)} to {rounded(high, 1)}" if low == low else ""


def with_limits(
    value: float, low: float, high: float, write: Callable[[float], str], flag: str | None
) -> str:
    """'+20 [u] (+8 to +30)', each number as ``write`` has it; '[u]' or '' where there is none."""
    if value != value:
        return "[u]" if flag == "u" else ""
    mark = " [u]" if flag == "u" else ""
    return write(value) + mark + (f" ({write(low)} to {write(high)})" if low == low else "")
