"""What every exhibit is, and the words that all of them share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Concatenate, ParamSpec

import pandas as pd

from probation.charts import office
from probation.charts.office_spec import Native
from probation.charts.spec import Chart
from probation.charts.theme import Figure
from probation.disclosure import estimates
from probation.disclosure.gate import SMALL_BASE, SMALLEST_BASE, reliable
from probation.domain.note import Note, NoteKind, notes_of
from probation.domain.scope import Scope
from probation.domain.wording import day
from probation.exhibits.small_groups import Pooled, Widening
from probation.store.connection import Store

Drawn = ParamSpec("Drawn")

#: The publication that all of this is about.
BULLETIN = (
    "HM Inspectorate of Probation, Research & Analysis Bulletin 2019/01, The availability and"
    " delivery of interventions (probation services)"
)
#: Whom an exhibit is about that filters leave as it is.
WHOLE_SET = "The whole case set; filters do not apply."
OF_OWNERS = "A CRC owner's cases are all those of its areas, NPS cases too."
#: The synthetic cases agree with what the bulletin prints, and it prints nothing by area.
INVENTED = "Area results of the synthetic cases are invented: the bulletin prints none."
LOW_RELIABILITY = (
    f"[u] Low reliability: a base under {SMALL_BASE} cases. No percentage is shown on a base under"
    f" {SMALLEST_BASE}."
)


@dataclass(frozen=True)
class Exhibit:
    """One figure or table with everything that belongs to it, made of one frame.

    key: its name in exhibits.registry.FIGURES. topic: what it is of, in a few words.
    headline: its message in one sentence. short_headline: the same for the title of a slide, or ''
    where that is the same. subtitle: the question, and what percentages are of.
    noun: what a button calls it, different on every page: 'availability', 'funnel'.
    who: the filters in words. count: how many are counted, such as '290 judgements', or ''.
    notes: what must be known of it: intervals, tests, small bases, what is left out.
    empty: the sentence in its place where nothing matches, else ''.
    frame: the rows drawn, in codes and unrounded, as they are filed. table: the same as a reader
    sees them, the rows' names in its index.
    spec: what the figure shows, whatever draws it, or None for a table alone or nothing to draw.
    figure: the Plotly figure of ``drawn``, or None. source: of the figure: whose cases, by which
    method, from which store.
    description: alternative text.
    file: the stem of the names of its files. said: what each row of its CSV file says of itself
    beside its provenance. sample: of numbers of the cases, how those were chosen: a sentence among
    its notes and in its file. prose: whether the last column of the table holds paragraphs.
    pooled: all factors together where each alone has too few judgements, or None. widen: filters
    that, one of them taken away, leave enough to say something, the best first.
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
    spec: Chart | None = None
    notes: tuple[Note, ...] = ()
    empty: str = ""
    said: Mapping[str, str] = field(default_factory=dict)
    sample: str = ""
    prose: bool = False
    short_headline: str = ""
    noun: str = ""
    pooled: Pooled | None = None
    widen: tuple[Widening, ...] = ()

    @property
    def slide_title(self) -> str:
        """The headline as the title of a slide, in at most 15 words."""
        return self.short_headline or self.headline

    @property
    def file_label(self) -> str:
        """What the button calls its file: 'Download availability table (CSV)'."""
        return f"Download {self.noun} table (CSV)"

    def __post_init__(self) -> None:
        if self.sample and not self.notes_on(NoteKind.SAMPLE):
            # second, so that the first goes on saying how the figure is read
            chosen = Note(NoteKind.SAMPLE, self.sample)
            object.__setattr__(self, "notes", (*self.notes[:1], chosen, *self.notes[1:]))
            object.__setattr__(self, "said", {**self.said, "sample": self.sample})

    def drawn(
        self,
        draw: Callable[Concatenate[Chart, Drawn], Figure | None],
        *given: Drawn.args,
        **more: Drawn.kwargs,
    ) -> "Exhibit":
        """With what it shows as ``draw`` draws it, and in its layout's meta what stands around."""
        figure = draw(self.spec, *given, **more) if self.spec else None
        if figure:
            figure = figure | {"layout": figure["layout"] | {"meta": self.picture}}
        return replace(self, figure=figure)

    @property
    def picture(self) -> dict[str, str]:
        """What stands around the figure in a picture saved of it."""
        question = filter(None, (self.subtitle, self.who, self.count and f"{self.count}."))
        return {
            "headline": self.headline,
            "question": " ".join(question),
            "reading": self.all_notes,
            "source": self.source,
        }

    @cached_property
    def native(self) -> Native | None:
        """The figure for office programs, made when it is first asked for; None for none."""
        return office.draw(self.spec) if self.spec else None

    @property
    def own_cases(self) -> str:
        """What it is of where it is not of the cases loaded, such as practice examples; or ''."""
        return self.said.get("case_set", "")

    @property
    def notes_of_table(self) -> tuple[Note, ...]:
        """The notes for files that hold the table alone: nothing is said of a figure's marks."""
        notes = self.notes_but(NoteKind.READING)
        return tuple(replace(note, text=note.of_table or note.text) for note in notes)

    @property
    def all_notes(self) -> str:
        """The notes as one text."""
        return " ".join(map(str, self.notes))

    def notes_on(self, kind: NoteKind) -> tuple[Note, ...]:
        """The notes of one kind."""
        return tuple(note for note in self.notes if note.kind == kind)

    def notes_but(self, *kinds: NoteKind) -> tuple[Note, ...]:
        """The notes of all other kinds."""
        return tuple(note for note in self.notes if note.kind not in kinds)


def intervals(method: str, drawn: bool = True, tested: bool = False) -> Note:
    """By whose method the 95% intervals of an exhibit are; drawn: in its figure too.

    tested: they stand beside tests, which are of another method.
    """
    decides = " Near p = 0.05 interval and test may disagree: the test decides." if tested else ""
    said = f"95% confidence intervals (method: {method}).{decides}"
    return Note(NoteKind.INTERVAL, f"Lines show {said}" if drawn else said, of_table=said)


def advised(sentence: str, where: Scope) -> str:
    """``sentence``, and that a filter can be taken away where one is in force."""
    return f"{sentence} Take a filter away." if where.where else sentence


def invented(store: Store) -> tuple[Note, ...]:
    """What must be said of results of areas where the cases are synthetic."""
    return notes_of(NoteKind.SYNTHETIC, INVENTED) if store.generation.synthetic else ()


def noted(store: Store) -> dict[str, str]:
    """The same in each row of a file."""
    return {"note": INVENTED} if store.generation.synthetic else {}


def foot(store: Store, scope: Scope) -> str:
    """The source of a figure of one question, as every picture made of it says."""
    return f"{scope.sentence(store.codes)} {provenance(store)}"


def provenance(store: Store) -> str:
    """What the cases are, and from which generation of the store, on which day, they come."""
    return f"{estimates.case_set(store.generation)} {stored(store)}"


def sampled(store: Store) -> str:
    """How the cases were chosen, for ``Exhibit.sample``."""
    return estimates.sample(store.generation)


def stored(store: Store) -> str:
    """From which generation of the store, on which day."""
    generation = store.generation
    return f"Store {generation.name}, built on {day(generation.built_at)}."


def said(store: Store, scope: Scope, question: str) -> dict[str, str]:
    """What each row of a file says of itself: the question and the filters."""
    return {"question_asked": question, "filters": scope.who(store.codes)}


def source(store: Store) -> str:
    """Where the figures come from, or whose questions they answer."""
    own = f"the cases loaded; questions as in {BULLETIN}"
    return BULLETIN if store.generation.synthetic else own


def low_reliability(frame: pd.DataFrame) -> tuple[Note, ...]:
    """The note on small bases, where a column of flags marks one."""
    flags = [name for name in frame if str(name).startswith("flag")]
    if all(reliable(frame[name]).all() for name in flags):
        return ()
    return notes_of(NoteKind.SMALL_BASE, LOW_RELIABILITY)
