"""The practice page: what is asked of it, the cards, the same as a table and as a file."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from probation.practice import Kind, Practice, Quality, matching, practice
from probation.questions import QUESTIONS, Question
from probation.scope import filters as filters_in_force
from probation.ui import ask, examples, filters, panels, state
from probation.ui.entry import through_app
from probation.vocabulary import REPORTED_FACTORS, Dimension, Factor, join_or

_HEADINGS = {
    Kind.EXAMPLE: "Practice examples",
    Kind.ENABLER: "Enablers of delivery",
    Kind.BARRIER: "Barriers to delivery",
}
#: What one and several entries of a kind are called.
_COUNTED = {
    (Kind.EXAMPLE, Quality.GOOD): ("example of good practice", "examples of good practice"),
    (Kind.EXAMPLE, Quality.POOR): ("example of poor practice", "examples of poor practice"),
    (Kind.ENABLER, Quality.GOOD): ("enabler", "enablers"),
    (Kind.BARRIER, Quality.POOR): ("barrier", "barriers"),
}


@dataclass(frozen=True)
class Asked:
    """Which entries: None or no providers for all."""

    question: Question | None
    factor: Factor | None
    providers: tuple[str, ...]
    quality: Quality | None


def asked() -> Asked:
    """What the parameters in force ask. The first thing the page does."""
    through_app()
    params = state.current()
    key, factor, quality = (params.get(name, [""])[0] for name in ("question", "factor", "example"))
    return Asked(
        QUESTIONS.get(key),
        Factor(factor) if factor else None,
        dict(filters_in_force(params, ask.codes())).get(Dimension.PROVIDER, ()),
        Quality(quality) if quality else None,
    )


def opening() -> None:
    """Title, what the entries are, and what they are not."""
    st.title("Practice")
    st.markdown(
        "What inspectors saw that was good or poor, as the bulletin tells it, in our words: ten"
        " cases, and what helped or hindered delivery. An officer here is the responsible officer"
        f" of the case. **{examples.CAVEAT}** They are of the bulletin's own cases, not of the"
        " cases loaded here."
    )


def controls() -> None:
    """Question, factor, good or poor."""
    questions = {state.EVERY_QUESTION: "All eight questions"}
    questions |= {key: question.topic for key, question in QUESTIONS.items()}
    factors = {"": "All ten factors"} | {f.value: f.label for f in REPORTED_FACTORS}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        filters.choose("Question", "question", questions, state.EVERY_QUESTION, width=420)
        filters.choose("Factor", "factor", factors)
        filters.switch("Good or poor", "example")


def show(wanted: Asked) -> None:
    """The entries asked for as cards, then what they are about as a table, and their file."""
    question = wanted.question.key if wanted.question else None
    found = matching(practice(), question, wanted.factor, wanted.providers, wanted.quality)
    st.markdown(_summary(found, wanted))
    if not found:
        st.info(
            "The bulletin gives no practice example of this. Choose another question or factor,"
            " or both good and poor."
        )
        return
    for kind in Kind:
        if of_kind := [entry for entry in found if entry.kind == kind]:
            st.header(_HEADINGS[kind])
            examples.cards(of_kind, abreast=2)
    with st.expander("What each is about, as a table"):
        st.table(_table(found), border="horizontal", alt="Practice: what each entry is about")
    _file(found, wanted)


def closing() -> None:
    """The filter that applies here, and the source."""
    filters.sidebar([[Dimension.PROVIDER]])
    panels.sources(
        "Practice is told from section 2 of the bulletin in our words; questions and factors are"
        " given to each entry by us, from its section and what it says."
    )


def _summary(found: Sequence[Practice], wanted: Asked) -> str:
    """How many are shown, and which filters narrow them."""
    counts = Counter((entry.kind, entry.quality) for entry in found)
    parts = [f"{n} {_COUNTED[kind][n > 1]}" for kind, n in counts.items()]
    sentences = [f"**Shown: {join_or(parts, 'and') or 'none'}, of {len(practice())} in all.**"]
    if wanted.providers:
        named = sum(entry.provider is not None for entry in practice())
        sentences.append(
            f"Filtered to: {join_or(wanted.providers)}. The bulletin names the provider of {named}"
            f" of the {len(practice())}; those with none named are shown for either."
        )
    others = [d.phrase for d in Dimension if d != Dimension.PROVIDER and d in state.current()]
    if others:
        sentences.append(
            f"Your filter by {join_or(others, 'and')} is kept for the other pages; it does not"
            " apply to examples."
        )
    return " ".join(sentences)


def _table(entries: Sequence[Practice]) -> pd.DataFrame:
    """The entries without their text, which a table makes hard to read, one a row."""
    columns = {
        "Kind": [examples.verdict(entry) for entry in entries],
        "Question": [examples.about(entry) for entry in entries],
        "Factor": [examples.factors(entry) for entry in entries],
        "Provider": [entry.provider.label if entry.provider else "" for entry in entries],
        "Section": [entry.section for entry in entries],
    }
    return pd.DataFrame(columns, index=pd.Index([e.title for e in entries], name="Practice"))


def _file(entries: Sequence[Practice], wanted: Asked) -> None:
    """The file of the entries shown, with codes as in data/practice.csv."""
    frame = pd.DataFrame([vars(entry) for entry in entries])
    frame = frame.assign(
        questions=[";".join(entry.questions) for entry in entries],
        factors=[";".join(entry.factors) for entry in entries],
    )
    said = {
        "source": f"{panels.BULLETIN.replace('*', '')}, section 2, in other words",
        "note": examples.CAVEAT,
        # what is loaded has no part in these rows
        "case_set": "The bulletin's own cases",
    }
    question = wanted.question.key if wanted.question else "all"
    codes = [question, wanted.factor, *wanted.providers, wanted.quality]
    panels.table_file(frame, said, "-".join(["practice", *filter(None, codes)]))
