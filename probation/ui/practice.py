"""The practice page: what is asked of it, the cards, the same as a table and as a file."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from probation.bulletin.practice import Kind, Practice, Quality, practice
from probation.domain import address
from probation.domain.address import Params
from probation.domain.questions import ALL_QUESTIONS, QUESTIONS
from probation.domain.vocabulary import ALL_FACTORS, REPORTED_FACTORS, Dimension
from probation.domain.wording import join_or
from probation.exhibits import practice as exhibits
from probation.exhibits.exhibit import BULLETIN
from probation.ui import cache, components, examples, filters, state
from probation.ui.tables import plain_table

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


def asked() -> Params:
    """What the parameters in force ask. The first thing the page does."""
    return state.current()


def opening() -> None:
    """Title, what the entries are, and what they are not."""
    components.heading("Practice examples")
    components.sentence(
        "What inspectors saw that was good or poor, from the bulletin, in our words: ten"
        " cases, and what helped or hindered delivery. An officer here is the responsible officer"
        f" of the case. **{exhibits.CAVEAT}** They are of the bulletin's own cases, not of the"
        " cases loaded here."
    )


def controls() -> None:
    """Question, factor, good or poor."""
    questions = {address.EVERY_QUESTION: ALL_QUESTIONS}
    questions |= {key: question.topic for key, question in QUESTIONS.items()}
    factors = {"": ALL_FACTORS} | {f.value: f.label for f in REPORTED_FACTORS}
    with st.container(key="controls", horizontal=True, vertical_alignment="center", gap="small"):
        filters.choose("Question", "question", questions, address.EVERY_QUESTION, width=330)
        filters.choose("Factor", "factor", factors)
        filters.switch("Good or poor", "example")


def show(params: Params) -> None:
    """The entries asked for as cards, then what they are about as a table, and their file."""
    wanted = exhibits.wanted(cache.store(), params)
    found = wanted.entries()
    st.markdown(_summary(found, wanted))
    if not found:
        st.info(exhibits.NONE_OF_THIS)
        return
    for kind in Kind:
        if of_kind := [entry for entry in found if entry.kind == kind]:
            st.header(_HEADINGS[kind])
            examples.cards(of_kind, abreast=2)
    with st.expander("What each is about, as a table"):
        plain_table(exhibits.table(found), "Practice: what each entry is about")
    components.files(cache.exhibit("practice", params, components.theme()), params)


def closing() -> None:
    """The filter that applies here, and the source."""
    filters.sidebar(more=False)
    components.sources(
        "Practice is summarised in our words from section 2 of the bulletin; we gave each entry its"
        " questions and factors, from its section and what it says.",
        publication=BULLETIN,
    )


def _summary(found: Sequence[Practice], wanted: exhibits.Wanted) -> str:
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
