"""The bulletin's practice examples, enablers and barriers, as a table."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from probation.bulletin.practice import Kind, Practice, Quality, matching, practice
from probation.domain.address import Params, one
from probation.domain.note import Note, NoteKind
from probation.domain.questions import ALL_QUESTIONS, QUESTIONS, Question
from probation.domain.scope import filters
from probation.domain.vocabulary import Dimension, Factor
from probation.domain.wording import lower_first
from probation.exhibits.exhibit import BULLETIN, Exhibit
from probation.store.connection import Store

CAVEAT = "Examples are not representative: the bulletin chose them to illustrate."
NONE_OF_THIS = (
    "The bulletin gives no practice example of this. Choose another question or factor, or both"
    " good and poor."
)


@dataclass(frozen=True)
class Wanted:
    """Which entries: None or no providers for all."""

    question: Question | None
    factor: Factor | None
    providers: tuple[str, ...]
    quality: Quality | None

    def entries(self) -> tuple[Practice, ...]:
        """Those asked for."""
        question = self.question.key if self.question else None
        return matching(practice(), question, self.factor, self.providers, self.quality)


def wanted(store: Store, params: Params) -> Wanted:
    """The entries that parameters ask for."""
    factor, quality = one(params, "factor"), one(params, "example")
    return Wanted(
        QUESTIONS.get(one(params, "question")),
        Factor(factor) if factor else None,
        dict(filters(params, store.codes)).get(Dimension.PROVIDER, ()),
        None if quality == "all" else Quality(quality),
    )


def exhibit(store: Store, params: Params) -> Exhibit:
    """The entries asked for, with their text."""
    asked = wanted(store, params)
    found = asked.entries()
    about = asked.question.topic.lower() if asked.question else lower_first(ALL_QUESTIONS)
    of = f", {asked.factor.phrase}" if asked.factor else ""
    codes = [asked.question.key if asked.question else "all", asked.factor, *asked.providers]
    return Exhibit(
        key="practice",
        topic=f"Practice: {about}{of}",
        headline=f"What inspectors saw: {about}{of}",
        noun="practice examples",
        subtitle="From section 2 of the bulletin, in our words.",
        who="The bulletin's own cases, not the cases loaded.",
        count=f"{len(found)} of {len(practice())} examples",
        frame=_frame(found),
        table=table(found).assign(**{"What was seen": [entry.text for entry in found]}),
        description="Practice: what each entry is about, and what was seen",
        file="-".join(["practice", *filter(None, [*codes, asked.quality])]),
        notes=(Note(NoteKind.CAUTION, CAVEAT),),
        prose=True,
        empty="" if found else NONE_OF_THIS,
        said={
            "source": f"{BULLETIN}, section 2, in other words",
            "note": CAVEAT,
            # what is loaded has no part in these rows
            "case_set": "The bulletin's own cases",
        },
    )


def table(entries: Sequence[Practice]) -> pd.DataFrame:
    """The entries without their text, one a row."""
    columns = {
        "Kind": [verdict(entry) for entry in entries],
        "Question": [about(entry) for entry in entries],
        "Factor": [factors(entry) for entry in entries],
        "Provider": [entry.provider.label if entry.provider else "" for entry in entries],
        "Section": [entry.section for entry in entries],
    }
    return pd.DataFrame(columns, index=pd.Index([e.title for e in entries], name="Practice"))


def verdict(entry: Practice) -> str:
    """Good or poor practice, or that the entry is an enabler or a barrier."""
    return (entry.quality if entry.kind == Kind.EXAMPLE else entry.kind).label


def about(entry: Practice) -> str:
    """The questions of an entry, in a few words each."""
    return "; ".join(QUESTIONS[key].short for key in entry.questions)


def factors(entry: Practice) -> str:
    """The factors of an entry: 'Accommodation; education, training and employment'."""
    if not entry.factors:
        return "Any factor"
    first, *others = entry.factors
    return "; ".join([first.label, *(factor.phrase for factor in others)])


def _frame(entries: Sequence[Practice]) -> pd.DataFrame:
    """The entries with codes as in data/practice.csv."""
    return pd.DataFrame([vars(entry) for entry in entries]).assign(
        questions=[";".join(entry.questions) for entry in entries],
        factors=[";".join(entry.factors) for entry in entries],
    )
