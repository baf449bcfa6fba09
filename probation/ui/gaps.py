"""The gaps page: two groups on one question, all questions at a glance, and who contributes."""

from dataclasses import replace

import streamlit as st

from probation.domain.address import Params
from probation.domain.note import Note, NoteKind
from probation.domain.questions import QUESTIONS
from probation.domain.scope import Scope
from probation.domain.vocabulary import BREAKDOWNS, Dimension
from probation.domain.wording import lower_first
from probation.exhibits import gaps as exhibits
from probation.exhibits.exhibit import Exhibit
from probation.ui import briefing_session, cache, components, filters, ways


def scope(params: Params) -> Scope:
    """The question divided by the two groups."""
    return exhibits.scope(cache.store(), params)


def controls(params: Params) -> None:
    """The question and the two groups."""
    with st.container(key="controls", horizontal=True, vertical_alignment="center", gap="small"):
        labels = {key: question.topic for key, question in QUESTIONS.items()}
        filters.choose("Question", "question", labels, next(iter(QUESTIONS)), width=300)
        filters.divide("By", BREAKDOWNS, Dimension.PROVIDER.value)


def one_question(params: Params) -> None:
    """Every factor of one question: the percentages of both groups, and their differences."""
    wanted = scope(params)
    with st.spinner("Comparing ..."):
        exhibit = cache.exhibit("gaps", params, components.theme())
    st.header(exhibit.headline)
    if _nothing(exhibit):
        return
    notes: list[str | Note] = [*exhibit.notes_but(NoteKind.SMALL_BASE)]
    right = st.container()
    if wanted.question.per_factor:
        shares = {"scale": ["percent"], "factor": [], "by": [str(wanted.breakdown)]}
        left, right = st.columns(2)
        with left:
            drawn = cache.exhibit("rates", params | shares, components.theme())
            components.chart(drawn, "gap_rates")
            named = replace(drawn, noun=f"{drawn.noun} percentages")
            briefing_session.button(named, params | shares)
            others = [note for note in drawn.notes if note not in exhibit.notes]
            notes += [f"Of the percentages: {lower_first(note.text)}" for note in others]
    if exhibit.figure is not None:
        with right:
            components.chart(exhibit, "gap_differences")
    components.note(exhibit.subtitle)
    components.note(*notes)
    components.table(exhibit)
    components.files(exhibit, params)


def every_question(params: Params) -> None:
    """All questions and factors by gap; a tap opens the question above."""
    exhibit = cache.exhibit("gap_matrix", params, components.theme())
    st.header("All questions at a glance")
    if _nothing(exhibit):
        return
    st.markdown(
        f"**{exhibit.headline}.** {exhibit.topic.removeprefix('All questions: ')} in percentage"
        " points. A heavy outline and * mark a significant difference. Select a square to see its"
        " question above. Contracted: contracted providers."
    )
    picture, beside = components.places(exhibit)
    with picture:
        for point in components.tapped(exhibit):
            question = point["customdata"][0]
            ways.lead("gaps", question=question)
    with beside:
        components.table(exhibit)
        components.files(exhibit, params)


def contracted_and_partners(params: Params) -> None:
    """The bulletin's main comparison: the contribution of partners and of contracted providers."""
    exhibit = cache.exhibit("contributors", params, components.theme())
    st.header("Contracted providers beside partners")
    if _nothing(exhibit):
        return
    st.markdown(f"**{exhibit.headline}.** {exhibit.subtitle} {exhibits.SEPARATE_GROUPS}")
    if exhibit.figure is not None:
        components.chart(exhibit, "gap_partners")
    components.table(exhibit)
    components.files(exhibit, params)


def _nothing(exhibit: Exhibit) -> bool:
    """Says so where no difference can be given, and what to do; the way to more cases."""
    if exhibit.empty:
        st.info(exhibit.empty)
    components.small_group(exhibit)
    return bool(exhibit.empty)
